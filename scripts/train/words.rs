//! How well words and sentences are told apart: F1 of exact byte ranges against treebanks, and the sentence-splitting cases passed.

use crate::conllu::{self, Sentence};
use crate::figures::{Counts, Figures};
use std::collections::BTreeSet;
use std::path::Path;
use whosaid::Article;
use whosaid::lang::parse;
use whosaid::lexicon::Lexicon;

/// Adds the figures of the development parts.
pub(crate) fn evaluate(data: &Path, figures: &mut Figures) {
    let parts = [
        ("EWT", "lang/ud_ewt/dev.conllu.gz", [0.990, 0.880, 0.948, 0.975]),
        ("GUM", "lang/ud_gum/dev.conllu.gz", [0.9975, 0.960, 0.984, 0.994]),
    ];
    for (name, file, [words_floor, sentences_floor, ends_floor, marked_floor]) in parts {
        let documents = documents(&conllu::read(&data.join(file)));
        let [words, sentences, ends] = compare(&documents);
        figures.add(&format!("words F1 {name} dev"), words.f1(), words_floor);
        figures.add(&format!("sentences F1 {name} dev"), sentences.f1(), sentences_floor);
        figures.add(&format!("ends of sentences F1 {name} dev"), ends.f1(), ends_floor);
        figures.add(&format!("sentences F1 {name} dev, ends marked"), marked(&documents).f1(), marked_floor);
    }
    figures.add("sentence cases passed", cases(data), 0.86);
}

type Ranges = BTreeSet<(usize, usize)>;

/// A document of a treebank as one text, with the byte ranges that the treebank has and those that were found.
struct Document {
    text: String,
    gold_words: Ranges,
    gold_sentences: Ranges,
    found_words: Ranges,
    found_sentences: Ranges,
}

/// Prints what is cut otherwise than in a treebank, one difference a line: words that are missed, ends of sentences that are missed
/// or found too many, each with what stands around.
pub(crate) fn differences(file: &Path) {
    const AROUND_CHARS: usize = 60;
    for document in documents(&conllu::read(file)) {
        let text = document.text.as_str();
        let before = |at: usize| {
            let start = text[..at].char_indices().rev().nth(AROUND_CHARS).map_or(0, |(start, _)| start);
            text[start..at].replace('\n', "⏎")
        };
        let behind = |at: usize| text[at..].chars().take(AROUND_CHARS).collect::<String>().replace('\n', "⏎");
        for &(start, end) in document.gold_words.difference(&document.found_words) {
            println!("word missed\t{}\t{}\t{}", before(start), &text[start..end], behind(end));
        }
        let ends = |ranges: &Ranges| ranges.iter().map(|&(_, end)| end).collect::<BTreeSet<usize>>();
        let (gold, found) = (ends(&document.gold_sentences), ends(&document.found_sentences));
        for &end in gold.difference(&found) {
            println!("end missed\t{}\t{}", before(end), behind(end));
        }
        for &end in found.difference(&gold) {
            println!("end extra\t{}\t{}", before(end), behind(end));
        }
    }
}

/// Each document as one text, its sentences joined by a space, or by an empty line where a paragraph begins.
fn documents(sentences: &[Sentence]) -> Vec<Document> {
    let mut documents = Vec::new();
    for document in sentences.chunk_by(|one, other| one.document == other.document) {
        let mut text = String::new();
        let mut joined = false;
        let (mut gold_words, mut gold_sentences) = (BTreeSet::new(), BTreeSet::new());
        for sentence in document {
            if !text.is_empty() {
                // Some sentences touch the next one: “Too late...Then”.
                text.push_str(if sentence.opens_paragraph {
                    "\n\n"
                } else if joined {
                    ""
                } else {
                    " "
                });
            }
            let start = text.len();
            for (at, word) in sentence.words.iter().enumerate() {
                gold_words.insert((text.len(), text.len() + word.form.len()));
                text.push_str(&word.form);
                if !word.joined && at + 1 < sentence.words.len() {
                    text.push(' ');
                }
            }
            gold_sentences.insert((start, text.len()));
            joined = sentence.words.last().is_some_and(|word| word.joined);
        }
        let article = Article { text, ..Article::default() };
        let syntax = parse(&article, Lexicon::builtin());
        let range = |span: whosaid::Span| (span.start(), span.end());
        documents.push(Document {
            gold_words,
            gold_sentences,
            found_words: syntax.tokens.iter().map(|token| range(token.span)).collect(),
            found_sentences: syntax.sentences.iter().map(|sentence| range(sentence.span)).collect(),
            text: article.text,
        });
    }
    documents
}

/// The same for sentences with the ends that the text shows. The treebanks keep paragraphs but not line breaks, so that a list, an
/// address or the heading of a message runs into the next line without any mark. Sentences on both sides of such an end, and what was
/// found across them, are left out.
fn marked(documents: &[Document]) -> Counts {
    let mut counts = Counts::default();
    for document in documents {
        let text = document.text.as_str();
        let gold: Vec<(usize, usize)> = document.gold_sentences.iter().copied().collect();
        let shown = |at: usize| {
            let words = text[gold[at].0..gold[at].1].trim_end_matches(|c: char| "\"'”’»)]}*".contains(c));
            words.ends_with(['.', '?', '!', '…']) || text[gold[at].1..].starts_with('\n') || at + 1 == gold.len()
        };
        let kept = |at: &usize| shown(*at) && (*at == 0 || shown(*at - 1));
        let (kept, left): (Vec<usize>, Vec<usize>) = (0..gold.len()).partition(kept);
        let left: Vec<(usize, usize)> = left.into_iter().map(|at| gold[at]).collect();
        let scored = |found: &(usize, usize)| {
            let next = left.partition_point(|range| range.1 <= found.0);
            left.get(next).is_none_or(|range| range.0 >= found.1)
        };
        counts.gold += kept.len();
        counts.found += document.found_sentences.iter().filter(|&found| scored(found)).count();
        counts.both += kept.into_iter().filter(|&at| document.found_sentences.contains(&gold[at])).count();
    }
    counts
}

/// Words, sentences, and ends of sentences alone: a wrong end spoils two sentences but is one error.
fn compare(documents: &[Document]) -> [Counts; 3] {
    let ends = |ranges: &Ranges| ranges.iter().map(|&(_, end)| (end, end)).collect::<Ranges>();
    let mut counts = [Counts::default(), Counts::default(), Counts::default()];
    for document in documents {
        let pairs = [
            (&document.found_words, &document.gold_words),
            (&document.found_sentences, &document.gold_sentences),
            (&ends(&document.found_sentences), &ends(&document.gold_sentences)),
        ];
        for (counts, (found, gold)) in counts.iter_mut().zip(pairs) {
            counts.found += found.len();
            counts.gold += gold.len();
            counts.both += found.intersection(gold).count();
        }
    }
    counts
}

/// Share of the cases whose sentences, white space aside, are found exactly.
fn cases(data: &Path) -> f64 {
    let text = conllu::text_of(&data.join("lang/sentseg/pragmatic_en.jsonl"));
    let (mut passed, mut all) = (0u32, 0u32);
    for line in text.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let article = Article { text: case["text"].as_str().unwrap().to_owned(), ..Article::default() };
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let want: Vec<String> =
            case["sentences"].as_array().unwrap().iter().map(|s| squeeze(s.as_str().unwrap())).collect();
        let syntax = parse(&article, Lexicon::builtin());
        let found: Vec<String> = syntax.sentences.iter().map(|s| squeeze(s.span.of(&article.text))).collect();
        all += 1;
        passed += u32::from(found == want);
    }
    f64::from(passed) / f64::from(all)
}
