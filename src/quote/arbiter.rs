//! One list of quotes out of two: what the models found for each cue, and what the sieves found.

use super::content::Content;
use super::cue::Cue;
use super::learned::Answer;
use super::passages::Passages;
use super::{
    Found, RECENT, around, confidence, content, cue, describe, near, not_speech, sieve, source, stance, trimmed,
};
use crate::lang::Shape;
use crate::lang::head::Trees;
use crate::lexicon::Classes;
use crate::view::View;
use std::ops::Range;

/// A cue that the sieves found, and what they take for its content.
#[derive(Clone, Debug)]
pub(crate) struct Sieved {
    pub(crate) cue: Cue,
    pub(crate) content: Option<Content>,
}

/// The cues of an article as the sieves see them, by sentence.
pub(crate) fn sieved(view: View<'_>, passages: &Passages) -> Vec<Sieved> {
    let mut sieved = Vec::new();
    for sentence in &view.syntax.sentences {
        let cues = cue::find(view, sentence.tokens.clone(), passages);
        for number in 0..cues.len() {
            let content = content::find(view, &cues, number, &sentence.tokens, passages);
            sieved.push(Sieved { cue: cues[number].clone(), content });
        }
    }
    sieved
}

/// Adds the quotes whose cue stands in the tokens of one paragraph. `answers` and `sieved` are those of the paragraph, by cue.
pub(crate) fn join(
    view: View<'_>,
    trees: &Trees<'_>,
    paragraph: &Range<usize>,
    answers: &[Answer],
    sieved: &[Sieved],
    passages: &Passages,
    found: &mut Vec<Found>,
) {
    let first = found.len();
    // Too rare for the models to have learned: “in the words of Lee, ‘…’”.
    let is_certain = |sieved: &&Sieved| view.is(sieved.cue.tokens.start, "in") && sieved.content.is_some();
    let certain: Vec<&Range<usize>> = sieved.iter().filter(is_certain).map(|sieved| &sieved.cue.tokens).collect();
    let is_open =
        |answer: &&Answer| !around(&certain, &answer.cue, |cue| cue.start).iter().any(|cue| touch(cue, &answer.cue));
    let answers: Vec<Answer> = answers.iter().filter(is_open).cloned().collect();
    let answers = answers.as_slice();
    found
        .extend(answers.iter().filter_map(|answer| learned(view, trees, paragraph, answer, answers, sieved, passages)));
    for quote in &mut found[first..] {
        without_verdict(view, quote);
    }
    give_back(view, &mut found[first..], passages);
    give_on(view, &mut found[first..], passages);
    let n_learned = found.len() - first;
    resume(&mut found[first..], answers, sieved, passages);
    for Sieved { cue, content } in sieved {
        let Some(content) = content else { continue };
        let parts: Vec<Range<usize>> =
            content.parts.iter().filter_map(|part| trimmed(view, part.clone(), passages)).collect();
        if parts.is_empty() || !confidence::is_worth(view, cue, &parts, content.because, passages) {
            continue;
        }
        if around(answers, &cue.tokens, by_cue).iter().any(|answer| touch(&answer.cue, &cue.tokens)) {
            continue;
        }
        let learned = around(&found[first..first + n_learned], &cue.tokens, found_by_cue);
        // The models were not shown attributions inside attributions: there, and for words in marks, the sieves still answer.
        let nested = learned.iter().flat_map(|quote| &quote.content).any(|outer| {
            outer.start <= cue.tokens.start
                && cue.tokens.end <= outer.end
                && parts.iter().all(|part| outer.start <= part.start && part.end <= outer.end)
        });
        // A few constructions are plain enough to hold where the models see no cue.
        let plain = (matches!(content.because, "according-to" | "source-cue-that")
            || ends_sentence(view, cue, content))
            && !learned
                .iter()
                .flat_map(|quote| &quote.content)
                .any(|other| parts.iter().any(|part| touch(part, other)));
        let marked = parts.iter().all(|part| passages.is_one(part))
            && !learned
                .iter()
                .flat_map(|quote| &quote.content)
                .any(|other| parts.iter().any(|part| touch(part, other)));
        if nested || marked || plain {
            found.push(Found {
                content: parts,
                cue: Some(cue.tokens.clone()),
                verb: Some(cue.verb),
                source: cue.source.clone(),
                addressee: content.addressee.clone(),
                because: content.because,
                set_off: false,
                same_as: None,
                confidence: None,
            });
        }
    }
    settle(found, first, passages);
}

/// “It rained, the head of the board has warned.” — a whole sentence but for its last clause is what that clause reports.
fn ends_sentence(view: View<'_>, cue: &Cue, content: &Content) -> bool {
    let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(cue.verb).span.start())].tokens;
    let Some(source) = &cue.source else { return false };
    let leads = source.start > sentence.start && view.word(source.start - 1) == ",";
    let has_verb = |part: &Range<usize>| {
        part.clone().any(|at| matches!(view.syntax.tags[at].name(), "VBD" | "VBZ" | "VBP" | "MD"))
    };
    content.because == "content-source-cue"
        && view.has(cue.verb, Classes::SPEECH_VERB)
        && leads
        && cue.tokens.end + 1 == sentence.end
        && content.parts.len() == 1
        && content.parts[0].start == sentence.start
        && has_verb(&content.parts[0])
}

/// The quote that a model's answer makes; none where it is a title, nobody's, or a turn's.
fn learned(
    view: View<'_>,
    trees: &Trees<'_>,
    paragraph: &Range<usize>,
    answer: &Answer,
    answers: &[Answer],
    sieved: &[Sieved],
    passages: &Passages,
) -> Option<Found> {
    let near = around(sieved, &answer.cue, |sieved| sieved.cue.tokens.start)
        .iter()
        .find(|sieved| touch(&sieved.cue.tokens, &answer.cue));
    let mut parts = content_of(view, answer, paragraph, passages);
    if let Some(content) = near.and_then(|near| near.content.as_ref()) {
        reach_over_marks(view, &mut parts, &content.parts, passages);
    }
    before_next_clause(view, &mut parts, answers);
    let verb = verb(view, &answer.cue);
    let source = source::of(view, trees, answer, passages);
    // “Holm released a letter | in the evening”
    parts.retain(|part| passages.is_one(part) || !describe::is_only_time(view, part));
    // “‘Bobby’ Holm said …”: no word is both said and who says it.
    if let Some(source) = source.as_ref().filter(|_| parts.len() > 1) {
        parts.retain(|part| {
            let inside = source.start <= part.start && part.end <= source.end;
            !inside && !tells_of_speaker(view, part, source)
        });
    }
    let work = parts.first().and_then(|part| passages.starting_at(part.start));
    if parts.is_empty() || work.is_some_and(|work| not_speech::is_work(view, &work, verb)) {
        return None;
    }
    // The turns of a transcript are said by whom their labels name, not by the line that announces them.
    let first = parts[0].start;
    if first >= paragraph.end
        && sieve::set_off(view, view.syntax.paragraph_at(view.token(first).span.start())).is_some()
    {
        return None;
    }
    // “There is express language”: nobody.
    if answer.source.as_ref().is_some_and(|source| source.len() == 1 && view.syntax.tags[source.start].name() == "EX") {
        return None;
    }
    // “It”, “that”, “what”: what is meant stands elsewhere, and nobody can cite the word.
    if parts.iter().flat_map(Clone::clone).all(|at| is_pronoun(view, at)) {
        return None;
    }
    Some(Found {
        cue: Some(without_occasion(view, answer, &parts)),
        content: parts,
        verb: Some(verb),
        source,
        addressee: near.and_then(|near| near.content.as_ref()?.addressee.clone()),
        because: "learned",
        set_off: false,
        same_as: None,
        confidence: Some(answer.confidence),
    })
}

/// “The claim that Holm said the dam was safe | is false”
fn without_verdict(view: View<'_>, quote: &mut Found) {
    if let Some(end) = stance::verdict(view, quote) {
        for part in quote.content.iter_mut().filter(|part| part.start < end) {
            part.end = part.end.min(end);
        }
    }
}

/// A passage that ends in a comma is what a cue behind it in its sentence reports, though a quote before it seems to go on with it:
/// “A,” said Lee. “B,” said Holm.
fn give_back(view: View<'_>, learned: &mut [Found], passages: &Passages) {
    let sentence = |at: usize| view.syntax.sentence_at(view.token(at).span.start());
    for later in 1..learned.len() {
        let (before, rest) = learned.split_at_mut(later);
        let Some(cue) = &rest[0].cue else { continue };
        let is_own = |part: &&Range<usize>| {
            let closes = part.len() > 2 && passages.is_one(part) && view.word(part.end - 2) == ",";
            closes && part.end <= cue.start && sentence(part.end - 1) == sentence(cue.start)
        };
        for own in rest[0].content.iter().filter(is_own) {
            for quote in before.iter_mut().rev().take(RECENT) {
                if quote.cue.as_ref().is_none_or(|cue| cue.end > own.start) {
                    continue;
                }
                if quote.content.len() > 1 {
                    quote.content.retain(|part| part != own);
                }
                // Holm sent the list. | “B,” she wrote.
                for part in quote.content.iter_mut().filter(|part| part.start < own.start && part.end == own.end) {
                    part.end = own.start;
                }
            }
        }
    }
}

/// A passage that a cue leads to is what that cue reports, though a quote before it seems to go on with it: Lee said it rained, and Holm
/// replied, “B.”
fn give_on(view: View<'_>, learned: &mut [Found], passages: &Passages) {
    /// Tokens between: “adding later on Monday, ‘…’”
    const FAR: usize = 4;
    for later in 1..learned.len() {
        let (before, rest) = learned.split_at_mut(later);
        let Some(cue) = &rest[0].cue else { continue };
        let Some(own) = passages.first_in(cue.end..cue.end + FAR + 1).filter(|own| rest[0].content.contains(own))
        else {
            continue;
        };
        if (cue.end..own.start).any(|at| view.syntax.tags[at].is_verb() || view.word(at).starts_with(['.', '!', '?'])) {
            continue;
        }
        for quote in before.iter_mut().rev().take(RECENT) {
            let holds_cue = quote.content.iter().any(|part| part.contains(&cue.start));
            if quote.content.len() > 1 && !holds_cue && quote.cue.as_ref().is_some_and(|other| other.end <= cue.start) {
                quote.content.retain(|part| *part != own);
            }
        }
    }
}

/// Gives the learned quotes the passages that a sieve sees go on behind the same cue and nobody claims: “A,” said Lee, “B.”
fn resume(learned: &mut [Found], answers: &[Answer], sieved: &[Sieved], passages: &Passages) {
    for Sieved { cue, content } in sieved {
        let Some(content) = content else { continue };
        let close = near(learned, &cue.tokens, found_by_cue);
        let learned = &mut learned[close];
        let Some(at) = learned.iter().position(|quote| quote.cue.as_ref().is_some_and(|own| touch(own, &cue.tokens)))
        else {
            continue;
        };
        // Only what was said in marks goes on in marks.
        if !learned[at].content.iter().any(|part| passages.is_one(part)) {
            continue;
        }
        for part in content.parts.iter().filter(|part| passages.is_one(part)) {
            let claimed = around(answers, part, by_cue).iter().any(|answer| touch(&answer.cue, part))
                || learned.iter().flat_map(|quote| &quote.content).any(|other| touch(other, part));
            if !claimed {
                learned[at].content.push(part.clone());
                learned[at].content.sort_by_key(|part| part.start);
            }
        }
    }
}

/// “…,” said Holm, whose company | “lost everything”: what is told of the speaker is not said. Behind a comma speech may go on.
fn tells_of_speaker(view: View<'_>, part: &Range<usize>, source: &Range<usize>) -> bool {
    let relative = |at: usize| ["who", "whose"].iter().any(|word| view.is(at, word));
    let sentence = |at: usize| view.syntax.sentence_at(view.token(at).span.start());
    let opens = (source.end..source.end + 2).find(|&at| at <= part.start && relative(at));
    opens.is_some_and(|at| {
        sentence(at) == sentence(part.start) && (at == part.start || view.word(part.start - 1) != ",")
    })
}

fn is_pronoun(view: View<'_>, at: usize) -> bool {
    matches!(view.syntax.tags[at].name(), "PRP" | "DT" | "WDT" | "WP") || view.is(at, "what")
}

fn by_cue(answer: &Answer) -> usize {
    answer.cue.start
}

fn found_by_cue(quote: &Found) -> usize {
    quote.cue.as_ref().map_or(quote.content[0].start, |cue| cue.start)
}

fn touch(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The verb of a cue: its last reporting verb, else its last verb, else its last word.
fn verb(view: View<'_>, cue: &Range<usize>) -> usize {
    let last = |wanted: &dyn Fn(usize) -> bool| cue.clone().rev().find(|&at| wanted(at));
    last(&|at| view.has(at, Classes::SPEECH_VERB | Classes::STANCE_VERB))
        .or_else(|| last(&|at| view.syntax.tags.get(at).is_some_and(|tag| tag.is_verb())))
        .unwrap_or(cue.end - 1)
}

/// The content of an answer: its edges moved to the marks they stand next to, without what lies in other paragraphs.
fn content_of(view: View<'_>, answer: &Answer, paragraph: &Range<usize>, passages: &Passages) -> Vec<Range<usize>> {
    let first = view.behind_dateline(paragraph.start).unwrap_or(paragraph.start);
    let own: Vec<Range<usize>> = answer
        .content
        .iter()
        .map(|part| part.start.max(first)..part.end.min(paragraph.end))
        .filter(|part| part.start < part.end)
        .collect();
    // “He continued:” — what he said is the next paragraph.
    let parts = if own.is_empty() { answer.content.clone() } else { own };
    let whole = parts.into_iter().map(|part| at_marks(part, &answer.cue, passages));
    let mut parts: Vec<Range<usize>> = whole
        .filter(|part| !is_asked(view, part, answer))
        .map(|part| without_remnant(view, without_object(view, part, &answer.cue, passages), &answer.cue, passages))
        .flat_map(|part| without_tail(view, part, passages))
        .map(|part| whole_amount(view, part))
        .filter_map(|part| trimmed(view, part, passages))
        .collect();
    parts.sort_by_key(|part| (part.start, part.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(before) if part.start < before.end => before.end = before.end.max(part.end),
            _ => joined.push(part),
        }
    }
    joined
}

/// A quoted passage is never cut: it belongs to the content when half of it does, or when the content is all but its beginning or its end,
/// which may be too far from the cue to be seen from there; else it does not.
fn at_marks(mut part: Range<usize>, cue: &Range<usize>, passages: &Passages) -> Range<usize> {
    if let Some(passage) = passages.around(part.start).filter(|passage| passage.start < part.start) {
        let inside = passage.end.min(part.end) - part.start;
        let is_end = part.end <= passage.end && passage.end - part.end <= SLACK && !touch(&passage, cue);
        if inside * 2 >= passage.len() || is_end {
            part.start = passage.start;
        } else if passage.end < part.end {
            part.start = passage.end;
        }
    }
    if let Some(passage) = passages.around(part.end - 1).filter(|passage| passage.end > part.end) {
        let inside = part.end - passage.start.max(part.start);
        let is_beginning = part.start <= passage.start && passage.start - part.start <= SLACK && !touch(&passage, cue);
        if inside * 2 >= passage.len() || is_beginning {
            part.end = passage.end;
        } else if passage.start > part.start {
            part.end = passage.start;
        }
    }
    // The cue is no part of what it reports.
    if part.start < cue.start && cue.start < part.end && cue.end >= part.end {
        part.end = cue.start;
    }
    if cue.start <= part.start && part.start < cue.end && cue.end < part.end {
        part.start = cue.end;
    }
    part
}

/// A part that ends within an amount goes on to where its clause ends: “the city spent $5.5 | million on roads”.
fn whole_amount(view: View<'_>, mut part: Range<usize>) -> Range<usize> {
    let last = part.end - 1;
    let end = view.syntax.sentences[view.syntax.sentence_at(view.token(last).span.start())].tokens.end;
    let tag = |at: usize| view.syntax.tags[at].name();
    let is_cut = matches!(tag(last), "$" | "CD") && part.end < end && matches!(tag(part.end), "CD" | "NN" | "NNS");
    while is_cut && part.end < end && !matches!(view.token(part.end).shape, Shape::Punct | Shape::Mark) {
        part.end += 1;
    }
    part
}

/// Tokens by which an edge of content may miss the marks.
const SLACK: usize = 2;

/// A cue without the preposition that begins where or when it was said: “A,” Holm wrote | on her page.
fn without_occasion(view: View<'_>, answer: &Answer, parts: &[Range<usize>]) -> Range<usize> {
    let Answer { cue, source, .. } = answer;
    let last = cue.end - 1;
    let opens = cue.len() > 1
        && ["on", "in", "at"].iter().any(|word| view.is(last, word))
        && view.syntax.tokens.get(cue.end).is_some_and(|token| token.shape.is_word())
        && parts.iter().all(|part| part.end <= cue.start)
        && source.as_ref().is_none_or(|source| source.start != cue.end);
    if opens { cue.start..last } else { cue.clone() }
}

/// “as the Herald put | it in a note, | ‘the fixer’”
fn without_object(view: View<'_>, part: Range<usize>, cue: &Range<usize>, passages: &Passages) -> Range<usize> {
    let put = part.start == cue.end && ["put", "puts"].iter().any(|word| view.is(cue.end - 1, word));
    let passage = passages.first_in(part.clone()).filter(|_| put && view.is(part.start, "it"));
    passage.map_or(part.clone(), |passage| passage.start..part.end)
}

/// “Asked about the device, | Holm said, ‘Not now’”: what led to the words is no part of them.
fn is_asked(view: View<'_>, part: &Range<usize>, answer: &Answer) -> bool {
    let first = part.start + usize::from(view.is(part.start, "when"));
    let asked = ["asked", "pressed", "questioned"].iter().any(|word| view.is(first, word));
    let behind = answer.content.iter().any(|other| other.start >= answer.cue.end);
    asked && behind && answer.source.as_ref().is_some_and(|source| part.end <= source.start)
}

/// Without the end of the sentence before that a passage follows: “A,” she wrote on | X. | “B.” And: Holm sent | the list. | “B,” he wrote.
fn without_remnant(view: View<'_>, part: Range<usize>, cue: &Range<usize>, passages: &Passages) -> Range<usize> {
    let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(part.start).span.start())].tokens;
    let opens = part.start == sentence.start;
    let stops = |passage: &Range<usize>| {
        let is_short = (1..=SLACK + 1).contains(&(passage.start - part.start));
        (is_short || !opens && part.start < passage.start && passage.end <= cue.start)
            && view.word(passage.start - 1).ends_with(['.', '!', '?'])
            && !passages.covers(part.start)
    };
    passages.first_in(part.clone()).filter(stops).map_or(part.clone(), |passage| passage.start..part.end)
}

/// A clause does not end where marks open without a comma: “… discussed its stance on the ‘question,’ a topic that …” goes on to where the
/// sieve ends it.
fn reach_over_marks(view: View<'_>, parts: &mut [Range<usize>], sieved: &[Range<usize>], passages: &Passages) {
    let Some(part) = parts.last_mut().filter(|part| passages.starts_at(part.end)) else { return };
    let open = view.token(part.end - 1).shape.is_word();
    let whole = sieved.iter().find(|whole| whole.start.abs_diff(part.start) < 2 && whole.end > part.end);
    if let Some(whole) = whole.filter(|_| open) {
        part.end = whole.end;
    }
}

/// A part ends before a dash or semicolon behind which another report begins: “the key is strength — and he made clear …”
fn before_next_clause(view: View<'_>, parts: &mut [Range<usize>], answers: &[Answer]) {
    for part in parts {
        let from = answers.partition_point(|answer| answer.cue.start <= part.start);
        let to = answers.partition_point(|answer| answer.cue.start < part.end);
        for answer in &answers[from..to.max(from)] {
            let Some(source) = answer.source.as_ref().filter(|source| source.start < answer.cue.start) else {
                continue;
            };
            let within = part.start < source.start && answer.cue.end <= part.end;
            if !within {
                continue;
            }
            let conjoined = ["and", "but"].iter().any(|word| view.is(source.start - 1, word));
            let joiner = source.start - usize::from(conjoined);
            if joiner > part.start + 1 && matches!(view.word(joiner - 1), "—" | "–" | "--" | ";") {
                part.end = joiner - 1;
            }
        }
    }
}

/// A part without the words that follow a passage which itself ends a clause: `“We won,” he said, leaving` is not said by him to the end.
fn without_tail(view: View<'_>, part: Range<usize>, passages: &Passages) -> Vec<Range<usize>> {
    let mut kept = Vec::new();
    let mut start = part.start;
    let mut at = part.start;
    while at < part.end {
        let Some(passage) = passages.starting_at(at) else {
            at += 1;
            continue;
        };
        at = passage.end;
        // “No!” and “Not now,” are said though they are short, where nothing leads to them.
        let is_said = passage.start == part.start
            && match passage.len() {
                0..4 => false,
                4 => matches!(view.word(passage.end - 2), "!" | "?"),
                _ => matches!(view.word(passage.end - 2), "!" | "?" | ","),
            };
        let ends = passages.ends_in_comma(view, at)
            && (is_said || passage.len() > SHORT_PASSAGE || is_commented(view, &passage, part.end));
        if at < part.end && ends && !passages.starts_at(at) {
            kept.push(start..at);
            match passages.first_in(at..part.end) {
                Some(next) => {
                    start = next.start;
                    at = next.start;
                }
                None => return kept,
            }
        }
    }
    kept.push(start..part.end);
    kept
}

/// Whether a passage ends in a comma and a participle or a new noun goes on, which is seldom said: … of the “old dam,” a wall that broke
/// in May; of contents in `PolNeAR` train around such a place 51 end there and 10 go on. Not: a “liar,” a “thief.”
fn is_commented(view: View<'_>, passage: &Range<usize>, end: usize) -> bool {
    let (next, tags) = (passage.end, &view.syntax.tags);
    let is_article = |at: usize| ["a", "an"].iter().any(|word| view.is(at, word));
    let is_list = passage.start > 0 && is_article(passage.start - 1);
    next < end && view.word(next - 2) == "," && (tags[next].name() == "VBG" || is_article(next) && !is_list)
}

/// A passage of at most this many tokens, marks included, may be a term inside a clause that goes on.
const SHORT_PASSAGE: usize = 8;

/// Where two cues claim the same words, the first keeps them.
fn settle(found: &mut Vec<Found>, first: usize, passages: &Passages) {
    let mut kept = first;
    for at in first..found.len() {
        found.swap(kept, at);
        let recent = kept.saturating_sub(RECENT).max(first);
        let taken: Vec<Range<usize>> = found[recent..kept].iter().flat_map(|quote| quote.content.clone()).collect();
        let quote = &mut found[kept];
        // A passage belongs to one quote: the earlier cue has it.
        quote.content.retain(|part| {
            !taken.iter().any(|other| {
                other == part || passages.is_one(part) && other.start <= part.start && part.end <= other.end
            })
        });
        kept += usize::from(!quote.content.is_empty());
    }
    found.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::{at_marks, give_back, without_tail};
    use crate::article::Article;
    use crate::entity::Discourse;
    use crate::lang::tag::Tagger;
    use crate::lang::{Syntax, parse};
    use crate::lexicon::Lexicon;
    use crate::quote::passages::Passages;
    use crate::quote::{Found, pair};
    use crate::view::View;
    use std::ops::Range;

    fn read(text: &str) -> (Article, Syntax, Passages) {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let syntax = parse(&article, Lexicon::builtin()).tagged(text, &Tagger::untrained());
        let passages = Passages::new(pair::pair(text, &syntax, &mut Vec::new()), syntax.tokens.len());
        (article, syntax, passages)
    }

    fn view<'a>(article: &'a Article, syntax: &'a Syntax, discourse: &'a Discourse) -> View<'a> {
        View { article, syntax, discourse, lexicon: Lexicon::builtin() }
    }

    /// The tokens of the first `words` in a text.
    fn place(syntax: &Syntax, text: &str, words: &str) -> Range<usize> {
        let start = text.find(words).expect("the words stand there");
        syntax.token_at(start)..syntax.token_at(start + words.len())
    }

    #[test]
    fn a_passage_is_said_to_its_end_but_not_around_its_cue() {
        let text = "Holm said: “It rained. It snowed. It froze. Lee says it thawed. It rained again. It snowed again.”";
        let (_, syntax, passages) = read(text);
        let at = |words: &str| place(&syntax, text, words);
        let whole = passages.around(at("“It rained").start).expect("it is a passage");
        let (holm, lee) = (at("said"), at("says"));
        assert_eq!(at_marks(at("“It rained. It snowed."), &holm, &passages), whole);
        assert_eq!(at_marks(at("It snowed again.”"), &holm, &passages), whole);
        assert_ne!(at_marks(at("It rained again"), &lee, &passages).start, whole.start);
    }

    #[test]
    fn a_short_call_ends_with_its_mark() {
        let parts = |text: &str, words: &str| -> Vec<String> {
            let (article, syntax, passages) = read(text);
            let discourse = Discourse::default();
            let view = view(&article, &syntax, &discourse);
            let parts = without_tail(view, place(&syntax, text, words), &passages);
            parts.into_iter().map(|part| view.span_of(part).of(text).to_owned()).collect()
        };
        let text = "He cried “Not again!” at the mayor on Monday.";
        assert_eq!(parts(text, "“Not again!” at the mayor"), ["“Not again!”"]);
        let text = "He said the “old dam,” as he calls it, would hold.";
        assert_eq!(parts(text, "the “old dam,” as he calls it"), ["the “old dam,” as he calls it"]);
        let text = "He spoke of the “old dam,” a wall that broke in May.";
        assert_eq!(parts(text, "of the “old dam,” a wall that broke"), ["of the “old dam,”"]);
        let text = "He called him a “liar,” a “thief” and worse.";
        assert_eq!(parts(text, "him a “liar,” a “thief” and worse"), ["him a “liar,” a “thief” and worse"]);
    }

    #[test]
    fn a_passage_goes_to_the_cue_behind_it() {
        let text = "“It rained,” Lee said. “It snowed,” Holm said.";
        let (article, syntax, passages) = read(text);
        let discourse = Discourse::default();
        let at = |words: &str| place(&syntax, text, words);
        let quote = |content: &[&str], cue: Range<usize>| Found {
            content: content.iter().map(|words| at(words)).collect(),
            cue: Some(cue),
            verb: None,
            source: None,
            addressee: None,
            because: "learned",
            set_off: false,
            same_as: None,
            confidence: None,
        };
        let holm = at("Holm said").end - 1;
        let mut found =
            [quote(&["“It rained,”", "“It snowed,”"], at("said")), quote(&["“It snowed,”"], holm..holm + 1)];
        give_back(view(&article, &syntax, &discourse), &mut found, &passages);
        assert_eq!(found[0].content, [at("“It rained,”")]);
        assert_eq!(found[1].content, [at("“It snowed,”")]);
    }
}
