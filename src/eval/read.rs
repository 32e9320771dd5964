//! Lines of gold and of predictions, checked: every span lies in its text. What is wrong with a line is said, not mended.

use super::{CONTENT, CUE, Given, SOURCE};
use crate::article::Article;
use crate::ingest::{self, Item, Options};
use crate::wire::Range;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::ops::ControlFlow;

/// One article with its attributions.
#[derive(Clone, Debug)]
pub(crate) struct Gold {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) attributions: Vec<Given>,
    head: Head,
}

/// What an article may know of itself, as it stands in the line.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Head {
    publisher: Value,
    date: Value,
    title: Value,
    author: Value,
}

#[derive(Deserialize)]
struct GoldLine {
    id: String,
    text: String,
    attributions: Vec<QuoteLine>,
    #[serde(flatten)]
    head: Head,
}

#[derive(Deserialize)]
struct PredictionLine {
    id: String,
    #[serde(alias = "attributions")]
    quotes: Vec<QuoteLine>,
}

/// One attribution in any of the shapes it has: gold, `extract --format score`, `extract`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct QuoteLine {
    #[serde(flatten)]
    roles: Roles,
    spans: Option<Roles>,
    kind: Option<String>,
    speaker: Option<Names>,
    nested: bool,
    nested_in: Option<String>,
    confidence: Option<f64>,
    because: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Roles {
    content: Option<Vec<Range>>,
    cue: Option<Vec<Range>>,
    source: Option<Vec<Range>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Several(Vec<String>),
    Speaker { name: String },
}

/// Reads a line of gold.
///
/// # Errors
/// Says what is wrong with the line.
pub(crate) fn gold(line: &[u8]) -> Result<Gold, String> {
    let line: GoldLine = parsed(line)?;
    let attributions: Vec<Given> = line.attributions.into_iter().map(given).collect();
    check(&attributions, &line.text)?;
    Ok(Gold { id: line.id, text: line.text, attributions, head: line.head })
}

/// Reads a line of predictions: the article's id and its quotes, not yet checked against a text (see [`Gold::check`]).
///
/// # Errors
/// Says what is wrong with the line.
pub(crate) fn predictions(line: &[u8]) -> Result<(String, Vec<Given>), String> {
    let line: PredictionLine = parsed(line)?;
    Ok((line.id, line.quotes.into_iter().map(given).collect()))
}

fn parsed<T: DeserializeOwned>(line: &[u8]) -> Result<T, String> {
    serde_json::from_slice(line).map_err(|error| {
        let message = error.to_string();
        let what = message.split(" at line ").next().unwrap_or(&message);
        format!("not an article with attributions: {what} at column {}; mend or drop this line", error.column())
    })
}

fn given(line: QuoteLine) -> Given {
    let roles = line.spans.unwrap_or(line.roles);
    let names = match line.speaker {
        None => Vec::new(),
        Some(Names::Several(names)) => names,
        Some(Names::One(name) | Names::Speaker { name }) => vec![name],
    };
    Given {
        spans: [roles.content, roles.cue, roles.source].map(Option::unwrap_or_default),
        kind: line.kind.unwrap_or_default(),
        names,
        is_nested: line.nested || line.nested_in.is_some(),
        confidence: line.confidence.unwrap_or_default(),
        because: line.because.unwrap_or_default(),
    }
}

fn check(attributions: &[Given], text: &str) -> Result<(), String> {
    for (given, (role, name)) in attributions
        .iter()
        .flat_map(|given| [(CONTENT, "content"), (CUE, "cue"), (SOURCE, "source")].map(|role| (given, role)))
    {
        if let Some([start, end]) = given.spans[role].iter().find(|[start, end]| start >= end || *end > text.len()) {
            return Err(format!("the {name} span {start}..{end} does not lie in the text of {} bytes", text.len()));
        }
    }
    Ok(())
}

impl Gold {
    /// Whether every span of `answers` lies in this text.
    ///
    /// # Errors
    /// Says which does not.
    pub(crate) fn check(&self, answers: &[Given]) -> Result<(), String> {
        check(answers, &self.text)
    }

    /// The article as it is read from any JSON file, without what gold says of it; `None` when its text is blank.
    ///
    /// # Errors
    /// Says why it is no article, or none whose text gold can point into.
    pub(crate) fn article(&self) -> Result<Option<Article>, String> {
        #[derive(Serialize)]
        struct Line<'a> {
            id: &'a str,
            text: &'a str,
            #[serde(flatten)]
            head: &'a Head,
        }
        if self.text.trim().is_empty() {
            return Ok(None);
        }
        let line = serde_json::to_vec(&Line { id: &self.id, text: &self.text, head: &self.head })
            .map_err(|error| error.to_string())?;
        let mut read = Err("no article in this line".to_owned());
        // The path of the gold file is no evidence of an article's date, so it is not told.
        ingest::read_stream(line.as_slice(), "gold", &Options::default(), &mut |item| {
            read = match item {
                Item::Article(article) => Ok(article),
                Item::Skipped(problem) | Item::Failed(problem) => Err(problem.reason),
            };
            ControlFlow::Break(())
        });
        let article = read?;
        if article.text != self.text {
            return Err("its text has markup, so the spans of gold do not hold in what is read of it".to_owned());
        }
        Ok(Some(*article))
    }
}
