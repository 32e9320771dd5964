//! The one error type of the library: opaque, with a message that says what, where, and what to do.

use std::path::{Path, PathBuf};

/// What a function of this crate returns when it can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something failed.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<ErrorKind>);

#[derive(Debug, thiserror::Error)]
enum ErrorKind {
    #[error("{0}")]
    User(String),
    /// The cause is in the message and therefore no `source`: a chain of errors would say it twice.
    #[error("{path}: {cause}")]
    Io { path: PathBuf, cause: std::io::Error },
    #[error("{0}")]
    Index(String),
    #[error("{0}")]
    Model(String),
}

impl Error {
    /// The user asked for something that cannot be done; `message` says what to do instead, without a trailing dot.
    pub fn user(message: impl Into<String>) -> Error {
        Error(Box::new(ErrorKind::User(message.into())))
    }

    /// Reading or writing `path` failed.
    pub fn io(path: &Path, cause: std::io::Error) -> Error {
        Error(Box::new(ErrorKind::Io { path: path.to_owned(), cause }))
    }

    /// The index on disk cannot be read or written.
    pub fn index(message: impl Into<String>) -> Error {
        Error(Box::new(ErrorKind::Index(message.into())))
    }

    /// A model file cannot be used.
    pub fn model(message: impl Into<String>) -> Error {
        Error(Box::new(ErrorKind::Model(message.into())))
    }

    /// Whether the user can mend it by asking differently.
    pub fn is_user(&self) -> bool {
        matches!(*self.0, ErrorKind::User(_))
    }
}
