//! Quoted stretches: opening to closing mark within each paragraph, and marks that reopen over paragraphs. Who speaks is not asked here.

use crate::article::{BlockKind, Note, NoteKind};
use crate::lang::{Paragraph, Shape, Syntax};
use crate::text::Span;
use crate::text::aside::is_aside;
use crate::text::mark::{self, Family};
use std::ops::Range;

/// A stretch between two marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// Marks included.
    pub(crate) span: Span,
    /// Its tokens, marks included.
    pub(crate) tokens: Range<usize>,
    /// How many stretches enclose it.
    pub(crate) depth: u8,
    /// The paragraph that holds it.
    pub(crate) paragraph: usize,
    /// It has no closing mark because the next paragraph reopens it, or nobody ever closes what went on to it.
    pub(crate) goes_on: bool,
    /// Its mark reopens what the paragraph before left open.
    pub(crate) reopened: bool,
}

/// Marks deeper than this are not opened: real quotations nest three deep at most.
const DEEPEST: usize = 8;

struct Open {
    family: Family,
    token: usize,
}

/// All quoted stretches, by first byte; leaves a note for each double mark that never closes.
pub(crate) fn pair(text: &str, syntax: &Syntax, notes: &mut Vec<Note>) -> Vec<Quoted> {
    let mut found: Vec<Quoted> = Vec::new();
    let mut left_open = false;
    // Captions and asides between two paragraphs part nothing that is said.
    let passed_over = |paragraph: &Paragraph| {
        matches!(paragraph.kind, BlockKind::Boilerplate | BlockKind::Caption) || is_aside(paragraph.span.of(text))
    };
    let mut paragraphs =
        syntax.paragraphs.iter().enumerate().filter(|(_, paragraph)| !passed_over(paragraph)).peekable();
    while let Some((at, paragraph)) = paragraphs.next() {
        let first = found.len();
        let unclosed = pair_paragraph(text, syntax, at, &mut found);
        let was_open = left_open;
        if was_open && let Some(quoted) = found[first..].iter_mut().find(|q| q.tokens.start == paragraph.tokens.start) {
            quoted.reopened = true;
        }
        let next = paragraphs.peek().and_then(|(_, next)| next.tokens.clone().next());
        let reopens = next.is_some_and(|first| opens(text, syntax, first));
        left_open = false;
        for open in unclosed {
            // What reopened and never closes is said to the end of its paragraph.
            if (reopens || was_open && open == paragraph.tokens.start) && !left_open {
                left_open = reopens;
                let span = Span::new(syntax.tokens[open].span.start(), paragraph.span.end());
                let tokens = open..paragraph.tokens.end;
                let reopened = was_open && open == paragraph.tokens.start;
                found.push(Quoted { span, tokens, depth: 0, paragraph: at, goes_on: true, reopened });
            } else {
                notes.push(Note { span: syntax.tokens[open].span, kind: NoteKind::UnclosedQuote });
            }
        }
        // What stands inside a stretch that goes on is one deeper.
        let outer: Vec<Range<usize>> = found[first..].iter().filter(|q| q.goes_on).map(|q| q.tokens.clone()).collect();
        for quoted in &mut found[first..] {
            quoted.depth += outer.iter().filter(|o| o.start < quoted.tokens.start).count() as u8;
        }
        found[first..].sort_by_key(|quoted| quoted.tokens.start);
    }
    found
}

/// Pairs the marks of one paragraph; answers the tokens of double marks that stay open.
fn pair_paragraph(text: &str, syntax: &Syntax, paragraph: usize, found: &mut Vec<Quoted>) -> Vec<usize> {
    let tokens = syntax.paragraphs[paragraph].tokens.clone();
    let mut open: Vec<Open> = Vec::new();
    for at in tokens.clone() {
        let token = &syntax.tokens[at];
        if token.shape != Shape::Mark {
            continue;
        }
        let Some((family, _)) = mark::at(&text[token.span.range()]) else { continue };
        let partner = open.iter().rposition(|o| partners(o.family, family));
        let side = Side::of(text, syntax, at);
        let character = token.span.of(text);
        let closes = match partner {
            None => false,
            Some(_) => match family {
                Family::CurlyDouble => {
                    character != "“" || open.iter().any(|o| o.family == Family::Low) || side == Side::Close
                }
                Family::CurlySingle => character == "’" && closes_single(text, syntax, at, tokens.end),
                Family::StraightSingle => side != Side::Open && closes_single(text, syntax, at, tokens.end),
                Family::Low => false,
                Family::Guillemets
                | Family::SingleGuillemets
                | Family::Corner
                | Family::StraightDouble
                | Family::Doubled => side != Side::Open,
            },
        };
        if closes && let Some(partner) = partner {
            let start = open[partner].token;
            open.truncate(partner);
            let span = Span::new(syntax.tokens[start].span.start(), token.span.end());
            let depth = open.len() as u8;
            found.push(Quoted { span, tokens: start..at + 1, depth, paragraph, goes_on: false, reopened: false });
        } else if can_open(text, syntax, at, family, side) {
            if open.len() == DEEPEST {
                open.remove(0);
            }
            open.push(Open { family, token: at });
        }
    }
    // A single mark that never closes is an apostrophe; what stood "inside" it was not deeper.
    let lone = open.iter().filter(|o| is_single(o.family)).map(|o| o.token);
    for token in lone {
        for quoted in found.iter_mut().filter(|q| q.paragraph == paragraph && q.tokens.start > token) {
            quoted.depth = quoted.depth.saturating_sub(1);
        }
    }
    let doubles: Vec<usize> = open.iter().filter(|o| !is_single(o.family)).map(|o| o.token).collect();
    for &token in &doubles {
        for quoted in found.iter_mut().filter(|q| q.paragraph == paragraph && q.tokens.start > token) {
            quoted.depth = quoted.depth.saturating_sub(1);
        }
    }
    doubles
}

fn is_single(family: Family) -> bool {
    matches!(family, Family::CurlySingle | Family::StraightSingle)
}

fn partners(open: Family, close: Family) -> bool {
    open == close
        || (open == Family::Low && close == Family::CurlyDouble)
        || (open == Family::CurlyDouble && close == Family::StraightDouble)
        || (open == Family::StraightDouble && close == Family::CurlyDouble)
        || (open == Family::CurlySingle && close == Family::StraightSingle)
        || (open == Family::StraightSingle && close == Family::CurlySingle)
}

/// On which side of what it touches a mark stands, by white space alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Unclear,
}

impl Side {
    fn of(text: &str, syntax: &Syntax, at: usize) -> Side {
        let span = syntax.tokens[at].span;
        let before = text[..span.start()].chars().next_back();
        let after = text[span.end()..].chars().next();
        let free_left = before.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '“' | '‘' | '/' | '*' | '_' | '>')
        });
        let free_right = after.is_none_or(|c| {
            c.is_whitespace()
                || matches!(
                    c,
                    ')' | ']' | '—' | '–' | '-' | '.' | ',' | ';' | ':' | '!' | '?' | '”' | '’' | '/' | '*' | '_'
                )
        });
        match (free_left, free_right) {
            (true, false) => Side::Open,
            (false, true) => Side::Close,
            _ => Side::Unclear,
        }
    }
}

fn can_open(text: &str, syntax: &Syntax, at: usize, family: Family, side: Side) -> bool {
    let span = syntax.tokens[at].span;
    let digit_before = text[..span.start()].chars().next_back().is_some_and(|c| c.is_ascii_digit());
    match family {
        Family::CurlyDouble => span.of(text) != "”" && side != Side::Close || side == Side::Open,
        // 5'10", a 12" pipe
        Family::StraightDouble | Family::Doubled => side != Side::Close && !digit_before,
        Family::CurlySingle => span.of(text) != "’" && side == Side::Open,
        Family::StraightSingle => side == Side::Open,
        Family::Low | Family::Guillemets | Family::SingleGuillemets | Family::Corner => side != Side::Close,
    }
}

/// Whether the single mark at `at` closes a quotation and is no apostrophe of a plural (the voters’ choice).
fn closes_single(text: &str, syntax: &Syntax, at: usize, end: usize) -> bool {
    let span = syntax.tokens[at].span;
    let before = text[..span.start()].chars().next_back();
    let after = text[span.end()..].chars().next();
    if after.is_some_and(char::is_alphanumeric) {
        return false;
    }
    let after_s = before.is_some_and(|c| matches!(c, 's' | 'S'));
    if !after_s || after.is_none_or(|c| !c.is_whitespace()) {
        return true;
    }
    // “the voters’ choice”: an apostrophe, when a better closing mark follows in this paragraph.
    !(at + 1..end).any(|later| {
        let token = &syntax.tokens[later];
        token.shape == Shape::Mark
            && matches!(token.span.of(text), "’" | "'")
            && !text[token.span.end()..].starts_with(char::is_alphanumeric)
            && !text[..token.span.start()].ends_with(char::is_whitespace)
    })
}

/// Whether a paragraph's first token is a mark that opens.
fn opens(text: &str, syntax: &Syntax, at: usize) -> bool {
    let token = &syntax.tokens[at];
    token.shape == Shape::Mark && mark::at(token.span.of(text)).is_some_and(|(family, _)| !is_single(family))
}

#[cfg(test)]
mod tests {
    use super::pair;
    use crate::article::Article;
    use crate::lang::parse;
    use crate::lexicon::Lexicon;

    fn check(text: &str, want: &[(&str, u8)], n_notes: usize) {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let syntax = parse(&article, Lexicon::builtin());
        let mut notes = Vec::new();
        let found = pair(text, &syntax, &mut notes);
        let found: Vec<(&str, u8)> = found.iter().map(|quoted| (quoted.span.of(text), quoted.depth)).collect();
        assert_eq!(found, want, "{text}");
        assert_eq!(notes.len(), n_notes, "{text}");
    }

    #[test]
    fn all_families_pair() {
        check("“One,” he said. \"Two,\" she said.", &[("“One,”", 0), ("\"Two,\"", 0)], 0);
        check("\"One,” he said. “Two,\" she said.", &[("\"One,”", 0), ("“Two,\"", 0)], 0);
        check("``One,'' he said. ''Two,'' she said.", &[("``One,''", 0), ("''Two,''", 0)], 0);
        check(
            "«Un», »zwei«, „drei“ and „vier” he said",
            &[("«Un»", 0), ("»zwei«", 0), ("„drei“", 0), ("„vier”", 0)],
            0,
        );
        check("‘It’s the voters’ choice,’ he said.", &[("‘It’s the voters’ choice,’", 0)], 0);
        check("She said: 'It is Bob's.'", &[("'It is Bob's.'", 0)], 0);
    }

    #[test]
    fn apostrophes_inches_and_years_are_no_quotes() {
        check("The ’90s, 5'10\", a 12\" pipe, the voters’ choice, rock ’n’ roll.", &[], 0);
        check("Don't. The dogs' bowl. The cats' bowl.", &[], 0);
    }

    #[test]
    fn marks_nest() {
        check(
            "“He said ‘no’ and ‘yes,’” she said.",
            &[("“He said ‘no’ and ‘yes,’”", 0), ("‘no’", 1), ("‘yes,’", 1)],
            0,
        );
        check("\"He read “this” aloud,\" she said.", &[("\"He read “this” aloud,\"", 0), ("“this”", 1)], 0);
    }

    #[test]
    fn marks_reopen_in_each_paragraph() {
        let three = [("“One.", 0), ("“Two.", 0), ("“Three,”", 0)];
        check("“One.\n\n“Two.\n\n“Three,” he said.", &three, 0);
        check("“One.\n\n“Two.\n\n“Three.\n\nFour.", &[("“One.", 0), ("“Two.", 0), ("“Three.", 0)], 0);
        check("“One.\n\n(CROSSTALK)\n\n“Two.\n\n[applause from the dock]\n\n“Three,” he said.", &three, 0);
    }

    #[test]
    fn an_unclosed_mark_costs_that_quote_alone() {
        check("He said “never closed.\n\nNext. “Fine,” she said.", &[("“Fine,”", 0)], 1);
        check("He said “never closed. “Fine,” she said.", &[("“Fine,”", 0)], 1);
    }
}
