//! The index on disk: one tantivy index that holds articles, quotes, claims, fact-checks and the manifest of files, so that one commit is one truth.

mod check;
mod checks;
mod copies;
mod damage;
mod dates;
mod folder;
mod links;
mod query;
mod reader;
mod rows;
mod schema;
mod speakers;
mod tokenizer;
mod units;
mod writer;

pub use copies::Folded;
pub use query::{CLAIM_KINDS, Filters, Kind, QUOTE_KINDS, Request, Sort};
pub(crate) use reader::holds_words;
pub use reader::{Answer, Reader};
pub use speakers::{Matching, Speakers};
pub use writer::{FileBatch, FileRecord, Writer};

use crate::error::{Error, Result};
use folder::Folder;
use schema::Fields;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tantivy::directory::error::LockError;
use tantivy::directory::{Directory, INDEX_WRITER_LOCK};
use tantivy::{Index, IndexSettings};

/// Version of what is stored; raised when an older program could not read it or when it means something else.
pub const FORMAT: u32 = 3;

/// Name of the file that marks a folder as an index; written last, so its presence says that the index is whole.
pub const MARKER: &str = "whosaid.index";

/// What the name of the file of the user's corrections ends with, behind that of the index.
const NAMES: &str = ".names";

/// An index on disk.
pub struct Store {
    dir: PathBuf,
    index: Index,
    fields: Fields,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("dir", &self.dir).finish_non_exhaustive()
    }
}

/// What the marker file says.
#[derive(Serialize, Deserialize)]
struct Marker {
    format: u32,
    program: String,
}

impl Store {
    /// Opens the index in `dir`.
    ///
    /// # Errors
    /// When there is none, when another version of the program wrote it, or when it cannot be read.
    pub fn open(dir: &Path) -> Result<Store> {
        let path = dir.join(MARKER);
        let shown = dir.display();
        let Ok(bytes) = fs::read(&path) else {
            return Err(Error::user(format!("no index at {shown}; run: whosaid index PATH --index {shown}")));
        };
        let marker: Option<Marker> = serde_json::from_slice(&bytes).ok();
        match marker {
            Some(Marker { format: FORMAT, .. }) => {}
            Some(Marker { format, program }) => {
                return Err(Error::user(format!(
                    "the index at {shown} has format {format} (written by whosaid {program}), this program reads format {FORMAT}; rebuild it: whosaid index --force PATH --index {shown}"
                )));
            }
            None => {
                return Err(damaged(dir, &"no index"));
            }
        }
        let directory = Folder::open(dir).map_err(|e| damaged(dir, &e))?;
        let index = Index::open(directory).map_err(|e| damaged(dir, &e))?;
        Store::with(dir, index)
    }

    /// Opens the index in `dir`, or makes an empty one there. What a killed run left without its marker is replaced.
    ///
    /// # Errors
    /// When the folder holds something else, or cannot be written.
    pub fn open_or_create(dir: &Path) -> Result<Store> {
        if dir.join(MARKER).exists() {
            return Store::open(dir);
        }
        fs::create_dir_all(dir).map_err(|e| damaged(dir, &e))?;
        clear(dir, false)?;
        let directory = Folder::open(dir).map_err(|e| damaged(dir, &e))?;
        let index =
            Index::create(directory, schema::build().0, IndexSettings::default()).map_err(|e| damaged(dir, &e))?;
        let marker = Marker { format: FORMAT, program: env!("CARGO_PKG_VERSION").to_owned() };
        let temporary = dir.join(format!("{MARKER}.new"));
        let json = serde_json::to_vec(&marker).map_err(|e| Error::index(e.to_string()))?;
        let written = fs::write(&temporary, json).and_then(|()| fs::File::open(&temporary)?.sync_all());
        written.and_then(|()| fs::rename(&temporary, dir.join(MARKER))).map_err(|e| Error::io(&temporary, e))?;
        Store::with(dir, index)
    }

    /// Makes an index without articles in place of whatever version of one is in `dir`, damaged or not; fact-checks that were imported stay.
    /// With it comes whether they could be read.
    ///
    /// # Errors
    /// When the folder holds something that is no index, another process writes to it, or it cannot be written.
    pub fn recreate(dir: &Path) -> Result<(Store, bool)> {
        let checks = checks::of_any_version(dir);
        if dir.join(MARKER).exists() {
            let folder = Folder::open(dir).map_err(|e| damaged(dir, &e))?;
            let _writer = folder.acquire_lock(&INDEX_WRITER_LOCK).map_err(|e| locked(dir, e))?;
            clear(dir, true)?;
        }
        let store = Store::open_or_create(dir)?;
        if let Some(checks) = checks.as_ref().filter(|checks| !checks.is_empty()) {
            store.import_checks(checks)?;
        }
        Ok((store, checks.is_some()))
    }

    /// What is to be said where files of the index in `dir` are missing or not as they were written; all of them are read.
    pub fn damage(dir: &Path) -> Option<Error> {
        let damages = damage::of(dir);
        let (first, others) = damages.split_first()?;
        let others = match others.len() {
            0 => String::new(),
            n => format!(", and {n} more of its files"),
        };
        let shown = dir.display();
        Some(Error::index(format!(
            "the index at {shown} is damaged: {first}{others}; rebuild it: whosaid index --force PATH --index {shown}"
        )))
    }

    fn with(dir: &Path, index: Index) -> Result<Store> {
        let (schema, fields) = schema::build();
        if index.schema() != schema {
            let shown = dir.display();
            return Err(Error::user(format!(
                "the index at {shown} was made by another version; rebuild it: whosaid index --force PATH --index {shown}"
            )));
        }
        index.tokenizers().register(tokenizer::NAME, tokenizer::Folding::default());
        index.tokenizers().register(tokenizer::WHOLE, tokenizer::Whole::default());
        Ok(Store { dir: dir.to_owned(), index, fields })
    }

    /// The files that the last commit holds, by path.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn files(&self) -> Result<BTreeMap<String, FileRecord>> {
        self.reader()?.files()
    }

    /// The file of the user's corrections of names: beside the index, so that it outlives it.
    ///
    /// # Errors
    /// When the folder of the index cannot be found.
    pub fn names_path(&self) -> Result<PathBuf> {
        let dir = fs::canonicalize(&self.dir).map_err(|e| Error::io(&self.dir, e))?;
        let mut name = dir.file_name().map(std::ffi::OsStr::to_owned).unwrap_or_default();
        name.push(NAMES);
        Ok(dir.with_file_name(name))
    }

    /// The one writer; `memory_bytes` is the arena of all its threads together.
    ///
    /// # Errors
    /// When another process writes, or the index cannot be written.
    pub fn writer(&self, memory_bytes: usize, threads: usize) -> Result<Writer> {
        Writer::new(self, memory_bytes, threads)
    }

    /// Folds copies under the article that they are copies of, as the last commit holds them, and commits what that changes.
    ///
    /// # Errors
    /// When the index cannot be read or written.
    pub fn fold_copies(&self, writer: &mut Writer) -> Result<Folded> {
        copies::fold(&self.reader()?, writer)
    }

    /// What the last commit holds.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn reader(&self) -> Result<Reader> {
        Reader::new(self)
    }

    /// What is wrong with the index; empty when nothing is.
    ///
    /// # Errors
    /// When it cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>> {
        check::check(self)
    }

    fn error(&self, error: &dyn std::fmt::Display) -> Error {
        damaged(&self.dir, error)
    }
}

/// Why the index cannot be locked.
fn locked(dir: &Path, error: LockError) -> Error {
    match error {
        LockError::IoError(error) => damaged(dir, &error),
        LockError::LockBusy => Error::user(format!(
            "another whosaid is writing to the index at {}; wait for it, or give another --index DIR",
            dir.display()
        )),
    }
}

fn damaged(dir: &Path, error: &dyn std::fmt::Display) -> Error {
    let shown = dir.display();
    let error = error.to_string();
    if error.contains("PermissionDenied") || error.contains("Permission denied") {
        return Error::index(format!(
            "the index at {shown} cannot be used: permission denied; make it readable for this user, and writable to change it"
        ));
    }
    if let Some(damage) = Store::damage(dir) {
        return damage;
    }
    Error::index(format!(
        "the index at {shown} cannot be used: {error}; look with: whosaid check --index {shown}, or rebuild it: whosaid index --force PATH --index {shown}"
    ))
}

/// Removes the files of an index, marker first, and nothing else; refuses a folder that holds anything that is no part of one.
fn clear(dir: &Path, whole: bool) -> Result<()> {
    let entries = fs::read_dir(dir).map_err(|e| Error::io(dir, e))?;
    let mut ours = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|e| Error::io(dir, e))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == MARKER && whole {
            fs::remove_file(entry.path()).map_err(|e| Error::io(&entry.path(), e))?;
        } else if name == "meta.json"
            || name == ".managed.json"
            || name.starts_with(".tantivy-")
            || name.starts_with(".tmp")
            || is_segment(&name)
            || name.starts_with(MARKER)
        {
            ours.push(entry.path());
        } else if !name.starts_with(".git") {
            return Err(Error::user(format!(
                "{} holds {name}, which is no part of an index; give an empty folder with --index DIR",
                dir.display()
            )));
        }
    }
    for path in ours {
        fs::remove_file(&path).map_err(|e| Error::io(&path, e))?;
    }
    Ok(())
}

/// `0f3a…32 hex digits.store`, `….123.del`
fn is_segment(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    stem.len() == 32 && stem.bytes().all(|b| b.is_ascii_hexdigit())
}
