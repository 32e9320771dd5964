//! Which language a text is in, and the codes and names that files give it.

/// The language of about the first kilobyte, past a headline and byline; `None` unless the guess is a sure one.
pub(super) fn guess(text: &str) -> Option<String> {
    /// Enough to be right on all of 840 English articles, and cheap.
    const SAMPLE_BYTES: usize = 1024;
    let text = text.trim_start();
    let body = text.find("\n\n").filter(|&at| at < 300 && text.len() > at + 400).map_or(text, |at| &text[at..]);
    let sample = start_of(body, SAMPLE_BYTES);
    if is_plainly_english(sample) {
        return Some("en".to_owned());
    }
    let guess = whatlang::detect(sample)?;
    if !guess.is_reliable() {
        return None;
    }
    code(guess.lang().code())
}

/// Whether one word in ten is one that English uses all the time and no other language does. Nearly every article is English, and whatlang
/// takes a twentieth of the time of its whole analysis.
fn is_plainly_english(text: &str) -> bool {
    const WORDS: [&str; 14] =
        ["the", "and", "of", "that", "with", "said", "from", "his", "her", "their", "were", "has", "have", "which"];
    /// Fewer words tell little.
    const FEWEST: usize = 40;
    let (mut n_words, mut n_english) = (0, 0);
    for word in text.split_ascii_whitespace() {
        n_words += 1;
        n_english += usize::from(WORDS.contains(&word));
    }
    n_words >= FEWEST && n_english * 10 >= n_words
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

#[cfg(test)]
mod tests {
    use super::{guess, is_plainly_english};

    #[test]
    fn english_is_told_by_its_small_words_and_no_other_language_is() {
        let english = "The harbor board said that the ferry sails from the old pier, and that the crew were told of it a week ago. \
            Nobody has asked for their tickets back, which the mayor called a good sign for the season and for her own plans \
            with the island.";
        assert!(is_plainly_english(english));
        let others = [
            (
                "nl",
                "De burgemeester zei dat de veerboot van de oude pier vertrekt en dat de bemanning een week geleden is ingelicht. \
                Niemand heeft om zijn geld gevraagd, wat zij een goed teken noemde voor het seizoen en voor haar eigen plannen met \
                het eiland, of voor wie er was.",
            ),
            (
                "de",
                "Die Bürgermeisterin sagte, die Fähre fahre vom alten Pier ab, und die Mannschaft sei vor einer Woche davon \
                unterrichtet worden. Niemand hat sein Geld zurückverlangt, was sie ein gutes Zeichen nannte, für die Saison und \
                für ihre eigenen Pläne mit der Insel, die schon lange bekannt waren.",
            ),
            (
                "es",
                "La alcaldesa dijo que el ferry sale del muelle viejo y que la tripulación fue avisada hace una semana. Nadie ha \
                pedido que le devuelvan el dinero, lo que ella llamó una buena señal para la temporada y para sus propios planes \
                con la isla, que son conocidos desde hace mucho tiempo.",
            ),
        ];
        for (code, text) in others {
            assert!(!is_plainly_english(text), "{code}");
            assert_eq!(guess(text).as_deref(), Some(code));
        }
    }
}
