//! What tells whether a stretch of a sentence is worth checking, and what sort of claim it makes: hashed, nothing weighted.

use super::mark::{self, COUNTED};
use super::scene::{Part, Scene};
use crate::article::Article;
use crate::entity::{Discourse, EntityKind};
use crate::lang::date::DateMention;
use crate::lang::number::{self, Quantity};
use crate::lang::tag::{Tag, Tagger};
use crate::lang::{self, Shape};
use crate::lexicon::{Classes, Lexicon};
use crate::model::features::{Feature, literal, one, two, word};
use crate::quote::{Quote, QuoteKind, Stance};
use crate::text::{Id, Span};
use crate::view::View;
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// A stretch to be judged: a sentence, or a part of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch<'a> {
    /// Number of its sentence.
    pub(super) sentence: usize,
    pub(super) tokens: &'a Range<usize>,
    pub(super) quantities: &'a [Quantity],
    pub(super) dates: &'a [DateMention],
}

/// What holds of a stretch as a whole, as it is found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    /// Each once.
    pub(super) facts: Vec<Feature>,
    /// Numbers in digits, up to 3.
    pub(super) n_numbers: usize,
    /// What each fact is; filled on request alone.
    pub(super) names: Option<Vec<String>>,
}

/// What one of `n` words weighs: a long sentence is not worth more for its length alone. Scaled so that a sentence of 15 words weighs as it is.
pub(super) fn share(n: usize) -> f64 {
    const USUAL: f64 = 150.0;
    const FEWEST: usize = 20;
    (USUAL / n.max(FEWEST) as f64).sqrt()
}

impl Features {
    fn fact(&mut self, feature: Feature, name: impl FnOnce() -> String) {
        self.facts.push(feature);
        if let Some(names) = &mut self.names {
            names.push(name());
        }
    }
}

/// Templates of words; those of facts take the hash of their name.
const WORD: u32 = 1;
const STEM: u32 = 2;
const PAIR: u32 = 3;
const TAG_PAIR: u32 = 5;
const STEM_TAG: u32 = 7;
const VERB: u32 = 8;
const SAID_WORD: u32 = 9;
const SKIP: u32 = 10;
const COMMON_STEM: u32 = 11;
const BEGINNING: u32 = 12;
const FACT: u32 = 20;

/// Length of the beginning of a word, in bytes.
const BEGINNING_BYTES: usize = 4;

/// The name of a fact, and its hash.
#[derive(Clone, Copy)]
struct Name(&'static str, u32);

impl Name {
    const fn of(name: &'static str) -> Name {
        Name(name, literal(name))
    }
}

/// A [`Name`] that the compiler hashes.
macro_rules! name {
    ($name:literal) => {
        const { Name::of($name) }
    };
}

/// The names of [`COUNTED`].
const COUNTED_NAMES: [Name; COUNTED.len()] = {
    let (mut names, mut at) = ([Name::of(""); COUNTED.len()], 0);
    while at < names.len() {
        names[at] = Name::of(COUNTED[at].0);
        at += 1;
    }
    names
};

/// Fills `features` with the facts of a stretch.
pub(super) fn of(scene: &Scene<'_>, stretch: Stretch<'_>, features: &mut Features) {
    features.facts.clear();
    features.names.iter_mut().for_each(Vec::clear);
    let voice = Voiced::of(scene, stretch.tokens);
    let mut facts = Facts { features };
    facts.add(name!("bias"), 0);
    wording(scene, stretch.tokens, &mut facts);
    amounts(scene, stretch, &mut facts);
    voice.add(scene, &mut facts);
    place(scene, stretch, &mut facts);
}

/// What the features of a word by itself are made of: words that share it have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Alone {
    word: u32,
    stem: u32,
    /// Its first bytes, in lower case.
    beginning: [u8; BEGINNING_BYTES],
    tag: Tag,
    is_said: bool,
}

impl Hash for Alone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The rest seldom differs where this is the same.
        state.write_u64(u64::from(self.word) << 32 | u64::from(self.tag.number()) << 1 | u64::from(self.is_said));
    }
}

impl Alone {
    /// That of token `at`; none of a mark that says nothing.
    pub(super) fn of(scene: &Scene<'_>, at: usize) -> Option<Alone> {
        let view = scene.view;
        let form = &view.syntax.forms[at];
        let mark = matches!(view.token(at).shape, Shape::Punct | Shape::Mark | Shape::Hyphen);
        if mark && !matches!(view.word(at), "$" | "%" | "?" | "!") {
            return None;
        }
        let mut beginning = [0; BEGINNING_BYTES];
        beginning.iter_mut().zip(view.word(at).bytes()).for_each(|(to, byte)| *to = byte.to_ascii_lowercase());
        let is_said = !matches!(scene.parts[at], Part::Own);
        Some(Alone { word: form.word, stem: form.stem, beginning, tag: view.syntax.tags[at], is_said })
    }

    /// The word itself, its parts and its tag; `shown` is the word by name.
    pub(super) fn features(self, shown: &dyn Fn() -> String, mut found: impl FnMut(Feature, &dyn Fn() -> String)) {
        let Alone { word: form, stem, beginning, tag, is_said } = self;
        found(one(WORD, form), shown);
        found(one(STEM, stem), &|| format!("{} in any form", shown()));
        found(two(STEM_TAG, stem, tag.number()), &|| format!("{} as {}", shown(), tag.name()));
        found(two(SAID_WORD, stem, u32::from(is_said)), &|| {
            format!("{} {}", shown(), if is_said { "in a quote" } else { "in the article's words" })
        });
        if !tag.is_name() {
            found(one(COMMON_STEM, stem), &|| format!("{} in any form, no name", shown()));
        }
        let beginning = word(beginning.into_iter().take_while(|&byte| byte != 0));
        found(one(BEGINNING, beginning), &|| format!("the beginning of {}", shown()));
    }
}

/// The features of token `at` of a stretch that begins with token `first` which take in tokens before it, with how many: pairs.
pub(super) fn of_neighbors(
    scene: &Scene<'_>,
    at: usize,
    first: usize,
    mut found: impl FnMut(usize, Feature, &dyn Fn() -> String),
) {
    let view = scene.view;
    let (forms, tags) = (&view.syntax.forms, &view.syntax.tags);
    let shown = |at: usize| view.word(at).to_lowercase();
    if at > first {
        let before = at - 1;
        let pair = || format!("{} {}", shown(before), shown(at));
        found(1, two(PAIR, forms[before].word, forms[at].word), &pair);
        found(1, two(TAG_PAIR, tags[before].number(), tags[at].number()), &|| {
            format!("{} {}", tags[before].name(), tags[at].name())
        });
    }
    if at > first + 1 {
        let far = at - 2;
        found(2, two(SKIP, forms[far].stem, forms[at].stem), &|| format!("{} … {}", shown(far), shown(at)));
    }
}

/// So many tokens before a word take part in its features at most.
pub(super) const FARTHEST: usize = 2;

/// All features of token `at` of a stretch that begins with token `first`, by name. A word that stands twice counts twice, so that the features of a
/// stretch are those of its tokens.
pub(super) fn of_word(scene: &Scene<'_>, at: usize, first: usize, mut found: impl FnMut(Feature, &dyn Fn() -> String)) {
    if let Some(alone) = Alone::of(scene, at) {
        alone.features(&|| scene.view.word(at).to_lowercase(), &mut found);
    }
    of_neighbors(scene, at, first, |_, feature, name| found(feature, name));
}

/// The feature of a word by itself, by the hash of its form.
#[cfg(feature = "train")]
pub(super) fn of_form(word: u32) -> Feature {
    one(WORD, word)
}

/// Facts are few; each is told by name and value.
struct Facts<'a> {
    features: &'a mut Features,
}

impl Facts<'_> {
    fn add(&mut self, name: Name, value: u32) {
        self.features.fact(two(FACT, name.1, value), || format!("{}: {value}", name.0));
    }

    /// A fact that may be there already.
    fn once(&mut self, name: Name, value: u32) {
        if !self.features.facts.contains(&two(FACT, name.1, value)) {
            self.add(name, value);
        }
    }

    /// A fact that is said only where it holds.
    fn flag(&mut self, name: Name, holds: bool) {
        if holds {
            self.add(name, 1);
        }
    }

    /// A count: said where it is not zero, each step up to `most`.
    fn count(&mut self, name: Name, n: usize, most: usize) {
        for step in 1..=n.min(most) {
            self.add(name, step as u32);
        }
    }
}

/// How it is worded: tense, person, certainty, opinion, comparison, rule.
fn wording(scene: &Scene<'_>, tokens: &Range<usize>, facts: &mut Facts<'_>) {
    let view = scene.view;
    let counts = scene.marks.counts(tokens);
    for ((&n, (_, most, together)), name) in counts.iter().zip(COUNTED).zip(COUNTED_NAMES) {
        if n > 0 {
            facts.count(name, n.div_ceil(together), most);
        }
    }
    facts.features.n_numbers = counts[mark::DIGITS].min(3);
    let finite = 1 << mark::PAST | 1 << mark::PRESENT | 1 << mark::MODAL;
    match tokens.clone().find(|&at| scene.marks.all(&(at..at + 1)) & finite != 0) {
        Some(verb) => {
            let (stem, tag) = (view.syntax.forms[verb].stem, view.syntax.tags[verb]);
            let name = || format!("the first verb, {}", view.word(verb).to_lowercase());
            facts.features.fact(two(VERB, stem, tag.number()), name);
        }
        None => facts.add(name!("no finite verb"), 1),
    }
    facts.flag(name!("sign of cause"), counts[mark::CAUSE] > 0);
    facts.count(name!("length"), scale(counts[mark::WORD]), 8);
    let last = tokens.end - 1;
    let ending = [last, last.saturating_sub(1).max(tokens.start), tokens.end].into_iter();
    facts.flag(name!("question"), ending.clone().any(|at| view.is(at, "?")));
    facts.flag(name!("exclamation"), ending.clone().any(|at| view.is(at, "!")));
    facts.flag(name!("no stop"), !view.token(last).shape.eq(&Shape::Punct) && !view.token(last).shape.eq(&Shape::Mark));
    let opens = tokens.start;
    facts.flag(name!("opens with pronoun"), view.has(opens, Classes::PRONOUN | Classes::HE | Classes::SHE));
    facts.flag(name!("opens with conjunction"), view.has(opens, Classes::CONJUNCTION));
}

/// A number on a scale of halves of powers of two: 1, 2, 3, 4-5, 6-7, 8-11, …
fn scale(n: usize) -> usize {
    match n {
        0..=3 => n,
        _ => 2 * n.ilog2() as usize + usize::from(n >> (n.ilog2() - 1) & 1 == 1),
    }
}

/// Amounts, dates and names.
fn amounts(scene: &Scene<'_>, stretch: Stretch<'_>, facts: &mut Facts<'_>) {
    let view = scene.view;
    facts.count(name!("amounts"), stretch.quantities.len(), 3);
    for quantity in stretch.quantities {
        match quantity.unit.as_deref() {
            Some("USD" | "EUR" | "GBP") => facts.once(name!("money"), 1),
            Some("percent" | "percentage points") => facts.once(name!("percent"), 1),
            Some("times" | "to one") => facts.once(name!("multiple"), 1),
            Some("years" | "days" | "months" | "weeks" | "hours" | "minutes") => facts.once(name!("duration"), 1),
            Some("people" | "voters" | "votes" | "jobs" | "percent of people") => facts.once(name!("people"), 1),
            Some(_) => facts.once(name!("counted"), 1),
            None => facts.once(name!("bare number"), 1),
        }
        let magnitude = (1..=9).take_while(|&power| quantity.value >= 10f64.powi(power)).count();
        (1..=magnitude).for_each(|step| facts.once(name!("size"), step as u32));
    }
    facts.count(name!("dates"), stretch.dates.len(), 2);
    for date in stretch.dates {
        facts.once(name!("date precision"), date.date.precision as u32);
    }
    let span = view.span_of(stretch.tokens.clone());
    let (mut names, mut people, mut organizations) = (0, 0, 0);
    for mention in view.discourse.names_in(span) {
        names += 1;
        match mention.entity.map(|id| view.discourse.entities[id.index()].kind) {
            Some(EntityKind::Person) => people += 1,
            Some(EntityKind::Organization) => organizations += 1,
            _ => {}
        }
    }
    facts.count(name!("names"), names, 4);
    facts.count(name!("persons"), people, 3);
    facts.count(name!("organizations"), organizations, 3);
}

/// Whose words a stretch is.
struct Voiced {
    /// Of ten words, how many are said in marks, how many without, how many report.
    direct: usize,
    indirect: usize,
    reporting: usize,
    quote: Option<Id<Quote>>,
}

impl Voiced {
    fn of(scene: &Scene<'_>, tokens: &Range<usize>) -> Voiced {
        let said = scene.said(tokens.clone());
        let tenths = |n: usize| n * 10 / said.words.max(1);
        let quote = tokens.clone().find_map(|at| match scene.parts[at] {
            Part::Content(quote) => Some(quote),
            _ => None,
        });
        Voiced {
            direct: tenths(said.direct),
            indirect: tenths(said.indirect),
            reporting: tenths(said.reporting),
            quote,
        }
    }

    fn add(&self, scene: &Scene<'_>, facts: &mut Facts<'_>) {
        facts.count(name!("said in marks"), self.direct / 2, 5);
        facts.count(name!("said without marks"), self.indirect / 2, 5);
        facts.count(name!("reporting"), self.reporting, 4);
        let Some(id) = self.quote else { return };
        let quote = &scene.quotes[id.index()];
        facts.add(
            name!("kind of quote"),
            match quote.kind {
                QuoteKind::Direct => 1,
                QuoteKind::Mixed => 2,
                QuoteKind::Indirect => 3,
            },
        );
        facts.flag(name!("denied"), quote.stance == Stance::Denied);
        facts.flag(name!("asked"), quote.stance == Stance::Asked);
        facts.flag(name!("hypothetical"), quote.stance == Stance::Hypothetical);
        facts.count(name!("prominence"), scale(scene.prominence(id)), 6);
        let Some(attribution) = &quote.attribution else { return facts.flag(name!("nobody's"), true) };
        facts.flag(name!("no cue"), attribution.cue.is_empty());
        if let Some(cue) = &attribution.cue_lemma {
            let hash = word(cue.bytes());
            facts.features.fact(two(FACT, name!("cue").1, hash), || format!("cue {cue}"));
        }
        match attribution.speaker.map(|id| scene.view.discourse.entities[id.index()].kind) {
            Some(EntityKind::Person) => facts.add(name!("speaker"), 1),
            Some(EntityKind::Organization) => facts.add(name!("speaker"), 2),
            Some(EntityKind::Group) => facts.add(name!("speaker"), 3),
            Some(EntityKind::Document) => facts.add(name!("speaker"), 4),
            None => facts.add(name!("speaker"), 0),
        }
    }
}

/// Facts of where a sentence stands: they tell whether it is worth checking, not what it says.
#[cfg(feature = "train")]
const PLACE: &[&str] = &["place", "from the end", "tenth", "sentences", "in paragraph", "paragraph of", "prominence"];

/// Whether a feature is one of those.
#[cfg(feature = "train")]
pub(super) fn is_of_place(feature: Feature) -> bool {
    const MOST: u32 = 16;
    PLACE.iter().any(|name| (0..=MOST).any(|value| two(FACT, literal(name), value) == feature))
}

/// Where it stands in the article, and how much of the article's subject it has. Nothing for a lone sentence.
fn place(scene: &Scene<'_>, stretch: Stretch<'_>, facts: &mut Facts<'_>) {
    let view = scene.view;
    let sentences = view.syntax.sentences.len();
    if sentences < 2 {
        return;
    }
    let sentence = &view.syntax.sentences[stretch.sentence];
    let paragraph = &view.syntax.paragraphs[sentence.paragraph.index()];
    facts.add(name!("place"), scale(stretch.sentence).min(12) as u32);
    facts.add(name!("from the end"), scale(sentences - 1 - stretch.sentence).min(6) as u32);
    facts.add(name!("tenth"), (stretch.sentence * 10 / sentences) as u32);
    facts.add(name!("sentences"), scale(sentences).min(14) as u32);
    facts.add(name!("in paragraph"), (stretch.sentence - paragraph.sentences.start).min(3) as u32);
    facts.add(name!("paragraph of"), paragraph.sentences.len().min(4) as u32);
    let is_sentence = *stretch.tokens == sentence.tokens;
    let stems = if is_sentence { scene.stems_of(stretch.sentence) } else { &scene.stems(stretch.tokens.clone()) };
    facts.count(name!("in title"), scene.n_in_title(stems), 4);
    facts.count(name!("centrality"), scale(scene.centrality(stems)), 8);
}

/// The features of a sentence of our own, as bytes: others when any template changes.
pub(super) fn probe() -> Vec<u8> {
    let text =
        "On Nov. 3 Mayor Ida Holm said the tax rose 4.1 percent, to $5.5 million. We think that is wrong!".to_owned();
    let article = Article { text, title: Some("Tax rose, mayor says".to_owned()), ..Article::default() };
    let lexicon = Lexicon::builtin();
    let syntax = lang::parse(&article, lexicon).tagged(&article.text, &Tagger::untrained());
    let discourse = Discourse::default();
    let quote = Quote {
        kind: QuoteKind::Indirect,
        content: vec![Span::new(31, 71)],
        attribution: None,
        medium: None,
        addressee: None,
        said: None,
        stance: Stance::Asserted,
        nested_in: None,
        paragraph: Id::new(0),
        sentence: Id::new(0),
    };
    let quotes = [quote];
    let scene = Scene::new(View { article: &article, syntax: &syntax, discourse: &discourse, lexicon }, &quotes);
    let (mut features, mut words, mut bytes) = (Features::default(), Vec::new(), Vec::new());
    for (at, sentence) in syntax.sentences.iter().enumerate() {
        let tokens = &sentence.tokens;
        let (quantities, dates) = number::find_with_dates(scene.view, tokens.clone());
        of(&scene, Stretch { sentence: at, tokens, quantities: &quantities, dates: &dates }, &mut features);
        tokens.clone().for_each(|at| of_word(&scene, at, tokens.start, |feature, _| words.push(feature)));
        bytes.extend(features.facts.iter().chain(&words).flat_map(|feature| feature.to_le_bytes()));
    }
    bytes
}
