//! Clusters of words, fitted to all training texts as texts without labels.

use crate::conllu::text_of;
use crate::{names, tags};
use std::path::Path;
use whosaid::Article;
use whosaid::lang::cluster;
use whosaid::lang::form::Form;
use whosaid::lang::parse;
use whosaid::lexicon::Lexicon;

/// The model file of clusters of the words in treebanks, articles whose names are marked, and the articles and debates that attribution and
/// claims learn from.
pub(crate) fn fit(data: &Path) -> Vec<u8> {
    let mut sentences: Vec<Vec<Form>> = Vec::new();
    let forms = |words: &[String]| words.iter().map(|word| Form::of_characters(word)).collect();
    for sentence in tags::training(data) {
        sentences.push(sentence.words.iter().map(|word| Form::of_characters(&word.form)).collect());
    }
    for annotated in names::SETS.iter().flat_map(|(file, marks)| names::columns(&data.join("lang").join(file), marks)) {
        sentences.extend(annotated.sentences.iter().map(|tokens| forms(&annotated.words[tokens.clone()])));
    }
    for file in ["polnear/train.jsonl.gz", "claims/claimbuster/train.jsonl.gz"] {
        for line in text_of(&data.join(file)).lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let article = Article { text: line["text"].as_str().unwrap().to_owned(), ..Article::default() };
            let syntax = parse(&article, Lexicon::builtin());
            for sentence in &syntax.sentences {
                let tokens = syntax.tokens[sentence.tokens.clone()].iter();
                sentences.push(tokens.map(|token| Form::of_characters(token.span.of(&article.text))).collect());
            }
        }
    }
    cluster::fit(&sentences)
}
