//! Filters by the day of publication, and what they cannot be sure of.

use super::query::Filters;
use super::reader::Reader;
use super::writer::day_number;
use crate::error::Result;
use std::ops::Bound;
use tantivy::Term;
use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, Occur, Query, RangeQuery};

impl Reader {
    /// A date passes when the day, month or year of publication overlaps the span asked for.
    pub(super) fn date_clauses(&self, filters: &Filters) -> Vec<(Occur, Box<dyn Query>)> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        if let Some(since) = filters.since {
            let day = Term::from_field_u64(self.fields.last_day, day_number(since.first));
            clauses.push((Occur::Must, Box::new(RangeQuery::new(Bound::Included(day), Bound::Unbounded))));
        }
        if let Some(until) = filters.until {
            let day = Term::from_field_u64(self.fields.first_day, day_number(until.last()));
            clauses.push((Occur::Must, Box::new(RangeQuery::new(Bound::Unbounded, Bound::Included(day)))));
        }
        clauses
    }

    /// How many rows the date filters leave out only because their article has no date.
    pub(super) fn undated(&self, clauses: &[(Occur, Box<dyn Query>)], filters: &Filters) -> Result<u64> {
        if filters.since.is_none() && filters.until.is_none() {
            return Ok(0);
        }
        let mut undated: Vec<(Occur, Box<dyn Query>)> =
            clauses.iter().map(|(occur, query)| (*occur, query.box_clone())).collect();
        let dated = RangeQuery::new(Bound::Included(Term::from_field_u64(self.fields.last_day, 0)), Bound::Unbounded);
        undated.push((Occur::MustNot, Box::new(dated)));
        let n = self.searcher.search(&BooleanQuery::new(undated), &Count).map_err(|e| self.failed(&e))?;
        Ok(n as u64)
    }

    /// How many rows of those that pass the date filters, which are among the clauses, may lie outside of them: their month or year reaches
    /// over the first or the last day.
    pub(super) fn partly_dated(&self, clauses: &[(Occur, Box<dyn Query>)], filters: &Filters) -> Result<u64> {
        let fields = &self.fields;
        let before = filters.since.map(|since| {
            let first = Term::from_field_u64(fields.first_day, day_number(since.first));
            RangeQuery::new(Bound::Unbounded, Bound::Excluded(first))
        });
        let behind = filters.until.map(|until| {
            let last = Term::from_field_u64(fields.last_day, day_number(until.last()));
            RangeQuery::new(Bound::Excluded(last), Bound::Unbounded)
        });
        let reaching: Vec<(Occur, Box<dyn Query>)> = [before, behind]
            .into_iter()
            .flatten()
            .map(|range| (Occur::Should, Box::new(range) as Box<dyn Query>))
            .collect();
        if reaching.is_empty() {
            return Ok(0);
        }
        let mut partly: Vec<(Occur, Box<dyn Query>)> =
            clauses.iter().map(|(occur, query)| (*occur, query.box_clone())).collect();
        partly.push((Occur::Must, Box::new(BooleanQuery::new(reaching))));
        let n = self.searcher.search(&BooleanQuery::new(partly), &Count).map_err(|e| self.failed(&e))?;
        Ok(n as u64)
    }
}
