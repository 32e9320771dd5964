//! Files and streams into articles: which format, which text, which metadata. No analysis here.
//!
//! One bad file or record never stops the others: what cannot be read becomes an [`Item`] that says why.

pub mod claim_review;
mod compress;
mod decode;
mod html;
mod json;
mod markdown;
mod plain;
mod published;
pub mod walk;

pub(crate) use compress::explain;

use crate::article::{Article, Form, Key, Note, NoteKind};
use crate::text::{Span, fingerprint};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

/// Bounds that keep one hostile or broken file from taking the machine down.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Longest text of one article, in bytes; a longer one is skipped.
    pub max_article_bytes: u64,
    /// Most bytes that one compressed file may expand to.
    pub max_expanded_bytes: u64,
    /// Most bytes out for one byte in of a compressed file, once more than 64 MiB came out.
    pub max_ratio: u64,
    /// Deepest nesting of HTML elements that is parsed; parsing time grows with its square. JSON stops at 128.
    pub max_depth: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { max_article_bytes: 16 << 20, max_expanded_bytes: 4 << 30, max_ratio: 200, max_depth: 500 }
    }
}

/// Why a file or a record gave no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Place in a container file, from 0, where it concerns one record.
    pub part: Option<u32>,
    /// Line in the file, from 1, where that is known.
    pub line: Option<u64>,
    /// What is wrong and what to do about it, without a trailing dot.
    pub reason: String,
}

impl Problem {
    /// A problem of a whole file.
    pub(crate) fn file(reason: impl Into<String>) -> Problem {
        Problem { part: None, line: None, reason: reason.into() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        f.write_str(&self.reason)
    }
}

/// What reading gives, in the order of the file.
#[derive(Debug)]
pub enum Item {
    /// An article.
    Article(Box<Article>),
    /// Something that is not ours to read: empty, binary, too long.
    Skipped(Problem),
    /// Something that should have been readable and was not.
    Failed(Problem),
}

/// Receives the items of one file; breaks to stop reading it.
type Sink<'a> = dyn FnMut(Item) -> ControlFlow<()> + 'a;

/// The input formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Plain,
    Markdown,
    Html,
    /// One value, an array of objects, or values one after the other.
    Json,
    /// One value a line.
    JsonLines,
}

/// What is the same for all records of one file.
struct Origin<'a> {
    key: &'a str,
    limits: &'a Limits,
}

/// Extensions of formats that are certainly no text, so that such files are not even opened.
const BINARY_EXTENSIONS: &[&str] = &[
    "7z", "a", "aac", "accdb", "ai", "apk", "avi", "avif", "bin", "bmp", "bz2", "class", "db", "dll", "dmg", "doc",
    "docx", "dylib", "eot", "eps", "epub", "exe", "flac", "gif", "gpg", "heic", "ico", "idx", "iso", "jar", "jpeg",
    "jpg", "m4a", "m4v", "mdb", "mkv", "mobi", "mov", "mp3", "mp4", "mpeg", "mpg", "msi", "numbers", "o", "odp", "ods",
    "odt", "ogg", "opus", "otf", "pages", "parquet", "pdf", "pkl", "png", "ppt", "pptx", "psd", "pyc", "rar", "rlib",
    "rtf", "so", "sqlite", "sqlite3", "tar", "tgz", "tif", "tiff", "ttf", "warc", "wasm", "wav", "webm", "webp", "wma",
    "wmv", "woff", "woff2", "xls", "xlsx", "xz", "zip",
];

/// Why a file of this name is not read at all, or `None` when it may be one of ours.
fn refused_by_name(path: &Path) -> Option<String> {
    let (extension, _) = extensions(path);
    let known = BINARY_EXTENSIONS.binary_search(&extension.as_deref()?).is_ok();
    known.then(|| format!("not a text format (.{})", extension.unwrap_or_default()))
}

/// The extension in lower case, the one under `.gz` or `.zst` for a compressed file; and whether there was such a one.
fn extensions(path: &Path) -> (Option<String>, bool) {
    let lower = |path: &Path| Some(path.extension()?.to_str()?.to_lowercase());
    match lower(path) {
        Some(outer) if matches!(outer.as_str(), "gz" | "gzip" | "zst" | "zstd") => {
            (lower(&path.with_extension("")), true)
        }
        other => (other, false),
    }
}

fn format_of_name(path: &Path) -> Option<Format> {
    Some(match extensions(path).0?.as_str() {
        "txt" | "text" => Format::Plain,
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Html,
        "json" => Format::Json,
        "jsonl" | "ndjson" => Format::JsonLines,
        _ => return None,
    })
}

/// For names that say nothing: what the first bytes look like.
fn format_of_content(head: &[u8]) -> Format {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let start: Vec<u8> = head.iter().take(15).map(u8::to_ascii_lowercase).collect();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") || start.starts_with(b"<head") {
        return Format::Html;
    }
    let inside = head.get(1..).unwrap_or_default().trim_ascii_start();
    match head.first() {
        Some(b'{') if inside.starts_with(b"\"") => Format::Json,
        Some(b'[') if inside.starts_with(b"{") => Format::Json,
        _ => Format::Plain,
    }
}

/// Reads the file at `path` and gives its articles and problems to `sink`, in order, until `sink` breaks.
///
/// The format is told by the extension, else by the first bytes; `key` is the path written into each [`Key`].
/// Anything but a regular file is skipped and never opened.
pub fn read(path: &Path, key: &str, limits: &Limits, sink: &mut dyn FnMut(Item) -> ControlFlow<()>) {
    let opened = match open(path) {
        Ok(file) => file,
        Err(item) => {
            let _ = sink(item);
            return;
        }
    };
    let mut reader = match compress::open(opened, limits) {
        Ok(reader) => reader,
        Err(error) => {
            let _ = sink(Item::Failed(Problem::file(compress::explain(&error))));
            return;
        }
    };
    let format = match format_of_name(path) {
        Some(format) => format,
        None => match reader.fill_buf() {
            Ok(head) => format_of_content(head),
            Err(error) => {
                let _ = sink(Item::Failed(Problem::file(compress::explain(&error))));
                return;
            }
        },
    };
    let _ = read_format(format, &mut *reader, &Origin { key, limits }, sink);
}

/// A reader of the bytes of the file at `path`, unpacked when it is compressed, for lines that are more than articles.
pub(crate) fn reader(path: &Path, limits: &Limits) -> io::Result<Box<dyn BufRead>> {
    compress::open(BufReader::with_capacity(1 << 16, File::open(path)?), limits)
}

fn open(path: &Path) -> Result<BufReader<File>, Item> {
    if let Some(reason) = refused_by_name(path) {
        return Err(Item::Skipped(Problem::file(reason)));
    }
    let failed = |error: io::Error| Item::Failed(Problem::file(compress::explain(&error)));
    // Opening a FIFO would wait for its writer, so the kind of file is asked first.
    let metadata = path.metadata().map_err(failed)?;
    if let Some(reason) = walk::refused_by_type(metadata.file_type()) {
        return Err(Item::Skipped(Problem::file(reason)));
    }
    Ok(BufReader::with_capacity(1 << 16, File::open(path).map_err(failed)?))
}

/// Reads standard input or another stream: JSON Lines when its first line is a JSON object, else one plain-text article.
pub fn read_stream(
    mut reader: impl BufRead,
    key: &str,
    limits: &Limits,
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) {
    let origin = Origin { key, limits };
    // The first line is read as a whole, however the stream cuts it, and put back in front of the rest.
    let mut first = Vec::new();
    let most = json::max_record_bytes(limits);
    if let Err(error) = (&mut reader).take(most).read_until(b'\n', &mut first) {
        let _ = sink(Item::Failed(Problem::file(compress::explain(&error))));
        return;
    }
    let line = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&first);
    let is_json = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(line).is_ok();
    let format = if is_json { Format::JsonLines } else { Format::Plain };
    let _ = read_format(format, &mut io::Cursor::new(first).chain(reader), &origin, sink);
}

fn read_format(format: Format, reader: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    match format {
        Format::JsonLines => return json::read_lines(reader, origin, sink),
        Format::Json => return json::read_values(reader, origin, sink),
        Format::Plain | Format::Markdown | Format::Html => {}
    }
    // Markup may be several times as long as the text in it.
    let max_bytes = origin.limits.max_article_bytes.saturating_mul(if format == Format::Html { 4 } else { 1 });
    let Whole { bytes, rest, error } = read_whole(reader, max_bytes);
    let failed = error.map(|error| compress::explain(&error));
    if rest > 0 || bytes.len() as u64 == max_bytes && failed.is_some() {
        return sink(match failed {
            Some(reason) => Item::Failed(Problem::file(reason)),
            None => Item::Skipped(Problem::file(too_long(bytes.len() as u64 + rest, max_bytes))),
        });
    }
    let Some(reason) = failed else { return sink(read_article(format, bytes, origin)) };
    // What was read before the input broke off is kept, as it is of a container.
    match read_article(format, bytes, origin) {
        item @ Item::Article(_) => {
            sink(item)?;
            sink(Item::Failed(Problem::file(format!("{reason}; what came before is kept"))))
        }
        Item::Skipped(_) | Item::Failed(_) => sink(Item::Failed(Problem::file(reason))),
    }
}

/// The one article of a file that is no container.
fn read_article(format: Format, bytes: Vec<u8>, origin: &Origin) -> Item {
    if bytes.trim_ascii().is_empty() {
        return Item::Skipped(Problem::file("empty"));
    }
    if let Some(reason) = decode::binary(&bytes) {
        return Item::Skipped(Problem::file(reason));
    }
    let decoded = decode::decode(bytes, format == Format::Html);
    let mut article = match format {
        Format::Html => match html::read_page(&decoded.text, origin.limits) {
            Ok(article) => article,
            Err(reason) => return Item::Failed(Problem::file(reason)),
        },
        Format::Markdown => markdown::read(decoded.text),
        _ => plain::read(decoded.text),
    };
    article.notes.extend(decoded.note.map(whole_text));
    finish(article, origin, None, None)
}

/// What could be read of an input.
struct Whole {
    /// Its bytes, up to the limit; where reading failed, without a character that was cut.
    bytes: Vec<u8>,
    /// How many more there are. They are read too: their number is said, and a bomb found.
    rest: u64,
    /// Why there may be more.
    error: Option<io::Error>,
}

fn read_whole(reader: &mut dyn BufRead, max_bytes: u64) -> Whole {
    let mut bytes = Vec::new();
    let read = (&mut *reader).take(max_bytes).read_to_end(&mut bytes);
    match read.and_then(|_| io::copy(reader, &mut io::sink())) {
        Ok(rest) => Whole { bytes, rest, error: None },
        Err(error) => {
            if let Err(cut) = std::str::from_utf8(&bytes)
                && cut.error_len().is_none()
            {
                bytes.truncate(cut.valid_up_to());
            }
            Whole { bytes, rest: 0, error: Some(error) }
        }
    }
}

fn too_long(n_bytes: u64, max_bytes: u64) -> String {
    format!("{n_bytes} bytes long, over the limit of {max_bytes}; --max-article-bytes raises it")
}

fn whole_text(kind: NoteKind) -> Note {
    Note { span: Span::new(0, 0), kind }
}

/// What all formats share at the end: limits, the last-resort date, the language, the key and the id.
fn finish(mut article: Article, origin: &Origin, part: Option<u32>, line: Option<u64>) -> Item {
    let skipped = |reason: String| Item::Skipped(Problem { part, line, reason });
    if article.text.trim().is_empty() {
        return skipped("empty".into());
    }
    let max_bytes = origin.limits.max_article_bytes.min(u64::from(u32::MAX));
    if article.text.len() as u64 > max_bytes {
        return skipped(too_long(article.text.len() as u64, max_bytes));
    }
    article.published = article
        .published
        .or_else(|| published::from_url(article.url.as_deref()?))
        .or_else(|| published::from_dateline(&article.text))
        .or_else(|| published::from_path(origin.key));
    if article.language.is_none() && article.form != Some(Form::Post) {
        article.language = guess_language(&article);
    }
    if article.language.as_deref().is_some_and(|code| code != "en") {
        article.notes.push(whole_text(NoteKind::LanguagePartlySupported));
    }
    article.key = Key { path: origin.key.to_owned(), part };
    if article.id.is_empty() {
        let key = article.key.to_string();
        article.id = fingerprint::hex_id(["article".as_bytes(), key.as_bytes(), article.text.as_bytes()]);
    }
    Item::Article(Box::new(article))
}

/// The language of about the first kilobyte, past a headline and byline; `None` unless the guess is a sure one.
fn guess_language(article: &Article) -> Option<String> {
    /// Enough to be right on all of 840 English articles, and cheap.
    const SAMPLE_BYTES: usize = 1024;
    let text = article.text.trim_start();
    let body = text.find("\n\n").filter(|&at| at < 300 && text.len() > at + 400).map_or(text, |at| &text[at..]);
    let guess = whatlang::detect(start_of(body, SAMPLE_BYTES))?;
    if !guess.is_reliable() {
        return None;
    }
    language_code(guess.lang().code())
}

/// ISO 639-1 code for a code of two or three letters, a tag like `en-GB`, or an English name; `None` when it is none of ours.
fn language_code(name: &str) -> Option<String> {
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
fn start_of(text: &str, max_bytes: usize) -> &str {
    let mut end = text.len().min(max_bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A value that a field really has: trimmed, and not one of the ways programs write "nothing".
fn present(value: &str) -> Option<&str> {
    let value = value.trim();
    let nothing = ["", "none", "null", "nan", "n/a", "undefined"].iter().any(|word| value.eq_ignore_ascii_case(word));
    (!nothing).then_some(value)
}

fn form_of(name: &str) -> Option<Form> {
    Some(match name.trim().to_lowercase().as_str() {
        "news" | "article" | "newsarticle" | "report" => Form::News,
        "transcript" => Form::Transcript,
        "post" | "status" => Form::Post,
        "statement" | "press release" | "press-release" => Form::Statement,
        "letter" => Form::Letter,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
