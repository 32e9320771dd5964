//! Which lines of a text begin a turn, and whether so many do that it is a transcript.

use super::label::{Case, Label, bare_label, label, n_small};
use crate::article::{Article, Form};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer turns are an interview in a report, or lines with a colon.
const LEAST_TURNS: usize = 3;
/// Longest introduction, in lines or paragraphs.
const LONGEST_LEAD: usize = 8;

/// Single words with a colon that come again and again in lists, and speak for nobody.
const TOPICS: &[&str] = &[
    "address",
    "advice",
    "answers",
    "assists",
    "background",
    "bottom",
    "claim",
    "cons",
    "cook",
    "date",
    "day",
    "details",
    "example",
    "fact",
    "facts",
    "false",
    "for",
    "friday",
    "fun",
    "goals",
    "high",
    "how",
    "info",
    "ingredients",
    "key",
    "low",
    "method",
    "monday",
    "morning",
    "myth",
    "name",
    "odds",
    "pick",
    "place",
    "plot",
    "prep",
    "price",
    "problem",
    "problems",
    "pros",
    "rating",
    "reality",
    "result",
    "saturday",
    "score",
    "serves",
    "solution",
    "starring",
    "status",
    "step",
    "strengths",
    "summary",
    "sunday",
    "thursday",
    "time",
    "tip",
    "today",
    "tomorrow",
    "tonight",
    "total",
    "true",
    "tuesday",
    "venue",
    "verdict",
    "weaknesses",
    "wednesday",
    "what",
    "when",
    "where",
    "who",
    "why",
];

/// The label of each line that has one; `None` when the text is no transcript.
pub(super) fn labels(lines: &[Span], article: &Article) -> Option<Vec<Option<Label>>> {
    let case = if article.form == Some(Form::Transcript) { Case::Declared } else { Case::Capitals };
    let text = |at: usize| lines[at].of(&article.text);
    let with_colon: Vec<Option<Label>> = (0..lines.len()).map(|at| label(text(at), case)).collect();
    let n_labels = |labels: &[Option<Label>]| labels.iter().flatten().count();
    let ordinary = ordinary(lines, &article.text);
    if ordinary.as_ref().is_some_and(|ordinary| n_labels(ordinary) > n_labels(&with_colon)) {
        return ordinary;
    }
    if is_transcript(&with_colon, lines, article, 2) {
        return Some(with_colon);
    }
    // A label that has its line to itself has words below it.
    let mut bare: Vec<Option<Label>> = (0..lines.len()).map(|at| bare_label(text(at))).collect();
    for at in 0..bare.len() {
        if bare.get(at + 1).is_none_or(Option::is_some) {
            bare[at] = None;
        }
    }
    is_transcript(&bare, lines, article, 4).then_some(bare)
}

/// Whether labels are those of a transcript: of what is none, most paragraphs have no label, or each has another. `most_lines` is how
/// many lines there may be for each label.
fn is_transcript(labels: &[Option<Label>], lines: &[Span], article: &Article, most_lines: usize) -> bool {
    let n_turns = labels.iter().flatten().count();
    let n_before = labels.iter().position(Option::is_some).unwrap_or(0);
    let of_line = |(label, line): (&Option<Label>, &Span)| Some(label.as_ref()?.key(line.of(&article.text)));
    let mut names: Vec<String> = labels.iter().zip(lines).filter_map(of_line).collect();
    names.sort_unstable();
    names.dedup();
    let is_clear = n_turns * most_lines >= lines.len() - n_before && names.len() < n_turns && n_before <= LONGEST_LEAD;
    n_turns >= LEAST_TURNS && (is_clear || article.form == Some(Form::Transcript))
}

/// Labels of names in ordinary case, where two and more come again, before at least half of the lines or paragraphs; `None` when what
/// has a colon is a list or a report.
fn ordinary(lines: &[Span], text: &str) -> Option<Vec<Option<Label>>> {
    let mut labels: Vec<Option<Label>> = lines.iter().map(|line| label(line.of(text), Case::Ordinary)).collect();
    // How often each name comes, and whether it ever has a first name.
    let mut names: BTreeMap<String, (usize, bool)> = BTreeMap::new();
    for (label, line) in labels.iter().zip(lines) {
        let Some(label) = label else { continue };
        let line = line.of(text);
        let (n_times, is_full) = names.entry(label.key(line)).or_default();
        *n_times += 1;
        let first = label.name(line).split_whitespace().next().unwrap_or_default().to_lowercase();
        *is_full |= label.name(line).contains(' ') && !TOPICS.contains(&first.as_str());
    }
    if names.values().filter(|(n_times, _)| *n_times >= 2).count() < 2 {
        return None;
    }
    // A word that is a name alone is none in lower case.
    let small: BTreeSet<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_lowercase)).collect();
    names.retain(|key, &mut (n_times, is_full)| {
        let is_role = ["q", "a", "question", "answer", "interviewer", "reporter", "host", "moderator", "speaker"];
        let may_be_name = || !TOPICS.contains(&key.as_str()) && !small.contains(key.as_str());
        is_full || n_times >= 2 && (is_role.contains(&key.as_str()) || may_be_name())
    });
    for (label, line) in labels.iter_mut().zip(lines) {
        if label.as_ref().is_some_and(|label| !names.contains_key(&label.key(line.of(text)))) {
            *label = None;
        }
    }
    let n_again = names.values().filter(|(n_times, _)| *n_times >= 2).count();
    let labelled =
        |(label, line): (&Option<Label>, &Span)| label.as_ref().map(|label| n_small(&line.of(text)[label.end..]));
    let said: Vec<usize> = labels.iter().zip(lines).filter_map(labelled).collect();
    let n_sentences = said.iter().filter(|&&n_small| n_small >= 2).count();
    let is_in_half = |starts: &[usize]| {
        let n_before = starts.iter().position(|&at| labels[at].is_some()).unwrap_or(starts.len());
        let n_labels = starts.iter().filter(|&&at| labels[at].is_some()).count();
        n_labels >= LEAST_TURNS && n_before <= LONGEST_LEAD && n_labels * 2 >= starts.len() - n_before
    };
    let all: Vec<usize> = (0..lines.len()).collect();
    let is_paragraph = |&at: &usize| at == 0 || text[lines[at - 1].end()..lines[at].start()].matches('\n').count() >= 2;
    let paragraphs: Vec<usize> = all.iter().copied().filter(is_paragraph).collect();
    (n_again >= 2 && n_sentences * 2 >= said.len() && (is_in_half(&all) || is_in_half(&paragraphs))).then_some(labels)
}
