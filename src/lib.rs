//! Who said what, where, and what can be checked: quotes, speakers and claims of news articles.
//!
//! ```
//! use whosaid::{Article, analyze, wire};
//! let text = "“It will sail,” said Mayor Ida Holm in a statement.".to_string();
//! let article = Article { text, ..Article::default() };
//! let found = wire::article(&article, &analyze(&article));
//! assert_eq!(found.quotes[0].text, "It will sail,");
//! assert_eq!(found.speakers[0].role.as_deref(), Some("Mayor"));
//! ```
//!
#![doc = include_str!("ARCHITECTURE.md")]

mod analyze;
pub mod article;
pub mod claim;
pub mod cli;
mod document;
pub mod entity;
mod error;
mod eval;
pub mod index;
pub mod ingest;
pub mod lang;
pub mod lexicon;
pub mod model;
mod output;
pub mod quote;
pub mod resources;
pub mod text;
pub mod track;
mod view;
pub mod wire;

pub use analyze::{analyze, analyze_with, explain};

pub use article::Article;
pub use document::Document;
pub use error::{Error, Result};
pub use resources::Resources;
pub use text::Span;
pub use view::View;
