//! RTF: its paragraphs, without fonts, pictures and notes. Groups are kept on a stack of our own, so no depth can end the process.

use super::{Paragraphs, give};
use crate::article::BlockKind;
use crate::ingest::{Origin, Sink};
use encoding_rs::Encoding;
use std::ops::ControlFlow;

pub(in crate::ingest) fn read(bytes: &[u8], origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let (paragraphs, is_whole) = paragraphs(bytes);
    give(None, paragraphs, origin, sink)?;
    if is_whole {
        return ControlFlow::Continue(());
    }
    sink(origin.failed(None, None, "the RTF ends early; the file was cut short, what came before is kept"))
}

/// Groups whose words are not the text's.
const NOT_TEXT: &[&str] = &[
    "annotation",
    "author",
    "colortbl",
    "comment",
    "fldinst",
    "fonttbl",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "footnote",
    "generator",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "listtable",
    "object",
    "pict",
    "stylesheet",
    "themedata",
    "title",
    "xmlnstbl",
];

/// What holds inside of a group, and ends with it.
#[derive(Clone, Copy)]
struct Group {
    is_text: bool,
    is_hidden: bool,
    /// How many bytes stand for a character that an old program cannot show.
    n_fallback: usize,
}

struct Reader {
    paragraphs: Paragraphs,
    words: String,
    /// Bytes of the old encoding, not yet decoded.
    bytes: Vec<u8>,
    encoding: &'static Encoding,
    /// The first half of a character that takes two.
    high: Option<u16>,
}

impl Reader {
    fn decode(&mut self) {
        if !self.bytes.is_empty() {
            let (text, _) = self.encoding.decode_without_bom_handling(&self.bytes);
            self.words.push_str(&text);
            self.bytes.clear();
        }
    }

    fn push(&mut self, c: char) {
        self.decode();
        self.words.push(c);
    }

    fn unit(&mut self, unit: u16) {
        let units = self.high.take().into_iter().chain([unit]);
        for decoded in char::decode_utf16(units) {
            match decoded {
                Ok(c) => self.push(c),
                Err(error) if (0xd800..0xdc00).contains(&error.unpaired_surrogate()) => self.high = Some(unit),
                Err(_) => {}
            }
        }
    }

    fn end_paragraph(&mut self) {
        self.decode();
        let words = std::mem::take(&mut self.words);
        self.paragraphs.push(BlockKind::Paragraph, words);
    }
}

fn paragraphs(bytes: &[u8]) -> (Paragraphs, bool) {
    let mut reader = Reader {
        paragraphs: Paragraphs::default(),
        words: String::new(),
        bytes: Vec::new(),
        encoding: encoding_rs::WINDOWS_1252,
        high: None,
    };
    let mut groups = vec![Group { is_text: true, is_hidden: false, n_fallback: 1 }];
    let (mut at, mut n_skip) = (0, 0usize);
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        let group = *groups.last().unwrap_or(&Group { is_text: true, is_hidden: false, n_fallback: 1 });
        let is_shown = group.is_text && !group.is_hidden;
        match byte {
            b'{' => groups.push(group),
            b'}' => {
                groups.pop();
                n_skip = 0;
                if groups.len() <= 1 {
                    break;
                }
            }
            b'\r' | b'\n' => {}
            b'\\' => {
                let (word, number, next) = control(bytes, at);
                at = next;
                let last = groups.len() - 1;
                match word {
                    b"'" => {
                        let digits = bytes.get(at..at + 2).and_then(|digits| std::str::from_utf8(digits).ok());
                        at = (at + 2).min(bytes.len());
                        if n_skip > 0 {
                            n_skip -= 1;
                        } else if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok())
                            && is_shown
                        {
                            reader.bytes.push(byte);
                        }
                    }
                    b"bin" => at = at.saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0)),
                    b"*" => groups[last].is_text = false,
                    b"v" => groups[last].is_hidden = number != Some(0),
                    b"plain" => groups[last].is_hidden = false,
                    b"uc" => groups[last].n_fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(8),
                    b"ansicpg" => {
                        let label = format!("windows-{}", number.unwrap_or(1252));
                        reader.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(reader.encoding);
                    }
                    b"mac" => reader.encoding = encoding_rs::MACINTOSH,
                    b"u" if is_shown => {
                        // Numbers above 32,767 are written as negative ones.
                        reader.unit(number.unwrap_or(0).cast_unsigned() as u16);
                        n_skip = group.n_fallback;
                    }
                    word if NOT_TEXT.iter().any(|name| name.as_bytes() == word) => groups[last].is_text = false,
                    _ if !is_shown => {}
                    b"par" | b"page" | b"sect" | b"row" | b"cell" | b"\n" | b"\r" => reader.end_paragraph(),
                    b"line" => reader.push('\n'),
                    b"tab" | b"emspace" | b"enspace" => reader.push(' '),
                    b"~" => reader.push('\u{a0}'),
                    b"_" => reader.push('\u{2011}'),
                    b"lquote" => reader.push('‘'),
                    b"rquote" => reader.push('’'),
                    b"ldblquote" => reader.push('“'),
                    b"rdblquote" => reader.push('”'),
                    b"endash" => reader.push('–'),
                    b"emdash" => reader.push('—'),
                    b"bullet" => reader.push('•'),
                    b"\\" | b"{" | b"}" => reader.push(char::from(word[0])),
                    _ => {}
                }
            }
            _ if n_skip > 0 => n_skip -= 1,
            _ if is_shown => reader.bytes.push(byte),
            _ => {}
        }
    }
    reader.end_paragraph();
    (reader.paragraphs, groups.len() <= 1)
}

/// The control word or symbol at `at`, its number, and where what follows begins.
fn control(bytes: &[u8], at: usize) -> (&[u8], Option<i32>, usize) {
    let n_letters = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if n_letters == 0 {
        let end = (at + 1).min(bytes.len());
        return (&bytes[at..end], None, end);
    }
    let word = &bytes[at..at + n_letters];
    let mut end = at + n_letters;
    let digits_at = end;
    end += usize::from(bytes.get(end) == Some(&b'-'));
    end += bytes[end..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&bytes[digits_at..end]).ok().and_then(|digits| digits.parse().ok());
    end += usize::from(bytes.get(end) == Some(&b' '));
    (word, number, end)
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    fn check(rtf: &[u8], wanted: &[&str]) {
        let found: Vec<String> = paragraphs(rtf).0.0.into_iter().map(|(_, words)| words.trim().to_owned()).collect();
        assert_eq!(found, wanted, "{}", String::from_utf8_lossy(rtf));
    }

    #[test]
    fn words_marks_and_what_is_no_text() {
        check(
            br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator X;}\f0\b \'93It sank,\'94\b0  said Ren\'e9.\par Two\line lines\u8212 ?here.\par}",
            &["“It sank,” said René.", "Two\nlines—here."],
        );
        check(br"{\rtf1 {\pict\bin4 }}}}a} b\{c\}\par{\v hidden}{\footnote note}\u-10179 ?\u-8704 ?}", &["b{c}", "😀"]);
        check(br"{\rtf1\ansicpg1251 \'cf\'f0\'e8}", &["При"]);
        check(br"{\rtf1 cut \'9", &["cut"]);
    }
}
