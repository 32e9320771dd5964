//! Speed of reading saved pages into text, blocks and metadata, one thread: `cargo bench --bench pages -- FOLDER` prints pages/s, by
//! the time that the processor spent on it, which other work on the machine does not change much.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]

use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use whosaid::ingest::{self, Item, Options};

fn main() {
    let Some(folder) = std::env::args().skip(1).find(|arg| !arg.starts_with('-')) else {
        eprintln!("skipped: no folder given");
        return;
    };
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let options = Options::default();
    let (mut n_bytes, mut seconds) = (0, f64::INFINITY);
    for _ in 0..5 {
        let start = processor_seconds();
        n_bytes = 0;
        for path in &paths {
            ingest::read(path, "page.html", &options, &mut |item| {
                if let Item::Article(article) = item {
                    n_bytes += article.text.len();
                }
                ControlFlow::Continue(())
            });
        }
        seconds = seconds.min(processor_seconds() - start);
    }
    assert!(n_bytes > 200 * paths.len(), "a saved page holds an article");
    println!("pages: {:.1} pages/s on one thread", paths.len() as f64 / seconds);
}

/// Seconds that this thread has run so far.
fn processor_seconds() -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    told.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
