//! One file of a run: whether it changed, and if so read, analyzed and written, a batch of articles at a time.

use super::{Run, commit_when_due, lock};
use crate::article::Key;
use crate::cli::bounded;
use crate::cli::fresh::hash;
use crate::index::{FileBatch, FileRecord};
use crate::ingest::walk::Found;
use crate::ingest::{self, Item, Options, Problem};
use crate::{article, wire};
use rayon::prelude::*;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

/// Articles of a container analyzed together: enough for all cores, little enough to hold.
const BATCH_BYTES: usize = 4 << 20;
/// See [`BATCH_BYTES`].
const BATCH_ARTICLES: usize = 512;
/// What the program that reads is: files read by another are read again.
fn version() -> String {
    format!("{}+{}", env!("CARGO_PKG_VERSION"), wire::ANALYSIS)
}

/// What is to be done with a file.
pub(super) enum State {
    /// The index holds it as it is.
    Unchanged,
    /// The index holds a part of it, up to the article of this place; its content has this hash.
    Unfinished(u32, String),
    /// It is to be read; its content has this hash.
    Changed(String),
}

/// Whether a file is to be read, by size and time, else by content.
pub(super) fn state(found: &Found, known: Option<&FileRecord>, force: bool) -> std::io::Result<State> {
    let current = known.filter(|record| !force && record.version == version());
    let is_untouched = |record: &FileRecord| record.size == found.size && record.modified_ns == found.modified_ns;
    let content_hash = match current.filter(|record| is_untouched(record)) {
        Some(record) => record.content_hash.clone(),
        None => hash(&found.path)?,
    };
    Ok(match current.filter(|record| record.content_hash == content_hash).map(|record| record.unfinished) {
        Some(None) => State::Unchanged,
        Some(Some(part)) => State::Unfinished(part, content_hash),
        None => State::Changed(content_hash),
    })
}

/// Reads, analyzes and writes one file; how many of its bytes the progress bar has counted already.
pub(super) fn one_file(
    run: &Run<'_>,
    found: &Found,
    root: &str,
    known: Option<&FileRecord>,
    force: bool,
) -> crate::Result<u64> {
    let path = Key::path_text(&found.path);
    let stays = if known.is_some() { "; what was indexed of it stays" } else { "" };
    let (content_hash, first_part) = match state(found, known, force) {
        Ok(State::Unchanged) => {
            lock(&run.tally).unchanged(&path, known);
            return Ok(0);
        }
        Ok(State::Changed(content_hash)) => (content_hash, 0),
        Ok(State::Unfinished(part, content_hash)) => (content_hash, part),
        Err(error) => {
            let reason = format!("{}{stays}", ingest::explain(&error));
            lock(&run.tally).problem(&path, &Problem::file(reason), true);
            return Ok(0);
        }
    };
    // What an interrupted run wrote of it counts.
    let begun = known.filter(|_| first_part > 0).cloned().unwrap_or_default();
    let mut record = FileRecord {
        path: path.clone(),
        size: found.size,
        modified_ns: found.modified_ns,
        content_hash,
        root: root.to_owned(),
        version: version(),
        ..begun
    };
    let options = Options { first_part, ..run.options.clone() };
    let mut task = Task {
        run,
        first: first_part == 0,
        replaces: known.is_some(),
        first_part,
        next_part: first_part,
        earlier_problems: std::mem::take(&mut record.problems),
        record: &mut record,
        batch: Vec::new(),
        batch_bytes: 0,
        counted: 0,
        error: None,
        problems: Vec::new(),
    };
    ingest::read(&found.path, &path, &options, &mut |item| task.take(item));
    let Closed { error, mut problems, whole, untouched, counted } = task.close();
    if let Some(error) = error {
        return Err(error);
    }
    if untouched {
        for (problem, _) in &mut problems {
            problem.reason.push_str(stays);
        }
    }
    let mut tally = lock(&run.tally);
    tally.bytes += found.size;
    for (problem, failed) in &problems {
        tally.problem(&path, problem, *failed);
    }
    if whole && (record.articles > 0 || problems.is_empty()) {
        let is_new = known.is_none() || first_part > 0;
        tally.replaced += u64::from(!is_new);
        tally.new += u64::from(is_new);
        let status = if is_new { "indexed" } else { "replaced" };
        tally.row(&path, None, status, None, Some((record.quotes, record.claims)));
    }
    Ok(counted)
}

/// The articles of one file on their way to the index.
struct Task<'a, 'b> {
    run: &'a Run<'b>,
    record: &'a mut FileRecord,
    /// Whether nothing was written yet.
    first: bool,
    /// Whether the index holds something of the file, of another time.
    replaces: bool,
    /// Place of the first article that the index does not hold.
    first_part: u32,
    /// Place of the next article, in a container.
    next_part: u32,
    /// What an interrupted run found in the file.
    earlier_problems: Vec<String>,
    batch: Vec<article::Article>,
    batch_bytes: usize,
    /// Bytes that the progress bar has counted: those of the texts, up to the size of the file, which may be compressed.
    counted: u64,
    error: Option<crate::Error>,
    problems: Vec<(Problem, bool)>,
}

/// How reading a file ended.
struct Closed {
    error: Option<crate::Error>,
    problems: Vec<(Problem, bool)>,
    /// Whether all of the file was read and its record written.
    whole: bool,
    /// Whether the index holds what it held of the file before.
    untouched: bool,
    /// As [`Task::counted`].
    counted: u64,
}

/// Most problems of one file that its record keeps.
const KEPT_PROBLEMS: usize = 20;

impl Task<'_, '_> {
    fn take(&mut self, item: Item) -> ControlFlow<()> {
        let part = match &item {
            Item::Article(article) => article.key.part,
            Item::Skipped(problem) | Item::Failed(problem) => problem.part,
        };
        if part.is_some_and(|part| part < self.first_part) {
            return ControlFlow::Continue(());
        }
        self.next_part = part.map_or(self.next_part, |part| part + 1);
        match item {
            Item::Article(article) => {
                self.batch_bytes += article.text.len();
                self.batch.push(*article);
                if self.batch_bytes > BATCH_BYTES || self.batch.len() >= BATCH_ARTICLES {
                    self.write(false);
                }
            }
            Item::Skipped(problem) => self.problems.push((problem, false)),
            Item::Failed(problem) => self.problems.push((problem, true)),
        }
        if self.error.is_some() || self.run.stop.load(Ordering::SeqCst) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Analyzes and writes what is gathered, and the file's record with it. Once Ctrl-C was pressed, articles not yet analyzed are left
    /// for the next run. Says whether all was written.
    fn write(&mut self, last: bool) -> bool {
        let batch = std::mem::take(&mut self.batch);
        self.batch_bytes = 0;
        let (stop, limit) = (self.run.stop, Duration::from_secs(self.run.options.limits.max_article_seconds));
        let parts: Vec<Option<u32>> = batch.iter().map(|article| article.key.part).collect();
        let analyzed: Vec<Option<std::result::Result<wire::Article, Problem>>> = batch
            .into_par_iter()
            .map(|article| (!stop.load(Ordering::SeqCst)).then(|| self::analyzed(article, limit)))
            .collect();
        let left_at = analyzed.iter().position(Option::is_none);
        if let Some(at) = left_at {
            if self.first && self.replaces {
                // What the index held of the file before is better than a part of it.
                return false;
            }
            self.next_part = parts[at].unwrap_or(self.next_part);
        }
        let mut articles = Vec::new();
        let (mut quotes, mut named, mut claims, mut bytes) = (0, 0, 0, 0);
        // Articles behind one that is left are left too: the record can say only how far they were read.
        for result in analyzed.into_iter().map_while(|result| result) {
            match result {
                Ok(article) => {
                    quotes += article.quotes.len() as u64;
                    named += article.quotes.iter().filter(|quote| quote.speaker.is_some()).count() as u64;
                    claims += article.claims.len() as u64;
                    bytes += article.text.as_ref().map_or(0, String::len) as u64;
                    articles.push(article);
                }
                Err(problem) => self.problems.push((problem, true)),
            }
        }
        self.record.articles += articles.len() as u64;
        self.record.quotes += quotes;
        self.record.claims += claims;
        let bytes = bytes.min(self.record.size - self.counted);
        self.counted += bytes;
        self.run.bar.inc(bytes);
        {
            let mut tally = lock(&self.run.tally);
            tally.articles += articles.len() as u64;
            tally.claims += claims;
            tally.named += named;
            tally.unnamed += quotes - named;
            self.run.bar.set_message(format!("{} articles, {} quotes", tally.articles, tally.named + tally.unnamed));
        }
        let last = last && left_at.is_none();
        self.record.unfinished = (!last).then_some(self.next_part);
        let reasons = self.problems.iter().map(|(problem, _)| problem.to_string());
        self.record.problems = self.earlier_problems.iter().cloned().chain(reasons).take(KEPT_PROBLEMS).collect();
        let batch = FileBatch { file: self.record.clone(), first: std::mem::take(&mut self.first), articles };
        let writer = self.run.writer.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(writer) = writer.as_ref()
            && let Err(error) = writer.replace_file(batch)
        {
            self.error = Some(error);
        }
        drop(writer);
        commit_when_due(self.run, bytes);
        last
    }

    /// Writes the rest with the file's record, unless the file could not be read at all: then what was indexed of it stays.
    fn close(mut self) -> Closed {
        let nothing = self.first && self.batch.is_empty();
        let failed = self.problems.iter().any(|(_, failed)| *failed);
        let stopped = self.run.stop.load(Ordering::SeqCst);
        let ready = self.error.is_none() && !stopped && !(nothing && failed);
        let whole = ready && self.write(true);
        Closed { error: self.error, problems: self.problems, whole, untouched: self.first, counted: self.counted }
    }
}

/// What is written of one article.
fn analyzed(article: article::Article, limit: Duration) -> std::result::Result<wire::Article, Problem> {
    let article = Arc::new(article);
    match bounded::analyzed(&article, limit) {
        Ok(document) => Ok(wire::article(&article, &document)),
        Err(reason) => Err(Problem { part: article.key.part, entry: article.entry.clone(), line: None, reason }),
    }
}
