//! Fits the models that are embedded in the program, or measures them on development data.
//!
//! `cargo run --release --features train --bin train -- DATA` writes `src/model/en/*.model` and the card beside them;
//! `… -- --evaluate DATA` writes nothing and prints one figure a line: name, value, and the floor that it must reach.
//! DATA is the optional evaluation data. Both are deterministic.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]

mod conllu;
mod figures;
mod heads;
mod names;
mod tags;
mod words;

use figures::Figures;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let evaluate = args.iter().position(|arg| arg == "--evaluate").map(|at| args.remove(at)).is_some();
    let [data] = args.as_slice() else {
        eprintln!("usage: train [--evaluate] DATA");
        return ExitCode::from(2);
    };
    let data = Path::new(data);
    if evaluate {
        let mut figures = Figures::default();
        words::evaluate(data, &mut figures);
        return figures.print();
    }
    if let Ok(path) = std::env::var("TAGS") {
        let tagger = whosaid::lang::tag::Tagger::read(&std::fs::read(path).unwrap()).unwrap();
        let start = std::time::Instant::now();
        let recognizer = names::fit(data, &tagger);
        let file = recognizer.write();
        eprintln!("names {:?} {} bytes", start.elapsed(), file.len());
        if let Ok(path) = std::env::var("OUT") { std::fs::write(path, &file).unwrap(); }
        let mut figures = Figures::default();
        names::evaluate(data, &tagger, &recognizer, &mut figures);
        return figures.print();
    }
    let sentences = tags::training(data);
    let start = std::time::Instant::now();
    let tagger = tags::fit(&sentences);
    eprintln!("tagger {:?} {} bytes", start.elapsed(), tagger.write().len());
    std::fs::create_dir_all("src/model/en").unwrap();
    std::fs::write("src/model/en/tags.model", tagger.write()).unwrap();
    if std::env::var("ONLYTAGS").is_ok() { return ExitCode::SUCCESS; }
    let mut figures = Figures::default();
    tags::evaluate(data, &tagger, &mut figures);
    let parser = heads::fit(&sentences);
    eprintln!("parser {:?} {} bytes", start.elapsed(), parser.write().len());
    heads::evaluate(data, &tagger, &parser, &mut figures);
    figures.print()
}
