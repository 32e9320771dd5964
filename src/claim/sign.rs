//! Words that tell what kind of claim a stretch makes: they are signs, not proof, and the model weighs them.

use crate::lang::Shape;
use crate::lang::form::Form;
use crate::view::View;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// What the signs are of, and the words, in any form.
#[rustfmt::skip]
const SIGNS: [(&str, &[&str]); 4] = [
    ("signs of comparison", &[
        "ahead", "biggest", "compare", "compared", "decrease", "decreased", "double", "doubled", "drop", "dropped", "exceed", "exceeded", "fallen", "fell",
        "grew", "grow", "grown", "highest", "increase", "increased", "largest", "lead", "leading", "lowest", "rank", "ranked", "record", "rise", "risen",
        "rose", "surpass", "surpassed", "than", "trail", "trailed", "triple", "tripled", "twice",
    ]),
    ("signs of a rule", &[
        "act", "allow", "allowed", "amend", "amendment", "ban", "banned", "bill", "congress", "constitution", "constitutional", "court", "deport",
        "deportation", "enforce", "enforcement", "executive", "illegal", "judge", "law", "laws", "legal", "legislation", "order", "ordered", "permit",
        "plan", "policies", "policy", "program", "prohibit", "proposal", "propose", "proposed", "regulate", "regulation", "repeal", "require", "required",
        "rights", "rule", "ruling", "sanction", "senate", "tax", "taxes", "trade", "treaty", "undocumented", "veto", "vote", "voted",
    ]),
    ("signs of politics", &["agreement", "deal", "federal", "oppose", "opposed", "sign", "signed", "support", "supported"]),
    ("signs of saying", &[
        "accuse", "accused", "admit", "admitted", "announce", "announced", "apologize", "argue", "argued", "attack", "attacked", "called", "claim",
        "claimed", "comment", "comments", "criticize", "criticized", "declined", "denied", "deny", "describe", "described", "endorse", "endorsed",
        "insist", "insisted", "interview", "pledge", "pledged", "promise", "promised", "remark", "remarks", "said", "speech", "statement", "suggest",
        "suggested", "told", "tweet", "tweeted", "urge", "urged", "vow", "vowed", "warn", "warned", "wrote",
    ]),
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

/// Whether a word is a sign of cause.
fn states_cause(view: View<'_>, tokens: &Range<usize>, at: usize) -> bool {
    let is_any = |at: usize, words: &[&str]| words.iter().any(|word| view.is(at, word));
    let is_verb = |at: usize| view.syntax.tags[at].name().starts_with("VB");
    let is_bare = |at: usize| view.syntax.tags[at].name() == "VB";
    is_any(at, CAUSES)
        || is_verb(at) && is_any(at, EFFECTS)
        || PAIRS.iter().any(|&(first, most, follows)| {
            is_any(at, first)
                && (at + 1..tokens.end.min(at + 1 + most)).any(|next| match follows {
                    Follows::Word(words) => is_any(next, words),
                    Follows::Infinitive => view.is(next, "to") && next + 1 < tokens.end && is_bare(next + 1),
                    Follows::Verb => is_bare(next),
                })
        })
}

/// Whether a stretch holds a sign of cause.
pub(super) fn is_cause(view: View<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|at| view.token(at).shape == Shape::Lower && states_cause(view, tokens, at))
}

/// How many signs of each sort a stretch holds.
pub(super) fn counts(view: View<'_>, tokens: &Range<usize>) -> [(&'static str, usize); SIGNS.len()] {
    static BY_STEM: OnceLock<FxHashMap<u32, usize>> = OnceLock::new();
    let by_stem = BY_STEM.get_or_init(|| {
        let words = SIGNS.iter().enumerate().flat_map(|(sort, (_, words))| words.iter().map(move |word| (word, sort)));
        words.map(|(word, sort)| (Form::of(word).stem, sort)).collect()
    });
    let mut counts = SIGNS.map(|(name, _)| (name, 0));
    for at in tokens.clone() {
        // "led to" is a cause, "led" a rank.
        let leads = (view.is(at, "led") || view.is(at, "leads") || view.is(at, "lead")) && view.is(at + 1, "to");
        if let Some(&sort) = by_stem.get(&view.syntax.forms[at].stem).filter(|_| !leads) {
            counts[sort].1 += 1;
        }
    }
    counts
}
