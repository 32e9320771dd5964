//! One article as reading leaves it: its text and what is known of where it came from. No analysis here.

use crate::text::Span;
use jiff::civil::Date;
use std::fmt::{self, Write as _};
use std::path::Path;

/// Longest text that is analyzed unless the user says otherwise, in bytes.
pub const MAX_TEXT_BYTES: usize = 16 << 20;

/// One article: text that is only ever pointed at, never changed, and its metadata.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Where it was read.
    pub key: Key,
    /// The id that the article brings, else a hash of key and text.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Names in the byline, in order, without "By".
    pub authors: Vec<String>,
    /// The outlet that printed it.
    pub publisher: Option<String>,
    /// When it was published, and on what evidence.
    pub published: Option<Published>,
    /// Its address, if it has one.
    pub url: Option<String>,
    /// ISO 639-1 code of its language.
    pub language: Option<String>,
    /// What sort of text it is, where that is known.
    pub form: Option<Form>,
    /// The text that all spans point into.
    pub text: String,
    /// The parts of `text`, in order, when the format had markup; empty for plain and JSON text, whose paragraphs the analysis finds.
    pub blocks: Vec<Block>,
    /// What was odd when it was read.
    pub notes: Vec<Note>,
    /// Name of its file inside of an archive.
    pub entry: Option<String>,
}

/// Key of an article in the index: its file and its place in that file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Path of the file, canonical in the index, as given elsewhere.
    pub path: String,
    /// Place in a container file, from 0; `None` when the file is the article.
    pub part: Option<u32>,
}

impl Key {
    /// A path as text: as it is where it is UTF-8, else with its other bytes as `\xff`, so that two files never share a key.
    pub fn path_text(path: &Path) -> String {
        let mut text = String::new();
        for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
            text.push_str(chunk.valid());
            for byte in chunk.invalid() {
                let _ = write!(text, "\\x{byte:02x}"); // Writing to a string cannot fail.
            }
        }
        text
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Some(part) => write!(f, "{}#{part}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

/// A day, month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// First day of the day, month or year that is meant.
    pub first: Date,
    /// How much of it is known.
    pub precision: Precision,
}

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// All of it.
    Day,
}

impl PartialDate {
    /// The day itself.
    pub fn day(date: Date) -> PartialDate {
        PartialDate { first: date, precision: Precision::Day }
    }

    /// Reads `2025`, `2025-11` or `2025-11-24`; `None` for anything else and for days that do not exist.
    pub fn parse(text: &str) -> Option<PartialDate> {
        let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        let mut parts = text.split('-');
        let year = parts.next().filter(|s| digits(s, 4))?.parse().ok()?;
        let Some(month) = parts.next() else {
            return Some(PartialDate { first: Date::new(year, 1, 1).ok()?, precision: Precision::Year });
        };
        let month = Some(month).filter(|s| digits(s, 2))?.parse().ok()?;
        let Some(day) = parts.next() else {
            return Some(PartialDate { first: Date::new(year, month, 1).ok()?, precision: Precision::Month });
        };
        let day = Some(day).filter(|s| digits(s, 2))?.parse().ok()?;
        if parts.next().is_some() {
            return None;
        }
        Some(PartialDate::day(Date::new(year, month, day).ok()?))
    }

    /// Last day of the day, month or year that is meant.
    pub fn last(self) -> Date {
        match self.precision {
            Precision::Year => self.first.last_of_year(),
            Precision::Month => self.first.last_of_month(),
            Precision::Day => self.first,
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        match self.precision {
            Precision::Year => write!(f, "{year:04}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// When an article was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The date, as precise as the evidence.
    pub date: PartialDate,
    /// The moment in RFC 3339, when the evidence gave a time of day with its offset.
    pub time: Option<String>,
    /// Where it stood.
    pub from: DateSource,
}

/// Where a publication date was found. Names as in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum DateSource {
    JsonLd,
    Meta,
    Time,
    Text,
    Url,
    Feed,
    FrontMatter,
    Field,
    Dateline,
    Path,
    FileName,
}

/// What sort of text an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A report.
    News,
    /// Turns of named speakers.
    Transcript,
    /// A post on a platform: its author says all of it.
    Post,
    /// A press statement.
    Statement,
    /// A letter.
    Letter,
}

/// One part of a text whose format had markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// For a post: who wrote it, and where.
    pub post: Option<Post>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A headline inside the text.
    Heading,
    /// One item of a list.
    ListItem,
    /// A passage set off as a quotation.
    BlockQuote,
    /// A post from a platform, embedded.
    Post,
    /// A speaker's turn in a transcript.
    Turn,
    /// Words under a picture.
    Caption,
    /// "[READ MORE: …]", "Related: …", credits: yields no quotes and no claims.
    Boilerplate,
}

/// Where an embedded post came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// "Truth Social", "X", …
    pub platform: Option<String>,
    /// Display name of its author.
    pub author: Option<String>,
    /// `@handle` of its author, with the sign.
    pub handle: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// An oddity of a text, never an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where; the empty span at 0 when it concerns the whole text.
    pub span: Span,
    /// What.
    pub kind: NoteKind,
}

/// What is odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// An opening mark without its partner: that passage is not read as a quote.
    UnclosedQuote,
    /// The bytes were no valid text in the encoding they claimed; it was guessed.
    EncodingGuessed,
    /// Bytes that no encoding explains were replaced.
    BytesReplaced,
    /// The language is not English: quotes by their marks only.
    LanguagePartlySupported,
}

impl NoteKind {
    /// Its name in the contract's form.
    pub fn name(self) -> &'static str {
        match self {
            NoteKind::UnclosedQuote => "unclosed-quote",
            NoteKind::EncodingGuessed => "encoding-guessed",
            NoteKind::BytesReplaced => "bytes-replaced",
            NoteKind::LanguagePartlySupported => "language-partly-supported",
        }
    }
}
