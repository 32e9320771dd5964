//! Names that the model cut though they are one: with a nickname inside, of a body with "and" in it, of a body's members.

use super::recognize::{Name, NameKind};
use crate::lang::{Shape, Syntax};
use crate::lexicon::{Classes, Lexicon};

/// Words of one nickname: “Bobby”, “The Duck”.
const LONGEST_NICKNAME: usize = 2;

/// Forenames before a nickname, initials counted.
const FORENAMES: usize = 3;

/// Nouns that are no body's but that names of bodies end with.
const TASKS: &[&str] = &["Affairs", "Enforcement", "Services"];

/// Letters behind a name that are no part of it: “Ida Holm KC” is Ida Holm.
const HONORS: &[&str] =
    &["CBE", "DBE", "Esq", "Esq.", "FRS", "J.D.", "KBE", "KC", "M.D.", "MBE", "MEP", "MP", "OBE", "Ph.D.", "PhD", "QC"];

/// Whether letters stand behind a name and are no part of it.
pub(crate) fn is_honor(word: &str) -> bool {
    HONORS.contains(&word)
}

/// What the rules look at.
#[derive(Clone, Copy)]
pub(super) struct Joint<'a> {
    pub(super) text: &'a str,
    pub(super) syntax: &'a Syntax,
    pub(super) lexicon: &'a Lexicon,
}

impl Joint<'_> {
    /// `names`, those that are parts of one made one, without the letters of honor behind them.
    pub(super) fn join(self, names: &[Name]) -> Vec<Name> {
        let mut joined: Vec<Name> = Vec::with_capacity(names.len());
        for name in names {
            let mut name = name.clone();
            if let Some(first) = self.nicknamed(&joined, &name) {
                while joined.pop_if(|before| before.tokens.end > first).is_some() {}
                name.tokens.start = first;
            }
            if let Some(first) = self.first_of_body(joined.last(), &name) {
                while joined.pop_if(|before| before.tokens.end > first).is_some() {}
                name.tokens.start = first;
            }
            if let Some(body) = joined.pop_if(|before| self.is_body_of(before, &name)) {
                name.tokens.start = body.tokens.start;
            }
            while name.kind == NameKind::Person
                && name.tokens.len() > 1
                && is_honor(self.syntax.tokens[name.tokens.end - 1].span.of(self.text))
            {
                name.tokens.end -= 1;
            }
            joined.push(name);
        }
        joined
    }

    fn has(self, at: usize, classes: Classes) -> bool {
        self.lexicon.classes(self.syntax.tokens[at].word).intersects(classes)
    }

    fn is_mark(self, at: usize) -> bool {
        self.syntax.tokens.get(at).is_some_and(|token| token.shape == Shape::Mark)
    }

    fn is_capital(self, at: usize) -> bool {
        self.syntax.tokens.get(at).is_some_and(|token| token.shape.is_capital())
    }

    /// One past the closing mark of a nickname that opens at `at`, between capitals: Robert “Bobby” Lee.
    pub(super) fn nickname(self, at: usize) -> Option<usize> {
        if !self.is_mark(at) {
            return None;
        }
        let n_words = (1..=LONGEST_NICKNAME).take_while(|n| self.is_capital(at + n)).last()?;
        let end = at + n_words + 2;
        (self.is_mark(end - 1) && self.is_capital(end)).then_some(end)
    }

    /// The first token of a person whose name the model began behind, or with, a nickname: “Robert C. “Bobby” Lee”.
    fn nicknamed(self, before: &[Name], name: &Name) -> Option<usize> {
        let Name { tokens, kind: NameKind::Person } = name else { return None };
        let closes = (tokens.start.saturating_sub(1)..tokens.end - 1).filter(|&at| self.is_mark(at));
        let mut begins = closes.flat_map(|close| (1..=LONGEST_NICKNAME).filter_map(move |n| close.checked_sub(n + 1)));
        let open = begins.find(|&open| open < tokens.start && self.nickname(open).is_some())?;
        if !self.in_one_sentence(open.checked_sub(1)?, tokens.start) {
            return None;
        }
        let bearer = before.iter().rev().find(|before| before.tokens.start < open);
        // It may end with the nickname: “Robert C. “Bobby”.
        if let Some(bearer) = bearer.filter(|bearer| bearer.tokens.end >= open) {
            return (bearer.kind == NameKind::Person).then_some(bearer.tokens.start);
        }
        let floor = bearer.map_or(0, |bearer| bearer.tokens.end);
        (floor..open).rev().take(FORENAMES).take_while(|&at| self.is_forename(at)).last()
    }

    fn is_forename(self, at: usize) -> bool {
        let word = self.syntax.tokens[at].span.of(self.text);
        self.is_capital(at)
            && (self.has(at, Classes::MAN | Classes::WOMAN) || word.trim_end_matches('.').len() == 1)
            && !self.has(at, Classes::TITLE)
    }

    /// The first token of a body whose name the model began behind its “and”: “Norway Harbor and Ferry Services”.
    fn first_of_body(self, before: Option<&Name>, name: &Name) -> Option<usize> {
        let Name { tokens, kind: NameKind::Organization } = name else { return None };
        let first = tokens.start.checked_sub(2)?;
        let last = self.syntax.tokens[tokens.end - 1].span.of(self.text);
        // “President and CEO of Holm Services” is an office.
        let office = Classes::TITLE | Classes::ROLE;
        let joins = tokens.len() > 1
            && !self.has(first, office)
            && !self.has(tokens.start, office)
            && (self.has(tokens.end - 1, Classes::BODY) || TASKS.contains(&last))
            && matches!(self.syntax.tokens[first + 1].span.of(self.text), "and" | "&");
        // What the model takes for a name is one by itself.
        let is_free = before.is_none_or(|before| before.tokens.end <= first);
        if !(joins && is_free && self.is_capital(first) && self.in_one_sentence(first, tokens.start)) {
            return None;
        }
        // A place right before it is whose body it is.
        let owner = before.filter(|before| before.tokens.end == first && before.kind == NameKind::Place);
        let is_owned = owner.is_some_and(|owner| self.in_one_sentence(owner.tokens.start, first));
        Some(owner.filter(|_| is_owned).map_or(first, |owner| owner.tokens.start))
    }

    fn in_one_sentence(self, first: usize, last: usize) -> bool {
        let after = self.syntax.sentences.partition_point(|sentence| sentence.tokens.end <= first);
        self.syntax.sentences.get(after).is_some_and(|sentence| sentence.tokens.contains(&last))
    }

    /// Whether `name` tells the members of the body right before it: “Ethics Committee Republicans”.
    fn is_body_of(self, body: &Name, name: &Name) -> bool {
        let at = name.tokens.start;
        name.kind == NameKind::Other
            && name.tokens.len() == 1
            && body.kind == NameKind::Organization
            && body.tokens.end == at
            && self.has(at - 1, Classes::BODY)
            && self.has(at, Classes::PEOPLE_OF)
            && self.syntax.tokens[at].span.of(self.text).ends_with('s')
            && self.in_one_sentence(body.tokens.start, at)
    }
}
