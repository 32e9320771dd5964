//! Whose clause it is: the noun phrase that is a subject, by the tree or by its place.

use super::phrase;
use crate::lang::head::Trees;
use crate::lexicon::Classes;
use crate::view::View;
use std::ops::Range;

/// The token of the subject of a verb; of a participle without one, that of the verb it depends on: “Asked about it, Holm left.”
pub(crate) fn of_verb(view: View<'_>, trees: &Trees<'_>, verb: usize) -> Option<usize> {
    let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(verb).span.start())];
    let subject_of = |verb: usize| {
        let mut tokens = sentence.tokens.clone();
        tokens.find(|&at| trees.head(at) == Some(verb) && trees.relation(at).name() == "nsubj")
    };
    let above = || trees.head(verb).filter(|_| trees.relation(verb).name() == "advcl");
    subject_of(verb).or_else(|| subject_of(above()?))
}

/// Whose clause ends last in a stretch of a sentence, where the tree tells it: “In ‘The Long Day’ she wrote of it, and her son put it so:”
/// is the son's. With the apposition behind it.
pub(crate) fn of_last_clause(view: View<'_>, trees: &Trees<'_>, stretch: Range<usize>) -> Option<Range<usize>> {
    const CLAUSES: [&str; 4] = ["root", "conj", "ccomp", "parataxis"];
    let depends =
        |at: usize, head: usize, relation: &str| trees.head(at) == Some(head) && trees.relation(at).name() == relation;
    let verb = |at: usize| {
        let head = trees.head(at).filter(|head| stretch.contains(head))?;
        match trees.relation(at).name() {
            "nsubj" => CLAUSES.contains(&trees.relation(head).name()).then_some(head),
            // “She said its director had left”: the parser takes the director for what she said.
            "obj" => (at + 1..stretch.end)
                .find(|&clause| depends(clause, head, "ccomp"))
                .filter(|&clause| !stretch.clone().any(|subject| depends(subject, clause, "nsubj"))),
            _ => None,
        }
    };
    let (_, at) = stretch.clone().filter_map(|at| Some((verb(at)?, at))).max()?;
    let end = end_of_name(trees, at, stretch.end);
    let phrase = phrase::ending_at(view, end, stretch.start)?;
    may_speak(view, &phrase, stretch.start).then(|| phrase.start..apposition(view, end, stretch.end))
}

/// One past the apposition behind a phrase: a description, or a name: “its director, Ida Holm,”.
fn apposition(view: View<'_>, end: usize, ceiling: usize) -> usize {
    let first = view.syntax.tokens.get(end + 1).filter(|_| view.is(end, ","));
    let name = first.and_then(|first| view.discourse.name_at(first.span.start()));
    let behind = name.map(|name| view.syntax.tokens_in(name.span).end);
    let closed = behind.filter(|&behind| behind < ceiling && view.is(behind, ","));
    closed.unwrap_or_else(|| phrase::apposition(view, end, ceiling))
}

/// “Ida Holm Scolds Banker:” is Ida Holm: all words of a headline have capitals, so that the verb reads as a part of the name.
pub(crate) fn of_headline(view: View<'_>, source: Range<usize>) -> Range<usize> {
    let name =
        view.discourse.names_in(view.span_of(source.clone())).next().map(|name| view.syntax.tokens_in(name.name));
    let leads = |name: &Range<usize>| name.start == source.start && name.len() > 1 && name.end < source.end;
    let all_capitals = source.clone().all(|at| view.token(at).shape.is_capital());
    name.filter(|name| all_capitals && leads(name)).unwrap_or(source)
}

/// One past the name whose first token is `first`: its others depend on that.
pub(crate) fn end_of_name(trees: &Trees<'_>, first: usize, ceiling: usize) -> usize {
    let is_part = |&next: &usize| trees.head(next) == Some(first) && trees.relation(next).name() == "flat";
    (first + 1..ceiling).take_while(is_part).last().unwrap_or(first) + 1
}

/// The first noun phrase of a clause that could be its subject: a name, a pronoun, or a noun that can speak.
pub(crate) fn first(view: View<'_>, from: usize, to: usize) -> Option<Range<usize>> {
    let mut at = from;
    while at < to {
        // Skip what stands before the subject: “On Monday,”, “In a statement,”
        if view.has(at, Classes::PREPOSITION | Classes::CONJUNCTION) {
            match phrase::starting_at(view, at + 1, to) {
                Some(range) => at = range.end,
                None => at += 1,
            }
            continue;
        }
        if let Some(range) = phrase::starting_at(view, at, to) {
            if may_speak(view, &range, from) {
                return Some(range);
            }
            at = range.end.max(at + 1);
        } else {
            at += 1;
        }
    }
    None
}

/// Whether a noun phrase is a name, a pronoun or a noun that can speak; a capital that opens the clause at `from` tells no name.
fn may_speak(view: View<'_>, phrase: &Range<usize>, from: usize) -> bool {
    let is_name = |at: usize| {
        let opens = at == from && view.has(at, Classes::COMMON) && !view.has(at, Classes::PRONOUN);
        view.token(at).shape.is_capital() && !view.has(at, Classes::CALENDAR) && !opens
    };
    let speaks = view.has(phrase.end - 1, phrase::SPEAKING_NOUN)
        || view.has(phrase.start, Classes::HE | Classes::SHE)
        || ["they", "we", "i"].iter().any(|word| view.is(phrase.start, word))
        || phrase.clone().any(is_name);
    speaks && !view.is(phrase.start, "it")
}
