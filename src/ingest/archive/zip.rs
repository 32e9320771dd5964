//! Zip archives: by their directory, or entry by entry where that is lost.

use super::is_hidden;
use crate::ingest::compress::Counted;
use crate::ingest::owner::Owner;
use crate::ingest::{Origin, Sink, Whole, explain, read_entry};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use zip::ZipArchive;
use zip::read::{ZipFile, read_zipfile_from_stream};
use zip::result::ZipError;

/// Largest zip archive inside of something else that is read: its directory stands at its end, so it must be held in memory.
const MAX_HELD_BYTES: u64 = 64 << 20;

/// The bytes of an archive, to be read in any order.
pub(in crate::ingest) enum Bytes<'a> {
    File(BufReader<Counted<'a, File>>),
    Held(Cursor<Vec<u8>>),
}

impl Read for Bytes<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Bytes::File(file) => file.read(buffer),
            Bytes::Held(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Bytes<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Bytes::File(file) => file.seek(to),
            Bytes::Held(bytes) => bytes.seek(to),
        }
    }
}

/// The file itself where it lies open on disk, else all of the stream.
fn bytes<'a>(reader: &mut dyn BufRead, origin: &Origin<'a>) -> Result<Bytes<'a>, String> {
    if origin.depth == 0
        && let Some(path) = origin.source.file
    {
        let file = File::open(path).map_err(|error| explain(&error))?;
        return Ok(Bytes::File(BufReader::new(origin.source.expansion.count(file))));
    }
    let Whole { bytes, rest, error } = Whole::read(reader, MAX_HELD_BYTES);
    match error {
        Some(error) if bytes.is_empty() => Err(explain(&error)),
        _ if rest > 0 => Err(format!(
            "{} bytes long; a zip file inside of something else is read up to {MAX_HELD_BYTES}: unpack what is around it",
            bytes.len() as u64 + rest
        )),
        _ => Ok(Bytes::Held(Cursor::new(bytes))),
    }
}

pub(in crate::ingest) fn read(reader: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let mut bytes = match bytes(reader, origin) {
        Ok(bytes) => bytes,
        Err(reason) => return sink(origin.failed(origin.leaf(), None, reason)),
    };
    match ZipArchive::new(&mut bytes) {
        Ok(mut archive) => {
            let told = archive.file_names().position(|name| name.is_ok_and(|name| Owner::is_told_in(&name)));
            if let Some(owner) = told.and_then(|at| Owner::read(archive.by_index(at).ok()?)) {
                origin.source.set_owner(owner);
            }
            for at in 0..archive.len() {
                let name = archive.name_for_index(at).and_then(Result::ok).unwrap_or("an entry".into()).into_owned();
                match archive.by_index(at) {
                    Ok(entry) => read_one(entry, origin, sink)?,
                    Err(error) => {
                        sink(origin.failed(Some(origin.part()), None, format!("{name}: {}", why(&error))))?;
                    }
                }
                if origin.source.expansion.is_spent() {
                    break;
                }
            }
            ControlFlow::Continue(())
        }
        Err(error) => {
            read_without_directory(bytes, origin, sink)?;
            let reason = format!("{}; what could be read is kept", why(&error));
            sink(origin.failed(Some(origin.part()), None, reason))
        }
    }
}

/// What an archive holds whose end is missing: its entries one behind the other, up to the first that is damaged.
fn read_without_directory(mut bytes: Bytes, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    if bytes.seek(SeekFrom::Start(0)).is_err() {
        return ControlFlow::Continue(());
    }
    while let Ok(Some(entry)) = read_zipfile_from_stream(&mut bytes) {
        read_one(entry, origin, sink)?;
        if origin.source.expansion.is_spent() {
            break;
        }
    }
    ControlFlow::Continue(())
}

fn read_one<R: Read>(entry: ZipFile<'_, R>, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let name = entry.name().map_or_else(|_| String::from_utf8_lossy(entry.name_raw()).into_owned(), Into::into);
    if entry.is_dir() || is_hidden(&name) {
        return ControlFlow::Continue(());
    }
    let guarded = origin.source.expansion.guard(entry);
    read_entry(&name, guarded, origin, sink)
}

fn why(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) => explain(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            "locked with a password; unpack it with that".into()
        }
        ZipError::UnsupportedArchive(what) => {
            format!("packed in a way that is not read ({what}); unpack it, or pack it anew")
        }
        error => format!("the zip file is damaged ({error}); copy it again"),
    }
}

/// One document made of several files, such as DOCX, ODT and EPUB are.
pub(in crate::ingest) struct Package<'a> {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    origin: &'a Origin<'a>,
}

impl<'a> Package<'a> {
    pub(in crate::ingest) fn open(bytes: Vec<u8>, origin: &'a Origin<'a>) -> Result<Package<'a>, String> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| why(&error))?;
        Ok(Package { archive, origin })
    }

    /// The text of one of its files; `None` when there is none of this name.
    pub(in crate::ingest) fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(format!("{name}: {}", why(&error))),
        };
        let max_bytes = self.origin.limits().max_article_bytes.saturating_mul(4);
        let mut bytes = Vec::new();
        let guarded = self.origin.source.expansion.guard(entry);
        guarded.take(max_bytes + 1).read_to_end(&mut bytes).map_err(|error| format!("{name}: {}", explain(&error)))?;
        if bytes.len() as u64 > max_bytes {
            return Err(format!("{name} is longer than {max_bytes} bytes; --max-article-bytes raises it"));
        }
        Ok(Some(crate::ingest::decode::decode(bytes, true).text))
    }
}
