//! Folding for comparison: case, accents, quotation marks, dashes and spaces; never applied to text that is shown or stored.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` in lower case without accents, its marks and dashes straight, each run of white space one space.
///
/// ```
/// assert_eq!(whosaid::text::fold::fold("  José’s “Big\u{a0}Day” "), "jose's \"big day\"");
/// ```
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return squeeze(text.chars().map(|c| c.to_ascii_lowercase()));
    }
    squeeze(text.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).map(|c| match c {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '`' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        other => other,
    }))
}

fn squeeze(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    for c in chars {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}
