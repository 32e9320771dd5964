//! The pipeline: one article in, one document out.

use crate::article::Article;
use crate::claim::Voice;
use crate::document::Document;
use crate::lang::head::Trees;
use crate::quote::antecedent::People;
use crate::resources::Resources;
use crate::text::Span;
use crate::view::View;
use crate::{claim, entity, lang, quote};

/// Analyzes one article. Never fails and does no input or output: oddities become notes.
///
/// ```
/// use whosaid::{Article, analyze};
/// let text = "“The ferry will run again in May,” said Mayor Ida Holm.".to_string();
/// let document = analyze(&Article { text, ..Article::default() });
/// let attribution = document.quotes[0].attribution.as_ref().expect("it is attributed");
/// let speaker = attribution.speaker.expect("it is somebody's");
/// assert_eq!(document.discourse.entities[speaker.index()].name, "Ida Holm");
/// ```
pub fn analyze(article: &Article) -> Document {
    analyze_with(article, Resources::builtin())
}

/// For each span of an article: what weighed for the check-worthiness of a claim there, by name and evidence in log odds, the weightiest first.
pub fn explain(article: &Article, spans: &[Span]) -> Vec<Vec<(String, f32)>> {
    let resources = Resources::builtin();
    let document = analyze_with(article, resources);
    let Document { syntax, discourse, quotes, claims, .. } = &document;
    let view = View { article, syntax, discourse, lexicon: resources.lexicon };
    let voice = |span: Span| claims.iter().find(|claim| claim.span == span).map_or(Voice::Article, |claim| claim.voice);
    spans.iter().map(|&span| claim::explain(view, quotes, &resources.ranker, span, voice(span))).collect()
}

/// The same as [`analyze`] with models of one's own.
pub fn analyze_with(article: &Article, resources: &Resources) -> Document {
    let lexicon = resources.lexicon;
    let mut notes = article.notes.clone();
    let syntax = lang::parse(article, lexicon).tagged(&article.text, &resources.tagger);
    let mut discourse = entity::resolve(article, &syntax, lexicon, &resources.recognizer);
    let trees = Trees::new(&syntax, &resources.parser);
    let models = (&resources.attributor, &resources.antecedents);
    let quotes = quote::extract(article, &syntax, &mut discourse, lexicon, models, &trees, &mut notes);
    let view = View { article, syntax: &syntax, discourse: &discourse, lexicon };
    let people = People::new(view, &trees, &resources.antecedents);
    let (claims, sentence_scores) = claim::extract(view, &quotes, &people, &resources.ranker);
    notes.sort_by_key(|note| note.span);
    Document { syntax, discourse, quotes, claims, sentence_scores, notes }
}
