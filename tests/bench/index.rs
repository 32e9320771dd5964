//! The yardstick for `index`: tantivy alone over the same texts, in memory before the clock starts, committed and merged when it stops.
//!
//! `cargo bench --bench index -- FILE.jsonl` prints `tantivy alone: S s`; `scripts/measure speed` sets it beside the program's own time.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]

use std::time::Instant;
use tantivy::schema::{FAST, STORED, STRING, Schema, TEXT};
use tantivy::{Index, TantivyDocument};

const MEMORY_BYTES: usize = 256 << 20;

fn main() {
    let Some(path) = std::env::args().skip(1).find(|arg| !arg.starts_with('-')) else {
        eprintln!("skipped: no file given");
        return;
    };
    let lines = std::fs::read_to_string(path).unwrap();
    let articles: Vec<(String, String)> = lines
        .lines()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            (value["id"].as_str().unwrap().to_owned(), value["text"].as_str().unwrap().to_owned())
        })
        .collect();
    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STRING | STORED);
    let publisher = schema.add_text_field("publisher", STRING | FAST);
    let body = schema.add_text_field("body", TEXT | STORED);
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create_in_dir(folder.path(), schema.build()).unwrap();
    let start = Instant::now();
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(2, MEMORY_BYTES).unwrap();
    for (name, text) in &articles {
        let mut document = TantivyDocument::new();
        document.add_text(id, name);
        document.add_text(publisher, "one");
        document.add_text(body, text);
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    let seconds = start.elapsed().as_secs_f64();
    let n = index.reader().unwrap().searcher().num_docs();
    assert_eq!(n as usize, articles.len(), "every article is found again");
    println!("tantivy alone: {seconds:.2} s, {:.0} articles/s", n as f64 / seconds);
}
