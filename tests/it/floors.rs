//! A module names only lower floors: the map of `src/ARCHITECTURE.md`, held by a test.

use super::root;
use std::fs;
use std::path::Path;

const FLOORS: &[&[&str]] = &[
    &["error", "text", "lexicon", "model", "article"],
    &["lang", "entity", "view"],
    &["quote"],
    &["claim", "document", "resources", "analyze"],
    &["wire", "track"],
    &["index"],
    &["ingest", "eval", "output", "cli"],
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&module))
}

fn check(path: &Path, module: &str, wrong: &mut Vec<String>) {
    // The cases drive the whole pipeline on purpose.
    if path.file_stem().is_some_and(|name| name == "cases") {
        return;
    }
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            check(&entry.unwrap().path(), module, wrong);
        }
        return;
    }
    if path.extension().is_none_or(|e| e != "rs") {
        return;
    }
    let text = fs::read_to_string(path).unwrap();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        for named in line.split("crate::").skip(1) {
            let named: String = named.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if floor(&named).is_some_and(|other| other > floor(module).unwrap()) {
                wrong.push(format!("{}:{}: {module} names {named}", path.display(), number + 1));
            }
        }
    }
}

#[test]
fn no_module_names_a_higher_floor() {
    let mut wrong = Vec::new();
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let path = entry.unwrap().path();
        let module = path.file_stem().unwrap().to_string_lossy().into_owned();
        if floor(&module).is_some() {
            check(&path, &module, &mut wrong);
        } else {
            assert!(["lib", "main", "ARCHITECTURE"].contains(&module.as_str()), "{module} has no floor");
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
