//! Rows to text: which writer for which format, and the two streams.

mod csv;
pub(crate) mod eval;
pub(crate) mod marked;
mod table;

use crate::cli::Format;
use crate::wire;
use anyhow::Result;
use std::io::Write;

/// Standard output and standard error of the process.
#[derive(Debug)]
pub(crate) struct Terminal {
    out: std::io::BufWriter<anstream::AutoStream<std::io::Stdout>>,
    err: anstream::AutoStream<std::io::Stderr>,
}

impl Terminal {
    pub(crate) fn new() -> Terminal {
        Terminal { out: std::io::BufWriter::new(anstream::stdout()), err: anstream::stderr() }
    }

    /// A line for people on standard error; what an article put into it is made harmless.
    pub(crate) fn note(&mut self, text: &str) {
        let _ = self.out.flush();
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(self.err, "{}", harmless(text));
    }

    /// A line of text on standard output; control characters are shown, not obeyed.
    pub(crate) fn line(&mut self, text: &str) -> Result<()> {
        writeln!(self.out, "{}", harmless(text))?;
        Ok(())
    }

    /// A line with our own colors; whoever calls has made the articles' words harmless.
    pub(crate) fn styled(&mut self, text: &str) -> Result<()> {
        writeln!(self.out, "{text}")?;
        Ok(())
    }

    /// A line of data, as it is: JSON escapes control characters itself.
    pub(crate) fn data(&mut self, json: &str) -> Result<()> {
        writeln!(self.out, "{json}")?;
        Ok(())
    }

    /// Bytes, as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.out.write_all(bytes)?;
        self.out.flush()?;
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.out.flush();
    }
}

/// Whether an error only says that the reader of a pipe has gone.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        let csv = cause.downcast_ref::<::csv::Error>().and_then(|error| match error.kind() {
            ::csv::ErrorKind::Io(error) => Some(error.kind()),
            _ => None,
        });
        [io, json, csv].contains(&Some(std::io::ErrorKind::BrokenPipe))
    })
}

/// Text that a terminal cannot obey: control characters, and those that turn the direction of writing, are shown as `\u{1b}`.
pub(crate) fn harmless(text: &str) -> String {
    if !text.contains(is_dangerous) {
        return text.to_owned();
    }
    text.chars().map(|c| if is_dangerous(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

fn is_dangerous(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// Prints rows of quotes, claims or articles.
pub(crate) fn rows(rows: &[wire::Row], format: Format, terminal: &mut Terminal) -> Result<()> {
    match format {
        Format::Table => rows.iter().try_for_each(|row| table::row(row, terminal)),
        Format::Csv => csv::rows(rows, terminal),
        Format::Json | Format::Jsonl => json(rows, format, terminal),
    }
}

/// Prints rows of speakers.
pub(crate) fn speakers(rows: &[wire::SpeakerRow], format: Format, terminal: &mut Terminal) -> Result<()> {
    match format {
        Format::Table => table::speakers(rows, terminal),
        Format::Csv => csv::speakers(rows, terminal),
        Format::Json | Format::Jsonl => json(rows, format, terminal),
    }
}

/// Prints what the index holds.
pub(crate) fn info(info: &wire::Info, format: Format, terminal: &mut Terminal) -> Result<()> {
    if format != Format::Table && format != Format::Csv {
        return terminal.data(&serde_json::to_string(info)?);
    }
    let rows: [(&str, String); 9] = [
        ("articles", info.articles.to_string()),
        ("quotes", info.quotes.to_string()),
        ("claims", info.claims.to_string()),
        ("speakers", info.speakers.to_string()),
        ("undated", info.undated.to_string()),
        ("bytes", info.bytes.to_string()),
        ("format", info.format.to_string()),
        ("schema", info.schema.to_string()),
        ("program", info.program.clone()),
    ];
    if format == Format::Csv {
        terminal.line(&rows.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(","))?;
        return terminal.line(&rows.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(","));
    }
    rows.iter().try_for_each(|(name, value)| terminal.line(&format!("{name:<9} {value}")))
}

fn json<T: serde::Serialize>(rows: &[T], format: Format, terminal: &mut Terminal) -> Result<()> {
    if format == Format::Json {
        return terminal.data(&serde_json::to_string(rows)?);
    }
    rows.iter().try_for_each(|row| terminal.data(&serde_json::to_string(row)?))
}
