//! The way back: an article as the index keeps it, ready to be analyzed again.

use super::Article;
use crate::article::{self, BlockKind, DateSource, Form, Key, PartialDate, Published};
use crate::text::Span;

/// The article that a stored one was made from, as far as analysis asks.
pub fn restore(stored: &Article) -> article::Article {
    let head = &stored.head;
    let day = |text: &String| PartialDate::parse(text.get(..10).unwrap_or(text));
    let blocks = stored.blocks.iter().flatten().map(|block| article::Block {
        span: Span::new(block.span[0], block.span[1]),
        kind: block_kind(&block.kind),
        post: (block.kind == "post" || block.author.is_some()).then(|| article::Post {
            platform: block.platform.clone(),
            author: block.author.clone(),
            handle: block.handle.clone(),
            url: block.url.clone(),
        }),
    });
    article::Article {
        key: Key { path: head.path.clone(), part: head.part },
        id: head.id.clone(),
        title: head.title.clone(),
        authors: stored.authors.clone(),
        publisher: head.publisher.clone(),
        published: head.published.as_ref().and_then(day).map(|date| Published {
            date,
            time: None,
            from: DateSource::Field,
        }),
        url: head.url.clone(),
        language: stored.language.clone(),
        form: stored.form.as_deref().and_then(form),
        text: stored.text.clone().unwrap_or_default(),
        blocks: blocks.collect(),
        notes: Vec::new(),
        entry: head.entry.clone(),
    }
}

fn block_kind(name: &str) -> BlockKind {
    match name {
        "heading" => BlockKind::Heading,
        "list-item" => BlockKind::ListItem,
        "block-quote" => BlockKind::BlockQuote,
        "post" => BlockKind::Post,
        "turn" => BlockKind::Turn,
        "caption" => BlockKind::Caption,
        "boilerplate" => BlockKind::Boilerplate,
        _ => BlockKind::Paragraph,
    }
}

fn form(name: &str) -> Option<Form> {
    Some(match name {
        "news" => Form::News,
        "transcript" => Form::Transcript,
        "post" => Form::Post,
        "statement" => Form::Statement,
        "letter" => Form::Letter,
        _ => return None,
    })
}
