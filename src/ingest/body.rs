//! A text built of blocks, one blank line between, for formats whose markup tells what each part is.

use crate::article::{Article, Block, BlockKind};
use crate::text::Span;

/// The text so far and what its parts are.
#[derive(Debug, Default)]
pub(super) struct Body {
    text: String,
    blocks: Vec<Block>,
}

impl Body {
    /// Adds a block; one without words is left out.
    pub(super) fn push(&mut self, kind: BlockKind, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.blocks.push(Block { span: Span::new(start, self.text.len()), kind, post: None });
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Makes it the text of an article.
    pub(super) fn give_to(self, article: &mut Article) {
        (article.text, article.blocks) = (self.text, self.blocks);
    }
}
