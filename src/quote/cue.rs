//! Words that report speech, each with the words that name whose: verbs in all their constructions, "according to", and nouns like
//! "Lee's claim that".

use super::Passages;
use super::{phrase, subject};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::view::View;
use std::ops::Range;

/// Reporting words and their subject.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// The reporting words, auxiliaries included; one range.
    pub(crate) tokens: Range<usize>,
    /// The verb itself, or "according".
    pub(crate) verb: usize,
    /// The words that name the speaker; `None` in "adding that …" before its main clause is known to have a subject.
    pub(crate) source: Option<Range<usize>>,
    /// How cue and source stand to each other.
    pub(crate) form: Form,
}

impl Cue {
    /// Whether its source can be the subject of a verb behind it.
    fn shares(&self) -> bool {
        !matches!(self.form, Form::AccordingTo | Form::Noun)
    }
}

/// How cue and source stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// "Lee said"
    SubjectVerb,
    /// "said Lee"
    VerbSubject,
    /// ", adding that", "and added": the subject stands at the verb before.
    Shared,
    /// "according to Lee", "in the words of Lee"
    AccordingTo,
    /// "as Lee noted,"
    As,
    /// "LEE:" at the start of a paragraph
    Label,
    /// "Lee's claim that"
    Noun,
}

/// What stands before a source that is no subject.
const ACCORDING_TO: &[&[&str]] = &[&["according", "to"], &["in", "the", "words", "of"]];

/// Tokens up to the marks behind "in the words of".
const LONGEST_SOURCE: usize = 12;

/// The cues of the sentence with these tokens, in order.
pub(crate) fn find(view: View<'_>, sentence: Range<usize>, passages: &Passages) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for at in sentence.clone() {
        if passages.covers(at) {
            continue;
        }
        if let Some(words) = ACCORDING_TO.iter().find(|words| (0..).zip(**words).all(|(n, word)| view.is(at + n, word)))
        {
            let end = at + words.len();
            // “in the words of Lee, the mayor, ‘…’”
            let marks = passages.first_in(end..(end + LONGEST_SOURCE).min(sentence.end)).filter(|_| words.len() > 2);
            let source = match marks {
                Some(marks) => Some(end..marks.start - usize::from(view.is(marks.start - 1, ","))),
                None => source_after(view, end, sentence.end, at == sentence.start),
            };
            if let Some(source) = source.filter(|source| !source.is_empty()) {
                cues.push(Cue { tokens: at..end, verb: at, source: Some(source), form: Form::AccordingTo });
            }
            continue;
        }
        if let Some(cue) = noun_cue(view, at, sentence.start) {
            cues.push(cue);
            continue;
        }
        // “so-called”, “long-planned”: no verb of the sentence.
        if !view.has(at, Classes::SPEECH_VERB | Classes::STANCE_VERB)
            || view.token(at).shape == Shape::Upper
            || view.in_compound(at)
        {
            continue;
        }
        if view.token(at).shape == Shape::Capital && at != sentence.start {
            continue;
        }
        if let Some(cue) = verb_cue(view, at, &sentence, passages, &cues) {
            cues.push(cue);
        }
    }
    cues
}

/// The noun phrase from `start` on with its apposition. At the start of a sentence what follows the comma is an apposition only when
/// another comma ends it: "According to Lee, the mayor, the wall held", not "According to Lee, the wall held".
fn source_after(view: View<'_>, start: usize, ceiling: usize, opens: bool) -> Option<Range<usize>> {
    let source = phrase::starting_at(view, start, ceiling)?;
    let end = phrase::apposition(view, source.end, ceiling);
    let clause_follows = end + 2 < ceiling && view.is(end, ",");
    Some(source.start..if opens && !clause_follows { source.end } else { end })
}

#[expect(
    clippy::too_many_lines,
    reason = "one construction after the other; each is a few lines that share the verb group"
)]
fn verb_cue(view: View<'_>, verb: usize, sentence: &Range<usize>, passages: &Passages, before: &[Cue]) -> Option<Cue> {
    let lemma = view.lexicon.lemma(view.token(verb).word);
    let word = view.word(verb);
    let speech = view.has(verb, Classes::SPEECH_VERB);
    let gerund = word.ends_with("ing");
    let base = word.eq_ignore_ascii_case(lemma);
    let past = !gerund && !base && !word.ends_with('s');
    // Text between the last passage and the verb: a subject never stands inside quotation marks.
    let floor = passages.last_before(verb).map_or(sentence.start, |end| end.max(sentence.start));

    // “…,” said Lee.
    let after_content = verb > sentence.start && (passages.ends_at(verb) || view.word(verb - 1) == ",");
    if speech
        && !gerund
        && !base
        && (after_content || verb == sentence.start && past)
        && let Some(source) = phrase::starting_at(view, verb + 1, sentence.end)
    {
        let next = source.end;
        let closed = next >= sentence.end
            || matches!(view.word(next), "," | "." | ":" | ";" | "—" | "–" | "--" | "!" | "(")
            || view.token(next).shape == Shape::Mark && view.word(next - 1) == ","
            || view.has(
                next,
                Classes::PREPOSITION
                    | Classes::CALENDAR
                    | Classes::TIME_ADVERB
                    | Classes::CONJUNCTION
                    | Classes::ADVERB,
            );
        let addressed = lemma == "tell" && !passages.ends_at(verb);
        let bare_subject =
            view.word(verb - usize::from(verb > 0)) == "," && subject_over_apposition(view, verb, floor).is_some();
        if closed && !addressed && !bare_subject {
            let end = phrase::apposition(view, source.end, sentence.end);
            return Some(Cue {
                tokens: verb..verb + 1,
                verb,
                source: Some(source.start..end),
                form: Form::VerbSubject,
            });
        }
    }

    // The verb group leftward: “has not yet said”, “went on to say”, “declined to comment”.
    let mut start = verb;
    let mut passive = false;
    let mut infinitive = false;
    while start > floor {
        let at = start - 1;
        let word = view.word(at);
        if view.has(at, Classes::AUXILIARY) && view.token(at).shape == Shape::Lower {
            passive |= past && start == verb && ["be", "is", "are", "was", "were", "been", "being"].contains(&word);
            start = at;
        } else if view.token(at).shape == Shape::Lower
            && (view.has(at, Classes::ADVERB | Classes::TIME_ADVERB | Classes::NEGATION)
                || word.len() > 4 && word.ends_with("ly"))
            && !view.has(at, Classes::PRONOUN | Classes::DETERMINER)
        {
            start = at;
        } else if word == "to" && base && start == verb {
            infinitive = true;
            start = at;
        } else {
            break;
        }
    }
    if infinitive {
        // What governs the infinitive must be a verb of going on, refusing or trying: “continued to insist”.
        let mut at = start;
        while at > floor
            && (view.is(at - 1, "on")
                || is_governor(view, at - 1)
                || view.has(at - 1, Classes::AUXILIARY | Classes::ADVERB))
        {
            at -= 1;
        }
        if at == start || !(at..start).any(|t| is_governor(view, t)) {
            return None;
        }
        start = at;
    }
    if passive && !(lemma == "quote" && view.is(verb + 1, "as")) {
        return None;
    }
    let left = start.checked_sub(1).filter(|&at| at >= floor);
    if let Some(at) = left {
        let noun = view.has(at, Classes::DETERMINER) && !view.has(at, Classes::PRONOUN)
            || view.token(at).shape == Shape::Possessive;
        if noun && start == verb && !is_subject_word(view, at) {
            return None;
        }
    }
    let has_auxiliary = start < verb;
    // What somebody isn't saying is not said.
    let denied = (start..verb).any(|at| ["n't", "n’t"].iter().any(|word| view.is(at, word)));
    if gerund
        && !(start..verb).any(|at| {
            !denied && ["is", "are", "was", "were", "been", "be", "'s", "’s", "'re", "’re"].contains(&view.word(at))
        })
    {
        return participle(view, verb, start, left, before, floor, passages);
    }
    let at = left?;
    // “plans for a visit”, “the allies and critics of the deal”: a noun, unless a name or pronoun is right before it.
    // “The report states that …” is none.
    let governs = view.syntax.tags[verb].is_verb() && view.is(verb + 1, "that");
    if !past
        && !gerund
        && !has_auxiliary
        && !governs
        && is_noun_like(lemma)
        && !view.token(at).shape.is_capital()
        && !is_subject_word(view, at)
        && !view.has(at, Classes::GROUP | Classes::ADVERB)
    {
        return None;
    }
    // “… , and added that …”
    if (view.is(at, "and") || view.is(at, "but") || view.is(at, "then")) && !base {
        let shared = before.iter().rev().find(|cue| cue.shares() && cue.source.is_some());
        if let Some(cue) = shared {
            return Some(Cue { tokens: start..verb + 1, verb, source: cue.source.clone(), form: Form::Shared });
        }
        let subject = subject::first(view, floor, at)?;
        return Some(Cue { tokens: start..verb + 1, verb, source: Some(subject), form: Form::Shared });
    }
    // Lee, the mayor of Holm, said
    if view.word(at) == "," {
        let source = subject_over_apposition(view, start, floor)?;
        return Some(Cue { tokens: start..verb + 1, verb, source: Some(source), form: Form::SubjectVerb });
    }
    // Lee (R-Ohio) said
    let mut subject_end = start;
    if matches!(view.word(at), ")" | "]") {
        let open = (floor..at).rev().find(|&t| matches!(view.word(t), "(" | "["))?;
        subject_end = open;
    }
    // Lee, who said
    if view.is(at, "who") {
        let mut end = at;
        if end > floor && view.word(end - 1) == "," {
            end -= 1;
        }
        let source = phrase::ending_at(view, end, floor)?;
        return Some(Cue { tokens: start..verb + 1, verb, source: Some(source), form: Form::SubjectVerb });
    }
    let source = phrase::ending_at(view, subject_end, floor)?;
    if base && !has_auxiliary && !is_plural_subject(view, &source) {
        return None;
    }
    if past
        && !has_auxiliary
        && source.len() == 1
        && view.token(source.start).shape == Shape::Lower
        && !view.has(source.start, Classes::PRONOUN | phrase::SPEAKING_NOUN)
        && verb + 1 < sentence.end
        && view.is(verb + 1, "by")
    {
        return None;
    }
    // “a visit by Lee planned for May”
    if past && !has_auxiliary && source.start > floor && view.is(source.start - 1, "by") {
        return None;
    }
    let as_clause = source.start > sentence.start && view.is(source.start - 1, "as");
    let form = if as_clause { Form::As } else { Form::SubjectVerb };
    let end = subject_end.max(source.end);
    let whole = if subject_end < start { source.start..start } else { source.start..end };
    Some(Cue { tokens: start..verb + 1, verb, source: Some(whole), form })
}

/// ", adding that …", "by saying", "while insisting": the subject is that of the clause before.
fn participle(
    view: View<'_>,
    verb: usize,
    start: usize,
    left: Option<usize>,
    before: &[Cue],
    floor: usize,
    passages: &Passages,
) -> Option<Cue> {
    let at = left?;
    let word = view.word(at);
    let joined = matches!(word, "," | "—" | "–" | "--")
        || ["by", "while", "and", "but", "before", "after", "then", "without"].iter().any(|w| view.is(at, w))
        || passages.ends_at(start);
    if !joined {
        return None;
    }
    let shared = before.iter().rev().find(|cue| cue.shares()).and_then(|cue| cue.source.clone());
    let source = shared.or_else(|| subject::first(view, floor, at));
    Some(Cue { tokens: start..verb + 1, verb, source: Some(source?), form: Form::Shared })
}

/// Nouns that say what somebody said when "that" stands behind them and whose it was before them.
const REPORTS: &[&str] = &[
    "accusation",
    "acknowledgment",
    "admission",
    "allegation",
    "allegations",
    "announcement",
    "argument",
    "assertion",
    "assertions",
    "claim",
    "claims",
    "complaint",
    "conclusion",
    "contention",
    "insistence",
    "pledge",
    "prediction",
    "promise",
    "remark",
    "remarks",
    "statement",
    "statements",
    "suggestion",
    "suggestions",
    "threat",
    "vow",
    "warning",
    "warnings",
];

/// "Lee's repeated claim that", "her insistence that".
fn noun_cue(view: View<'_>, at: usize, floor: usize) -> Option<Cue> {
    if !view.is(at + 1, "that") || !REPORTS.iter().any(|noun| view.is(at, noun)) {
        return None;
    }
    let adjective = |at: usize| view.syntax.tags.get(at).is_some_and(|tag| matches!(tag.name(), "JJ" | "VBN" | "VBG"));
    let mut owner = at.checked_sub(1).filter(|&owner| owner >= floor)?;
    if adjective(owner) && owner > floor {
        owner -= 1;
    }
    let source = if view.token(owner).shape == Shape::Possessive {
        phrase::ending_at(view, owner, floor)?.start..owner + 1
    } else if ["his", "her", "their"].iter().any(|word| view.is(owner, word)) {
        owner..owner + 1
    } else {
        return None;
    };
    Some(Cue { tokens: at..at + 1, verb: at, source: Some(source), form: Form::Noun })
}

/// In "Lee, the mayor of Holm, said": the phrase before the commas, with what stands between them.
fn subject_over_apposition(view: View<'_>, start: usize, floor: usize) -> Option<Range<usize>> {
    let close = start.checked_sub(1).filter(|&at| at >= floor && view.word(at) == ",")?;
    let mut segment_end = close;
    for _ in 0..3 {
        let open = (floor..segment_end).rev().find(|&at| view.word(at) == ",")?;
        if open + 1 >= segment_end || open == floor {
            return None;
        }
        // “Lee (R-Ohio), a member,”: the name stands before the bracket.
        let end = if view.word(open - 1) == ")" { (floor..open).rev().find(|&at| view.word(at) == "(")? } else { open };
        // “Lee, at a later stop, said”: what stands between tells where, and is no part of the source.
        let adjunct = view.has(open + 1, Classes::PREPOSITION) || view.word(open + 1).ends_with("ing");
        if (adjunct || phrase::apposition(view, open, close + 1) > open)
            && let Some(source) = phrase::ending_at(view, end, floor)
            && !view.has(source.end - 1, Classes::CALENDAR)
        {
            let named = source.clone().any(|at| view.token(at).shape.is_capital())
                || view.has(source.end - 1, phrase::SPEAKING_NOUN)
                || view.has(source.start, Classes::PRONOUN);
            if named {
                return Some(if adjunct { source } else { source.start..close });
            }
        }
        segment_end = open;
    }
    None
}

fn is_subject_word(view: View<'_>, at: usize) -> bool {
    ["he", "she", "they", "i", "we", "you", "who", "it", "others", "many", "some", "both", "all", "most", "few"]
        .iter()
        .any(|w| view.is(at, w))
}

fn is_plural_subject(view: View<'_>, source: &Range<usize>) -> bool {
    let last = source.end - 1;
    ["they", "i", "we", "you", "who", "others", "many", "some", "both", "most", "few", "people"]
        .iter()
        .any(|w| view.is(last, w))
        || view.has(last, Classes::GROUP)
        || view.word(last).ends_with('s') && view.token(last).shape == Shape::Lower
        || source.clone().any(|at| view.is(at, "and"))
        || view.word(last).ends_with('s') && view.has(last, Classes::PEOPLE_OF)
}

/// Verbs whose present forms are more often nouns.
fn is_noun_like(lemma: &str) -> bool {
    const NOUNS: &[&str] = &[
        "plan",
        "claim",
        "call",
        "report",
        "vote",
        "support",
        "fear",
        "hope",
        "doubt",
        "back",
        "rule",
        "order",
        "attack",
        "question",
        "challenge",
        "view",
        "note",
        "comment",
        "request",
        "demand",
        "offer",
        "charge",
        "point",
        "estimate",
        "project",
        "promise",
        "pledge",
        "answer",
        "state",
        "post",
        "tweet",
        "quote",
        "concern",
        "worry",
        "joke",
        "talk",
        "label",
        "regret",
        "boast",
        "counter",
        "read",
        "see",
        "hail",
        "praise",
        "protest",
        "signal",
        "riff",
        "echo",
        "concern",
        "favor",
        "rail",
        "quip",
        "show",
        "find",
        "address",
        "name",
        "mean",
        "remark",
        "lament",
        "shout",
        "rail",
    ];
    NOUNS.contains(&lemma)
}

/// Verbs that carry another verb: going on, refusing, trying.
fn is_governor(view: View<'_>, at: usize) -> bool {
    const GOVERNORS: &[&str] = &[
        "went",
        "goes",
        "going",
        "go",
        "continued",
        "continues",
        "continuing",
        "declined",
        "declines",
        "declining",
        "refused",
        "refuses",
        "refusing",
        "began",
        "begins",
        "started",
        "starts",
        "seemed",
        "seems",
        "appeared",
        "appears",
        "wanted",
        "wants",
        "want",
        "tried",
        "tries",
        "trying",
        "failed",
        "fails",
        "used",
        "proceeded",
        "hastened",
        "likes",
        "liked",
        "chose",
        "chooses",
        "sought",
        "seeks",
        "managed",
        "came",
        "had",
        "has",
    ];
    GOVERNORS.iter().any(|word| view.is(at, word))
}
