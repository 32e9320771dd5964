//! Transcripts in plain text: which lines begin a turn, and what is no speech, as blocks over the text as it is.

use crate::article::{Article, Block, BlockKind, Form};
use crate::text::Span;

/// Fewer turns are an interview in a report, or lines with a colon.
const LEAST_TURNS: usize = 3;
/// Longest label, in bytes: `SEN. MARIA HOLM (R-OHIO), CHAIRWOMAN OF THE COMMITTEE`.
const LONGEST_LABEL: usize = 70;

/// Gives an article that is a transcript its blocks. A turn goes on through paragraphs without a label; the heading, time codes and
/// what the room did are boilerplate. Anything else is left as it is.
pub(super) fn mark(article: &mut Article) {
    let is_declared = article.form == Some(Form::Transcript);
    let lines = lines(&article.text);
    let labels: Vec<Option<Label>> = lines.iter().map(|line| label(line.of(&article.text), is_declared)).collect();
    let n_turns = labels.iter().flatten().count();
    let n_before = labels.iter().position(Option::is_some).unwrap_or(0);
    // Of what is no transcript, most paragraphs have no label, or each has another.
    let mut names: Vec<&str> = labels
        .iter()
        .zip(&lines)
        .filter_map(|(label, line)| Some(label.as_ref()?.name(line.of(&article.text))))
        .collect();
    // HOLM is IDA HOLM again.
    for name in &mut names {
        *name = name.split_whitespace().next_back().unwrap_or(name);
    }
    names.sort_unstable();
    names.dedup();
    let is_clear = n_turns * 2 >= lines.len() - n_before && names.len() < n_turns && n_before <= 8;
    if n_turns < LEAST_TURNS || !(is_declared || is_clear) {
        return;
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    for (line, label) in lines.iter().zip(&labels) {
        let text = line.of(&article.text);
        let (kind, from) = match label {
            // Nobody is called that: the words are somebody's, and nobody knows whose.
            Some(label) if is_nobody(label.name(text)) => (BlockKind::BlockQuote, label.end),
            Some(label) => (BlockKind::Turn, label.start),
            None if is_aside(text) || blocks.is_empty() && text.to_uppercase().starts_with("TRANSCRIPT") => {
                (BlockKind::Boilerplate, 0)
            }
            None if is_open => {
                if let Some(last) = blocks.last_mut().filter(|last| last.kind == BlockKind::Turn) {
                    last.span = Span::new(last.span.start(), spoken_end(text, *line));
                    continue;
                }
                (BlockKind::Paragraph, 0)
            }
            None => (BlockKind::Paragraph, 0),
        };
        is_open = label.is_some() || is_open && kind == BlockKind::Boilerplate;
        let (start, end) = (line.start() + from, spoken_end(text, *line));
        if kind == BlockKind::Boilerplate {
            blocks.push(Block { span: *line, kind, post: None });
        } else if start < end {
            blocks.push(Block { span: Span::new(start, end), kind, post: None });
        }
    }
    article.form = Some(Form::Transcript);
    article.blocks = blocks;
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

/// Who begins to speak: the place of the name in the line, behind a time code, and where the words begin.
struct Label {
    start: usize,
    end: usize,
}

impl Label {
    fn name<'a>(&self, line: &'a str) -> &'a str {
        let label = line[self.start..self.end].trim_end();
        label.trim_end_matches(':').split([',', '(', '[']).next().unwrap_or_default().trim()
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
    is_label.then(|| Label { start, end: start + colon + 1 + (after.len() - after.trim_start().len()) })
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
fn is_aside(line: &str) -> bool {
    let is_inside = |open: char, close: char| line.starts_with(open) && line.ends_with(close) && line.len() < 60;
    is_inside('(', ')') || is_inside('[', ']') || without_time_code(line).is_empty()
}

fn is_nobody(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default().to_uppercase();
    ["UNIDENTIFIED", "UNKNOWN", "Q", "QUESTION", "REPORTER", "AUDIENCE", "CROWD", "VOICE", "A", "ANSWER"]
        .contains(&first.trim_end_matches('.'))
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
        let kind = |block: &crate::article::Block| format!("{:?} {}", block.kind, block.span.of(text));
        assert_eq!(article.blocks.iter().map(kind).collect::<Vec<_>>(), wanted, "{text}");
    }

    const HEARING: &str = "TRANSCRIPT: Harbor council\nNovember 3, 2025\n\nIDA HOLM, MAYOR: The ferry sails. (APPLAUSE)\n\n[00:12:31] Q: When?\n\nHOLM: In May.\n\n(CROSSTALK)\n\nWe told the yard.\n\nUNIDENTIFIED MALE: Too late.\n\nIDA HOLM: No.\n";

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
                "Paragraph We told the yard.",
                "BlockQuote Too late.",
                "Turn IDA HOLM: No.",
            ],
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
        check("PHOTO: A ship.\n\nThe ferry sails.\n\nHOLM: One.\n\nIt was late.", None, &[]);
    }

    #[test]
    fn turns_are_quotes_of_those_who_are_named() {
        let mut article = Article { text: HEARING.to_owned(), ..Article::default() };
        mark(&mut article);
        let found = wire::article(&article, &analyze(&article));
        let said: Vec<(&str, Option<&str>)> = found
            .quotes
            .iter()
            .map(|quote| (quote.text.as_str(), quote.speaker.as_ref().map(|speaker| speaker.name.as_str())))
            .collect();
        let holm = Some("Ida Holm");
        for wanted in [("The ferry sails.", holm), ("In May.", holm), ("No.", holm)] {
            assert!(said.contains(&wanted), "{said:?}");
        }
        assert!(said.iter().all(|(_, who)| who.is_none_or(|who| who == "Ida Holm")), "{said:?}");
    }
}
