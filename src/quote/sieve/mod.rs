//! Sieves for passages that no cue claims, most precise first: each answers or leaves the passage to the next.

mod set_off;

use super::pair::Quoted;
use super::passages::Passages;
use super::{Found, RECENT, not_speech, phrase, subject};
use crate::lang::Shape;
use crate::lang::head::Trees;
use crate::lexicon::Classes;
use crate::view::View;
use std::ops::Range;

pub(crate) use set_off::set_off;

/// A passage that no cue claims, and what stands around it.
struct Left<'a> {
    view: View<'a>,
    trees: &'a Trees<'a>,
    passages: &'a Passages,
    quoted: &'a Quoted,
    /// Whether its sentence holds nothing else.
    alone: bool,
    /// Quotes found so far, in the order they were found.
    found: &'a [Found],
}

/// A sieve: who said the passage, as the quote it continues or as words that name the source.
type Sieve = fn(&Left<'_>) -> Option<Speaks>;

enum Speaks {
    /// The speaker of this quote goes on.
    As(usize),
    /// These words name the speaker.
    Source(Range<usize>),
    /// The same, and these report: source, verb.
    Reported(Range<usize>, usize),
    /// Somebody says it, and nothing tells who.
    Somebody,
}

const SAME_PARAGRAPH: &str = "same-paragraph";

const SIEVES: &[(&str, Sieve)] = &[
    ("continued-paragraph", continued_paragraph),
    ("signature", signature),
    ("closing-clause", closing_clause),
    ("introduced-by-colon", introduced_by_colon),
    (SAME_PARAGRAPH, same_paragraph),
    ("next-paragraph", next_paragraph),
];

/// Attributes the passages of a paragraph that no quote in `found` holds.
pub(super) fn passages(
    view: View<'_>,
    trees: &Trees<'_>,
    paragraph: usize,
    passages: &Passages,
    found: &mut Vec<Found>,
) {
    let claimed = Claimed::of(found, view.syntax.paragraphs[paragraph].tokens.start);
    for quoted in passages.of_paragraph(paragraph) {
        let tokens = &quoted.tokens;
        if claimed.touches(tokens) {
            continue;
        }
        let alone = is_alone(view, tokens);
        let left = Left { view, trees, passages, quoted, alone, found };
        if !quoted.reopened && !leads(&left) && not_speech::is_not_speech(view, tokens, alone) {
            continue;
        }
        let answer = SIEVES.iter().find_map(|&(because, sieve)| Some((because, sieve(&left)?)));
        let mut quote = Found {
            content: vec![tokens.clone()],
            cue: None,
            verb: None,
            source: None,
            addressee: None,
            because: "no-source-found",
            set_off: false,
            same_as: None,
            confidence: None,
        };
        match answer {
            // What another sieve found in this paragraph goes on: one quote in two parts.
            Some((SAME_PARAGRAPH, Speaks::As(other))) if found[other].confidence.is_none() => {
                found[other].content.push(tokens.clone());
                continue;
            }
            Some((because, Speaks::As(other))) => {
                quote.because = because;
                quote.cue.clone_from(&found[other].cue);
                quote.verb = found[other].verb;
                quote.source.clone_from(&found[other].source);
                quote.same_as = Some(found[other].content[0].start);
            }
            Some((because, Speaks::Source(source))) => {
                quote.because = because;
                quote.source = Some(source);
            }
            Some((because, Speaks::Reported(source, verb))) => {
                quote.because = because;
                quote.source = Some(source);
                quote.cue = Some(verb..verb + 1);
                quote.verb = Some(verb);
            }
            // A part of a sentence that nothing attributes is a term or a scare quote.
            None if !alone => continue,
            Some((_, Speaks::Somebody)) | None => {}
        }
        found.push(quote);
    }
}

/// What the quotes of a paragraph, and some before it, hold: a paragraph may have thousands.
struct Claimed {
    /// Where each part begins, in order, and how far those up to it reach.
    parts: Vec<(usize, usize)>,
}

impl Claimed {
    fn of(found: &[Found], first: usize) -> Claimed {
        let is_own = |quote: &&Found| quote.content.last().is_some_and(|part| part.end > first);
        let n = found.iter().rev().take_while(is_own).count() + RECENT;
        let quotes = &found[found.len().saturating_sub(n)..];
        let mut parts: Vec<(usize, usize)> =
            quotes.iter().flat_map(|quote| &quote.content).map(|part| (part.start, part.end)).collect();
        parts.sort_unstable();
        let mut reach = 0;
        for (_, end) in &mut parts {
            reach = reach.max(*end);
            *end = reach;
        }
        Claimed { parts }
    }

    fn touches(&self, tokens: &Range<usize>) -> bool {
        let n_before = self.parts.partition_point(|&(start, _)| start < tokens.end);
        n_before > 0 && self.parts[n_before - 1].1 > tokens.start
    }
}

/// Gives speech over several paragraphs that nobody is told of before the speaker who is told in a later one: “A. | “B,” Holm said.
pub(super) fn told_at_the_end(passages: &Passages, found: &mut [Found]) {
    let is_guessed = |quote: &Found| matches!(quote.because, "no-source-found" | SAME_PARAGRAPH | "next-paragraph");
    for at in (0..found.len()).rev() {
        let next = passages.goes_on_at(found[at].content[0].start);
        let Some(next) = next.filter(|_| is_guessed(&found[at])) else { continue };
        let later = found[at + 1..].iter().take(RECENT).find(|quote| quote.content[0].start == next);
        let Some(told) = later.filter(|quote| quote.source.is_some() && !is_guessed(quote)).cloned() else { continue };
        // What goes on from this guess is no better than it.
        if told.same_as == Some(found[at].content[0].start) {
            continue;
        }
        let quote = &mut found[at];
        (quote.cue, quote.verb, quote.source) = (told.cue, told.verb, told.source);
        (quote.because, quote.same_as) = ("continued-paragraph", None);
    }
}

/// Whether the sentences that hold a passage hold nothing else.
fn is_alone(view: View<'_>, tokens: &Range<usize>) -> bool {
    let first = view.syntax.sentence_at(view.token(tokens.start).span.start());
    let last = view.syntax.sentence_at(view.token(tokens.end - 1).span.start());
    let from = view.syntax.sentences[first].tokens.start;
    let to = view.syntax.sentences[last].tokens.end;
    !(from..tokens.start).chain(tokens.end..to).any(|at| view.token(at).shape.is_word())
}

/// The mark reopens what the paragraph before left open: whoever says that goes on, if anybody knows who it is.
fn continued_paragraph(left: &Left<'_>) -> Option<Speaks> {
    let before = left.passages.continued_by(left.quoted.tokens.start)?;
    let last = left.passages.around(before)?.end - 1;
    // A turn begins behind its label, which the mark may open.
    let holds = |quote: &Found| {
        quote.content.iter().any(|part| part.contains(&before) || quote.set_off && part.contains(&last))
    };
    let quotes = left.found.iter().enumerate().rev().take(RECENT);
    let known = quotes.filter(|(_, quote)| quote.source.is_some()).find(|(_, quote)| holds(quote));
    Some(known.map_or(Speaks::Somebody, |(at, _)| Speaks::As(at)))
}

/// `“…” — Ida Holm`, and the same with the name in a paragraph of its own below.
fn signature(left: &Left<'_>) -> Option<Speaks> {
    let end = left.quoted.tokens.end;
    let is_last = left.alone && end == left.view.syntax.paragraphs[left.quoted.paragraph].tokens.end;
    let source = if is_last { signed_below(left.view, left.quoted.paragraph) } else { signed(left.view, end) };
    source.map(Speaks::Source)
}

/// Whom a dash at this token names to the end of its line: “— Ida Holm, harbor master”.
fn signed(view: View<'_>, dash: usize) -> Option<Range<usize>> {
    if dash >= view.syntax.tokens.len() || !matches!(view.word(dash), "—" | "–" | "―" | "--" | "-" | "~") {
        return None;
    }
    let from = view.token(dash).span.end();
    let line = view.article.text[from..].lines().next().map_or(0, str::len);
    let paragraph = view.syntax.paragraphs.partition_point(|paragraph| paragraph.tokens.end <= dash);
    let end = view.syntax.token_at(from + line).min(view.syntax.paragraphs[paragraph].tokens.end);
    let source = phrase::starting_at(view, dash + 1, end.max(dash + 1))?;
    let end = phrase::apposition(view, source.end, end);
    view.token(source.start).shape.is_capital().then_some(source.start..end)
}

/// The same where the next paragraph is that line alone; a longer one may be an item of a list.
fn signed_below(view: View<'_>, paragraph: usize) -> Option<Range<usize>> {
    /// Tokens of a name and what its bearer is.
    const LONGEST: usize = 20;
    // Markdown has its sign on empty lines, too.
    let next = view.syntax.paragraphs[paragraph + 1..].iter().find(|next| next.tokens.len() > 1)?;
    let first = next.tokens.clone().find(|&at| view.word(at) != ">")?;
    let source = signed(view, first).filter(|_| next.tokens.len() <= LONGEST)?;
    view.discourse.names_in(view.span_of(source.clone())).next().is_some().then_some(source)
}

/// “Keep your hands in sight,” Holm sings: whoever is the subject of the clause that goes on behind a whole sentence in marks, whatever its
/// verb is; behind the end of a sentence it must be one of speech.
fn closing_clause(left: &Left<'_>) -> Option<Speaks> {
    /// Tokens from the mark to the verb.
    const FAR: usize = 30;
    let (view, passage) = (left.view, &left.quoted.tokens);
    let sentence_of = |at: usize| &view.syntax.sentences[view.syntax.sentence_at(view.token(at).span.start())].tokens;
    let opens = sentence_of(passage.start).start == passage.start;
    let ends = passage.len() > 4 && matches!(view.word(passage.end - 2), "," | "!" | "?");
    if !opens || !ends || passage.end >= view.syntax.paragraphs[left.quoted.paragraph].tokens.end {
        return None;
    }
    let clause = passage.end..sentence_of(passage.end).end;
    let goes_on = sentence_of(passage.end).start < passage.end || view.token(passage.end).shape == Shape::Lower;
    let is_verb = |&at: &usize| matches!(view.syntax.tags[at].name(), "VBD" | "VBZ" | "VBP");
    let mut words = clause.clone().take(FAR).take_while(|&at| !left.passages.covers(at));
    let verb = words.find(is_verb);
    let told = verb.and_then(|verb| {
        let subject = subject::of_verb(view, left.trees, verb)?;
        clause.contains(&subject).then_some((verb, subject))
    });
    let Some((verb, subject)) = told else { return comma_clause(left, clause) };
    let source = if subject > verb {
        phrase::starting_at(view, verb + 1, clause.end)?
    } else {
        let is_part = |&at: &usize| view.word(at) != "," && view.syntax.tags[at].name() != "RB";
        clause.start..(clause.start..verb).rev().find(is_part)? + 1
    };
    let opens = source.start == clause.start || verb == clause.start;
    let leads = Classes::PREPOSITION | Classes::CONJUNCTION;
    let speaks = goes_on || view.has(verb, Classes::SPEECH_VERB);
    (opens && speaks && !view.has(clause.start, leads) && !view.is(source.start, "it"))
        .then_some(Speaks::Reported(source, verb))
}

/// Whether a passage opens its sentence and a comma in it leads to whose it is: “Not so,” Holm shot back.
fn leads(left: &Left<'_>) -> bool {
    let (view, passage) = (left.view, &left.quoted.tokens);
    let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(passage.start).span.start())].tokens;
    let is_title = passage.clone().filter(|&at| view.token(at).shape == Shape::Lower).count() < 2;
    sentence.start == passage.start
        && !left.alone
        && passage.len() > 2
        && view.word(passage.end - 2) == ","
        && !is_title
}

/// “A,” Holm shot back. “A,” as one farmer put it: whoever the sentence that a comma in marks leads to begins with, though no verb is seen
/// there.
fn comma_clause(left: &Left<'_>, clause: Range<usize>) -> Option<Speaks> {
    let view = left.view;
    let first = clause.start + usize::from(view.is(clause.start, "as"));
    if !leads(left) || first + 1 >= clause.end {
        return None;
    }
    let mut source = phrase::starting_at(view, first, clause.end)?;
    // “the memo states”, where “states” passes for a noun
    let puts_it = |at: usize| view.is(at, "put") && view.is(at + 1, "it");
    let reports = |&at: &usize| at > source.start && (view.has(at, Classes::SPEECH_VERB) || puts_it(at));
    let verb = source.clone().rev().find(reports);
    source.end = verb.unwrap_or(source.end);
    let relative = view.is(source.start, "which") || view.is(source.start, "that");
    let names = view.token(source.start).shape.is_capital()
        || !relative && view.has(source.start, Classes::DETERMINER | Classes::HE | Classes::SHE)
        || ["i", "one", "they", "we"].iter().any(|word| view.is(source.start, word));
    names.then(|| verb.map_or(Speaks::Source(source.clone()), |verb| Speaks::Reported(source.clone(), verb)))
}

/// "He then revealed new plans:" — the clause before the colon names who speaks.
fn introduced_by_colon(left: &Left<'_>) -> Option<Speaks> {
    let before = left.quoted.tokens.start.checked_sub(1)?;
    if left.view.word(before) != ":" {
        return None;
    }
    let sentence = &left.view.syntax.sentences[left.view.syntax.sentence_at(left.view.token(before).span.start())];
    let source = subject(left, sentence.tokens.start..before);
    Some(source.map_or(Speaks::Somebody, |source| Speaks::Source(subject::of_headline(left.view, source))))
}

/// The subject of the last clause of a stretch by the tree, else the first by its place.
fn subject(left: &Left<'_>, stretch: Range<usize>) -> Option<Range<usize>> {
    let by_tree = subject::of_last_clause(left.view, left.trees, stretch.clone());
    by_tree.or_else(|| subject::first(left.view, stretch.start, stretch.end))
}

/// A sentence in marks behind another quote of its paragraph: the same speaker goes on.
fn same_paragraph(left: &Left<'_>) -> Option<Speaks> {
    if !left.alone {
        return None;
    }
    let start = left.view.syntax.paragraphs[left.quoted.paragraph].tokens.start;
    let last = last_quote(left, left.quoted.tokens.start)?;
    (left.found[last].content[0].start >= start).then_some(Speaks::As(last))
}

/// A paragraph all in marks, right behind a paragraph that quotes somebody; not a cry of the crowd or a heading, which are short.
fn next_paragraph(left: &Left<'_>) -> Option<Speaks> {
    /// Words. In `PolNeAR` train 2 in 31 under 60 bytes are of who spoke before; of longer ones 27 in 69, and many others are marked there as parts
    /// of the quote before.
    const LEAST: usize = 8;
    let n_words = left.quoted.tokens.clone().filter(|&at| left.view.token(at).shape.is_word()).count();
    let [before, own] = match left.quoted.paragraph {
        0 => return None,
        at => [at - 1, at].map(|at| &left.view.syntax.paragraphs[at]),
    };
    if !left.alone || own.tokens.start != left.quoted.tokens.start || n_words < LEAST {
        return None;
    }
    let last = last_quote(left, left.quoted.tokens.start)?;
    (left.found[last].content[0].start >= before.tokens.start).then_some(Speaks::As(last))
}

/// The last quote found before a token that somebody says; cues and passages are found nearly in order, so it is among the last few.
fn last_quote(left: &Left<'_>, before: usize) -> Option<usize> {
    let candidates = left.found.iter().enumerate().rev().take(RECENT);
    let spoken = candidates.filter(|(_, quote)| quote.content[0].start < before && quote.source.is_some());
    spoken.max_by_key(|(_, quote)| quote.content[quote.content.len() - 1].end).map(|(at, _)| at)
}
