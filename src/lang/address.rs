//! Web and e-mail addresses in text: where one ends. Which token they make is for `token` to say.

/// An address is looked for in at most this many bytes before its `@`: the limit of a local part (RFC 5321, 4.5.3.1).
const LONGEST_LOCAL_PART_BYTES: usize = 64;

/// Length of the Web or e-mail address at the start of `rest`; 0 when none begins there.
pub(super) fn address(rest: &str, has_at_sign: bool, has_slash: bool) -> usize {
    const SCHEMES: [&str; 5] = ["http://", "https://", "ftp://", "mailto:", "www."];
    let scheme = SCHEMES.iter().find(|scheme| {
        rest.len() > scheme.len()
            && rest.is_char_boundary(scheme.len())
            && rest[..scheme.len()].eq_ignore_ascii_case(scheme)
    });
    if scheme.is_some() {
        let end = rest.find(['"', '<', '>', '”', '“', '»', ']']).unwrap_or(rest.len());
        return trim_address(&rest[..end]);
    }
    let bytes = rest.as_bytes();
    if has_at_sign && bytes[0].is_ascii_alphanumeric() {
        let local = bytes
            .iter()
            .take(LONGEST_LOCAL_PART_BYTES)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-'))
            .count();
        if bytes.get(local) == Some(&b'@') && bytes.get(local + 1).is_some_and(u8::is_ascii_alphanumeric) {
            let domain = bytes[local + 1..]
                .iter()
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
                .count();
            if bytes[local + 1..local + 1 + domain].contains(&b'.') {
                return trim_address(&rest[..local + 1 + domain]);
            }
        }
    }
    // example.org/page
    if has_slash && bytes[0].is_ascii_alphanumeric() {
        let host = bytes
            .iter()
            .take(LONGEST_LOCAL_PART_BYTES)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
            .count();
        if bytes.get(host) == Some(&b'/') && rest[..host].rsplit_once('.').is_some_and(|(_, top)| is_top_domain(top)) {
            let end = rest.find(['"', '<', '>', '”', '“', '»', ']']).unwrap_or(rest.len());
            return trim_address(&rest[..end]);
        }
    }
    0
}

/// Length without the punctuation of the sentence around it.
fn trim_address(address: &str) -> usize {
    let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '’', '\'', '*']);
    if trimmed.ends_with(')') && !trimmed.contains('(') {
        return trimmed.trim_end_matches(')').trim_end_matches(['.', ',', ';', ':']).len();
    }
    trimmed.len()
}

/// Ends of host and file names that a point joins to what stands before it: breitbart.com, minutes.pdf.
pub(super) fn is_top_domain(top: &str) -> bool {
    const TOPS: &[&str] = &[
        "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "uk", "us", "ca", "de", "fr", "eu", "ru", "au",
        "in", "jp", "cn", "tv", "io", "co", "me", "ly", "nz", "ie", "za", "doc", "pdf", "xls", "txt", "jpg", "png",
        "gif", "htm", "html", "php", "zip", "exe", "mp3", "ppt", "docx", "csv",
    ];
    TOPS.iter().any(|known| known.eq_ignore_ascii_case(top))
}
