//! Quotation marks: which characters they are and which side they can be on. What they enclose is for `quote` to say.

/// Which marks belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// “ ”
    CurlyDouble,
    /// ‘ ’; the closing one is also the apostrophe.
    CurlySingle,
    /// " on both sides
    StraightDouble,
    /// ' on both sides; also the apostrophe
    StraightSingle,
    /// Two backquotes and two apostrophes
    Doubled,
    /// « » and » «
    Guillemets,
    /// „ “ or „ ”
    Low,
    /// ‹ ›
    SingleGuillemets,
    /// 「 」
    Corner,
}

/// The mark at the start of `text`, with its length in bytes: two apostrophes or two backquotes, straight or curly, are one mark.
pub fn at(text: &str) -> Option<(Family, usize)> {
    if text.starts_with("''") || text.starts_with("``") {
        return Some((Family::Doubled, 2));
    }
    if text.starts_with("’’") || text.starts_with("‘‘") {
        return Some((Family::Doubled, 2 * '’'.len_utf8()));
    }
    let c = text.chars().next()?;
    let family = match c {
        '“' | '”' | '‟' => Family::CurlyDouble,
        '„' => Family::Low,
        '‘' | '’' | '‚' => Family::CurlySingle,
        '"' | '＂' => Family::StraightDouble,
        '\'' => Family::StraightSingle,
        '«' | '»' => Family::Guillemets,
        '‹' | '›' => Family::SingleGuillemets,
        '「' | '」' | '『' | '』' => Family::Corner,
        _ => return None,
    };
    Some((family, c.len_utf8()))
}

/// `text` without one mark at its start and one at its end; white space inside them goes too.
///
/// ```
/// use whosaid::text::mark::without_outer_marks;
/// assert_eq!(without_outer_marks("“We won,”"), "We won,");
/// assert_eq!(without_outer_marks("that it was “over”"), "that it was “over”");
/// ```
pub fn without_outer_marks(text: &str) -> &str {
    let text = text.trim();
    let Some((_, open)) = at(text) else {
        // A passage whose mark opened in an earlier part keeps only its closing one.
        return match last(text) {
            Some(close) if !text[..text.len() - close].chars().any(is_mark) => text[..text.len() - close].trim_end(),
            _ => text,
        };
    };
    let inner = &text[open..];
    // “A” and “B”: the marks at the two ends are not each other's partners.
    let close = last(inner).filter(|&close| partners_across(&inner[..inner.len() - close]));
    match close {
        Some(close) => inner[..inner.len() - close].trim(),
        None if !inner.chars().any(is_double) => inner.trim_start(),
        None => text,
    }
}

fn is_mark(c: char) -> bool {
    at(c.encode_utf8(&mut [0; 4])).is_some()
}

fn is_double(c: char) -> bool {
    matches!(c, '“' | '”' | '"' | '«' | '»' | '„' | '‟')
}

/// Length in bytes of the mark at the end of `text`.
fn last(text: &str) -> Option<usize> {
    if text.ends_with("''") {
        return Some(2);
    }
    if text.ends_with("’’") {
        return Some(2 * '’'.len_utf8());
    }
    text.chars().next_back().filter(|&c| is_mark(c)).map(char::len_utf8)
}

/// Whether what stands between two outer marks closes no mark that it did not open.
fn partners_across(inner: &str) -> bool {
    let mut depth = 0i32;
    let mut straight = false;
    for c in inner.chars() {
        match c {
            '“' | '„' | '«' => depth += 1,
            '”' | '»' => depth -= 1,
            '"' => straight = !straight,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    !straight || !inner.contains('"')
}

#[cfg(test)]
mod tests {
    use super::without_outer_marks;

    #[test]
    fn only_the_outer_pair_goes() {
        for (text, want) in [
            ("“It is ‘late,’” ", "It is ‘late,’"),
            ("“A” and “B”", "“A” and “B”"),
            ("“never closed", "never closed"),
            ("''New York style,''", "New York style,"),
            ("\"straight\"", "straight"),
            ("no marks", "no marks"),
            ("“", ""),
            ("", ""),
        ] {
            assert_eq!(without_outer_marks(text), want, "{text}");
        }
    }
}
