//! One speaker out of the names that many articles use, with the reason for each name that was joined.
//!
//! A full name is one speaker everywhere, as is the name of a body. A surname alone is looked at article by article: it is joined to a full name
//! only by evidence beside it (role, affiliation, company, office on that day), and stays as written without. Descriptions are joined to nothing.
//! Every decision depends on the names alone, never on their order.

use super::evidence::{Evidence, evidence, gender, holder, in_office, is_rare};
use super::name::{Name, is_name, key};
use super::names::Names;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A name with what is known of it: over all articles for a full name, in one article for any other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// As written.
    pub name: String,
    /// `person`, `organization`, `group` or `document`.
    pub kind: String,
    /// The parts of the name, for a person with a full name.
    pub person: Option<Name>,
    /// Key of the one article; empty for all.
    pub article: String,
    /// Other names that its articles use, with the number of quotes.
    pub aliases: BTreeMap<String, u64>,
    /// Roles, with the number of quotes.
    pub roles: BTreeMap<String, u64>,
    /// Bodies it belongs to, with the number of quotes.
    pub affiliations: BTreeMap<String, u64>,
    /// `m` and `f`, with the number of quotes.
    pub genders: BTreeMap<String, u64>,
    /// Other people who speak in its articles, by full name, with the number of quotes.
    pub company: BTreeMap<String, u64>,
    /// Number of quotes.
    pub quotes: u64,
    /// First and last day of its articles, as yyyymmdd.
    pub days: Option<(u64, u64)>,
}

/// A person or a body, with all units that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The name to show.
    pub name: String,
    /// Places of its units, in order.
    pub units: Vec<usize>,
    /// Why units were joined.
    pub merges: Vec<Merge>,
}

/// Why a unit belongs to a speaker.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// Place of the unit.
    pub unit: usize,
    /// The evidence, in words.
    pub because: String,
}

/// Evidence of this weight joins a surname to a full name; one fact is 2, a hint 1.
const ENOUGH: u32 = 2;

/// A bearer of a surname with this share of the quotes of all bearers, in percent, is more likely than any other meant by it.
const DOMINANT_PERCENT: u64 = 90;

impl Unit {
    /// A name of this kind, of which nothing else is known yet.
    pub fn new(name: &str, kind: &str) -> Unit {
        let person = if kind == "person" { Name::parse(name) } else { None };
        Unit { name: name.to_owned(), kind: kind.to_owned(), person, ..Unit::default() }
    }

    /// Whether the name means the same in every article: a full name or a body's, no description and no surname alone.
    pub fn is_shared(&self) -> bool {
        self.person.is_some() || self.kind == "organization" && is_name(&self.name)
    }

    /// The family name, folded, by which a person may be joined to others; units that share none need not be linked together.
    pub fn family(&self) -> Option<String> {
        match &self.person {
            Some(person) => Some(person.family.clone()),
            None => (self.kind == "person" && !self.name.contains(' ') && is_name(&self.name)).then(|| key(&self.name)),
        }
    }
}

/// The speakers of `units`; a unit that `names` forgets has none.
pub fn link(units: &[Unit], names: &Names) -> Vec<Speaker> {
    let mut linker = Linker::new(units, names);
    linker.same_names();
    linker.middle_names();
    linker.offices();
    linker.short_forms();
    linker.surnames();
    linker.roles();
    linker.acronyms();
    linker.user();
    linker.finish()
}

struct Linker<'a> {
    units: &'a [Unit],
    names: &'a Names,
    /// Who a unit is by the user's word on its article, else its name.
    called: Vec<&'a str>,
    parsed: Vec<Option<Name>>,
    /// Units of names that the user splits from others.
    split: Vec<usize>,
    /// Places of units, those quoted most first, so that the root of a speaker is the name used most.
    order: Vec<usize>,
    /// Parent of each unit in a forest of joined units; a root is its own.
    parent: Vec<usize>,
    merges: Vec<Merge>,
}

impl<'a> Linker<'a> {
    fn new(units: &'a [Unit], names: &'a Names) -> Linker<'a> {
        let called = |unit: &'a Unit| {
            let own = if unit.article.is_empty() { None } else { names.in_article(&unit.name, &unit.article) };
            own.unwrap_or(&unit.name)
        };
        let called: Vec<&str> = units.iter().map(called).collect();
        let person = |(unit, &called): (&Unit, &&str)| match unit.kind.as_str() {
            "person" if called != unit.name => Name::parse(called),
            _ => unit.person.clone(),
        };
        let parsed = units.iter().zip(&called).map(person).collect();
        let is_split = |at: &usize| names.splits(&units[*at].name) || names.splits(called[*at]);
        let split = (0..units.len()).filter(is_split).collect();
        Linker {
            units,
            names,
            called,
            parsed,
            split,
            order: by_quotes(units),
            parent: (0..units.len()).collect(),
            merges: Vec::new(),
        }
    }

    fn root(&self, mut at: usize) -> usize {
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// Joins two units unless the user or their genders hold them apart; the first keeps its place at the root.
    fn join(&mut self, keeps: usize, joins: usize, because: String) {
        let (one, other) = (self.root(keeps), self.root(joins));
        if one == other || self.held_apart(one, other) {
            return;
        }
        if let (Some(one), Some(other)) = (gender(&self.units[keeps]), gender(&self.units[joins]))
            && one != other
        {
            return;
        }
        self.parent[other] = one;
        self.merges.push(Merge { unit: joins, because });
    }

    /// Whether the user splits any unit of one speaker from any of another.
    fn held_apart(&self, one: usize, other: usize) -> bool {
        let of = |root: usize| self.split.iter().copied().filter(move |&at| self.root(at) == root);
        // Who is somebody else in one article is not who bears the name elsewhere.
        let corrected = |at: usize, from: usize| {
            self.called[at] != self.units[at].name && key(&self.units[at].name) == key(self.called[from])
        };
        of(one).any(|one| {
            of(other).any(|other| {
                corrected(one, other) || corrected(other, one) || self.names.apart(self.called[one], self.called[other])
            })
        })
    }

    /// The same name: written with other marks, looked at by article, or once taken for a body.
    fn same_names(&mut self) {
        let mut known: FxHashMap<(&str, String), usize> = FxHashMap::default();
        for at in self.order.clone() {
            let (unit, called) = (&self.units[at], self.called[at]);
            if called == unit.name && !unit.is_shared() {
                continue;
            }
            // A person and a body of one word may share it: Holm, and Holm the company.
            let sort = if called.contains(' ') { "" } else { unit.kind.as_str() };
            let first = *known.entry((sort, key(called))).or_insert(at);
            if first != at {
                self.join(first, at, "the same name".to_owned());
            }
        }
    }

    /// "Ida Holm" and "Ida M. Holm", where nobody else of these names has another middle name.
    fn middle_names(&mut self) {
        for group in self.groups(|name| format!("{} {}", name.given, name.family)) {
            let full = |&&at: &&usize| self.name(at).is_some_and(|name| !name.middle.is_empty());
            let with_middle: Vec<usize> = group.iter().filter(full).copied().collect();
            let agree = |one: usize, other: usize| match (self.name(one), self.name(other)) {
                (Some(one), Some(other)) => one.agrees(other),
                _ => false,
            };
            let one_middle = with_middle.iter().all(|&one| with_middle.iter().all(|&other| agree(one, other)));
            let pairs: Vec<(usize, usize)> = if one_middle {
                group[1..].iter().map(|&at| (group[0], at)).collect()
            } else {
                let pair = |(nth, &one): (usize, &usize)| {
                    with_middle[..nth].iter().find(|&&other| agree(one, other)).map(|&other| (other, one))
                };
                with_middle.iter().enumerate().filter_map(pair).collect()
            };
            for (keeps, joins) in pairs {
                let because = if one_middle {
                    "the same first and last name, and no other middle name"
                } else {
                    "the same first, middle and last name"
                };
                self.join(keeps, joins, because.to_owned());
            }
        }
    }

    /// "Joe Biden" and "Joseph R. Biden Jr.", who both are vice president of the United States on these days.
    fn offices(&mut self) {
        let mut held: BTreeMap<&str, usize> = BTreeMap::new();
        for at in self.order.clone() {
            let found = self.name(at).and_then(|name| holder(&self.units[at], name));
            let Some((person, because)) = found else { continue };
            let first = *held.entry(person.name).or_insert(at);
            if first != at {
                self.join(first, at, because);
            }
        }
    }

    /// "Bill Berg" and "William Berg", where they share a role, an affiliation, company or a rare family name.
    fn short_forms(&mut self) {
        for group in self.groups(|name| name.family.clone()) {
            for (nth, &one) in group.iter().enumerate() {
                for &other in &group[..nth] {
                    let (Some(name), Some(known)) = (self.name(one), self.name(other)) else { continue };
                    let short = name.given != known.given && name.is_short_form(known) && name.agrees(known);
                    if !short || self.root(one) == self.root(other) {
                        continue;
                    }
                    let gives = name.nickname.is_some() || known.nickname.is_some();
                    let known = self.gathered(&BTreeSet::from([self.root(other)]));
                    let mut evidence = evidence(&self.units[one], &known[&self.root(other)]);
                    if is_rare(&name.family) {
                        evidence.add(ENOUGH, format!("{} is a rare family name", family_name(&self.units[one].name)));
                    }
                    if gives || evidence.weight >= ENOUGH {
                        let because = format!("a short form of the same name; {}", evidence.words("the nickname"));
                        self.join(other, one, because);
                    }
                }
            }
        }
    }

    /// A surname alone, joined to the one full name that the evidence of its article means.
    fn surnames(&mut self) {
        let mut bearers: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for at in 0..self.units.len() {
            let Some(name) = self.name(at) else { continue };
            bearers.entry(name.family.clone()).or_default().insert(self.root(at));
        }
        let alone = |at: &usize| {
            let unit = &self.units[*at];
            self.called[*at] == unit.name && unit.kind == "person" && !unit.name.contains(' ')
        };
        let alone: Vec<usize> = (0..self.units.len()).filter(alone).collect();
        let roots = alone.iter().filter_map(|&at| bearers.get(&key(&self.units[at].name))).flatten().copied().collect();
        let gathered = self.gathered(&roots);
        for at in alone {
            let unit = &self.units[at];
            let surname = key(&unit.name);
            // An article with a bearer under the full name has told already whom it means, or could not.
            let ambiguous =
                unit.company.keys().any(|name| Name::parse(name).is_some_and(|name| name.family == surname));
            let Some(found) = bearers.get(&surname).filter(|_| !ambiguous) else { continue };
            let found = || found.iter().filter_map(|root| Some((root, gathered.get(root)?)));
            let all: u64 = found().map(|(_, bearer)| bearer.quotes).sum();
            let held_apart = |bearer: &Unit| match (gender(unit), gender(bearer)) {
                (Some(one), Some(other)) => one != other,
                _ => false,
            };
            let mut weighed: Vec<(u32, usize, Evidence)> = Vec::new();
            for (root, bearer) in found().filter(|(_, bearer)| !held_apart(bearer)) {
                let mut evidence = evidence(unit, bearer);
                if let Some((person, why)) = in_office(unit, &surname)
                    && Name::parse(&bearer.name).is_some_and(|name| person.is_called(&name.given, &name.family))
                {
                    evidence.add(2, why);
                }
                if evidence.weight > 0 && bearer.quotes * 100 >= all * DOMINANT_PERCENT {
                    evidence
                        .add(1, format!("{} has {} of the {all} quotes under full names", bearer.name, bearer.quotes));
                }
                weighed.push((evidence.weight, *root, evidence));
            }
            weighed.sort_by_key(|(weight, root, _)| (std::cmp::Reverse(*weight), *root));
            let clear = match weighed.as_slice() {
                [(best, ..), (second, ..), ..] => *best > *second,
                [_] => true,
                [] => false,
            };
            if clear && weighed[0].0 >= ENOUGH {
                let (_, root, evidence) = weighed.swap_remove(0);
                self.join(root, at, evidence.words(""));
            }
        }
    }

    /// A surname alone in two articles, with the same telling role: "Defence Minister Berg".
    fn roles(&mut self) {
        let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
        for at in 0..self.units.len() {
            let unit = &self.units[at];
            if unit.kind != "person" || unit.name.contains(' ') || self.root(at) != at {
                continue;
            }
            for role in unit.roles.keys().filter(|role| role.contains(' ') && is_name(role)) {
                match known.get(&(key(&unit.name), key(role))) {
                    Some(&first) => self.join(first, at, format!("the same name and role, {role}")),
                    None => {
                        known.insert((key(&unit.name), key(role)), at);
                    }
                }
            }
        }
    }

    /// "FEC", where the articles call one body so.
    fn acronyms(&mut self) {
        let mut called: BTreeMap<String, BTreeMap<usize, u64>> = BTreeMap::new();
        for (at, unit) in self.units.iter().enumerate().filter(|(_, unit)| unit.kind == "organization") {
            for (alias, n) in unit.aliases.iter().filter(|(alias, _)| is_acronym(alias)) {
                *called.entry(key(alias)).or_default().entry(self.root(at)).or_default() += n;
            }
        }
        for at in 0..self.units.len() {
            let unit = &self.units[at];
            if unit.kind != "organization" || !is_acronym(&unit.name) {
                continue;
            }
            let bodies = called.get(&key(&unit.name)).map(|bodies| bodies.iter().collect::<Vec<_>>());
            if let Some([(body, n)]) = bodies.as_deref() {
                let because = format!("{} is called {} beside {n} of its quotes", self.units[**body].name, unit.name);
                self.join(**body, at, because);
            }
        }
    }

    /// What the user says.
    fn user(&mut self) {
        if self.names.is_empty() {
            return;
        }
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in 0..self.units.len() {
            by_name.entry(key(self.called[at])).or_default().push(at);
        }
        for at in 0..self.units.len() {
            for other in self.names.merged_with(self.called[at]) {
                for &one in by_name.get(&key(other)).into_iter().flatten() {
                    let (keeps, joins) = (self.root(one), self.root(at));
                    if keeps != joins {
                        self.parent[joins] = keeps;
                        self.merges.push(Merge { unit: at, because: format!("your correction: {other} is the same") });
                    }
                }
            }
        }
    }

    fn finish(mut self) -> Vec<Speaker> {
        let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.units.len() {
            if !self.names.forgets(self.called[at]) && !self.names.forgets(&self.units[at].name) {
                found.entry(self.root(at)).or_default().push(at);
            }
        }
        self.merges.sort();
        let mut merges: BTreeMap<usize, Vec<Merge>> = BTreeMap::new();
        for merge in std::mem::take(&mut self.merges) {
            merges.entry(merge.unit).or_default().push(merge);
        }
        // What an article alone has and nothing joined stays under its words: one row, and no claim that it is one speaker.
        let mut written: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut speakers: Vec<Speaker> = Vec::new();
        for units in found.into_values() {
            let alone =
                units.iter().all(|&at| !self.units[at].article.is_empty() && self.called[at] == self.units[at].name);
            let first = &self.units[units[0]];
            let as_written = (alone && units.len() == 1).then(|| (key(&first.name), first.kind.clone()));
            if let Some(written_as) = as_written {
                let next = speakers.len();
                let place = *written.entry(written_as).or_insert(next);
                if place < next {
                    speakers[place].units.extend(units);
                    continue;
                }
            }
            let merges = units.iter().flat_map(|at| merges.remove(at).unwrap_or_default()).collect();
            speakers.push(Speaker { name: self.shown(&units), units, merges });
        }
        speakers
    }

    /// The user's name for it, else the full name used most, else the first of those used most.
    fn shown(&self, units: &[usize]) -> String {
        if let ([one], true) = (units, self.names.is_empty()) {
            return self.called[*one].to_owned();
        }
        let called: Vec<&str> = units.iter().map(|&at| self.called[at]).collect();
        if let Some(shown) = self.names.shown(&called) {
            return shown.to_owned();
        }
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for &at in units {
            *counts.entry(self.called[at]).or_default() += self.units[at].quotes;
        }
        let full = |name: &str| name.contains(' ') && !is_acronym(name);
        let best = counts.iter().max_by_key(|&(name, n)| (full(name), *n, std::cmp::Reverse(*name)));
        best.map_or_else(String::new, |(name, _)| (*name).to_owned())
    }

    fn name(&self, at: usize) -> Option<&Name> {
        self.parsed[at].as_ref()
    }

    /// Units of people with a full name that agree in what `by` tells and in their suffix, in order; only groups of several.
    fn groups(&self, by: impl Fn(&Name) -> String) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<(String, Option<String>), Vec<usize>> = BTreeMap::new();
        for &at in &self.order {
            if let Some(name) = self.name(at) {
                groups.entry((by(name), name.suffix.clone())).or_default().push(at);
            }
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
    }

    /// All that is known of the speakers at these roots.
    fn gathered(&self, roots: &BTreeSet<usize>) -> BTreeMap<usize, Unit> {
        let mut gathered: BTreeMap<usize, Unit> = BTreeMap::new();
        for (at, unit) in self.units.iter().enumerate() {
            let root = self.root(at);
            if !roots.contains(&root) {
                continue;
            }
            let all = gathered.entry(root).or_insert_with(|| Unit {
                name: self.units[root].name.clone(),
                kind: self.units[root].kind.clone(),
                ..Unit::default()
            });
            for (sum, counts) in [
                (&mut all.roles, &unit.roles),
                (&mut all.affiliations, &unit.affiliations),
                (&mut all.genders, &unit.genders),
                (&mut all.company, &unit.company),
            ] {
                for (value, n) in counts {
                    *sum.entry(value.clone()).or_default() += n;
                }
            }
            all.quotes += unit.quotes;
        }
        gathered
    }
}

/// The last word of a full name as written, a suffix left out.
fn family_name(name: &str) -> &str {
    let mut words =
        name.split_whitespace().filter(|word| !matches!(*word, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV"));
    words.next_back().unwrap_or(name).trim_end_matches(',')
}

fn by_quotes(units: &[Unit]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..units.len()).collect();
    places.sort_by(|&one, &other| {
        let (one, other) = (&units[one], &units[other]);
        let order = other.quotes.cmp(&one.quotes).then_with(|| one.name.cmp(&other.name));
        order.then_with(|| one.article.cmp(&other.article)).then_with(|| one.kind.cmp(&other.kind))
    });
    places
}

fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    (2..=6).contains(&letters.clone().count()) && letters.clone().all(char::is_uppercase) && !name.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::{Unit, link};
    use crate::track::Names;
    use std::collections::BTreeMap;

    /// A day as yyyymmdd.
    fn day(date: &str) -> u64 {
        date.replace('-', "").parse().unwrap()
    }

    fn counts(values: &[&str]) -> BTreeMap<String, u64> {
        values.iter().map(|&value| (value.to_owned(), 1)).collect()
    }

    /// A person's name with a role and company; a surname alone is of an article of its own.
    fn person(name: &str, role: &str, company: &[&str], quotes: u64) -> Unit {
        let unit = Unit::new(name, "person");
        let article = if unit.is_shared() { String::new() } else { format!("{name} {role} {company:?}") };
        let roles = counts(&[role]).into_iter().filter(|(role, _)| !role.is_empty()).collect();
        Unit { article, roles, company: counts(company), quotes, ..unit }
    }

    /// The names of each speaker.
    fn speakers(units: &[Unit]) -> Vec<Vec<&str>> {
        let mut found: Vec<Vec<&str>> = link(units, &Names::default())
            .iter()
            .map(|speaker| speaker.units.iter().map(|&at| units[at].name.as_str()).collect())
            .collect();
        found.sort();
        found
    }

    #[test]
    fn other_middle_names_are_other_people() {
        let units = [person("Nils Berg", "", &[], 3), person("Nils A. Berg", "", &[], 2)];
        assert_eq!(speakers(&units).len(), 1);
        let units =
            [units.as_slice(), &[person("Nils B. Berg", "", &[], 2), person("Nils Berg Jr.", "", &[], 1)]].concat();
        assert_eq!(speakers(&units).len(), 4, "whose is the name without a middle one?");
    }

    #[test]
    fn genders_hold_names_apart() {
        let told = |name: &str, gender: &str| Unit { genders: counts(&[gender]), ..person(name, "", &[], 1) };
        assert_eq!(speakers(&[told("Kim Berg", "m"), told("Kim A. Berg", "f")]).len(), 2);
        assert_eq!(speakers(&[told("Kim Berg", "m"), told("Kim A. Berg", "m")]).len(), 1);
    }

    #[test]
    fn short_forms_need_evidence() {
        let bill = |role: &str| [person("Bill Berg", role, &[], 1), person("William Berg", "Harbor Master", &[], 1)];
        assert_eq!(speakers(&bill("")).len(), 2);
        assert_eq!(speakers(&bill("Harbor Master")).len(), 1);
        assert_eq!(speakers(&[person("Bill Quarnholt", "", &[], 1), person("William Quarnholt", "", &[], 1)]).len(), 1);
    }

    #[test]
    fn a_surname_is_whose_evidence_is_clear() {
        let bearers =
            [person("Ida Holm", "Mayor", &["Nils Berg"], 9), person("Anna Holm", "", &["Nils Berg", "Pia Lund"], 8)];
        let with = |role: &str, company: &[&str]| {
            let units = [bearers.as_slice(), &[person("Holm", role, company, 1)]].concat();
            let found = link(&units, &Names::default());
            let of = found.iter().find(|speaker| speaker.units.contains(&2)).unwrap();
            of.name.clone()
        };
        assert_eq!(with("", &[]), "Holm");
        assert_eq!(with("Mayor", &[]), "Ida Holm");
        assert_eq!(with("", &["Nils Berg"]), "Holm", "both are quoted beside him");
        assert_eq!(with("", &["Nils Berg", "Pia Lund"]), "Anna Holm");
        assert_eq!(with("Mayor", &["Anna Holm"]), "Holm", "its article knows another and did not tell");
    }

    #[test]
    fn who_holds_an_office_has_one_name_and_no_son() {
        let on = |name: &str, role: &str| {
            let day = day("2016-09-20");
            Unit { days: Some((day, day)), ..person(name, role, &[], 1) }
        };
        let vice = "Vice President";
        assert_eq!(speakers(&[on("Joe Biden", vice), on("Joseph R. Biden Jr.", vice)]).len(), 1);
        assert_eq!(speakers(&[on("Joe Biden", vice), on("Joseph Biden Jr.", "Executive Vice President")]).len(), 2);
    }

    #[test]
    fn an_office_tells_on_a_day_of_the_term() {
        let on = |day: u64| {
            let alone = Unit { days: Some((day, day)), ..person("Obama", "President", &[], 1) };
            speakers(&[alone, person("Barack Obama", "", &[], 1), person("Ida Obama", "", &[], 1)]).len()
        };
        assert_eq!(on(day("2016-09-20")), 2);
        assert_eq!(on(day("2020-09-20")), 3);
    }
}
