//! What was said, seen from one cue: the words before it, after it, or around it.

use super::Passages;
use super::cue::{Cue, Form};
use super::phrase;
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::view::View;
use std::ops::Range;

/// What one cue reports.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    /// In order; not empty.
    pub(crate) parts: Vec<Range<usize>>,
    /// Which construction; the name that `because` shows.
    pub(crate) because: &'static str,
    /// The words that name whom it was said to.
    pub(crate) addressee: Option<Range<usize>>,
}

/// The content of `cues[at]`, all of which stand in `sentence`; `None` when the cue reports nothing.
pub(crate) fn find(
    view: View<'_>,
    cues: &[Cue],
    at: usize,
    sentence: &Range<usize>,
    passages: &Passages,
) -> Option<Content> {
    let cue = &cues[at];
    let lower = lower_bound(view, cues, at, sentence, passages);
    let upper = upper_bound(view, cues, at, sentence, passages);
    let source = cue.source.clone()?;
    match cue.form {
        // How far the clause behind the noun goes is for the models to say.
        Form::Noun => None,
        Form::AccordingTo => according_to(view, cue, &source, sentence, lower, upper, passages),
        Form::As => as_noted(view, cue, &source, sentence, passages),
        Form::VerbSubject => {
            let before = before(view, cue.tokens.start, lower, passages);
            let rest = source.end.max(cue.tokens.end);
            if let Some(first) = before {
                let mut parts = vec![first];
                parts.extend(resumed(view, rest, sentence, upper, passages));
                Some(Content { parts, because: "content-cue-source", addressee: None })
            } else {
                let (start, because) = quoted_after(view, rest, upper, passages)?;
                Some(Content { parts: vec![start], because, addressee: None })
            }
        }
        Form::SubjectVerb | Form::Shared | Form::Label => {
            let direct_before = source.start > lower
                && passages.ends_at(source.start)
                && cue.form == Form::SubjectVerb
                && passages.ends_in_comma(view, source.start);
            if direct_before && let Some(first) = before(view, source.start, lower, passages) {
                let mut parts = vec![first];
                let (rest, addressee) = skip_addressee(view, cue, upper);
                parts.extend(resumed(view, rest, sentence, upper, passages));
                return Some(Content { parts, because: "content-source-cue", addressee });
            }
            if let Some(content) = after(view, cue, sentence, upper, passages) {
                return Some(content);
            }
            if cue.form == Form::SubjectVerb
                && source.start > lower
                && view.has(cue.verb, Classes::SPEECH_VERB)
                && let Some(first) = before(view, source.start, lower, passages)
            {
                let mut parts = vec![first];
                let (rest, addressee) = skip_addressee(view, cue, upper);
                parts.extend(resumed(view, rest, sentence, upper, passages));
                return Some(Content { parts, because: "content-source-cue", addressee });
            }
            None
        }
    }
}

/// First token that this cue may claim: behind the clause of the cue before it.
fn lower_bound(view: View<'_>, cues: &[Cue], at: usize, sentence: &Range<usize>, passages: &Passages) -> usize {
    let start = cues[at].source.as_ref().map_or(cues[at].tokens.start, |s| s.start.min(cues[at].tokens.start));
    let mut lower = sentence.start;
    for cue in &cues[..at] {
        if matches!(cue.form, Form::AccordingTo | Form::Noun) {
            continue;
        }
        let end = cue.tokens.end.max(cue.source.as_ref().map_or(0, |s| s.end));
        if end <= start && is_coordinate(view, &cues[at], start, passages) {
            lower = lower.max(end);
        }
    }
    lower
}

/// Whether a cue's clause stands beside the one before it, not inside what that one reports.
fn is_coordinate(view: View<'_>, cue: &Cue, start: usize, passages: &Passages) -> bool {
    // A cue with marks right behind it reports them, whatever stands before.
    let reports_marks = matches!(
        view.syntax.tokens.get(cue.tokens.end).map(|token| token.span.of(&view.article.text)),
        Some("," | ":")
    ) && passages.starts_at(cue.tokens.end + 1);
    if reports_marks {
        return true;
    }
    if matches!(cue.form, Form::Shared | Form::AccordingTo | Form::VerbSubject) {
        return true;
    }
    if start == 0 {
        return true;
    }
    let before = view.word(start - 1);
    let joined = ["and", "but", "while", "though", "although", "as", "whereas", "when", "because"]
        .iter()
        .any(|w| view.is(start - 1, w));
    matches!(before, ";" | ":" | "—" | "–" | "―" | "--")
        || joined && start > 1 && matches!(view.word(start - 2), "," | ";" | "—" | "–")
        || view.token(start - 1).shape == Shape::Mark
}

/// One past the last token that this cue may claim: the next cue's clause, or the sentence's final point.
fn upper_bound(view: View<'_>, cues: &[Cue], at: usize, sentence: &Range<usize>, passages: &Passages) -> usize {
    let mut upper = sentence.end;
    if upper > sentence.start && matches!(view.word(upper - 1), "." | "!" | "?") && !passages.covers(upper - 1) {
        upper -= 1;
    }
    for cue in &cues[at + 1..] {
        let start = match cue.form {
            Form::Shared | Form::AccordingTo => cue.tokens.start,
            _ => cue.source.as_ref().map_or(cue.tokens.start, |s| s.start.min(cue.tokens.start)),
        };
        if cue.form == Form::Noun || start < cues[at].tokens.end || !is_coordinate(view, cue, start, passages) {
            continue;
        }
        let mut end = start;
        while end > cues[at].tokens.end
            && (matches!(view.word(end - 1), "," | ";" | "—" | "–" | "―" | "--")
                || ["and", "but", "while", "as", "by", "then"].iter().any(|w| view.is(end - 1, w)))
        {
            end -= 1;
        }
        upper = upper.min(end);
        break;
    }
    upper
}

/// What stands before `end`, from `lower` on: `C, X said`. `end` is where source or cue begins.
fn before(view: View<'_>, end: usize, lower: usize, passages: &Passages) -> Option<Range<usize>> {
    if end <= lower {
        return None;
    }
    if passages.ends_at(end) {
        let passage = passages.ending_at(end)?;
        // “It was ‘over,’ he said”: words of the sentence before the marks belong to it, unless the passage is a sentence of its own.
        let start =
            if passage.start > lower && has_words(view, lower, passage.start) && !ends_sentence(view, passage.start) {
                lower
            } else {
                passage.start
            };
        return Some(skip_joiner(view, start, passage.start)..end);
    }
    if view.word(end - 1) != "," {
        return None;
    }
    let stop = end - 1;
    let start = skip_joiner(view, lower, stop);
    // “On Monday, Lee said”, “In a statement, Lee said”: an adjunct is no content.
    // A compound is one word: “African-Americans, he said,” reports nothing yet.
    let words = (start..stop).filter(|&at| view.token(at).shape != Shape::Hyphen && view.syntax.compound_end(at) == at);
    if stop <= start || words.count() < 3 || is_adjunct(view, start, stop) {
        return None;
    }
    Some(start..stop)
}

fn skip_joiner(view: View<'_>, mut at: usize, stop: usize) -> usize {
    while at < stop && matches!(view.word(at), "," | ";" | "—" | "–" | "―" | "--" | ":") {
        at += 1;
    }
    at
}

fn has_words(view: View<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| view.token(at).shape.is_word())
}

fn ends_sentence(view: View<'_>, at: usize) -> bool {
    at > 0 && matches!(view.word(at - 1), "." | "!" | "?" | ":")
}

/// Whether a stretch before a comma only tells when, where or how.
fn is_adjunct(view: View<'_>, from: usize, to: usize) -> bool {
    let has_verb = (from..to).any(|at| {
        view.has(at, Classes::AUXILIARY) && view.token(at).shape == Shape::Lower
            || view.token(at).shape == Shape::Lower && view.word(at).ends_with("ed") && view.word(at).len() > 4
    });
    if view.has(
        from,
        Classes::PREPOSITION | Classes::CONJUNCTION | Classes::CALENDAR | Classes::TIME_ADVERB | Classes::ADVERB,
    ) {
        return !has_verb
            || view.has(from, Classes::CONJUNCTION)
            || ["in", "at", "on", "during", "after", "before", "following"].iter().any(|w| view.is(from, w));
    }
    view.token(from).shape.is_word() && view.word(from).ends_with("ing")
}

/// Quoted passages that go on behind the cue: `“A,” said Lee. “B.”` and `“A,” said Lee, “B.”`
fn resumed(
    view: View<'_>,
    rest: usize,
    sentence: &Range<usize>,
    upper: usize,
    passages: &Passages,
) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = sentence.end;
    if let Some(passage) = passages.first_in(rest..upper.max(rest)) {
        let joined = view.word(passage.start - 1) == ","
            || view.word(passage.start - 1) == ":"
            || matches!(view.word(passage.start - 1), "—" | "–" | "―" | "--");
        if !joined {
            return parts;
        }
        at = at.max(passage.end);
        parts.push(passage);
    }
    let paragraph_end =
        view.syntax.paragraphs[view.syntax.paragraph_at(view.token(sentence.start).span.start())].tokens.end;
    while at < paragraph_end {
        let Some(passage) = passages.starting_at(at) else { break };
        // The next words must begin another sentence, or the paragraph ends: else they report this passage themselves.
        let ends =
            passage.end >= paragraph_end || ends_sentence(view, passage.end - 1) && begins_sentence(view, passage.end);
        if !ends {
            break;
        }
        at = passage.end;
        parts.push(passage);
    }
    parts
}

fn begins_sentence(view: View<'_>, at: usize) -> bool {
    let sentence = view.syntax.sentence_at(view.token(at).span.start());
    view.syntax.sentences[sentence].tokens.start == at
}

/// A quoted passage right behind `at`: `said Lee: “…”`
fn quoted_after(view: View<'_>, at: usize, upper: usize, passages: &Passages) -> Option<(Range<usize>, &'static str)> {
    let passage = passages.first_in(at..upper.max(at))?;
    let before = view.word(passage.start - 1);
    matches!(before, ":" | ",").then_some((passage, "cue-source-content"))
}

/// One past the object of "told", and the object.
fn skip_addressee(view: View<'_>, cue: &Cue, upper: usize) -> (usize, Option<Range<usize>>) {
    const TELLING: &[&str] =
        &["tell", "inform", "remind", "assure", "warn", "advise", "ask", "urge", "notify", "promise"];
    let at = cue.tokens.end;
    let lemma = view.lexicon.lemma(view.token(cue.verb).word);
    if !TELLING.contains(&lemma) || at >= upper || view.is(at, "that") || view.is(at, "to") {
        return (at, None);
    }
    if ["him", "them", "me", "us", "her", "you"].iter().any(|p| view.is(at, p)) {
        return (at + 1, Some(at..at + 1));
    }
    let named =
        lemma == "tell" || ["ask", "inform", "remind", "notify", "warn", "assure", "urge", "advise"].contains(&lemma);
    match phrase::starting_at(view, at, upper) {
        Some(range) if named => (range.end, Some(range)),
        _ => (at, None),
    }
}

/// What stands behind a cue: `said that C`, `said C`, `said: “C”`, `told X in an interview that C`.
fn after(view: View<'_>, cue: &Cue, sentence: &Range<usize>, upper: usize, passages: &Passages) -> Option<Content> {
    let (rest, addressee) = skip_addressee(view, cue, upper);
    let mut at = rest;
    let mut bare = rest;
    let lemma = view.lexicon.lemma(view.token(cue.verb).word);
    loop {
        if at >= upper {
            break;
        }
        let word = view.word(at);
        if passages.starts_at(at) {
            return Some(finish(view, at, upper, sentence, passages, "source-cue-content", addressee));
        }
        if matches!(word, ":" | ",") && passages.starts_at(at + 1) {
            let end = passages.starting_at(at + 1)?.end;
            let mut parts = vec![at + 1..end];
            parts.extend(resumed(view, end, sentence, upper.max(end), passages));
            return Some(Content { parts, because: "source-cue-content", addressee });
        }
        if ["that", "whether", "if", "how", "why", "what"].iter().any(|w| view.is(at, w))
            && view.token(at).shape == Shape::Lower
        {
            return Some(finish(view, at, upper, sentence, passages, "source-cue-that", addressee));
        }
        if word == ":" && at + 1 < upper {
            return Some(finish(view, at + 1, upper, sentence, passages, "source-cue-colon", addressee));
        }
        if view.has(at, Classes::CALENDAR | Classes::TIME_ADVERB)
            || view.has(at, Classes::ADVERB) && view.token(at).shape == Shape::Lower && !view.in_compound(at)
        {
            at += 1;
            if bare + 1 == at {
                bare = at;
            }
            continue;
        }
        let preposition =
            ["in", "on", "at", "during", "to", "after", "before", "with", "from", "via", "through", "by", "of", "for"]
                .iter()
                .any(|p| view.is(at, p));
        if preposition && let Some(range) = phrase::starting_at(view, at + 1, upper) {
            at = range.end;
            continue;
        }
        // “said in a statement Monday, that”
        if word == "," && at > rest && view.is(at + 1, "that") {
            at += 1;
            continue;
        }
        break;
    }
    // “he continued:” at the end of a paragraph: the next one is what he said.
    let colon = sentence.end - 1;
    if at >= colon && view.word(colon) == ":"
        || upper < sentence.end && view.word(upper) == ":" && upper + 1 == sentence.end && at >= upper
    {
        let next = sentence.end;
        if let Some(passage) = passages.starting_at(next) {
            let mut parts = vec![passage.clone()];
            parts.extend(resumed(view, passage.end, &(sentence.start..passage.end), passage.end, passages));
            return Some(Content { parts, because: "cue-colon-next-paragraph", addressee });
        }
        return None;
    }
    if bare >= upper {
        return None;
    }
    let takes_clause = view.has(cue.verb, Classes::SPEECH_VERB | Classes::STANCE_VERB);
    let starts = view.token(bare).shape != Shape::Punct && view.token(bare).shape != Shape::Possessive;
    let adjunct = ["in", "on", "at", "during", "after", "before", "from"].iter().any(|p| view.is(bare, p))
        && ["say", "tell", "write", "add", "tweet", "speak", "post", "ask"].contains(&lemma);
    if !takes_clause || !starts || adjunct {
        return None;
    }
    Some(finish(view, bare, upper, sentence, passages, "source-cue-clause", addressee))
}

/// From `start` to `upper`, and the sentences in quotation marks that follow a content which itself ends in marks.
fn finish(
    view: View<'_>,
    start: usize,
    upper: usize,
    sentence: &Range<usize>,
    passages: &Passages,
    because: &'static str,
    addressee: Option<Range<usize>>,
) -> Content {
    // A passage is never cut: its end may lie behind the sentence's.
    let mut end = upper;
    if let Some(passage) = passages.around(upper.saturating_sub(1)).filter(|p| p.start >= start) {
        end = end.max(passage.end);
    }
    let mut parts = vec![start..end.max(start + 1)];
    if end >= sentence.end || passages.covers(end - 1) {
        parts.extend(
            resumed(view, end, &(sentence.start..end.max(sentence.end)), end, passages)
                .into_iter()
                .filter(|p| p.start >= end),
        );
    }
    Content { parts, because, addressee }
}

fn according_to(
    view: View<'_>,
    cue: &Cue,
    source: &Range<usize>,
    sentence: &Range<usize>,
    lower: usize,
    upper: usize,
    passages: &Passages,
) -> Option<Content> {
    let content = |parts| Some(Content { parts, because: "according-to", addressee: None });
    // “in the words of Lee, the mayor, ‘…’”
    if view.is(cue.tokens.start, "in")
        && let Some(passage) = passages.first_in(source.end..source.end + 2)
    {
        return content(vec![passage]);
    }
    if cue.tokens.start <= sentence.start + 1 {
        let mut at = source.end;
        while at < upper && view.word(at) != "," && !passages.starts_at(at) {
            at += 1;
        }
        let start = if at < upper && view.word(at) == "," { at + 1 } else { at };
        let start = if start >= upper { source.end } else { start };
        let upper =
            passages.around(upper.saturating_sub(1)).filter(|p| p.start >= start).map_or(upper, |p| p.end.max(upper));
        return if start < upper { content(vec![start..upper]) } else { None };
    }
    let mut end = cue.tokens.start;
    if matches!(view.word(end - 1), "," | "—" | "–" | "―" | "--" | "(") {
        end -= 1;
    }
    if end <= lower {
        return None;
    }
    let mut start = lower;
    // A passage that began in an earlier sentence is not cut.
    if let Some(passage) = passages.around(start) {
        start = passage.start;
    }
    let mut parts = vec![skip_joiner(view, start, end)..end];
    // “The wall, according to Lee, will hold.”
    if source.end + 2 < upper && view.word(source.end) == "," {
        parts.push(source.end + 1..upper);
    }
    parts.retain(|p| p.start < p.end);
    if parts.is_empty() { None } else { content(parts) }
}

/// "As Lee noted, C": what follows the comma; "C, as Lee noted": what precedes it.
fn as_noted(
    view: View<'_>,
    cue: &Cue,
    source: &Range<usize>,
    sentence: &Range<usize>,
    passages: &Passages,
) -> Option<Content> {
    let at = cue.tokens.end;
    let because = "as-source-cue";
    let mut upper = sentence.end;
    if matches!(view.word(upper - 1), "." | "!" | "?") && !passages.covers(upper - 1) {
        upper -= 1;
    }
    if source.start <= sentence.start + 1 {
        let comma = (at..upper).find(|&t| view.word(t) == "," || view.word(t) == ":")?;
        // “— and he made clear …” is the article going on.
        let dash = (comma + 1..upper).find(|&t| {
            matches!(view.word(t), "—" | "–" | "--")
                && (view.is(t + 1, "and") || view.is(t + 1, "but"))
                && !passages.covers(t)
        });
        let upper = dash.unwrap_or(upper);
        if comma + 1 >= upper {
            return None;
        }
        return Some(Content { parts: vec![comma + 1..upper], because, addressee: None });
    }
    let r#as = source.start - 1;
    if r#as > sentence.start && view.word(r#as - 1) == "," {
        return Some(Content { parts: vec![sentence.start..r#as - 1], because, addressee: None });
    }
    None
}
