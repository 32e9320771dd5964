//! Who said what, where, and what can be checked: quotes, speakers and claims of news articles.

mod analyze;
pub mod article;
pub mod claim;
mod document;
pub mod entity;
mod error;
pub mod ingest;
pub mod lang;
pub mod lexicon;
pub mod quote;
pub mod text;
mod view;
pub mod wire;

pub use analyze::analyze;
pub use article::Article;
pub use document::Document;
pub use error::{Error, Result};
pub use text::Span;
pub use view::View;
