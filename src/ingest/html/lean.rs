//! The page without scripts, styles, drawings and comments, which are most of its bytes and none of its text, and never nested too
//! deep: one pass over the bytes, before anything is parsed.

use crate::ingest::Limits;
use std::borrow::Cow;

/// Elements that the parser closes by itself before the next of their kind, wherever the page forgot to.
const CLOSED_BY_NEXT: &[&str] =
    &["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "rp", "rt"];

/// Elements that hold others of any kind: what stands outside of them is not closed from inside.
const CONTAINERS: &[&str] =
    &["div", "section", "article", "main", "aside", "table", "ul", "ol", "dl", "blockquote", "body", "td", "th", "li"];

/// Elements that never hold anything.
const EMPTY: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// A `<noscript>` that is one in this many bytes of the page, with paragraphs in it, is the page itself.
const MOST_OF_THE_PAGE: usize = 3;

/// Takes out what is no text, but for linked data, which is metadata.
///
/// # Errors
/// When elements are nested deeper than `limits` allow: the parser takes quadratic time in it, 0.6 s for 20,000, so it must not
/// even start.
pub(super) fn lean<'a>(html: &'a str, limits: &Limits) -> Result<Cow<'a, str>, String> {
    let mut kept = String::new();
    let mut kept_to = 0;
    let mut drop = |from: usize, to: usize| {
        kept.push_str(&html[kept_to..from]);
        kept_to = to;
    };
    let mut open: Vec<&str> = Vec::new();
    // Whether there is still an end of one to be found: it is not looked for again and again.
    let (mut has_drawing_end, mut has_noscript_end) = (true, true);
    let mut at = 0;
    while let Some(next) = html[at..].find('<') {
        let start = at + next;
        at = start + 1;
        let rest = &html[at..];
        if rest.starts_with("!--") {
            at = html[start + 2..].find("-->").map_or(html.len(), |end| start + 2 + end + 3);
            drop(start, at);
            continue;
        }
        let is_closing = rest.starts_with('/');
        let named = &rest[usize::from(is_closing)..];
        let name = &named[..named.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        if name.is_empty() {
            continue;
        }
        at = end_of_tag(html, at + usize::from(is_closing) + name.len());
        let is = |other: &&str| name.eq_ignore_ascii_case(other);
        if is_closing {
            if let Some(opened) = open.iter().rposition(is) {
                open.truncate(opened);
            }
            continue;
        }
        if EMPTY.iter().any(is) {
            continue;
        }
        if is(&"script") || is(&"style") {
            let is_data = is(&"script") && contains(&html[start..at], "ld+json");
            // Without its end it goes on to the end of the page, as in a browser.
            at = find_closing(html, at, name).unwrap_or(html.len());
            if !is_data {
                drop(start, at);
            }
            continue;
        }
        if is(&"noscript") {
            // Mostly a picture once more, or an appeal; a whole story is read, which a browser with scripts would not show.
            let closing = if has_noscript_end { find_closing(html, at, name) } else { None };
            has_noscript_end = closing.is_some();
            let end = closing.unwrap_or(at);
            let has_story = (end - at) * MOST_OF_THE_PAGE > html.len() && contains(&html[at..end], "<p");
            let to = if has_story { at } else { end };
            drop(start, to);
            at = to;
            continue;
        }
        if is(&"svg") && has_drawing_end {
            if let Some(end) = find_closing(html, at, name) {
                at = end;
                drop(start, at);
                continue;
            }
            has_drawing_end = false;
        }
        if CLOSED_BY_NEXT.iter().any(is) {
            let stop =
                open.iter().rposition(|other| is(other) || CONTAINERS.iter().any(|c| other.eq_ignore_ascii_case(c)));
            if let Some(stop) = stop.filter(|&stop| is(&open[stop])) {
                open.truncate(stop);
            }
        }
        open.push(name);
        if open.len() > limits.max_depth {
            let line = html[..start].bytes().filter(|&b| b == b'\n').count() + 1;
            return Err(format!(
                "elements nested deeper than {} at line {line}; no page that a reader sees is: save its text from a browser as .txt",
                limits.max_depth
            ));
        }
    }
    if kept_to == 0 {
        return Ok(Cow::Borrowed(html));
    }
    kept.push_str(&html[kept_to.min(html.len())..]);
    Ok(Cow::Owned(kept))
}

/// Past the `>` of the tag whose attributes begin at `at`; one inside quotation marks is none.
fn end_of_tag(html: &str, mut at: usize) -> usize {
    let bytes = html.as_bytes();
    let mut quote = None;
    // An opening mark without its partner would take the rest of the page with it.
    let unquoted = html[at..].find('>').map_or(html.len(), |end| at + end + 1);
    while let Some(&byte) = bytes.get(at) {
        match quote {
            None if byte == b'>' => return at + 1,
            None if (byte == b'"' || byte == b'\'') && bytes[..at].trim_ascii_end().ends_with(b"=") => {
                quote = Some(byte);
            }
            Some(mark) if byte == mark => quote = None,
            _ => {}
        }
        at += 1;
    }
    unquoted
}

/// Past the closing tag of a script, style or drawing.
fn find_closing(html: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(next) = html[at..].find("</") {
        at += next + 2;
        let end = at + name.len();
        if html.as_bytes().get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(html[end..].find('>').map_or(html.len(), |close| end + close + 1));
        }
    }
    None
}

fn contains(tag: &str, word: &str) -> bool {
    tag.as_bytes().windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::lean;
    use crate::ingest::Limits;

    fn check(html: &str, wanted: &str) {
        assert_eq!(lean(html, &Limits::default()).unwrap(), wanted);
    }

    #[test]
    fn what_is_no_text_goes() {
        check("<p>One</p>", "<p>One</p>");
        check("a<SCRIPT src='>'>'<b>'</Script >b<style>p{}</style>c", "abc");
        check("a<!-- <p> -->b<!-->c-->d", "abc-->d");
        check(
            "<script type=\"application/LD+json\">{\"a\":\"<b>\"}</script>x",
            "<script type=\"application/LD+json\">{\"a\":\"<b>\"}</script>x",
        );
        check("a<svg><title>x</title></svg>b<svg>c", "ab<svg>c");
        check("a <3 b < c <", "a <3 b < c <");
        check("a<script>b", "a");
        check(
            "a<a title=\"<script>\">b</a><p title=\"x>c<script>d</script>e",
            "a<a title=\"<script>\">b</a><p title=\"x>ce",
        );
        check("a<!-- b", "a");
    }

    #[test]
    fn deep_pages_are_refused_before_they_are_parsed() {
        let limits = Limits::default();
        assert!(lean(&"<div>".repeat(501), &limits).unwrap_err().contains("line 1;"));
        for shallow in
            ["<p>x<br>", "<div></div><!-- <div> --><script>'<b>'</script>", "<p><font>x</p>", "<li><b>x", "</div>"]
        {
            assert!(lean(&shallow.repeat(5000), &limits).is_ok(), "{shallow}");
        }
    }
}
