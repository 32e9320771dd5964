//! What may stand before the words of a turn: the name and its colon, what is around them, and what is no name.

/// Longest label, in bytes: `SEN. MARIA HOLM (R-OHIO), CHAIRWOMAN OF THE COMMITTEE`.
const LONGEST_LABEL: usize = 70;
/// What Markdown sets bold with.
pub(super) const MARKS: [char; 2] = ['*', '_'];

/// What a line tells of the article, or of what is beside it.
const METADATA: &[&str] = &[
    "author",
    "byline",
    "contact",
    "copyright",
    "correction",
    "cost",
    "credit",
    "date",
    "email",
    "exclusive",
    "fee",
    "image",
    "interview",
    "location",
    "note",
    "phone",
    "photo",
    "posted",
    "published",
    "related",
    "source",
    "tickets",
    "transcript",
    "update",
    "updated",
    "watch",
    "website",
];

/// Who begins to speak: the place of the name in the line, behind a time code, where it ends, and where the words begin.
pub(super) struct Label {
    pub(super) start: usize,
    pub(super) name_end: usize,
    pub(super) end: usize,
    /// Whether there is more than a name and a colon: marks of Markdown, a time code.
    pub(super) is_marked: bool,
}

impl Label {
    pub(super) fn name<'a>(&self, line: &'a str) -> &'a str {
        let is_end = |c: char| matches!(c, ',' | '(' | '[') || c.is_ascii_digit();
        line[self.start..self.name_end].split(is_end).next().unwrap_or_default().trim()
    }

    /// Whether it has its line to itself, without a colon.
    pub(super) fn is_bare(&self) -> bool {
        self.name_end == self.end
    }

    /// The word that a name is known by when it comes again, in lower case: HOLM is IDA HOLM.
    pub(super) fn key(&self, line: &str) -> String {
        let name = self.name(line);
        name.split_whitespace().next_back().unwrap_or(name).trim_end_matches('.').to_lowercase()
    }
}

/// Which names are believed to be labels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Those in capitals.
    Capitals,
    /// Also names of two words and more, where the article says that it is a transcript.
    Declared,
    /// Any, before what looks like speech; many such lines must agree.
    Ordinary,
}

/// `IDA HOLM, MAYOR: …`, `**Ida Holm:** …`, `Ida Holm (00:12): …`, `Q. …`.
pub(super) fn label(line: &str, case: Case) -> Option<Label> {
    let rest = without_time_code(line).trim_start_matches(MARKS);
    let start = line.len() - rest.len();
    let has_marks = line[..start].ends_with(MARKS);
    let letter = ["Q. ", "A. ", "Q.*", "A.*"].iter().any(|letter| rest.starts_with(letter));
    let name_end = if letter && case == Case::Ordinary { 1 } else { colon(rest)? };
    let after = if has_marks { rest[name_end + 1..].trim_start_matches(MARKS) } else { &rest[name_end + 1..] };
    let words = after.trim_start();
    let name = rest[..name_end].trim_end_matches(MARKS);
    let is_timed = name.contains(':');
    let name = name.split([',', '(', '[']).next().unwrap_or_default().trim();
    let is_capitals = !name.contains(char::is_lowercase) && name.contains(char::is_uppercase);
    let n_words = name.split_whitespace().count();
    let is_case = match case {
        Case::Capitals => is_capitals,
        Case::Declared => is_capitals || n_words >= 2 && has_capitals(name),
        Case::Ordinary => has_capitals(name) && (words.is_empty() || is_speech(words)),
    };
    let is_numbered = case == Case::Ordinary && name.to_uppercase().starts_with("SPEAKER ");
    let is_label = (1..=5).contains(&n_words)
        && is_case
        && !name.contains(|c: char| c.is_numeric() && !is_numbered || "“”\"?!".contains(c))
        && (after.starts_with(char::is_whitespace) || after.is_empty())
        && !METADATA.contains(&name.to_lowercase().as_str());
    is_label.then(|| Label {
        start,
        name_end: start + rest[..name_end].trim_end_matches(MARKS).len(),
        end: line.len() - words.len(),
        is_marked: has_marks || is_timed,
    })
}

/// The colon behind a name; those of time codes are in brackets.
fn colon(rest: &str) -> Option<usize> {
    let mut depth = 0usize;
    let at = rest.char_indices().take_while(|&(at, _)| at <= LONGEST_LABEL).find_map(|(at, c)| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => return Some(at),
            _ => {}
        }
        None
    });
    at.filter(|&at| at > 0)
}

/// `Ida Holm`, `Jan van der Berg`: each word but particles with a capital, the first one too.
fn has_capitals(name: &str) -> bool {
    const PARTICLES: &[&str] = &["al", "bin", "da", "de", "del", "den", "der", "di", "la", "of", "ten", "van", "von"];
    name.starts_with(char::is_uppercase)
        && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || PARTICLES.contains(&word))
}

/// Whether it reads like something said, and not like `20`, `9 October 2025`, `Anders Lie`.
fn is_speech(text: &str) -> bool {
    let letters = text.split_whitespace().map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let n_words = letters.clone().filter(|word| word.starts_with(char::is_alphabetic)).count();
    let ends = text.ends_with(['.', '?', '!', '…', '—', '–', '-', '”', '"', '’', '\'', ')', ']', '*']);
    let least = if text.starts_with(|c: char| c.is_numeric()) { 3 } else { 1 };
    n_words >= least && !text.contains('@') && (ends || n_small(text) >= 2)
}

/// How many words are in lower case: a list of names or of goals has hardly one.
pub(super) fn n_small(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count()
}

/// `Published: 9 October 2025`, `Photo: Anders Lie`. Once somebody speaks, what reads like speech is not taken for it.
pub(super) fn is_metadata(line: &str, is_before_all: bool) -> bool {
    let Some((name, value)) = line.split_once(':') else { return false };
    let name = name.trim_matches(|c: char| MARKS.contains(&c) || c.is_whitespace()).to_lowercase();
    METADATA.contains(&name.as_str()) && (is_before_all || !is_speech(value.trim()))
}

/// `IDA HOLM, MAYOR`, `Ida Holm 00:12:31-00:12:40 (9 sec)`, `Ida Holm (12:31):` on a line of its own.
pub(super) fn bare_label(line: &str) -> Option<Label> {
    let start = line.len() - without_time_code(line).len();
    let rest = &line[start..];
    let code = rest.find(|c: char| c.is_ascii_digit()).map(|at| &rest[at..]);
    let is_code = |code: &str| {
        code.contains(':')
            && code.trim_end_matches("sec)").chars().all(|c| c.is_ascii_digit() || ":.-– ()[]".contains(c))
    };
    let name = &rest[..rest.len() - code.map_or(0, str::len)];
    let bare = name.split([',', '(', '[']).next().unwrap_or_default().trim();
    let is_timed = start > 0 || code.is_some_and(is_code);
    let is_capitals = !bare.contains(char::is_lowercase) && bare.contains(char::is_uppercase);
    let is_names = bare.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let is_label = rest.len() <= LONGEST_LABEL
        && (1..=5).contains(&bare.split_whitespace().count())
        && (is_timed || code.is_none())
        && (is_capitals || is_timed && is_names)
        && !name.contains(|c: char| "“”\"?!:;".contains(c))
        && !name.trim_end().ends_with('.');
    is_label.then_some(Label { start, name_end: line.len(), end: line.len(), is_marked: false })
}

/// `[00:12:31] `, `00:12 `, `(12:31)` at the beginning are left out.
pub(super) fn without_time_code(line: &str) -> &str {
    let inside = line.trim_start_matches(['[', '(']);
    let n_code = inside.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'-')).count();
    let code = &inside[..n_code];
    if !code.contains(':') || !code.starts_with(|c: char| c.is_ascii_digit()) {
        return line;
    }
    inside[n_code..].trim_start_matches([']', ')', ' ', '\t'])
}
