//! Who and what an article names: mentions, and the entities they refer to within this article.

use crate::lang::Syntax;
use crate::text::{Id, Span};

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

/// Finds the mentions of `article` and what they refer to.
pub fn resolve(_article: &crate::article::Article, _syntax: &Syntax, _lexicon: &crate::lexicon::Lexicon) -> Discourse {
    Discourse::default()
}
