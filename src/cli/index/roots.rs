//! The paths that the user gives, and those of them that were indexed and are no longer there.

use crate::article::Key;
use crate::cli::args::IndexArgs;
use crate::index::{FileRecord, MARKER, Store};
use crate::ingest;
use crate::output::Terminal;
use anyhow::{Result, anyhow};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A file or folder that the user gives.
pub(super) struct Root {
    /// Canonical, as far as it is there.
    pub(super) path: PathBuf,
    /// Whether the index holds something of it and it is no longer there.
    pub(super) is_gone: bool,
}

impl Root {
    /// Whether it gave a file of the manifest. A file behind a symbolic link lies elsewhere: its record says which root led to it.
    pub(super) fn gave(&self, record: &FileRecord) -> bool {
        let root = Key::path_text(&self.path);
        Path::new(&record.path).starts_with(&root) || Path::new(&record.root).starts_with(&root)
    }
}

/// What the user gives.
///
/// # Errors
/// When one cannot be looked at, or is not there and never was indexed, or is to be watched and is not there.
pub(super) fn of(args: &IndexArgs, dir: &Path) -> Result<Vec<Root>> {
    let mut known = None;
    let mut roots = Vec::new();
    for path in &args.paths {
        let error = match std::fs::canonicalize(path) {
            Ok(path) => {
                roots.push(Root { path, is_gone: false });
                continue;
            }
            Err(error) => error,
        };
        if error.kind() == ErrorKind::NotFound && !args.watch && dir.join(MARKER).exists() {
            if known.is_none() {
                known = Some(Store::open(dir)?.files()?);
            }
            let root = Root { path: canonical(path), is_gone: true };
            if known.iter().flatten().any(|(_, record)| root.gave(record)) {
                roots.push(root);
                continue;
            }
        }
        return Err(anyhow!("cannot index {}: {}; nothing was done", path.display(), ingest::explain(&error)));
    }
    Ok(roots)
}

/// A path whose end is not there, canonical as far as it is.
fn canonical(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let found = path.ancestors().find_map(|part| Some((part, std::fs::canonicalize(part).ok()?)));
    let (part, canonical) = found.unwrap_or((Path::new(""), PathBuf::new()));
    path.strip_prefix(part).map_or_else(|_| path.clone(), |rest| canonical.join(rest))
}

/// Says which of them are gone, and what follows.
pub(super) fn tell_gone(roots: &[Root], terminal: &mut Terminal) {
    for root in roots.iter().filter(|root| root.is_gone) {
        terminal.note(&format!("no longer there: {}; what the index holds of it is removed", root.path.display()));
    }
}
