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
        let models = whosaid::resources::Resources::builtin();
        names::evaluate(data, &models.tagger, &models.recognizer, &mut figures);
        return figures.print();
    }
    let sentences = tags::training(data);
    let start = std::time::Instant::now();
    let tagger = tags::fit(&sentences);
    eprintln!("tagger {:?} {} bytes", start.elapsed(), tagger.write().len());
    let mut figures = Figures::default();
    tags::evaluate(data, &tagger, &mut figures);
    let recognizer = names::fit(data, &tagger);
    eprintln!("names {:?} {} bytes", start.elapsed(), recognizer.write().len());
    names::evaluate(data, &tagger, &recognizer, &mut figures);
    std::fs::write("src/model/en/tags.model", tagger.write()).unwrap();
    std::fs::write("src/model/en/names.model", recognizer.write()).unwrap();
    let parser = heads::fit(&sentences);
    eprintln!("parser {:?} {} bytes", start.elapsed(), parser.write().len());
    heads::evaluate(data, &tagger, &parser, &mut figures);
    figures.print()
}
