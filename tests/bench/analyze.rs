//! Speed of the analysis and of its first step, cutting text into words and sentences, one thread:
//! `cargo bench --bench analyze -- FILE.jsonl` prints MB/s of text.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]

use std::time::Instant;
use whosaid::lang::parse;
use whosaid::lexicon::Lexicon;
use whosaid::{Article, analyze};

fn main() {
    let Some(path) = std::env::args().skip(1).find(|arg| !arg.starts_with('-')) else {
        eprintln!("skipped: no file given");
        return;
    };
    let lines = std::fs::read_to_string(path).unwrap();
    let texts = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let articles: Vec<Article> =
        texts.map(|value| Article { text: value["text"].as_str().unwrap().to_owned(), ..Article::default() }).collect();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let (mut quotes, mut seconds) = (0, f64::INFINITY);
    for _ in 0..3 {
        let start = Instant::now();
        quotes = articles.iter().map(|article| analyze(article).quotes.len()).sum();
        seconds = seconds.min(start.elapsed().as_secs_f64());
    }
    assert!(quotes > articles.len(), "news articles hold more than one quote each");
    println!(
        "analyze: {:.2} MB/s on one thread, {quotes} quotes in {} articles",
        bytes as f64 / 1e6 / seconds,
        articles.len()
    );
    let (mut tokens, mut seconds) = (0, f64::INFINITY);
    for _ in 0..3 {
        let start = Instant::now();
        tokens = articles.iter().map(|article| parse(article, Lexicon::builtin()).tokens.len()).sum();
        seconds = seconds.min(start.elapsed().as_secs_f64());
    }
    assert!(tokens > bytes / 10, "a word is a few letters long");
    println!("words and sentences: {:.2} MB/s on one thread, {tokens} tokens", bytes as f64 / 1e6 / seconds);
}
