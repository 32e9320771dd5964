//! The learned weights that are part of the program, checked when first used.

use crate::entity::recognize::Recognizer;
use crate::lang::tag::Tagger;
use std::sync::OnceLock;

/// All models.
#[derive(Clone, Debug)]
pub struct Resources {
    /// Parts of speech.
    pub tagger: Tagger,
    /// Names.
    pub recognizer: Recognizer,
}

impl Resources {
    /// The models that are part of the program.
    ///
    /// # Panics
    /// Never in a program whose tests passed: they read these files.
    pub fn builtin() -> &'static Resources {
        static BUILTIN: OnceLock<Resources> = OnceLock::new();
        BUILTIN.get_or_init(|| Resources {
            tagger: Tagger::read(include_bytes!("model/en/tags.model")).expect("the tagger is whole"),
            recognizer: Recognizer::read(include_bytes!("model/en/names.model")).expect("the recognizer is whole"),
        })
    }
}
