//! Transcripts: which lines of a text begin a turn, and what is no speech, as blocks over the text as it is.

use crate::article::{Article, Block, BlockKind, Form, Post};
use crate::text::Span;
use crate::text::aside::is_aside;

/// Fewer turns are an interview in a report, or lines with a colon.
const LEAST_TURNS: usize = 3;
/// Longest label, in bytes: `SEN. MARIA HOLM (R-OHIO), CHAIRWOMAN OF THE COMMITTEE`.
const LONGEST_LABEL: usize = 70;

/// Gives an article that is a transcript its blocks. A turn goes on through paragraphs without a label; below a label that has its line
/// to itself, and where the room broke in, it names its speaker. What leads the whole, time codes and what the room did are boilerplate.
/// Anything else is left as it is.
pub(super) fn mark(article: &mut Article) {
    let lines = lines(&article.text);
    let Some(labels) = labels(&lines, article) else { return };
    let mut blocks: Vec<Block> = Vec::new();
    // Whose turn it is; `Some(None)` when nobody knows whose.
    let mut speaker: Option<Option<String>> = None;
    for (line, label) in lines.iter().zip(&labels) {
        let text = line.of(&article.text);
        let end = spoken_end(text, *line);
        if let Some(label) = label {
            let name = label.name(text);
            let is_known = !is_nobody(name);
            speaker = Some(is_known.then(|| name.to_owned()));
            let (kind, from, end) = if label.is_bare() {
                (BlockKind::Heading, 0, line.end())
            } else if is_known {
                (BlockKind::Turn, label.start, end)
            } else {
                (BlockKind::BlockQuote, label.end, end)
            };
            if line.start() + from < end {
                blocks.push(Block { span: Span::new(line.start() + from, end), kind, post: None });
            }
            continue;
        }
        if is_no_speech(text) || blocks.is_empty() && text.to_uppercase().starts_with("TRANSCRIPT") {
            blocks.push(Block { span: *line, kind: BlockKind::Boilerplate, post: None });
            continue;
        }
        let (kind, post) = match &speaker {
            Some(Some(name)) => {
                let goes_on = |last: &&mut Block| {
                    last.kind == BlockKind::Turn && article.text[last.span.end()..line.start()].trim().is_empty()
                };
                if let Some(last) = blocks.last_mut().filter(goes_on) {
                    last.span = Span::new(last.span.start(), end);
                    continue;
                }
                (BlockKind::Turn, Some(Post { author: Some(name.clone()), ..Post::default() }))
            }
            Some(None) => (BlockKind::BlockQuote, None),
            None => (BlockKind::Paragraph, None),
        };
        blocks.push(Block { span: Span::new(line.start(), end), kind, post });
    }
    article.form = Some(Form::Transcript);
    article.blocks = blocks;
}

/// The label of each line that has one; `None` when the text is no transcript.
fn labels(lines: &[Span], article: &Article) -> Option<Vec<Option<Label>>> {
    let is_declared = article.form == Some(Form::Transcript);
    let text = |at: usize| lines[at].of(&article.text);
    let with_colon: Vec<Option<Label>> = (0..lines.len()).map(|at| label(text(at), is_declared)).collect();
    if is_transcript(&with_colon, lines, article, 2) {
        return Some(with_colon);
    }
    // A label that has its line to itself has words below it.
    let mut bare: Vec<Option<Label>> = (0..lines.len()).map(|at| bare_label(text(at))).collect();
    for at in 0..bare.len() {
        if bare.get(at + 1).is_none_or(Option::is_some) {
            bare[at] = None;
        }
    }
    is_transcript(&bare, lines, article, 4).then_some(bare)
}

/// Whether labels are those of a transcript: of what is none, most paragraphs have no label, or each has another. `most_lines` is how
/// many lines there may be for each label.
fn is_transcript(labels: &[Option<Label>], lines: &[Span], article: &Article, most_lines: usize) -> bool {
    let n_turns = labels.iter().flatten().count();
    let n_before = labels.iter().position(Option::is_some).unwrap_or(0);
    let of_line = |(label, line): (&Option<Label>, &Span)| {
        // HOLM is IDA HOLM again.
        let name = label.as_ref()?.name(line.of(&article.text));
        Some(name.split_whitespace().next_back().unwrap_or(name).to_owned())
    };
    let mut names: Vec<String> = labels.iter().zip(lines).filter_map(of_line).collect();
    names.sort_unstable();
    names.dedup();
    let is_clear = n_turns * most_lines >= lines.len() - n_before && names.len() < n_turns && n_before <= 8;
    n_turns >= LEAST_TURNS && (is_clear || article.form == Some(Form::Transcript))
}

/// The lines with words in them, without the white space around.
fn lines(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        let end = at + line.trim_end().len();
        if start < end {
            found.push(Span::new(start, end));
        }
        at += line.len();
    }
    found
}

/// Who begins to speak: the place of the name in the line, behind a time code, where it ends, and where the words begin.
struct Label {
    start: usize,
    name_end: usize,
    end: usize,
}

impl Label {
    fn name<'a>(&self, line: &'a str) -> &'a str {
        let is_end = |c: char| matches!(c, ',' | '(' | '[') || c.is_ascii_digit();
        line[self.start..self.name_end].split(is_end).next().unwrap_or_default().trim()
    }

    /// Whether it has its line to itself, without a colon.
    fn is_bare(&self) -> bool {
        self.name_end == self.end
    }
}

fn label(line: &str, is_declared: bool) -> Option<Label> {
    let start = line.len() - without_time_code(line).len();
    let rest = &line[start..];
    let colon = rest.find(':').filter(|&colon| colon > 0 && colon <= LONGEST_LABEL)?;
    let after = &rest[colon + 1..];
    let name = rest[..colon].split([',', '(', '[']).next().unwrap_or_default().trim();
    let is_capitals = !name.contains(char::is_lowercase) && name.contains(char::is_uppercase);
    let is_names = name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let n_words = name.split_whitespace().count();
    let is_label = (1..=5).contains(&n_words)
        && (is_capitals || is_declared && is_names && n_words >= 2)
        && !name.contains(|c: char| c.is_numeric() || "“”\"?!".contains(c))
        && (after.starts_with([' ', '\t', '\u{a0}']) || after.is_empty())
        && !["TRANSCRIPT", "NOTE", "CORRECTION", "UPDATE", "SOURCE", "DATE", "WATCH", "PHOTO"].contains(&name);
    let name_end = start + colon;
    is_label.then(|| Label { start, name_end, end: name_end + 1 + (after.len() - after.trim_start().len()) })
}

/// `IDA HOLM, MAYOR`, `Ida Holm 00:12:31-00:12:40 (9 sec)`, `Ida Holm (12:31):` on a line of its own.
fn bare_label(line: &str) -> Option<Label> {
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
    is_label.then_some(Label { start, name_end: line.len(), end: line.len() })
}

/// `[00:12:31] `, `00:12 `, `(12:31)` at the beginning are left out.
fn without_time_code(line: &str) -> &str {
    let inside = line.trim_start_matches(['[', '(']);
    let n_code = inside.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'-')).count();
    let code = &inside[..n_code];
    if !code.contains(':') || !code.starts_with(|c: char| c.is_ascii_digit()) {
        return line;
    }
    inside[n_code..].trim_start_matches([']', ')', ' ', '\t'])
}

/// A line that is no speech: `(APPLAUSE)`, `[CROSSTALK]`, `00:12:31`.
fn is_no_speech(line: &str) -> bool {
    is_aside(line) || without_time_code(line).is_empty()
}

fn is_nobody(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default().to_uppercase();
    let is_only = name.split_whitespace().nth(1).is_none();
    [
        "UNIDENTIFIED",
        "UNKNOWN",
        "MALE",
        "FEMALE",
        "Q",
        "QUESTION",
        "REPORTER",
        "AUDIENCE",
        "CROWD",
        "VOICE",
        "A",
        "ANSWER",
    ]
    .contains(&first.trim_end_matches('.'))
        || first == "SPEAKER" && is_only
}

/// Where the words of a line end: what the room did behind them is none of them.
fn spoken_end(text: &str, line: Span) -> usize {
    let aside = text.ends_with(')').then(|| text.rfind('(')).flatten();
    let is_noise = |at: &usize| {
        let inside = &text[at + 1..text.len() - 1];
        !inside.is_empty() && !inside.contains(char::is_lowercase) && !inside.contains(|c: char| c.is_numeric())
    };
    line.start() + aside.filter(is_noise).map_or(text, |at| text[..at].trim_end()).len()
}

#[cfg(test)]
mod tests {
    use super::mark;
    use crate::article::{Article, Form};
    use crate::{analyze, wire};

    fn check(text: &str, form: Option<Form>, wanted: &[&str]) {
        let mut article = Article { text: text.to_owned(), form, ..Article::default() };
        mark(&mut article);
        let kind = |block: &crate::article::Block| {
            let of = block.post.iter().filter_map(|post| post.author.as_ref()).map(|name| format!(" ({name})"));
            format!("{:?}{} {}", block.kind, of.collect::<String>(), block.span.of(text))
        };
        assert_eq!(article.blocks.iter().map(kind).collect::<Vec<_>>(), wanted, "{text}");
    }

    const HEARING: &str = "TRANSCRIPT: Harbor council\nNovember 3, 2025\n\nIDA HOLM, MAYOR: The ferry sails. (APPLAUSE)\n\n[00:12:31] Q: When?\n\nHOLM: In May.\n\n(CROSSTALK)\n\nWe told the yard.\n\nUNIDENTIFIED MALE: Too late.\n\nIDA HOLM: No.\n";

    /// The same without colons.
    const BARE: &str = "Remarks on the ferry\n\nIDA HOLM, MAYOR\nThe ferry sails.\n\n(APPLAUSE)\n\nIt sails in May.\n\nQ\nWhen?\n\nNILS BERG (HARBOR OFFICE)\nOn a Monday.\n\nOr later.\n\nHOLM\nSoon.\n";

    #[test]
    fn turns_and_what_is_none() {
        check(
            HEARING,
            None,
            &[
                "Boilerplate TRANSCRIPT: Harbor council",
                "Paragraph November 3, 2025",
                "Turn IDA HOLM, MAYOR: The ferry sails.",
                "BlockQuote When?",
                "Turn HOLM: In May.",
                "Boilerplate (CROSSTALK)",
                "Turn (HOLM) We told the yard.",
                "BlockQuote Too late.",
                "Turn IDA HOLM: No.",
            ],
        );
        check(
            "HOLM: One. (APPLAUSE)\n\nTwo.\n\nQ: Three?\n\nFour.\n\nHOLM: Five.",
            None,
            &["Turn HOLM: One.", "Turn (HOLM) Two.", "BlockQuote Three?", "BlockQuote Four.", "Turn HOLM: Five."],
        );
        check(
            "HOLM: One.\n\nTwo.\n\nBERG: Three.\n\nHOLM: Four.",
            None,
            &["Turn HOLM: One.\n\nTwo.", "Turn BERG: Three.", "Turn HOLM: Four."],
        );
        check(
            "Ida Holm: One.\nNils Berg: Two.\nIda Holm: Three.",
            Some(Form::Transcript),
            &["Turn Ida Holm: One.", "Turn Nils Berg: Two.", "Turn Ida Holm: Three."],
        );
        check("Ida Holm: One.\nNils Berg: Two.\nIda Holm: Three.", None, &[]);
        check(
            BARE,
            None,
            &[
                "Paragraph Remarks on the ferry",
                "Heading IDA HOLM, MAYOR",
                "Turn (IDA HOLM) The ferry sails.",
                "Boilerplate (APPLAUSE)",
                "Turn (IDA HOLM) It sails in May.",
                "Heading Q",
                "BlockQuote When?",
                "Heading NILS BERG (HARBOR OFFICE)",
                "Turn (NILS BERG) On a Monday.\n\nOr later.",
                "Heading HOLM",
                "Turn (HOLM) Soon.",
            ],
        );
        check(
            "Ida Holm 00:00:01-00:00:09 (8 sec)\nThe ferry sails.\n\nNils Berg (00:10):\nWhen does it sail?\n\nSpeaker 1 00:12\nNever.\n\nIda Holm 00:00:12-00:00:14 (2 sec)\nIn May.",
            None,
            &[
                "Heading Ida Holm 00:00:01-00:00:09 (8 sec)",
                "Turn (Ida Holm) The ferry sails.",
                "Heading Nils Berg (00:10):",
                "Turn (Nils Berg) When does it sail?",
                "Heading Speaker 1 00:12",
                "BlockQuote Never.",
                "Heading Ida Holm 00:00:12-00:00:14 (2 sec)",
                "Turn (Ida Holm) In May.",
            ],
        );
        // Headings of a report, and a list of what is on.
        check("THE HARBOR\n\nIt was built.\n\nTHE FERRY\n\nIt sank.\n\nTHE BRIDGE\n\nIt stands.", None, &[]);
        check("News 10:00\nSports 10:30\nNews 11:00\nThe weather.", None, &[]);
        check("PHOTO: A ship.\n\nThe ferry sails.\n\nHOLM: One.\n\nIt was late.", None, &[]);
    }

    #[test]
    fn turns_are_quotes_of_those_who_are_named() {
        let said = |text: &str| {
            let mut article = Article { text: text.to_owned(), ..Article::default() };
            mark(&mut article);
            let found = wire::article(&article, &analyze(&article));
            let name = |quote: &wire::Quote| quote.speaker.as_ref().map(|speaker| speaker.name.clone());
            found.quotes.iter().map(|quote| (quote.text.clone(), name(quote))).collect::<Vec<_>>()
        };
        for (text, wanted) in [
            (
                HEARING,
                &[
                    ("The ferry sails.", "Ida Holm"),
                    ("In May.", "Ida Holm"),
                    ("We told the yard.", "Ida Holm"),
                    ("No.", "Ida Holm"),
                ][..],
            ),
            (
                BARE,
                &[
                    ("The ferry sails.", "Ida Holm"),
                    ("It sails in May.", "Ida Holm"),
                    ("On a Monday.\n\nOr later.", "Nils Berg"),
                    ("Soon.", "Ida Holm"),
                ],
            ),
        ] {
            let mut found = said(text);
            found.retain(|(_, who)| who.is_some());
            let wanted: Vec<_> =
                wanted.iter().map(|(words, who)| ((*words).to_owned(), Some((*who).to_owned()))).collect();
            assert_eq!(found, wanted);
        }
    }
}
