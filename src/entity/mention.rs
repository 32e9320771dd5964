//! Named mentions: runs of capitalized words, with the titles and roles before them told apart. What they refer to is for `chain` to say.

use super::joint::Joint;
use super::recognize::{Name, NameKind};
use super::{EntityKind, Gender};
use crate::article::BlockKind;
use crate::lang::{Shape, Syntax};
use crate::lexicon::{Classes, Lexicon};
use crate::text::Span;
use crate::text::fold::fold;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A named mention before it is chained.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own about one mention")]
pub(super) struct Named {
    /// Titles included.
    pub(super) span: Span,
    /// The name alone.
    pub(super) name: Span,
    /// Tokens of the name, without possessive endings.
    pub(super) parts: Vec<Span>,
    pub(super) kind: EntityKind,
    /// Whether the kind is told by a title, a forename, or a noun; else it is a guess by shape.
    pub(super) certain: bool,
    pub(super) gender: Option<Gender>,
    /// "President", "Democratic pollster"
    pub(super) role: Option<Span>,
    /// Begins a sentence: its first word may be no part of the name.
    pub(super) opens: bool,
    /// Stands in a headline, where every word has a capital.
    pub(super) in_headline: bool,
    /// Stands before a colon that opens a paragraph: who speaks in a transcript.
    pub(super) is_label: bool,
    /// What each of `parts` may be.
    pub(super) words: Vec<Part>,
}

/// What a word of a name may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A forename, or an initial.
    Forename,
    /// An English word that describes: it is tagged as one, or stands without a capital elsewhere in the article.
    Ordinary,
    /// A family name, a place, a people or a title.
    Listed,
    Other,
}

/// A sentence with a larger share of capitalized words than this is a headline, in percent: a sentence of a few names reaches seventy.
const HEADLINE_PERCENT: usize = 80;

/// All named mentions, by first byte: the learned `names`, with what the rules know of titles, roles, suffixes and nicknames around them.
pub(super) fn find(text: &str, syntax: &Syntax, names: &[Name], lexicon: &Lexicon) -> Vec<Named> {
    let small = syntax.forms.iter().filter(|form| form.is_word() && !form.is_capital()).map(|form| form.word).collect();
    let joint = Joint { text, syntax, lexicon };
    let scan = Scan { text, syntax, lexicon, joint, small };
    let names = joint.join(names);
    let mut found = Vec::new();
    for paragraph in &syntax.paragraphs {
        if matches!(paragraph.kind, BlockKind::Boilerplate) {
            continue;
        }
        for sentence in &syntax.sentences[paragraph.sentences.clone()] {
            // The first word has a capital anyway, days and months have one everywhere.
            let words = sentence
                .tokens
                .clone()
                .skip(1)
                .filter(|&at| syntax.tokens[at].shape.is_word() && !scan.has(at, Classes::CALENDAR));
            let long = words.filter(|&at| syntax.tokens[at].span.len() > 3);
            let n_long = long.clone().count();
            let capital = long.filter(|&at| syntax.tokens[at].shape.is_capital()).count();
            let headline = n_long > 4 && capital * 100 > n_long * HEADLINE_PERCENT;
            let from = names.partition_point(|name| name.tokens.start < sentence.tokens.start);
            let to = names.partition_point(|name| name.tokens.start < sentence.tokens.end);
            let mut names = &names[from..to];
            let mut at = sentence.tokens.start;
            let mut free = at;
            while at < sentence.tokens.end {
                let mut end = scan.run(at, sentence.tokens.clone());
                if end == at && names.first().is_none_or(|name| name.tokens.start > at) {
                    at += 1;
                    continue;
                }
                let n_inside = names.iter().take_while(|name| name.tokens.start < end.max(at + 1)).count();
                let (inside, rest) = names.split_at(n_inside);
                names = rest;
                end = inside.last().map_or(end, |last| last.tokens.end.max(end));
                // Capitals that the model takes for no name stay mentions: a speaker who is one of them would else be found without a name.
                if inside.is_empty() && !scan.is_office(at..end) {
                    found.push(scan.named(at..end, None, sentence.tokens.start, headline));
                }
                for (run, name) in scan.pieces(at, inside, if headline { at } else { free }) {
                    if !scan.is_office(name.tokens.clone()) {
                        found.push(scan.named(run, Some(&name), sentence.tokens.start, headline));
                    }
                }
                at = end;
                free = end;
            }
        }
    }
    found
}

struct Scan<'a> {
    text: &'a str,
    syntax: &'a Syntax,
    lexicon: &'a Lexicon,
    joint: Joint<'a>,
    /// The words that stand without a capital somewhere in the article.
    small: FxHashSet<u32>,
}

impl Scan<'_> {
    fn word(&self, at: usize) -> &str {
        self.syntax.tokens[at].span.of(self.text)
    }

    fn has(&self, at: usize, classes: Classes) -> bool {
        self.syntax.tokens.get(at).is_some_and(|token| self.lexicon.classes(token.word).intersects(classes))
    }

    fn capital(&self, at: usize) -> bool {
        self.syntax.tokens.get(at).is_some_and(|token| token.shape.is_capital())
    }

    /// One past the run of name words that begins at `start`; `start` when none does.
    fn run(&self, start: usize, sentence: Range<usize>) -> usize {
        if !self.begins(start, sentence.start) {
            return start;
        }
        let mut at = start + 1;
        let mut has_body = self.has(start, Classes::BODY);
        while at < sentence.end {
            let joins_next = at + 1 < sentence.end && self.capital(at + 1) && !self.has(at + 1, Classes::CALENDAR);
            if self.syntax.tokens[at].shape == Shape::Hyphen && at + 1 < sentence.end {
                // Jean-Claude, Al-Hadi; Iran-backed goes on as one word.
                at += 2;
            } else if self.capital(at) {
                let ends = self.has(at, Classes::CALENDAR) && !self.has(at, Classes::MAN | Classes::WOMAN)
                    || self.word(at) == "I";
                if ends {
                    break;
                }
                has_body |= self.has(at, Classes::BODY);
                at += 1;
            } else if joins_next && self.links(at, start, has_body) {
                at += 2;
            } else if has_body
                && matches!(self.word(at), "for" | "of" | "on" | "to")
                && at + 2 < sentence.end
                && matches!(self.word(at + 1), "a" | "an" | "the")
                && self.capital(at + 2)
                && self.has(at - 1, Classes::BODY)
            {
                // Committee for a Safer Harbor
                at += 3;
            } else if self.syntax.tokens[at].shape == Shape::Possessive
                && joins_next
                && self.is_possessed_body(at + 1, sentence.end)
            {
                // China’s Embassy
                at += 2;
                has_body = true;
            } else if self.word(at) == "," && self.has(at + 1, Classes::SUFFIX) && at + 1 < sentence.end {
                at += 2;
            } else if self.word(at) == "."
                && joins_next
                && self.word(at - 1).len() == 1
                && self.syntax.tokens[at - 1].span.end() == self.syntax.tokens[at].span.start()
            {
                // Julie A. Diaz
                at += 2;
            } else if let Some(end) = self.joint.nickname(at).filter(|&end| end < sentence.end) {
                at = end;
            } else {
                break;
            }
        }
        at
    }

    /// Whether a lower-case word joins the capitals around it into one name: "van", "&", the "of" of a body or an office.
    fn links(&self, at: usize, start: usize, has_body: bool) -> bool {
        let word = self.word(at);
        self.has(at, Classes::PARTICLE) && !self.has(at, Classes::PREPOSITION)
            || word == "&"
            || has_body && matches!(word, "of" | "for" | "on" | "and")
            || word == "of" && at > start + 1 && self.has(at - 1, Classes::BODY | Classes::ROLE)
    }

    fn is_possessed_body(&self, at: usize, end: usize) -> bool {
        let mut last = at;
        while last + 1 < end && self.capital(last + 1) {
            last += 1;
        }
        self.has(last, Classes::BODY)
    }

    fn begins(&self, at: usize, sentence_start: usize) -> bool {
        if !self.capital(at)
            || self.has(at, Classes::CALENDAR) && !self.has(at, Classes::MAN | Classes::WOMAN)
            || self.word(at) == "I"
        {
            return false;
        }
        let function = Classes::DETERMINER
            | Classes::PREPOSITION
            | Classes::CONJUNCTION
            | Classes::AUXILIARY
            | Classes::HE
            | Classes::SHE;
        if self.has(at, function) && !self.has(at, Classes::MAN | Classes::WOMAN) {
            return false;
        }
        let first = at == sentence_start
            || self.syntax.tokens[at - 1].shape == Shape::Mark
            || matches!(self.word(at - 1), ":" | "—" | "–");
        // A word that begins a sentence is a name when a name word follows, or when it is no common word.
        !(first
            && self.has(at, Classes::COMMON | Classes::ADVERB | Classes::TIME_ADVERB | Classes::PRONOUN)
            && !self.has(at, Classes::TITLE))
    }

    /// Whether the words are titles alone and so nobody's name: “Senator”, “Mr.”, “Chief Minister”
    fn is_office(&self, words: Range<usize>) -> bool {
        const OTHER: Classes = Classes(
            Classes::MAN.0
                | Classes::WOMAN.0
                | Classes::SURNAME.0
                | Classes::BODY.0
                | Classes::PEOPLE_OF.0
                | Classes::PLACE.0,
        );
        !words.is_empty()
            && words.into_iter().all(|at| self.has(at, Classes::TITLE | Classes::ROLE) && !self.has(at, OTHER))
    }

    /// Whether the word before a name of one word, or of a particle and a word, is its forename, which the model cut off: “Christian Holm”,
    /// “Will Holm”, “Jan van der Berg”.
    fn is_cut_forename(&self, at: usize) -> bool {
        let tag = self.syntax.tags[at];
        let forename = self.has(at, Classes::MAN | Classes::WOMAN)
            && !self.has(at, Classes::PLACE | Classes::CITY | Classes::TITLE)
            && !self.is_date(at);
        let particle = self.syntax.tokens[at + 1].shape == Shape::Lower && self.has(at + 1, Classes::PARTICLE);
        self.capital(at)
            && (tag.is_name() && (forename || self.has(at, Classes::AUXILIARY)) || tag.is_adjective() && forename)
            && (particle || self.syntax.tokens[at].shape == self.syntax.tokens[at + 1].shape)
    }

    /// Whether a day or month is one here, and not “May Holm said”: “in May”, “last April”, “5 June”, “Jan.”
    fn is_date(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let dated = Classes::PREPOSITION | Classes::DETERMINER | Classes::CALENDAR | Classes::TIME_ADVERB;
        self.has(at, Classes::CALENDAR)
            && (self.has(before, dated)
                || ["early", "last", "late", "mid", "next"]
                    .iter()
                    .any(|word| self.word(before).eq_ignore_ascii_case(word))
                || self.syntax.tokens[before].shape == Shape::Number)
    }

    /// The learned names of a run that begins at `start`, each with the titles before it and the suffix behind it. Words from `floor` on are in
    /// no other run.
    fn pieces(&self, start: usize, names: &[Name], floor: usize) -> Vec<(Range<usize>, Name)> {
        let mut pieces: Vec<(Range<usize>, Name)> = Vec::new();
        let mut free = start;
        for name in names {
            let mut name = name.clone();
            // “Although Holm”
            let joins = Classes::CONJUNCTION | Classes::PREPOSITION | Classes::AUXILIARY;
            while name.tokens.len() > 1
                && self.has(name.tokens.start, joins)
                && !self.syntax.tags[name.tokens.start].is_name()
                && !self.has(name.tokens.start, Classes::MAN | Classes::WOMAN | Classes::PARTICLE)
            {
                name.tokens.start += 1;
            }
            // “Ashton, Md.” are two places here.
            if name.kind == NameKind::Place
                && let Some(comma) = name.tokens.clone().find(|&at| self.word(at) == ",")
            {
                name.tokens.end = comma;
            }
            let before = pieces.last().map_or(floor, |(before, _)| before.end);
            let is_short = name.tokens.len() == 1 || !self.capital(name.tokens.start);
            if is_short && before < name.tokens.start {
                // “Mark Cuban” is no people.
                let people = name.kind == NameKind::Other && self.has(name.tokens.start, Classes::PEOPLE_OF);
                let first = name.tokens.start - 1;
                if self.is_cut_forename(first)
                    && (name.kind == NameKind::Person || people && !self.has(first, Classes::PEOPLE_OF))
                {
                    name = Name { tokens: first..name.tokens.end, kind: NameKind::Person };
                }
            }
            let mut run = name.tokens.clone();
            if name.kind == NameKind::Person {
                let titled = (free..run.start).any(|at| self.has(at, Classes::TITLE | Classes::ROLE));
                if titled {
                    while free < run.start && !self.capital(free) {
                        free += 1;
                    }
                    // “Wells Fargo CEO Tim Sloan”: the body is part of the role.
                    let of_body = pieces.last().is_some_and(|(before, known)| {
                        known.kind != NameKind::Person && before.end == free && before.start >= start
                    });
                    run.start = if of_body { pieces.pop().map_or(free, |(before, _)| before.start) } else { free };
                }
                // Ban Ki-moon
                while run.len() > 1 && self.is_hyphenated(run.end) {
                    run.end += 2;
                    name.tokens.end = run.end;
                }
                let comma = usize::from(self.syntax.tokens.get(run.end).is_some_and(|_| self.word(run.end) == ","));
                if self.has(run.end + comma, Classes::SUFFIX) && self.capital(run.end + comma) {
                    run.end += comma + 1;
                    name.tokens.end = run.end;
                }
            }
            free = run.end;
            pieces.push((run, name));
        }
        pieces
    }

    /// Whether a name goes on at `hyphen` in small letters: Ban Ki-moon, Kim Jong-un; not an Ida Holm-backed bill, a Holm-era law.
    fn is_hyphenated(&self, hyphen: usize) -> bool {
        let tokens = &self.syntax.tokens;
        let Some(next) = tokens.get(hyphen + 1).filter(|next| next.shape == Shape::Lower) else { return false };
        let tag = |at: usize| self.syntax.tags.get(at).copied().unwrap_or_default();
        let modifies =
            tokens.get(hyphen + 2).is_some_and(|token| token.shape == Shape::Lower) && tag(hyphen + 2).is_noun();
        tokens[hyphen].shape == Shape::Hyphen
            && next.span.len() <= 5
            && !tag(hyphen + 1).is_verb()
            && !tag(hyphen + 1).is_adjective()
            && !modifies
            && !self.word(hyphen + 1).ends_with("ed")
    }

    /// The mention that a run of name words makes, titles and roles told apart; `known` is the learned name in it.
    fn named(&self, run: Range<usize>, known: Option<&Name>, sentence_start: usize, in_headline: bool) -> Named {
        let mut start = run.start;
        let mut role: Option<Range<usize>> = None;
        // Titles and modifiers before the name: “Republican Sen.”, “Wells Fargo CEO”, “former President”
        let last_title = (run.start..run.end.saturating_sub(1))
            .filter(|&at| {
                self.has(at, Classes::TITLE | Classes::ROLE)
                    && !self.has(at, Classes::MAN | Classes::WOMAN | Classes::BODY)
                    && self.capital(at + 1)
            })
            .take_while(|&at| at - run.start < 4)
            .last();
        let body_end = self.has(run.end - 1, Classes::BODY);
        // “Secretary of State John Kerry”: the name begins with its forename.
        let forename = (run.start + 1..run.end.saturating_sub(1)).find(|&at| {
            self.has(at, Classes::MAN | Classes::WOMAN)
                && self.capital(at + 1)
                && (run.start..at).any(|t| self.has(t, Classes::TITLE | Classes::ROLE))
        });
        let person = known.is_none_or(|known| known.kind == NameKind::Person);
        if !person {
        } else if let Some(known) = known.filter(|known| known.tokens.start > run.start) {
            start = self.forename_behind_title(run.start, known.tokens.start);
            role = Some(run.start..start);
        } else if let Some(forename) = forename.filter(|_| !body_end) {
            role = Some(run.start..forename);
            start = forename;
        } else if let Some(title) = last_title
            && (!body_end || self.has(run.start, Classes::TITLE))
        {
            role = Some(run.start..title + 1);
            start = title + 1;
        } else if run.len() > 2
            && self.has(start, Classes::PEOPLE_OF)
            && self.has(start + 1, Classes::MAN | Classes::WOMAN)
        {
            start += 1;
        }
        // “Miss Universe Ida Holm”: what a title is of belongs to it.
        if let Some(title) = role.as_mut().filter(|title| self.word(title.end - 1).eq_ignore_ascii_case("miss"))
            && start + 2 < run.end
            && self.part(start) != Part::Forename
            && self.part(start + 1) == Part::Forename
        {
            start += 1;
            title.end = start;
        }
        let mut span_start = run.start;
        if role.is_none()
            && let Some(before) = self.role_before(&run, sentence_start)
        {
            span_start = before.start;
            role = Some(before);
        }
        let mut parts: Vec<Span> = Vec::new();
        let mut words: Vec<Part> = Vec::new();
        for at in start..run.end {
            let token = self.syntax.tokens[at];
            // Jean-Claude is one part.
            let compound = at > start && self.syntax.tokens[at - 1].shape == Shape::Hyphen;
            if let Some(part) = parts.last_mut().filter(|_| compound || token.shape == Shape::Hyphen) {
                *part = part.join(token.span);
            } else if token.shape != Shape::Possessive && token.shape != Shape::Mark && token.shape != Shape::Punct {
                parts.push(token.span);
                words.push(self.part(at));
            }
        }
        let name = self.syntax.tokens[start].span.join(self.syntax.tokens[run.end - 1].span);
        let (kind, certain, gender) = match known.map(|known| known.kind) {
            // “Lake Orrin” is nobody, whatever stands around it.
            Some(NameKind::Person) if parts.len() > 1 && role.is_none() && self.is_landscape(start) => {
                (EntityKind::Organization, true, None)
            }
            Some(NameKind::Person) if role.is_none() && parts.len() > 1 && self.is_body(start..run.end) => {
                (EntityKind::Organization, true, None)
            }
            Some(NameKind::Person) => (EntityKind::Person, true, self.gender(start, parts.len(), role.as_ref())),
            Some(kind) if (kind != NameKind::Place || role.is_some()) && self.is_person_by_words(start..run.end) => {
                (EntityKind::Person, true, self.gender(start, parts.len(), role.as_ref()))
            }
            // A place speaks as its government, a people as a group.
            Some(kind) => (EntityKind::Organization, kind != NameKind::Other, None),
            None => self.kind(start..run.end, parts.len(), role.as_ref()),
        };
        let is_label = run.start == sentence_start.max(self.after_mark(sentence_start))
            && self.syntax.tokens.get(run.end).is_some_and(|_| self.word(run.end) == ":");
        // WALLACE: Let’s start.
        let one = parts.len() == 1 || parts.len() < 4 && self.part(start) == Part::Forename;
        let shouted = is_label && one && self.syntax.tokens[start].shape == Shape::Upper;
        let kind = if shouted && !self.has(start, Classes::PLACE | Classes::BODY) { EntityKind::Person } else { kind };
        let span = self.syntax.tokens[span_start].span.join(name);
        let role = role.map(|range| self.syntax.tokens[range.start].span.join(self.syntax.tokens[range.end - 1].span));
        let opens = start == sentence_start;
        Named { span, name, parts, kind, certain, gender, role, opens, in_headline, is_label, words }
    }

    /// A lower-case role right before a name: “pollster Pat Caddell”, “campaign manager Ida Holm”.
    fn role_before(&self, run: &Range<usize>, sentence_start: usize) -> Option<Range<usize>> {
        let tokens = &self.syntax.tokens;
        if run.start <= sentence_start
            || !self.has(run.start - 1, Classes::ROLE)
            || tokens[run.start - 1].shape != Shape::Lower
        {
            return None;
        }
        let mut from = run.start - 1;
        loop {
            // “front-runner” is one word.
            if from > sentence_start + 1 && tokens[from - 1].shape == Shape::Hyphen {
                from -= 2;
            } else if from > sentence_start
                && tokens[from - 1].shape == Shape::Lower
                && (self.has(from - 1, Classes::ROLE | Classes::TITLE)
                    || run.start - from < 4 && matches!(self.syntax.tags[from - 1].name(), "NN" | "JJ"))
            {
                from -= 1;
            } else {
                break;
            }
        }
        // “Republican presidential nominee Ida Holm”
        if from > sentence_start
            && from + 1 < run.start
            && self.capital(from - 1)
            && self.has(from - 1, Classes::PEOPLE_OF)
        {
            from -= 1;
        }
        // “the judge Holm was speaking of”
        let relative = run.len() == 1 && from > sentence_start && self.word(from - 1).eq_ignore_ascii_case("the");
        (!relative).then_some(from..run.start)
    }

    /// The first word of a name that begins at `name` or, where the model cut it, one word before: “Sens. Rand Paul”, not “Chairman Holm”.
    fn forename_behind_title(&self, start: usize, name: usize) -> usize {
        let listed = Classes::TITLE
            | Classes::ROLE
            | Classes::BODY
            | Classes::GROUP
            | Classes::PLACE
            | Classes::CITY
            | Classes::PEOPLE_OF
            | Classes::SUFFIX;
        let before = name - 1;
        let cut = before > start
            && self.syntax.tokens[before].shape == Shape::Capital
            && !self.has(before, listed)
            && self.has(before - 1, Classes::TITLE)
            && self.part(before) == Part::Forename;
        if cut { before } else { name }
    }

    /// One past a quotation mark at `at`, which many transcripts have before each label.
    fn after_mark(&self, at: usize) -> usize {
        at + usize::from(self.syntax.tokens[at].shape == Shape::Mark)
    }

    /// Whether a name of several words ends as bodies do: “Holm Foundation”; “Ida Tribe” and “Ida M. Tribe” may be people.
    fn is_body(&self, words: Range<usize>) -> bool {
        let person = Classes::SURNAME | Classes::MAN | Classes::WOMAN;
        let forename = self.part(words.start) == Part::Forename && !self.has(words.start, Classes::SURNAME);
        let initial = words.len() == 3 && self.word(words.start + 1).trim_end_matches('.').len() == 1;
        self.has(words.end - 1, Classes::BODY)
            && !self.has(words.end - 1, person)
            && !(forename && words.len() == 2 || initial)
    }

    /// Whether the words are a forename and a family name, and neither anything else that they may name.
    fn is_person_by_words(&self, words: Range<usize>) -> bool {
        // “Jr.” may stand alone.
        let suffix = words.len() > 1 && self.has(words.end - 1, Classes::SUFFIX);
        let last = words.end - 1 - usize::from(suffix);
        let other = Classes::PLACE | Classes::CITY | Classes::BODY | Classes::CALENDAR;
        (1..3).contains(&(last - words.start))
            && words.clone().all(|at| self.capital(at) || self.has(at, Classes::PARTICLE))
            && self.has(words.start, Classes::MAN | Classes::WOMAN)
            && !self.has(words.start, other | Classes::SURNAME)
            && self.has(last, Classes::SURNAME)
            && !self.has(last, other)
    }

    /// Whether a name that begins with this token is one of a landscape.
    fn is_landscape(&self, at: usize) -> bool {
        const FIRST: &[&str] = &["lake", "mount", "mt", "fort", "ft", "cape", "river", "gulf", "camp", "isle"];
        FIRST.iter().any(|word| self.word(at).trim_end_matches('.').eq_ignore_ascii_case(word))
    }

    fn part(&self, at: usize) -> Part {
        let tag = self.syntax.tags[at];
        let listed = Classes::SURNAME | Classes::TITLE | Classes::PLACE | Classes::PEOPLE_OF;
        let rare = || !self.lexicon.rare_forename(&fold(self.word(at))).is_empty();
        if self.has(at, Classes::MAN | Classes::WOMAN) || self.word(at).trim_end_matches('.').len() == 1 || rare() {
            Part::Forename
        } else if tag.is_adjective() || tag.is_verb() {
            Part::Ordinary
        } else if self.has(at, listed) {
            Part::Listed
        } else if self.small.contains(&self.syntax.forms[at].word) {
            Part::Ordinary
        } else {
            Part::Other
        }
    }

    /// What titles and forenames tell of a name of `n_parts` words that begins with token `first`.
    fn gender(&self, first: usize, n_parts: usize, role: Option<&Range<usize>>) -> Option<Gender> {
        let titles = role.cloned().unwrap_or(0..0);
        let forename = if n_parts < 2 {
            Classes::default()
        } else if self.has(first, Classes::MAN | Classes::WOMAN) {
            self.lexicon.classes(self.syntax.tokens[first].word)
        } else {
            self.lexicon.rare_forename(&fold(self.word(first)))
        };
        let male = titles.clone().any(|at| self.has(at, Classes::MALE_NOUN)) || forename.intersects(Classes::MAN);
        let female = titles.clone().any(|at| self.has(at, Classes::FEMALE_NOUN)) || forename.intersects(Classes::WOMAN);
        match (male, female) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    }

    /// Kind and gender by the words of the name, of which there are `n_parts`, and of the role before it.
    fn kind(
        &self,
        name: Range<usize>,
        n_parts: usize,
        role: Option<&Range<usize>>,
    ) -> (EntityKind, bool, Option<Gender>) {
        let body = name.clone().any(|at| self.has(at, Classes::BODY) && self.capital(at))
            && !self.has(name.start, Classes::MAN | Classes::WOMAN);
        if body && role.is_none() {
            return (EntityKind::Organization, true, None);
        }
        let gender = self.gender(name.start, n_parts, role);
        let forename = self.has(name.start, Classes::MAN | Classes::WOMAN) && n_parts > 1;
        if role.is_some() || forename {
            return (EntityKind::Person, true, gender);
        }
        let place = name.clone().all(|at| self.has(at, Classes::PLACE | Classes::PEOPLE_OF));
        let acronym =
            name.len() == 1 && self.syntax.tokens[name.start].shape == Shape::Upper && self.word(name.start).len() > 1;
        if place || acronym {
            return (EntityKind::Organization, true, None);
        }
        // “Labor Day”, “Election Night”
        let day = ["Day", "Night", "Week", "Eve", "Month", "Year"].contains(&self.word(name.end - 1));
        let named = name.clone().all(|at| !self.has(at, Classes::PLACE | Classes::BODY));
        let person = (2..=4).contains(&n_parts) && named && !day;
        (if person { EntityKind::Person } else { EntityKind::Organization }, false, None)
    }
}
