//! Noun phrases that can name a speaker, read leftward or rightward from a cue by word lists and shapes.

use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::view::View;
use std::ops::Range;

/// Longest noun phrase without its modifiers, in tokens: `PolNeAR` train has 99 of 100 sources' heads within it.
const LONGEST: usize = 9;

/// Nouns that can speak.
pub(crate) const SPEAKING_NOUN: Classes = Classes(
    Classes::ROLE.0
        | Classes::GROUP.0
        | Classes::BODY.0
        | Classes::DOCUMENT.0
        | Classes::MALE_NOUN.0
        | Classes::FEMALE_NOUN.0,
);

const OBJECT_PRONOUNS: [&str; 5] = ["him", "them", "me", "us", "himself"];

/// The noun phrase whose last token is `end - 1`, not reaching before `floor`.
pub(crate) fn ending_at(view: View<'_>, end: usize, floor: usize) -> Option<Range<usize>> {
    let base = base_ending_at(view, end, floor)?;
    let mut start = base.start;
    // “a spokesman for the campaign”: what stands before the preposition is the head.
    for _ in 0..3 {
        if start <= floor + 1 || view.has(base.start, Classes::PRONOUN) {
            break;
        }
        let preposition = start - 1;
        if !["of", "for", "in", "at", "from", "with", "on", "to"].iter().any(|p| view.is(preposition, p)) {
            break;
        }
        let Some(head) = base_ending_at(view, preposition, floor) else { break };
        let last = head.end - 1;
        let named_after = view.is(preposition, "of") || view.is(preposition, "for");
        let speaks = view.has(last, SPEAKING_NOUN)
            || (named_after && view.has(head.start, Classes::DETERMINER) && view.token(last).shape == Shape::Lower);
        if !speaks || view.has(last, Classes::CALENDAR) {
            break;
        }
        start = head.start;
    }
    Some(start..base.end)
}

/// The same without phrases behind it.
fn base_ending_at(view: View<'_>, end: usize, floor: usize) -> Option<Range<usize>> {
    if end <= floor {
        return None;
    }
    let last = end - 1;
    let token = view.token(last);
    if view.has(last, Classes::PRONOUN) && !view.has(last, Classes::DETERMINER | Classes::GROUP) {
        let object = OBJECT_PRONOUNS.iter().any(|p| view.is(last, p));
        return (!object).then_some(last..end);
    }
    if !is_nominal(view, last)
        || token.shape == Shape::Possessive
        || view.has(last, Classes::CALENDAR) && !view.has(last, Classes::MAN | Classes::WOMAN)
    {
        // “others”, “many”, “both” alone
        return (view.has(last, Classes::PRONOUN)
            && token.shape.is_word()
            && !view.is(last, "this")
            && !view.is(last, "that"))
        .then_some(last..end);
    }
    let mut start = last;
    while start > floor && end - start < LONGEST {
        let before = start - 1;
        let token = view.token(before);
        let determines = view.has(before, Classes::DETERMINER) && !view.in_compound(before);
        if determines && token.shape.is_word() && !view.is(before, "that") {
            start = before;
            // “all the”, “one of the” stop here; “his two” goes on
            if view.has(start.saturating_sub(1), Classes::DETERMINER) && start > floor {
                start -= 1;
            }
            break;
        }
        // Jones & Lee, Marks and Spencer, Lee and Holm: a pair of names
        let joins = (view.is(before, "and") || view.is(before, "&"))
            && view.token(start).shape.is_capital()
            && before > floor
            && view.token(before - 1).shape.is_capital()
            && !view.has(before - 1, Classes::CALENDAR);
        let point = view.word(before) == "." && before > floor && view.token(before - 1).shape == Shape::Upper;
        if !(joins
            || point
            || is_nominal(view, before)
            || token.shape == Shape::Possessive
            || is_nickname(view, before))
            || view.has(before, Classes::CALENDAR)
        {
            break;
        }
        start = before;
    }
    // A phrase does not begin with an ending, an “and”, or an adverb.
    while start < last
        && (view.token(start).shape == Shape::Possessive || view.is(start, "and") || is_lone_adverb(view, start))
    {
        start += 1;
    }
    Some(start..end)
}

/// The noun phrase that begins at `start`, not reaching to `ceiling`; with the phrases and the apposition behind it.
pub(crate) fn starting_at(view: View<'_>, start: usize, ceiling: usize) -> Option<Range<usize>> {
    let mut end = base_starting_at(view, start, ceiling)?;
    if view.has(start, Classes::PRONOUN) && end == start + 1 && !view.has(start, Classes::DETERMINER) {
        return Some(start..end);
    }
    for _ in 0..3 {
        let preposition = ["of", "for", "from", "at", "with", "in"].iter().any(|p| view.is(end, p));
        if !preposition || end + 1 >= ceiling {
            break;
        }
        let of = view.is(end, "of");
        let head_speaks = view.has(end - 1, SPEAKING_NOUN) || of;
        if !head_speaks || view.has(end + 1, Classes::CALENDAR) {
            break;
        }
        // “said Lee in an interview” tells the medium
        if (view.is(end, "in") || view.is(end, "at") || view.is(end, "from")) && !view.token(end + 1).shape.is_capital()
        {
            break;
        }
        let Some(next) = base_starting_at(view, end + 1, ceiling) else { break };
        end = next;
    }
    Some(start..end)
}

/// One past the apposition behind a phrase that ends at `end`: “, the mayor of Holm”, “, who chairs the board”; `end` when there is none.
pub(crate) fn apposition(view: View<'_>, end: usize, ceiling: usize) -> usize {
    if !view.is(end, ",") || end + 2 >= ceiling {
        return end;
    }
    let first = end + 1;
    let age = view.token(first).shape == Shape::Number && (view.is(first + 1, ",") || first + 1 >= ceiling);
    let begins = age
        || view.is(first, "who")
        || view.is(first, "whose")
        || ["a", "an", "the", "one", "his", "her", "their"].iter().any(|d| view.is(first, d))
        || view.has(first, Classes::ROLE) && !view.has(first, Classes::SPEECH_VERB)
        || view.token(first).shape.is_capital()
            && view.has(first, Classes::TITLE | Classes::SUFFIX | Classes::PLACE | Classes::ROLE | Classes::PEOPLE_OF)
        || view.has(first + 1, Classes::ROLE)
            && view.token(first).shape == Shape::Lower
            && !is_verb(view, first)
            && !view.has(first, Classes::PREPOSITION | Classes::CONJUNCTION);
    if !begins {
        return end;
    }
    let mut at = first;
    while at < ceiling {
        let word = view.word(at);
        if view.token(at).shape == Shape::Mark || matches!(word, ";" | ":" | "—" | "–" | "--" | "." | "(") {
            break;
        }
        if word == "," {
            return if age && at == first + 1 { apposition(view, at, ceiling).max(at) } else { at };
        }
        at += 1;
    }
    // The last full stop belongs to the sentence.
    at
}

fn base_starting_at(view: View<'_>, start: usize, ceiling: usize) -> Option<usize> {
    if start >= ceiling {
        return None;
    }
    if view.has(start, Classes::PRONOUN) && !view.has(start, Classes::DETERMINER) {
        return Some(start + 1);
    }
    let mut at = start;
    while at < ceiling && view.has(at, Classes::DETERMINER) && !view.is(at, "that") {
        at += 1;
    }
    let first = at;
    while at < ceiling && at - start < LONGEST + 3 {
        let shape = view.token(at).shape;
        let joins = (view.is(at, "and") || view.is(at, "&"))
            && at > first
            && view.token(at - 1).shape.is_capital()
            && at + 1 < ceiling
            && view.token(at + 1).shape.is_capital();
        let particle = view.has(at, Classes::PARTICLE)
            && at + 1 < ceiling
            && view.token(at + 1).shape.is_capital()
            && at > first
            && view.token(at - 1).shape.is_capital();
        if !(joins
            || particle
            || is_nominal(view, at)
            || shape == Shape::Possessive && at > first
            || is_nickname(view, at))
            || view.has(at, Classes::CALENDAR) && !view.has(at, Classes::MAN | Classes::WOMAN)
        {
            break;
        }
        // Behind a name only a noun that can speak goes on the phrase: “Trump campaign manager”, not “Trump visited”.
        let named = at > first && view.token(at - 1).shape.is_capital();
        let speaks = |at: usize| at < ceiling && view.has(at, SPEAKING_NOUN);
        if shape == Shape::Lower
            && named
            && !particle
            && !joins
            && !(speaks(at) || speaks(at + 1) && !view.word(at).ends_with("ed"))
        {
            break;
        }
        // “said Lee wanted”, “the so-called”: a participle, a compound's too, ends the phrase.
        let last = view.syntax.compound_end(at);
        let whole = at == 0 || view.token(at - 1).shape != Shape::Hyphen;
        if shape == Shape::Lower
            && at > first
            && whole
            && !speaks(last)
            && view.token(at).span.join(view.token(last).span).len() > 4
            && view.word(last).ends_with("ed")
        {
            break;
        }
        // “said Trump supporter Lee yesterday”
        if view.has(at, Classes::TIME_ADVERB | Classes::ADVERB) && shape == Shape::Lower && !view.in_compound(at) {
            break;
        }
        at += 1;
        if at > first && view.is(at, ",") && view.has(at + 1, Classes::SUFFIX) {
            at += 2;
        }
    }
    (at > first || first > start).then_some(at)
}

/// Whether a token can stand inside a noun phrase.
fn is_nominal(view: View<'_>, at: usize) -> bool {
    let token = view.token(at);
    if view.in_compound(at) {
        return true;
    }
    match token.shape {
        // A function word with a capital begins a sentence: “As Trump noted”, “But critics said”.
        Shape::Capital | Shape::Upper => {
            let function = Classes::PREPOSITION
                | Classes::CONJUNCTION
                | Classes::DETERMINER
                | Classes::PRONOUN
                | Classes::AUXILIARY;
            token.shape == Shape::Upper && token.span.len() > 1
                || view.has(at, Classes::MAN | Classes::WOMAN | Classes::PLACE | Classes::CALENDAR)
                || !view.has(at, function | Classes::ADVERB)
        }
        Shape::Number | Shape::Hyphen => true,
        Shape::Lower => {
            let function = Classes::AUXILIARY
                | Classes::PREPOSITION
                | Classes::CONJUNCTION
                | Classes::PRONOUN
                | Classes::NEGATION
                | Classes::TIME_ADVERB;
            let noun = view.has(at, SPEAKING_NOUN | Classes::PARTICLE | Classes::TITLE);
            (noun && !view.has(at, Classes::AUXILIARY))
                || !(view.has(at, function) || is_verb(view, at) || is_lone_adverb(view, at))
        }
        _ => false,
    }
}

/// `Robert "Bobby" Quill`: one quoted word between two names.
fn is_nickname(view: View<'_>, at: usize) -> bool {
    if view.token(at).shape != Shape::Mark || at == 0 {
        return false;
    }
    let is = |at: usize| view.syntax.tokens.get(at).is_some_and(|t| t.shape.is_capital());
    let mark = |at: usize| view.syntax.tokens.get(at).is_some_and(|t| t.shape == Shape::Mark);
    (is(at - 1) && is(at + 1) && mark(at + 2) && is(at + 3))
        || (at >= 3 && is(at - 1) && mark(at - 2) && is(at - 3) && is(at + 1))
}

fn is_lone_adverb(view: View<'_>, at: usize) -> bool {
    view.token(at).shape == Shape::Lower
        && !view.in_compound(at)
        && (view.has(at, Classes::ADVERB) || view.word(at).len() > 4 && view.word(at).ends_with("ly"))
}

/// Whether a lower-case token is a verb of the lists that is not more likely a noun.
pub(crate) fn is_verb(view: View<'_>, at: usize) -> bool {
    !view.in_compound(at)
        && view.has(at, Classes::SPEECH_VERB | Classes::STANCE_VERB)
        && view.token(at).shape == Shape::Lower
        && !view.has(at, SPEAKING_NOUN)
}
