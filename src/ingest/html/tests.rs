//! Pages of `tests/pages`, one a trap, read back exactly; and the same pages damaged.

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

/// A generator of numbers that are the same on every run.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n.max(1) as u64).unwrap()
    }
}

/// How many damaged pages are read.
const DAMAGED: usize = 600;

#[test]
fn damaged_pages_cost_nothing_but_themselves() {
    let pages: Vec<Vec<u8>> = pages().iter().map(|path| fs::read(path).unwrap()).collect();
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (folder.path().join("good.html"), folder.path().join("bad.html"));
    fs::write(&good, &pages[0]).unwrap();
    let whole = shown(&read(&good).unwrap());
    let mut seeded = Seeded(7);
    for n in 0..DAMAGED {
        let mut bytes = pages[n % pages.len()].clone();
        match n % 3 {
            0 => bytes.truncate(seeded.below(bytes.len())),
            1 => {
                for _ in 0..=seeded.below(40) {
                    let at = seeded.below(bytes.len());
                    bytes[at] ^= 1 << seeded.below(8);
                }
            }
            _ => {
                let other = &pages[seeded.below(pages.len())];
                let (start, end) = (seeded.below(other.len()), seeded.below(other.len()));
                let at = seeded.below(bytes.len());
                let piece = other[start.min(end)..start.max(end)].to_vec();
                bytes.splice(at..at, piece);
            }
        }
        fs::write(&bad, &bytes).unwrap();
        if let Err(reason) = read(&bad) {
            assert!(!reason.is_empty() && !reason.contains("panic"), "{reason}");
        }
    }
    assert_eq!(shown(&read(&good).unwrap()), whole);
}
