//! Whose posts an archive holds, by the file that its platform lays beside them: `account.js` of X, `actor.json` of Mastodon.

use super::record::Object;
use serde_json::Value;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The names of such files.
const FILES: [&str; 2] = ["account.js", "actor.json"];

/// Longest one that is read, in bytes.
const MOST_BYTES: u64 = 1 << 20;

/// An account as its owner named it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    /// Without the sign.
    pub(super) handle: String,
    pub(super) name: String,
}

impl Owner {
    /// What a record says, if it is one of an account.
    pub(super) fn of(object: &Object) -> Option<Owner> {
        let account = object.get("account").and_then(Value::as_object).unwrap_or(object);
        let field = |name: &str| account.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
        let (handle, name) = match (field("accountDisplayName"), field("preferredUsername")) {
            (Some(name), _) => (field("username")?, name),
            (None, Some(handle)) => (handle, field("name")?),
            (None, None) => return None,
        };
        Some(Owner { handle: handle.trim().to_owned(), name: name.trim().to_owned() })
    }

    /// What the first bytes of such a file say.
    pub(super) fn read(reader: impl Read) -> Option<Owner> {
        let mut bytes = Vec::new();
        reader.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
        // That of X is a program that sets a variable to a list.
        let start = bytes.iter().position(|&byte| byte == b'{')?;
        let mut values = serde_json::Deserializer::from_slice(&bytes[start..]).into_iter::<Object>();
        Owner::of(&values.next()?.ok()?)
    }

    /// What the file beside `path` says.
    pub(super) fn beside(path: &Path) -> Option<Owner> {
        let file = FILES.iter().map(|name| path.with_file_name(name)).find(|file| file.is_file())?;
        Owner::read(File::open(file).ok()?)
    }

    /// Whether an entry of an archive is such a file.
    pub(super) fn is_told_in(entry: &str) -> bool {
        entry.rsplit('/').next().is_some_and(|name| FILES.contains(&name))
    }
}
