//! `show`: an article with what was found in it, or one quote and why it was given.

use super::End;
use super::args::ShowArgs;
use crate::index::Store;
use crate::output::{Terminal, marked};
use anyhow::Result;
use std::path::Path;

pub(super) fn run(args: &ShowArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let reader = Store::open(dir)?.reader()?;
    if let Some((quote, article)) = reader.quote(&args.what)? {
        marked::quote(&quote, &article, terminal)?;
        return Ok(End::Done);
    }
    let articles = reader.articles(&args.what)?;
    for article in &articles {
        marked::article(article, terminal)?;
    }
    if articles.is_empty() {
        terminal.note(&format!("no article or quote \"{}\" in the index", args.what));
        return Ok(End::Nothing);
    }
    Ok(End::Done)
}
