//! What each token is a sign of, a bit for each sort: told once an article, so that any stretch of it is counted and never read again.

use super::sign;
use crate::lang::Shape;
use crate::lang::form::Form;
use crate::lang::tag::Tag;
use crate::lexicon::Classes;
use crate::view::View;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Sorts of tokens that are counted as facts: their names, up to how many, and how many together are one.
#[rustfmt::skip]
pub(super) const COUNTED: [(&str, usize, usize); 33] = [
    ("events", 3, 1), ("comparisons", 3, 1), ("causes", 3, 1), ("rules", 3, 1), ("hedges", 3, 1), ("opinions", 3, 1), ("attitudes", 3, 1),
    ("speech", 3, 1), ("negations", 3, 1), ("groups", 3, 1), ("bodies", 3, 1), ("documents", 3, 1), ("roles", 3, 1),
    ("past", 2, 1), ("present", 2, 1), ("modals", 2, 1), ("gerunds", 2, 1), ("superlatives", 2, 1), ("comparatives", 2, 1), ("participles", 2, 1),
    ("capitals", 5, 2), ("first person", 2, 1), ("we", 2, 1), ("you", 2, 1), ("third person", 2, 1),
    ("places", 2, 1), ("peoples", 2, 1), ("calendar", 2, 1), ("digits", 3, 1),
    ("signs of comparison", 3, 1), ("signs of a rule", 3, 1), ("signs of politics", 3, 1), ("signs of saying", 3, 1),
];

/// A sort of tokens: its place in [`COUNTED`], or one behind.
pub(super) type Sort = usize;

/// The classes of the lexicon that the first sorts are, where they begin with a small letter.
const CLASSES: [Classes; 13] = [
    Classes::EVENT,
    Classes::COMPARISON,
    Classes::CAUSE,
    Classes::RULE,
    Classes::HEDGE,
    Classes::OPINION,
    Classes::STANCE_VERB,
    Classes::SPEECH_VERB,
    Classes::NEGATION,
    Classes::GROUP,
    Classes::BODY,
    Classes::DOCUMENT,
    Classes::ROLE,
];
pub(super) const OPINION: Sort = 5;
pub(super) const PAST: Sort = 13;
pub(super) const PRESENT: Sort = 14;
pub(super) const MODAL: Sort = 15;
const GERUND: Sort = 16;
const SUPERLATIVE: Sort = 17;
const COMPARATIVE: Sort = 18;
const PARTICIPLE: Sort = 19;
const CAPITAL: Sort = 20;
const FIRST: Sort = 21;
const WE: Sort = 22;
const YOU: Sort = 23;
const THIRD: Sort = 24;
const PLACE: Sort = 25;
const PEOPLE: Sort = 26;
const CALENDAR: Sort = 27;
pub(super) const DIGITS: Sort = 28;
/// The first of the sorts that [`sign::SIGNS`] lists.
const SIGN: Sort = 29;
pub(super) const WORD: Sort = 33;
/// Tells what a text is about: nouns, names, verbs, adjectives.
pub(super) const CONTENT: Sort = 34;
pub(super) const CAUSE: Sort = 35;
pub(super) const FUTURE: Sort = 36;
/// Verbs of what something looks like or means.
pub(super) const APPEARANCE: Sort = 37;
/// Adverbs of intention: what somebody has in mind is in no record.
pub(super) const INTENTION: Sort = 38;
/// "in recent years": a time that cannot be found out.
pub(super) const VAGUE_TIME: Sort = 39;
/// A time that can be found out: "later in the year".
pub(super) const TIME: Sort = 40;
/// Acts between parties, which both sides and their records tell.
pub(super) const DEALING: Sort = 41;
/// Parties that are not named.
pub(super) const PARTY: Sort = 42;
pub(super) const SINCE: Sort = 43;
/// "the first since 2009", "the lowest since the war"
pub(super) const RANK: Sort = 44;
/// To say nothing: there is nothing to check but that.
pub(super) const SILENCE: Sort = 45;
/// "quoted here": what an article says of its own words.
pub(super) const OF_ITSELF: Sort = 46;
/// Words that deny what a clause says.
pub(super) const NOT: Sort = 47;
/// Words that may be a sign of cause: those of [`sign`].
const CAUSE_WORD: Sort = 48;
/// Personal pronouns, by their tag.
const PRONOUN: Sort = 49;

/// Persons that are told apart; any other is a third one.
const PERSONS: u64 = 1 << FIRST | 1 << WE | 1 << YOU;

/// Words of those sorts that words tell; some count in certain company alone, see [`Marks::of`].
#[rustfmt::skip]
const WORDS: [(Sort, &[&str]); 15] = [
    (FIRST, &["i", "me", "my", "myself"]),
    (WE, &["we", "us", "our", "ours"]),
    (YOU, &["you", "your"]),
    (FUTURE, &["will", "’ll", "going"]),
    (APPEARANCE, &["appeared", "appears", "marked", "marks", "reflects", "seemed", "seems", "signals", "symbolizes", "underscores"]),
    (INTENTION, &["deliberately", "intentionally", "purposely", "willfully"]),
    (VAGUE_TIME, &["recent"]),
    (TIME, &["year", "month", "week"]),
    (DEALING, &["agreed", "discussed", "met", "negotiated", "signed", "spoke", "struck", "talked", "visited"]),
    (PARTY, &["both", "leaders", "ministers", "presidents", "sides", "they", "two"]),
    (RANK, &["first", "only"]),
    (SILENCE, &["avoided", "declined", "demurred", "dodged", "refused"]),
    (OF_ITSELF, &["quoted", "this"]),
    (SINCE, &["since"]),
    (NOT, &["n't", "never", "not", "nt"]),
];

/// The sorts of each token of an article.
#[derive(Debug)]
pub(super) struct Marks(Vec<u64>);

impl Marks {
    /// Those of all tokens.
    pub(super) fn of(view: View<'_>) -> Marks {
        let mut marks = Vec::with_capacity(view.syntax.tokens.len());
        for sentence in &view.syntax.sentences {
            marks.extend(sentence.tokens.clone().map(|at| sorts(view, at, sentence.tokens.end)));
        }
        Marks(marks)
    }

    /// Whether token `at` is of that sort.
    pub(super) fn is(&self, at: usize, sort: Sort) -> bool {
        self.0[at] >> sort & 1 == 1
    }

    /// Whether any token of a stretch is.
    pub(super) fn any(&self, tokens: &Range<usize>, sort: Sort) -> bool {
        self.first(tokens, sort).is_some()
    }

    /// All sorts of the tokens of a stretch, a bit each.
    pub(super) fn all(&self, tokens: &Range<usize>) -> u64 {
        self.0[tokens.clone()].iter().fold(0, |all, sorts| all | sorts)
    }

    /// The first token of a stretch that is.
    pub(super) fn first(&self, tokens: &Range<usize>, sort: Sort) -> Option<usize> {
        tokens.clone().find(|&at| self.is(at, sort))
    }

    /// How many tokens of a stretch are of each sort.
    pub(super) fn counts(&self, tokens: &Range<usize>) -> [usize; u64::BITS as usize] {
        let mut counts = [0; u64::BITS as usize];
        for &sorts in &self.0[tokens.clone()] {
            let mut left = sorts;
            while left != 0 {
                counts[left.trailing_zeros() as usize] += 1;
                left &= left - 1;
            }
        }
        counts
    }
}

/// The sorts of any word of that tag.
fn of_tag(tag: &str) -> u64 {
    let sorts: &[Sort] = match tag {
        "VBD" => &[PAST],
        "VBZ" | "VBP" => &[PRESENT],
        "MD" => &[MODAL],
        "VBG" => &[GERUND],
        "JJS" | "RBS" => &[SUPERLATIVE, RANK],
        "JJR" | "RBR" => &[COMPARATIVE],
        "VBN" => &[PARTICIPLE],
        "NNP" | "NNPS" => &[CAPITAL],
        "PRP" | "PRP$" => &[PRONOUN],
        _ => &[],
    };
    // Nouns, names, verbs, adjectives.
    let is_content = ["NN", "VB", "JJ"].iter().any(|class| tag.starts_with(class));
    sorts.iter().fold(u64::from(is_content) << CONTENT, |all, sort| all | 1 << sort)
}

/// The sorts of token `at` of a sentence that ends at `end`.
fn sorts(view: View<'_>, at: usize, end: usize) -> u64 {
    static BY_WORD: OnceLock<FxHashMap<u32, u64>> = OnceLock::new();
    static BY_STEM: OnceLock<FxHashMap<u32, u64>> = OnceLock::new();
    static BY_TAG: OnceLock<Vec<u64>> = OnceLock::new();
    let by_word = BY_WORD.get_or_init(|| {
        let mut by_word: FxHashMap<u32, u64> = FxHashMap::default();
        for (sort, words) in WORDS {
            for word in words {
                *by_word.entry(Form::of(word).word).or_default() |= 1 << sort;
            }
        }
        for word in sign::cause_words() {
            *by_word.entry(Form::of(word).word).or_default() |= 1 << CAUSE_WORD;
        }
        by_word
    });
    let by_stem = BY_STEM.get_or_init(|| {
        let signs = sign::SIGNS.iter().enumerate();
        let words = signs.flat_map(|(sort, words)| words.iter().map(move |word| (word, SIGN + sort)));
        words.map(|(word, sort)| (Form::of(word).stem, 1 << sort)).collect()
    });
    let by_tag = BY_TAG.get_or_init(|| Tag::all().map(|tag| of_tag(tag.name())).collect());
    let (token, form, tag) = (view.token(at), &view.syntax.forms[at], view.syntax.tags[at]);
    let mut sorts = by_word.get(&form.word).copied().unwrap_or(0) | by_tag[tag.number() as usize];
    let mut set = |sort: Sort, holds: bool| sorts |= u64::from(holds) << sort;
    let classes = view.lexicon.classes(token.word);
    let is_lower = token.shape == Shape::Lower;
    if is_lower {
        if !classes.is_empty() {
            CLASSES.iter().enumerate().for_each(|(sort, class)| set(sort, classes.intersects(*class)));
        }
        if sorts >> CAUSE_WORD & 1 == 1 {
            sorts |= u64::from(sign::states_cause(view, at, end)) << CAUSE;
        }
    }
    let mut set = |sort: Sort, holds: bool| sorts |= u64::from(holds) << sort;
    let is_capital = token.shape.is_capital();
    set(PLACE, is_capital && classes.intersects(Classes::PLACE));
    set(PEOPLE, is_capital && classes.intersects(Classes::PEOPLE_OF));
    set(CALENDAR, is_capital && classes.intersects(Classes::CALENDAR));
    set(TIME, classes.intersects(Classes::CALENDAR));
    set(DIGITS, token.shape == Shape::Number);
    set(WORD, token.shape.is_word());
    if !token.shape.is_word() {
        sorts &= !(1 << CONTENT);
    }
    let stem = by_stem.get(&form.stem).copied().unwrap_or(0);
    // "led to" is a cause, "led" a rank.
    let leads = stem != 0 && ["led", "leads", "lead"].iter().any(|word| view.is(at, word)) && view.is(at + 1, "to");
    sorts |= if leads { 0 } else { stem };
    if sorts >> PRONOUN & 1 == 0 {
        sorts &= !PERSONS;
    } else if sorts & PERSONS == 0 {
        sorts |= 1 << THIRD;
    }
    let follows = |within: usize, words: &[&str]| {
        (at + 1..end.min(at + 1 + within)).any(|next| words.iter().any(|word| view.is(next, word)))
    };
    let mut unless = |sort: Sort, holds: &dyn Fn() -> bool| {
        if sorts >> sort & 1 == 1 && !holds() {
            sorts &= !(1 << sort);
        }
    };
    let will = || if view.is(at, "going") { follows(1, &["to"]) } else { is_lower || !view.is(at, "will") };
    unless(FUTURE, &will);
    unless(VAGUE_TIME, &|| follows(1, &["decades", "months", "weeks", "years"]));
    // To agree that something is so is an opinion.
    unless(DEALING, &|| !(view.is(at, "agreed") && follows(1, &["that"])));
    unless(SILENCE, &|| follows(3, &["say", "saying", "comment", "answer"]));
    unless(OF_ITSELF, &|| follows(1, if view.is(at, "this") { &["article", "post"] } else { &["here"] }));
    sorts
}
