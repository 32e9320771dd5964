//! How fast the language stages are on one thread, on the texts of `PolNeAR` dev. Prints, holds to nothing.

use crate::conllu::text_of;
use std::path::Path;
use std::time::Instant;
use whosaid::{Article, Resources, entity, lang};

/// Prints MB/s of each stage, and of all up to names without and with heads on every sentence: the best of three passes.
pub(crate) fn print(data: &Path, resources: &Resources) {
    let text = text_of(&data.join("polnear/dev.jsonl.gz"));
    let articles: Vec<Article> = text
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            Article { text: line["text"].as_str().unwrap().to_owned(), ..Article::default() }
        })
        .collect();
    let megabytes = articles.iter().map(|article| article.text.len()).sum::<usize>() as f64 / 1e6;
    let mut best = [f64::INFINITY; 5];
    for _ in 0..3 {
        let mut seconds = [0.0; 5];
        for article in &articles {
            let mut start = Instant::now();
            let mut lap = |stage: usize| {
                seconds[stage] += start.elapsed().as_secs_f64();
                start = Instant::now();
            };
            let syntax = lang::parse(article, resources.lexicon);
            lap(0);
            let syntax = syntax.tagged(&article.text, &resources.tagger);
            lap(1);
            std::hint::black_box(entity::resolve(article, &syntax, resources.lexicon, &resources.recognizer));
            lap(2);
            let sentences = syntax.sentences.iter().map(|sentence| sentence.tokens.clone());
            let sentences = sentences.map(|tokens| (&syntax.forms[tokens.clone()], &syntax.tags[tokens]));
            std::hint::black_box(resources.parser.parse(sentences));
            lap(3);
            std::hint::black_box(whosaid::analyze_with(article, resources));
            lap(4);
        }
        best.iter_mut().zip(seconds).for_each(|(best, seconds)| *best = best.min(seconds));
    }
    for (name, seconds) in ["words", "tags", "names", "heads", "the whole analysis"].iter().zip(best) {
        println!("{name:<40} {:8.2} MB/s", megabytes / seconds);
    }
    let light = best[0] + best[1] + best[2];
    println!("{:<40} {:8.2} MB/s", "words to names", megabytes / light);
    println!("{:<40} {:8.2} MB/s", "words to names, heads of all sentences", megabytes / (light + best[3]));
}
