//! Corrections that contradict each other, and which of them hold: the later line, and a name that is forgotten stays so.

use super::name::key;
use super::names::{Correction, Names};
use std::collections::{BTreeMap, BTreeSet};

impl Names {
    /// The lines that do not hold beside others, each with its number and why, in order.
    pub fn conflicts(&self) -> Vec<(usize, String)> {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, correction) in self.corrections.iter().enumerate() {
            let names: BTreeSet<String> = names(correction).into_iter().map(key).collect();
            for name in names {
                by_name.entry(name).or_default().push(at);
            }
        }
        let mut found: BTreeSet<(usize, String)> = BTreeSet::new();
        for lines in by_name.values() {
            for (nth, &one) in lines.iter().enumerate() {
                for &other in &lines[nth + 1..] {
                    found.extend(self.conflict(one, other));
                }
            }
        }
        for (at, correction) in self.corrections.iter().enumerate() {
            if let Correction::Split { name, other, place: None } = correction
                && self.apart(name, other)
                && self.are_linked(name, other)
            {
                let why = format!("{} does not hold: other lines merge both with one speaker", correction.line());
                found.insert((self.lines[at], why));
            }
        }
        found.into_iter().collect()
    }

    /// Which of two corrections, in order, does not hold, and why; none where both do.
    fn conflict(&self, one: usize, other: usize) -> Option<(usize, String)> {
        let [earlier, later] = [one, other].map(|at| &self.corrections[at]);
        let loses = |at: usize, to: usize, why: &str| {
            let [(text, _), (holds, line)] = [at, to].map(|at| (self.corrections[at].line(), self.lines[at]));
            Some((self.lines[at], format!("{text} does not hold: line {line}, {holds}, {why}")))
        };
        if let Correction::Forget(name) = earlier
            && forgets(name, later)
        {
            return loses(other, one, "holds before all others");
        }
        if let Correction::Forget(name) = later
            && forgets(name, earlier)
        {
            return loses(one, other, "holds before all others");
        }
        // What a third line says again holds.
        let holds = match (earlier, later) {
            (Correction::Merge(_), Correction::Split { name, other, .. }) => self.are_linked(name, other),
            (Correction::Split { name, other, .. }, Correction::Merge(_)) => self.apart(name, other),
            (Correction::Rename { name, .. }, Correction::Merge(names)) => {
                names.iter().all(|other| key(other) == key(name) || !self.are_linked(name, other))
            }
            _ => false,
        };
        if !holds && contradicts(earlier, later) { loses(one, other, "is the later one") } else { None }
    }

    /// Whether merges lead from one name to another.
    fn are_linked(&self, from: &str, to: &str) -> bool {
        let (mut seen, mut open) = (BTreeSet::from([key(from)]), vec![key(from)]);
        while let Some(name) = open.pop() {
            for next in self.merged_with(&name) {
                if seen.insert(key(next)) {
                    open.push(key(next));
                }
            }
        }
        seen.contains(&key(to))
    }
}

/// The names that a correction is about; what it gives to somebody is left out.
fn names(correction: &Correction) -> Vec<&str> {
    match correction {
        Correction::Merge(names) => names.iter().map(String::as_str).collect(),
        Correction::Split { name, other, place: None } => vec![name, other],
        Correction::Split { name, .. } | Correction::Rename { name, .. } | Correction::Forget(name) => vec![name],
    }
}

/// Whether another correction says something of a name that is forgotten.
fn forgets(name: &str, other: &Correction) -> bool {
    !matches!(other, Correction::Forget(_)) && names(other).into_iter().any(|known| key(known) == key(name))
}

/// Whether the later of two corrections says otherwise than the earlier.
fn contradicts(earlier: &Correction, later: &Correction) -> bool {
    let same = |one: &str, other: &str| key(one) == key(other);
    let holds = |names: &[String], name: &str| names.iter().any(|known| same(known, name));
    match (earlier, later) {
        (Correction::Merge(names), Correction::Split { name, other, place: None })
        | (Correction::Split { name, other, place: None }, Correction::Merge(names)) => {
            holds(names, name) && holds(names, other)
        }
        (Correction::Rename { name, shown }, Correction::Rename { name: again, shown: otherwise }) => {
            same(name, again) && shown != otherwise
        }
        // The first of the names that are merged is the one to show.
        (Correction::Rename { name, shown }, Correction::Merge(names)) => holds(names, name) && !same(&names[0], shown),
        (
            Correction::Split { name, other, place: Some(place) },
            Correction::Split { name: again, other: otherwise, place: Some(there) },
        ) => {
            let overlap = place.contains(there.as_str()) || there.contains(place.as_str());
            same(name, again) && !same(other, otherwise) && overlap
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::track::Names;

    #[test]
    fn which_line_holds_is_told() {
        let check = |text: &str, want: &[(usize, &str)]| {
            let found = Names::parse(text).0.conflicts();
            assert_eq!(found.len(), want.len(), "{text}: {found:?}");
            for ((line, why), (at, part)) in found.iter().zip(want) {
                assert!(line == at && why.contains(part), "{text}: {line}: {why}");
            }
        };
        check(
            "merge A B\nsplit B A\n",
            &[(1, "merge \"A\" \"B\" does not hold: line 2, split \"B\" \"A\", is the later one")],
        );
        check("split B A\n# later\nmerge A B C\n", &[(1, "line 3")]);
        check("merge A B\nsplit A B\nmerge A B\n", &[(2, "line 3")]);
        check("merge A B C\nsplit A B\n", &[(2, "other lines merge both")]);
        check("rename A B\nrename a C\n", &[(1, "line 2")]);
        check("rename A B\nmerge C A\n", &[(1, "line 2")]);
        check("rename A B\nmerge C A\nsplit A C\n", &[(2, "line 3")]);
        check("forget A\nrename A B\nmerge C A\n", &[(2, "line 1, forget"), (2, "line 3"), (3, "line 1, forget")]);
        check("split A B in x/2025\nsplit A C in 2025\n", &[(1, "line 2")]);
        check("split A B\nmerge A C\nmerge B C\n", &[(1, "other lines merge both")]);
        for text in [
            "merge A B\nrename A C\n",
            "merge A B\nmerge B C\n",
            "split A B in x\nsplit A C in y\n",
            "split A B\nsplit A C\n",
        ] {
            check(text, &[]);
        }
    }
}
