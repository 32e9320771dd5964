//! Where reading is: the file, the way into its containers, the place of the next article, and what is left of its limits.

use super::compress::Expansion;
use super::owner::Owner;
use super::{Item, Limits, Options, Problem, language, published, too_long, transcript, whole_text};
use crate::article::{Article, BlockKind, Form, Key, NoteKind};
use crate::text::fingerprint;
use std::cell::{Cell, OnceCell};
use std::path::Path;

/// One file or stream that is being read.
#[derive(Debug)]
pub(super) struct Source<'a> {
    /// Path of the file as it is written into each key.
    pub(super) key: &'a str,
    pub(super) options: &'a Options,
    /// The file itself, for formats that must be read from their end; `None` for a stream.
    pub(super) file: Option<&'a Path>,
    /// What its compressed parts have grown to.
    pub(super) expansion: Expansion,
    /// Place of the next article, over all containers in the file.
    next_part: Cell<u32>,
    /// Whose posts it holds, once that was looked for.
    owner: OnceCell<Option<Owner>>,
}

impl<'a> Source<'a> {
    pub(super) fn new(key: &'a str, options: &'a Options, file: Option<(&'a Path, u64)>) -> Source<'a> {
        let expansion = Expansion::new(file.map(|(_, size)| size), &options.limits);
        Source {
            key,
            options,
            file: file.map(|(path, _)| path),
            expansion,
            next_part: Cell::new(0),
            owner: OnceCell::new(),
        }
    }

    /// Whose posts it holds: as its archive says, else as the file beside it does.
    pub(super) fn owner(&self) -> Option<&Owner> {
        self.owner.get_or_init(|| Owner::beside(self.file?)).as_ref()
    }

    /// Notes whose posts an archive holds; the first one that says it is believed.
    pub(super) fn set_owner(&self, owner: Owner) {
        let _ = self.owner.set(Some(owner));
    }

    /// The file as a whole, before any container is opened.
    pub(super) fn origin(&'a self) -> Origin<'a> {
        Origin { source: self, entry: None, depth: 0, url: None }
    }
}

/// A file, or an entry of a container in it.
#[derive(Clone, Debug)]
pub(super) struct Origin<'a> {
    pub(super) source: &'a Source<'a>,
    /// Names of the entries that lead here, joined by `/`; `None` for the file itself.
    entry: Option<String>,
    /// How many containers and layers of compression lie around it.
    pub(super) depth: usize,
    /// Its address, where the container tells.
    url: Option<String>,
}

impl<'a> Origin<'a> {
    pub(super) fn limits(&self) -> &'a Limits {
        &self.source.options.limits
    }

    /// The name to tell the format from: that of the entry, else of the file.
    pub(super) fn name(&self) -> &str {
        self.entry.as_deref().unwrap_or(self.source.key)
    }

    /// An entry of the container that this is, or what to say when containers lie in each other too deep.
    pub(super) fn inside(&self, name: &str) -> Result<Origin<'a>, Item> {
        let entry = match &self.entry {
            Some(outer) => format!("{outer}/{name}"),
            None => name.to_owned(),
        };
        Origin { source: self.source, entry: Some(entry), depth: self.depth, url: None }.deeper()
    }

    /// The same, once more unpacked.
    pub(super) fn deeper(mut self) -> Result<Origin<'a>, Item> {
        self.depth += 1;
        let most = self.limits().max_containers;
        if self.depth > most {
            let reason = format!("more than {most} archives in each other; unpack them, or raise --max-containers");
            return Err(self.failed(self.leaf(), None, reason));
        }
        Ok(self)
    }

    /// The same with the address that it was fetched from.
    pub(super) fn fetched_from(self, url: &str) -> Origin<'a> {
        Origin { url: Some(url.to_owned()), ..self }
    }

    /// The address that it was fetched from.
    pub(super) fn address(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The place of the next article of a container; taken by bad ones too, so that mending one moves no other.
    pub(super) fn part(&self) -> u32 {
        let part = self.source.next_part.get();
        self.source.next_part.set(part.saturating_add(1));
        part
    }

    /// The place of an article that is all of its entry; `None` when it is all of the file.
    pub(super) fn leaf(&self) -> Option<u32> {
        self.entry.is_some().then(|| self.part())
    }

    /// Whether the articles before the one asked for are not yet passed: the index holds them.
    pub(super) fn is_known(&self) -> bool {
        self.source.next_part.get() < self.source.options.first_part
    }

    /// A page of a collection that is no article, but what is said instead.
    pub(super) fn no_article(&self, part: Option<u32>, instead: &str) -> Item {
        self.skipped(part, None, format!("no article but {instead}; save it by itself to have it read"))
    }

    pub(super) fn skipped(&self, part: Option<u32>, line: Option<u64>, reason: impl Into<String>) -> Item {
        Item::Skipped(self.problem(part, line, reason))
    }

    pub(super) fn failed(&self, part: Option<u32>, line: Option<u64>, reason: impl Into<String>) -> Item {
        Item::Failed(self.problem(part, line, reason))
    }

    fn problem(&self, part: Option<u32>, line: Option<u64>, reason: impl Into<String>) -> Problem {
        Problem { part, entry: self.entry.clone(), line, reason: reason.into() }
    }

    /// What all formats share at the end: limits, the last-resort date, the language, the key and the id.
    pub(super) fn finish(&self, mut article: Article, part: Option<u32>, line: Option<u64>) -> Item {
        if article.text.trim().is_empty() {
            return self.skipped(part, line, "empty");
        }
        let max_bytes = self.limits().max_article_bytes.min(u64::from(u32::MAX));
        if article.text.len() as u64 > max_bytes {
            return self.skipped(part, line, too_long(article.text.len() as u64, max_bytes));
        }
        let may_be_around = [BlockKind::Paragraph, BlockKind::Heading, BlockKind::Caption, BlockKind::Boilerplate];
        if article.blocks.iter().all(|block| may_be_around.contains(&block.kind)) {
            transcript::mark(&mut article);
        }
        article.url = article.url.or_else(|| self.url.clone());
        article.published = article
            .published
            .or_else(|| published::from_url(article.url.as_deref()?))
            .or_else(|| published::from_dateline(&article.text));
        // The name of a web archive tells when it was made, not when its pages were printed.
        if self.url.is_none() {
            article.published = article
                .published
                .or_else(|| published::from_path(self.entry.as_deref()?))
                .or_else(|| published::from_path(self.source.key));
        }
        if article.language.is_none() && article.form != Some(Form::Post) {
            article.language = language::guess(&article.text);
        }
        if article.language.as_deref().is_some_and(|code| code != "en") {
            article.notes.push(whole_text(NoteKind::LanguagePartlySupported));
        }
        article.key = Key { path: self.source.key.to_owned(), part };
        article.entry.clone_from(&self.entry);
        if article.id.is_empty() {
            let key = article.key.to_string();
            article.id = fingerprint::hex_id(["article".as_bytes(), key.as_bytes(), article.text.as_bytes()]);
        }
        Item::Article(Box::new(article))
    }
}
