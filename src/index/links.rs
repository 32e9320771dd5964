//! Whom each row of the index is of: told by all names together, so worked out once for each commit and each change of the user's
//! corrections, and kept in a file beside the segments. Joining the names of 200 MB of articles takes seconds, reading the file 40 ms.
//!
//! The file is a cache: where it is missing, damaged, or of another state of the index, it is made again.

use super::reader::Reader;
use super::units::Linked;
use super::{MARKER, schema};
use crate::error::Result;
use crate::text::fingerprint::digest;
use crate::wire;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::index::SegmentId;
use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TantivyError};

/// What the name of the file ends with, behind that of the marker.
const FILE: &str = ".speakers";

/// A row without a speaker, or with one whom no quote of its article has.
const NOBODY: u32 = u32::MAX;

/// A row whose speaker the user forgets.
const FORGOTTEN: u32 = u32::MAX - 1;

/// Whom a row is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The speaker at this place of [`Links::speakers`].
    Speaker(usize),
    /// One whom the user forgets.
    Forgotten,
    /// Nobody, or somebody whom only the row itself names.
    Nobody,
}

/// A speaker over the whole index.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Identity {
    pub(super) id: String,
    pub(super) name: String,
    /// Number of quotes; folded ones are not counted.
    pub(super) quotes: u64,
    /// Why each name was joined to the others; empty for one name.
    pub(super) because: Vec<wire::Joined>,
}

/// All speakers, and the speaker of each document.
#[derive(Serialize, Deserialize)]
pub(super) struct Links {
    pub(super) speakers: Vec<Identity>,
    /// One list a segment: of each document the place of its speaker, [`NOBODY`] or [`FORGOTTEN`].
    of: Vec<Vec<u32>>,
    #[serde(skip)]
    segments: Vec<SegmentId>,
}

impl Links {
    /// Whom a document is of; `segment` is its place among the segments.
    pub(super) fn of(&self, segment: usize, doc: DocId) -> Of {
        match self.of[segment][doc as usize] {
            NOBODY => Of::Nobody,
            FORGOTTEN => Of::Forgotten,
            at => Of::Speaker(at as usize),
        }
    }

    /// Those of `docs`, one list a segment, that have a speaker, with the place of that.
    pub(super) fn among(&self, docs: &[Vec<DocId>]) -> Vec<Vec<(u32, DocId)>> {
        let with_speaker = |of: &[u32], &doc: &DocId| Some((of[doc as usize], doc)).filter(|&(at, _)| at < FORGOTTEN);
        let of_segment =
            |(docs, of): (&Vec<DocId>, &Vec<u32>)| docs.iter().filter_map(|doc| with_speaker(of, doc)).collect();
        docs.iter().zip(&self.of).map(of_segment).collect()
    }

    /// The rows of some speakers, given their places.
    pub(super) fn said_by(&self, speakers: &[usize]) -> SaidBy {
        let mut is_one = vec![false; self.speakers.len()];
        for &at in speakers {
            is_one[at] = true;
        }
        let docs_of = |(&segment, of): (&SegmentId, &Vec<u32>)| {
            let mut docs = BitSet::with_max_value(of.len() as u32);
            for (&speaker, doc) in of.iter().zip(0..) {
                if is_one.get(speaker as usize) == Some(&true) {
                    docs.insert(doc);
                }
            }
            (segment, docs)
        };
        SaidBy(Arc::new(self.segments.iter().zip(&self.of).map(docs_of).collect()))
    }

    /// Whether the lists fit the segments and name speakers that there are.
    fn fits(&self, reader: &Reader) -> bool {
        let segments = reader.searcher.segment_readers();
        let whole = |of: &Vec<u32>| of.iter().all(|&at| at >= FORGOTTEN || (at as usize) < self.speakers.len());
        self.of.len() == segments.len()
            && self.of.iter().zip(segments).all(|(of, segment)| of.len() == segment.max_doc() as usize && whole(of))
    }

    fn read(path: &Path, state: u128) -> Option<Links> {
        let bytes = std::fs::read(path).ok()?;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        if head == head_of(state, body) { postcard::from_bytes(body).ok() } else { None }
    }

    /// Leaves the file as it was where it cannot be written: an index may be for reading alone.
    fn write(&self, path: &Path, state: u128) {
        let Ok(body) = postcard::to_stdvec(self) else { return };
        let mut bytes = head_of(state, &body).to_vec();
        bytes.extend(body);
        // Others may read or write it at the same time: each sees a whole file.
        let temporary = path.with_extension(format!("speakers-{}", std::process::id()));
        let written = std::fs::write(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, path));
        if written.is_err() {
            let _ = std::fs::remove_file(&temporary);
        }
    }
}

/// Length in bytes of what stands before the lists: what they were made of, and their checksum.
const HEAD: usize = 32;

fn head_of(state: u128, body: &[u8]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..16].copy_from_slice(&state.to_le_bytes());
    head[16..].copy_from_slice(&digest([body]).to_le_bytes());
    head
}

impl Reader {
    /// Works out who is one speaker over the whole index, so that no question has to wait for it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn join_names(&self) -> Result<()> {
        self.links().map(|_| ())
    }

    /// Whom each row is of.
    pub(super) fn links(&self) -> Result<&Links> {
        if let Some(links) = self.links.get() {
            return Ok(links);
        }
        let (path, state) = (self.links_path(), self.state());
        let known = Links::read(&path, state).filter(|links| links.fits(self));
        let mut links = match known {
            Some(links) => links,
            None => self.link_all().inspect(|links| links.write(&path, state))?,
        };
        links.segments = self.searcher.segment_readers().iter().map(SegmentReader::segment_id).collect();
        Ok(self.links.get_or_init(|| links))
    }

    fn links_path(&self) -> PathBuf {
        self.dir.join(format!("{MARKER}{FILE}"))
    }

    /// What the links depend on: the program, the user's corrections, and what each segment holds. Documents of a segment are only ever
    /// deleted, so that their number tells which.
    fn state(&self) -> u128 {
        let (rules, corrections) = (wire::ANALYSIS.to_le_bytes(), self.names_digest.to_le_bytes());
        let segment = |segment: &SegmentReader| {
            format!("{} {}", segment.segment_id().uuid_string(), segment.num_deleted_docs()).into_bytes()
        };
        let segments: Vec<Vec<u8>> = self.searcher.segment_readers().iter().map(segment).collect();
        let others = [env!("CARGO_PKG_VERSION").as_bytes(), rules.as_slice(), corrections.as_slice()];
        digest(others.into_iter().chain(segments.iter().map(Vec::as_slice)))
    }

    fn link_all(&self) -> Result<Links> {
        let linked = self.linked()?;
        let place = |unit: usize| linked.of[unit].unwrap_or(FORGOTTEN);
        let mut of: Vec<Vec<u32>> =
            self.searcher.segment_readers().iter().map(|segment| vec![NOBODY; segment.max_doc() as usize]).collect();
        for (of, rows) in of.iter_mut().zip(self.rows(&linked)?) {
            for (unit, doc) in rows {
                of[doc as usize] = place(unit as usize);
            }
        }
        let identity = |at: usize| Identity {
            id: linked.id(at),
            name: linked.speakers[at].name.clone(),
            quotes: linked.speakers[at].units.iter().map(|&unit| linked.units[unit].quotes).sum(),
            because: because(&linked, at),
        };
        Ok(Links { speakers: (0..linked.speakers.len()).map(identity).collect(), of, segments: Vec::new() })
    }

    /// The documents of all kinds whose speaker is a unit, by its id and, where the name means something in its article alone, by that.
    fn rows(&self, linked: &Linked) -> Result<Vec<Vec<(u32, DocId)>>> {
        let mut units: FxHashMap<&str, FxHashMap<&str, u32>> = FxHashMap::default();
        for ((id, unit), at) in linked.ids.iter().zip(&linked.units).zip(0..) {
            units.entry(id).or_default().insert(&unit.article, at);
        }
        let of_kinds = self.of_kind(&[schema::kind::QUOTES, schema::kind::CLAIMS].concat());
        let mut all = Vec::new();
        for (docs, segment) in self.matching(&*of_kinds)?.into_iter().zip(self.searcher.segment_readers()) {
            let column = |name: &str| segment.fast_fields().str(name).map_err(|e| self.failed(&e));
            let (Some(ids), Some(articles)) = (column("speaker_id")?, column("article")?) else {
                all.push(Vec::new());
                continue;
            };
            let pairs = |&doc: &DocId| Some((ids.ords().first(doc)?, articles.ords().first(doc)?, doc));
            let pairs: Vec<(u64, u64, DocId)> = docs.iter().filter_map(pairs).collect();
            let by_id = self.texts_of(&ids, pairs.iter().map(|&(id, ..)| id))?;
            let by_article = self.texts_of(&articles, pairs.iter().map(|&(_, article, _)| article))?;
            let unit = |(id, article, doc): (u64, u64, DocId)| {
                let of_id = units.get(by_id.get(&id)?.as_str())?;
                Some((*of_id.get("").or_else(|| of_id.get(by_article.get(&article)?.as_str()))?, doc))
            };
            all.push(pairs.into_iter().filter_map(unit).collect());
        }
        Ok(all)
    }
}

/// Why each name of a speaker was joined to the others: one line a name and reason.
fn because(linked: &Linked, at: usize) -> Vec<wire::Joined> {
    let mut joined: BTreeMap<(&str, &str), wire::Joined> = BTreeMap::new();
    for merge in &linked.speakers[at].merges {
        let unit = &linked.units[merge.unit];
        let found = joined.entry((&unit.name, &merge.because)).or_insert_with(|| wire::Joined {
            name: unit.name.clone(),
            quotes: 0,
            articles: Vec::new(),
            because: merge.because.clone(),
        });
        found.quotes += unit.quotes;
        if !unit.article.is_empty() {
            found.articles.push(unit.article.clone());
        }
    }
    joined.into_values().collect()
}

/// Rows of some of the speakers.
#[derive(Clone)]
pub(super) struct SaidBy(Arc<Vec<(SegmentId, BitSet)>>);

impl std::fmt::Debug for SaidBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(segment, docs)| (segment, docs.len()))).finish()
    }
}

impl Query for SaidBy {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for SaidBy {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = self.0.iter().find(|(id, _)| *id == segment.segment_id()).map(|(_, docs)| docs.clone());
        let docs = docs.unwrap_or_else(|| BitSet::with_max_value(segment.max_doc()));
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(docs), boost)))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut docs = self.scorer(segment, 1.0)?;
        if docs.doc() > doc || docs.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} is of somebody else")));
        }
        Ok(Explanation::new("said by", 1.0))
    }
}
