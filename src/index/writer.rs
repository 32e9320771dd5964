//! Adding, replacing and removing the articles of a file, in one commit with the file's own record.

use super::reader::key_of;
use super::schema::{Fields, WITH_NUMBER, kind};
use super::{Store, damaged, locked};
use crate::article::PartialDate;
use crate::error::{Error, Result};
use crate::text::fold::fold;
use crate::track::copy::Sketch;
use crate::track::name::Name;
use crate::wire;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use tantivy::indexer::{LogMergePolicy, UserOperation};
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

/// Of the people who speak in an article so many quotes are looked at for the company of each: more tell no more.
const MOST_COMPANY: usize = 200;

/// A segment is merged when this share of its documents is deleted.
const DELETED_RATIO: f32 = 0.3;

/// What the manifest knows of a file.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FileRecord {
    /// Canonical path.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
    /// Time of its last change, in nanoseconds since 1970.
    pub modified_ns: i128,
    /// 128-bit hash of its bytes, in hex.
    pub content_hash: String,
    /// The PATH that the user gave, canonical.
    pub root: String,
    /// Version of program and models that read it.
    pub version: String,
    /// How many articles it gave.
    pub articles: u64,
    /// How many quotes.
    pub quotes: u64,
    /// How many claims.
    pub claims: u64,
    /// What was skipped or failed in it.
    pub problems: Vec<String>,
    /// Of a container that was not read to its end: the place of the first article that the index does not hold.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unfinished: Option<u32>,
}

/// Articles of one file. A container too large for one batch comes in several, each with the file's record as of then: whatever is
/// committed, the record tells how far it goes.
#[derive(Debug)]
pub struct FileBatch {
    /// The file, and what it gave up to and with this batch.
    pub file: FileRecord,
    /// What the file gave before is removed.
    pub first: bool,
    /// Articles with their text and blocks.
    pub articles: Vec<wire::Article>,
}

/// What a copy is folded under.
#[derive(Debug, Default)]
pub(super) struct Under {
    /// Key of the article that it is a copy of.
    pub(super) lead: String,
    /// Hash of that article and of the copies before this one.
    pub(super) basis: String,
    /// Folded words of all their quotes: the same in this one are not counted again.
    pub(super) quotes: BTreeSet<String>,
    /// The same of their claims.
    pub(super) claims: BTreeSet<String>,
}

/// The one writer of an index.
pub struct Writer {
    inner: IndexWriter,
    /// Held while operations are numbered and queued. Without it two threads may queue removals in another order than they were numbered in;
    /// a segment stops at the first that is newer than its documents, and at the commit the ones behind it, although older, take its articles.
    order: Mutex<()>,
    pub(super) fields: Fields,
    dir: PathBuf,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

impl Writer {
    pub(super) fn new(store: &Store, memory_bytes: usize, threads: usize) -> Result<Writer> {
        let writer =
            store.index.writer_with_num_threads(threads.max(1), memory_bytes).map_err(|error| match error {
                TantivyError::LockFailure(error, _) => locked(&store.dir, error),
                other => store.error(&other),
            })?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(DELETED_RATIO);
        writer.set_merge_policy(Box::new(policy));
        Ok(Writer { inner: writer, order: Mutex::new(()), fields: store.fields, dir: store.dir.clone() })
    }

    /// Adds the articles of a batch. May be called from many threads; nothing is visible before [`Writer::commit`].
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn replace_file(&self, batch: FileBatch) -> Result<()> {
        let fields = &self.fields;
        let mut operations = Vec::new();
        let field = if batch.first { fields.file } else { fields.manifest };
        operations.push(UserOperation::Delete(Term::from_field_text(field, &batch.file.path)));
        for article in batch.articles {
            self.add_article(article, None, &mut operations)?;
        }
        let mut document = TantivyDocument::new();
        document.add_text(fields.kind, "file");
        document.add_text(fields.file, &batch.file.path);
        document.add_text(fields.manifest, &batch.file.path);
        document.add_text(fields.record, json(&batch.file)?);
        operations.push(UserOperation::Add(document));
        self.run(operations)
    }

    pub(super) fn run(&self, operations: Vec<UserOperation>) -> Result<()> {
        let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        self.inner.run(operations).map_err(|e| damaged(&self.dir, &e))?;
        Ok(())
    }

    /// Removes a file and everything that it gave.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn remove_file(&self, path: &str) -> Result<()> {
        self.run(vec![UserOperation::Delete(Term::from_field_text(self.fields.file, path))])
    }

    /// Makes all that was added and removed visible and durable.
    ///
    /// # Errors
    /// When the index cannot be written; the last commit stays as it is.
    pub fn commit(&mut self) -> Result<()> {
        self.inner.commit().map_err(|e| damaged(&self.dir, &e))?;
        Ok(())
    }

    /// Waits until segments are merged.
    ///
    /// # Errors
    /// When merging failed; what was committed stays.
    pub fn finish(self) -> Result<()> {
        let dir = self.dir;
        self.inner.wait_merging_threads().map_err(|e| damaged(&dir, &e))
    }

    /// What a quote tells of its speaker, `company` being the people who speak in its article.
    fn tell(&self, document: &mut TantivyDocument, quote: &wire::Quote, company: &BTreeSet<&str>) {
        let fields = &self.fields;
        let Some(speaker) = &quote.speaker else { return };
        document.add_text(fields.speaker_kind, &speaker.kind);
        if let Some(role) = &speaker.role {
            document.add_text(fields.role, role);
        }
        if let Some(gender) = &speaker.gender {
            document.add_text(fields.gender, gender);
        }
        if let Some(body) = &speaker.affiliation {
            document.add_text(fields.affiliation, body);
        }
        if speaker.kind == "person" {
            // Whom an ambiguous surname may mean is company too.
            let alternatives = quote.alternatives.iter().map(|other| other.name.as_str());
            let others: BTreeSet<&str> = company.iter().copied().chain(alternatives).collect();
            for name in others.into_iter().filter(|name| *name != speaker.name) {
                document.add_text(fields.company, name);
            }
        }
    }

    /// Writes an article of the index anew, as a copy or as none.
    pub(super) fn rewrite(&self, article: wire::Article, under: Option<&Under>) -> Result<()> {
        let key = key_of(&article.head);
        let mut operations = vec![UserOperation::Delete(Term::from_field_text(self.fields.article, &key))];
        self.add_article(article, under, &mut operations)?;
        self.run(operations)
    }

    fn add_article(
        &self,
        mut article: wire::Article,
        under: Option<&Under>,
        operations: &mut Vec<UserOperation>,
    ) -> Result<()> {
        let fields = &self.fields;
        let key = key_of(&article.head);
        let file = article.head.path.clone();
        article.head.copy_of = under.map(|under| under.lead.clone());
        let quotes = std::mem::take(&mut article.quotes);
        let claims = std::mem::take(&mut article.claims);
        let head = json(&article.head)?;
        let start = |kind: &str| {
            let mut document = TantivyDocument::new();
            document.add_text(fields.kind, kind);
            document.add_text(fields.file, &file);
            document.add_text(fields.article, &key);
            if let Some(publisher) = &article.head.publisher {
                document.add_text(fields.publisher, publisher);
            }
            for author in &article.authors {
                document.add_text(fields.author, author);
            }
            if let Some((first, last)) = article.head.published.as_deref().and_then(days) {
                document.add_u64(fields.first_day, first);
                document.add_u64(fields.last_day, last);
            }
            document
        };
        let speaker = |document: &mut TantivyDocument, speaker: Option<&wire::Speaker>| {
            let Some(speaker) = speaker else { return };
            document.add_text(fields.speaker_id, &speaker.id);
            document.add_text(fields.speaker, &speaker.name);
            document.add_text(fields.speaker_words, &speaker.name);
            for alias in &speaker.aliases {
                document.add_text(fields.alias, alias);
            }
        };
        let company: BTreeSet<&str> = quotes
            .iter()
            .filter_map(|quote| quote.speaker.as_ref())
            .filter(|speaker| speaker.kind == "person" && Name::parse(&speaker.name).is_some())
            .map(|speaker| speaker.name.as_str())
            .take(MOST_COMPANY)
            .collect();
        for quote in &quotes {
            let is_folded = under.is_some_and(|under| under.quotes.contains(&fold(&quote.text)));
            let mut document = start(kind::QUOTES[usize::from(is_folded)]);
            document.add_text(fields.id, &quote.id);
            document.add_text(fields.quote_text, &quote.text);
            speaker(&mut document, quote.speaker.as_ref());
            self.tell(&mut document, quote, &company);
            if let Some(addressee) = &quote.addressee {
                document.add_text(fields.addressee, addressee);
            }
            if let Some(medium) = &quote.medium {
                document.add_text(fields.medium, &medium.name);
            }
            document.add_text(fields.form, &quote.kind);
            document.add_f64(fields.score, quote.confidence);
            document.add_text(fields.head, &head);
            document.add_text(fields.record, json(quote)?);
            operations.push(UserOperation::Add(document));
        }
        for claim in &claims {
            let is_folded = under.is_some_and(|under| under.claims.contains(&fold(&claim.text)));
            let mut document = start(kind::CLAIMS[usize::from(is_folded)]);
            document.add_text(fields.id, &claim.id);
            document.add_text(fields.claim_text, &claim.text);
            speaker(&mut document, claim.speaker.as_ref());
            let quote = claim.quote.as_ref().and_then(|id| quotes.iter().find(|quote| quote.id == *id));
            if let Some(medium) = quote.and_then(|quote| quote.medium.as_ref()) {
                document.add_text(fields.medium, &medium.name);
            }
            for kind in &claim.kinds {
                document.add_text(fields.form, kind);
            }
            if !claim.quantities.is_empty() {
                document.add_text(fields.form, WITH_NUMBER);
            }
            document.add_text(fields.voice, &claim.voice);
            document.add_f64(fields.score, claim.score);
            document.add_text(fields.head, &head);
            document.add_text(fields.record, json(claim)?);
            operations.push(UserOperation::Add(document));
        }
        let mut document = start(kind::ARTICLES[usize::from(under.is_some())]);
        document.add_text(fields.id, &article.head.id);
        document.add_bytes(fields.sketch, &Sketch::of(&wire::restore(&article)).to_bytes());
        if let Some(under) = under {
            document.add_text(fields.copy_of, &under.lead);
            document.add_text(fields.basis, &under.basis);
        }
        if let Some(title) = &article.head.title {
            document.add_text(fields.body, title);
        }
        document.add_text(fields.body, article.text.as_deref().unwrap_or_default());
        document.add_text(fields.head, &head);
        document.add_text(fields.record, json(&article)?);
        operations.push(UserOperation::Add(document));
        Ok(())
    }
}

pub(super) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::index(e.to_string()))
}

/// First and last day of a publication date as yyyymmdd.
fn days(published: &str) -> Option<(u64, u64)> {
    let date = PartialDate::parse(published.get(..10).unwrap_or(published))?;
    Some((day_number(date.first), day_number(date.last())))
}

/// A day as yyyymmdd.
pub(super) fn day_number(date: jiff::civil::Date) -> u64 {
    let (year, month, day) = (date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs());
    u64::from(year) * 10_000 + u64::from(month) * 100 + u64::from(day)
}

#[cfg(test)]
mod tests {
    use super::{FileBatch, FileRecord};
    use crate::index::Store;
    use std::sync::Barrier;

    /// Threads that start together, a file each, in as many rounds as the race needs to show itself.
    #[test]
    fn what_many_threads_write_at_once_is_all_there() {
        const THREADS: usize = 8;
        const ROUNDS: usize = 15;
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open_or_create(&dir.path().join("index")).unwrap();
        let mut writer = store.writer(64 << 20, 4).unwrap();
        for round in 0..ROUNDS {
            let start = Barrier::new(THREADS);
            std::thread::scope(|scope| {
                for thread in 0..THREADS {
                    let (writer, start) = (&writer, &start);
                    scope.spawn(move || {
                        let file = FileRecord { path: format!("{round}/{thread}"), ..FileRecord::default() };
                        start.wait();
                        writer.replace_file(FileBatch { file, first: true, articles: Vec::new() }).unwrap();
                    });
                }
            });
            writer.commit().unwrap();
            assert_eq!(store.files().unwrap().len(), THREADS * (round + 1), "round {round}");
        }
    }
}
