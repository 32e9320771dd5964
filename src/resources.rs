//! Everything that analysis knows of the language: word lists and learned models, embedded in the program and loaded once.

use crate::error::Result;
use crate::lang::head::Parser;
use crate::lang::tag::Tagger;
use crate::lexicon::Lexicon;
use crate::quote::learned::Attributor;
use std::sync::OnceLock;

/// Word lists and models of one language.
#[derive(Clone, Debug)]
pub struct Resources {
    /// The word lists.
    pub lexicon: &'static Lexicon,
    /// Parts of speech.
    pub tagger: Tagger,
    /// Heads.
    pub parser: Parser,
    /// Cues, sources and contents.
    pub attributor: Attributor,
}

impl Resources {
    /// Those that are part of the program.
    ///
    /// # Panics
    /// When an embedded model is damaged or was trained with other features, which the tests of every build rule out.
    pub fn builtin() -> &'static Resources {
        static BUILTIN: OnceLock<Resources> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            Resources::read(
                include_bytes!("model/en/tags.model"),
                include_bytes!("model/en/heads.model"),
                include_bytes!("model/en/quotes.model"),
            )
            .unwrap_or_else(|error| panic!("the program was built with a broken model: {error}"))
        })
    }

    /// The word lists that are part of the program, with the models in these files.
    ///
    /// # Errors
    /// When one is damaged, or was made for other features.
    pub fn read(tags: &[u8], heads: &[u8], quotes: &[u8]) -> Result<Resources> {
        Ok(Resources {
            lexicon: Lexicon::builtin(),
            tagger: Tagger::read(tags)?,
            parser: Parser::read(heads)?,
            attributor: Attributor::read(quotes)?,
        })
    }
}
