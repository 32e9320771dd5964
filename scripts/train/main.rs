//! Fits the models that are embedded in the program, or measures them on development data.
//!
//! `cargo run --release --features train --bin train -- DATA` writes `src/model/en/*.model`;
//! `… -- --evaluate DATA` writes nothing and prints one figure a line: name, value, and the floor that it must reach;
//! with `--predictions DIR` it writes what the scorers read instead: attributions and claims of `PolNeAR` dev, check-worthiness of debates.
//! `… -- --differences TREEBANK` prints the words and sentences that are cut otherwise than in a CoNLL-U file.
//! `--only heads,quotes` fits some of the models with the others as they are.
//! DATA is the optional evaluation data. Both are deterministic.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]

mod amounts;
mod claims;
mod clusters;
mod conllu;
mod figures;
mod heads;
mod lemmas;
mod names;
mod pronouns;
mod quotes;
mod speed;
mod tags;
mod words;

use figures::Figures;
use std::path::Path;
use std::process::ExitCode;
use whosaid::Resources;
use whosaid::claim::Ranker;
use whosaid::lang::head::Parser;
use whosaid::lang::tag::Tagger;
use whosaid::quote::antecedent::Antecedents;

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let evaluate = args.iter().position(|arg| arg == "--evaluate").map(|at| args.remove(at)).is_some();
    let differences = args.iter().position(|arg| arg == "--differences").map(|at| args.remove(at)).is_some();
    let mut value = |flag: &str| {
        let at = args.iter().position(|arg| arg == flag).filter(|&at| at + 1 < args.len())?;
        args.remove(at);
        Some(args.remove(at))
    };
    let predictions = value("--predictions");
    let only = value("--only").unwrap_or_default();
    let [data] = args.as_slice() else {
        eprintln!(
            "usage: train [--only tags,names,heads,quotes,pronouns,claims] DATA | train --evaluate [--predictions DIR] DATA | train --differences TREEBANK"
        );
        return ExitCode::from(2);
    };
    let data = Path::new(data);
    if differences {
        words::differences(data);
        return ExitCode::SUCCESS;
    }
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model/en");
    let file = |name: &str| {
        let path = models.join(name).with_extension("model");
        std::fs::read(&path).map_err(|error| whosaid::Error::io(&path, error))
    };
    if evaluate {
        let resources = Resources::read(file).unwrap();
        if let Some(to) = predictions {
            let to = Path::new(&to);
            std::fs::create_dir_all(to).unwrap();
            quotes::predict(data, &resources, &to.join("attributions.jsonl"));
            claims::predict(data, &resources, to);
            return ExitCode::SUCCESS;
        }
        let mut figures = Figures::default();
        words::evaluate(data, &mut figures);
        tags::evaluate(data, &resources.tagger, &mut figures);
        lemmas::evaluate(data, &resources.tagger, &mut figures);
        names::evaluate(data, &resources.tagger, &resources.recognizer, &mut figures);
        heads::evaluate(data, &resources.tagger, &resources.parser, &mut figures);
        pronouns::evaluate(data, &resources, &mut figures);
        amounts::evaluate(data, &mut figures);
        speed::print(data, &resources);
        return figures.print();
    }
    let write = |name: &str, file: Vec<u8>| {
        std::fs::write(models.join(name).with_extension("model"), &file).unwrap();
        println!("{name}: {} bytes", file.len());
    };
    let wanted = |name: &str| only.is_empty() || only.split(',').any(|one| one == name);
    let sentences = tags::training(data);
    if wanted("tags") {
        write("tags", tags::fit(&sentences).write());
    }
    let tagger = Tagger::read(&file("tags").unwrap()).unwrap();
    if wanted("names") {
        write("names", names::fit(data, &tagger).write());
    }
    if wanted("heads") {
        write("heads", heads::fit(&sentences).write());
    }
    let parser = Parser::read(&file("heads").unwrap()).unwrap();
    if wanted("quotes") {
        write("quotes", quotes::fit(data, &tagger, &parser).write());
    }
    // The others are needed, these are not yet.
    let empty = |name: &str| match name {
        "claims" => Ok(Ranker::untrained().write()),
        name => file(name),
    };
    if wanted("pronouns") {
        let others = |name: &str| if name == "pronouns" { Ok(Antecedents::untrained().write()) } else { empty(name) };
        write("pronouns", pronouns::fit(data, &Resources::read(others).unwrap()).write());
    }
    if wanted("claims") {
        write("claims", claims::fit(data, &Resources::read(empty).unwrap()).write());
    }
    ExitCode::SUCCESS
}
