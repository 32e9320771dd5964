//! One list of quotes out of two: what the models found for each cue, and what the sieves found.

use super::content::Content;
use super::cue::Cue;
use super::edge::{before_next_clause, content_of, reach_over_marks, without_occasion};
use super::learned::Answer;
use super::passages::Passages;
use super::{
    Found, RECENT, around, confidence, content, cue, describe, near, not_speech, sieve, source, stance, trimmed,
};
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

pub(super) fn touch(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The verb of a cue: its last reporting verb, else its last verb, else its last word.
fn verb(view: View<'_>, cue: &Range<usize>) -> usize {
    let last = |wanted: &dyn Fn(usize) -> bool| cue.clone().rev().find(|&at| wanted(at));
    last(&|at| view.has(at, Classes::SPEECH_VERB | Classes::STANCE_VERB))
        .or_else(|| last(&|at| view.syntax.tags.get(at).is_some_and(|tag| tag.is_verb())))
        .unwrap_or(cue.end - 1)
}

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
    use super::give_back;
    use crate::article::Article;
    use crate::entity::Discourse;
    use crate::lang::tag::Tagger;
    use crate::lang::{Syntax, parse};
    use crate::lexicon::Lexicon;
    use crate::quote::edge::{at_marks, without_tail};
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
