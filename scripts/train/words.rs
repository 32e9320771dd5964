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
    for (name, file) in [("EWT", "lang/ud_ewt/dev.conllu.gz"), ("GUM", "lang/ud_gum/dev.conllu.gz")] {
        let (words, sentences) = compare(&conllu::read(&data.join(file)));
        figures.add(&format!("words F1 {name} dev"), words.f1(), 0.0);
        figures.add(&format!("sentences F1 {name} dev"), sentences.f1(), 0.0);
    }
    figures.add("sentence cases passed", cases(data), 0.0);
}

/// Each document as one text, its sentences joined by a space, or by an empty line where a paragraph begins.
fn compare(sentences: &[Sentence]) -> (Counts, Counts) {
    let (mut words, mut ends) = (Counts::default(), Counts::default());
    for document in sentences.chunk_by(|one, other| one.document == other.document) {
        let mut text = String::new();
        let (mut gold_words, mut gold_sentences) = (BTreeSet::new(), BTreeSet::new());
        for sentence in document {
            if !text.is_empty() {
                text.push_str(if sentence.opens_paragraph { "\n\n" } else { " " });
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
        }
        let article = Article { text, ..Article::default() };
        let syntax = parse(&article, Lexicon::builtin());
        let range = |span: whosaid::Span| (span.start(), span.end());
        let found_words: BTreeSet<_> = syntax.tokens.iter().map(|token| range(token.span)).collect();
        let found_sentences: BTreeSet<_> = syntax.sentences.iter().map(|sentence| range(sentence.span)).collect();
        for (counts, found, gold) in
            [(&mut words, &found_words, &gold_words), (&mut ends, &found_sentences, &gold_sentences)]
        {
            counts.found += found.len();
            counts.gold += gold.len();
            counts.both += found.intersection(gold).count();
        }
    }
    (words, ends)
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
