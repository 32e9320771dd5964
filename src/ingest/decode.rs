//! Bytes into text: which encoding, and what to note when it had to be guessed. No markup but `<meta charset>`.

use crate::article::NoteKind;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// A text and what was odd about its bytes.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) note: Option<NoteKind>,
}

/// Why these bytes are no text at all, or `None` when they may be.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    if bytes.starts_with(b"%PDF-") {
        return Some("looks like a PDF, whatever its name says; save its text as .txt");
    }
    let head = &bytes[..bytes.len().min(8192)];
    // Text has hardly any control character; a stray NUL is damage.
    let n_zeros = head.split(|&b| b == 0).count() - 1;
    let n_controls = head.iter().filter(|&&b| b < 32 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    (n_zeros * 100 > head.len() || n_controls * 10 > head.len())
        .then_some("looks like binary data, whatever its name says; save its text as .txt")
}

/// Decodes by the byte-order mark, else as UTF-8 if all of it is, else (for HTML) as the page says, else by a guess that is noted.
pub(super) fn decode(bytes: Vec<u8>, is_html: bool) -> Decoded {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(&bytes) {
        let (text, replaced) = encoding.decode_without_bom_handling(&bytes[mark_bytes..]);
        return Decoded { text: text.into_owned(), note: replaced.then_some(NoteKind::BytesReplaced) };
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, note: None },
        Err(error) => error.into_bytes(),
    };
    if is_mostly_utf8(&bytes) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        return Decoded { text, note: Some(NoteKind::BytesReplaced) };
    }
    let claimed = if is_html { claimed_encoding(&bytes).filter(|&encoding| encoding != UTF_8) } else { None };
    let encoding = claimed.unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    });
    let (text, replaced) = encoding.decode_without_bom_handling(&bytes);
    let guessed = claimed.is_none().then_some(NoteKind::EncodingGuessed);
    Decoded { text: text.into_owned(), note: if replaced { Some(NoteKind::BytesReplaced) } else { guessed } }
}

/// Whether it is UTF-8 with a few broken bytes, which another encoding would turn into noise all over.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut n_broken = 0usize;
    let mut n_wide = 0usize;
    for chunk in bytes.utf8_chunks() {
        n_broken += usize::from(!chunk.invalid().is_empty());
        n_wide += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    n_wide >= n_broken * 4
}

/// What `<meta charset=…>` or an XML declaration says in the first 4 KiB.
fn claimed_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let label_after = |name: &str| {
        let rest = head[head.find(name)? + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let label = rest.trim_start_matches(['"', '\'']);
        let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(label.len());
        Encoding::for_label(&label.as_bytes()[..end])
    };
    label_after("charset").or_else(|| label_after("encoding"))
}

#[cfg(test)]
mod tests {
    use super::{binary, decode};
    use crate::article::NoteKind;

    #[test]
    fn marks_labels_and_guesses() {
        let check = |bytes: &[u8], is_html: bool, text: &str, note: Option<NoteKind>| {
            let decoded = decode(bytes.to_vec(), is_html);
            assert_eq!((decoded.text.as_str(), decoded.note), (text, note));
        };
        check(b"\xef\xbb\xbfcaf\xc3\xa9", false, "café", None);
        check(b"\xff\xfeh\0i\0", false, "hi", None);
        check(b"<meta charset=iso-8859-1>caf\xe9", true, "<meta charset=iso-8859-1>café", None);
        check(b"He said \x93the ferry\x94 sank.", false, "He said “the ferry” sank.", Some(NoteKind::EncodingGuessed));
        check("“one” “two” \u{1}".as_bytes(), false, "“one” “two” \u{1}", None);
        let mut broken = "“one” “two” “three” ".as_bytes().to_vec();
        broken.push(0x93);
        check(&broken, false, "“one” “two” “three” \u{fffd}", Some(NoteKind::BytesReplaced));
    }

    #[test]
    fn binary_data_is_seen() {
        assert!(binary(b"abc\0def").is_some() && binary(b"%PDF-1.7").is_some());
        assert!(binary(format!("{}\0", "plain words ".repeat(20)).as_bytes()).is_none());
        assert!(binary("plain words\r\n\t\u{1b}[1m".as_bytes()).is_none() && binary(b"\xff\xfeh\0").is_none());
    }
}
