//! Where something was said: a platform, an outlet, or the sort of occasion, from the words around the cue.

use super::speaker::Answer;
use super::{Found, Medium, MediumKind};
use crate::article::{BlockKind, Form};
use crate::entity::Entity;
use crate::lang::Shape;
use crate::text::{Id, Span};
use crate::view::View;
use std::ops::Range;

/// What is known of the occasion while quotes are read in order: a quote that goes on keeps its medium.
#[derive(Debug, Default)]
pub(crate) struct Occasion {
    last: Option<Medium>,
    speaker: Option<Id<Entity>>,
    paragraph: usize,
}

/// Platforms and outlets that name themselves, longest first: words, shown name, kind.
const NAMED: &[(&str, &str, MediumKind)] = &[
    ("truth social", "Truth Social", MediumKind::Social),
    ("twitter", "Twitter", MediumKind::Social),
    ("facebook", "Facebook", MediumKind::Social),
    ("instagram", "Instagram", MediumKind::Social),
    ("bluesky", "Bluesky", MediumKind::Social),
    ("mastodon", "Mastodon", MediumKind::Social),
    ("telegram", "Telegram", MediumKind::Social),
    ("threads", "Threads", MediumKind::Social),
    ("tiktok", "TikTok", MediumKind::Social),
    ("youtube", "YouTube", MediumKind::Social),
    ("linkedin", "LinkedIn", MediumKind::Social),
    ("snapchat", "Snapchat", MediumKind::Social),
    ("reddit", "Reddit", MediumKind::Social),
    ("fox news", "Fox News", MediumKind::Broadcast),
    ("fox business", "Fox Business", MediumKind::Broadcast),
    ("cnn", "CNN", MediumKind::Broadcast),
    ("msnbc", "MSNBC", MediumKind::Broadcast),
    ("abc news", "ABC News", MediumKind::Broadcast),
    ("nbc news", "NBC News", MediumKind::Broadcast),
    ("cbs news", "CBS News", MediumKind::Broadcast),
    ("abc", "ABC", MediumKind::Broadcast),
    ("nbc", "NBC", MediumKind::Broadcast),
    ("cbs", "CBS", MediumKind::Broadcast),
    ("npr", "NPR", MediumKind::Broadcast),
    ("pbs", "PBS", MediumKind::Broadcast),
    ("bbc", "BBC", MediumKind::Broadcast),
    ("c - span", "C-SPAN", MediumKind::Broadcast),
    ("sky news", "Sky News", MediumKind::Broadcast),
    ("bloomberg", "Bloomberg", MediumKind::Broadcast),
    ("reuters", "Reuters", MediumKind::Print),
    ("politico", "Politico", MediumKind::Print),
    ("usa today", "USA Today", MediumKind::Print),
    ("the associated press", "Associated Press", MediumKind::Print),
    ("associated press", "Associated Press", MediumKind::Print),
    ("axios", "Axios", MediumKind::Print),
    ("breitbart news", "Breitbart News", MediumKind::Print),
    ("buzzfeed", "BuzzFeed", MediumKind::Print),
];

/// The sort of occasion, by its noun: shown name, kind. The noun must stand behind a preposition or belong to the cue.
const GENRES: &[(&str, &str, MediumKind)] = &[
    ("press conference", "press conference", MediumKind::PressConference),
    ("news conference", "press conference", MediumKind::PressConference),
    ("press briefing", "press conference", MediumKind::PressConference),
    ("briefing", "press conference", MediumKind::PressConference),
    ("press release", "statement", MediumKind::Statement),
    ("news release", "statement", MediumKind::Statement),
    ("statement", "statement", MediumKind::Statement),
    ("statements", "statement", MediumKind::Statement),
    ("interview", "interview", MediumKind::Interview),
    ("interviews", "interview", MediumKind::Interview),
    ("debate", "debate", MediumKind::Debate),
    ("debates", "debate", MediumKind::Debate),
    ("speech", "speech", MediumKind::Speech),
    ("address", "speech", MediumKind::Speech),
    ("remarks", "speech", MediumKind::Speech),
    ("rally", "rally", MediumKind::Speech),
    ("testimony", "testimony", MediumKind::Court),
    ("hearing", "hearing", MediumKind::Court),
    ("letter", "letter", MediumKind::Letter),
    ("open letter", "letter", MediumKind::Letter),
    ("email", "email", MediumKind::Email),
    ("e-mail", "email", MediumKind::Email),
    ("emails", "email", MediumKind::Email),
    ("memo", "memo", MediumKind::Document),
    ("report", "report", MediumKind::Document),
    ("court filing", "court filing", MediumKind::Court),
    ("filing", "court filing", MediumKind::Court),
    ("lawsuit", "lawsuit", MediumKind::Court),
    ("complaint", "complaint", MediumKind::Court),
    ("affidavit", "affidavit", MediumKind::Court),
    ("ruling", "ruling", MediumKind::Court),
    ("book", "book", MediumKind::Book),
    ("memoir", "book", MediumKind::Book),
    ("op - ed", "op-ed", MediumKind::Print),
    ("column", "column", MediumKind::Print),
    ("editorial", "editorial", MediumKind::Print),
    ("podcast", "podcast", MediumKind::Broadcast),
    ("tweet", "Twitter", MediumKind::Social),
    ("tweets", "Twitter", MediumKind::Social),
    ("conference call", "conference call", MediumKind::Other),
    ("phone call", "phone call", MediumKind::Other),
    ("ad", "ad", MediumKind::Other),
    ("video", "video", MediumKind::Other),
    ("town hall", "town hall", MediumKind::Speech),
    ("fundraiser", "fundraiser", MediumKind::Speech),
    ("readout", "readout", MediumKind::Statement),
];

/// Prepositions that bring a medium in: "on Truth Social", "in a statement", "during the debate", "told".
const INTRODUCING: &[&str] = &["on", "in", "at", "during", "via", "to", "with", "from", "through", "by", "of"];

/// How far back an announced platform is looked for, in tokens: about two paragraphs.
const ANNOUNCED: usize = 250;

/// How far from the cue a medium is looked for, in tokens.
const NEAR: usize = 60;

/// Whether a word names an occasion of speech: "interview", "debate", "rally".
pub(crate) fn is_occasion(word: &str) -> bool {
    const OTHERS: [&str; 9] =
        ["conference", "release", "call", "event", "meeting", "appearance", "program", "testimony", "hall"];
    let is = |name: &str| name.eq_ignore_ascii_case(word);
    OTHERS.into_iter().any(is) || GENRES.iter().any(|(name, ..)| is(name))
}

impl Occasion {
    /// The medium of the quote at `at`.
    pub(crate) fn of(&mut self, view: View<'_>, quote: &Found, at: usize, speakers: &[Answer]) -> Option<Medium> {
        let first = quote.content[0].start;
        let paragraph = view.syntax.paragraph_at(view.token(first).span.start());
        let speaker = speakers[at].entity;
        let own = layout(view, paragraph).or_else(|| around_cue(view, quote));
        let medium = own.or_else(|| {
            // “After the call, Trump posted on Truth Social …” and the posts behind it.
            let near = paragraph <= self.paragraph + 2 && speaker.is_some() && speaker == self.speaker;
            self.last.clone().filter(|_| near)
        });
        let medium = medium.or_else(|| announced(view, paragraph, first, quote));
        if medium.is_some() || speaker != self.speaker {
            self.last.clone_from(&medium);
            self.speaker = speaker;
        }
        self.paragraph = paragraph;
        medium
    }
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

/// A medium named in the words between and around cue and source, outside the content.
fn around_cue(view: View<'_>, quote: &Found) -> Option<Medium> {
    let cue = quote.cue.clone()?;
    let lemma = quote.verb.map_or("", |at| view.lexicon.lemma(view.token(at).word));
    if matches!(lemma, "tweet" | "retweet") {
        return Some(Medium { name: "Twitter".to_owned(), kind: MediumKind::Social, span: view.span_of(cue) });
    }
    let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(cue.start).span.start())].tokens;
    let inside = |at: usize| quote.content.iter().any(|part| part.contains(&at));
    let mut at = sentence.start.max(cue.start.saturating_sub(NEAR));
    let end = sentence.end.min(cue.end + NEAR);
    let mut genre = None;
    while at < end {
        if inside(at) {
            at += 1;
            continue;
        }
        match medium_at(view, at, end, &cue, quote) {
            // A named outlet or platform beats the genre.
            Some((medium, true)) => return Some(medium),
            Some((medium, false)) => genre = genre.or(Some(medium)),
            None => {}
        }
        at += 1;
    }
    genre
}

/// The medium whose words begin at `at`, and whether it has a name of its own.
fn medium_at(view: View<'_>, at: usize, end: usize, cue: &Range<usize>, quote: &Found) -> Option<(Medium, bool)> {
    let source = quote.source.clone().unwrap_or(0..0);
    if view.token(at).shape.is_capital() {
        let (len, name, kind) = named(view, at, end).or_else(|| outlet(view, at, end))?;
        let told = quote.addressee.as_ref().is_some_and(|a| a.start <= at && at < a.end);
        let introduced =
            introduced(view, at, cue.start.min(source.start), &["on", "in", "to", "with", "via", "by", "from"]);
        if source.contains(&at) || !(told || introduced) {
            return None;
        }
        let span = view.span_of(at..at + len);
        return Some((Medium { name, kind, span }, true));
    }
    let (len, name, kind) = genre(view, at, end)?;
    let introduced = introduced(view, at, cue.start, INTRODUCING)
        || source.contains(&at) && at + len == source.end && kind != MediumKind::Document;
    introduced.then(|| (Medium { name: name.to_owned(), kind, span: view.span_of(at..at + len) }, false))
}

/// Whether a preposition stands a few words before, with nothing but the phrase's own words between.
fn introduced(view: View<'_>, at: usize, _cue: usize, prepositions: &[&str]) -> bool {
    for before in (at.saturating_sub(5)..at).rev() {
        if prepositions.iter().any(|preposition| view.is(before, preposition)) {
            return true;
        }
        let token = view.token(before);
        let own = token.shape.is_word() || matches!(token.shape, Shape::Possessive | Shape::Number | Shape::Hyphen);
        if !own || super::phrase::is_verb(view, before) {
            return false;
        }
    }
    false
}

fn matches(view: View<'_>, at: usize, end: usize, words: &str) -> Option<usize> {
    // Nearly every word differs in its first letter already.
    if !view.word(at).as_bytes()[0].eq_ignore_ascii_case(&words.as_bytes()[0]) {
        return None;
    }
    let mut len = 0;
    for word in words.split(' ') {
        if at + len >= end || !view.is(at + len, word) {
            return None;
        }
        len += 1;
    }
    Some(len)
}

fn named(view: View<'_>, at: usize, end: usize) -> Option<(usize, String, MediumKind)> {
    if view.word(at) == "X" {
        // The platform, not an unknown: “on X”, “posted to X”.
        return (at > 0 && ["on", "to", "via"].iter().any(|p| view.is(at - 1, p)))
            .then(|| (1, "X".to_owned(), MediumKind::Social));
    }
    NAMED.iter().find_map(|&(words, name, kind)| Some((matches(view, at, end, words)?, name.to_owned(), kind)))
}

/// An outlet by the last word of its name: "The Washington Post", "the Harbor Ledger".
fn outlet(view: View<'_>, at: usize, end: usize) -> Option<(usize, String, MediumKind)> {
    const PRINT: &[&str] = &[
        "Times",
        "Post",
        "Journal",
        "Tribune",
        "Herald",
        "Gazette",
        "Ledger",
        "Chronicle",
        "Dispatch",
        "Globe",
        "Examiner",
        "Observer",
        "Guardian",
        "Telegraph",
        "Independent",
        "Inquirer",
        "Sun",
        "Star",
        "Mirror",
        "Mail",
        "Register",
        "Review",
        "Bulletin",
        "Courier",
        "Magazine",
        "Wire",
        "Reporter",
        "Sentinel",
        "Record",
        "Weekly",
        "Beast",
        "Hill",
        "Atlantic",
        "Economist",
    ];
    const BROADCAST: &[&str] = &["News", "Radio", "TV", "Television", "Broadcasting"];
    let mut last = at;
    while last + 1 < end && view.token(last + 1).shape.is_capital() {
        last += 1;
    }
    let word = view.word(last);
    let kind = if PRINT.contains(&word) {
        MediumKind::Print
    } else if BROADCAST.contains(&word) {
        MediumKind::Broadcast
    } else {
        return None;
    };
    (last > at && (at == 0 || !view.token(at - 1).shape.is_capital())).then(|| {
        let name = view.text(view.span_of(at..last + 1)).trim_start_matches("The ").to_owned();
        (last + 1 - at, name, kind)
    })
}

fn genre(view: View<'_>, at: usize, end: usize) -> Option<(usize, &'static str, MediumKind)> {
    GENRES.iter().find_map(|&(words, name, kind)| Some((matches(view, at, end, words)?, name, kind)))
}

/// A platform that the sentence or the paragraph before announces: "… posted on Truth Social …".
fn announced(view: View<'_>, paragraph: usize, first: usize, quote: &Found) -> Option<Medium> {
    let from = view.syntax.paragraphs[paragraph.saturating_sub(1)].tokens.start.max(first.saturating_sub(ANNOUNCED));
    let reports = quote.verb.is_none_or(|at| {
        matches!(view.lexicon.lemma(view.token(at).word), "say" | "write" | "add" | "continue" | "post" | "read")
    });
    if !reports {
        return None;
    }
    let mut found: Option<(usize, Medium)> = None;
    for at in from..first {
        let posts = ["posted", "wrote", "writing", "post", "posts", "posting", "statement", "message", "took"]
            .iter()
            .any(|word| view.is(at, word));
        if !posts {
            continue;
        }
        let end = (at + 6).min(first);
        for place in at + 1..end {
            if let Some((len, name, kind)) = named(view, place, end)
                && introduced(view, place, first, &["on", "to"])
            {
                found = Some((place, Medium { name, kind, span: view.span_of(place..place + len) }));
            }
        }
    }
    let (place, medium) = found?;
    // Somebody else named behind the post ends it.
    let between = Span::new(view.token(place).span.end(), view.token(first).span.start());
    let speaks = quote.source.clone().map(|source| view.span_of(source));
    let others = view
        .discourse
        .names_in(between)
        .filter(|mention| speaks.is_none_or(|span| !span.overlaps(mention.span)))
        .count();
    (others < 3).then_some(medium)
}
