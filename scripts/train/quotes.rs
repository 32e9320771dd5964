//! The attribution models: fitted to `PolNeAR` train, their confidence to dev.

use crate::conllu::text_of;
use serde_json::Value;
use std::path::Path;
use whosaid::lang::head::Parser;
use whosaid::lang::tag::Tagger;
use whosaid::quote::learned::{self, Attributor, Gold};
use whosaid::{Article, Resources, Span};

/// Fits them.
pub(crate) fn fit(data: &Path, tagger: &Tagger, parser: &Parser) -> Attributor {
    let articles = |part: &str| -> Vec<Gold> {
        let text = text_of(&data.join(part));
        text.lines().map(|line| gold(&serde_json::from_str(line).unwrap())).collect()
    };
    let attributor = learned::fit(&articles("polnear/train.jsonl.gz"), tagger, parser);
    learned::calibrate(attributor, &articles("polnear/dev.jsonl.gz"), tagger, parser)
}

/// Writes what the scorers of attributions and speakers read: one line for each article of `PolNeAR` dev.
pub(crate) fn predict(data: &Path, resources: &Resources, to: &Path) {
    let text = text_of(&data.join("polnear/dev.jsonl.gz"));
    let mut out = String::new();
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let of = |field: &str| line[field].as_str().unwrap().to_owned();
        let article = Article { id: of("id"), text: of("text"), ..Article::default() };
        let document = whosaid::analyze_with(&article, resources);
        out.push_str(&serde_json::to_string(&whosaid::wire::score(&article, &document)).unwrap());
        out.push('\n');
    }
    std::fs::write(to, out).unwrap();
}

fn gold(line: &Value) -> Gold {
    let spans = |list: &Value| -> Vec<Span> {
        let offset = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        list.as_array().unwrap().iter().map(|pair| Span::new(offset(&pair[0]), offset(&pair[1]))).collect()
    };
    let attributions = line["attributions"].as_array().unwrap().iter();
    Gold {
        article: Article { text: line["text"].as_str().unwrap().to_owned(), ..Article::default() },
        attributions: attributions.map(|a| [spans(&a["source"]), spans(&a["cue"]), spans(&a["content"])]).collect(),
    }
}
