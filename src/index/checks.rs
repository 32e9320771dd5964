//! Known fact-checks in the index: a kind of their own that belongs to no file, so that indexing never removes them.

use super::reader::{Reader, term_query};
use super::schema::Fields;
use super::writer::{Writer, json};
use super::{MARKER, Store};
use crate::error::Result;
use crate::wire::Check;
use std::panic::catch_unwind;
use std::path::Path;
use tantivy::directory::MmapDirectory;
use tantivy::indexer::UserOperation;
use tantivy::schema::Value;
use tantivy::{Index, TantivyDocument, Term};

/// Memory for writing checks alone, in bytes.
const ARENA_BYTES: usize = 64 << 20;

impl Writer {
    /// Adds fact-checks; one that the index holds already is replaced.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn put_checks(&self, checks: &[Check]) -> Result<()> {
        let mut operations = Vec::new();
        for check in checks {
            operations.push(UserOperation::Delete(Term::from_field_text(self.fields.id, &check.id)));
            operations.push(UserOperation::Add(document(&self.fields, check)?));
        }
        self.run(operations)
    }
}

fn document(fields: &Fields, check: &Check) -> Result<TantivyDocument> {
    let mut document = TantivyDocument::new();
    document.add_text(fields.kind, "check");
    document.add_text(fields.id, &check.id);
    document.add_text(fields.record, json(check)?);
    Ok(document)
}

impl Reader {
    /// All fact-checks, the latest first, then by id.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn checks(&self) -> Result<Vec<Check>> {
        let addresses = self.all(&*term_query(self.fields.kind, "check"))?;
        let checks = addresses.into_iter().map(|address| self.stored(address, self.fields.record));
        let mut checks = checks.collect::<Result<Vec<Check>>>()?;
        checks.sort_by(|one, other| other.reviewed.cmp(&one.reviewed).then_with(|| one.id.cmp(&other.id)));
        Ok(checks)
    }
}

impl Store {
    /// Adds fact-checks and commits them.
    ///
    /// # Errors
    /// When another process writes, or the index cannot be written.
    pub fn import_checks(&self, checks: &[Check]) -> Result<()> {
        let mut writer = self.writer(ARENA_BYTES, 1)?;
        writer.put_checks(checks)?;
        writer.commit()?;
        writer.finish()
    }
}

/// The fact-checks of an index of any version, for the one that takes its place; `None` when it is too damaged to tell.
pub(super) fn of_any_version(dir: &Path) -> Option<Vec<Check>> {
    if !dir.join(MARKER).exists() {
        return Some(Vec::new());
    }
    let read = || -> tantivy::Result<Vec<Check>> {
        let index = Index::open(MmapDirectory::open(dir)?)?;
        let schema = index.schema();
        let (Ok(kind), Ok(record)) = (schema.get_field("kind"), schema.get_field("record")) else {
            return Ok(Vec::new());
        };
        let searcher = index.reader()?.searcher();
        let found = searcher.search(&*term_query(kind, "check"), &tantivy::collector::DocSetCollector)?;
        let mut checks = Vec::new();
        for address in found.into_iter().collect::<std::collections::BTreeSet<_>>() {
            let document: TantivyDocument = searcher.doc(address)?;
            let json = document.get_first(record).and_then(|value| value.as_str()).unwrap_or_default();
            checks.extend(serde_json::from_str::<Check>(json).ok());
        }
        Ok(checks)
    };
    // Of a file with other bytes than were written tantivy may make no sense at all.
    catch_unwind(read).ok()?.ok()
}

#[cfg(test)]
mod tests {
    use crate::index::{FORMAT, MARKER, Store};
    use crate::wire::Check;

    fn check(id: &str, claim: &str) -> Check {
        Check { id: id.to_owned(), claim: claim.to_owned(), ..Check::default() }
    }

    #[test]
    fn checks_are_replaced_by_id_and_outlive_the_format() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open_or_create(dir.path()).unwrap();
        store.import_checks(&[check("a", "X fell"), check("b", "Y rose")]).unwrap();
        store.import_checks(&[check("b", "Y rose twice")]).unwrap();
        let claims = |store: &Store| -> Vec<String> {
            store.reader().unwrap().checks().unwrap().into_iter().map(|check| check.claim).collect()
        };
        assert_eq!(claims(&store), ["X fell", "Y rose twice"]);
        drop(store);
        let marker = format!("{{\"format\":{},\"program\":\"0.0.1\"}}", FORMAT - 1);
        std::fs::write(dir.path().join(MARKER), marker).unwrap();
        assert!(Store::open(dir.path()).is_err());
        let (store, kept) = Store::recreate(dir.path()).unwrap();
        assert_eq!((claims(&store), kept), (vec!["X fell".to_owned(), "Y rose twice".to_owned()], true));
        drop(store);
        std::fs::write(dir.path().join("meta.json"), "{").unwrap();
        let (store, kept) = Store::recreate(dir.path()).unwrap();
        assert_eq!((claims(&store), kept), (Vec::new(), false));
    }
}
