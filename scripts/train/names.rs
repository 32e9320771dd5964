//! The recognizer of names: fitted to annotated articles, cut into words as the program cuts them, and measured on the words of each set.

use crate::clusters;
use crate::conllu;
use crate::figures::{Counts, Figures};
use crate::tags;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;
use whosaid::Article;
use whosaid::entity::recognize::{self, Example, Name, NameKind, Recognizer};
use whosaid::lang::form::Form;
use whosaid::lang::parse;
use whosaid::lang::tag::Tagger;
use whosaid::lexicon::{Classes, Lexicon};
use whosaid::text::fold::fold;

/// What the sets' labels mean here. Parties are organizations, as in the news; countries and buildings are places; peoples, works, laws,
/// elections and products are other names. Dates, sums and quantities are none.
fn kind(label: &str) -> Option<NameKind> {
    match label {
        "PER" | "PERSON" | "Person" | "person" | "politician" => Some(NameKind::Person),
        "ORG" | "ORGANIZATION" | "Organization" | "Organisation" | "organisation" | "organization"
        | "politicalparty" | "corporation" | "group" => Some(NameKind::Organization),
        "LOC" | "LOCATION" | "Location" | "location" | "country" | "Facility" | "place" => Some(NameKind::Place),
        "MISC" | "Misc" | "misc" | "NORP" | "Nationality" | "Product" | "product" | "creative-work" | "event"
        | "election" | "MilitaryPlatform" | "Weapon" | "DocumentReference" => Some(NameKind::Other),
        _ => None,
    }
}

/// An annotated text as its set cuts it.
#[derive(Default)]
struct Annotated {
    words: Vec<String>,
    sentences: Vec<Range<usize>>,
    names: Vec<Name>,
    /// Whether no white space follows a word; empty when the set does not tell.
    joined: Vec<bool>,
}

impl Annotated {
    fn end_sentence(&mut self) {
        let start = self.sentences.last().map_or(0, |last| last.end);
        if self.words.len() > start {
            self.sentences.push(start..self.words.len());
        }
    }

    /// One more word, with a label like "B-PER", "I-PER" or "O".
    fn push(&mut self, word: &str, label: &str, before: &str) {
        let at = self.words.len();
        self.words.push(word.to_owned());
        let Some((position, label)) = label.split_once('-') else { return };
        let Some(kind) = kind(label) else { return };
        let sentence = self.sentences.last().map_or(0, |last| last.end);
        match self.names.last_mut() {
            Some(last)
                if position != "B"
                    && last.tokens.end == at
                    && at > sentence
                    && before.split_once('-').is_some_and(|(_, before)| before == label) =>
            {
                last.tokens.end = at + 1;
            }
            _ => self.names.push(Name { tokens: at..at + 1, kind }),
        }
    }
}

/// A file of one word and label a line, an empty line behind each sentence, a line with one of `marks` before each article.
fn columns(path: &Path, marks: &[&str]) -> Vec<Annotated> {
    let mut articles = Vec::new();
    let mut article = Annotated::default();
    let mut before = String::new();
    let text = conllu::text_of(path);
    let mut finish = |article: &mut Annotated| {
        article.end_sentence();
        if !article.words.is_empty() {
            articles.push(std::mem::take(article));
        }
    };
    for line in text.lines() {
        if marks.iter().any(|mark| line.starts_with(mark)) {
            finish(&mut article);
        } else if line.trim().is_empty() {
            article.end_sentence();
            if marks.is_empty() {
                finish(&mut article);
            }
        } else if !line.starts_with("# ") {
            let separator = if line.contains('\t') { '\t' } else { ' ' };
            let Some((word, rest)) = line.split_once(separator) else { continue };
            let label = rest.split(['\t', ' ']).next().unwrap_or("O");
            article.push(word, label, &before);
            label.clone_into(&mut before);
        }
    }
    finish(&mut article);
    articles
}

/// Whether a word of a set stands without white space behind the word before it.
fn touches(before: &str, word: &str) -> bool {
    matches!(before, "(" | "[" | "$" | "£" | "€" | "#" | "“" | "‘" | "``")
        || matches!(
            word,
            "." | ","
                | ":"
                | ";"
                | "!"
                | "?"
                | ")"
                | "]"
                | "%"
                | "”"
                | "''"
                | "n't"
                | "n’t"
                | "..."
                | "'s"
                | "’s"
                | "'re"
                | "’re"
                | "'ve"
                | "’ve"
                | "'ll"
                | "’ll"
                | "'m"
                | "’m"
                | "'d"
                | "’d"
        )
}

/// The text of an annotated article and the byte ranges of its names.
fn text_of(annotated: &Annotated) -> (String, Vec<(Range<usize>, NameKind)>) {
    let mut text = String::new();
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for sentence in &annotated.sentences {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let mut glued = true;
        for at in sentence.clone() {
            let word = &annotated.words[at];
            let straight = word == "\"";
            let before = if at > sentence.start { annotated.words[at - 1].as_str() } else { "" };
            let joined = match annotated.joined.get(at.wrapping_sub(1)) {
                Some(&joined) => joined,
                None => touches(before, word) || straight && open,
            };
            if at > sentence.start && !glued && !joined {
                text.push(' ');
            }
            glued = straight && !open && annotated.joined.is_empty();
            open ^= straight;
            places.push(text.len()..text.len() + word.len());
            text.push_str(word);
        }
        open = false;
    }
    let range = |name: &Name| places[name.tokens.start].start..places[name.tokens.end - 1].end;
    let names = annotated.names.iter().map(|name| (range(name), name.kind)).collect();
    (text, names)
}

/// A text cut into words by the program, with the names at these bytes. A name that ends inside a word is none.
fn example(text: String, names: &[(Range<usize>, NameKind)], tagger: &Tagger) -> Example {
    let lexicon = Lexicon::builtin();
    let article = Article { text, ..Article::default() };
    let syntax = parse(&article, lexicon);
    let mut example = Example::default();
    for token in &syntax.tokens {
        example.forms.push(Form::of(token.span.of(&article.text)));
        example.classes.push(lexicon.classes(token.word));
    }
    example.sentences = syntax.sentences.iter().map(|sentence| sentence.tokens.clone()).collect();
    example.tags = tagger.tag(example.sentences.iter().map(|tokens| &example.forms[tokens.clone()]));
    let mut at = 0;
    for (bytes, kind) in names {
        while at < syntax.tokens.len() && syntax.tokens[at].span.end() <= bytes.start {
            at += 1;
        }
        let start = at;
        while at < syntax.tokens.len() && syntax.tokens[at].span.start() < bytes.end {
            at += 1;
        }
        // A point that belongs to the word: "Inc."
        let excess = at > start && syntax.tokens[at - 1].span.end() > bytes.end + 1;
        if excess || at == start {
            continue;
        }
        example.names.push(Name { tokens: start..at, kind: *kind });
    }
    strip(&mut example);
    example
}

/// Some sets count titles and articles to the name.
fn strip(example: &mut Example) {
    let the = Form::of("the").word;
    for Name { tokens, kind } in &mut example.names {
        let has = |at: usize, classes| example.classes[at].intersects(classes);
        while tokens.len() > 1
            && (has(tokens.start, Classes::DETERMINER) && example.forms[tokens.start].word == the
                || *kind == NameKind::Person && has(tokens.start, Classes::TITLE | Classes::ROLE | Classes::PEOPLE_OF))
        {
            tokens.start += 1;
        }
    }
}

/// An annotated text with the words as its set cuts them.
fn as_cut(annotated: Annotated, tagger: &Tagger) -> Example {
    let lexicon = Lexicon::builtin();
    let forms: Vec<Form> = annotated.words.iter().map(|word| Form::of(word)).collect();
    let classes = annotated.words.iter().map(|word| lexicon.classes(lexicon.find(&fold(word)))).collect();
    let tags = tagger.tag(annotated.sentences.iter().map(|tokens| &forms[tokens.clone()]));
    Example { forms, tags, classes, sentences: annotated.sentences, names: annotated.names, article: 0 }
}

/// Text of an article, its words, and its names by their tokens.
type Silver = (String, Annotated, Vec<(Range<usize>, NameKind)>);

/// The articles of `PolNeAR` as another program cut and labelled them: words by byte range in the texts of `articles`.
fn silver(articles: &Path, labels: &Path) -> Vec<Silver> {
    let json = |line: &str| -> serde_json::Value { serde_json::from_str(line).unwrap() };
    let mut texts: HashMap<String, String> = HashMap::new();
    for line in conllu::text_of(articles).lines() {
        let article = json(line);
        texts.insert(article["id"].as_str().unwrap().to_owned(), article["text"].as_str().unwrap().to_owned());
    }
    let mut found = Vec::new();
    for line in conllu::text_of(labels).lines() {
        let article = json(line);
        let Some(text) = texts.get(article["id"].as_str().unwrap()) else { continue };
        let numbers =
            |key: &str| article[key].as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect();
        let (starts, ends, lengths): (Vec<usize>, Vec<usize>, Vec<usize>) =
            (numbers("s"), numbers("e"), numbers("sent"));
        let labels: Vec<&str> = article["ner"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
        let mut annotated = Annotated::default();
        let mut at = 0;
        for length in lengths {
            let mut before = "O".to_owned();
            for place in at..at + length {
                let label = if labels[place] == "O" { "O".to_owned() } else { format!("I-{}", labels[place]) };
                annotated.push(&text[starts[place]..ends[place]], &label, &before);
                before = label;
            }
            at += length;
            annotated.end_sentence();
        }
        let range = |name: &Name| starts[name.tokens.start]..ends[name.tokens.end - 1];
        let names = annotated.names.iter().map(|name| (range(name), name.kind)).collect();
        found.push((text.clone(), annotated, names));
    }
    found
}

/// The names of a treebank with `Entity=` notes: of each noted mention whose head is a name, the run of name words around the head.
fn treebank(path: &Path) -> Vec<Annotated> {
    let sentences = conllu::read(path);
    let mut articles = Vec::new();
    for document in sentences.chunk_by(|one, other| one.document == other.document) {
        if document[0].document == tags::HELD_OUT {
            continue;
        }
        let mut article = Annotated::default();
        for sentence in document {
            let start = article.words.len();
            for word in &sentence.words {
                article.words.push(word.form.clone());
                article.joined.push(word.joined);
            }
            for (tokens, kind) in names_in(sentence) {
                article.names.push(Name { tokens: start + tokens.start..start + tokens.end, kind });
            }
            article.end_sentence();
        }
        articles.push(article);
    }
    articles
}

/// The outermost names of a sentence, by first word.
fn names_in(sentence: &conllu::Sentence) -> Vec<(Range<usize>, NameKind)> {
    let words = &sentence.words;
    let is_name = |at: usize| words[at].tag.starts_with("NNP");
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut found: Vec<(Range<usize>, NameKind)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        // "(8-place-…(9-person-…)8)": a mention opens with its number and type and closes with its number.
        let mut rest = word.entity.as_str();
        while let Some(next) = rest.find(['(', ')']) {
            if rest[next..].starts_with('(') {
                let note = &rest[next + 1..];
                let end = note.find(['(', ')']).unwrap_or(note.len());
                let label = note[..end].split('-').nth(1).unwrap_or("");
                open.push((at, label));
                rest = &note[end..];
                if rest.starts_with(')') {
                    close(&mut open, at, words, &mut found, is_name);
                    rest = &rest[1..];
                }
            } else {
                close(&mut open, at, words, &mut found, is_name);
                rest = &rest[next + 1..];
            }
        }
    }
    found.sort_by_key(|(tokens, _)| (tokens.start, usize::MAX - tokens.end));
    let mut end = 0;
    found.retain(|(tokens, _)| {
        let outermost = tokens.start >= end;
        if outermost {
            end = tokens.end;
        }
        outermost
    });
    found
}

fn close(
    open: &mut Vec<(usize, &str)>,
    last: usize,
    words: &[conllu::Word],
    found: &mut Vec<(Range<usize>, NameKind)>,
    is_name: impl Fn(usize) -> bool,
) {
    let Some((first, label)) = open.pop() else { return };
    let kind = kind(label).unwrap_or(NameKind::Other);
    let mention = first..last + 1;
    let Some(head) = mention.clone().find(|&at| !mention.contains(&words[at].head)) else { return };
    if !is_name(head) {
        return;
    }
    let links =
        |at: usize| matches!(words[at].form.as_str(), "of" | "the" | "&" | "and" | "-" | "'s" | "’s" | "for" | "in");
    let mut name = head..head + 1;
    loop {
        if name.start > first && is_name(name.start - 1) {
            name.start -= 1;
        } else if name.start > first + 1 && links(name.start - 1) && is_name(name.start - 2) && kind != NameKind::Person
        {
            name.start -= 2;
        } else if name.end <= last && is_name(name.end) {
            name.end += 1;
        } else if name.end < last && links(name.end) && is_name(name.end + 1) && kind != NameKind::Person {
            name.end += 2;
        } else if name.end + 1 < last
            && links(name.end)
            && links(name.end + 1)
            && is_name(name.end + 2)
            && kind != NameKind::Person
        {
            name.end += 3;
        } else {
            break;
        }
    }
    found.push((name, kind));
}

/// A program that labels word by word misses a surname here and there that it found elsewhere in the article: such words are
/// names of persons too.
fn complete(example: &mut Example) {
    let mut counts: HashMap<u32, (usize, usize)> = HashMap::new();
    let mut covered = vec![false; example.forms.len()];
    for name in &example.names {
        covered[name.tokens.clone()].fill(true);
        if name.kind == NameKind::Person {
            counts.entry(example.forms[name.tokens.end - 1].word).or_default().0 += 1;
        }
    }
    for form in example.forms.iter().filter(|form| form.is_capital()) {
        if let Some(count) = counts.get_mut(&form.word) {
            count.1 += 1;
        }
    }
    for (at, covered) in covered.into_iter().enumerate() {
        let alone = |at: Option<usize>| at.and_then(|at| example.forms.get(at)).is_none_or(|form| !form.is_capital());
        if !covered
            && example.forms[at].is_capital()
            && alone(at.checked_sub(1))
            && alone(Some(at + 1))
            && counts.get(&example.forms[at].word).is_some_and(|&(person, all)| person > 1 && person * 10 > all * 6)
        {
            example.names.push(Name { tokens: at..at + 1, kind: NameKind::Person });
        }
    }
    example.names.sort_by_key(|name| name.tokens.start);
}

/// Articles to learn from, each as the program cuts it and, where a set cuts otherwise, as that does: the names are the same.
#[derive(Default)]
struct Lessons {
    examples: Vec<Example>,
    n_articles: usize,
}

impl Lessons {
    fn push(&mut self, cuts: impl IntoIterator<Item = Example>) {
        let article = self.n_articles;
        self.examples.extend(cuts.into_iter().map(|example| Example { article, ..example }));
        self.n_articles += 1;
    }
}

/// The articles whose names people marked.
fn annotated(data: &Path, tagger: &Tagger) -> Lessons {
    let lang = data.join("lang");
    let mut lessons = Lessons::default();
    for (file, marks) in [
        ("worldwide_newswire/train.tsv.gz", &["# id ="][..]),
        ("wikigold/all.conll.gz", &[]),
        ("crossner_politics/train.conll.gz", &[]),
        ("re3d/all.conll.gz", &["# doc ="]),
        ("wnut17/train.conll.gz", &[]),
    ] {
        for annotated in columns(&lang.join(file), marks) {
            let (text, names) = text_of(&annotated);
            let mut other = as_cut(annotated, tagger);
            strip(&mut other);
            lessons.push([example(text, &names, tagger), other]);
        }
    }
    for annotated in treebank(&lang.join("ud_gum/train.conllu.gz")) {
        let (text, names) = text_of(&annotated);
        lessons.push([example(text, &names, tagger)]);
    }
    lessons
}

/// The articles of `PolNeAR` with its automatic labels.
fn automatic(data: &Path, tagger: &Tagger, lessons: &mut Lessons) {
    let polnear = data.join("polnear");
    for (text, annotated, names) in silver(&polnear.join("train.jsonl.gz"), &polnear.join("corenlp-train.jsonl.gz")) {
        let mut other = as_cut(annotated, tagger);
        strip(&mut other);
        let mut cuts = [example(text, &names, tagger), other];
        cuts.iter_mut().for_each(complete);
        lessons.push(cuts);
    }
}

/// The articles of a treebank that tells which words are parts of names, but not what they name: that is a model's guess.
fn guessed(path: &Path, tagger: &Tagger, recognizer: &Recognizer) -> Vec<Example> {
    let sentences = conllu::read(path);
    let mut examples = Vec::new();
    for document in sentences.chunk_by(|one, other| one.document == other.document) {
        let mut annotated = Annotated::default();
        let mut names = Vec::new();
        for sentence in document {
            let is_name = |at: usize| sentence.words.get(at).is_some_and(|word| word.tag.starts_with("NNP"));
            for (at, word) in sentence.words.iter().enumerate() {
                let links = matches!(word.form.as_str(), "of" | "-" | "&" | "'s" | "the")
                    && at > 0
                    && is_name(at - 1)
                    && is_name(at + 1);
                let class = Lexicon::builtin().classes(Lexicon::builtin().find(&fold(&word.form)));
                let titles = class.intersects(Classes::TITLE | Classes::CALENDAR);
                names.push((is_name(at) || links) && !titles);
                annotated.words.push(word.form.clone());
                annotated.joined.push(word.joined);
            }
            annotated.end_sentence();
        }
        let mut example = as_cut(annotated, tagger);
        example.name_where(recognizer, &names);
        examples.push(example);
    }
    examples
}

/// Fits the recognizer. Of automatic labels only the persons are good enough to learn from: what else is named is a model's guess. The tagger
/// knows EWT by heart, so that its names are learned with the tags of one that has not seen them.
pub(crate) fn fit(data: &Path, tagger: &Tagger) -> Recognizer {
    let mut lessons = annotated(data, tagger);
    let clusters = &clusters::fit();
    let first = recognize::fit(&lessons.examples, clusters, &[7, 8], 4, 0.0);
    let n_annotated = lessons.examples.len();
    automatic(data, tagger, &mut lessons);
    // Guessed by a model that knows all automatic labels: on UNER-EWT .708 instead of .695.
    let second = recognize::fit(&lessons.examples, clusters, &[7], 3, 0.0);
    lessons.examples[n_annotated..].iter_mut().for_each(|example| example.keep_persons(&first));
    let lang = data.join("lang");
    let gum = conllu::read(&lang.join("ud_gum/train.conllu.gz"));
    let gum: Vec<_> = gum.iter().filter(|sentence| sentence.document != tags::HELD_OUT).map(tags::tagged).collect();
    let stranger = tags::fit_to(&gum, &[1]);
    for example in guessed(&lang.join("ud_ewt/train.conllu.gz"), &stranger, &second) {
        lessons.push([example]);
    }
    recognize::fit(&lessons.examples, clusters, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 4, 0.045)
}

/// Adds F1 of exact range and kind on development parts.
pub(crate) fn evaluate(data: &Path, tagger: &Tagger, recognizer: &Recognizer, figures: &mut Figures) {
    use NameKind::{Organization, Person, Place};
    let lang = data.join("lang");
    let set = |file: &str, marks: &[&str]| -> Vec<Example> {
        columns(&lang.join(file), marks).into_iter().map(|annotated| as_cut(annotated, tagger)).collect()
    };
    let polnear = data.join("polnear");
    let silver = silver(&polnear.join("dev.jsonl.gz"), &polnear.join("corenlp-dev.jsonl.gz"));
    let silver: Vec<Example> = silver.into_iter().map(|(_, annotated, _)| as_cut(annotated, tagger)).collect();
    let sets = [
        ("Worldwide", set("worldwide_newswire/dev.tsv.gz", &["# id ="]), &[Person, Organization, Place][..], 0.825),
        ("UNER-EWT", set("uner_ewt/dev.iob2.gz", &["# newdoc"]), &[Person, Organization, Place], 0.70),
        ("CrossNER", set("crossner_politics/dev.conll.gz", &[]), &[Person, Organization, Place], 0.79),
        ("PolNeAR silver persons", silver, &[Person], 0.905),
    ];
    for (name, examples, kinds, floor) in &sets {
        let mut counts = Counts::default();
        for example in examples {
            let wanted = |names: &[Name]| -> HashSet<Name> {
                names.iter().filter(|name| kinds.contains(&name.kind)).cloned().collect()
            };
            let (found, gold) = (wanted(&recognizer.names(example.words())), wanted(&example.names));
            counts.found += found.len();
            counts.gold += gold.len();
            counts.both += found.intersection(&gold).count();
        }
        figures.add(&format!("names F1 {name} dev"), counts.f1(), *floor);
    }
}
