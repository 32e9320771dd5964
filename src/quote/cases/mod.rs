//! Cases of attribution: a text of our own and what must come out of it.

mod media;
mod quotes;
mod speakers;

use crate::article::Article;
use crate::{analyze, wire};

/// Each quote as `kind | content parts | cue | source | speaker | medium`.
fn quotes_of(article: &Article) -> Vec<String> {
    let document = analyze(article);
    let found = wire::article(article, &document);
    let join = |spans: &[wire::Range]| spans.iter().map(|&[s, e]| &article.text[s..e]).collect::<Vec<_>>().join(" … ");
    let show = |q: &wire::Quote| {
        let speaker = q.speaker.as_ref().map_or("-", |speaker| speaker.name.as_str());
        let medium = q.medium.as_ref().map_or("-", |medium| medium.name.as_str());
        format!(
            "{} | {} | {} | {} | {speaker} | {medium}",
            q.kind,
            join(&q.spans.content),
            join(&q.spans.cue),
            join(&q.spans.source)
        )
    };
    found.quotes.iter().map(show).collect()
}

fn check(text: &str, want: &[&str]) {
    let article = Article { text: text.to_owned(), ..Article::default() };
    assert_eq!(quotes_of(&article), want, "{text}");
}

/// The speaker of each quote of `text`.
fn speakers(text: &str, want: &[&str]) {
    let article = Article { text: text.to_owned(), authors: vec!["Olga Lind".to_owned()], ..Article::default() };
    let found = wire::article(&article, &analyze(&article));
    let name = |quote: &wire::Quote| quote.speaker.as_ref().map_or("-".to_owned(), |speaker| speaker.name.clone());
    assert_eq!(found.quotes.iter().map(name).collect::<Vec<_>>(), want, "{text}");
}
