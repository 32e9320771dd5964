//! Words that tell what kind of claim a stretch makes: they are signs, not proof, and the model weighs them.

use crate::lang::form::Form;
use crate::view::View;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// What the signs are of, and the words, in any form.
#[rustfmt::skip]
const SIGNS: [(&str, &[&str]); 5] = [
    ("signs of cause", &[
        "because", "blame", "blames", "cause", "causes", "caused", "consequence", "contribute", "contributed", "due", "force", "forced", "forces",
        "fuel", "fueled", "owing", "prompt", "prompted", "result", "results", "resulted", "spark", "sparked", "thanks", "therefore", "trigger", "triggered",
    ]),
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

/// Place of the signs of cause among [`SIGNS`].
const CAUSE: usize = 0;

/// Whether a stretch holds a sign of cause.
pub(super) fn is_cause(view: View<'_>, tokens: &Range<usize>) -> bool {
    counts(view, tokens)[CAUSE].1 > 0
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
        if leads {
            counts[CAUSE].1 += 1;
        } else if let Some(&sort) = by_stem.get(&view.syntax.forms[at].stem) {
            counts[sort].1 += 1;
        }
    }
    counts
}
