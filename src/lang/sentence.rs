//! Sentence ends, also inside quotations and after abbreviations.

use super::{Paragraph, Sentence, Shape, Token};
use crate::lexicon::{Classes, Lexicon};
use crate::text::Id;

/// A sentence is cut after this many tokens: no rule looks further, and text without a full stop must not cost quadratic time.
const LONGEST_TOKENS: usize = 1000;

/// Appends the sentences of the paragraph whose tokens are `tokens[first..]`.
pub(super) fn split(
    text: &str,
    first: usize,
    paragraph: Id<Paragraph>,
    lexicon: &Lexicon,
    tokens: &[Token],
    sentences: &mut Vec<Sentence>,
) {
    let mut start = first;
    let mut at = first;
    while at < tokens.len() {
        let end = closing(text, tokens, at + 1);
        if end == tokens.len() || at - start >= LONGEST_TOKENS || is_end(text, tokens, at, end, lexicon) {
            push(start, end, paragraph, tokens, sentences);
            start = end;
            at = end;
        } else {
            at += 1;
        }
    }
    if start < tokens.len() {
        push(start, tokens.len(), paragraph, tokens, sentences);
    }
}

fn push(start: usize, end: usize, paragraph: Id<Paragraph>, tokens: &[Token], sentences: &mut Vec<Sentence>) {
    let span = tokens[start].span.join(tokens[end - 1].span);
    sentences.push(Sentence { span, tokens: start..end, paragraph });
}

/// One past the closing marks and brackets that follow at once, without white space, from token `at` on.
fn closing(text: &str, tokens: &[Token], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        let touches = tokens[at - 1].span.end() == token.span.start();
        let closes = token.shape == Shape::Mark || matches!(token.span.of(text), ")" | "]");
        if !(touches && closes) {
            break;
        }
        // A mark that touches the word after it opens.
        if token.shape == Shape::Mark
            && tokens.get(at + 1).is_some_and(|next| next.span.start() == token.span.end() && next.shape.is_word())
        {
            break;
        }
        at += 1;
    }
    at
}

/// Whether a sentence ends with token `at`, when `next` is the first token behind it and what closes with it.
fn is_end(text: &str, tokens: &[Token], at: usize, next: usize, lexicon: &Lexicon) -> bool {
    let word = tokens[at].span.of(text);
    let follower = &tokens[next];
    // Nothing ends a sentence inside a word: breitbart.com, 4.1
    if tokens[next - 1].span.end() == follower.span.start() {
        return false;
    }
    let opener = follower.shape == Shape::Mark || matches!(follower.span.of(text), "(" | "[" | "—" | "–" | "--" | "•");
    let behind = if opener { next + 1 } else { next };
    let starts = tokens.get(behind).is_none_or(|token| token.shape.is_capital() || token.shape == Shape::Number)
        || follower.shape == Shape::Mark;
    match word {
        "." | "!" | "?" | "…" | "..." | "...." | "?!" => {
            if !starts {
                return false;
            }
            // “Julie A. Diaz”: the point of an initial.
            let initial = word == "."
                && at > 1
                && next == at + 1
                && matches!(tokens[at - 1].span.of(text), "A" | "I")
                && tokens[at - 2].shape == Shape::Capital
                && tokens[at - 1].span.end() == tokens[at].span.start()
                && !lexicon.classes(tokens[at - 2].word).intersects(Classes::COMMON);
            if initial && tokens[at - 1].span.of(text) == "A" {
                return false;
            }
            // “Why?” Trump asked: the question ends, the sentence that reports it does not.
            let quoted_end = word != "." && next > at + 1;
            !(quoted_end && reports(tokens, next, lexicon))
        }
        _ if word.len() > 1 && word.ends_with('.') => {
            // The point of an abbreviation ends a sentence too when a word follows that is no name: “… in the U.S. The …”
            let title = lexicon.classes(tokens[at].word).intersects(Classes::TITLE);
            let initial = word.chars().count() == 2;
            let common = tokens.get(behind).is_some_and(|token| {
                token.shape.is_capital()
                    && lexicon.classes(token.word).intersects(Classes::COMMON)
                    && !is_month(token, lexicon)
            });
            (next > at + 1 && starts && !title)
                || (common || follower.shape == Shape::Mark && starts) && !title && !initial
        }
        _ => false,
    }
}

fn is_month(token: &Token, lexicon: &Lexicon) -> bool {
    lexicon.classes(token.word).intersects(Classes::CALENDAR)
}

/// Whether the words from `at` on begin like the clause that reports a quote: a name or short subject, then a verb of speech.
fn reports(tokens: &[Token], at: usize, lexicon: &Lexicon) -> bool {
    const LONGEST_SUBJECT: usize = 5;
    for token in tokens.iter().skip(at).take(LONGEST_SUBJECT) {
        let classes = lexicon.classes(token.word);
        if classes.intersects(Classes::SPEECH_VERB) && token.shape == Shape::Lower {
            return true;
        }
        let subject = token.shape.is_capital()
            || classes
                .intersects(Classes::DETERMINER | Classes::PRONOUN | Classes::ROLE | Classes::GROUP | Classes::ADVERB);
        if !subject {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::lang::parse;
    use crate::lexicon::Lexicon;

    fn check(text: &str, want: &[&str]) {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let syntax = parse(&article, Lexicon::builtin());
        let found: Vec<&str> = syntax.sentences.iter().map(|sentence| sentence.span.of(text)).collect();
        assert_eq!(found, want);
    }

    #[test]
    fn ends_at_points_but_not_at_abbreviations() {
        check("Mr. Lee came. He left.", &["Mr. Lee came.", "He left."]);
        check("It grew in the U.S. The rest fell.", &["It grew in the U.S.", "The rest fell."]);
        check("The U.S. Senate met on Jan. 5. It voted.", &["The U.S. Senate met on Jan. 5.", "It voted."]);
        check("J. K. Lee won 4.1 percent.", &["J. K. Lee won 4.1 percent."]);
    }

    #[test]
    fn a_quotation_ends_with_its_marks() {
        check("“It is old.” She left.", &["“It is old.”", "She left."]);
        check("“Why?” he asked.", &["“Why?” he asked."]);
        check("“Why now?” Ann Lee asked. “Why?”", &["“Why now?” Ann Lee asked.", "“Why?”"]);
        check("He said: “We won.” “We did,” she said.", &["He said: “We won.”", "“We did,” she said."]);
    }
}
