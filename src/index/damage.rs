//! What is wrong with the files of an index, told by the files themselves: an error of tantivy names at most one, in its own words.

use super::folder::Folder;
use super::{MARKER, Marker};
use std::fs;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use tantivy::Index;
use tantivy::directory::error::OpenReadError;

/// The file that lists all others.
const LIST: &str = "meta.json";

/// The files that are missing or not as they were written, each with what is wrong with it; empty when there is nothing wrong with any, when
/// there is no index, and when it cannot be looked at.
pub(super) fn of(dir: &Path) -> Vec<String> {
    let Ok(marker) = fs::read(dir.join(MARKER)) else { return Vec::new() };
    if serde_json::from_slice::<Marker>(&marker).is_err() {
        return vec![format!("{MARKER} is overwritten or cut off")];
    }
    match fs::read(dir.join(LIST)) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => return vec![format!("{LIST} is missing")],
        Err(_) => return Vec::new(),
    }
    let Ok(folder) = Folder::open(dir) else { return Vec::new() };
    let unreadable = || vec![format!("{LIST} is overwritten or cut off")];
    let Ok(index) = Index::open(folder) else { return unreadable() };
    let Ok(list) = index.load_metas() else { return unreadable() };
    let with_deletes: Vec<String> = list
        .segments
        .iter()
        .filter(|segment| segment.has_deletes())
        .map(|segment| segment.id().uuid_string())
        .collect();
    let is_written = |path: &Path| match path.extension().and_then(|extension| extension.to_str()) {
        Some("temp") => false,
        Some("del") => with_deletes.iter().any(|segment| path.to_string_lossy().starts_with(segment)),
        _ => true,
    };
    let mut files: Vec<_> = list.list_segment_files().into_iter().filter(|path| is_written(path)).collect();
    files.sort();
    let wrong = files.into_iter().filter_map(|path| {
        let looked_at = || index.directory().validate_checksum(&path);
        // Of a file of a few bytes tantivy looks for the end where there is none.
        let what = match catch_unwind(AssertUnwindSafe(looked_at)) {
            Ok(Ok(true)) => return None,
            Ok(Ok(false)) => "is not as it was written: its checksum does not match its content",
            Ok(Err(OpenReadError::FileDoesNotExist(_))) => "is missing",
            Ok(Err(OpenReadError::IoError { io_error, .. })) if io_error.kind() == ErrorKind::PermissionDenied => {
                return None;
            }
            Ok(Err(_)) | Err(_) => "is overwritten or cut off",
        };
        Some(format!("{} {what}", path.display()))
    });
    wrong.collect()
}
