//! Words that are two: do|n’t, Lee|’s, can|not, gon|na, as the treebanks cut them.

use super::extent::is_word_char;

/// `’ll` and what is like it.
const LONGEST_ENDING_CHARS: usize = 3;

/// Where a word is cut because it is two: its length when it is one.
pub(super) fn contraction(word: &str) -> usize {
    // Words written together, and contractions whose apostrophe was left out. “its”, “were”, “ill” and “well” are words themselves.
    const JOINED: &[(&str, usize)] = &[
        ("aint", 2),
        ("alot", 1),
        ("arent", 3),
        ("cannot", 3),
        ("cant", 2),
        ("couldnt", 5),
        ("didnt", 3),
        ("doesnt", 4),
        ("dont", 2),
        ("dunno", 2),
        ("gimme", 3),
        ("gonna", 3),
        ("gotta", 3),
        ("hadnt", 3),
        ("hasnt", 3),
        ("havent", 4),
        ("im", 1),
        ("isnt", 2),
        ("itll", 2),
        ("ive", 1),
        ("lemme", 3),
        ("outta", 3),
        ("shouldnt", 6),
        ("thats", 4),
        ("theres", 5),
        ("theyre", 4),
        ("theyve", 4),
        ("wanna", 3),
        ("wasnt", 3),
        ("werent", 4),
        ("whats", 4),
        ("wont", 2),
        ("wouldnt", 5),
        ("youll", 3),
        ("youre", 3),
        ("youve", 3),
    ];
    let bytes = word.as_bytes();
    let mut last_chars = word.char_indices().rev().take(LONGEST_ENDING_CHARS);
    if let Some((quote, mark)) = last_chars.find(|&(_, c)| matches!(c, '\'' | '’' | '`')) {
        let ending = &word[quote + mark.len_utf8()..];
        if quote == 0 {
            return word.len();
        }
        if ["s", "ll", "re", "ve", "d", "m"].iter().any(|known| known.eq_ignore_ascii_case(ending)) {
            return quote;
        }
        if ending.eq_ignore_ascii_case("t") && quote > 1 && bytes[quote - 1].eq_ignore_ascii_case(&b'n') {
            return quote - 1;
        }
        return word.len();
    }
    // Nearly every word is told apart by its last two letters already.
    let &[.., last_but_one, last] = bytes else { return word.len() };
    let may_join = matches!(
        (last_but_one | 32, last | 32),
        (b'n' | b'o', b't')
            | (b'n' | b't', b'a')
            | (b'v' | b'r' | b'm', b'e')
            | (b'l', b'l')
            | (b'i', b'm')
            | (b't' | b'e', b's')
            | (b'n', b'o')
    );
    if !may_join || bytes.len() > 8 {
        return word.len();
    }
    JOINED.iter().find(|(joined, _)| joined.eq_ignore_ascii_case(word)).map_or(word.len(), |&(_, cut)| cut)
}

/// Length of the clitic behind an apostrophe that opens a stretch: ’em, ’til, or an ending written apart, ’s.
pub(super) fn clitic(behind: &str, opens: bool) -> Option<usize> {
    const ENDINGS: [&str; 6] = ["s", "ll", "re", "ve", "d", "m"];
    const WORDS: [&str; 8] = ["em", "til", "cause", "bout", "tis", "twas", "n", "round"];
    let len = behind.find(|c| !is_word_char(c)).unwrap_or(behind.len());
    let word = &behind[..len];
    if len == 0 || len > 5 || behind[len..].starts_with(['\'', '’']) && word != "n" {
        return None;
    }
    let known = ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(word))
        || opens && WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    known.then_some(len)
}
