//! `search` inside the process: a term and a speaker on an index that `scripts/measure speed` made.
//!
//! `cargo bench --bench search -- INDEX` prints the median and the worst of repeated queries.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]

use std::path::Path;
use std::time::Instant;
use whosaid::index::{Filters, Request, Store};

const TERMS: [&str; 8] = ["tariff", "emails", "debate", "police", "economy", "election", "voters", "border"];

fn main() {
    let Some(dir) = std::env::args().skip(1).find(|arg| !arg.starts_with('-')) else {
        eprintln!("skipped: no index given");
        return;
    };
    let reader = Store::open(Path::new(&dir)).unwrap().reader().unwrap();
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..10 {
        for term in TERMS {
            let filters = Filters { speaker: vec!["Hillary Clinton".to_owned()], ..Filters::default() };
            let request = Request { query: term.to_owned(), filters, limit: 20, ..Request::default() };
            let start = Instant::now();
            found += reader.search(&request).unwrap().total;
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    assert!(found > 0, "the speaker says some of the words");
    times.sort_by(f64::total_cmp);
    println!(
        "search, term and speaker, inside the process: p50 {:.2} ms, worst {:.2} ms",
        times[times.len() / 2],
        times[times.len() - 1]
    );
}
