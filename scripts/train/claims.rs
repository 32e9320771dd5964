//! The claim models: fitted to `ClaimBuster` train and the hand-made labels of news sentences, measured on their dev parts.

use crate::clusters;
use crate::conllu::text_of;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use whosaid::article::{Block, BlockKind, Form};
use whosaid::claim::{self, ClaimKind, Example, Origin, Ranker};
use whosaid::track::check::Checks;
use whosaid::wire::{Check, Quote};
use whosaid::{Article, Resources, Span, analyze_with};

/// Labels of single sentences of many articles, in the format of the labels of whole ones: see the card.
const SINGLE: &str = include_str!("worth.jsonl");

/// Labeled sentences of debates.
const DEBATES: &str = "claims/claimbuster";

/// Fits them.
pub(crate) fn fit(data: &Path, resources: &Resources) -> Ranker {
    let texts = articles(data, "train");
    let mut examples = news(data, &texts, resources);
    let debates = debates(&data.join(DEBATES).join("train.jsonl.gz"));
    for (number, debate) in debates.iter().enumerate() {
        for (span, sentence) in claim::examples(&debate.article, &analyze_with(&debate.article, resources)) {
            let Some((_, line)) = debate.lines.iter().find(|(outer, _)| shared(*outer, span) * 2 >= span.len()) else {
                continue;
            };
            examples.push(Example {
                sentence,
                article: number,
                origin: Origin::Speech,
                is_worthy: line["label"] == 1,
                is_agreed: !line["hq"].is_null() || line["expert"] == true,
                is_factual: line["class"] != "NFS",
                told: None,
            });
        }
    }
    claim::fit(&examples, clusters::vectors())
}

fn news(data: &Path, texts: &BTreeMap<String, Article>, resources: &Resources) -> Vec<Example> {
    let mut examples = Vec::new();
    let whole = lines(&data.join("news-claims/train.jsonl")).into_iter().map(|gold| (gold, Origin::Article));
    let single = SINGLE.lines().map(|line| (serde_json::from_str::<Value>(line).unwrap(), Origin::Single));
    for (number, (gold, origin)) in whole.chain(single).enumerate() {
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
                origin,
                is_factual: marked["label"] != 0,
                is_worthy,
                is_agreed: true,
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
        for Debate { article, lines } in debates(&data.join("claims").join(set).join("dev.jsonl.gz")) {
            let document = analyze_with(&article, resources);
            for (span, line) in lines {
                let within = document.sentence_scores.iter().filter(|sentence| shared(span, sentence.span) > 0);
                let score = within.map(|sentence| f64::from(sentence.score)).fold(0.0, f64::max);
                writeln!(out, "{}", json!({"id": line["id"], "score": score, "label": u8::from(score >= 0.5)}))
                    .unwrap();
            }
        }
        std::fs::write(to.join(set).with_extension("jsonl"), out).unwrap();
    }
    predict_matches(data, to);
    predict_claimers(data, resources, to);
}

/// Writes for each sentence of `NewsClaims` dev who asserts it, as the scorer reads it: whoever says most of it, else the article.
fn predict_claimers(data: &Path, resources: &Resources, to: &Path) {
    let mut out = String::new();
    for line in lines(&data.join("claims/newsclaims/dev.jsonl.gz")) {
        let article = Article { text: line["text"].as_str().unwrap().to_owned(), ..Article::default() };
        let document = analyze_with(&article, resources);
        let found = whosaid::wire::article(&article, &document);
        for sentence in &document.sentence_scores {
            let said = |quote: &&Quote| -> usize {
                let parts = quote.spans.content.iter().map(|part| shared(Span::new(part[0], part[1]), sentence.span));
                parts.sum()
            };
            let quotes = found.quotes.iter().filter(|quote| quote.nested_in.is_none() && said(quote) > 0);
            let claimer = quotes.max_by_key(said).and_then(|quote| {
                let name = quote.speaker.as_ref().map(|speaker| speaker.name.clone());
                name.or_else(|| Some(article.text[quote.spans.source.first()?[0]..quote.spans.source[0][1]].to_owned()))
            });
            let (start, end) = (sentence.span.start(), sentence.span.end());
            writeln!(out, "{}", json!({"doc": line["doc"], "start": start, "end": end, "claimer": claimer})).unwrap();
        }
    }
    std::fs::write(to.join("newsclaims.jsonl"), out).unwrap();
}

/// Writes the ranked checks for each query of the matching sets, as the scorer reads them; the queries of 2021 come with the day of their debate.
fn predict_matches(data: &Path, to: &Path) {
    for (set, part) in [("match_ct2020_t2", "dev"), ("match_ct2021_t2b", "train"), ("match_ct2021_t2b", "dev")] {
        let folder = data.join("claims").join(set);
        let corpus = lines(&folder.join("corpus.jsonl.gz"));
        let text = |check: &Value, field: &str| check[field].as_str().map(str::to_owned);
        let check = |check: &Value| Check {
            claim: text(check, "text").unwrap_or_default(),
            title: text(check, "title"),
            claimed: check["stated"].as_str().and_then(stated).map(|day| day.to_string()),
            ..Check::default()
        };
        let checks = Checks::new(corpus.iter().map(check).collect());
        let mut out = String::new();
        for query in lines(&folder.join(part).with_extension("jsonl.gz")) {
            let day = query["doc"].as_str().and_then(|doc| Date::strptime("%Y%m%d", doc.get(..8)?).ok());
            let ranked = checks.ranked(query["text"].as_str().unwrap(), day);
            let ranked: Vec<&Value> = ranked.iter().map(|&(at, _)| &corpus[at]["cid"]).collect();
            writeln!(out, "{}", json!({"qid": query["qid"], "ranked": ranked})).unwrap();
        }
        std::fs::write(to.join(format!("{set}_{part}.jsonl")), out).unwrap();
    }
}

/// "stated on October 22, 2019 in a campaign mailer.:"
fn stated(text: &str) -> Option<Date> {
    let behind = text.split_once(" on ")?.1;
    let day = behind.get(..behind.find(", ")? + 6)?;
    Date::strptime("%B %d, %Y", day).ok()
}

/// A debate as a transcript of turns, with the sentences that have labels, in order.
struct Debate {
    article: Article,
    lines: Vec<(Span, Value)>,
}

fn debates(path: &Path) -> Vec<Debate> {
    let all = lines(path);
    let of = |line: &Value, field: &str| line[field].as_str().unwrap_or_default().to_owned();
    let debates = all.chunk_by(|one, other| one["doc"] == other["doc"]).map(|debate| {
        let (mut article, mut lines) = (Article { form: Some(Form::Transcript), ..Article::default() }, Vec::new());
        for turn in debate.chunk_by(|one, other| one["speaker"] == other["speaker"]) {
            let first = article.text.len();
            write!(article.text, "{}:", of(&turn[0], "speaker")).unwrap();
            for line in turn {
                let start = article.text.len() + 1;
                write!(article.text, " {}", of(line, "text")).unwrap();
                lines.push((Span::new(start, article.text.len()), line.clone()));
            }
            let span = Span::new(first, article.text.len());
            article.blocks.push(Block { span, kind: BlockKind::Turn, post: None });
            article.text.push_str("\n\n");
        }
        Debate { article, lines }
    });
    debates.collect()
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
