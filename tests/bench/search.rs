//! The main queries inside the process, on an index that `scripts/measure speed` made.
//!
//! `cargo bench --bench search -- INDEX` prints the median and the worst of repeated queries, each with the 20 rows that a command shows.
//! The index stays open: what opening costs is in the times of whole commands, which `scripts/measure speed` prints.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]

use std::path::Path;
use std::time::Instant;
use whosaid::article::PartialDate;
use whosaid::index::{Filters, Kind, Reader, Request, Sort, Store};

const TERMS: [&str; 8] = ["tariff", "emails", "debate", "police", "economy", "election", "voters", "border"];
const PHRASES: [&str; 4] = ["\"in a statement\"", "\"of the united states\"", "\"the fbi\"", "\"white house\""];
/// How often each query is asked.
const TIMES: usize = 10;

fn main() {
    let Some(dir) = std::env::args().skip(1).find(|arg| !arg.starts_with('-')) else {
        eprintln!("skipped: no index given");
        return;
    };
    let reader = Store::open(Path::new(&dir)).unwrap().reader().unwrap();
    let speaker = |name: &str| Filters { speaker: vec![name.to_owned()], ..Filters::default() };
    let ask =
        |query: &str, filters: Filters| Request { query: query.to_owned(), filters, limit: 20, ..Request::default() };
    let of = |kind: Kind, request: Request| Request { kind, ..request };
    let by = |sort: Sort, request: Request| Request { sort, ..request };
    let all = Filters::default;
    let dated = || Filters { since: PartialDate::parse("2016-09"), ..Filters::default() };
    let each =
        |queries: &[&str], request: &dyn Fn(&str) -> Request| queries.iter().map(|query| request(query)).collect();

    let searches: [(&str, Vec<Request>); 10] = [
        ("search, term and speaker", each(&TERMS, &|term| ask(term, speaker("Hillary Clinton")))),
        ("search, term and part of a name", each(&TERMS, &|term| ask(term, speaker("clinton")))),
        ("search, term", each(&TERMS, &|term| ask(term, all()))),
        ("search, phrase", each(&PHRASES, &|phrase| ask(phrase, all()))),
        ("search, term and date, by date", each(&TERMS, &|term| by(Sort::Date, ask(term, dated())))),
        ("search, term in claims", each(&TERMS, &|term| of(Kind::Claims, ask(term, all())))),
        ("search, term in articles", each(&TERMS, &|term| of(Kind::Articles, ask(term, all())))),
        ("quotes of a speaker, by date", vec![by(Sort::Date, ask("", speaker("Hillary Clinton")))]),
        ("quotes, by date", vec![by(Sort::Date, ask("", all()))]),
        ("claims, by score", vec![of(Kind::Claims, by(Sort::Score, ask("", all())))]),
    ];
    for (name, requests) in searches {
        measure(name, &requests, |request| reader.search(request).unwrap().total);
    }
    let speakers =
        |name: Option<&str>, reader: &Reader| reader.speakers(name, &all(), Sort::Score, 20, 0).unwrap().total;
    measure("speakers of a name", &["Hillary Clinton", "comey"], |name| speakers(Some(name), &reader));
    measure("speakers, all", &[()], |()| speakers(None, &reader));
    measure("names like a mistyped one", &["Hilary Clintn"], |name| {
        reader.similar_speakers(name).unwrap().len() as u64
    });
    measure("info", &[()], |()| reader.info().unwrap().quotes);
}

/// Milliseconds of each query, every one asked [`TIMES`] times in turn.
fn measure<T>(name: &str, queries: &[T], answer: impl Fn(&T) -> u64) {
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..TIMES {
        for query in queries {
            let start = Instant::now();
            found += answer(query);
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    assert!(found > 0, "{name}: something is found");
    times.sort_by(f64::total_cmp);
    println!(
        "{name}, inside the process: p50 {:.2} ms, worst {:.2} ms",
        times[times.len() / 2],
        times[times.len() - 1]
    );
}
