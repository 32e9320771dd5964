//! The fields of the index. Documents are articles, quotes, claims, checks (known fact-checks), and files (the manifest).

use super::tokenizer;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// The kinds of documents: of the articles, quotes and claims that count, and of those that are folded under the same in another article.
pub(super) mod kind {
    pub(crate) const ARTICLES: [&str; 2] = ["article", "copy"];
    pub(crate) const QUOTES: [&str; 2] = ["quote", "folded-quote"];
    pub(crate) const CLAIMS: [&str; 2] = ["claim", "folded-claim"];
}

/// Handles of all fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// One of [`kind`], `check` or `file`.
    pub(crate) kind: Field,
    /// Path of the file: deleting by it removes everything that the file gave.
    pub(crate) file: Field,
    /// Path of the file, on its record alone: a record is replaced without its articles.
    pub(crate) manifest: Field,
    /// Key of the article, `path` or `path#part`.
    pub(crate) article: Field,
    /// Id of the quote, the claim, the check or the article.
    pub(crate) id: Field,
    /// Words of a quote.
    pub(crate) quote_text: Field,
    /// Words of a claim.
    pub(crate) claim_text: Field,
    /// Headline and text of an article.
    pub(crate) body: Field,
    /// Id of the speaker.
    pub(crate) speaker_id: Field,
    /// Full name of the speaker; the terms are folded, the column is as written.
    pub(crate) speaker: Field,
    /// Words of the full name: a part of a name is found by its terms, without reading all names.
    pub(crate) speaker_words: Field,
    /// Other names of the speaker; terms and column as of `speaker`.
    pub(crate) alias: Field,
    /// `person`, `organization`, `group` or `document`, for quotes. Like `role` a column alone: a speaker's row is counted from
    /// columns, because decoding every stored quote of 20 speakers took 16 s of 527 000 quotes.
    pub(crate) speaker_kind: Field,
    /// What the speaker is called beside the name, for quotes.
    pub(crate) role: Field,
    /// `m` or `f`, for quotes.
    pub(crate) gender: Field,
    /// The body that the speaker belongs to or speaks for, for quotes.
    pub(crate) affiliation: Field,
    /// Full names of other people who speak in the article, for quotes of a person: what tells two people of one surname apart.
    pub(crate) company: Field,
    /// Whom it was said to, for quotes.
    pub(crate) addressee: Field,
    /// Where it was said.
    pub(crate) medium: Field,
    /// The outlet.
    pub(crate) publisher: Field,
    /// Names in the byline.
    pub(crate) author: Field,
    /// `direct`, `mixed`, `indirect` for quotes; the kinds of a claim, and [`WITH_NUMBER`] where it holds an amount.
    pub(crate) form: Field,
    /// `article` or `speaker`, for claims.
    pub(crate) voice: Field,
    /// First and last day of the publication date as yyyymmdd; absent when undated.
    pub(crate) first_day: Field,
    /// See `first_day`.
    pub(crate) last_day: Field,
    /// Confidence of a quote, score of a claim.
    pub(crate) score: Field,
    /// For articles: what their copies are found by, as [`crate::track::copy::Sketch`] writes it.
    pub(crate) sketch: Field,
    /// For copies: key of the article that it is a copy of.
    pub(crate) copy_of: Field,
    /// For copies: hash of the articles that its quotes and claims were folded under.
    pub(crate) basis: Field,
    /// The article's head, as JSON.
    pub(crate) head: Field,
    /// The quote, the claim, the check, the article without its quotes and claims, or the file record, as JSON.
    pub(crate) record: Field,
}

/// Among the kinds of a claim: it holds an amount.
pub(super) const WITH_NUMBER: &str = "with-number";

/// The schema and its handles.
pub(crate) fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(tokenizer::NAME)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    );
    let folded = |tokenizer| {
        let terms = TextFieldIndexing::default().set_tokenizer(tokenizer).set_fieldnorms(false);
        TextOptions::default().set_indexing_options(terms.set_index_option(IndexRecordOption::Basic))
    };
    let name = folded(tokenizer::WHOLE).set_fast("raw");
    let column = TextOptions::default().set_fast("raw");
    let fields = Fields {
        kind: schema.add_text_field("kind", STRING),
        file: schema.add_text_field("file", STRING),
        manifest: schema.add_text_field("manifest", STRING),
        article: schema.add_text_field("article", STRING | FAST),
        id: schema.add_text_field("id", STRING),
        quote_text: schema.add_text_field("quote_text", words.clone()),
        claim_text: schema.add_text_field("claim_text", words.clone()),
        body: schema.add_text_field("body", words),
        speaker_id: schema.add_text_field("speaker_id", STRING | FAST),
        speaker: schema.add_text_field("speaker", name.clone()),
        speaker_words: schema.add_text_field("speaker_words", folded(tokenizer::NAME)),
        alias: schema.add_text_field("alias", name),
        speaker_kind: schema.add_text_field("speaker_kind", column.clone()),
        role: schema.add_text_field("role", column.clone()),
        gender: schema.add_text_field("gender", column.clone()),
        affiliation: schema.add_text_field("affiliation", column.clone()),
        company: schema.add_text_field("company", column.clone()),
        addressee: schema.add_text_field("addressee", column.clone()),
        medium: schema.add_text_field("medium", STRING | FAST),
        publisher: schema.add_text_field("publisher", STRING | FAST),
        author: schema.add_text_field("author", STRING),
        form: schema.add_text_field("form", STRING),
        voice: schema.add_text_field("voice", STRING),
        first_day: schema.add_u64_field("first_day", FAST | INDEXED),
        last_day: schema.add_u64_field("last_day", FAST | INDEXED),
        score: schema.add_f64_field("score", FAST | INDEXED),
        sketch: schema.add_bytes_field("sketch", FAST),
        copy_of: schema.add_text_field("copy_of", STRING | FAST),
        basis: schema.add_text_field("basis", column),
        head: schema.add_text_field("head", STORED),
        record: schema.add_text_field("record", STORED),
    };
    (schema.build(), fields)
}
