//! Rows to text: which writer for which format, and the two streams.

mod check;
mod csv;
pub(crate) mod eval;
pub(crate) mod marked;
mod page;
mod standards;
mod table;

use crate::cli::Format;
use crate::wire;
use anyhow::{Result, bail};
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

    /// A line for people on standard error; what an article or a file name put into it is made harmless and stays on that line.
    pub(crate) fn note(&mut self, text: &str) {
        self.styled_note(&harmless(text).replace('\n', "\\n"));
    }

    /// A line with our own colors on standard error; whoever calls has made the articles' words harmless.
    pub(crate) fn styled_note(&mut self, text: &str) {
        let _ = self.out.flush();
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(self.err, "{text}");
    }

    /// One line of text on standard output; line breaks in it become spaces, control characters are shown, not obeyed.
    pub(crate) fn line(&mut self, text: &str) -> Result<()> {
        writeln!(self.out, "{}", one_line(text))?;
        Ok(())
    }

    /// A line with our own colors; whoever calls has made the articles' words harmless.
    pub(crate) fn styled(&mut self, text: &str) -> Result<()> {
        writeln!(self.out, "{text}")?;
        Ok(())
    }

    /// A line of JSON. Its writer escapes the control characters of ASCII; the others that a terminal obeys are escaped here,
    /// which leaves the value the same.
    pub(crate) fn data(&mut self, json: &str) -> Result<()> {
        if !json.contains(is_obeyed) {
            writeln!(self.out, "{json}")?;
            return Ok(());
        }
        for c in json.chars() {
            if is_obeyed(c) {
                write!(self.out, "\\u{:04x}", u32::from(c))?;
            } else {
                write!(self.out, "{c}")?;
            }
        }
        writeln!(self.out)?;
        Ok(())
    }

    /// Bytes, as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.out.write_all(bytes)?;
        Ok(())
    }

    /// Writes what is still held back; without it a full disk would go unnoticed.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub(crate) fn flush(&mut self) -> Result<()> {
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

/// Whether a terminal would obey a character rather than show it: control characters, and those that turn the direction of writing.
fn is_obeyed(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
        || matches!(c, '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// Text that a terminal cannot obey: escape sequences and the like are shown as `\u{1b}`. Line ends of Windows become plain ones.
pub(crate) fn harmless(text: &str) -> String {
    if !text.contains(is_obeyed) {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    text.chars().map(|c| if is_obeyed(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

/// The same on one line.
pub(crate) fn one_line(text: &str) -> String {
    harmless(&text.replace("\r\n", " ").replace(['\n', '\t', '\r'], " "))
}

/// Prints rows of quotes, claims or articles.
pub(crate) fn rows(rows: &[wire::Row], all_copies: bool, format: Format, terminal: &mut Terminal) -> Result<()> {
    match format {
        Format::Table => rows.iter().try_for_each(|row| table::row(row, all_copies, terminal)),
        Format::Csv => csv::rows(rows, terminal),
        Format::ClaimReview => standards::claim_reviews(rows, terminal),
        Format::WebAnnotation => standards::annotations(rows, terminal),
        Format::Json | Format::Jsonl => json(rows, format, terminal),
    }
}

/// Prints rows of speakers.
pub(crate) fn speakers(rows: &[wire::SpeakerRow], format: Format, terminal: &mut Terminal) -> Result<()> {
    match format {
        Format::Table => table::speakers(rows, terminal),
        Format::Csv => csv::speakers(rows, terminal),
        Format::Json | Format::Jsonl => json(rows, format, terminal),
        Format::ClaimReview | Format::WebAnnotation => bail!("that is a format of claims alone"),
    }
}

/// Prints a page about one speaker; with `why`, the reasons for which its names were joined.
pub(crate) fn portrait(portrait: &wire::Portrait, why: bool, format: Format, terminal: &mut Terminal) -> Result<()> {
    match format {
        Format::Table => page::portrait(portrait, why, terminal),
        Format::Json => terminal.data(&serde_json::to_string(&[portrait])?),
        Format::Jsonl => terminal.data(&serde_json::to_string(portrait)?),
        Format::Csv | Format::ClaimReview | Format::WebAnnotation => {
            speakers(std::slice::from_ref(&portrait.speaker), format, terminal)
        }
    }
}

/// Prints known fact-checks.
pub(crate) fn checks(rows: &[wire::Check], format: Format, terminal: &mut Terminal) -> Result<()> {
    match format {
        Format::Table => rows.iter().try_for_each(|row| check::card(row, terminal)),
        Format::Csv => csv::checks(rows, terminal),
        Format::Json | Format::Jsonl => json(rows, format, terminal),
        Format::ClaimReview | Format::WebAnnotation => bail!("that is a format of claims alone"),
    }
}

/// Prints what the index holds.
pub(crate) fn info(info: &wire::Info, format: Format, terminal: &mut Terminal) -> Result<()> {
    if matches!(format, Format::ClaimReview | Format::WebAnnotation) {
        bail!("that is a format of claims alone");
    }
    if format != Format::Table && format != Format::Csv {
        return terminal.data(&serde_json::to_string(info)?);
    }
    let rows: [(&str, String); 11] = [
        ("articles", info.articles.to_string()),
        ("copies", info.copies.to_string()),
        ("quotes", info.quotes.to_string()),
        ("claims", info.claims.to_string()),
        ("speakers", info.speakers.to_string()),
        ("checks", info.checks.to_string()),
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

#[cfg(test)]
mod tests {
    use super::{harmless, one_line};

    #[test]
    fn nothing_is_left_that_a_terminal_obeys() {
        assert_eq!(
            harmless("a\u{1b}[31mb\u{9b}1mc\u{202e}d\r\ne\tf\rg"),
            "a\\u{1b}[31mb\\u{9b}1mc\\u{202e}d\ne\tf\\u{d}g"
        );
        assert_eq!(one_line("a\r\nb\nc\td"), "a b c d");
    }
}
