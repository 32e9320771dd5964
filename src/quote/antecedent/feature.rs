//! What is seen of a person named near a pronoun: where, in which part of its sentence, how often.

use super::{Parser, Reports, Trees};
use crate::article::Article;
use crate::entity::{Discourse, Entity, EntityKind, Gender, Mention, MentionKind};
use crate::lang::head::Relation;
use crate::lang::tag::Tagger;
use crate::lang::{self, Shape};
use crate::lexicon::{Classes, Lexicon};
use crate::text::{Id, Span};
use crate::view::View;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// How many sentences back somebody may be named: GAP and `PolNeAR` have nearly all antecedents within three.
const SENTENCES: usize = 5;

/// How many mentions around a pronoun are looked at: all of any real text, a bound on hostile ones.
const MENTIONS: usize = 100;

/// Columns of one fact.
const WIDTH: usize = 64;

pub(super) const N_COLUMNS: usize = Fact::Others as usize * WIDTH + WIDTH;

/// Columns with their values.
pub(super) type Facts = Vec<(u16, f32)>;

/// What may hold of a candidate; of its last mention before the pronoun where not said otherwise.
#[derive(Clone, Copy)]
enum Fact {
    /// How many sentences before, up to 4.
    Distance,
    Role,
    RoleDistance,
    RoleForm,
    RoleFormDistance,
    /// How many others are named in between, up to 4.
    Between,
    /// Named first of its sentence.
    First,
    /// Opens its sentence.
    Opens,
    OtherParagraph,
    /// Finite verbs in between, in one sentence.
    Verbs,
    /// The pronoun opens its sentence.
    Opening,
    /// How often it was a subject, as a logarithm.
    Subjects,
    /// Steps from the one to the other in the tree, as a logarithm.
    Tree,
    /// How often it was the subject of a whole sentence, as a logarithm.
    MainSubjects,
    /// Named behind the pronoun alone: role, the pronoun's form, words in between as a logarithm.
    BehindRole,
    BehindForm,
    BehindDistance,
    /// The same, and no verb stands before the pronoun: “In her speech, Holm …”
    Fronted,
    /// It is known to have the pronoun's gender.
    Gender,
    /// How often the article names it, as a logarithm.
    Total,
    /// No candidate is named more often.
    Most,
    /// The article has a pronoun of this gender before it first names it.
    PronounBefore,
    Nobody,
    /// Of nobody: how many candidates there are, as a logarithm.
    Others,
}

/// What a name is in its sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Subject,
    Object,
    Oblique,
    Owner,
    Modifier,
    /// Of a sentence without a verb.
    Root,
    Other,
}

/// What a pronoun is in its sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Subject,
    Owner,
    Object,
    Oblique,
}

/// How often each entity is named, and where first; where the first pronoun of each gender stands.
#[derive(Debug)]
pub(super) struct Named {
    n_mentions: Vec<u32>,
    first: Vec<usize>,
    first_pronoun: [usize; 2],
}

impl Named {
    pub(super) fn new(view: View<'_>) -> Named {
        let n = view.discourse.entities.len();
        let (mut n_mentions, mut first) = (vec![0; n], vec![usize::MAX; n]);
        for mention in &view.discourse.mentions {
            if let Some(id) = mention.entity {
                n_mentions[id.index()] += 1;
                first[id.index()] = first[id.index()].min(mention.name.start());
            }
        }
        let pronoun = |class: Classes| {
            let at = (0..view.syntax.tokens.len()).find(|&at| view.has(at, class));
            at.map_or(usize::MAX, |at| view.token(at).span.start())
        };
        Named { n_mentions, first, first_pronoun: [pronoun(Classes::HE), pronoun(Classes::SHE)] }
    }

    fn n_mentions(&self, id: Id<Entity>) -> u32 {
        self.n_mentions.get(id.index()).copied().unwrap_or(0)
    }
}

/// Somebody whom a pronoun may stand for.
pub(super) struct Candidate {
    pub(super) id: Id<Entity>,
    /// Tokens of its names near the pronoun, in order.
    names: Vec<Range<usize>>,
    /// Named only in what somebody else says.
    pub(super) is_reported: bool,
}

impl Candidate {
    /// Not named before the pronoun in its paragraph.
    pub(super) fn is_elsewhere(&self, view: View<'_>, pronoun: usize) -> bool {
        let start = view.token(pronoun).span.start();
        let paragraph = view.syntax.paragraphs[view.syntax.paragraph_at(start)].tokens.start;
        self.before(pronoun).last().is_none_or(|name| name.start < paragraph)
    }

    fn before(&self, pronoun: usize) -> &[Range<usize>] {
        &self.names[..self.names.partition_point(|name| name.start < pronoun)]
    }
}

/// The people named in the sentences before the pronoun and in its own, by first name there.
pub(super) fn candidates(
    view: View<'_>,
    named: &Named,
    pronoun: usize,
    gender: Option<Gender>,
    reports: &Reports<'_>,
) -> Vec<Candidate> {
    let place = view.token(pronoun).span;
    let sentence = view.syntax.sentence_at(place.start());
    let start = view.syntax.sentences[sentence.saturating_sub(SENTENCES)].span.start();
    let end = view.syntax.sentences[sentence].span.end();
    let mentions = &view.discourse.mentions;
    let here = mentions.partition_point(|mention| mention.span.start() < place.start());
    let from = mentions.partition_point(|mention| mention.span.start() < start).max(here.saturating_sub(MENTIONS));
    let to = mentions.partition_point(|mention| mention.span.start() < end).min(here + MENTIONS);
    let may = |id: Id<Entity>| {
        let entity = &view.discourse.entities[id.index()];
        // Two capitals in a row are not yet a person: a forename, a title, or having spoken tells it.
        let told = entity.certain || entity.gender.is_some() || entity.role.is_some();
        entity.kind == EntityKind::Person
            && entity.gender.is_none_or(|known| gender.is_none_or(|gender| known == gender))
            && (told || reports.spoke.iter().any(|&(speaker, _)| speaker == id))
            && named.n_mentions(id) > 0
    };
    let mut found: Vec<Candidate> = Vec::new();
    for mention in &mentions[from..to.max(from)] {
        let Some(id) = mention.entity.filter(|&id| !mention.span.overlaps(place) && may(id)) else { continue };
        let name = view.syntax.tokens_in(mention.name);
        if name.is_empty() {
            continue;
        }
        let is_reported = (reports.holds)(name.start);
        match found.iter_mut().find(|candidate| candidate.id == id) {
            None => found.push(Candidate { id, names: vec![name], is_reported }),
            Some(known) if known.is_reported && !is_reported => {
                (known.names, known.is_reported) = (vec![name], false);
            }
            Some(known) if known.is_reported == is_reported => known.names.push(name),
            Some(_) => {}
        }
    }
    found
}

/// The facts of each candidate.
pub(super) fn describe(
    view: View<'_>,
    trees: &Trees<'_>,
    named: &Named,
    pronoun: usize,
    gender: Option<Gender>,
    candidates: &[Candidate],
) -> Vec<Facts> {
    let scene = Scene { view, trees, pronoun, form: form(view, trees, pronoun), gender, candidates };
    let most = candidates.iter().map(|candidate| named.n_mentions(candidate.id)).max().unwrap_or(0);
    candidates.iter().map(|candidate| scene.facts(candidate, named, most)).collect()
}

/// The facts of nobody among so many candidates.
pub(super) fn nobody(n_candidates: usize) -> Facts {
    vec![column(Fact::Nobody, 0, 1.0), column(Fact::Others, 0, log(n_candidates))]
}

fn column(fact: Fact, code: usize, value: f32) -> (u16, f32) {
    debug_assert!(code < WIDTH, "{code}");
    ((fact as usize * WIDTH + code) as u16, value)
}

fn log(n: usize) -> f32 {
    (n as f32).ln_1p()
}

/// One pronoun and those it may stand for.
struct Scene<'a> {
    view: View<'a>,
    trees: &'a Trees<'a>,
    pronoun: usize,
    form: Form,
    gender: Option<Gender>,
    candidates: &'a [Candidate],
}

impl Scene<'_> {
    fn facts(&self, candidate: &Candidate, named: &Named, most: u32) -> Facts {
        let (view, pronoun) = (self.view, self.pronoun);
        let mut facts = Facts::new();
        let mut add = |fact: Fact, code: usize, value: f32| facts.push(column(fact, code, value));
        let before = candidate.before(pronoun);
        // Object and oblique are one where there is little to learn from.
        let form = (self.form as usize).min(Form::Object as usize);
        if let Some(name) = before.last() {
            let sentence = self.sentence(name.start);
            let distance = self.sentence(pronoun) - sentence;
            let near = distance.min(2);
            let role = self.role(name);
            let at = role as usize;
            add(Fact::Distance, distance.min(4), 1.0);
            add(Fact::Role, at, 1.0);
            add(Fact::RoleDistance, at * 3 + near, 1.0);
            add(Fact::RoleForm, at * 4 + self.form as usize, 1.0);
            add(Fact::RoleFormDistance, at * 9 + form * 3 + near, 1.0);
            let between = |other: &&Candidate| {
                other.id != candidate.id && other.before(pronoun).last().is_some_and(|last| last.start > name.start)
            };
            add(Fact::Between, 0, self.candidates.iter().filter(between).count().min(4) as f32);
            let tokens = &view.syntax.sentences[sentence].tokens;
            let earlier = |other: &Candidate| {
                let first = other.names.partition_point(|name| name.start < tokens.start);
                other.id != candidate.id && other.names.get(first).is_some_and(|first| first.start < name.start)
            };
            if !self.candidates.iter().any(earlier) {
                add(Fact::First, near, 1.0);
            }
            if name.start - tokens.start < 3 {
                add(Fact::Opens, 0, 1.0);
            }
            if view.syntax.sentences[sentence].paragraph != view.syntax.sentences[self.sentence(pronoun)].paragraph {
                add(Fact::OtherParagraph, 0, 1.0);
            }
            if distance == 0 {
                let verbs = (name.end..pronoun).filter(|&at| self.is_finite(at)).count().min(2);
                add(Fact::Verbs, at * 9 + verbs * 3 + form, 1.0);
            } else {
                let first = view.syntax.sentences[self.sentence(pronoun)].tokens.start;
                let opens = pronoun - first < 3 && self.form == Form::Subject;
                add(Fact::Opening, at * 2 + usize::from(opens), 1.0);
            }
            let subjects: Vec<&Range<usize>> = before.iter().filter(|name| self.role(name) == Role::Subject).collect();
            add(Fact::Subjects, 0, log(subjects.len()));
            add(Fact::MainSubjects, 0, log(subjects.iter().filter(|name| self.is_main(name)).count()));
            add(Fact::Tree, 0, log(self.steps(self.top(name), pronoun)));
        } else if let Some(name) = candidate.names.first() {
            let role = self.role(name) as usize;
            add(Fact::BehindRole, role, 1.0);
            add(Fact::BehindForm, self.form as usize, 1.0);
            add(Fact::BehindDistance, 0, log(name.start - pronoun));
            let first = view.syntax.sentences[self.sentence(pronoun)].tokens.start;
            if !(first..pronoun).any(|at| self.is_finite(at)) {
                add(Fact::Fronted, role, 1.0);
            }
        }
        let known = view.discourse.entities[candidate.id.index()].gender;
        if known.is_some() {
            add(Fact::Gender, 0, 1.0);
        }
        let total = named.n_mentions(candidate.id);
        add(Fact::Total, 0, log(total as usize));
        if total == most {
            add(Fact::Most, 0, 1.0);
        }
        let is_female = self.gender.or(known) == Some(Gender::Female);
        let first_pronoun = named.first_pronoun[usize::from(is_female)];
        if first_pronoun < view.token(pronoun).span.start() && first_pronoun < named.first[candidate.id.index()] {
            add(Fact::PronounBefore, 0, 1.0);
        }
        facts
    }

    fn sentence(&self, token: usize) -> usize {
        self.view.syntax.sentence_at(self.view.token(token).span.start())
    }

    fn is_finite(&self, at: usize) -> bool {
        matches!(self.view.syntax.tags[at].name(), "VBD" | "VBZ" | "VBP" | "MD")
    }

    /// The token of a name that depends on none of the others.
    fn top(&self, name: &Range<usize>) -> usize {
        let outside = |&at: &usize| self.trees.head(at).is_none_or(|head| !name.contains(&head));
        name.clone().find(outside).unwrap_or(name.end - 1)
    }

    /// What the phrase of a name is: “Ida Holm” of “Mayor Ida Holm, a baker, and Nils Berg” is what the mayor is.
    fn role(&self, name: &Range<usize>) -> Role {
        const PHRASE: [&str; 5] = ["flat", "compound", "appos", "conj", "amod"];
        let owns = self.view.syntax.tokens.get(name.end).is_some_and(|token| token.shape == Shape::Possessive);
        if owns {
            return Role::Owner;
        }
        let mut at = self.top(name);
        for _ in 0..6 {
            match self.trees.head(at) {
                Some(head) if PHRASE.contains(&self.relation(at)) => at = head,
                _ => break,
            }
        }
        match self.relation(at) {
            "nsubj" => Role::Subject,
            "obj" | "iobj" => Role::Object,
            "obl" => Role::Oblique,
            "nmod" => Role::Modifier,
            _ if self.trees.head(at).is_none() => Role::Root,
            _ => Role::Other,
        }
    }

    fn relation(&self, at: usize) -> &'static str {
        Relation::name(self.trees.relation(at))
    }

    /// Whether a name is the subject of the verb that its sentence is built on.
    fn is_main(&self, name: &Range<usize>) -> bool {
        let top = self.top(name);
        let head = self.trees.head(top);
        self.relation(top) == "nsubj" && head.is_some_and(|head| self.trees.head(head).is_none())
    }

    /// From a token up to the root of its sentence, both included.
    fn path(&self, token: usize) -> Vec<usize> {
        let up = std::iter::successors(Some(token), |&at| self.trees.head(at));
        up.take(40).collect()
    }

    /// How many steps lead from one token to the other: over the roots and the sentences in between where they stand in two.
    fn steps(&self, one: usize, other: usize) -> usize {
        let (up, down) = (self.path(one), self.path(other));
        let (from, to) = (self.sentence(one), self.sentence(other));
        let meet = up.iter().enumerate().find_map(|(n, at)| Some(n + down.iter().position(|other| other == at)?));
        meet.filter(|_| from == to).unwrap_or(up.len() + down.len() + from.abs_diff(to))
    }
}

fn form(view: View<'_>, trees: &Trees<'_>, pronoun: usize) -> Form {
    if !view.has(pronoun, Classes::HE | Classes::SHE) || view.is(pronoun, "he") || view.is(pronoun, "she") {
        Form::Subject
    } else if view.is(pronoun, "his") || view.syntax.tags[pronoun].name() == "PRP$" {
        Form::Owner
    } else if matches!(trees.relation(pronoun).name(), "obj" | "iobj") {
        Form::Object
    } else {
        Form::Oblique
    }
}

/// Hash of the features of a probe: another when what is seen of a pronoun changes.
pub(super) fn feature_set() -> u64 {
    let text = "Ida Holm met Anna Berg in Vale. Berg’s sister told her, as she left, that Ida had sold her car. In her speech Eva Lund wept.";
    let article = Article { text: text.to_owned(), ..Article::default() };
    let lexicon = Lexicon::builtin();
    let syntax = lang::parse(&article, lexicon).tagged(&article.text, &Tagger::untrained());
    let mut discourse = Discourse::default();
    for (name, entity) in [("Ida Holm", 0), ("Anna Berg", 1), ("Eva Lund", 2)] {
        let start = text.find(name).unwrap_or(0);
        let span = Span::new(start, start + name.len());
        discourse.mentions.push(Mention { span, name: span, kind: MentionKind::Name, entity: Some(Id::new(entity)) });
        discourse.entities.push(Entity {
            name: name.to_owned(),
            kind: EntityKind::Person,
            certain: true,
            role: None,
            affiliation: None,
            gender: None,
            aliases: Vec::new(),
        });
    }
    let view = View { article: &article, syntax: &syntax, discourse: &discourse, lexicon };
    let parser = Parser::untrained();
    let trees = Trees::new(&syntax, &parser);
    let named = Named::new(view);
    let reports = Reports { holds: &|_| false, spoke: &[], in_marks: false };
    let mut all = N_COLUMNS.to_le_bytes().to_vec();
    for pronoun in (0..syntax.tokens.len()).filter(|&at| view.has(at, Classes::SHE)) {
        let candidates = candidates(view, &named, pronoun, None, &reports);
        let mut facts = describe(view, &trees, &named, pronoun, None, &candidates);
        facts.push(nobody(candidates.len()));
        for (column, value) in facts.concat() {
            all.extend(column.to_le_bytes());
            all.extend(value.to_bits().to_le_bytes());
        }
    }
    xxh3_64(&all)
}
