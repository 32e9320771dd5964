//! Lines that are no prose: link lines, credits, appeals, the signature of a post, the life of the author.

use crate::article::BlockKind;
use crate::ingest::published;

/// `— Elena Ruiz (@MayorRuiz) March 11, 2024`, or what a platform writes around a post: who posted it, which the block says.
pub(super) fn is_signature(words: &str) -> bool {
    let is_dashed = words.starts_with(['—', '–']) || words.starts_with("- ") || words.starts_with("-- ");
    // "Ed Stane @ed", as a box has it above the post.
    let is_header = words.split_whitespace().count() <= 6
        && words.split_whitespace().any(|word| word.starts_with('@') && word.len() > 2);
    let is_frame = ["View this post on", "View on ", "A post shared by", "A post from ", "Posted by ", "Post by "]
        .iter()
        .any(|start| words.starts_with(start));
    is_header
        || is_dashed && words.len() <= 160
        || is_frame && words.len() <= 200
        || words.contains("(@") && words.len() <= 120 && !words.ends_with('.')
        || published::from_line(words).is_some()
}

/// A line that is only a link: a teaser for another page.
pub(super) fn is_link_line(words: &str, is_only_links: bool, kind: BlockKind) -> bool {
    let is_sentence = words.ends_with(['.', '”', '"']) && words.split_whitespace().count() > 12;
    is_only_links && words.len() < 250 && (kind == BlockKind::ListItem || !is_sentence)
}

/// A paragraph at the end that begins with the name of the author is about the author.
pub(super) fn is_life(words: &str, authors: &[String]) -> bool {
    const VERBS: &[&str] = &["is", "was", "covers", "writes", "works", "reports", "joined", "has", "can", "lives"];
    words.len() <= 700
        && authors.iter().any(|author| {
            let rest = words.strip_prefix(author.as_str()).and_then(|rest| rest.strip_prefix([' ', ',']));
            rest.is_some_and(|rest| rest.split_whitespace().take(12).any(|word| VERBS.contains(&word)))
        })
}

/// Buttons of one word.
const BUTTONS: &[&str] = &[
    "caption",
    "close",
    "advert",
    "advertisement",
    "share",
    "print",
    "email",
    "home",
    "comment",
    "comments",
    "menu",
    "top",
    "next",
    "previous",
    "save",
    "loading",
    "play",
    "pause",
    "mute",
    "buy",
    "login",
    "gallery",
    "slideshow",
];

/// Words of a line that is only the buttons to share it.
const SHARING: &[&str] = &[
    "whatsapp",
    "facebook",
    "twitter",
    "pinterest",
    "pint",
    "email",
    "e-mail",
    "print",
    "share",
    "tweet",
    "linkedin",
    "reddit",
    "copy",
    "link",
    "telegram",
    "messenger",
    "flipboard",
    "x",
    "bluesky",
    "threads",
    "save",
    "on",
    "via",
    "this",
    "to",
    "by",
    "pin",
    "it",
    "sms",
    "google+",
    "tumblr",
    "mail",
];

/// What appeals, credits and links begin with.
const STARTS: &[&str] = &[
    "read more",
    "read also",
    "read next",
    "read the full",
    "also read",
    "read:",
    "related:",
    "related articles",
    "related stories",
    "related coverage",
    "related news",
    "related post",
    "related content",
    "related topics",
    "more from",
    "more on this",
    "more:",
    "more news",
    "see also",
    "see more",
    "watch:",
    "listen:",
    "photo:",
    "photos:",
    "photo by",
    "photo credit",
    "photograph:",
    "photographer:",
    "image:",
    "image credit",
    "image copyright",
    "image source",
    "credit:",
    "picture:",
    "video:",
    "getty images",
    "ap photo",
    "file photo",
    "subscribe",
    "sign up",
    "follow us",
    "follow @",
    "follow ap",
    "click here",
    "advertisement",
    "share this",
    "share on",
    "continue reading",
    "recommended",
    "don't miss",
    "don’t miss",
    "you may also like",
    "you might also like",
    "copyright",
    "©",
    "all rights reserved",
    "most read",
    "most popular",
    "get the latest",
    "get our",
    "join our",
    "join the conversation",
    "download our app",
    "support our journalism",
    "enter your email",
    "story continues below",
    "article continues below",
    "skip to",
    "comments",
    "published:",
    "last updated",
    "updated:",
    "posted:",
    "tags:",
    "filed under",
    "topics:",
    "print this",
    "email this",
    "loading",
    "listen to this article",
    "top video",
    "top stories",
    "citation:",
    "explore further",
    "this document is subject to copyright",
    "tell us what you think",
    "what do you think",
    "let us know",
    "leave a comment",
    "leave a reply",
    "view comments",
    "show more",
    "load more",
    "back to top",
    "trending",
    "have a tip",
    "got a tip",
    "contact us",
    "contact the author",
    "correction policy",
    "report a typo",
    "more information:",
    "source:",
    "provided by",
    "this story has been shared",
    "editor's picks",
    "editors’ picks",
    "siehe auch",
    "lesen sie",
    "auch lesen",
    "mehr zum thema",
    "lire aussi",
    "lee también",
    "ver también",
    "leia também",
    "leggi anche",
    "lees ook",
    "anzeige",
];

/// What only credits have in them.
const CREDITS: &[&str] = &[
    "(AP Photo",
    "/Getty Images",
    "via AP",
    "/AFP",
    "/Reuters)",
    "(Photo by",
    "(Photo:",
    "(Image:",
    "(credit:",
    "(Credit:",
];

/// Link lines, credits and appeals that a page has between its paragraphs.
pub(super) fn is_boilerplate(words: &str) -> bool {
    let bare = words.trim_start_matches(['[', '(', '*', '_', '>', '»', '→', '|', '•', ' ']);
    if bare.len() > 400 {
        return false;
    }
    // A caption that is called nothing of the kind gives itself away by its credit.
    if CREDITS.iter().any(|credit| words.contains(credit)) {
        return true;
    }
    let lower: String = bare.chars().take(40).flat_map(char::to_lowercase).collect();
    let n_words = bare.split_whitespace().count();
    let is_word = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '+').to_owned();
    if BUTTONS.contains(&is_word(&lower).as_str())
        || n_words <= 8 && n_words > 1 && lower.split_whitespace().all(|word| SHARING.contains(&is_word(word).as_str()))
    {
        return true;
    }
    // "More of it at https://a.example/more", "More: a.example"
    let is_pointer =
        n_words <= 20 && (lower.starts_with("more ") || lower.starts_with("follow ")) && words.contains("://");
    let is_start = |start: &&str| {
        lower
            .strip_prefix(*start)
            .is_some_and(|rest| start.ends_with([':', '@']) || !rest.starts_with(char::is_alphanumeric))
    };
    // A sentence may begin with "Comments" or "Recommended"; an appeal may be one too.
    is_pointer
        || STARTS.iter().any(is_start)
            && (n_words <= 12
                || !bare.ends_with('.')
                || ["sign up", "subscribe", "citation:", "this document is"]
                    .iter()
                    .any(|start| lower.starts_with(start)))
}

#[cfg(test)]
mod tests {
    use super::{is_boilerplate, is_life, is_signature};

    #[test]
    fn lines_that_are_no_prose() {
        for line in [
            "READ MORE: The ferry that nobody wanted",
            "[Related: Ten ferries]",
            "Advertisement",
            "WhatsApp Facebook Print",
            "The ferry at dawn. (AP Photo/Cy Fox)",
            "Follow AP’s ferry coverage at https://ferries.example/all",
            "Sign up for our morning letter, which comes at dawn and says what will happen on the water.",
        ] {
            assert!(is_boilerplate(line), "{line}");
        }
        for line in [
            "Comments on the plan, which was drawn up in May by the harbor office, are due by the end of the year.",
            "Share prices fell.",
            "Print is not dead, she said.",
            "More ferries will sail.",
        ] {
            assert!(!is_boilerplate(line), "{line}");
        }
    }

    #[test]
    fn signatures_and_lives() {
        assert!(is_signature("— Ed Stane (@ed) May 3, 2024") && is_signature("A post shared by Ed Stane (@ed)"));
        assert!(!is_signature("The ferry was OLD. Very sad!"));
        let authors = ["Ann Lee".to_owned()];
        assert!(is_life("Ann Lee covers ferries for the Ledger.", &authors));
        assert!(!is_life("Ann Leeson is the harbor master.", &authors) && !is_life("She is Ann Lee.", &authors));
    }
}
