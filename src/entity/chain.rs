//! Mention to entity within one article: the fullest name wins, a shared surname alone never decides.

use super::mention::{Named, Part};
use super::{Discourse, Entity, EntityKind, Gender, Mention, MentionKind};
use super::{epithet, firm};
use crate::lexicon::{Classes, Lexicon, are_forms_of_one};
use crate::text::fold::fold;
use crate::text::{Id, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// An entity while mentions are gathered.
struct Draft {
    entity: Entity,
    /// Mentions by a name of several words.
    n_full: usize,
    /// Folded words of its fullest name, suffixes last.
    words: Vec<String>,
    first: usize,
}

/// A bearer of a shared surname is the one meant when named in full this many times as often as each other, one less when named first.
const DOMINANT: usize = 3;

/// Drafts by the words that can stand for them: the first and the last of a name, the acronym of a body.
#[derive(Default)]
struct ByWord(FxHashMap<String, Vec<usize>>);

impl ByWord {
    fn add(&mut self, word: String, draft: usize) {
        let drafts = self.0.entry(word).or_default();
        if drafts.last() != Some(&draft) {
            drafts.push(draft);
        }
    }

    fn add_name(&mut self, words: &[String], draft: usize) {
        let bare = without_suffix(unregistered(words));
        for word in [bare.first(), bare.last(), words.last()].into_iter().flatten() {
            self.add(word.clone(), draft);
        }
        if words.len() > 1 {
            self.add(acronym(words), draft);
        }
    }

    fn get(&self, word: &str) -> &[usize] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}

/// Chains `names`, which are by first byte.
pub(super) fn link(text: &str, mut names: Vec<Named>, lexicon: &Lexicon) -> Discourse {
    epithet::drop_epithets(text, &mut names);
    let mut by_word = ByWord::default();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut of: Vec<Option<usize>> = vec![None; names.len()];
    let titled = titled(text, &names);
    let alone: FxHashSet<String> = names
        .iter()
        .filter(|named| named.parts.len() == 1 && !named.in_headline)
        .map(|named| fold(named.parts[0].of(text)))
        .collect();
    // Full names first, wherever they stand: a headline or a lead may use the surname before the article introduces its bearer.
    for pass in [Pass::Full, Pass::Doubtful, Pass::Short] {
        for (at, named) in names.iter().enumerate() {
            let full = named.parts.len() > 1;
            // “Angry Lee left”: a word that only begins the sentence must not become a forename.
            let doubtful = full && named.opens && !named.certain;
            let turn = if doubtful {
                Pass::Doubtful
            } else if full {
                Pass::Full
            } else {
                Pass::Short
            };
            if of[at].is_some() || turn != pass || named.parts.is_empty() {
                continue;
            }
            let words: Vec<String> =
                named.parts.iter().map(|part| fold(part.of(text)).trim_end_matches('.').to_owned()).collect();
            let known = if full {
                find_full(&drafts, &by_word, named, &words)
            } else {
                let gender = named.gender.or_else(|| titled.get(&words[0]).copied().flatten());
                find_short(&drafts, &by_word, gender, &words[0])
            };
            if let (true, Known::None, Some(last)) = (doubtful, &known, words.last())
                && let Known::One(draft) = find_short(&drafts, &by_word, named.gender, last)
                && drafts[draft].entity.kind == EntityKind::Person
            {
                of[at] = Some(draft);
                continue;
            }
            match known {
                Known::One(draft) => {
                    by_word.add_name(&words, draft);
                    absorb(&mut drafts[draft], text, named, words);
                    of[at] = Some(draft);
                }
                Known::None if !full && mistaken(&drafts, &by_word, lexicon, named, &words[0]).is_some() => {
                    of[at] = mistaken(&drafts, &by_word, lexicon, named, &words[0]);
                    if let Some(draft) = of[at] {
                        absorb(&mut drafts[draft], text, named, words);
                    }
                }
                Known::None if !full && misspelt(&drafts, lexicon, named, &words[0]).is_some() => {
                    of[at] = misspelt(&drafts, lexicon, named, &words[0]);
                }
                Known::None if !named.in_headline || is_told_below(named, &words, &alone) => {
                    of[at] = Some(drafts.len());
                    by_word.add_name(&words, drafts.len());
                    drafts.push(draft(text, named, words, at));
                }
                Known::Several(bearers) => {
                    let gender = named.gender.or_else(|| titled.get(&words[0]).copied().flatten());
                    of[at] = introduced_first(text, &drafts, (&bearers, gender), &names, &of, at);
                    if let Some(draft) = of[at] {
                        absorb(&mut drafts[draft], text, named, words);
                    }
                }
                Known::None => {}
            }
        }
    }
    finish(text, &names, drafts, &of)
}

/// Whether a full name in a headline, where every word has a capital, is a person's: a forename, and a family name that stands alone in the
/// text below.
fn is_told_below(named: &Named, words: &[String], alone: &FxHashSet<String>) -> bool {
    named.certain
        && named.kind == EntityKind::Person
        && named.words.first() == Some(&Part::Forename)
        && (2..4).contains(&words.len())
        && words.last().is_some_and(|last| alone.contains(last))
}

#[derive(PartialEq, Eq)]
enum Pass {
    Full,
    /// Full by shape alone, at the start of a sentence.
    Doubtful,
    Short,
}

enum Known {
    None,
    One(usize),
    /// More than one bearer, none of them named far more often.
    Several(Vec<usize>),
}

fn find_full(drafts: &[Draft], by_word: &ByWord, named: &Named, words: &[String]) -> Known {
    let fits = |&at: &usize| {
        let draft = &drafts[at];
        draft.words == words
            || draft.entity.kind == EntityKind::Person
                && named.kind == EntityKind::Person
                && same_person(&draft.words, words)
            || draft.entity.kind == named.kind
                && named.kind == EntityKind::Organization
                && draft.words.len() > 1
                && (draft.words.ends_with(words) || unregistered(&draft.words) == unregistered(words))
    };
    let last = without_suffix(unregistered(words)).last().map_or("", String::as_str);
    by_word.get(last).iter().copied().find(fits).map_or(Known::None, Known::One)
}

/// "Donald J. Trump" and "Donald Trump"; not "Donald Trump Jr.", not "Melania Trump".
fn same_person(one: &[String], other: &[String]) -> bool {
    if suffix(one) != suffix(other) {
        return false;
    }
    let (one, other) = (without_suffix(one), without_suffix(other));
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let forenames = short.first().zip(long.first());
    let alike = |(one, other): (&String, &String)| {
        one == other || are_forms_of_one(one, other) || differ_in_a_double(one, other)
    };
    // “Guajardo Villarreal” and “de Blasio” are surnames of two words.
    short.len() > 1 && short.last() == long.last() && (forenames.is_some_and(alike) || long.ends_with(short))
}

/// Whether two words are the same but for letters that one has doubled: “Hillary” and “Hilary”.
fn differ_in_a_double(one: &str, other: &str) -> bool {
    let single = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        letters
    };
    // Told first of what is cheap: a hostile text has thousands of names to compare.
    one.len() > 3
        && one.len().abs_diff(other.len()) < 3
        && one.chars().next() == other.chars().next()
        && single(one) == single(other)
}

fn suffix(words: &[String]) -> Option<&str> {
    words.last().map(String::as_str).filter(|word| is_suffix(word))
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// “Vale Foods Inc.” is Vale Foods.
fn unregistered(words: &[String]) -> &[String] {
    match words.split_last() {
        Some((last, rest)) if firm::is_registered(last) && !rest.is_empty() => rest,
        _ => words,
    }
}

fn without_suffix(words: &[String]) -> &[String] {
    match words.split_last() {
        Some((last, rest)) if is_suffix(last) => rest,
        _ => words,
    }
}

/// The gender that courtesy titles tell of each surname used alone; `None` where they differ. Where “Mr. Holm” is nobody's full name, “Holm”
/// is not Ida Holm.
fn titled(text: &str, names: &[Named]) -> FxHashMap<String, Option<Gender>> {
    let mut titled: FxHashMap<String, Option<Gender>> = FxHashMap::default();
    for named in names {
        if let ([part], Some(gender)) = (named.parts.as_slice(), named.gender) {
            let known = titled.entry(fold(part.of(text))).or_insert(Some(gender));
            *known = known.filter(|&known| known == gender);
        }
    }
    titled
}

/// The bearer of a surname or forename used alone.
fn find_short(drafts: &[Draft], by_word: &ByWord, gender: Option<Gender>, word: &str) -> Known {
    let candidates: Vec<usize> = by_word
        .get(word)
        .iter()
        .copied()
        .filter(|&at| {
            let draft = &drafts[at];
            let words = without_suffix(&draft.words);
            let person = draft.entity.kind == EntityKind::Person;
            let fits = words.len() == 1 && words[0] == word
                || person
                    && (words.last().is_some_and(|last| last == word)
                        || words.first().is_some_and(|first| first == word))
                || !person && acronym(&draft.words) == word && word.len() > 1;
            let differs = gender.is_some() && draft.entity.gender.is_some_and(|known| Some(known) != gender);
            fits && !differs
        })
        .collect();
    // Who is a person for sure is meant rather than capitals that may be one, and who bears the word as a family name rather than as a forename.
    let is_sure = |&at: &usize| drafts[at].entity.certain;
    let is_family_name = |&at: &usize| without_suffix(&drafts[at].words).last().is_some_and(|last| last == word);
    let candidates = preferred(preferred(candidates, is_sure), is_family_name);
    match candidates.as_slice() {
        [] => Known::None,
        [one] => Known::One(*one),
        several => {
            // A surname alone means the person whom the article is about: in full far more often than the others, or before them.
            let most = |&at: &usize| (drafts[at].n_full, std::cmp::Reverse(drafts[at].first));
            let dominant = several.iter().copied().max_by_key(most).expect("there are several");
            let clear = several.iter().all(|&at| {
                let first = drafts[dominant].first < drafts[at].first;
                let times = if first { DOMINANT - 1 } else { DOMINANT };
                at == dominant
                    || drafts[at].n_full * times <= drafts[dominant].n_full
                    || first && drafts[at].n_full <= 1 && drafts[dominant].n_full > 1
            });
            if clear { Known::One(dominant) } else { Known::Several(candidates) }
        }
    }
}

/// Those that are, where any is.
fn preferred(all: Vec<usize>, is: impl Fn(&usize) -> bool) -> Vec<usize> {
    let some: Vec<usize> = all.iter().copied().filter(is).collect();
    if some.is_empty() { all } else { some }
}

/// How far back a namesake is looked for: names, bytes, and ends of paragraphs.
const NEAR: (usize, usize, usize) = (32, 2000, 1);

/// Of the bearers of a surname alone, of the gender that its title tells, the one whom the article introduces first: a relative who comes in
/// later is named in full each time. Nobody where another is named in full far more often, or is named in this paragraph or the one before.
fn introduced_first(
    text: &str,
    drafts: &[Draft],
    (bearers, gender): (&[usize], Option<Gender>),
    names: &[Named],
    of: &[Option<usize>],
    at: usize,
) -> Option<usize> {
    /// More bearers than any real family has: a bound on hostile texts.
    const BEARERS: usize = 64;
    if bearers.len() > BEARERS {
        return None;
    }
    let may_be = |&&at: &&usize| {
        let entity = &drafts[at].entity;
        entity.kind == EntityKind::Person && entity.certain && (gender.is_none() || entity.gender == gender)
    };
    let first = bearers.iter().filter(may_be).copied().min_by_key(|&at| drafts[at].first)?;
    let other = |at: usize| at != first && bearers.contains(&at);
    let outdone = bearers.iter().any(|&at| other(at) && drafts[at].n_full >= drafts[first].n_full * DOMINANT);
    let here = names[at].span.start();
    let (n_names, n_bytes, n_ends) = NEAR;
    let before = names[..at].iter().zip(&of[..at]).rev().take(n_names);
    let near = before.take_while(|(named, _)| {
        let end = named.span.end().min(here);
        here - end < n_bytes && text[end..here].split('\n').filter(|line| !line.trim().is_empty()).count() <= n_ends + 1
    });
    let is_near = near.filter_map(|(_, of)| *of).any(other);
    (drafts[first].n_full > 0 && !outdone && !is_near).then_some(first)
}

/// The one name that was taken for a body's and is a person's, because its last word alone is one: “Rahela Holm”, where the article goes on
/// with “Holm”.
fn mistaken(drafts: &[Draft], by_word: &ByWord, lexicon: &Lexicon, named: &Named, word: &str) -> Option<usize> {
    let is_forename = |word: &str| {
        let classes = lexicon.classes(lexicon.find(word)) | lexicon.rare_forename(word);
        classes.intersects(Classes::MAN | Classes::WOMAN) && !classes.intersects(Classes::PLACE | Classes::CITY)
    };
    let fits = |&&at: &&usize| match drafts[at].words.as_slice() {
        [first, last] => drafts[at].entity.kind == EntityKind::Organization && last == word && is_forename(first),
        _ => false,
    };
    let mut found = by_word.get(word).iter().filter(fits).filter(|_| named.certain && named.kind == EntityKind::Person);
    let one = found.next()?;
    found.next().is_none().then_some(*one)
}

/// The one person whose family name a word that is nobody's differs from by a single letter: “Quarholt” of Ida Quarrholt. A usual family name,
/// and a short one, is somebody else's.
fn misspelt(drafts: &[Draft], lexicon: &Lexicon, named: &Named, word: &str) -> Option<usize> {
    const LETTERS: std::ops::RangeInclusive<usize> = 6..=30;
    const PEOPLE: usize = 1000;
    let usual = lexicon.classes(lexicon.find(word)).intersects(Classes::SURNAME | Classes::PLACE | Classes::CITY);
    if usual || !LETTERS.contains(&word.len()) || named.certain && named.kind != EntityKind::Person {
        return None;
    }
    let alike = |draft: &Draft| {
        let last = without_suffix(&draft.words).last().filter(|_| draft.words.len() > 1);
        draft.entity.kind == EntityKind::Person
            && last.is_some_and(|last| {
                last.chars().next() == word.chars().next()
                    && last.len().abs_diff(word.len()) < 2
                    && strsim::levenshtein(last, word) == 1
            })
    };
    let mut found = drafts.iter().take(PEOPLE).enumerate().filter(|(_, draft)| alike(draft)).map(|(at, _)| at);
    let one = found.next()?;
    found.next().is_none().then_some(one)
}

fn acronym(words: &[String]) -> String {
    words
        .iter()
        .filter(|word| !matches!(word.as_str(), "of" | "the" | "for" | "and" | "on"))
        .filter_map(|word| word.chars().next())
        .collect()
}

fn draft(text: &str, named: &Named, words: Vec<String>, at: usize) -> Draft {
    Draft {
        entity: Entity {
            name: display(text, named),
            kind: named.kind,
            certain: named.certain,
            role: role(text, named),
            affiliation: None,
            gender: named.gender,
            aliases: Vec::new(),
        },
        n_full: usize::from(words.len() > 1),
        words,
        first: at,
    }
}

/// Adds what one more mention tells.
fn absorb(draft: &mut Draft, text: &str, named: &Named, words: Vec<String>) {
    let shown = display(text, named);
    draft.n_full += usize::from(words.len() > 1);
    let entity = &mut draft.entity;
    entity.gender = entity.gender.or(named.gender);
    if entity.role.is_none() && named.kind == EntityKind::Person {
        entity.role = role(text, named);
    }
    if named.certain && named.kind == EntityKind::Person {
        (entity.kind, entity.certain) = (EntityKind::Person, true);
    }
    if shown == entity.name {
        return;
    }
    // “Harbor Widow Ida Holm” is no fuller name of Ida Holm.
    let described = draft.words.len() > 1
        && words.ends_with(&draft.words)
        && named.words.iter().take(words.len() - draft.words.len()).any(|&part| part != Part::Forename)
        && named.words[words.len() - draft.words.len()] == Part::Forename;
    let fuller = words.len() > draft.words.len() && !named.in_headline && !described;
    if fuller {
        let old = std::mem::replace(&mut entity.name, shown);
        draft.words = words;
        add_alias(entity, old);
    } else {
        add_alias(entity, shown);
    }
}

fn add_alias(entity: &mut Entity, alias: String) {
    if alias != entity.name && !entity.aliases.contains(&alias) {
        entity.aliases.push(alias);
    }
}

/// The name as shown: without the possessive ending, and without a mark that closes what opens before the name: ‘Bobby’ Holm.
fn display(text: &str, named: &Named) -> String {
    let name = named.name.of(text).trim_end_matches("’s").trim_end_matches("'s");
    let words: Vec<&str> = name.split_whitespace().collect();
    // “Bankers’ League” keeps its apostrophe.
    let whole = named.kind != EntityKind::Person || words.iter().any(|word| word.starts_with(['“', '‘', '"', '\'']));
    let last = words.len().saturating_sub(1);
    let unmarked = |(at, word): (usize, &&str)| {
        let word = if whole || at == last { word } else { word.trim_end_matches(['”', '’', '"']) };
        word.to_owned()
    };
    let name = words.iter().enumerate().map(unmarked).collect::<Vec<_>>().join(" ");
    // A transcript's label: DWAYNE PRUITT is the Dwayne Pruitt of other articles.
    let shouted = (named.parts.len() > 1 || named.is_label)
        && named.kind == EntityKind::Person
        && !name.chars().any(char::is_lowercase);
    if shouted { capitalized(&name) } else { name }
}

fn capitalized(name: &str) -> String {
    let mut first = true;
    let letters = name.chars().flat_map(|c| {
        let shown: Vec<char> = if first { vec![c] } else { c.to_lowercase().collect() };
        first = !c.is_alphabetic() && c != '\'' && c != '’';
        shown
    });
    letters.collect()
}

/// Nouns that tell what a person is to somebody else, and nothing of who it is: “his rival Holm”.
const RELATIONS: &[&str] =
    &["rival", "opponent", "supporter", "critic", "friend", "colleague", "neighbor", "neighbour", "person", "insider"];

/// The words before the name that tell what the person is; a courtesy title tells nothing.
fn role(text: &str, named: &Named) -> Option<String> {
    let words: Vec<&str> = named.role?.of(text).split_whitespace().collect();
    let courtesy = words.iter().all(|word| {
        let word = word.trim_end_matches('.');
        matches!(word, "Mr" | "Mrs" | "Ms" | "Miss" | "Dr" | "Sir" | "Madam") || word.eq_ignore_ascii_case("former")
    });
    let relation = words.last().is_some_and(|word| RELATIONS.iter().any(|noun| word.eq_ignore_ascii_case(noun)));
    (!courtesy && !relation).then(|| words.join(" "))
}

fn finish(text: &str, names: &[Named], drafts: Vec<Draft>, of: &[Option<usize>]) -> Discourse {
    let mentions = names.iter().zip(of).map(|(named, draft)| Mention {
        span: named.span,
        name: Span::new(
            named.name.start(),
            named.name.start() + named.name.of(text).trim_end_matches("’s").trim_end_matches("'s").len(),
        ),
        kind: MentionKind::Name,
        entity: draft.map(Id::new),
    });
    let mentions = mentions.collect();
    let mut entities: Vec<Entity> = drafts.into_iter().map(|draft| draft.entity).collect();
    // One-word unknowns with a gendered title are people; nothing else can be told of them.
    for entity in &mut entities {
        if entity.gender.is_some() && entity.kind == EntityKind::Organization {
            entity.kind = EntityKind::Person;
        }
    }
    Discourse { mentions, entities }
}
