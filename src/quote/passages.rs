//! The quoted stretches of an article that no other one encloses, looked up by token.

use super::pair::Quoted;
use crate::view::View;
use std::ops::Range;

const NONE: u32 = u32::MAX;

/// Outermost quoted stretches, by first token.
#[derive(Debug)]
pub(crate) struct Passages {
    quoted: Vec<Quoted>,
    /// For each token, its passage or [`NONE`].
    cover: Vec<u32>,
}

impl Passages {
    pub(crate) fn new(quoted: Vec<Quoted>, n_tokens: usize) -> Passages {
        let quoted: Vec<Quoted> = quoted.into_iter().filter(|quoted| quoted.depth == 0).collect();
        let mut cover = vec![NONE; n_tokens];
        for (at, passage) in quoted.iter().enumerate() {
            cover[passage.tokens.clone()].fill(at as u32);
        }
        Passages { quoted, cover }
    }

    /// Those of one paragraph, by its number.
    pub(crate) fn of_paragraph(&self, paragraph: usize) -> &[Quoted] {
        let first = self.quoted.partition_point(|quoted| quoted.paragraph < paragraph);
        let last = self.quoted.partition_point(|quoted| quoted.paragraph <= paragraph);
        &self.quoted[first..last]
    }

    fn at(&self, token: usize) -> Option<&Quoted> {
        let place = *self.cover.get(token)?;
        self.quoted.get(place as usize)
    }

    /// Whether the token stands inside a passage or is one of its marks.
    pub(crate) fn covers(&self, token: usize) -> bool {
        self.at(token).is_some()
    }

    /// The passage around a token.
    pub(crate) fn around(&self, token: usize) -> Option<Range<usize>> {
        self.at(token).map(|quoted| quoted.tokens.clone())
    }

    /// Whether a passage ends right before the token.
    pub(crate) fn ends_at(&self, token: usize) -> bool {
        self.ending_at(token).is_some()
    }

    /// The passage that ends right before the token.
    pub(crate) fn ending_at(&self, token: usize) -> Option<Range<usize>> {
        let quoted = self.at(token.checked_sub(1)?)?;
        (quoted.tokens.end == token).then(|| quoted.tokens.clone())
    }

    /// Whether a passage begins with the token.
    pub(crate) fn starts_at(&self, token: usize) -> bool {
        self.starting_at(token).is_some()
    }

    /// The passage that begins with the token.
    pub(crate) fn starting_at(&self, token: usize) -> Option<Range<usize>> {
        self.at(token).filter(|quoted| quoted.tokens.start == token).map(|quoted| quoted.tokens.clone())
    }

    /// One past the last passage that ends at or before the token.
    pub(crate) fn last_before(&self, token: usize) -> Option<usize> {
        let place = self.quoted.partition_point(|quoted| quoted.tokens.end <= token);
        place.checked_sub(1).map(|place| self.quoted[place].tokens.end)
    }

    /// The first passage that begins within a range.
    pub(crate) fn first_in(&self, range: Range<usize>) -> Option<Range<usize>> {
        let place = self.quoted.partition_point(|quoted| quoted.tokens.start < range.start);
        self.quoted.get(place).filter(|quoted| quoted.tokens.start < range.end).map(|quoted| quoted.tokens.clone())
    }

    /// The first token of the passage that the one which begins with `token` goes on in.
    pub(crate) fn goes_on_at(&self, token: usize) -> Option<usize> {
        let place = *self.cover.get(token)? as usize;
        let [quoted, next] = self.quoted.get(place..place + 2)? else { return None };
        (quoted.tokens.start == token && quoted.goes_on && next.reopened).then_some(next.tokens.start)
    }

    /// The first token of the passage that goes on in the one which begins with `token`.
    pub(crate) fn continued_by(&self, token: usize) -> Option<usize> {
        let place = (*self.cover.get(token)? as usize).checked_sub(1)?;
        let start = self.quoted.get(place)?.tokens.start;
        (self.goes_on_at(start) == Some(token)).then_some(start)
    }

    /// Whether a range is exactly one passage.
    pub(crate) fn is_one(&self, range: &Range<usize>) -> bool {
        self.starting_at(range.start).is_some_and(|passage| passage == *range)
    }

    /// Whether the passage that ends right before `token` closes like speech that a clause reports: with a comma, a question, a dash.
    /// American style sets the comma inside the marks, British style behind them.
    pub(crate) fn ends_in_comma(&self, view: View<'_>, token: usize) -> bool {
        let Some(passage) = self.ending_at(token) else { return false };
        passage.len() > 2
            && matches!(
                view.word(passage.end - 2),
                "," | "?" | "!" | "—" | "…" | "..." | "–" | "--" | "’" | "'" | "”" | "."
            )
    }
}
