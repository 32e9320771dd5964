//! JSON and JSON Lines: records out of files of any length. What a record says is read next door.

mod scan;

use super::format::Format;
use super::record::{self, contained};
use super::{Item, Limits, Origin, Sink, decode, explain, skip_line, too_long, whole_text};
use scan::{Scanned, Values};
use serde_json::Value;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;

/// Longest record that is held in memory: the text, its escapes, and the fields around it.
pub(super) fn max_record_bytes(limits: &Limits) -> u64 {
    limits.max_article_bytes.saturating_mul(4).saturating_add(1 << 16)
}

/// Reads one record a line. A bad line is given as failed, and the next one is read.
pub(super) fn read_lines(reader: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let max_bytes = max_record_bytes(origin.limits());
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        let read = (&mut *reader).take(max_bytes).read_until(b'\n', &mut bytes);
        let rest = match read {
            Ok(_) if bytes.len() as u64 == max_bytes && bytes.last() != Some(&b'\n') => skip_line(reader),
            Ok(_) => Ok(0),
            Err(error) => Err(error),
        };
        match rest {
            Err(error) => return sink(origin.failed(Some(origin.part()), Some(line), explain(&error))),
            Ok(0) if bytes.is_empty() => return ControlFlow::Continue(()),
            Ok(0) => {}
            Ok(rest) => {
                sink(origin.skipped(Some(origin.part()), Some(line), too_long(max_bytes + rest, max_bytes)))?;
                continue;
            }
        }
        if line == 1 && (bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")) {
            return decoded_whole(bytes, reader, Format::JsonLines, origin, sink);
        }
        let record = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
        if !record.is_empty() {
            read_record(record, true, line, origin, sink)?;
        }
    }
    ControlFlow::Continue(())
}

/// UTF-16 must be decoded before it can be cut into records.
fn decoded_whole(
    mut bytes: Vec<u8>,
    reader: &mut dyn BufRead,
    format: Format,
    origin: &Origin,
    sink: &mut Sink,
) -> ControlFlow<()> {
    let max_bytes = max_record_bytes(origin.limits());
    if let Err(error) = reader.take(max_bytes).read_to_end(&mut bytes) {
        return sink(origin.failed(origin.leaf(), None, explain(&error)));
    }
    if bytes.len() as u64 > max_bytes {
        return sink(origin.skipped(origin.leaf(), None, "a UTF-16 file this long is not read; convert it to UTF-8"));
    }
    let text = decode::decode(bytes, false).text;
    super::read_format(format, &mut text.as_bytes(), origin, sink)
}

/// Reads a file of one object, of an array of them, or of several values one after the other.
pub(super) fn read_values(reader: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let head = match reader.fill_buf() {
        Ok(head) => head,
        Err(error) => return sink(origin.failed(origin.leaf(), None, explain(&error))),
    };
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return decoded_whole(Vec::new(), reader, Format::Json, origin, sink);
    }
    if let Some(reason) = decode::binary(head) {
        return sink(origin.skipped(origin.leaf(), None, reason));
    }
    let n_before = match head {
        [0xef, 0xbb, 0xbf, ..] => 3,
        // The archive that X hands out is a program that sets a variable.
        _ if head.starts_with(b"window.") => head.iter().position(|&byte| byte == b'[').unwrap_or(0),
        _ => 0,
    };
    reader.consume(n_before);
    let mut values =
        Values { reader, line: 1, in_array: false, is_done: false, max_bytes: max_record_bytes(origin.limits()) };
    // One object is the article itself; it is a container only if something follows.
    let mut waiting: Option<(Vec<u8>, u64)> = None;
    let (mut n_values, mut n_read) = (0usize, 0usize);
    loop {
        let line = values.line;
        let value = match values.next() {
            Ok(value) => value,
            Err(error) => {
                if let Some((bytes, line)) = waiting.take() {
                    read_record(&bytes, true, line, origin, sink)?;
                }
                return sink(origin.failed(Some(origin.part()), None, explain(&error)));
            }
        };
        n_values += 1;
        if let Some((bytes, line)) = waiting.take() {
            let is_part = n_read > 0 || !matches!(value, Scanned::End);
            read_record(&bytes, is_part, line, origin, sink)?;
            n_read += 1;
        }
        match value {
            Scanned::End if n_values == 1 && !values.is_done => {
                return sink(origin.skipped(origin.leaf(), None, "empty"));
            }
            Scanned::End => return ControlFlow::Continue(()),
            Scanned::Value(bytes, line) if values.in_array => read_record(&bytes, true, line, origin, sink)?,
            Scanned::Value(bytes, line) => waiting = Some((bytes, line)),
            Scanned::TooLong(n_bytes) => {
                sink(origin.skipped(Some(origin.part()), Some(line), too_long(n_bytes, values.max_bytes)))?;
            }
            Scanned::CutShort => {
                let reason = "the JSON ends in the middle of a record; the file was cut short, or a bracket is missing";
                return sink(origin.failed(Some(origin.part()), Some(line), reason));
            }
        }
    }
}

/// Why a value is no article.
const NO_OBJECT: &str = "not a JSON object; an article is one";

/// Reads one record; `is_part` when others may stand beside it in the file.
fn read_record(bytes: &[u8], is_part: bool, line: u64, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let part = || if is_part { Some(origin.part()) } else { origin.leaf() };
    if is_part && origin.is_known() && !bytes.contains(&b'[') {
        // It holds no list of records, so it is one.
        part();
        return ControlFlow::Continue(());
    }
    let decoded = decode::decode(bytes.to_vec(), false);
    let value: Value = match serde_json::from_str(&decoded.text) {
        Ok(value) => value,
        Err(error) => {
            let line = line + (error.line() as u64).saturating_sub(1);
            let message = error.to_string();
            let what = message.split(" at line ").next().unwrap_or(&message);
            let reason = format!("not valid JSON: {what} at column {}; mend or drop this record", error.column());
            return sink(origin.failed(part(), Some(line), reason));
        }
    };
    let Value::Object(mut object) = value else {
        return sink(origin.failed(part(), Some(line), NO_OBJECT));
    };
    // A feed names its outlet once, for all its items.
    let is_feed = object.get("version").and_then(Value::as_str).is_some_and(|version| version.contains("jsonfeed.org"));
    let outlet = object.get("title").filter(|_| is_feed).cloned();
    if let Some(list) = contained(&mut object, &origin.source.options.map) {
        for value in list {
            let part = Some(origin.part());
            sink(match value {
                Value::Object(mut object) => {
                    if let Some(outlet) = &outlet {
                        object.entry("publisher").or_insert_with(|| outlet.clone());
                    }
                    record::read(object, origin, part, Some(line))
                }
                _ => origin.failed(part, Some(line), NO_OBJECT),
            })?;
        }
        return ControlFlow::Continue(());
    }
    let item = match (record::read(object, origin, part(), Some(line)), decoded.note) {
        (Item::Article(mut article), Some(note)) => {
            article.notes.push(whole_text(note));
            Item::Article(article)
        }
        (item, _) => item,
    };
    sink(item)
}
