//! What can be checked: clauses that records could settle, ranked as a fact-checker would.

mod antecedent;
mod clause;
mod feature;
#[cfg(feature = "train")]
mod fit;
mod kind;
mod mark;
mod ranker;
mod rubric;
mod scene;
mod sign;

pub use antecedent::Antecedent;
#[cfg(feature = "train")]
pub use fit::{Described, Example, Origin, examples, fit};
pub use ranker::Ranker;

use crate::article::BlockKind;
use crate::lang::date::DateMention;
use crate::lang::number::{self, Quantity};
use crate::lang::{Sentence, Shape};
use crate::model::probability;
use crate::quote::antecedent::People;
use crate::quote::{Quote, Stance};
use crate::text::{Id, Span};
use crate::view::View;
use feature::{Features, Stretch};
use ranker::{Context, Judgment};
use scene::Scene;
use std::collections::BTreeMap;
use std::ops::Range;

/// A clause that can be true or false and that records could settle.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its exact words, without the clause that attributes them.
    pub span: Span,
    /// Probability that a fact-checker would want it checked, 0 to 1.
    pub score: f32,
    /// What sort of claim, most telling first; may be empty.
    pub kinds: Vec<ClaimKind>,
    /// Who asserts it.
    pub voice: Voice,
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// Whether it cannot stand alone ("it rose by a third").
    pub needs_context: bool,
    /// Whom its pronouns stand for, where that is certain, by first byte.
    pub antecedents: Vec<Antecedent>,
    /// Amounts in it, by first byte.
    pub quantities: Vec<Quantity>,
    /// Dates in it, by first byte.
    pub dates: Vec<DateMention>,
    /// Full names of those it names, in order, each once.
    pub entities: Vec<String>,
}

/// What sort of claim. Names as in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ClaimKind {
    Quantity,
    Event,
    Comparison,
    Cause,
    Rule,
    Quote,
    Prediction,
}

/// Who asserts a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The article itself.
    Article,
    /// The speaker of this quote.
    Speaker(Id<Quote>),
}

/// Whether a claim is affirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Polarity {
    Affirmed,
    Denied,
    Questioned,
}

/// A sentence with its check-worthiness, claim or not.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceScore {
    /// The sentence.
    pub span: Span,
    /// Probability that a fact-checker would want something in it checked, 0 to 1.
    pub score: f32,
    /// What sort of claim it holds.
    pub kinds: Vec<ClaimKind>,
    /// Who asserts it.
    pub voice: Voice,
}

/// Units scored lower than this are not listed: on news-claims train it keeps nine of ten sentences worth checking.
const LEAST_SCORE: f32 = 0.2;

/// Sentences scored lower than this are not searched for units: on `PolNeAR` dev 28 of 100 are, and no listed unit lies in one.
const LEAST_OF_SENTENCE: f32 = 0.08;

/// Bylines and dates stand in so many first paragraphs.
const HEAD: usize = 6;

/// The claims of an article, by first byte, and the check-worthiness of each of its sentences.
pub(crate) fn extract(
    view: View<'_>,
    quotes: &[Quote],
    people: &People<'_>,
    ranker: &Ranker,
) -> (Vec<Claim>, Vec<SentenceScore>) {
    let scene = Scene::new(view, quotes);
    let form = view.article.form;
    let heard = ranker.hear(&scene);
    let mut features = Features::default();
    let mut judge = |stretch: Stretch<'_>| {
        feature::of(&scene, stretch, &mut features);
        let judgment = ranker.judge(&scene, &heard, stretch, &features);
        (judgment, rubric::evidence(&scene, stretch))
    };
    let measures: Vec<Measures> = view.syntax.sentences.iter().map(|sentence| Measures::of(view, sentence)).collect();
    let sentences = || view.syntax.sentences.iter().zip(&measures).enumerate();
    let (judgments, rubrics): (Vec<Judgment>, Vec<f64>) =
        sentences().map(|(at, (sentence, measures))| judge(measures.stretch(at, &sentence.tokens))).unzip();
    let contexts = Context::of(&judgments, form);
    let mut claims: Vec<Claim> = Vec::new();
    let mut scores = Vec::with_capacity(judgments.len());
    for (at, (sentence, measures)) in sentences() {
        let paragraph = &view.syntax.paragraphs[sentence.paragraph.index()];
        if matches!(paragraph.kind, BlockKind::Boilerplate | BlockKind::Caption) {
            scores.push(SentenceScore { span: sentence.span, score: 0.01, kinds: Vec::new(), voice: Voice::Article });
            continue;
        }
        let (whole, context) = (&judgments[at], contexts[at]);
        let score = probability(ranker.worth(whole, context, rubrics[at])) as f32;
        scores.push(SentenceScore {
            span: sentence.span,
            score,
            kinds: kinds(&scene, &sentence.tokens, measures, ranker.kinds(whole)),
            voice: scene.voice(sentence.tokens.clone()),
        });
        let titles = paragraph.kind == BlockKind::Heading
            || at == 0 && clause::is_headline(view, sentence)
            || sentence.paragraph.index() < HEAD && clause::is_head_line(view, sentence, paragraph);
        if titles || score < LEAST_OF_SENTENCE {
            continue;
        }
        let units = clause::units(view, sentence.tokens.clone(), quotes);
        for unit in units.iter().filter(|unit| unit.tokens.len() >= clause::SHORTEST) {
            let within = measures.within(view.span_of(unit.tokens.clone()));
            let (judgment, rubric) = if is_whole(view, sentence, &unit.tokens) {
                (*whole, rubrics[at])
            } else {
                judge(within.stretch(at, &unit.tokens))
            };
            let mut worth = ranker.worth(&judgment, context, rubric);
            if matches!(unit.voice, Voice::Speaker(_)) {
                // The models learned from sentences, in which what is said comes with who says it.
                worth = f64::midpoint(worth, ranker.worth(whole, context, rubrics[at]));
            }
            let score = probability(worth) as f32;
            if score < LEAST_SCORE {
                continue;
            }
            let polarity = polarity(&scene, unit);
            // A question claims nothing, unless it asks whether a claim is true.
            if polarity == Polarity::Questioned && !unit.is_asked {
                continue;
            }
            let span = view.span_of(unit.tokens.clone());
            let mut kinds = kinds(&scene, &unit.tokens, &within, ranker.kinds(&judgment));
            if unit.reports && !kinds.contains(&ClaimKind::Quote) {
                kinds.push(ClaimKind::Quote);
            }
            claims.push(Claim {
                span,
                score,
                kinds,
                voice: unit.voice,
                polarity,
                needs_context: kind::needs_context(view, unit),
                antecedents: antecedent::find(view, people, unit, quotes),
                quantities: within.quantities,
                dates: within.dates,
                entities: entities(view, span),
            });
        }
    }
    claims.sort_by_key(|claim: &Claim| claim.span);
    claims.dedup_by_key(|claim| claim.span);
    (claims, scores)
}

/// What weighed for the check-worthiness of a claim: by name, with its evidence in natural units (positive speaks for it), the weightiest first;
/// together they are the log odds of its score. Nothing for a span that lies in no sentence.
pub(crate) fn explain(
    view: View<'_>,
    quotes: &[Quote],
    ranker: &Ranker,
    span: Span,
    voice: Voice,
) -> Vec<(String, f32)> {
    let tokens = view.syntax.tokens_in(span);
    let at = view.syntax.sentence_at(span.start());
    let Some(sentence) = view.syntax.sentences.get(at).filter(|_| !tokens.is_empty()) else { return Vec::new() };
    let scene = Scene::new(view, quotes);
    let heard = ranker.hear(&scene);
    let mut features = Features::default();
    let mut judge = |stretch: Stretch<'_>| {
        feature::of(&scene, stretch, &mut features);
        ranker.judge(&scene, &heard, stretch, &features)
    };
    let measures: Vec<Measures> = view.syntax.sentences.iter().map(|sentence| Measures::of(view, sentence)).collect();
    let sentences = view.syntax.sentences.iter().zip(&measures).enumerate();
    let judgments: Vec<Judgment> =
        sentences.map(|(at, (sentence, measures))| judge(measures.stretch(at, &sentence.tokens))).collect();
    let context = Context::of(&judgments, view.article.form)[at];
    let (within, is_said) = (measures[at].within(span), matches!(voice, Voice::Speaker(_)));
    let stretches: &[Stretch<'_>] = match is_whole(view, sentence, &tokens) {
        true => &[measures[at].stretch(at, &sentence.tokens)],
        false if is_said => &[within.stretch(at, &tokens), measures[at].stretch(at, &sentence.tokens)],
        false => &[within.stretch(at, &tokens)],
    };
    let mut by_name: BTreeMap<String, f64> = BTreeMap::new();
    for &stretch in stretches {
        for (name, weight) in ranker.weighed(&scene, stretch, &judge(stretch), context) {
            *by_name.entry(name).or_default() += weight / stretches.len() as f64;
        }
    }
    by_name.retain(|_, weight| *weight != 0.0);
    let mut weighed: Vec<(String, f32)> = by_name.into_iter().map(|(name, weight)| (name, weight as f32)).collect();
    weighed.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()).then_with(|| one.0.cmp(&other.0)));
    weighed
}

/// Whether a unit is all of a sentence but marks behind it.
fn is_whole(view: View<'_>, sentence: &Sentence, unit: &Range<usize>) -> bool {
    let mark = |at: usize| matches!(view.token(at).shape, Shape::Punct | Shape::Mark);
    unit.start == sentence.tokens.start && (unit.end..sentence.tokens.end).all(mark)
}

/// Amounts and dates of a sentence or a part of one, found once.
#[derive(Debug)]
struct Measures {
    quantities: Vec<Quantity>,
    dates: Vec<DateMention>,
}

impl Measures {
    fn of(view: View<'_>, sentence: &Sentence) -> Measures {
        let (quantities, dates) = number::find_with_dates(view, sentence.tokens.clone());
        Measures { quantities, dates }
    }

    fn within(&self, span: Span) -> Measures {
        Measures {
            quantities: self.quantities.iter().filter(|one| span.contains(one.span)).cloned().collect(),
            dates: self.dates.iter().filter(|one| span.contains(one.span)).copied().collect(),
        }
    }

    fn stretch<'a>(&'a self, sentence: usize, tokens: &'a Range<usize>) -> Stretch<'a> {
        Stretch { sentence, tokens, quantities: &self.quantities, dates: &self.dates }
    }
}

/// The learned kinds, as far as the words bear them out, and those that a rule tells.
fn kinds(scene: &Scene<'_>, tokens: &Range<usize>, measures: &Measures, learned: Vec<ClaimKind>) -> Vec<ClaimKind> {
    let mut kinds = learned;
    kinds.retain(|kind| *kind != ClaimKind::Quantity || !measures.quantities.is_empty());
    if scene.marks.any(tokens, mark::CAUSE) {
        kinds.push(ClaimKind::Cause);
    }
    if scene.marks.any(tokens, mark::FUTURE) {
        kinds.push(ClaimKind::Prediction);
    }
    kinds
}

fn polarity(scene: &Scene<'_>, unit: &clause::Unit) -> Polarity {
    let stance = match unit.voice {
        Voice::Speaker(id) => scene.quotes[id.index()].stance,
        Voice::Article => Stance::Asserted,
    };
    if stance == Stance::Asked || unit.is_asked || kind::is_question(scene.view, unit) {
        Polarity::Questioned
    } else if stance == Stance::Denied || kind::is_negated(scene, unit) {
        Polarity::Denied
    } else {
        Polarity::Affirmed
    }
}

fn entities(view: View<'_>, span: Span) -> Vec<String> {
    let mut entities: Vec<String> = Vec::new();
    for mention in view.discourse.names_in(span) {
        let entity = mention.entity.map(|id| view.discourse.entities[id.index()].name.as_str());
        let name = entity.unwrap_or_else(|| view.text(mention.name));
        if !entities.iter().any(|known| known == name) {
            entities.push(name.to_owned());
        }
    }
    entities
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Form};
    use crate::claim::{Claim, ClaimKind, Polarity, Voice};

    /// The claims of a text with their words, best first.
    fn claims(text: &str) -> Vec<(String, Claim)> {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let mut claims: Vec<Claim> = crate::analyze(&article).claims;
        claims.sort_by(|one, other| other.score.total_cmp(&one.score));
        claims.into_iter().map(|claim| (claim.span.of(text).to_owned(), claim)).collect()
    }

    #[test]
    fn attribution_is_no_part_of_what_is_claimed() {
        let found = claims("The state cut school funding by 12 percent in 2015, Mayor Ida Holm said on Tuesday.");
        let (words, claim) = &found[0];
        assert_eq!(words, "The state cut school funding by 12 percent in 2015");
        assert!(matches!(claim.voice, Voice::Speaker(_)) && claim.kinds.contains(&ClaimKind::Quantity));
        assert_eq!((claim.quantities.len(), claim.dates.len()), (1, 1));
    }

    #[test]
    fn a_mark_that_opens_in_a_claim_is_closed_in_it() {
        let found = claims("The city spent $5 million in 2015 on the “island question.”");
        assert_eq!(found[0].0, "The city spent $5 million in 2015 on the “island question.”");
    }

    #[test]
    fn a_time_opens_no_clause() {
        for time in ["since 2022", "since March", "before the vote"] {
            let said = format!("electricity rates at the port had risen 22 percent {time}");
            let found = claims(&format!("Mayor Ida Holm said that {said}."));
            assert_eq!(found[0].0, said);
            assert!(matches!(found[0].1.voice, Voice::Speaker(_)));
        }
    }

    #[test]
    fn a_sentence_may_hold_several_claims() {
        let found =
            claims("Crime in Arden fell by a third in 2015, and the council closed two police stations in March.");
        let words: Vec<&str> = found.iter().map(|(words, _)| words.as_str()).collect();
        assert!(words.contains(&"Crime in Arden fell by a third in 2015"), "{words:?}");
        assert!(words.contains(&"the council closed two police stations in March"), "{words:?}");
    }

    #[test]
    fn what_is_asked_to_be_true_is_a_questioned_claim_and_other_questions_are_none() {
        let found = claims(
            "Is it true that the city spent $5 million on the bridge in 2015? Who paid for the $5 million bridge?",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0.trim_end_matches('?'), "the city spent $5 million on the bridge in 2015");
        assert_eq!(found[0].1.polarity, Polarity::Questioned);
    }

    #[test]
    fn figures_come_before_opinions() {
        let found = claims(
            "We should be proud of this great town. Unemployment in the county fell to 4.1 percent in May, from 5.3 percent. \
             It was a wonderful evening for everybody.",
        );
        assert!(found[0].0.starts_with("Unemployment"), "{found:?}");
        assert!(found.iter().all(|(words, _)| !words.contains("wonderful") && !words.contains("proud")), "{found:?}");
    }

    #[test]
    fn fragments_are_no_claims_and_the_sentence_around_them_is() {
        let found = claims(
            "Mayor Ida Holm called the 2015 budget of $5.5 million “a historic disaster for the county” on Tuesday.",
        );
        assert!(found.iter().all(|(words, _)| !words.starts_with("a historic")), "{found:?}");
        assert!(
            found.iter().any(|(words, claim)| words.contains("Holm called") && claim.voice == Voice::Article),
            "{found:?}"
        );
    }

    #[test]
    fn a_claim_begins_where_it_stands_alone() {
        let words = |text: &str| claims(text).into_iter().map(|(words, _)| words).collect::<Vec<String>>();
        // "That" of "that month" is no conjunction, and "and" says nothing of the claim.
        let found = words(
            "The council closed two schools in May 2015. That month, the mayor raised taxes by 12 percent in Arden.",
        );
        assert!(found.iter().any(|words| words.starts_with("That month")), "{found:?}");
        let found = words("And the city of Arden raised taxes by 12 percent in 2015.");
        assert!(found.iter().any(|words| words.starts_with("the city of Arden")), "{found:?}");
        // What only frames another claim is none.
        let found =
            words("Officials of the county said that they hoped the tax cut of 2015 would bring 4,000 jobs to Arden.");
        assert!(found.iter().all(|words| !words.starts_with("they hoped")), "{found:?}");
    }

    #[test]
    fn ranks_since_a_time_come_before_what_an_article_says_of_itself() {
        let found = claims(
            "The council of Arden has cut the tax on land. Ida Holm is the first mayor of Arden since 1987 to do so. The rest of her plan does not come up in the letter quoted here.",
        );
        let place = |part: &str| found.iter().position(|(words, _)| words.contains(part)).unwrap_or(usize::MAX);
        assert!(place("since 1987") < place("quoted here"), "{found:?}");
    }

    #[test]
    fn a_pronoun_is_explained_where_one_person_can_be_meant() {
        let known = |text: &str, words: &str| -> Vec<String> {
            let article = Article { text: text.to_owned(), ..Article::default() };
            let document = crate::analyze(&article);
            let claims = document.claims.iter().filter(|claim| claim.span.of(text).contains(words));
            let pronouns = claims.flat_map(|claim| claim.antecedents.clone());
            pronouns.map(|known| document.discourse.entities[known.entity.index()].name.clone()).collect()
        };
        let alone = "Mrs. Ida Holm won the election in Arden in 2015. She raised taxes by 12 percent in 2016 and closed two schools.";
        assert_eq!(known(alone, "raised taxes"), ["Ida Holm"]);
        let two = "Mrs. Ida Holm beat Mrs. Ann Lee in Arden in 2015. She raised taxes by 12 percent in 2016 and closed two schools.";
        assert!(known(two, "raised taxes").is_empty());
        let own = "“I raised taxes by 12 percent in 2016 and closed two schools in Arden,” Ida Holm said on Tuesday.";
        assert_eq!(known(own, "raised taxes"), ["Ida Holm"]);
    }

    #[test]
    fn what_weighed_names_context_and_rubric() {
        let text = "Holm Industries paid $5.5 million in taxes in 2015. It intentionally paid $2 million in Arden in recent years.";
        let article = Article { text: text.to_owned(), ..Article::default() };
        let second = crate::Span::new(text.find("It ").unwrap(), text.len());
        let weighed = crate::explain(&article, &[second]).remove(0);
        for name in ["the sentence before it", "digits", "an intention", "a vague time"] {
            assert!(weighed.iter().any(|(known, weight)| known == name && *weight != 0.0), "{name}: {weighed:?}");
        }
    }

    #[test]
    fn the_label_of_a_turn_is_no_part_of_what_is_claimed() {
        let text = "CLERK: On the motion to borrow $38 million in 2015: seven in favor, two opposed.";
        let claims = claims(text);
        assert_eq!(claims[0].0, "On the motion to borrow $38 million in 2015: seven in favor, two opposed");
        assert!(matches!(claims[0].1.voice, Voice::Speaker(_)));
    }

    #[test]
    fn what_weighed_adds_up_to_the_score() {
        let text = "Crime in Arden fell by a third in 2015, and the council closed two police stations in March. \
                    Mayor Ida Holm said on Monday that the city spent $5.5 million on roads in 2015, twice as much as in 2014.";
        for form in [Form::News, Form::Transcript] {
            let article = Article { text: text.to_owned(), form: Some(form), ..Article::default() };
            let claims = crate::analyze(&article).claims;
            assert!(claims.iter().any(|claim| claim.voice == Voice::Article), "{claims:?}");
            assert!(claims.iter().any(|claim| claim.voice != Voice::Article), "{claims:?}");
            for claim in claims {
                let weighed = crate::explain(&article, &[claim.span]).remove(0);
                let sum: f64 = weighed.iter().map(|(_, weight)| f64::from(*weight)).sum();
                let score = f64::from(claim.score);
                assert!((crate::model::probability(sum) - score).abs() < 1e-3, "{form:?} {claim:?} {sum}");
            }
        }
    }

    #[test]
    fn any_text_is_judged() {
        for text in [
            "",
            " ",
            "?",
            "“",
            "and",
            "— and —",
            "While , it",
            "; ; ;",
            "Is it true that",
            "I think that",
            "5",
            "“Is it true that”, he said",
        ] {
            claims(text);
        }
    }
}
