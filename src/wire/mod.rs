//! What leaves the program, and what the index keeps: the JSON contract, version 1, as types. Fields that are unknown are left out.

mod check;
mod convert;
mod restore;

pub use check::{Check, Suggestion};
pub use convert::{article, score, sentences};
pub use restore::restore;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the shapes below; raised when a field is removed or renamed.
pub const SCHEMA: u32 = 1;

/// Raised when the analysis gives other answers for the same text, or joins names by other rules: what an older one wrote into an index is made
/// again.
pub const ANALYSIS: u32 = 11;

/// Half-open byte range `[start, end)` of the article's text.
pub type Range = [usize; 2];

/// One analyzed article: a line of `extract`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Which article, and where it was reported.
    #[serde(flatten)]
    pub head: Head,
    /// Names in the byline.
    pub authors: Vec<String>,
    /// Where the publication date was found.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub published_from: Option<String>,
    /// ISO 639-1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub language: Option<String>,
    /// `news`, `transcript`, `post`, `statement` or `letter`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub form: Option<String>,
    /// The text that all spans point into; only on request, always in the index.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub text: Option<String>,
    /// What each part of the text is; beside `text` only.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub blocks: Option<Vec<Block>>,
    /// By first content byte.
    pub quotes: Vec<Quote>,
    /// By first byte.
    pub claims: Vec<Claim>,
    /// Those who are quoted, by first quote.
    pub speakers: Vec<Speaker>,
    /// What was odd, by first byte.
    pub notes: Vec<Note>,
}

/// Which article: the part of it that goes with every row.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Head {
    /// The id that the article brings, else a hash of key and text.
    pub id: String,
    /// Path of its file.
    pub path: String,
    /// Its place in a container file, from 0.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub part: Option<u32>,
    /// Name of its file inside of an archive.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub entry: Option<String>,
    /// Headline.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// The outlet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub publisher: Option<String>,
    /// `2025-11-24`, `2025-11`, `2025`, or RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub published: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
    /// Key of the article that it is a copy of, in an index.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub copy_of: Option<String>,
}

/// One part of an article's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Where it stands.
    pub span: Range,
    /// `paragraph`, `heading`, `list-item`, `block-quote`, `post`, `turn`, `caption` or `boilerplate`.
    pub kind: String,
    /// For a post: "Truth Social", "X", …
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub platform: Option<String>,
    /// For a post: display name of its author.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub author: Option<String>,
    /// For a post: `@handle` of its author.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub handle: Option<String>,
    /// For a post: its address.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
}

/// One quote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// 128-bit hash of article key, content spans and text.
    pub id: String,
    /// `direct`, `mixed` or `indirect`.
    pub kind: String,
    /// The content, its parts joined by " … ", without outer marks.
    pub text: String,
    /// Content, cue and source.
    pub spans: Spans,
    /// Dictionary form of the cue's verb.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cue_lemma: Option<String>,
    /// Who said it; absent when nothing tells.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub speaker: Option<Speaker>,
    /// Where it was said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub medium: Option<Medium>,
    /// Whom it was said to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub addressee: Option<String>,
    /// When it was said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub said: Option<Date>,
    /// `asserted`, `denied`, `asked` or `hypothetical`.
    pub stance: String,
    /// Id of the quote inside whose content it stands.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub nested_in: Option<String>,
    /// From 0.
    pub paragraph: usize,
    /// From 0, over the whole article.
    pub sentence: usize,
    /// Probability that content and speaker are right.
    pub confidence: f64,
    /// The sieve or model that answered.
    pub because: String,
    /// Other speakers that it may be, most likely first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub alternatives: Vec<Alternative>,
}

/// PARC's three roles.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named by the contract")]
pub struct Spans {
    pub content: Vec<Range>,
    pub cue: Vec<Range>,
    pub source: Vec<Range>,
}

/// A speaker as one article knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Hash of kind and folded name: the same in every article.
    pub id: String,
    /// Fullest name in the article, without title.
    pub name: String,
    /// `person`, `organization`, `group` or `document`.
    pub kind: String,
    /// "President"
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<String>,
    /// The body it belongs to or speaks for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub affiliation: Option<String>,
    /// `m` or `f`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub gender: Option<String>,
    /// The words used at this quote; for an article's list, the first ones.
    pub mention: String,
    /// Other names used in the article.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub aliases: Vec<String>,
    /// Wikidata item, `Q…`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub wikidata: Option<String>,
}

/// Where something was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Medium {
    /// "Truth Social", "Fox News", "statement"
    pub name: String,
    /// `social`, `broadcast`, `print`, `statement`, `speech`, `interview`, `press-conference`, `debate`, `letter`, `email`, `book`, `document`, `court` or `other`.
    pub kind: String,
    /// The words that tell it.
    pub span: Range,
}

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Date {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Range,
    /// `2025-11-24`, `2025-11` or `2025`.
    pub date: String,
    /// `day`, `month` or `year`.
    pub precision: String,
}

/// Another speaker that a quote may belong to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// Their name.
    pub name: String,
    /// Its probability.
    pub confidence: f64,
}

/// One claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// 128-bit hash of article key, span and text.
    pub id: String,
    /// Where it stands.
    pub span: Range,
    /// Its exact words.
    pub text: String,
    /// Probability that a fact-checker would want it checked.
    pub score: f64,
    /// `quantity`, `event`, `comparison`, `cause`, `rule`, `quote`, `prediction`.
    pub kinds: Vec<String>,
    /// `article` or `speaker`.
    pub voice: String,
    /// Who asserts it, when the voice is a speaker's and is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub speaker: Option<Speaker>,
    /// Id of the quote that it stands in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quote: Option<String>,
    /// `affirmed`, `denied` or `questioned`.
    pub polarity: String,
    /// Whether it cannot stand alone.
    pub needs_context: bool,
    /// Whom its pronouns stand for, where the article leaves no doubt.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub antecedents: Vec<Antecedent>,
    /// Amounts in it.
    pub quantities: Vec<Quantity>,
    /// Dates in it.
    pub dates: Vec<Date>,
    /// Full names of those it names.
    pub entities: Vec<String>,
}

/// A pronoun and whom it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Antecedent {
    /// "he"
    pub text: String,
    /// Where it stands.
    pub span: Range,
    /// The fullest name in the article.
    pub name: String,
}

/// An amount in a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Range,
    /// 5500000
    pub value: f64,
    /// "USD", "percent", "people"
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
}

/// An oddity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named by the contract")]
pub struct Note {
    pub kind: String,
    pub span: Range,
}

/// One row of a listing of quotes, claims or articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The quote or claim itself; nothing for an article.
    #[serde(flatten)]
    pub item: Item,
    /// Where it was reported.
    pub article: Head,
    /// Where the same article stands too, by date.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub copies: Vec<Head>,
    /// Rank of a full-text hit; higher is better.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub relevance: Option<f64>,
    /// Byte ranges of `text` that match the query.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub highlights: Vec<Range>,
    /// The words around it in the article.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub context: Option<Context>,
    /// On request, for a claim: what weighed for its score, the weightiest first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub reasons: Vec<Reason>,
    /// On request, for a claim: known fact-checks that may be about it, the most alike first. None is a verdict on the claim.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub suggested_checks: Vec<Suggestion>,
}

/// A feature that weighed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// What it is, in words.
    pub feature: String,
    /// Its evidence in natural units of log odds: above 0 it speaks for checking.
    pub weight: f64,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Item {
    Quote(Quote),
    Claim(Claim),
    /// An article that matches, with the passage that matches best.
    Article {
        /// The passage, whole words.
        text: String,
        /// Where it stands in the article.
        span: Range,
    },
}

/// The words around a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named by the contract")]
pub struct Context {
    pub before: String,
    pub after: String,
}

/// One row of `speakers`: a speaker over the whole index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakerRow {
    /// As [`Speaker::id`].
    pub id: String,
    /// Name.
    pub name: String,
    /// `person`, `organization`, `group` or `document`.
    pub kind: String,
    /// The role given most often.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<String>,
    /// Other names used.
    pub aliases: Vec<String>,
    /// How many quotes, exactly.
    pub quotes: u64,
    /// In how many articles, exactly.
    pub articles: u64,
    /// Earliest publication date of an article that quotes them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first: Option<String>,
    /// Latest.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last: Option<String>,
    /// How many quotes in which medium.
    pub media: BTreeMap<String, u64>,
}

/// Everything about one speaker: the row, and what a page about it shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Portrait {
    /// The row.
    #[serde(flatten)]
    pub speaker: SpeakerRow,
    /// How many quotes under which name.
    pub names: BTreeMap<String, u64>,
    /// How many quotes with which role.
    pub roles: BTreeMap<String, u64>,
    /// How many quotes with which body.
    pub affiliations: BTreeMap<String, u64>,
    /// How many quotes in which outlet.
    pub publishers: BTreeMap<String, u64>,
    /// How many quotes to whom.
    pub addressees: BTreeMap<String, u64>,
    /// How many quotes by month of publication, `2025-11`.
    pub months: BTreeMap<String, u64>,
    /// A quote of the first day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first_quote: Option<Row>,
    /// A quote of the last day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last_quote: Option<Row>,
    /// Why names were joined.
    pub because: Vec<Joined>,
}

/// Why a name belongs to a speaker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The name.
    pub name: String,
    /// How many quotes it has.
    pub quotes: u64,
    /// Keys of the articles in which it means the speaker; empty for all.
    pub articles: Vec<String>,
    /// The evidence, in words.
    pub because: String,
}

/// The answer of `info`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named by the contract")]
pub struct Info {
    pub schema: u32,
    /// Version of the index on disk.
    pub format: u32,
    /// Version of the program.
    pub program: String,
    pub articles: u64,
    /// Articles that are the same as another; not among `articles`.
    pub copies: u64,
    pub quotes: u64,
    pub claims: u64,
    pub speakers: u64,
    /// Fact-checks that were imported.
    pub checks: u64,
    /// Size on disk.
    pub bytes: u64,
    /// Articles without a publication date.
    pub undated: u64,
}

/// One row of `index --report`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRow {
    /// The file.
    pub path: String,
    /// The place in it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub part: Option<u32>,
    /// The name of an archive's entry.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub entry: Option<String>,
    /// The line in the file or the entry, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u64>,
    /// `indexed`, `unchanged`, `replaced`, `removed`, `skipped` or `failed`.
    pub status: String,
    /// Why it was skipped or failed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// How many quotes it gave.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quotes: Option<u64>,
    /// How many claims it gave.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claims: Option<u64>,
}

/// A line of `extract --format score`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreLine {
    /// The article's id.
    pub id: String,
    /// Its quotes.
    pub quotes: Vec<ScoreQuote>,
}

/// A quote as the scorer reads it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "named by the contract")]
pub struct ScoreQuote {
    pub content: Vec<Range>,
    pub cue: Vec<Range>,
    pub source: Vec<Range>,
    pub kind: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub nested: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<String>,
    pub confidence: f64,
}

/// A line of `extract --format sentences`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SentencesLine {
    /// The article's id.
    pub id: String,
    /// Every sentence, claim or not.
    pub sentences: Vec<SentenceLine>,
}

/// A sentence as the scorer reads it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "named by the contract")]
pub struct SentenceLine {
    pub span: Range,
    pub score: f64,
    pub kinds: Vec<String>,
    pub voice: String,
}
