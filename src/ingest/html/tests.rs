//! Pages of `tests/pages`, one a trap, read back exactly.

use super::{read_fragment, read_page};
use crate::article::Article;
use crate::ingest::{self, Item, Limits, Options};
use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    pages.sort();
    pages
}

/// What a reader of the article sees: the fields that are known, then a line for each block.
fn shown(article: &Article) -> String {
    let mut lines = String::new();
    let fields = [("title", &article.title), ("publisher", &article.publisher), ("language", &article.language)];
    for (name, value) in fields {
        if let Some(value) = value {
            writeln!(lines, "{name}: {value}").unwrap();
        }
    }
    if !article.authors.is_empty() {
        writeln!(lines, "authors: {}", article.authors.join("; ")).unwrap();
    }
    if let Some(published) = &article.published {
        let time = published.time.as_ref().map_or_else(|| published.date.to_string(), Clone::clone);
        writeln!(lines, "published: {time}, {:?}", published.from).unwrap();
    }
    for block in &article.blocks {
        write!(lines, "{:?}", block.kind).unwrap();
        if let Some(post) = &block.post {
            let told = [&post.platform, &post.author, &post.handle].into_iter().flatten();
            write!(lines, " ({})", told.cloned().collect::<Vec<_>>().join(", ")).unwrap();
        }
        writeln!(lines, ": {}", block.span.of(&article.text).replace('\n', " / ")).unwrap();
    }
    lines
}

/// Reads the file of a page as `index` does, and checks that the blocks are the text.
fn read(path: &Path) -> Result<Article, String> {
    let mut found = Err("nothing".to_owned());
    ingest::read(path, "page.html", &Options::default(), &mut |item| {
        found = match item {
            Item::Article(article) => Ok(*article),
            Item::Skipped(problem) | Item::Failed(problem) => Err(problem.reason),
        };
        ControlFlow::Continue(())
    });
    if let Ok(article) = &found {
        let words: Vec<&str> = article.blocks.iter().map(|block| block.span.of(&article.text)).collect();
        assert_eq!(words.join("\n\n"), article.text);
    }
    found
}

#[test]
fn pages_are_read_back_exactly() {
    for path in pages() {
        let wanted = fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
        assert_eq!(shown(&read(&path).unwrap()), wanted, "{}", path.display());
    }
}

#[test]
fn fragments() {
    let mut article = Article::default();
    read_fragment("<p>One<br/>two.</p><p>Three &amp; four</p>", &Limits::default(), &mut article).unwrap();
    assert_eq!(article.text, "One\ntwo.\n\nThree & four");
}

#[test]
fn a_page_that_cannot_be_read_says_what_to_do() {
    let reason = read_page(&"<div>".repeat(501), &Limits::default()).unwrap_err();
    assert!(reason.starts_with("elements nested deeper than 500 at line 1") && reason.contains("as .txt"), "{reason}");
}
