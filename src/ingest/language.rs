//! Which language a text is in, and the codes and names that files give it.

/// The language of about the first kilobyte, past a headline and byline; `None` unless the guess is a sure one.
pub(super) fn guess(text: &str) -> Option<String> {
    /// Enough to be right on all of 840 English articles, and cheap.
    const SAMPLE_BYTES: usize = 1024;
    let text = text.trim_start();
    let body = text.find("\n\n").filter(|&at| at < 300 && text.len() > at + 400).map_or(text, |at| &text[at..]);
    let guess = whatlang::detect(start_of(body, SAMPLE_BYTES))?;
    if !guess.is_reliable() {
        return None;
    }
    code(guess.lang().code())
}

/// ISO 639-1 code for a code of two or three letters, a tag like `en-GB`, or an English name; `None` when it is none of ours.
pub(super) fn code(name: &str) -> Option<String> {
    /// Code of three letters (whatlang's), code of two, English name.
    const LANGUAGES: &[(&str, &str, &str)] = &[
        ("afr", "af", "afrikaans"),
        ("ara", "ar", "arabic"),
        ("bul", "bg", "bulgarian"),
        ("cat", "ca", "catalan"),
        ("ces", "cs", "czech"),
        ("cmn", "zh", "chinese"),
        ("dan", "da", "danish"),
        ("deu", "de", "german"),
        ("ell", "el", "greek"),
        ("eng", "en", "english"),
        ("est", "et", "estonian"),
        ("fin", "fi", "finnish"),
        ("fra", "fr", "french"),
        ("heb", "he", "hebrew"),
        ("hin", "hi", "hindi"),
        ("hrv", "hr", "croatian"),
        ("hun", "hu", "hungarian"),
        ("ind", "id", "indonesian"),
        ("ita", "it", "italian"),
        ("jpn", "ja", "japanese"),
        ("kor", "ko", "korean"),
        ("lav", "lv", "latvian"),
        ("lit", "lt", "lithuanian"),
        ("nld", "nl", "dutch"),
        ("nob", "nb", "norwegian"),
        ("pes", "fa", "persian"),
        ("pol", "pl", "polish"),
        ("por", "pt", "portuguese"),
        ("ron", "ro", "romanian"),
        ("rus", "ru", "russian"),
        ("slk", "sk", "slovak"),
        ("slv", "sl", "slovene"),
        ("spa", "es", "spanish"),
        ("srp", "sr", "serbian"),
        ("swe", "sv", "swedish"),
        ("tha", "th", "thai"),
        ("tur", "tr", "turkish"),
        ("ukr", "uk", "ukrainian"),
        ("urd", "ur", "urdu"),
        ("vie", "vi", "vietnamese"),
    ];
    let lower = name.trim().to_lowercase();
    let tag = lower.split(['-', '_']).next().unwrap_or_default();
    if tag.len() == 2 && tag.bytes().all(|b| b.is_ascii_lowercase()) {
        return Some(tag.to_owned());
    }
    let row = LANGUAGES.iter().find(|row| row.0 == tag || row.2 == tag);
    row.map(|row| row.1.to_owned())
}

/// The first `max_bytes` of a text, or a little less where a character would be cut.
pub(super) fn start_of(text: &str, max_bytes: usize) -> &str {
    let mut end = text.len().min(max_bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
