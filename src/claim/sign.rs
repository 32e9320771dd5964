//! Words that tell what kind of claim a stretch makes: they are signs, not proof, and the model weighs them.

use crate::lang::form::Form;
use crate::view::View;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Signs of a comparison, of a rule, of politics, of saying: the words, in any form.
#[rustfmt::skip]
pub(super) const SIGNS: [&[&str]; 4] = [
    &[
        "ahead", "biggest", "compare", "compared", "decrease", "decreased", "double", "doubled", "drop", "dropped", "exceed", "exceeded", "fallen", "fell",
        "grew", "grow", "grown", "highest", "increase", "increased", "largest", "lead", "leading", "lowest", "rank", "ranked", "record", "rise", "risen",
        "rose", "surpass", "surpassed", "than", "trail", "trailed", "triple", "tripled", "twice",
    ],
    &[
        "act", "allow", "allowed", "amend", "amendment", "ban", "banned", "bill", "congress", "constitution", "constitutional", "court", "deport",
        "deportation", "enforce", "enforcement", "executive", "illegal", "judge", "law", "laws", "legal", "legislation", "order", "ordered", "permit",
        "plan", "policies", "policy", "program", "prohibit", "proposal", "propose", "proposed", "regulate", "regulation", "repeal", "require", "required",
        "rights", "rule", "ruling", "sanction", "senate", "tax", "taxes", "trade", "treaty", "undocumented", "veto", "vote", "voted",
    ],
    &["agreement", "deal", "federal", "oppose", "opposed", "sign", "signed", "support", "supported"],
    &[
        "accuse", "accused", "admit", "admitted", "announce", "announced", "apologize", "argue", "argued", "attack", "attacked", "called", "claim",
        "claimed", "comment", "comments", "criticize", "criticized", "declined", "denied", "deny", "describe", "described", "endorse", "endorsed",
        "insist", "insisted", "interview", "pledge", "pledged", "promise", "promised", "remark", "remarks", "said", "speech", "statement", "suggest",
        "suggested", "told", "tweet", "tweeted", "urge", "urged", "vow", "vowed", "warn", "warned", "wrote",
    ],
];

/// Words that state a cause or an effect.
const CAUSES: &[&str] = &[
    "because",
    "brought",
    "cause",
    "caused",
    "causes",
    "causing",
    "consequence",
    "consequences",
    "contributed",
    "contributes",
    "effect",
    "effects",
    "impact",
    "impacts",
    "responsible",
    "wrought",
];
/// Verbs of effect: "damaged by", not "the damage".
#[rustfmt::skip]
const EFFECTS: &[&str] = &[
    "blame", "blamed", "blames", "boost", "boosted", "boosts", "cripple", "crippled", "cripples", "damage", "damaged", "drove", "harm", "harmed", "harms",
    "hurt", "hurts", "inflamed", "polarized", "reduce", "reduced", "reduces", "reducing", "spurred", "undermine", "undermined", "undermines",
];
/// Words that state a cause together with one that follows soon: how far off at most, and what it is.
const PAIRS: &[(&[&str], usize, Follows)] = &[
    (&["lead", "leads", "leading", "led"], 2, Follows::Word(&["to"])),
    (&["due"], 1, Follows::Word(&["to"])),
    (&["link", "linked", "links", "tied", "ties"], 5, Follows::Word(&["to", "between"])),
    (&["force", "forced", "forces", "forcing"], 5, Follows::Infinitive),
    (&["help", "helped", "helps"], 4, Follows::Verb),
];

/// What must follow.
#[derive(Clone, Copy, Debug)]
enum Follows {
    Word(&'static [&'static str]),
    /// "to" and a verb.
    Infinitive,
    /// A verb in its bare form.
    Verb,
}

/// What a word says of cause.
#[derive(Clone, Copy, Debug)]
enum Sign {
    Cause,
    Effect,
    /// The first word of this one of [`PAIRS`].
    Pair(usize),
}

/// The words that [`states_cause`] looks at.
pub(super) fn cause_words() -> impl Iterator<Item = &'static str> {
    let pairs = PAIRS.iter().flat_map(|(first, ..)| first.iter());
    CAUSES.iter().chain(EFFECTS).chain(pairs).copied()
}

/// Whether token `at`, of a sentence that ends at `end`, is a sign of cause.
pub(super) fn states_cause(view: View<'_>, at: usize, end: usize) -> bool {
    static BY_WORD: OnceLock<FxHashMap<u32, Sign>> = OnceLock::new();
    let by_word = BY_WORD.get_or_init(|| {
        let causes = CAUSES.iter().map(|word| (word, Sign::Cause));
        let effects = EFFECTS.iter().map(|word| (word, Sign::Effect));
        let pairs = PAIRS.iter().enumerate();
        let pairs = pairs.flat_map(|(pair, (first, ..))| first.iter().map(move |word| (word, Sign::Pair(pair))));
        causes.chain(effects).chain(pairs).map(|(word, sign)| (Form::of(word).word, sign)).collect()
    });
    let tags = &view.syntax.tags;
    match by_word.get(&view.syntax.forms[at].word) {
        None => false,
        Some(Sign::Cause) => true,
        Some(Sign::Effect) => tags[at].is_verb(),
        Some(&Sign::Pair(pair)) => {
            let (_, most, follows) = PAIRS[pair];
            let is_bare = |at: usize| tags[at].name() == "VB";
            (at + 1..end.min(at + 1 + most)).any(|next| match follows {
                Follows::Word(words) => words.iter().any(|word| view.is(next, word)),
                Follows::Infinitive => view.is(next, "to") && next + 1 < end && is_bare(next + 1),
                Follows::Verb => is_bare(next),
            })
        }
    }
}
