//! Whether files are still what they were when they were indexed: words of an index are those of then.

use crate::index::{FileRecord, Reader};
use crate::ingest::walk;
use crate::output::Terminal;
use anyhow::Result;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

/// So many files are looked at for one listing, and no more: to look at all of an index takes seconds.
const MOST: usize = 1000;
/// A file of another time is compared by its content up to this size; a larger one that is as long as it was counts as the same.
const MOST_BYTES: u64 = 64 << 20;
/// So many files are named.
const NAMED: usize = 3;

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Changed,
    Gone,
}

/// Says which of the files whose words are shown have changed or are gone since they were indexed.
pub(super) fn tell<'a>(
    reader: &Reader,
    paths: impl IntoIterator<Item = &'a str>,
    terminal: &mut Terminal,
) -> Result<()> {
    let paths: BTreeSet<&str> = paths.into_iter().collect();
    let mut records = Vec::new();
    for path in paths.into_iter().take(MOST) {
        records.extend(reader.file(path)?);
    }
    tell_of(records.iter(), terminal);
    Ok(())
}

/// The same for files of the manifest.
pub(super) fn tell_of<'a>(records: impl Iterator<Item = &'a FileRecord>, terminal: &mut Terminal) {
    let (mut changed, mut gone) = (Vec::new(), Vec::new());
    for record in records {
        match change(record) {
            Some(Change::Changed) => changed.push(record),
            Some(Change::Gone) => gone.push(record),
            None => {}
        }
    }
    for (records, what) in [(changed, "changed"), (gone, "no longer there")] {
        let Some(first) = records.first() else { continue };
        let named: Vec<&str> = records.iter().take(NAMED).map(|record| record.path.as_str()).collect();
        let more = if records.len() > NAMED { format!(" and {} more", records.len() - NAMED) } else { String::new() };
        terminal.note(&format!(
            "{what} since it was indexed: {}{more}; the index has the words of then; bring it up to date: whosaid index {}",
            named.join(", "),
            first.root
        ));
    }
}

/// What became of a file since it was indexed; nothing where that cannot be told.
fn change(record: &FileRecord) -> Option<Change> {
    let path = Path::new(&record.path);
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        // A name that is no UTF-8 is kept in another form, under which there is no file.
        Err(error) => {
            return (error.kind() == ErrorKind::NotFound && !record.path.contains("\\x")).then_some(Change::Gone);
        }
    };
    let found = walk::found(path, &metadata);
    if found.size != record.size {
        return Some(Change::Changed);
    }
    let is_read = found.modified_ns != record.modified_ns && found.size <= MOST_BYTES;
    let differs = is_read && hash(path).is_ok_and(|hash| hash != record.content_hash);
    differs.then_some(Change::Changed)
}

/// 128-bit hash of the bytes of a file, in hex.
pub(super) fn hash(path: &Path) -> std::io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut hasher = crate::text::fingerprint::Hasher::default();
    std::io::copy(&mut file, &mut hasher)?;
    Ok(hasher.hex())
}
