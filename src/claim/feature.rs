//! What tells whether a stretch of a sentence is worth checking, and what sort of claim it makes: hashed, each once, nothing weighted.

use super::scene::{Part, Scene};
use super::sign;
use crate::article::Article;
use crate::entity::{Discourse, EntityKind};
use crate::lang::date::DateMention;
use crate::lang::number::{self, Quantity};
use crate::lang::tag::Tagger;
use crate::lang::{self, Shape};
use crate::lexicon::{Classes, Lexicon};
use crate::model::features::{Feature, one, three, two, word};
use crate::quote::{Quote, QuoteKind, Stance};
use crate::text::{Id, Span};
use crate::view::View;
use rustc_hash::FxHashSet;
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

/// Features as they are found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    /// What holds of the stretch as a whole.
    pub(super) facts: Vec<Feature>,
    /// Words, tags and their neighbors: the longer the stretch, the less each weighs.
    pub(super) words: Vec<Feature>,
    /// What was found already: a word that stands twice counts once.
    pub(super) seen: FxHashSet<Feature>,
    /// Numbers in digits, up to 3.
    pub(super) n_numbers: usize,
    /// What each fact, then each word is; filled on request alone.
    pub(super) names: Option<[Vec<String>; 2]>,
}

/// What one of `n` words weighs: a long sentence is not worth more for its length alone. Scaled so that a sentence of 15 words weighs as it is.
pub(super) fn share(n: usize) -> f64 {
    const USUAL: f64 = 150.0;
    const FEWEST: usize = 20;
    (USUAL / n.max(FEWEST) as f64).sqrt()
}

impl Features {
    fn fact(&mut self, feature: Feature, name: impl FnOnce() -> String) {
        if self.seen.insert(feature) {
            self.facts.push(feature);
            if let Some([facts, _]) = &mut self.names {
                facts.push(name());
            }
        }
    }

    fn word(&mut self, feature: Feature, name: impl FnOnce() -> String) {
        if self.seen.insert(feature) {
            self.words.push(feature);
            if let Some([_, words]) = &mut self.names {
                words.push(name());
            }
        }
    }
}

/// Templates of words; those of facts take the hash of their name.
const WORD: u32 = 1;
const STEM: u32 = 2;
const PAIR: u32 = 3;
const TAGS: u32 = 4;
const TAG_PAIR: u32 = 5;
const ENDING: u32 = 6;
const STEM_TAG: u32 = 7;
const VERB: u32 = 8;
const SAID_WORD: u32 = 9;
const SKIP: u32 = 10;
const COMMON_STEM: u32 = 11;
const BEGINNING: u32 = 12;
const INSIDE: u32 = 13;
const FACT: u32 = 20;

/// Length of the parts of words that are looked at, in bytes, and how many of them of one word.
const GRAM: usize = 4;
const MOST_GRAMS: usize = 20;

/// Fills `features` with those of a stretch.
pub(super) fn of(scene: &Scene<'_>, stretch: Stretch<'_>, features: &mut Features) {
    features.facts.clear();
    features.words.clear();
    features.seen.clear();
    if let Some(names) = &mut features.names {
        names.iter_mut().for_each(Vec::clear);
    }
    words(scene, stretch.tokens, features);
    let voice = Voiced::of(scene, stretch.tokens);
    let mut facts = Facts { features };
    facts.add("bias", 0);
    wording(scene, stretch.tokens, &mut facts);
    for (name, n) in sign::counts(scene.view, stretch.tokens) {
        facts.count(name, n, 3);
    }
    facts.flag("sign of cause", sign::is_cause(scene.view, stretch.tokens));
    amounts(scene, stretch, &mut facts);
    voice.add(scene, &mut facts);
    place(scene, stretch, &mut facts);
}

/// The words themselves, their parts and tags, and pairs of neighbors.
fn words(scene: &Scene<'_>, tokens: &Range<usize>, features: &mut Features) {
    let view = scene.view;
    let (forms, tags) = (&view.syntax.forms, &view.syntax.tags);
    let mut verb = false;
    for at in tokens.clone() {
        let (form, tag) = (&forms[at], tags[at]);
        let shown = |at: usize| view.word(at).to_lowercase();
        let mark = matches!(view.token(at).shape, Shape::Punct | Shape::Mark | Shape::Hyphen);
        if !mark || matches!(view.word(at), "$" | "%" | "?" | "!") {
            let said = !matches!(scene.parts[at], Part::Own);
            features.word(one(WORD, form.word), || shown(at));
            features.word(one(STEM, form.stem), || format!("{} in any form", shown(at)));
            features.word(one(ENDING, form.suffixes[2]), || format!("the ending of {}", shown(at)));
            features.word(two(STEM_TAG, form.stem, tag.number()), || format!("{} as {}", shown(at), tag.name()));
            features.word(two(SAID_WORD, form.stem, u32::from(said)), || {
                format!("{} {}", shown(at), if said { "in a quote" } else { "in the article's words" })
            });
            if !tag.is_name() {
                features.word(one(COMMON_STEM, form.stem), || format!("{} in any form, no name", shown(at)));
            }
            let bytes = view.word(at).as_bytes();
            let lower = |part: &[u8]| word(part.iter().map(u8::to_ascii_lowercase));
            features.word(one(BEGINNING, lower(&bytes[..bytes.len().min(GRAM)])), || {
                format!("the beginning of {}", shown(at))
            });
            for gram in bytes.windows(GRAM).take(MOST_GRAMS) {
                features.word(one(INSIDE, lower(gram)), || format!("a part of {}", shown(at)));
            }
        }
        if !verb && matches!(tag.name(), "VBD" | "VBZ" | "VBP" | "MD") {
            verb = true;
            features.word(two(VERB, form.stem, tag.number()), || format!("the first verb, {}", shown(at)));
        }
        if at + 1 < tokens.end {
            let next = tags[at + 1];
            features.word(two(PAIR, form.word, forms[at + 1].word), || format!("{} {}", shown(at), shown(at + 1)));
            features.word(two(TAG_PAIR, tag.number(), next.number()), || format!("{} {}", tag.name(), next.name()));
        }
        if at + 2 < tokens.end {
            let (next, last) = (tags[at + 1], tags[at + 2]);
            features.word(three(TAGS, tag.number(), next.number(), last.number()), || {
                format!("{} {} {}", tag.name(), next.name(), last.name())
            });
            features.word(two(SKIP, form.stem, forms[at + 2].stem), || format!("{} … {}", shown(at), shown(at + 2)));
        }
    }
}

/// Facts are few; each is told by name and value.
struct Facts<'a> {
    features: &'a mut Features,
}

impl Facts<'_> {
    fn add(&mut self, name: &'static str, value: u32) {
        self.features.fact(two(FACT, word(name.bytes()), value), || format!("{name}: {value}"));
    }

    /// A fact that is said only where it holds.
    fn flag(&mut self, name: &'static str, holds: bool) {
        if holds {
            self.add(name, 1);
        }
    }

    /// A count: said where it is not zero, each step up to `most`.
    fn count(&mut self, name: &'static str, n: usize, most: usize) {
        for step in 1..=n.min(most) {
            self.add(name, step as u32);
        }
    }
}

/// How it is worded: tense, person, certainty, opinion, comparison, rule.
fn wording(scene: &Scene<'_>, tokens: &Range<usize>, facts: &mut Facts<'_>) {
    let view = scene.view;
    let lists = [
        ("events", Classes::EVENT),
        ("comparisons", Classes::COMPARISON),
        ("causes", Classes::CAUSE),
        ("rules", Classes::RULE),
        ("hedges", Classes::HEDGE),
        ("opinions", Classes::OPINION),
        ("attitudes", Classes::STANCE_VERB),
        ("speech", Classes::SPEECH_VERB),
        ("negations", Classes::NEGATION),
        ("groups", Classes::GROUP),
        ("bodies", Classes::BODY),
        ("documents", Classes::DOCUMENT),
        ("roles", Classes::ROLE),
    ];
    let mut in_lists = [0usize; 13];
    let (mut past, mut present, mut modal, mut gerund, mut superlative, mut comparative, mut passive, mut capitals) =
        (0, 0, 0, 0, 0, 0, 0, 0);
    let (mut first, mut we, mut you, mut pronoun, mut places, mut peoples, mut calendar) = (0, 0, 0, 0, 0, 0, 0);
    let mut n_words = 0;
    for at in tokens.clone() {
        let shape = view.token(at).shape;
        if shape.is_word() {
            n_words += 1;
        }
        let classes = view.lexicon.classes(view.token(at).word);
        if shape == Shape::Lower {
            for (n, (_, class)) in in_lists.iter_mut().zip(&lists) {
                *n += usize::from(classes.intersects(*class));
            }
        }
        places += usize::from(classes.intersects(Classes::PLACE) && shape.is_capital());
        peoples += usize::from(classes.intersects(Classes::PEOPLE_OF) && shape.is_capital());
        calendar += usize::from(classes.intersects(Classes::CALENDAR) && shape.is_capital());
        match view.syntax.tags[at].name() {
            "VBD" => past += 1,
            "VBZ" | "VBP" => present += 1,
            "MD" => modal += 1,
            "VBG" => gerund += 1,
            "JJS" | "RBS" => superlative += 1,
            "JJR" | "RBR" => comparative += 1,
            "VBN" => passive += 1,
            "NNP" | "NNPS" => capitals += 1,
            "PRP" | "PRP$" => match () {
                () if ["i", "me", "my", "myself"].iter().any(|w| view.is(at, w)) => first += 1,
                () if ["we", "us", "our", "ours"].iter().any(|w| view.is(at, w)) => we += 1,
                () if ["you", "your"].iter().any(|w| view.is(at, w)) => you += 1,
                () => pronoun += 1,
            },
            _ => {}
        }
    }
    for (n, (name, _)) in in_lists.iter().zip(&lists) {
        facts.count(name, *n, 3);
    }
    facts.count("past", past, 2);
    facts.count("present", present, 2);
    facts.count("modals", modal, 2);
    facts.count("gerunds", gerund, 2);
    facts.count("superlatives", superlative, 2);
    facts.count("comparatives", comparative, 2);
    facts.count("participles", passive, 2);
    facts.count("capitals", usize::div_ceil(capitals, 2), 5);
    facts.count("first person", first, 2);
    facts.count("we", we, 2);
    facts.count("you", you, 2);
    facts.count("third person", pronoun, 2);
    facts.count("places", places, 2);
    facts.count("peoples", peoples, 2);
    facts.count("calendar", calendar, 2);
    facts.flag("no finite verb", past + present + modal == 0);
    facts.count("length", scale(n_words), 8);
    let last = tokens.end - 1;
    let ending = [last, last.saturating_sub(1).max(tokens.start), tokens.end].into_iter();
    facts.flag("question", ending.clone().any(|at| view.is(at, "?")));
    facts.flag("exclamation", ending.clone().any(|at| view.is(at, "!")));
    facts.flag("no stop", !view.token(last).shape.eq(&Shape::Punct) && !view.token(last).shape.eq(&Shape::Mark));
    let opens = tokens.start;
    facts.flag("opens with pronoun", view.has(opens, Classes::PRONOUN | Classes::HE | Classes::SHE));
    facts.flag("opens with conjunction", view.has(opens, Classes::CONJUNCTION));
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
    let digits = stretch.tokens.clone().filter(|&at| view.token(at).shape == Shape::Number).count();
    facts.count("digits", digits, 3);
    facts.features.n_numbers = digits.min(3);
    facts.count("amounts", stretch.quantities.len(), 3);
    for quantity in stretch.quantities {
        match quantity.unit.as_deref() {
            Some("USD" | "EUR" | "GBP") => facts.add("money", 1),
            Some("percent" | "percentage points") => facts.add("percent", 1),
            Some("times" | "to one") => facts.add("multiple", 1),
            Some("years" | "days" | "months" | "weeks" | "hours" | "minutes") => facts.add("duration", 1),
            Some("people" | "voters" | "votes" | "jobs" | "percent of people") => facts.add("people", 1),
            Some(_) => facts.add("counted", 1),
            None => facts.add("bare number", 1),
        }
        let magnitude = (1..=9).take_while(|&power| quantity.value >= 10f64.powi(power)).count();
        facts.count("size", magnitude, 9);
    }
    facts.count("dates", stretch.dates.len(), 2);
    for date in stretch.dates {
        facts.add("date precision", date.date.precision as u32);
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
    facts.count("names", names, 4);
    facts.count("persons", people, 3);
    facts.count("organizations", organizations, 3);
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
        facts.count("said in marks", self.direct / 2, 5);
        facts.count("said without marks", self.indirect / 2, 5);
        facts.count("reporting", self.reporting, 4);
        let Some(id) = self.quote else { return };
        let quote = &scene.quotes[id.index()];
        facts.add(
            "kind of quote",
            match quote.kind {
                QuoteKind::Direct => 1,
                QuoteKind::Mixed => 2,
                QuoteKind::Indirect => 3,
            },
        );
        facts.flag("denied", quote.stance == Stance::Denied);
        facts.flag("asked", quote.stance == Stance::Asked);
        facts.flag("hypothetical", quote.stance == Stance::Hypothetical);
        facts.count("prominence", scale(scene.prominence(id)), 6);
        let Some(attribution) = &quote.attribution else { return facts.flag("nobody's", true) };
        facts.flag("no cue", attribution.cue.is_empty());
        if let Some(cue) = &attribution.cue_lemma {
            let hash = word(cue.bytes());
            facts.features.fact(two(FACT, word("cue".bytes()), hash), || format!("cue {cue}"));
        }
        match attribution.speaker.map(|id| scene.view.discourse.entities[id.index()].kind) {
            Some(EntityKind::Person) => facts.add("speaker", 1),
            Some(EntityKind::Organization) => facts.add("speaker", 2),
            Some(EntityKind::Group) => facts.add("speaker", 3),
            Some(EntityKind::Document) => facts.add("speaker", 4),
            None => facts.add("speaker", 0),
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
    PLACE.iter().any(|name| (0..=MOST).any(|value| two(FACT, word(name.bytes()), value) == feature))
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
    facts.add("place", scale(stretch.sentence).min(12) as u32);
    facts.add("from the end", scale(sentences - 1 - stretch.sentence).min(6) as u32);
    facts.add("tenth", (stretch.sentence * 10 / sentences) as u32);
    facts.add("sentences", scale(sentences).min(14) as u32);
    facts.add("in paragraph", (stretch.sentence - paragraph.sentences.start).min(3) as u32);
    facts.add("paragraph of", paragraph.sentences.len().min(4) as u32);
    facts.count("in title", scene.n_in_title(stretch.tokens.clone()), 4);
    facts.count("centrality", scale(scene.centrality(stretch.tokens.clone())), 8);
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
    let mut features = Features::default();
    let mut bytes = Vec::new();
    for (at, sentence) in syntax.sentences.iter().enumerate() {
        let tokens = &sentence.tokens;
        let (quantities, dates) = number::find_with_dates(scene.view, tokens.clone());
        of(&scene, Stretch { sentence: at, tokens, quantities: &quantities, dates: &dates }, &mut features);
        bytes.extend(features.facts.iter().chain(&features.words).flat_map(|feature| feature.to_le_bytes()));
    }
    bytes
}
