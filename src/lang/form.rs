//! What the characters of one token tell the models: hashes of the word, its stem and affixes, and its shape.

use crate::model::features::word;

/// Longer words are told by their first bytes.
const LONGEST_BYTES: usize = 40;

/// Hashes of one token, computed once and shared by all models.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// In lower case, digits as 0, marks straight, dashes alike.
    pub word: u32,
    /// Without a regular ending: "claims", "claimed" and "claiming" share it.
    pub stem: u32,
    /// Last byte, last two, three and four bytes.
    pub suffixes: [u32; 4],
    /// First byte, and first three bytes.
    pub prefixes: [u32; 2],
    /// Capitals, digits, hyphens, other characters, and length up to 4.
    pub shape: u32,
}

impl Form {
    /// Stands for what is before the first and behind the last token of a sentence.
    pub const EDGE: Form = Form { word: 1, stem: 1, suffixes: [1; 4], prefixes: [1; 2], shape: 1 << 20 };

    /// The form of a token's characters.
    pub fn of(token: &str) -> Form {
        let mut buffer = [0u8; LONGEST_BYTES + 4];
        let mut n = 0;
        let (mut upper, mut lower, mut digits, mut hyphens, mut others) = (0u32, 0u32, 0u32, 0u32, 0u32);
        let mut push = |bytes: &[u8]| {
            buffer[n..n + bytes.len()].copy_from_slice(bytes);
            n += bytes.len();
            n < LONGEST_BYTES
        };
        for c in token.chars() {
            let more = match c {
                'a'..='z' => {
                    lower += 1;
                    push(&[c as u8])
                }
                'A'..='Z' => {
                    upper += 1;
                    push(&[c as u8 | 32])
                }
                '0'..='9' => {
                    digits += 1;
                    push(b"0")
                }
                '-' | '‐' | '‑' => {
                    hyphens += 1;
                    push(b"-")
                }
                '–' | '—' | '―' => {
                    others += 1;
                    push(b"--")
                }
                '‘' | '’' | '\'' => {
                    others += 1;
                    push(b"'")
                }
                '“' | '”' | '"' => {
                    others += 1;
                    push(b"\"")
                }
                '…' => {
                    others += 1;
                    push(b"...")
                }
                _ if c.is_alphabetic() => {
                    let small = c.to_lowercase().next().unwrap_or(c);
                    if small == c {
                        lower += 1;
                    } else {
                        upper += 1;
                    }
                    push(small.encode_utf8(&mut [0; 4]).as_bytes())
                }
                _ => {
                    others += 1;
                    push(c.encode_utf8(&mut [0; 4]).as_bytes())
                }
            };
            if !more {
                break;
            }
        }
        // Two apostrophes or two backquotes are a quotation mark.
        if matches!(&buffer[..n], b"''" | b"``") {
            (buffer[0], n) = (b'"', 1);
        }
        let bytes = &buffer[..n];
        // A word no longer than the suffix is another thing than a longer word that ends so.
        let suffix = |length: usize| match n.checked_sub(length) {
            Some(start) if start > 0 => word(bytes[start..].iter().copied()),
            _ => word(bytes.iter().copied()) ^ 1,
        };
        let shape = u32::from(token.starts_with(char::is_uppercase))
            | u32::from(upper > 1) << 1
            | u32::from(lower > 0) << 2
            | u32::from(digits > 0) << 3
            | u32::from(hyphens > 0) << 4
            | u32::from(others > 0) << 5
            | (n.min(4) as u32) << 6;
        Form {
            word: word(bytes.iter().copied()),
            stem: stem(bytes),
            suffixes: [suffix(1), suffix(2), suffix(3), suffix(4)],
            prefixes: [word(bytes[..n.min(1)].iter().copied()), word(bytes[..n.min(3)].iter().copied())],
            shape,
        }
    }

    /// Whether it begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.shape & 1 != 0
    }

    /// Whether it holds a capital and small letters: "eBay".
    pub fn has_capital(&self) -> bool {
        self.shape & 1 != 0 || self.shape & 0b110 == 0b110
    }

    /// Whether it has several letters, all of them capitals: "FEC".
    pub fn is_upper(&self) -> bool {
        self.shape & 0b110 == 0b010
    }

    /// Whether it holds a digit.
    pub fn has_digit(&self) -> bool {
        self.shape & 1 << 3 != 0
    }

    /// Whether it holds a letter.
    pub fn is_word(&self) -> bool {
        self.shape & 0b101 != 0
    }
}

/// Hash of a word without -ing, -ed, -es, -s or -e, and with a doubled consonant single: crude, but the same for most forms of a verb.
fn stem(word: &[u8]) -> u32 {
    let n = word.len();
    let endings: [(&[u8], usize, usize); 7] =
        [(b"ing", 5, 3), (b"ied", 4, 2), (b"ed", 4, 2), (b"ies", 4, 2), (b"es", 3, 2), (b"s", 3, 1), (b"e", 3, 1)];
    let ending = endings.iter().find(|&&(ending, longer_than, _)| n > longer_than && word.ends_with(ending));
    let cut = match ending {
        Some(_) if word.ends_with(b"ss") => n,
        Some(&(_, _, cut)) => n - cut,
        None => n,
    };
    let doubled = cut > 4 && cut < n && word[cut - 1] == word[cut - 2] && b"tpgnmbdr".contains(&word[cut - 1]);
    let cut = cut - usize::from(doubled);
    let last =
        if cut < n && word[cut - 1] == b'i' { b'y' } else { word.get(cut.wrapping_sub(1)).copied().unwrap_or(0) };
    crate::model::features::word(word[..cut.saturating_sub(1)].iter().copied().chain([last]))
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn forms_of_a_verb_share_their_stem_and_marks_are_alike() {
        for (one, other) in
            [("claims", "claimed"), ("claiming", "Claim"), ("denied", "denies"), ("admitting", "admitted")]
        {
            assert_eq!(Form::of(one).stem, Form::of(other).stem, "{one} {other}");
        }
        assert_eq!(Form::of("“").word, Form::of("''").word);
        assert_eq!(Form::of("2016").word, Form::of("1999").word);
        assert_ne!(Form::of("US").shape, Form::of("us").shape);
        assert_eq!(Form::of("É").word, Form::of("é").word);
        let long = "x".repeat(1000);
        assert_eq!(Form::of(&long).word, Form::of(&long[..500]).word);
    }
}
