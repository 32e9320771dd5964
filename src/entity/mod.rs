//! Who and what an article names: mentions, and the entities they refer to within this article.

#[cfg(test)]
mod cases;
mod chain;
mod epithet;
mod firm;
mod gender;
pub(crate) mod joint;
mod mention;
pub mod recognize;

use crate::article::Article;
use crate::lang::Syntax;
use crate::lexicon::{Classes, Lexicon};
use crate::text::{Id, Span};
use recognize::{Recognizer, Words};

/// Words that refer to somebody or something that can speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words, titles and roles before a name included ("President Donald Trump").
    pub span: Span,
    /// The name alone ("Donald Trump"), for `Name`; else the whole.
    pub name: Span,
    /// How it refers.
    pub kind: MentionKind,
    /// Whom it refers to, when that is certain enough.
    pub entity: Option<Id<Entity>>,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// "Donald Trump", "the FEC"
    Name,
    /// "the prime minister"
    Nominal,
    /// "she"
    Pronoun,
}

/// Somebody or something that this article refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Fullest name in the article, without title; for groups and the unnamed, the description as written.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Whether the kind is told by the model of names, a title, a forename or a noun; else it is a guess by shape.
    pub certain: bool,
    /// "President", "prime minister"
    pub role: Option<String>,
    /// The body it belongs to or speaks for.
    pub affiliation: Option<String>,
    /// When the text tells it.
    pub gender: Option<Gender>,
    /// Other names used for it, in order of appearance, each once, without `name`.
    pub aliases: Vec<String>,
}

/// What an entity is. Names as in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum EntityKind {
    Person,
    Organization,
    Group,
    Document,
}

/// Grammatical gender as the text tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Gender {
    Male,
    Female,
}

/// Mentions and entities of one article.
#[derive(Clone, Debug, Default)]
pub struct Discourse {
    /// By first byte.
    pub mentions: Vec<Mention>,
    /// By first mention.
    pub entities: Vec<Entity>,
}

/// Finds the named mentions of `article` and chains them to entities; pronouns and descriptions are left to those who ask for one.
pub fn resolve(article: &Article, syntax: &Syntax, lexicon: &Lexicon, recognizer: &Recognizer) -> Discourse {
    let classes: Vec<Classes> = syntax.tokens.iter().map(|token| lexicon.classes(token.word)).collect();
    let sentences: Vec<_> = syntax.sentences.iter().map(|sentence| sentence.tokens.clone()).collect();
    let words = Words { forms: &syntax.forms, tags: &syntax.tags, classes: &classes, sentences: &sentences };
    let mut names = mention::find(&article.text, syntax, &recognizer.names(words), lexicon);
    firm::tell(&article.text, syntax, lexicon, &mut names);
    let mut discourse = chain::link(&article.text, names, lexicon);
    gender::by_forename(lexicon, &mut discourse);
    gender::by_pronouns(&article.text, syntax, lexicon, &mut discourse);
    discourse
}

impl Discourse {
    /// The named mention that begins at byte `offset`.
    pub fn name_at(&self, offset: usize) -> Option<&Mention> {
        let at = self.mentions.partition_point(|mention| mention.span.start() < offset);
        self.mentions.get(at).filter(|mention| mention.span.start() == offset)
    }

    /// The named mention, with its title, that `span` lies in.
    pub fn name_around(&self, span: Span) -> Option<&Mention> {
        let before = self.mentions.partition_point(|mention| mention.span.start() <= span.start());
        self.mentions[..before].last().filter(|mention| mention.span.contains(span))
    }

    /// The named mentions that lie in `span`, by first byte.
    pub fn names_in(&self, span: Span) -> impl Iterator<Item = &Mention> {
        let first = self.mentions.partition_point(|mention| mention.span.start() < span.start());
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.span.start() < span.end())
            .filter(move |mention| span.contains(mention.name))
    }
}
