//! The names of media: platforms and outlets that name themselves, and the nouns for sorts of occasions and texts.

use super::MediumKind;
use crate::entity::{EntityKind, Mention};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::view::View;
use std::sync::LazyLock;

/// Words, shown name, kind.
type Row = (&'static str, &'static str, MediumKind);

/// Platforms and outlets, longer names first.
const NAMED: &[Row] = &[
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
    ("fox news sunday", "Fox News Sunday", MediumKind::Broadcast),
    ("fox news", "Fox News", MediumKind::Broadcast),
    ("fox business", "Fox Business", MediumKind::Broadcast),
    ("cnn", "CNN", MediumKind::Broadcast),
    ("cnbc", "CNBC", MediumKind::Broadcast),
    ("msnbc", "MSNBC", MediumKind::Broadcast),
    ("newsmax", "Newsmax", MediumKind::Broadcast),
    ("abc news", "ABC News", MediumKind::Broadcast),
    ("nbc news", "NBC News", MediumKind::Broadcast),
    ("cbs news", "CBS News", MediumKind::Broadcast),
    ("abc", "ABC", MediumKind::Broadcast),
    ("nbc", "NBC", MediumKind::Broadcast),
    ("cbs", "CBS", MediumKind::Broadcast),
    ("npr", "NPR", MediumKind::Broadcast),
    ("pbs", "PBS", MediumKind::Broadcast),
    ("bbc", "BBC", MediumKind::Broadcast),
    ("itv", "ITV", MediumKind::Broadcast),
    ("c - span", "C-SPAN", MediumKind::Broadcast),
    ("sky news", "Sky News", MediumKind::Broadcast),
    ("al jazeera", "Al Jazeera", MediumKind::Broadcast),
    ("bloomberg", "Bloomberg", MediumKind::Broadcast),
    ("reuters", "Reuters", MediumKind::Print),
    ("politico", "Politico", MediumKind::Print),
    ("usa today", "USA Today", MediumKind::Print),
    ("associated press", "Associated Press", MediumKind::Print),
    ("agence france - presse", "Agence France-Presse", MediumKind::Print),
    ("axios", "Axios", MediumKind::Print),
    ("breitbart news", "Breitbart News", MediumKind::Print),
    ("buzzfeed", "BuzzFeed", MediumKind::Print),
    ("new yorker", "New Yorker", MediumKind::Print),
    ("national review", "National Review", MediumKind::Print),
    ("newsweek", "Newsweek", MediumKind::Print),
    ("vox", "Vox", MediumKind::Print),
];

/// The sort of occasion or text, by its noun.
const GENRES: &[Row] = &[
    ("press conference", "press conference", MediumKind::PressConference),
    ("news conference", "press conference", MediumKind::PressConference),
    ("press briefing", "press conference", MediumKind::PressConference),
    ("press gaggle", "press conference", MediumKind::PressConference),
    ("briefing", "press conference", MediumKind::PressConference),
    ("press release", "statement", MediumKind::Statement),
    ("news release", "statement", MediumKind::Statement),
    ("statement", "statement", MediumKind::Statement),
    ("statements", "statement", MediumKind::Statement),
    ("readout", "readout", MediumKind::Statement),
    ("interview", "interview", MediumKind::Interview),
    ("interviews", "interview", MediumKind::Interview),
    ("debate", "debate", MediumKind::Debate),
    ("debates", "debate", MediumKind::Debate),
    ("speech", "speech", MediumKind::Speech),
    ("speeches", "speech", MediumKind::Speech),
    ("address", "speech", MediumKind::Speech),
    ("remarks", "speech", MediumKind::Speech),
    ("sermon", "sermon", MediumKind::Speech),
    ("rally", "rally", MediumKind::Speech),
    ("rallies", "rally", MediumKind::Speech),
    ("campaign stop", "campaign stop", MediumKind::Speech),
    ("campaign event", "campaign event", MediumKind::Speech),
    ("event", "event", MediumKind::Speech),
    ("town hall", "town hall", MediumKind::Speech),
    ("fundraiser", "fundraiser", MediumKind::Speech),
    ("forum", "forum", MediumKind::Debate),
    ("testimony", "testimony", MediumKind::Court),
    ("hearing", "hearing", MediumKind::Court),
    ("letter", "letter", MediumKind::Letter),
    ("email", "email", MediumKind::Email),
    ("e - mail", "email", MediumKind::Email),
    ("e-mail", "email", MediumKind::Email),
    ("emails", "email", MediumKind::Email),
    ("memo", "memo", MediumKind::Document),
    ("report", "report", MediumKind::Document),
    ("study", "study", MediumKind::Document),
    ("poll", "poll", MediumKind::Document),
    ("polls", "poll", MediumKind::Document),
    ("court filing", "court filing", MediumKind::Court),
    ("court filings", "court filing", MediumKind::Court),
    ("court papers", "court filing", MediumKind::Court),
    ("court documents", "court filing", MediumKind::Court),
    ("legal papers", "court filing", MediumKind::Court),
    ("filing", "court filing", MediumKind::Court),
    ("brief", "court filing", MediumKind::Court),
    ("motion", "court filing", MediumKind::Court),
    ("lawsuit", "lawsuit", MediumKind::Court),
    ("complaint", "complaint", MediumKind::Court),
    ("affidavit", "affidavit", MediumKind::Court),
    ("ruling", "ruling", MediumKind::Court),
    ("book", "book", MediumKind::Book),
    ("memoir", "book", MediumKind::Book),
    ("autobiography", "book", MediumKind::Book),
    ("op - ed", "op-ed", MediumKind::Print),
    ("op-ed", "op-ed", MediumKind::Print),
    ("column", "column", MediumKind::Print),
    ("editorial", "editorial", MediumKind::Print),
    ("podcast", "podcast", MediumKind::Broadcast),
    ("tweet", "Twitter", MediumKind::Social),
    ("tweets", "Twitter", MediumKind::Social),
    ("conference call", "conference call", MediumKind::Other),
    ("phone call", "phone call", MediumKind::Other),
    ("ad", "ad", MediumKind::Other),
    ("web video", "web video", MediumKind::Other),
    ("meeting", "meeting", MediumKind::Other),
    ("conference", "conference", MediumKind::Speech),
    ("video", "video", MediumKind::Other),
    ("text message", "text message", MediumKind::Other),
];

/// Last words of the names of newspapers, magazines and their like.
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

/// Those of them that name much else: a Gold Star, Capitol Hill; but the Oslo Star, the Daily Mail.
const DOUBTFUL: &[&str] = &["Hill", "Star", "Sun", "Mail", "Mirror", "Record", "Wire", "Globe"];

/// Last words of the names of broadcasters.
const BROADCAST: &[&str] = &["News", "Radio", "TV", "Television", "Broadcasting"];

/// A name of a medium in the text: how many tokens, the bare name, the kind.
pub(super) type Name = (usize, String, MediumKind);

/// Whether a word names an occasion of speech: "interview", "debate", "rally".
pub(crate) fn is_occasion(word: &str) -> bool {
    const OTHERS: [&str; 9] =
        ["conference", "release", "call", "event", "meeting", "appearance", "program", "testimony", "hall"];
    let is = |name: &str| name.eq_ignore_ascii_case(word);
    OTHERS.into_iter().any(is) || GENRES.iter().any(|(name, ..)| is(name))
}

/// The platform or outlet whose name begins at `at`.
pub(super) fn proper(view: View<'_>, at: usize, end: usize) -> Option<Name> {
    if !view.token(at).shape.is_capital() {
        return None;
    }
    if view.word(at).trim_end_matches('.') == "X" {
        // The platform, not an unknown: “on X”, “posted to X”.
        return (at > 0 && ["on", "to", "via"].iter().any(|p| view.is(at - 1, p)))
            .then(|| (1, "X".to_owned(), MediumKind::Social));
    }
    row(&NAMED_BY_LETTER, view, at, end)
        .map(|(len, name, kind)| (len, name.to_owned(), kind))
        .or_else(|| described(view, at, end))
        .or_else(|| outlet(view, at, end))
}

/// The sort of occasion or text whose noun begins at `at`.
pub(super) fn genre(view: View<'_>, at: usize, end: usize) -> Option<(usize, &'static str, MediumKind)> {
    row(&GENRES_BY_LETTER, view, at, end)
}

/// Rows by the first letter of their words: nearly every token differs in it already.
type ByLetter = [Vec<Row>; 26];

static NAMED_BY_LETTER: LazyLock<ByLetter> = LazyLock::new(|| by_letter(NAMED));
static GENRES_BY_LETTER: LazyLock<ByLetter> = LazyLock::new(|| by_letter(GENRES));

fn by_letter(rows: &[Row]) -> ByLetter {
    std::array::from_fn(|letter| rows.iter().filter(|row| letter_of(row.0) == letter).copied().collect())
}

/// The number of the first letter of a word, from 0 for a; 26 and more for none.
fn letter_of(word: &str) -> usize {
    usize::from(word.as_bytes()[0].to_ascii_lowercase().wrapping_sub(b'a'))
}

fn row(rows: &ByLetter, view: View<'_>, at: usize, end: usize) -> Option<(usize, &'static str, MediumKind)> {
    let rows = rows.get(letter_of(view.word(at)))?;
    rows.iter().find_map(|&(words, name, kind)| Some((matches(view, at, end, words)?, name, kind)))
}

fn matches(view: View<'_>, at: usize, end: usize, words: &str) -> Option<usize> {
    let mut len = 0;
    for word in words.split(' ') {
        if at + len >= end || !view.is(at + len, word) {
            return None;
        }
        len += 1;
    }
    Some(len)
}

/// An outlet by the noun before its name: “the broadcaster Vale One”, “Danish daily Havneblad”.
fn described(view: View<'_>, at: usize, end: usize) -> Option<Name> {
    const AIRS: &[&str] = &["broadcaster", "channel", "network", "station"];
    const PRINTS: &[&str] = &["agency", "daily", "magazine", "newspaper", "paper", "tabloid", "weekly"];
    let before = at.checked_sub(1)?;
    let is = |nouns: &[&str]| nouns.iter().any(|noun| view.is(before, noun));
    // “the agency” may be of anything but news.
    let is_agency = view.is(before, "agency") && !(before > 0 && view.is(before - 1, "news"));
    let kind = if is(AIRS) {
        MediumKind::Broadcast
    } else if is(PRINTS) && !is_agency {
        MediumKind::Print
    } else {
        return None;
    };
    let name = view.span_of(at..(at + 1..end).find(|&at| !view.token(at).shape.is_capital()).unwrap_or(end));
    let person = |mention: &Mention| {
        mention.entity.is_some_and(|id| view.discourse.entities[id.index()].kind == EntityKind::Person)
    };
    (view.token(before).shape == Shape::Lower && !view.discourse.names_in(name).any(person))
        .then(|| (view.syntax.tokens_in(name).len(), view.text(name).to_owned(), kind))
}

/// An outlet by the last word of its name: "The Washington Post", "the Harbor Ledger".
fn outlet(view: View<'_>, at: usize, end: usize) -> Option<Name> {
    // “Radio Vale”
    if view.word(at) == "Radio" && at + 1 < end && view.token(at + 1).shape.is_capital() {
        let last = (at + 2..end).find(|&at| !view.token(at).shape.is_capital()).unwrap_or(end);
        return Some((last - at, view.text(view.span_of(at..last)).to_owned(), MediumKind::Broadcast));
    }
    // “Channel 5”
    if view.word(at) == "Channel" && at + 1 < end && view.token(at + 1).shape == Shape::Number {
        return Some((2, view.text(view.span_of(at..at + 2)).to_owned(), MediumKind::Broadcast));
    }
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
    // “a Gold Star mother”; but “a Harbor Ledger reporter”
    let modifies = view.syntax.tokens.get(last + 1).is_some_and(|token| token.shape == Shape::Lower)
        && view.syntax.tags[last + 1].is_noun()
        && !view.has(last + 1, Classes::ROLE | Classes::GROUP | Classes::BODY | Classes::DOCUMENT)
        && !is_occasion(view.word(last + 1));
    let of_place = view.has(at, Classes::CITY | Classes::PLACE | Classes::PEOPLE_OF) && word != "Hill";
    let usual = ["The", "Daily", "Sunday", "Morning", "Evening"].contains(&view.word(at));
    if DOUBTFUL.contains(&word) && !of_place && !usual {
        return None;
    }
    // “Hugh Hill” and “Ida Post” are people.
    let span = view.span_of(at..last + 1);
    let person = view.discourse.names_in(span).any(|mention| {
        let entity = mention.entity.map(|id| &view.discourse.entities[id.index()]);
        mention.name.end() == span.end() && entity.is_some_and(|entity| entity.kind == EntityKind::Person)
    });
    let forename = view.has(at, Classes::MAN | Classes::WOMAN) && !view.has(at, Classes::CITY | Classes::PLACE);
    let person = person || forename && last == at + 1;
    let begins = at == 0 || !view.token(at - 1).shape.is_capital();
    (last > at && begins && !person && !modifies).then(|| {
        let name =
            view.text(span).trim_start_matches("Both ").trim_start_matches("The ").trim_start_matches("A ").to_owned();
        (last + 1 - at, name, kind)
    })
}
