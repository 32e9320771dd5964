//! Files and streams into articles: which format, which text, which metadata. No analysis here.
//!
//! Every format is one function: bytes in, items out, in order. A container hands each of its entries back to `read_entry`, with
//! its `Origin` one step deeper, so that a page in an archive in an archive is read like a page on disk. One bad file, entry or
//! record never stops the others: what cannot be read becomes an [`Item`] that says why and where.

mod archive;
mod body;
pub mod claim_review;
mod compress;
mod decode;
mod document;
mod export;
mod feed;
mod format;
mod html;
mod json;
mod language;
mod mail;
mod markdown;
mod news_xml;
mod owner;
mod plain;
mod published;
mod record;
mod source;
mod table;
mod transcript;
pub mod walk;
mod xml;

pub(crate) use compress::explain;
pub use record::FieldMap;

use crate::article::{Article, Form, Note, NoteKind};
use crate::text::Span;
use format::Format;
use language::code as language_code;
use source::{Origin, Source};
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Bounds that keep one hostile or broken file from taking the machine down.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Longest text of one article, in bytes; a longer one is skipped.
    pub max_article_bytes: u64,
    /// Most bytes that one file may expand to, over all archives and layers of compression in it.
    pub max_expanded_bytes: u64,
    /// Most bytes out for one byte in of a compressed file, once more than 64 MiB came out.
    pub max_ratio: u64,
    /// Deepest nesting of HTML or XML elements that is read; parsing time grows with its square. JSON stops at 128.
    pub max_depth: usize,
    /// Most archives and layers of compression in each other.
    pub max_containers: usize,
    /// Longest time that one article may take, in seconds: its analysis, or the reading of a PDF.
    pub max_article_seconds: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_article_bytes: 16 << 20,
            max_expanded_bytes: 64 << 30,
            max_ratio: 200,
            max_depth: 500,
            max_containers: 6,
            max_article_seconds: 300,
        }
    }
}

/// How files are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// See [`Limits`].
    pub limits: Limits,
    /// What the user calls the fields of records.
    pub map: FieldMap,
    /// The program that gives the text of a PDF, asked as `PROGRAM pdf-text`; without one, PDF is skipped.
    pub pdf_reader: Option<PathBuf>,
    /// The place of the first article that is wanted of a container; those before it are passed over, unread where that can be.
    pub first_part: u32,
}

/// Why a file or a record gave no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Place in a container file, from 0, where it concerns one record.
    pub part: Option<u32>,
    /// Name of the archive's entry, where it concerns one.
    pub entry: Option<String>,
    /// Line in the file or the entry, from 1, where that is known.
    pub line: Option<u64>,
    /// What is wrong and what to do about it, without a trailing dot.
    pub reason: String,
}

impl Problem {
    /// A problem of a whole file.
    pub(crate) fn file(reason: impl Into<String>) -> Problem {
        Problem { part: None, entry: None, line: None, reason: reason.into() }
    }

    /// Where it is in the file of this path.
    pub(crate) fn place(&self, path: &str) -> String {
        let part = self.part.map(|part| format!("#{part}")).unwrap_or_default();
        let entry = self.entry.as_ref().map(|entry| format!(", {entry}")).unwrap_or_default();
        let line = self.line.map(|line| format!(", line {line}")).unwrap_or_default();
        format!("{path}{part}{entry}{line}")
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(entry) = &self.entry {
            write!(f, "{entry}: ")?;
        }
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

/// Reads the file at `path` and gives its articles and problems to `sink`, in order, until `sink` breaks.
///
/// The format is told by the extension, else by the first bytes; `key` is the path written into each [`crate::article::Key`].
/// Anything but a regular file is skipped and never opened.
pub fn read(path: &Path, key: &str, options: &Options, sink: &mut dyn FnMut(Item) -> ControlFlow<()>) {
    let (file, size) = match open(path) {
        Ok(opened) => opened,
        Err(item) => {
            let _ = sink(item);
            return;
        }
    };
    let source = Source::new(key, options, Some((path, size)));
    let origin = source.origin();
    let reader = compress::buffered(source.expansion.count(file));
    // Whatever a reader does, the other files are read.
    if catch_unwind(AssertUnwindSafe(|| read_named(reader, &origin, &mut *sink))).is_err() {
        let _ = sink(origin.failed(None, None, PANICKED));
    }
}

/// What is said of an input on which one of the readers panics.
const PANICKED: &str = "the reader failed on it; please report it with the file";

/// Reads standard input or another stream: JSON Lines when its first line is a JSON object, else what its first bytes look like, as of
/// a file without an extension.
pub fn read_stream(reader: impl BufRead, key: &str, options: &Options, sink: &mut dyn FnMut(Item) -> ControlFlow<()>) {
    let source = Source::new(key, options, None);
    let origin = source.origin();
    let reader = compress::buffered(source.expansion.count(reader));
    if catch_unwind(AssertUnwindSafe(|| read_unnamed(reader, &origin, &mut *sink))).is_err() {
        let _ = sink(origin.failed(None, None, PANICKED));
    }
}

fn read_unnamed<'a>(mut reader: Box<dyn BufRead + 'a>, origin: &Origin<'a>, sink: &mut Sink) -> ControlFlow<()> {
    /// So much of anything but JSON Lines is waited for before its format is told: a pipe may give it in small pieces.
    const HEAD_BYTES: u64 = 1 << 16;
    // The first line is read as a whole, however the stream cuts it, and put back in front of the rest.
    let mut head = Vec::new();
    let most = json::max_record_bytes(origin.limits());
    if let Err(error) = (&mut reader).take(most).read_until(b'\n', &mut head) {
        return sink(origin.failed(None, None, explain(&error)));
    }
    let line = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    if serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(line).is_ok() {
        return read_format(Format::JsonLines, &mut io::Cursor::new(head).chain(reader), origin, sink);
    }
    let more = HEAD_BYTES.saturating_sub(head.len() as u64);
    if let Err(error) = (&mut reader).take(more).read_to_end(&mut head) {
        return sink(origin.failed(None, None, explain(&error)));
    }
    read_named(Box::new(io::Cursor::new(head).chain(reader)), origin, sink)
}

/// A reader of the bytes of the file at `path`, unpacked when it is compressed, for lines that are more than articles.
pub(crate) fn reader(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let mut reader = compress::buffered(File::open(path)?);
    match compress::packing(reader.fill_buf()?) {
        Some(packing) => compress::decoder(packing, reader).map(compress::buffered),
        None => Ok(reader),
    }
}

fn open(path: &Path) -> Result<(File, u64), Item> {
    if let Some(reason) = format::refused_by_name(path) {
        return Err(Item::Skipped(Problem::file(reason)));
    }
    let failed = |error: io::Error| Item::Failed(Problem::file(explain(&error)));
    // Opening a FIFO would wait for its writer, so the kind of file is asked first.
    let metadata = path.metadata().map_err(failed)?;
    if let Some(reason) = walk::refused_by_type(metadata.file_type()) {
        return Err(Item::Skipped(Problem::file(reason)));
    }
    Ok((File::open(path).map_err(failed)?, metadata.len()))
}

/// Reads an entry of a container under its name, as if it were a file of its own.
fn read_entry(name: &str, reader: impl Read, outer: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let origin = match outer.inside(name) {
        Ok(origin) => origin,
        Err(item) => return sink(item),
    };
    match format::refused_by_name(Path::new(name)) {
        Some(reason) => sink(origin.skipped(origin.leaf(), None, reason)),
        None => read_named(compress::buffered(reader), &origin, sink),
    }
}

/// Reads what has a name, unpacked first when it is compressed.
fn read_named<'a>(mut reader: Box<dyn BufRead + 'a>, origin: &Origin<'a>, sink: &mut Sink) -> ControlFlow<()> {
    let head = match reader.fill_buf() {
        Ok(head) => head,
        Err(error) => return sink(origin.failed(origin.leaf(), None, explain(&error))),
    };
    if head.is_empty() {
        return sink(origin.skipped(origin.leaf(), None, "empty"));
    }
    if let Some(packing) = compress::packing(head) {
        let deeper = match origin.clone().deeper() {
            Ok(deeper) => deeper,
            Err(item) => return sink(item),
        };
        return match compress::unpack(packing, reader, &origin.source.expansion) {
            Ok(reader) => read_named(reader, &deeper, sink),
            Err(error) => sink(origin.failed(origin.leaf(), None, explain(&error))),
        };
    }
    let named = format::of_name(Path::new(origin.name()));
    let format = match (named, format::of_magic(head)) {
        // Those are zip files themselves.
        (Some(named @ (Format::Docx | Format::Odt | Format::Epub)), _) => named,
        (_, Some(certain)) => certain,
        // A name says it for text alone: some databases hand out HTML under `.rtf`.
        (Some(named), None) if named != Format::Rtf => named,
        (_, None) => format::of_content(head),
    };
    read_format(format, &mut *reader, origin, sink)
}

fn read_format(format: Format, reader: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    match format {
        Format::JsonLines => json::read_lines(reader, origin, sink),
        Format::Json => json::read_values(reader, origin, sink),
        Format::Csv => table::read(reader, origin, sink),
        Format::Zip => archive::zip::read(reader, origin, sink),
        Format::Tar => archive::tar::read(reader, origin, sink),
        Format::Warc => archive::warc::read(reader, origin, sink),
        Format::Mbox => mail::read_mbox(reader, origin, sink),
        _ => read_whole(format, reader, origin, sink),
    }
}

/// Reads a format that is held in memory as a whole.
fn read_whole(format: Format, reader: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    /// Markup may be several times as long as the text in it; exports and documents hold many articles, or pictures.
    const TIMES_THE_TEXT: u64 = 4;
    let max_bytes = origin.limits().max_article_bytes.saturating_mul(TIMES_THE_TEXT);
    let Whole { bytes, rest, error } = Whole::read(reader, max_bytes);
    let failed = error.map(|error| explain(&error));
    if rest > 0 || bytes.len() as u64 == max_bytes && failed.is_some() {
        return sink(match failed {
            Some(reason) => origin.failed(origin.leaf(), None, reason),
            None => origin.skipped(origin.leaf(), None, too_long(bytes.len() as u64 + rest, max_bytes)),
        });
    }
    let Some(reason) = failed else { return read_bytes(format, bytes, origin, sink) };
    // What was read before the input broke off is kept, as it is of a container.
    let mut is_kept = false;
    let mut keep = |item: Item| match item {
        Item::Article(_) => {
            is_kept = true;
            sink(item)
        }
        Item::Skipped(_) | Item::Failed(_) => ControlFlow::Continue(()),
    };
    read_bytes(format, bytes, origin, &mut keep)?;
    let kept = if is_kept { "; what came before is kept" } else { "" };
    sink(origin.failed(None, None, format!("{reason}{kept}")))
}

/// Reads the articles of a whole file or entry. A panic of a reader costs what it was reading, and nothing else.
fn read_bytes(format: Format, bytes: Vec<u8>, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    if bytes.trim_ascii().is_empty() {
        return sink(origin.skipped(origin.leaf(), None, "empty"));
    }
    let is_text = matches!(format, Format::Plain | Format::Markdown | Format::Html | Format::Xml);
    if let Some(reason) = decode::binary(&bytes).filter(|_| is_text) {
        return sink(origin.skipped(origin.leaf(), None, reason));
    }
    let mut items = Vec::new();
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut keep = |item| {
            items.push(item);
            ControlFlow::Continue(())
        };
        let _ = match format {
            Format::Rtf => document::rtf::read(&bytes, origin, &mut keep),
            Format::Docx => document::docx::read(bytes, origin, &mut keep),
            Format::Odt => document::odt::read(bytes, origin, &mut keep),
            Format::Epub => document::epub::read(bytes, origin, &mut keep),
            Format::Pdf => document::pdf::read(&bytes, origin, &mut keep),
            Format::Mail => mail::read(&bytes, origin, &mut keep),
            _ => read_text(format, bytes, origin, &mut keep),
        };
    }));
    for item in items {
        sink(item)?;
    }
    match read {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => sink(origin.failed(origin.leaf(), None, PANICKED)),
    }
}

/// Reads a format that is text.
fn read_text(format: Format, bytes: Vec<u8>, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let mut decoded = decode::decode(bytes, matches!(format, Format::Html | Format::Xml));
    // The line ends of old Macintosh; as long as ours, so that all offsets stay.
    if matches!(format, Format::Plain | Format::Markdown) && !decoded.text.contains('\n') {
        decoded.text = decoded.text.replace('\r', "\n");
    }
    let export = match format {
        Format::Plain => export::of_text(&decoded.text),
        Format::Html => export::of_html(&decoded.text),
        _ => None,
    };
    if let Some(articles) = export {
        return export::give(articles, origin, sink);
    }
    let read = match (format, origin.address()) {
        (Format::Xml, _) => return news_xml::read(&decoded.text, origin, sink),
        (Format::Html, Some(address)) => {
            let of = html::Collection::Crawl(address);
            match html::read_page_of(&decoded.text, of, origin.limits()) {
                Ok(Ok(article)) => Ok(article),
                Ok(Err(instead)) => return sink(origin.no_article(origin.leaf(), instead)),
                Err(reason) => Err(reason),
            }
        }
        (Format::Html, None) => html::read_page(&decoded.text, origin.limits()),
        (Format::Markdown, _) => Ok(markdown::read(decoded.text)),
        _ => Ok(plain::read(decoded.text)),
    };
    let part = origin.leaf();
    sink(match read {
        Ok(mut article) => {
            article.notes.extend(decoded.note.map(whole_text));
            origin.finish(article, part, None)
        }
        Err(reason) => origin.failed(part, None, reason),
    })
}

/// Makes `text`, which may be HTML, the text of an article.
fn set_text(text: String, limits: &Limits, article: &mut Article) -> Result<(), String> {
    let is_html = ["<p>", "<p ", "<br>", "<br/>", "<br />", "</p>", "<div"].iter().any(|tag| text.contains(tag));
    if is_html {
        let read = catch_unwind(AssertUnwindSafe(|| html::read_fragment(&text, limits, article)));
        return read.unwrap_or_else(|_| Err(PANICKED.to_owned()));
    }
    article.text = text;
    Ok(())
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

impl Whole {
    fn read(reader: &mut dyn BufRead, max_bytes: u64) -> Whole {
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
}

/// Passes over the rest of a line and says how long it was.
fn skip_line(reader: &mut dyn BufRead) -> io::Result<u64> {
    let mut n_bytes = 0;
    loop {
        let available = reader.fill_buf()?;
        if available.is_empty() {
            return Ok(n_bytes);
        }
        let line_end = available.iter().position(|&b| b == b'\n');
        let n_used = line_end.map_or(available.len(), |at| at + 1);
        n_bytes += n_used as u64;
        reader.consume(n_used);
        if line_end.is_some() {
            return Ok(n_bytes);
        }
    }
}

/// How often a byte occurs.
fn count(byte: u8, bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |n, &other| n + usize::from(other == byte))
}

fn too_long(n_bytes: u64, max_bytes: u64) -> String {
    format!("{n_bytes} bytes long, over the limit of {max_bytes}; --max-article-bytes raises it")
}

fn whole_text(kind: NoteKind) -> Note {
    Note { span: Span::new(0, 0), kind }
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
