//! The user's corrections of speakers: a small text file, one correction a line, applied whenever the index is asked.
//!
//! ```text
//! # who is who; delete a line to undo it
//! merge "Ida Holm" "Ida M. Holm" "The Iron Mayor"
//! split "Ida Holm" "Ida Holm (baker)" in vale/2025
//! split "Nils Berg" "Nils B. Berg"
//! rename "Ida Holm" "Ida Holm-Berg"
//! forget "Labor Day"
//! ```

use super::name::key;

/// One correction. Names are compared without case, accents and full stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correction {
    /// All are the first.
    Merge(Vec<String>),
    /// The two are never one; with a place, the first is the second in the articles whose path holds it.
    Split {
        /// The name as found.
        name: String,
        /// Who it is not, or who it is in those articles.
        other: String,
        /// A part of a path.
        place: Option<String>,
    },
    /// Shown by another name.
    Rename {
        /// The name as found.
        name: String,
        /// The name to show.
        shown: String,
    },
    /// No speaker at all.
    Forget(String),
}

impl Correction {
    /// Its line in the file.
    pub(super) fn line(&self) -> String {
        let two = |name: &String, other: &String| [name.clone(), other.clone()];
        match self {
            Correction::Merge(names) => line("merge", names, None),
            Correction::Split { name, other, place } => line("split", &two(name, other), place.as_deref()),
            Correction::Rename { name, shown } => line("rename", &two(name, shown), None),
            Correction::Forget(name) => line("forget", std::slice::from_ref(name), None),
        }
    }
}

/// All corrections, in the order of the file: of two that contradict each other the later one holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    pub(super) corrections: Vec<Correction>,
    /// The line of each, from 1.
    pub(super) lines: Vec<usize>,
}

/// How a line must look, for messages.
const FORMS: &str = "merge \"A\" \"B\" …, split \"A\" \"B\" [in PATH], rename \"A\" \"B\", forget \"A\"";

impl Names {
    /// Reads the file; lines that cannot be read are left out, each with its number from 1 and what is wrong with it.
    pub fn parse(text: &str) -> (Names, Vec<(usize, String)>) {
        let mut names = Names::default();
        let mut problems = Vec::new();
        for (at, line) in text.lines().enumerate() {
            match correction(line.trim_start_matches('\u{feff}')) {
                Ok(None) => {}
                Ok(Some(found)) => {
                    names.corrections.push(found);
                    names.lines.push(at + 1);
                }
                Err(problem) => problems.push((at + 1, problem)),
            }
        }
        (names, problems)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.corrections.is_empty()
    }

    /// Whether somebody of this name is no speaker.
    pub fn forgets(&self, name: &str) -> bool {
        let same = |known: &String| key(known) == key(name);
        self.corrections.iter().any(|correction| matches!(correction, Correction::Forget(known) if same(known)))
    }

    /// Whether a name means somebody else in some articles, so that each article must be looked at by itself.
    pub fn by_article(&self, name: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let name = key(name);
        let splits = |correction: &Correction| match correction {
            Correction::Split { name: known, place: Some(_), .. } => key(known) == name,
            _ => false,
        };
        self.corrections.iter().any(splits)
    }

    /// Who a name is in an article, where that is somebody else than elsewhere.
    pub fn in_article(&self, name: &str, article: &str) -> Option<&str> {
        if self.is_empty() {
            return None;
        }
        let name = key(name);
        self.corrections.iter().rev().find_map(|correction| match correction {
            Correction::Split { name: known, other, place: Some(place) }
                if key(known) == name && article.contains(place.as_str()) =>
            {
                Some(other.as_str())
            }
            _ => None,
        })
    }

    /// Whether the user splits a name from any other.
    pub fn splits(&self, name: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let name = key(name);
        let splits = |correction: &Correction| match correction {
            Correction::Split { name: one, other, .. } => key(one) == name || key(other) == name,
            _ => false,
        };
        self.corrections.iter().any(splits)
    }

    /// Whether the user holds two names apart.
    pub fn apart(&self, one: &str, other: &str) -> bool {
        self.word_on(one, other) == Some(false)
    }

    /// The names that the user holds to be one with this one, itself left out, in order.
    pub fn merged_with(&self, name: &str) -> Vec<&str> {
        if self.is_empty() {
            return Vec::new();
        }
        let name = key(name);
        let lines = self.corrections.iter().filter_map(|correction| match correction {
            Correction::Merge(names) if names.iter().any(|known| key(known) == name) => Some(names),
            _ => None,
        });
        let others = lines.flatten().map(String::as_str).filter(|other| key(other) != name);
        others.filter(|other| self.word_on(&name, other) == Some(true)).collect()
    }

    /// The last word on two names: `true` for one speaker, `false` for two.
    fn word_on(&self, one: &str, other: &str) -> Option<bool> {
        let (one, other) = (key(one), key(other));
        self.corrections.iter().rev().find_map(|correction| match correction {
            Correction::Merge(names) => {
                let has = |name: &String| names.iter().any(|known| key(known) == *name);
                (has(&one) && has(&other)).then_some(true)
            }
            Correction::Split { name, other: from, place: None } => {
                let (name, from) = (key(name), key(from));
                (name == one && from == other || name == other && from == one).then_some(false)
            }
            _ => None,
        })
    }

    /// Names that the user gives to others: each with the one that the articles have.
    pub fn given(&self) -> impl Iterator<Item = (&str, &str)> {
        self.corrections.iter().flat_map(|correction| -> Vec<(&str, &str)> {
            match correction {
                Correction::Merge(names) => names[1..].iter().map(|name| (name.as_str(), names[0].as_str())).collect(),
                Correction::Rename { name, shown } => vec![(name, shown)],
                Correction::Split { name, other, place: Some(_) } => vec![(name, other)],
                _ => Vec::new(),
            }
        })
    }

    /// Speakers shown by other names: the line, the name, the name shown.
    pub fn renames(&self) -> impl Iterator<Item = (usize, &str, &str)> {
        self.lines.iter().zip(&self.corrections).filter_map(|(&line, correction)| match correction {
            Correction::Rename { name, shown } => Some((line, name.as_str(), shown.as_str())),
            _ => None,
        })
    }

    /// How a speaker with these names is shown, where the user has said it.
    pub fn shown<'a>(&'a self, names: &[&str]) -> Option<&'a str> {
        let has = |known: &str| names.iter().any(|name| key(name) == key(known));
        self.corrections.iter().rev().find_map(|correction| match correction {
            Correction::Rename { name, shown } if has(name) => Some(shown.as_str()),
            Correction::Merge(merged) if has(&merged[0]) && merged[1..].iter().any(|name| has(name)) => {
                Some(merged[0].as_str())
            }
            _ => None,
        })
    }
}

/// The correction of a line; none for an empty line and a comment.
fn correction(line: &str) -> Result<Option<Correction>, String> {
    let mut words = words(line)?.into_iter();
    let Some(what) = words.next() else { return Ok(None) };
    let mut names: Vec<String> = words.collect();
    if names.iter().any(|name| key(name).is_empty()) {
        return Err("a name is empty".to_owned());
    }
    let wants = |n: &str| Err(format!("{what} needs {n}; give {FORMS}"));
    match (what.as_str(), names.len()) {
        ("merge", 2..) => Ok(Some(Correction::Merge(names))),
        ("merge", _) => wants("two names or more"),
        ("split", 2) => Ok(Some(Correction::Split { other: names.remove(1), name: names.remove(0), place: None })),
        ("split", 4) if names[2] == "in" => {
            let place = names.pop();
            Ok(Some(Correction::Split { other: names.remove(1), name: names.remove(0), place }))
        }
        ("split", _) => wants("two names, and may have: in PATH"),
        ("rename", 2) => Ok(Some(Correction::Rename { shown: names.remove(1), name: names.remove(0) })),
        ("rename", _) => wants("two names"),
        ("forget", 1) => Ok(Some(Correction::Forget(names.remove(0)))),
        ("forget", _) => wants("one name"),
        _ => Err(format!("\"{what}\" is no correction; give {FORMS}")),
    }
}

/// The words of a line: runs without space, or what stands in quotation marks; `#` outside of marks begins a comment.
fn words(line: &str) -> Result<Vec<String>, String> {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”');
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next().filter(|&c| c != '#') {
        let (word, after) = if is_mark(first) {
            let inner = &rest[first.len_utf8()..];
            let end = inner.find(is_mark).ok_or("a quotation mark is never closed")?;
            let mark = inner[end..].chars().next().map_or(0, char::len_utf8);
            (&inner[..end], &inner[end + mark..])
        } else {
            rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()))
        };
        words.push(word.trim().to_owned());
        rest = after.trim_start();
    }
    Ok(words)
}

/// A line of the file; names are put in marks, which they cannot hold.
pub fn line(what: &str, names: &[String], place: Option<&str>) -> String {
    let marked = |name: &str| format!("\"{}\"", name.replace(['"', '“', '”', '\n', '\r'], "'"));
    let mut words = vec![what.to_owned()];
    words.extend(names.iter().map(|name| marked(name)));
    words.extend(place.map(|place| format!("in {}", marked(place))));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Names, line};

    #[test]
    fn lines_and_what_is_wrong_with_them() {
        let text = "# who is who\n\nmerge \"Ida Holm\" “Ida M. Holm” # the mayor\nmerge Holm\nrenam a b\n\
                    rename \"Ida Holm\nforget Monday\nsplit Berg \"Nils Berg\" in vale/2025\nsplit a b c d\n";
        let (names, problems) = Names::parse(text);
        assert_eq!(problems.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [4, 5, 6, 9]);
        assert!(problems[0].1.contains("two names or more") && problems[1].1.contains("no correction"));
        assert!(problems[2].1.contains("never closed"));
        assert_eq!(names.merged_with("ida m holm"), ["Ida Holm"]);
        assert!(names.forgets("MONDAY") && !names.forgets("Tuesday"));
        assert_eq!(names.in_article("Berg", "/n/vale/2025/a.txt"), Some("Nils Berg"));
        assert_eq!(names.in_article("Berg", "/n/oslo/a.txt"), None);
    }

    #[test]
    fn the_later_line_holds() {
        let (names, _) = Names::parse("merge A B\nsplit B A\n");
        assert!(names.apart("A", "B") && names.merged_with("A").is_empty());
        let (names, _) = Names::parse("split B A\nmerge A B\nrename A C\n");
        assert!(!names.apart("A", "B"));
        assert_eq!(names.shown(&["A"]), Some("C"));
    }

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let text = line("split", &["Ida \"Iron\" Holm".to_owned(), "b".to_owned()], Some("x y"));
        assert_eq!(Names::parse(&text).0.in_article("Ida 'Iron' Holm", "/x y/z"), Some("b"));
    }
}
