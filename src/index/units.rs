//! The names of the index as units for [`track`](crate::track): each with its quotes and what they tell of it, joined to speakers.

use super::reader::{Reader, term_query};
use crate::error::Result;
use crate::track::{Speaker, Unit, link};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use tantivy::DocId;
use tantivy::columnar::StrColumn;

/// Quotes by the unit that says them, and units by speaker.
#[derive(Default)]
pub(super) struct Linked {
    pub(super) units: Vec<Unit>,
    /// Speaker id of each unit, as the quotes have it.
    pub(super) ids: Vec<String>,
    pub(super) speakers: Vec<Speaker>,
    /// The speaker of each unit; none for who is forgotten.
    pub(super) of: Vec<Option<u32>>,
}

impl Linked {
    /// The id of a speaker: that of its units by which most quotes go.
    pub(super) fn id(&self, speaker: usize) -> String {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        let named = |at: &&usize| self.units[**at].name == self.speakers[speaker].name;
        let units = &self.speakers[speaker].units;
        let all = units.iter().filter(named).count() == 0;
        for &at in units.iter().filter(|at| all || named(at)) {
            *counts.entry(&self.ids[at]).or_default() += self.units[at].quotes;
        }
        let best = counts.iter().max_by_key(|&(id, n)| (*n, std::cmp::Reverse(*id)));
        best.map_or_else(String::new, |(id, _)| (*id).to_owned())
    }
}

/// A name as the quotes have it, over all articles.
pub(super) struct Form {
    /// Speaker id, as the quotes have it.
    pub(super) id: String,
    names: BTreeMap<String, u64>,
    kinds: BTreeMap<String, u64>,
}

impl Form {
    pub(super) fn name(&self) -> String {
        most_frequent(&self.names).unwrap_or_default()
    }

    pub(super) fn kind(&self) -> String {
        most_frequent(&self.kinds).unwrap_or_default()
    }
}

impl Reader {
    /// The speakers of all quotes.
    pub(super) fn linked(&self) -> Result<Linked> {
        let (forms, mut docs) = self.forms()?;
        let mut linked = self.units(&forms, &mut docs)?;
        self.tell(&mut linked.units, &docs)?;
        linked.speakers = link(&linked.units, &self.names);
        linked.of = vec![None; linked.units.len()];
        for (speaker, at) in linked.speakers.iter().zip(0..) {
            for &unit in &speaker.units {
                linked.of[unit] = Some(at);
            }
        }
        Ok(linked)
    }

    /// The names under which the quotes are said, and each quote with the place of its name. Ids are compared as ordinals of their segment
    /// and read once each.
    #[expect(clippy::type_complexity, reason = "names and quotes, read once")]
    fn forms(&self) -> Result<(Vec<Form>, Vec<Vec<(u32, DocId)>>)> {
        let mut forms: Vec<Form> = Vec::new();
        let mut known: FxHashMap<String, u32> = FxHashMap::default();
        let mut all = Vec::new();
        let quotes = self.matching(&*term_query(self.fields.kind, "quote"))?;
        for (docs, segment) in quotes.into_iter().zip(self.searcher.segment_readers()) {
            let Some(column) = segment.fast_fields().str("speaker_id").map_err(|e| self.failed(&e))? else {
                all.push(Vec::new());
                continue;
            };
            let found: Vec<(u64, DocId)> =
                docs.into_iter().filter_map(|doc| Some((column.ords().first(doc)?, doc))).collect();
            let mut places: FxHashMap<u64, u32> = FxHashMap::default();
            for (ord, id) in self.texts_of(&column, found.iter().map(|&(ord, _)| ord))? {
                let next = forms.len() as u32;
                let place = *known.entry(id).or_insert_with_key(|id| {
                    forms.push(Form { id: id.clone(), names: BTreeMap::new(), kinds: BTreeMap::new() });
                    next
                });
                places.insert(ord, place);
            }
            all.push(found.into_iter().map(|(ord, doc)| (places[&ord], doc)).collect());
        }
        self.count_values("speaker", &all, &mut forms, |form| &mut form.names)?;
        self.count_values("speaker_kind", &all, &mut forms, |form| &mut form.kinds)?;
        Ok((forms, all))
    }

    /// A unit for each name that means the same everywhere, and for each article of any other; sorted, so that no order of files shows. The
    /// quotes get the place of their unit for that of their name.
    fn units(&self, forms: &[Form], docs: &mut [Vec<(u32, DocId)>]) -> Result<Linked> {
        let named: Vec<(Unit, bool)> = forms
            .iter()
            .map(|form| {
                let unit = Unit::new(&form.name(), &form.kind());
                let shared = unit.is_shared() && !self.names.by_article(&unit.name);
                (unit, shared)
            })
            .collect();
        let mut places: FxHashMap<(u32, String), u32> = FxHashMap::default();
        let mut linked = Linked::default();
        for (docs, segment) in docs.iter_mut().zip(self.searcher.segment_readers()) {
            let articles = segment.fast_fields().str("article").map_err(|e| self.failed(&e))?;
            let article = |doc: DocId| articles.as_ref().and_then(|column| column.ords().first(doc));
            let alone = docs.iter().filter(|&&(form, _)| !named[form as usize].1);
            let keys = match &articles {
                Some(column) => self.texts_of(column, alone.filter_map(|&(_, doc)| article(doc)))?,
                None => BTreeMap::new(),
            };
            for (form, doc) in docs.iter_mut() {
                let (unit, shared) = &named[*form as usize];
                let key = article(*doc).filter(|_| !shared).and_then(|ord| keys.get(&ord)).cloned().unwrap_or_default();
                let next = linked.units.len() as u32;
                let place = *places.entry((*form, key.clone())).or_insert(next);
                if place == next {
                    linked.ids.push(forms[*form as usize].id.clone());
                    linked.units.push(Unit { article: key, ..unit.clone() });
                }
                linked.units[place as usize].quotes += 1;
                *form = place;
            }
        }
        // In an order of their own.
        let mut order: Vec<u32> = (0..linked.units.len() as u32).collect();
        order.sort_by_key(|&at| {
            let unit = &linked.units[at as usize];
            (&unit.name, &linked.ids[at as usize], &unit.article)
        });
        let mut new = vec![0; order.len()];
        for (&old, place) in order.iter().zip(0..) {
            new[old as usize] = place;
        }
        linked.units = order.iter().map(|&at| std::mem::take(&mut linked.units[at as usize])).collect();
        linked.ids = order.iter().map(|&at| std::mem::take(&mut linked.ids[at as usize])).collect();
        for (unit, _) in docs.iter_mut().flatten() {
            *unit = new[*unit as usize];
        }
        Ok(linked)
    }

    /// What the quotes tell of the units that may be joined: those that share a family name with a surname alone, or a body.
    fn tell(&self, units: &mut [Unit], docs: &[Vec<(u32, DocId)>]) -> Result<()> {
        let families: Vec<Option<String>> = units.iter().map(Unit::family).collect();
        let mut bearers: FxHashMap<&str, u32> = FxHashMap::default();
        for family in families.iter().flatten() {
            *bearers.entry(family).or_default() += 1;
        }
        // Who alone bears a name is joined to nobody.
        let several = |family: &Option<String>| family.as_deref().is_some_and(|family| bearers[family] > 1);
        let people: Vec<bool> = families.iter().map(several).collect();
        let bodies: Vec<bool> = units.iter().map(|unit| unit.kind == "organization").collect();
        let of = |wanted: &[bool]| -> Vec<Vec<(u32, DocId)>> {
            let wanted = |&&(unit, _): &&(u32, DocId)| wanted[unit as usize];
            docs.iter().map(|docs| docs.iter().filter(wanted).copied().collect()).collect()
        };
        let (people, bodies) = (of(&people), of(&bodies));
        self.count_values("alias", &bodies, units, |unit| &mut unit.aliases)?;
        self.count_values("role", &people, units, |unit| &mut unit.roles)?;
        self.count_values("affiliation", &people, units, |unit| &mut unit.affiliations)?;
        self.count_values("gender", &people, units, |unit| &mut unit.genders)?;
        self.count_values("company", &people, units, |unit| &mut unit.company)?;
        for (docs, segment) in people.iter().zip(self.searcher.segment_readers()) {
            let day = |name: &str| segment.fast_fields().column_opt::<u64>(name).map_err(|e| self.failed(&e));
            let (first_day, last_day) = (day("first_day")?, day("last_day")?);
            for &(unit, doc) in docs {
                let first = first_day.as_ref().and_then(|column| column.first(doc));
                let last = last_day.as_ref().and_then(|column| column.first(doc));
                if let (Some(first), Some(last)) = (first, last) {
                    let days = &mut units[unit as usize].days;
                    *days = Some(days.map_or((first, last), |(from, to)| (from.min(first), to.max(last))));
                }
            }
        }
        Ok(())
    }

    /// The text of each of some ordinals.
    pub(super) fn texts_of(
        &self,
        column: &StrColumn,
        ords: impl Iterator<Item = u64>,
    ) -> Result<BTreeMap<u64, String>> {
        let mut ords: Vec<u64> = ords.collect();
        ords.sort_unstable();
        ords.dedup();
        let mut texts = Vec::with_capacity(ords.len());
        self.texts(column, &ords, |text| texts.push(text.to_owned()))?;
        Ok(ords.into_iter().zip(texts).collect())
    }

    /// The texts of sorted ordinals, one call for each; reads each block of the dictionary once.
    pub(super) fn texts(&self, column: &StrColumn, ords: &[u64], mut take: impl FnMut(&str)) -> Result<()> {
        let take = |bytes: &[u8]| take(std::str::from_utf8(bytes).unwrap_or_default());
        if column.dictionary().sorted_ords_to_term_cb(ords, take).map_err(|e| self.failed(&e))? {
            return Ok(());
        }
        Err(self.failed(&"a column names a value that its dictionary does not hold"))
    }

    /// How often each value of a column occurs, into the counts at the place of each document.
    pub(super) fn count_values<T>(
        &self,
        column: &str,
        docs: &[Vec<(u32, DocId)>],
        tallies: &mut [T],
        counts: impl Fn(&mut T) -> &mut BTreeMap<String, u64>,
    ) -> Result<()> {
        for (docs, segment) in docs.iter().zip(self.searcher.segment_readers()) {
            let Some(column) = segment.fast_fields().str(column).map_err(|e| self.failed(&e))? else { continue };
            let mut counted: FxHashMap<(u64, u32), u64> = FxHashMap::default();
            for &(place, doc) in docs {
                column.term_ords(doc).for_each(|ord| *counted.entry((ord, place)).or_default() += 1);
            }
            let mut counted: Vec<((u64, u32), u64)> = counted.into_iter().collect();
            counted.sort_unstable();
            let ords: Vec<u64> = counted.iter().map(|&((ord, _), _)| ord).collect();
            let mut counted = counted.iter();
            self.texts(&column, &ords, |value| {
                let Some(&((_, place), n)) = counted.next() else { return };
                *counts(&mut tallies[place as usize]).entry(value.to_owned()).or_default() += n;
            })?;
        }
        Ok(())
    }
}

/// The value counted most often; of equals the first in the alphabet, so that the order of files does not matter.
pub(super) fn most_frequent(counts: &BTreeMap<String, u64>) -> Option<String> {
    let best = counts.iter().max_by(|one, other| one.1.cmp(other.1).then_with(|| other.0.cmp(one.0)));
    best.map(|(value, _)| value.clone())
}
