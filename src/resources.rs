//! Everything that analysis knows of the language: word lists and learned models, embedded in the program and loaded once.

use crate::claim::Ranker;
use crate::entity::recognize::Recognizer;
use crate::error::{Error, Result};
use crate::lang::head::Parser;
use crate::lang::tag::Tagger;
use crate::lexicon::Lexicon;
use crate::quote::antecedent::Antecedents;
use crate::quote::learned::Attributor;
use std::sync::OnceLock;

/// Word lists and models of one language.
#[derive(Clone, Debug)]
pub struct Resources {
    /// The word lists.
    pub lexicon: &'static Lexicon,
    /// Parts of speech.
    pub tagger: Tagger,
    /// Names.
    pub recognizer: Recognizer,
    /// Heads.
    pub parser: Parser,
    /// Cues, sources and contents.
    pub attributor: Attributor,
    /// Whom he and she stand for.
    pub antecedents: Antecedents,
    /// Claims.
    pub ranker: Ranker,
}

impl Resources {
    /// Those that are part of the program.
    ///
    /// # Panics
    /// When an embedded model is damaged or was trained with other features, which the tests of every build rule out.
    pub fn builtin() -> &'static Resources {
        static BUILTIN: OnceLock<Resources> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            Resources::read(|name| {
                Ok::<&[u8], Error>(match name {
                    "tags" => include_bytes!("model/en/tags.model"),
                    "names" => include_bytes!("model/en/names.model"),
                    "heads" => include_bytes!("model/en/heads.model"),
                    "quotes" => include_bytes!("model/en/quotes.model"),
                    "pronouns" => include_bytes!("model/en/pronouns.model"),
                    _ => include_bytes!("model/en/claims.model"),
                })
            })
            .unwrap_or_else(|error| panic!("the program was built with a broken model: {error}"))
        })
    }

    /// The word lists that are part of the program, with the models in the files that `file` gives for their names: tags, names, heads, quotes,
    /// pronouns, claims.
    ///
    /// # Errors
    /// When `file` fails, or a model is damaged or was made for other features.
    pub fn read<B: AsRef<[u8]>>(mut file: impl FnMut(&str) -> Result<B>) -> Result<Resources> {
        let files =
            [file("tags")?, file("names")?, file("heads")?, file("quotes")?, file("pronouns")?, file("claims")?];
        let [tags, names, heads, quotes, pronouns, claims] = files.each_ref().map(AsRef::as_ref);
        // Threads of their own: a task of a rayon pool that waits here could be given one that waits for these models.
        std::thread::scope(|scope| {
            let parser = scope.spawn(|| Parser::read(heads));
            let small = scope.spawn(|| Ok::<_, Error>((Recognizer::read(names)?, Ranker::read(claims)?)));
            let (tagger, attributor) = (Tagger::read(tags)?, Attributor::read(quotes)?);
            let antecedents = Antecedents::read(pronouns)?;
            let (recognizer, ranker) = small.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            let parser = parser.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            Ok(Resources { lexicon: Lexicon::builtin(), tagger, recognizer, parser, attributor, antecedents, ranker })
        })
    }
}
