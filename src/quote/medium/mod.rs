//! Where something was said: a platform, an outlet, or the sort of occasion, from the layout and from the words in and around the sentence.

mod clue;
mod names;

pub(crate) use names::is_occasion;

use super::passages::Passages;
use super::speaker::Answer;
use super::{Found, Medium, MediumKind, describe};
use crate::article::{BlockKind, Form};
use crate::entity::{Entity, EntityKind, Mention};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::text::Id;
use crate::view::View;
use clue::{Clue, How};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How far from the cue a medium is looked for, in tokens.
const NEAR: usize = 60;

/// How far back the poll that asked is looked for, in tokens.
const POLL_TOKENS: usize = 150;

/// How many quotes before and behind may stand in the same sentence.
const NEIGHBORS: usize = 4;

/// How many sentences before a quote tell its occasion.
const SENTENCES_BEFORE: usize = 3;

/// How many paragraphs a medium lasts: quotes of the same speaker further on are as often from elsewhere.
const PARAGRAPHS: usize = 2;

/// How far a transcript's headline reaches, in tokens.
const LEAD_TOKENS: usize = 40;

/// Verbs of those who write.
const WRITES: [&str; 4] = ["post", "share", "tweet", "write"];

/// The media of one article's quotes, read in order: a quote that goes on keeps its medium.
pub(crate) struct Occasions<'a> {
    view: View<'a>,
    passages: &'a Passages,
    found: &'a [Found],
    speakers: &'a [Answer],
    /// By first token.
    clues: Vec<Clue>,
    /// The programme that the lead of a transcript names.
    programme: Option<Medium>,
    /// Of each speaker: the last medium, and the last paragraph in which it may go on.
    last: FxHashMap<Id<Entity>, (Medium, usize)>,
}

impl<'a> Occasions<'a> {
    pub(crate) fn new(
        view: View<'a>,
        passages: &'a Passages,
        found: &'a [Found],
        speakers: &'a [Answer],
    ) -> Occasions<'a> {
        let clues = if found.is_empty() { Vec::new() } else { clue::clues(view, passages) };
        let programme = programme(view, found, &clues);
        Occasions { view, passages, found, speakers, clues, programme, last: FxHashMap::default() }
    }

    /// The medium of quote `at`; quotes are asked for in order.
    pub(crate) fn of(&mut self, at: usize) -> Option<Medium> {
        let (view, quote) = (self.view, &self.found[at]);
        let paragraph = view.syntax.paragraph_at(view.token(quote.content[0].start).span.start());
        let speaker = self.speakers[at].entity;
        let lasting = |medium: Medium| (medium, PARAGRAPHS);
        let own = layout(view, paragraph)
            .map(lasting)
            .or_else(|| self.in_sentence(at))
            .or_else(|| self.told_by(quote).map(lasting))
            .or_else(|| self.programme.clone().filter(|_| quote.because == "turn").map(lasting));
        if let Some((medium, lasts)) = own {
            if let Some(speaker) = speaker {
                self.last.insert(speaker, (medium.clone(), paragraph + lasts));
            }
            return Some(medium);
        }
        if !self.is_occasional(quote) {
            return None;
        }
        let going_on = speaker.and_then(|speaker| self.last.get(&speaker));
        let going_on = going_on.filter(|(_, until)| paragraph <= *until);
        let before = self.before(quote, speaker);
        // A new occasion ends the old one.
        let newer = |clue: &Clue| {
            going_on.is_none_or(|(medium, _)| view.token(clue.tokens.start).span.start() > medium.span.start())
        };
        let medium = match before.filter(|clue| newer(clue)) {
            Some(clue) => Some(clue.medium.clone()),
            None => going_on.map(|(medium, _)| medium.clone()),
        };
        let medium = medium.or_else(|| self.behind(quote)).or_else(|| self.written(quote, speaker));
        if let (Some(speaker), Some(medium)) = (speaker, &medium) {
            let until = paragraph + PARAGRAPHS;
            let last = self.last.entry(speaker).or_insert_with(|| (medium.clone(), until));
            // Who posted and now “wrote” is still at it.
            if last.0 == *medium
                && quote.verb.is_some_and(|verb| WRITES.contains(&view.lexicon.lemma(view.token(verb).word)))
            {
                last.1 = last.1.max(until);
            }
        }
        medium
    }

    /// Whether a quote tells one act of speech: not what somebody believes, often says or once said.
    fn is_occasional(&self, quote: &Found) -> bool {
        const OTHER_TIMES: [&str; 8] =
            ["often", "repeatedly", "previously", "once", "long", "regularly", "always", "earlier"];
        const THINKING: [&str; 9] = ["believe", "think", "want", "seem", "expect", "hope", "know", "feel", "support"];
        let view = self.view;
        quote.verb.is_none_or(|verb| {
            let other = (verb.saturating_sub(2)..verb).any(|at| OTHER_TIMES.iter().any(|word| view.is(at, word)));
            let thinks = THINKING.contains(&view.lexicon.lemma(view.token(verb).word));
            !other && !thinks && view.has(verb, Classes::SPEECH_VERB | Classes::STANCE_VERB)
        })
    }

    fn clues_in(&self, tokens: Range<usize>) -> &[Clue] {
        let from = self.clues.partition_point(|clue| clue.tokens.start < tokens.start);
        let to = self.clues.partition_point(|clue| clue.tokens.start < tokens.end);
        &self.clues[from..to.max(from)]
    }

    /// A medium named in the sentence of the cue, outside the content and all sources, and for how many paragraphs it may go on: “told the
    /// Ledger” for its own. A named outlet or platform beats the genre.
    fn in_sentence(&self, at: usize) -> Option<(Medium, usize)> {
        let (view, quote) = (self.view, &self.found[at]);
        let cue = quote.cue.clone()?;
        if let Some(medium) = self.by_verb(quote, &cue) {
            return Some((medium, PARAGRAPHS));
        }
        let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(cue.start).span.start())].tokens;
        let near = sentence.start.max(cue.start.saturating_sub(NEAR))..sentence.end.min(cue.end + NEAR);
        // “a readout said that Lee spoke”: Lee did not speak in the readout; but at “a press conference announcing that …” one speaks.
        let around = &self.found[at.saturating_sub(NEIGHBORS)..(at + NEIGHBORS + 1).min(self.found.len())];
        let around = || around.iter().filter(|other| other.source != quote.source);
        let holds = |other: &&Found| other.content.iter().any(|part| part.contains(&cue.start));
        let sources = || around().filter(holds).chain([quote]).filter_map(|other| other.source.as_ref());
        let in_source = |token: usize| sources().any(|source| source.contains(&token));
        let inside = |token: usize| quote.content.iter().any(|part| part.contains(&token));
        let clues =
            self.clues_in(near).iter().filter(|clue| !inside(clue.tokens.start) && !in_source(clue.tokens.start));
        let distance = |clue: &Clue| {
            let at = clue.tokens.start;
            let nearest = if at < cue.start { cue.start - at } else { at.saturating_sub(cue.end) };
            (!clue.named, nearest)
        };
        let nearest = clues.min_by_key(|clue| distance(clue));
        let told_to = || self.told_to(quote).map(|medium| (medium, 0));
        // On the air one goes on speaking; “told the Ledger” is over with its sentence.
        let airs = |clue: &Clue| clue.medium.kind == MediumKind::Broadcast;
        let lasts = |clue: &Clue| if clue.how.lasts() || airs(clue) { PARAGRAPHS } else { 0 };
        nearest.map(|clue| (clue.medium.clone(), lasts(clue))).or_else(told_to)
    }

    /// A medium that the words of the cue tell: “tweeted”, “testified”, “told me”, “another 19 percent said”.
    fn by_verb(&self, quote: &Found, cue: &Range<usize>) -> Option<Medium> {
        let view = self.view;
        let cue = cue.clone();
        match quote.verb.map_or("", |at| view.lexicon.lemma(view.token(at).word)) {
            "tweet" | "retweet" => return Some(verbal(view, cue, "Twitter", MediumKind::Social)),
            "rule" if self.is_court(quote) => return Some(verbal(view, cue, "ruling", MediumKind::Court)),
            "testify" => return Some(verbal(view, cue, "testimony", MediumKind::Court)),
            _ => {}
        }
        // “he told me”; what “my father told me” is no interview.
        let me = quote.verb.filter(|&verb| view.is(verb, "told") && view.is(verb + 1, "me"));
        let mine = quote.source.as_ref().is_some_and(|source| view.is(source.start, "my"));
        if let Some(verb) = me.filter(|_| !mine) {
            return Some(verbal(view, verb..verb + 2, "interview", MediumKind::Interview));
        }
        self.asked(quote)
    }

    /// “Another 19 percent said”: the poll that the words before are about.
    fn asked(&self, quote: &Found) -> Option<Medium> {
        let view = self.view;
        let source = quote.source.clone()?;
        source.clone().find(|&at| ["percent", "respondents"].iter().any(|word| view.is(at, word)))?;
        let paragraph = view.syntax.paragraph_at(view.token(source.start).span.start());
        let from = view.syntax.paragraphs[paragraph.saturating_sub(2)].tokens.start;
        let from = from.max(source.start.saturating_sub(POLL_TOKENS));
        let poll = (from..source.start).rev().find(|&at| view.is(at, "poll") || view.is(at, "survey"))?;
        Some(verbal(view, poll..poll + 1, "poll", MediumKind::Document))
    }

    /// Whether a court or a judge speaks, so that what it rules is a ruling.
    fn is_court(&self, quote: &Found) -> bool {
        let source = quote.source.clone().unwrap_or(0..0);
        source
            .into_iter()
            .any(|at| ["court", "judge", "justice", "panel", "jury"].iter().any(|word| self.view.is(at, word)))
    }

    /// “told InsideVale”: an outlet that no list has, by how it is written.
    fn told_to(&self, quote: &Found) -> Option<Medium> {
        let view = self.view;
        let addressee = quote.addressee.clone()?;
        let (first, word) = (addressee.start, view.word(addressee.start));
        // One word with a capital inside: no surname, no people, no body.
        let inner = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
        let known = view.discourse.names_in(view.span_of(addressee.clone())).next().and_then(|mention| mention.entity);
        let person = known.is_some_and(|id| view.discourse.entities[id.index()].kind == EntityKind::Person);
        let surname = word.starts_with("Mc") || word.starts_with("Mac") || word.contains(['\'', '’']);
        (addressee.len() == 1 && inner && !person && !surname).then(|| Medium {
            name: word.to_owned(),
            kind: MediumKind::Print,
            span: view.token(first).span,
        })
    }

    /// What the source is or works for: “the ad says”, “The Harbor Ledger reported”, “said CNN host Ann Lee”.
    fn told_by(&self, quote: &Found) -> Option<Medium> {
        let view = self.view;
        let source = quote.source.clone()?;
        let noun = describe::head_noun(view, &source);
        let text = self.text_that_speaks(&source, noun);
        let asked = text.as_ref().is_some_and(|text| matches!(text.name.as_str(), "poll" | "study"));
        let outlet = source.clone().find_map(|at| Some((at, names::proper(view, at, source.end)?)));
        match outlet.filter(|_| !asked) {
            Some((at, (len, name, kind))) => {
                let former = (source.start..at).any(|at| view.is(at, "former") || view.is(at, "ex"));
                let other = kind == MediumKind::Social || former || view.has(noun, Classes::GROUP);
                (!other).then(|| Medium { name, kind, span: view.span_of(at..at + len) })
            }
            None => text,
        }
    }

    /// “the letter”, “the ad’s narrator”; an interview or a debate does not speak.
    fn text_that_speaks(&self, source: &Range<usize>, noun: usize) -> Option<Medium> {
        let view = self.view;
        source.clone().find_map(|at| {
            let (len, name, kind) = names::genre(view, at, source.end)?;
            let speaks = !matches!(
                kind,
                MediumKind::Interview | MediumKind::Debate | MediumKind::PressConference | MediumKind::Speech
            );
            let inside = at + len == source.end && (source.start..at).any(|at| view.is(at, "in"));
            let owns = view.syntax.tokens.get(at + len).is_some_and(|next| next.shape == Shape::Possessive);
            let medium = || Medium { name: name.to_owned(), kind, span: view.span_of(at..at + len) };
            (speaks && (at + len == noun + 1 || owns || inside)).then(medium)
        })
    }

    /// The occasion that the sentences before tell: with the same speaker, or one where many speak.
    fn before(&self, quote: &Found, speaker: Option<Id<Entity>>) -> Option<&Clue> {
        let view = self.view;
        let start = quote.source.iter().map(|source| source.start).chain([quote.content[0].start]).min()?;
        let sentence = view.syntax.sentence_at(view.token(start).span.start());
        let paragraph = view.syntax.paragraph_at(view.token(start).span.start());
        let from = view.syntax.sentences[sentence.saturating_sub(SENTENCES_BEFORE)].tokens.start;
        let from = from.max(view.syntax.paragraphs[paragraph.saturating_sub(1)].tokens.start);
        self.clues_in(from..start).iter().rev().find(|clue| {
            let place = view.syntax.sentences[view.syntax.sentence_at(clue.medium.span.start())].tokens.clone();
            let words = view.span_of(place);
            // Who is named in another's words is not there.
            let is_there = |mention: &Mention| {
                mention.entity == speaker && !self.passages.covers(view.syntax.token_at(mention.name.start()))
            };
            let same = speaker.is_some() && view.discourse.names_in(words).any(is_there);
            // “At the debate, Lee said …”
            let opens = clue.tokens.start - view.syntax.token_at(words.start()) < 7;
            clue.how.lasts() && (same || opens && clue.is_shared())
        })
    }

    /// “Lee wrote a memoir … ‘It rained,’ Lee wrote”: the last text that the article says the speaker has written.
    fn written(&self, quote: &Found, speaker: Option<Id<Entity>>) -> Option<Medium> {
        let view = self.view;
        let speaker =
            speaker.filter(|_| quote.verb.is_some_and(|at| view.lexicon.lemma(view.token(at).word) == "write"))?;
        let start = quote.content[0].start;
        let before = self.clues_in(0..start).iter().rev().take(NEAR);
        let texts = before.filter(|clue| {
            let text = matches!(
                clue.medium.kind,
                MediumKind::Book | MediumKind::Letter | MediumKind::Email | MediumKind::Print
            );
            text && !clue.named && clue.how.lasts()
        });
        let mut texts = texts.filter(|clue| {
            let sentence = &view.syntax.sentences[view.syntax.sentence_at(clue.medium.span.start())];
            view.discourse.names_in(sentence.span).any(|mention| mention.entity == Some(speaker))
        });
        texts.next().map(|clue| clue.medium.clone())
    }

    /// The sentence behind: “Lee made the remark at a rally in Vale.”
    fn behind(&self, quote: &Found) -> Option<Medium> {
        const SAID: &[&str] =
            &["remark", "remarks", "comment", "comments", "pledge", "statement", "announcement", "reference", "appeal"];
        let view = self.view;
        let end = quote.content[quote.content.len() - 1].end - 1;
        let next = view.syntax.sentence_at(view.token(end).span.start()) + 1;
        let tokens = view.syntax.sentences.get(next)?.tokens.clone();
        let opens = tokens.clone().take(8).find(|&at| SAID.iter().any(|word| view.is(at, word)))?;
        let made = (tokens.start..(opens + 3).min(tokens.end))
            .any(|at| ["made", "makes", "came", "spoke"].iter().any(|verb| view.is(at, verb)));
        self.clues_in(opens + 1..tokens.end)
            .first()
            .filter(|clue| made && clue.how.lasts())
            .map(|clue| clue.medium.clone())
    }
}

/// A medium that a verb or an addressee tells.
fn verbal(view: View<'_>, tokens: Range<usize>, name: &str, kind: MediumKind) -> Medium {
    Medium { name: name.to_owned(), kind, span: view.span_of(tokens) }
}

/// What the block or the article's form says.
fn layout(view: View<'_>, paragraph: usize) -> Option<Medium> {
    let part = &view.syntax.paragraphs[paragraph];
    let post = part.block.and_then(|at| view.article.blocks[at].post.as_ref());
    let platform = post.and_then(|post| post.platform.clone()).filter(|_| part.kind == BlockKind::Post);
    let platform =
        platform.or_else(|| (view.article.form == Some(Form::Post)).then(|| view.article.publisher.clone()).flatten());
    platform.map(|name| Medium { name, kind: MediumKind::Social, span: part.span })
}

/// The programme or interview that stands before the first turn of a transcript.
fn programme(view: View<'_>, found: &[Found], clues: &[Clue]) -> Option<Medium> {
    let first = found.iter().find(|quote| quote.because == "turn")?.content[0].start;
    let lead = clues.iter().take_while(|clue| clue.tokens.start < first);
    let is_spoken = |kind: MediumKind, name: &str| {
        let spoken = [MediumKind::Broadcast, MediumKind::Interview, MediumKind::Debate, MediumKind::PressConference];
        spoken.contains(&kind) || name == "hearing"
    };
    let spoken = lead.filter(|clue| is_spoken(clue.medium.kind, &clue.medium.name));
    // “Press briefing by the harbor master”: a headline brings it in by nothing.
    let headed = || {
        let lead = 0..first.min(LEAD_TOKENS);
        lead.clone().find_map(|at| {
            let (len, name, kind) =
                names::genre(view, at, lead.end).filter(|&(_, name, kind)| is_spoken(kind, name))?;
            Some(Medium { name: name.to_owned(), kind, span: view.span_of(at..at + len) })
        })
    };
    spoken.min_by_key(|clue| !clue.named).map(|clue| clue.medium.clone()).or_else(headed)
}

impl Clue {
    /// Whether those who speak there after one another are many: a debate, a hearing; a press conference is one speaker's.
    fn is_shared(&self) -> bool {
        self.how == How::At && (self.medium.kind == MediumKind::Debate || self.medium.name == "hearing")
    }
}
