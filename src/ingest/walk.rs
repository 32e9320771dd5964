//! The only folder walk: which files of a tree are to be read, in a fixed order, and why the others are not.

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::collections::VecDeque;
use std::fs::{self, FileType, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use walkdir::{DirEntry, WalkDir};

/// The files that hold ignore rules, the stronger one first.
const RULE_FILES: [&str; 2] = [".whosaidignore", ".gitignore"];

/// A folder with a file of this name is an index, and no place for articles.
const INDEX_MARK: &str = "whosaid.index";

/// What to walk into.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether symbolic links are followed.
    pub follow: bool,
    /// Files and folders to leave out, such as the index that is being written.
    pub skip: Vec<PathBuf>,
}

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its path, beginning as the root was given.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last modified, in nanoseconds since 1970; 0 where the file system does not say.
    pub modified_ns: i128,
}

/// What the walk comes across.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A file to read.
    File(Found),
    /// A file that is none of ours, and why.
    Skipped(PathBuf, String),
    /// Something that could not be looked at, and why.
    Failed(PathBuf, String),
}

/// Walks `root`, a folder or a file, sorted by file name. Hidden and ignored files are left out silently.
pub fn walk(root: &Path, options: &Options) -> impl Iterator<Item = Entry> + use<> {
    let skip = options.skip.iter().map(|path| canonical(path)).collect();
    let mut walk = Walk {
        root: root.to_owned(),
        inner: WalkDir::new(root).follow_links(options.follow).sort_by_file_name().into_iter(),
        skip,
        rules: Vec::new(),
        waiting: VecDeque::new(),
    };
    walk.add_outer_rules();
    walk
}

struct Walk {
    root: PathBuf,
    inner: walkdir::IntoIter,
    skip: Vec<PathBuf>,
    /// Ignore rules of the folders around the place we are at, outermost first.
    rules: Vec<Rules>,
    /// Complaints about rule files, to be given before going on.
    waiting: VecDeque<Entry>,
}

struct Rules {
    /// Depth of the folder whose entries they are for; 0 for the root and for the folders above it.
    depth: usize,
    /// Whether paths must be given to them under the canonical root.
    is_outer: bool,
    matcher: Gitignore,
}

impl Iterator for Walk {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            if let Some(entry) = self.waiting.pop_front() {
                return Some(entry);
            }
            let entry = match self.inner.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(self.failed(&error)),
            };
            self.rules.retain(|rules| rules.is_outer || rules.depth < entry.depth());
            if let Some(found) = self.visit(&entry) {
                return Some(found);
            }
        }
    }
}

impl Walk {
    /// What to say of one entry; `None` for folders and for what is left out silently.
    fn visit(&mut self, entry: &DirEntry) -> Option<Entry> {
        let path = entry.path();
        let is_root = entry.depth() == 0;
        let is_folder = if is_root { path.is_dir() } else { entry.file_type().is_dir() };
        if !is_root && (is_hidden(entry) || self.is_ignored(path, is_folder)) || self.is_skipped(path) {
            if is_folder {
                self.inner.skip_current_dir();
            }
            return None;
        }
        if is_folder {
            if path.join(INDEX_MARK).is_file() {
                self.inner.skip_current_dir();
            } else {
                self.add_rules(path, entry.depth(), false);
            }
            return None;
        }
        if is_corrections(path) {
            return None;
        }
        if entry.file_type().is_symlink() && !is_root {
            return Some(Entry::Skipped(path.to_owned(), "symbolic link; --follow reads what it points to".into()));
        }
        let metadata = if is_root {
            fs::metadata(path).map_err(|e| e.to_string())
        } else {
            entry.metadata().map_err(|e| e.to_string())
        };
        let metadata = match metadata {
            Ok(metadata) => metadata,
            Err(reason) => return Some(Entry::Failed(path.to_owned(), reason)),
        };
        let refused = refused_by_type(metadata.file_type()).or_else(|| super::format::refused_by_name(path));
        Some(match refused {
            Some(reason) => Entry::Skipped(path.to_owned(), reason),
            None => Entry::File(found(path, &metadata)),
        })
    }

    fn failed(&self, error: &walkdir::Error) -> Entry {
        let path = error.path().unwrap_or(&self.root).to_owned();
        if let Some(ancestor) = error.loop_ancestor() {
            return Entry::Skipped(path, format!("symbolic link that leads back to {}", ancestor.display()));
        }
        Entry::Failed(path, error.io_error().map_or_else(|| error.to_string(), super::compress::explain))
    }

    fn is_skipped(&self, path: &Path) -> bool {
        !self.skip.is_empty() && self.skip.contains(&canonical(path))
    }

    /// The deepest rule that speaks of the path decides.
    fn is_ignored(&self, path: &Path, is_folder: bool) -> bool {
        let mut outer_path = None;
        for rules in self.rules.iter().rev() {
            let path = if rules.is_outer {
                let relative = path.strip_prefix(&self.root).unwrap_or(path);
                outer_path.get_or_insert_with(|| canonical(&self.root).join(relative)).as_path()
            } else {
                path
            };
            let matched = rules.matcher.matched(path, is_folder);
            if !matched.is_none() {
                return matched.is_ignore();
            }
        }
        false
    }

    /// Rules of the folders above the root, up to the top of its git repository; none outside of one.
    fn add_outer_rules(&mut self) {
        let root = canonical(&self.root);
        let above: Vec<&Path> = root.ancestors().skip(1).collect();
        if root.join(".git").exists() {
            return;
        }
        let Some(top) = above.iter().position(|folder| folder.join(".git").exists()) else { return };
        for folder in above[..=top].iter().rev() {
            self.add_rules(folder, 0, true);
        }
    }

    fn add_rules(&mut self, folder: &Path, depth: usize, is_outer: bool) {
        for name in RULE_FILES.iter().rev() {
            let file = folder.join(name);
            if !file.is_file() {
                continue;
            }
            let mut builder = GitignoreBuilder::new(folder);
            // Lines that can be read hold even when others cannot.
            if let Some(error) = builder.add(&file) {
                self.waiting.push_back(Entry::Failed(file, format!("a rule could not be read: {error}")));
            }
            if let Ok(matcher) = builder.build() {
                self.rules.push(Rules { depth, is_outer, matcher });
            }
        }
    }
}

fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether it is the file of corrections beside an index: `index.names`.
fn is_corrections(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "names") && path.with_extension("").join(INDEX_MARK).is_file()
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// A file as the walk finds it.
pub(crate) fn found(path: &Path, metadata: &Metadata) -> Found {
    let modified_ns = metadata.modified().map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_nanos().cast_signed(),
        Err(before) => -before.duration().as_nanos().cast_signed(),
    });
    Found { path: path.to_owned(), size: metadata.len(), modified_ns }
}

/// Why something that is neither file nor folder is not opened: some of these would block, others have no end.
pub(super) fn refused_by_type(file_type: FileType) -> Option<String> {
    if file_type.is_file() {
        return None;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if file_type.is_fifo() {
            return Some("a FIFO, not a file; pipe it to `-` to read it".into());
        }
        if file_type.is_socket() {
            return Some("a socket, not a file".into());
        }
        if file_type.is_block_device() || file_type.is_char_device() {
            return Some("a device, not a file".into());
        }
    }
    Some(if file_type.is_dir() { "a folder, not a file" } else { "not a regular file" }.into())
}

#[cfg(test)]
mod tests {
    use super::{Entry, Options, walk};
    use std::fs;
    use std::path::Path;

    fn names(root: &Path, options: &Options) -> Vec<String> {
        let name = |path: &Path| path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        let line = |entry| match entry {
            Entry::File(found) => name(&found.path),
            Entry::Skipped(path, reason) => format!("{} skipped: {reason}", name(&path)),
            Entry::Failed(path, reason) => format!("{} failed: {reason}", name(&path)),
        };
        walk(root, options).map(line).collect()
    }

    #[test]
    fn ignore_rules_hidden_files_and_indexes_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (path, text) in [
            ("b.txt", "b"),
            ("a.txt", "a"),
            (".hidden.txt", ""),
            (".gitignore", "*.log\nout/\n"),
            ("x.log", ""),
            ("out/y.txt", ""),
            ("deep/.gitignore", "!keep.log\n"),
            ("deep/keep.log", "k"),
            ("deep/.whosaidignore", "draft*\n"),
            ("deep/draft.txt", ""),
            ("index/whosaid.index", ""),
            ("index/z.txt", ""),
            ("index.names", "merge \"A\" \"B\""),
            ("other.names", "A"),
            ("mine/z.txt", ""),
            ("pic.png", ""),
        ] {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let options = Options { follow: false, skip: vec![root.join("mine")] };
        assert_eq!(
            names(root, &options),
            ["a.txt", "b.txt", "deep/keep.log", "other.names", "pic.png skipped: not a format that is read (.png)"]
        );
        assert_eq!(walk(&root.join("a.txt"), &options).count(), 1);
        assert!(
            matches!(walk(&root.join("no.txt"), &options).next(), Some(Entry::Failed(_, reason)) if reason == "no such file")
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_loops_and_sockets() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a.txt"), "a").unwrap();
        std::os::unix::fs::symlink(root, root.join("loop")).unwrap();
        std::os::unix::fs::symlink(root.join("a.txt"), root.join("z.txt")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(root.join("s")).unwrap();
        let not_followed = names(root, &Options::default());
        assert_eq!(not_followed.len(), 4);
        assert!(not_followed[1].starts_with("loop skipped") && not_followed[2].starts_with("s skipped: a socket"));
        let followed = names(root, &Options { follow: true, skip: Vec::new() });
        assert!(followed.iter().any(|line| line.starts_with("loop skipped: symbolic link that leads back")));
        assert!(followed.contains(&"z.txt".to_owned()));
    }
}
