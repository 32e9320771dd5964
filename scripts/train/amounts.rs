//! How well amounts and dates are read: F1 of exact span, value and unit, and of exact span, date and precision, over the sentences of
//! `tests/gold`, whose texts are the optional evaluation data.

use crate::conllu;
use crate::figures::{Counts, Figures};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use whosaid::article::{DateSource, PartialDate, Precision, Published};
use whosaid::entity::Discourse;
use whosaid::lang::{date, number, parse};
use whosaid::lexicon::Lexicon;
use whosaid::{Article, Span, View};

/// Lowest F1 of each kind and part. `tune` is what the rules were made on, `final` what they were checked on.
const FLOORS: [(&str, &str, f64); 4] =
    [("quantities", "tune", 0.98), ("quantities", "final", 0.96), ("dates", "tune", 0.96), ("dates", "final", 0.95)];

/// Adds the figures of both kinds and parts. Where `WHOSAID_SHOW` names a part, prints what is found or missing there.
pub(crate) fn evaluate(data: &Path, figures: &mut Figures) {
    let articles = articles(&conllu::text_of(&data.join("polnear/train.jsonl.gz")));
    let show = std::env::var("WHOSAID_SHOW").unwrap_or_default();
    for (kind, part, floor) in FLOORS {
        let gold = conllu::text_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/gold/{kind}.jsonl")));
        let mut counts = Counts::default();
        for line in gold.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            if line["part"] != part {
                continue;
            }
            let article = &articles[line["id"].as_str().unwrap()];
            let sentence = span(&line["sentence"]);
            let want: BTreeSet<String> = line[kind].as_array().unwrap().iter().map(wanted).collect();
            let found = if kind == "dates" { dates(article, sentence) } else { quantities(article, sentence) };
            counts.gold += want.len();
            counts.found += found.len();
            counts.both += found.intersection(&want).count();
            if show == part && found != want {
                println!("{kind} {:?} {}", article.published.as_ref().map(|p| p.date), sentence.of(&article.text));
                let words = |mark: &String| {
                    let ends: Vec<usize> = mark.split(' ').take(2).map(|n| n.parse().unwrap()).collect();
                    format!("{:?} {mark}", Span::new(ends[0], ends[1]).of(&article.text))
                };
                found.difference(&want).for_each(|mark| println!("    found   {}", words(mark)));
                want.difference(&found).for_each(|mark| println!("    missing {}", words(mark)));
            }
        }
        figures.add(&format!("{kind} F1 {part}"), counts.f1(), floor);
    }
}

/// The texts by id, with their day.
fn articles(lines: &str) -> BTreeMap<String, Article> {
    let read = |line| {
        let line: Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        let date = PartialDate::parse(&text("date"));
        let published = date.map(|date| Published { date, time: None, from: DateSource::Field });
        (text("id"), Article { text: text("text"), published, ..Article::default() })
    };
    lines.lines().map(read).collect()
}

fn span(range: &Value) -> Span {
    let end = |at: usize| usize::try_from(range[at].as_u64().unwrap()).unwrap();
    Span::new(end(0), end(1))
}

/// A mark as one line: span, then value and unit or date and precision.
fn wanted(mark: &Value) -> String {
    let span = span(&mark["span"]);
    match mark["date"].as_str() {
        Some(date) => format!("{} {} {date} {}", span.start(), span.end(), mark["precision"].as_str().unwrap()),
        None => shown(span, mark["value"].as_f64().unwrap(), mark["unit"].as_str()),
    }
}

fn shown(span: Span, value: f64, unit: Option<&str>) -> String {
    format!("{} {} {value:.4} {}", span.start(), span.end(), unit.unwrap_or("-"))
}

fn quantities(article: &Article, sentence: Span) -> BTreeSet<String> {
    in_sentence(article, sentence, |view, tokens| {
        number::find(view, tokens).into_iter().map(|q| shown(q.span, q.value, q.unit.as_deref())).collect()
    })
}

fn dates(article: &Article, sentence: Span) -> BTreeSet<String> {
    in_sentence(article, sentence, |view, tokens| {
        let precision = |date: PartialDate| match date.precision {
            Precision::Year => "year",
            Precision::Month => "month",
            Precision::Day => "day",
        };
        let line =
            |m: date::DateMention| format!("{} {} {} {}", m.span.start(), m.span.end(), m.date, precision(m.date));
        date::find(view, tokens).into_iter().map(line).collect()
    })
}

fn in_sentence(
    article: &Article,
    sentence: Span,
    find: impl Fn(View<'_>, std::ops::Range<usize>) -> BTreeSet<String>,
) -> BTreeSet<String> {
    let lexicon = Lexicon::builtin();
    let syntax = parse(article, lexicon);
    let discourse = Discourse::default();
    let view = View { article, syntax: &syntax, discourse: &discourse, lexicon };
    find(view, syntax.tokens_in(sentence))
}
