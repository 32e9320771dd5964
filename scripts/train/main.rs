//! Fits the models that are embedded in the program, or measures them on development data.
//!
//! `cargo run --release --features train --bin train -- DATA` writes `src/model/en/*.model` and the card beside them;
//! `… -- --evaluate DATA` writes nothing and prints one figure a line: name, value, and the floor that it must reach.
//! `… -- --differences TREEBANK` prints the words and sentences that are cut otherwise than in a CoNLL-U file.
//! DATA is the optional evaluation data. Both are deterministic.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]

mod conllu;
mod figures;
mod words;

use figures::Figures;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let evaluate = args.iter().position(|arg| arg == "--evaluate").map(|at| args.remove(at)).is_some();
    let differences = args.iter().position(|arg| arg == "--differences").map(|at| args.remove(at)).is_some();
    let [data] = args.as_slice() else {
        eprintln!("usage: train [--evaluate] DATA | train --differences TREEBANK");
        return ExitCode::from(2);
    };
    let data = Path::new(data);
    if differences {
        words::differences(data);
        return ExitCode::SUCCESS;
    }
    if evaluate {
        let mut figures = Figures::default();
        words::evaluate(data, &mut figures);
        return figures.print();
    }
    ExitCode::SUCCESS
}
