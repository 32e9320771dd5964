//! Copies in the index: found over all articles at once, and written anew where what they are folded under has changed.
//!
//! The articles keep a sketch of their words in a column, so that nothing else of them is read to find their copies. Of a copy, quotes and
//! claims that the article it is a copy of has too, or a copy before it, are stored as folded and count no more; what a copy alone has
//! still counts.

use super::reader::{Reader, key_of, term_query};
use super::schema::kind;
use super::writer::{Under, Writer};
use crate::error::Result;
use crate::text::fingerprint;
use crate::text::fold::fold as folded;
use crate::track::copy::{self, Candidate, Sketch};
use crate::wire;
use jiff::civil::Date;
use tantivy::DocId;
use tantivy::columnar::BytesColumn;

/// What folding did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// How many articles are copies of another.
    pub copies: u64,
    /// How many articles have copies.
    pub leads: u64,
}

/// What an article is written as at present.
#[derive(Default)]
struct Written {
    copy_of: Option<String>,
    basis: Option<String>,
}

/// Folds copies and commits; nothing is written when nothing changed.
pub(super) fn fold(reader: &Reader, writer: &mut Writer) -> Result<Folded> {
    let (candidates, written) = candidates(reader)?;
    let mut done = Folded::default();
    let mut has_changed = false;
    for group in copy::fold(&candidates) {
        done.copies += group.len() as u64 - 1;
        done.leads += u64::from(group.len() > 1);
        let lead = &candidates[group[0]];
        let bases = bases(&group, &candidates);
        let is_current = |(&at, basis): (&usize, &Option<String>)| {
            let wanted_lead = basis.as_ref().map(|_| &lead.key);
            (written[at].copy_of.as_ref(), &written[at].basis) == (wanted_lead, basis)
        };
        if group.iter().zip(&bases).all(is_current) {
            continue;
        }
        has_changed = true;
        let mut under = Under { lead: lead.key.clone(), ..Under::default() };
        for (&at, basis) in group.iter().zip(bases) {
            let article = reader.article(&candidates[at].key)?;
            let quotes: Vec<String> = article.quotes.iter().map(|quote| folded(&quote.text)).collect();
            let claims: Vec<String> = article.claims.iter().map(|claim| folded(&claim.text)).collect();
            let is_copy = basis.is_some();
            under.basis = basis.unwrap_or_default();
            writer.rewrite(article, is_copy.then_some(&under))?;
            under.quotes.extend(quotes);
            under.claims.extend(claims);
        }
    }
    if has_changed {
        writer.commit()?;
    }
    Ok(done)
}

/// For each of a group what it is folded under, as a hash; `None` for the first, which is no copy.
fn bases(group: &[usize], candidates: &[Candidate]) -> Vec<Option<String>> {
    let mut basis = String::new();
    let next = |&at: &usize| {
        let before = (!basis.is_empty()).then(|| basis.clone());
        let candidate = &candidates[at];
        let exact = candidate.sketch.exact().to_le_bytes();
        basis = fingerprint::hex_id([basis.as_bytes(), candidate.key.as_bytes(), exact.as_slice()]);
        before
    };
    group.iter().map(next).collect()
}

/// All articles, from the columns alone.
fn candidates(reader: &Reader) -> Result<(Vec<Candidate>, Vec<Written>)> {
    let (mut candidates, mut written) = (Vec::new(), Vec::new());
    let segments = reader.matching(&*reader.of_kind(&kind::ARTICLES))?;
    for (docs, segment) in segments.into_iter().zip(reader.searcher.segment_readers()) {
        let columns = segment.fast_fields();
        let texts = |name: &str| -> Result<Vec<Option<String>>> {
            let column = columns.str(name).map_err(|e| reader.failed(&e))?.map(BytesColumn::from);
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).ok();
            Ok(values(reader, column, &docs)?.into_iter().map(|bytes| bytes.and_then(text)).collect())
        };
        let (keys, copy_of, basis) = (texts("article")?, texts("copy_of")?, texts("basis")?);
        let sketches = values(reader, columns.bytes("sketch").map_err(|e| reader.failed(&e))?, &docs)?;
        let days = columns.column_opt::<u64>("first_day").map_err(|e| reader.failed(&e))?;
        let rows = docs.iter().zip(keys).zip(sketches).zip(copy_of).zip(basis);
        for ((((&doc, key), sketch), copy_of), basis) in rows {
            let sketch = sketch.as_deref().and_then(Sketch::from_bytes);
            // An article without them is damage, for `check` to name.
            let (Some(key), Some(sketch)) = (key, sketch) else { continue };
            let published = days.as_ref().and_then(|column| column.first(doc)).and_then(date);
            candidates.push(Candidate { key, published, sketch });
            written.push(Written { copy_of, basis });
        }
    }
    Ok((candidates, written))
}

/// The day of a number like 20251124.
fn date(day: u64) -> Option<Date> {
    let part = |number: u64| i8::try_from(number % 100).ok();
    Date::new(i16::try_from(day / 10_000).ok()?, part(day / 100)?, part(day)?).ok()
}

/// The value of a column in each document; each block of its dictionary is read once.
fn values(reader: &Reader, column: Option<BytesColumn>, docs: &[DocId]) -> Result<Vec<Option<Vec<u8>>>> {
    let mut values = vec![None; docs.len()];
    let Some(column) = column else { return Ok(values) };
    let places = docs.iter().enumerate();
    let mut ords: Vec<(u64, usize)> =
        places.filter_map(|(at, &doc)| column.ords().first(doc).map(|ord| (ord, at))).collect();
    ords.sort_unstable();
    let mut next = 0;
    let only: Vec<u64> = ords.iter().map(|(ord, _)| *ord).collect();
    let take = |bytes: &[u8]| {
        if let Some(&(_, at)) = ords.get(next) {
            values[at] = Some(bytes.to_vec());
        }
        next += 1;
    };
    column.dictionary().sorted_ords_to_term_cb(&only, take).map_err(|e| reader.failed(&e))?;
    Ok(values)
}

impl Reader {
    /// Where the article of this key stands too: the heads of its copies, by date and key.
    pub(super) fn copies_of(&self, key: &str) -> Result<Vec<wire::Head>> {
        let addresses = self.all(&*term_query(self.fields.copy_of, key))?.into_iter();
        let heads: Result<Vec<wire::Head>> = addresses.map(|address| self.stored(address, self.fields.head)).collect();
        let mut heads = heads?;
        heads.sort_by_key(|head| (head.published.is_none(), head.published.clone(), key_of(head)));
        Ok(heads)
    }
}
