//! The claim models: fitted to `ClaimBuster` train and the hand-made labels of news sentences, measured on their dev parts.

use crate::conllu::text_of;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use whosaid::article::Form;
use whosaid::claim::{self, ClaimKind, Example, Ranker};
use whosaid::{Article, Resources, Span, analyze_with};

/// Sentences of debates, each by itself.
const DEBATES: &str = "claims/claimbuster";

/// Fits them.
pub(crate) fn fit(data: &Path, resources: &Resources) -> Ranker {
    let mut examples = news(data, resources);
    for line in lines(&data.join(DEBATES).join("train.jsonl.gz")) {
        let article = sentence(&line);
        for (_, sentence) in claim::examples(&article, &analyze_with(&article, resources)).into_iter().take(1) {
            examples.push(Example {
                sentence,
                article: examples.len(),
                is_speech: true,
                is_worthy: line["label"] == 1,
                is_factual: line["class"] != "NFS",
                told: None,
            });
        }
    }
    claim::fit(&examples)
}

fn news(data: &Path, resources: &Resources) -> Vec<Example> {
    let texts = articles(data, "train");
    let mut examples = Vec::new();
    for (number, gold) in lines(&data.join("news-claims/train.jsonl")).iter().enumerate() {
        let article = &texts[gold["id"].as_str().unwrap()];
        let marked: Vec<(Span, &Value)> =
            gold["sentences"].as_array().unwrap().iter().map(|s| (span(&s["span"]), s)).collect();
        for (span, sentence) in claim::examples(article, &analyze_with(article, resources)) {
            let Some((_, marked)) = marked.iter().find(|(outer, _)| shared(*outer, span) * 2 >= span.len()) else {
                continue;
            };
            let is_worthy = marked["label"] == 2;
            let told = is_worthy.then(|| kinds(&marked["kinds"]));
            examples.push(Example {
                sentence,
                article: number,
                is_speech: false,
                is_factual: marked["label"] != 0,
                is_worthy,
                told,
            });
        }
    }
    examples
}

/// Writes what the scorers read: `news.jsonl`, and a file for each set of debates.
pub(crate) fn predict(data: &Path, resources: &Resources, to: &Path) {
    let mut out = String::new();
    for article in articles(data, "dev").values() {
        let row = whosaid::wire::sentences(article, &analyze_with(article, resources));
        writeln!(out, "{}", serde_json::to_string(&row).unwrap()).unwrap();
    }
    std::fs::write(to.join("news.jsonl"), out).unwrap();
    for set in ["claimbuster", "checkthat2019_t1", "checkthat2020_t5"] {
        let mut out = String::new();
        for line in lines(&data.join("claims").join(set).join("dev.jsonl.gz")) {
            let document = analyze_with(&sentence(&line), resources);
            let score = document.sentence_scores.iter().map(|sentence| f64::from(sentence.score)).fold(0.0, f64::max);
            writeln!(out, "{}", json!({"id": line["id"], "score": score, "label": u8::from(score >= 0.5)})).unwrap();
        }
        std::fs::write(to.join(set).with_extension("jsonl"), out).unwrap();
    }
}

fn sentence(line: &Value) -> Article {
    let text = line["text"].as_str().unwrap().to_owned();
    Article { text, form: Some(Form::Transcript), ..Article::default() }
}

fn articles(data: &Path, part: &str) -> BTreeMap<String, Article> {
    let read = lines(&data.join(format!("polnear/{part}.jsonl.gz"))).into_iter().map(|line| {
        let of = |field: &str| line[field].as_str().map(str::to_owned);
        let id = of("id").unwrap();
        let published = of("date")
            .and_then(|date| whosaid::article::PartialDate::parse(&date))
            .map(|date| whosaid::article::Published { date, time: None, from: whosaid::article::DateSource::Field });
        let article =
            Article { id: id.clone(), title: of("title"), published, text: of("text").unwrap(), ..Article::default() };
        (id, article)
    });
    read.collect()
}

fn lines(path: &Path) -> Vec<Value> {
    text_of(path).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn span(pair: &Value) -> Span {
    let offset = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    Span::new(offset(&pair[0]), offset(&pair[1]))
}

fn shared(one: Span, other: Span) -> usize {
    one.end().min(other.end()).saturating_sub(one.start().max(other.start()))
}

fn kinds(names: &Value) -> Vec<ClaimKind> {
    let kind = |name: &Value| {
        Some(match name.as_str()? {
            "quantity" => ClaimKind::Quantity,
            "event" => ClaimKind::Event,
            "comparison" => ClaimKind::Comparison,
            "cause" => ClaimKind::Cause,
            "rule" => ClaimKind::Rule,
            "quote" => ClaimKind::Quote,
            "prediction" => ClaimKind::Prediction,
            _ => return None,
        })
    };
    names.as_array().unwrap().iter().filter_map(kind).collect()
}
