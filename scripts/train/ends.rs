//! Ends of sentences that no mark shows: fitted to the treebanks as they are and with their paragraphs run together, and to news whose
//! headlines, bylines and dates run into the first sentence.

use crate::conllu::{Sentence, text_of};
use crate::words;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use whosaid::lang::unmarked::{self, Ends, examples};

/// Fits the weights. What each text counts, the penalty and the cut were chosen by cross-validation over documents.
pub(crate) fn fit(data: &Path, sentences: &[Sentence]) -> Ends {
    const RUN_TOGETHER: f64 = 0.5;
    const NEWS: f64 = 0.25;
    let mut all = Vec::new();
    for document in sentences.chunk_by(|one, other| one.document == other.document) {
        for (paragraphs, weight) in [(true, 1.0), (false, RUN_TOGETHER)] {
            let (text, _, sentences) = words::joined(document, paragraphs);
            all.extend(examples(&text, &sentences.into_iter().map(|(_, end)| end).collect(), weight));
        }
    }
    for (number, line) in text_of(&data.join("polnear/train.jsonl.gz")).lines().enumerate() {
        let (text, ends) = run_together(number, &serde_json::from_str(line).unwrap());
        all.extend(examples(&text, &ends, NEWS));
    }
    unmarked::fit(&all, 0.5, 3, 0.15)
}

/// A news article as one paragraph, its headline and what else looks like one without the points that the set gives them, in turns with and
/// without byline and date; and where its paragraphs end.
fn run_together(number: usize, article: &Value) -> (String, BTreeSet<usize>) {
    let (mut text, mut ends) = (String::new(), BTreeSet::new());
    let mut push = |part: &str| {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(part);
        ends.insert(text.len());
    };
    let all = article["text"].as_str().unwrap().split('\n').map(str::trim);
    // Some have the rules for their page's looks between the lines.
    for (at, paragraph) in all.filter(|part| !part.is_empty() && !part.contains(['{', '}'])).enumerate() {
        let headline = at == 0 || is_title(paragraph);
        push(if headline { paragraph.trim_end_matches('.') } else { paragraph });
        if at > 0 {
            continue;
        }
        if let Some(author) = article["author"].as_str().filter(|_| matches!(number % 4, 1 | 2)) {
            push(&format!("By {author}"));
        }
        if let Some(date) = article["date"].as_str().filter(|_| number % 4 >= 2) {
            push(&written(date));
        }
    }
    (text, ends)
}

/// Whether a short line has a capital on each longer word.
fn is_title(line: &str) -> bool {
    const LONGEST_BYTES: usize = 60;
    line.len() < LONGEST_BYTES
        && !line.contains(". ")
        && line.split(' ').filter(|word| word.len() > 3).all(|word| !word.starts_with(char::is_lowercase))
}

/// "2016-05-06" as "May 6, 2016".
fn written(date: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<usize> = date.split('-').map(|part| part.parse().unwrap()).collect();
    format!("{} {}, {}", MONTHS[parts[1] - 1], parts[2], parts[0])
}
