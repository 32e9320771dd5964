//! Tables of records: CSV with commas, semicolons or tabs under a header. A row that cannot be read costs itself.

use super::record::{self, Object};
use super::{Item, Origin, Sink, decode, explain, json, too_long, whole_text};
use csv::{ByteRecord, ReaderBuilder};
use serde_json::Value;
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

pub(super) fn read(reader: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    match reader.fill_buf() {
        Ok(head) => {
            if let Some(reason) = decode::binary(head) {
                return sink(origin.skipped(origin.leaf(), None, reason));
            }
            let n_mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            reader.consume(n_mark);
        }
        Err(error) => return sink(origin.failed(origin.leaf(), None, explain(&error))),
    }
    let max_bytes = json::max_record_bytes(origin.limits());
    let mut rows = Rows { reader, waiting: VecDeque::new(), line: 0, max_bytes };
    let mut header: Option<(u8, Vec<String>)> = None;
    loop {
        let row = match rows.next() {
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(row)) => row,
            Err(error) => return sink(origin.failed(Some(origin.part()), None, explain(&error))),
        };
        let (bytes, line) = match row {
            Row::Whole(bytes, _) if bytes.trim_ascii().is_empty() => continue,
            Row::Whole(bytes, line) => (bytes, line),
            Row::Open(line) => {
                let reason = "a quotation mark is never closed; close it, or drop this row";
                sink(origin.failed(Some(origin.part()), Some(line), reason))?;
                continue;
            }
            Row::TooLong(n_bytes, line) => {
                sink(origin.skipped(Some(origin.part()), Some(line), too_long(n_bytes, max_bytes)))?;
                continue;
            }
        };
        let Some((delimiter, names)) = &header else {
            let delimiter = delimiter(&bytes);
            header = Some((delimiter, cells(&bytes, delimiter).0.iter().map(|name| key(name)).collect()));
            continue;
        };
        let part = Some(origin.part());
        if part.is_some_and(|part| part < origin.source.options.first_part) {
            continue;
        }
        let (cells, note) = cells(&bytes, *delimiter);
        if cells.len() > names.len() {
            let reason = format!("{} cells under {} names; mend or drop this row", cells.len(), names.len());
            sink(origin.failed(part, Some(line), reason))?;
            continue;
        }
        let object: Object = names.iter().cloned().zip(cells.into_iter().map(Value::String)).collect();
        sink(match (record::read(object, origin, part, Some(line)), note) {
            (Item::Article(mut article), Some(note)) => {
                article.notes.push(whole_text(note));
                Item::Article(article)
            }
            (item, _) => item,
        })?;
    }
}

/// `Publication date` as `publication_date`; a name that programs made is left as it is.
fn key(name: &str) -> String {
    let name = name.trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_for_people = words.len() > 1 || name.starts_with(char::is_uppercase);
    if is_for_people { words.join("_").to_lowercase() } else { name.to_owned() }
}

/// What separates the cells of a header.
fn delimiter(header: &[u8]) -> u8 {
    let count = |&delimiter: &u8| super::count(delimiter, header);
    [b';', b'\t', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

fn cells(row: &[u8], delimiter: u8) -> (Vec<String>, Option<crate::article::NoteKind>) {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(row);
    let mut record = ByteRecord::new();
    // Reading from memory cannot fail, and no row is unequal to others that are not there.
    let _ = reader.read_byte_record(&mut record);
    let mut note = None;
    let decoded = record.iter().map(|cell| {
        let decoded = decode::decode(cell.to_vec(), false);
        note = note.or(decoded.note);
        decoded.text
    });
    (decoded.collect(), note)
}

/// Cuts a stream into rows at the line ends outside of quotation marks.
struct Rows<'a> {
    reader: &'a mut dyn BufRead,
    /// Lines behind a row that turned out to be none.
    waiting: VecDeque<Vec<u8>>,
    /// Number of the last line.
    line: u64,
    max_bytes: u64,
}

enum Row {
    /// A row and the line it begins on.
    Whole(Vec<u8>, u64),
    /// A line with a mark that is closed nowhere; the lines behind it are read on their own.
    Open(u64),
    TooLong(u64, u64),
}

impl Rows<'_> {
    fn next(&mut self) -> io::Result<Option<Row>> {
        let first_line = self.line + 1;
        let mut lines: Vec<Vec<u8>> = Vec::new();
        let (mut n_bytes, mut is_open) = (0u64, false);
        loop {
            let line = if let Some(line) = self.waiting.pop_front() {
                line
            } else {
                let mut line = Vec::new();
                (&mut *self.reader).take(self.max_bytes).read_until(b'\n', &mut line)?;
                if line.len() as u64 == self.max_bytes && line.last() != Some(&b'\n') {
                    let rest = super::skip_line(self.reader)?;
                    self.line += 1;
                    return Ok(Some(Row::TooLong(self.max_bytes + rest, self.line)));
                }
                line
            };
            if line.is_empty() && lines.is_empty() {
                return Ok(None);
            }
            n_bytes += line.len() as u64;
            is_open ^= super::count(b'"', &line) % 2 == 1;
            let is_end = line.is_empty();
            if is_open && (is_end || n_bytes > self.max_bytes) {
                lines.push(line);
                let mut behind = lines.into_iter().skip(1).filter(|line| !line.is_empty()).collect::<Vec<_>>();
                while let Some(line) = behind.pop() {
                    self.waiting.push_front(line);
                }
                self.line = first_line;
                return Ok(Some(Row::Open(first_line)));
            }
            self.line += u64::from(!is_end);
            lines.push(line);
            if !is_open {
                return Ok(Some(Row::Whole(lines.concat(), first_line)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, Rows};
    use std::collections::VecDeque;

    #[test]
    fn an_open_mark_costs_its_line() {
        let text = "a,\"b\nc\",d\ne,\"f\ng,h\n\"i\",j\n";
        let mut rows = Rows { reader: &mut text.as_bytes(), waiting: VecDeque::new(), line: 0, max_bytes: 1000 };
        let mut found = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            found.push(match row {
                Row::Whole(bytes, line) => format!("{line}: {}", String::from_utf8(bytes).unwrap().trim_end()),
                Row::Open(line) => format!("{line} open"),
                Row::TooLong(n_bytes, line) => format!("{line} {n_bytes} bytes"),
            });
        }
        assert_eq!(found, ["1: a,\"b\nc\",d", "3 open", "4: g,h", "5: \"i\",j"]);
    }
}
