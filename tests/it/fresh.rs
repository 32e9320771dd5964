//! Files that changed or went since they were indexed, and files of the index itself that did.

use super::{rows, stderr, stdout, whosaid};
use std::fs;
use std::path::Path;

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("news")).unwrap();
    fs::write(dir.path().join("news/a.txt"), "“The ferry will sail again,” said Mayor Ida Holm.\n").unwrap();
    fs::write(dir.path().join("news/b.txt"), "“Tariffs went up,” Nils Berg told reporters.\n").unwrap();
    assert_eq!(index(dir.path(), &["news"]).0, Some(0));
    dir
}

fn index(dir: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = whosaid(dir, &[&["index"], args].concat());
    (output.status.code(), stderr(&output))
}

fn n_quotes(dir: &Path) -> usize {
    rows(&whosaid(dir, &["quotes", "--format", "jsonl"])).len()
}

#[test]
fn a_path_that_is_gone_leaves_the_index_and_one_never_indexed_is_an_error() {
    let dir = folder();
    let path = dir.path();
    fs::remove_file(path.join("news/b.txt")).unwrap();
    let (code, told) = index(path, &["news/b.txt", "--dry-run"]);
    assert!(code == Some(0) && told.contains("remove 1") && n_quotes(path) == 2, "{told}");
    let (code, told) = index(path, &["news/b.txt"]);
    assert!(code == Some(0) && told.contains("no longer there") && told.contains("1 removed"), "{told}");
    assert_eq!(n_quotes(path), 1);
    for unknown in ["news/b.txt", "news/z.txt"] {
        let (code, told) = index(path, &[unknown, "news"]);
        assert!(code == Some(2) && told.contains("nothing was done"), "{told}");
    }
    fs::remove_dir_all(path.join("news")).unwrap();
    let (code, told) = index(path, &["./news/"]);
    assert!(code == Some(0) && told.contains("1 removed"), "{told}");
    assert_eq!(n_quotes(path), 0);
}

#[test]
fn words_of_a_file_that_changed_or_went_are_told_to_be_old() {
    let dir = folder();
    let path = dir.path();
    let told = |args: &[&str]| stderr(&whosaid(path, args));
    let listings: [&[&str]; 4] =
        [&["show", "news/a.txt"], &["quotes", "--path", "a.txt"], &["search", "ferry"], &["check"]];
    fs::write(path.join("news/a.txt"), fs::read(path.join("news/a.txt")).unwrap()).unwrap();
    for args in listings {
        assert!(!told(args).contains("since it was indexed"), "the same words again: {}", told(args));
    }
    fs::write(path.join("news/a.txt"), "“The ferry will sink again,” said Mayor Ida Holm.\n").unwrap();
    for args in listings {
        assert!(told(args).contains("changed since it was indexed: "), "as long as before: {args:?} {}", told(args));
    }
    assert!(!told(&["search", "tariffs"]).contains("since"), "another file");
    fs::remove_file(path.join("news/a.txt")).unwrap();
    for args in listings {
        assert!(told(args).contains("no longer there since it was indexed: "), "{args:?} {}", told(args));
    }
    assert_eq!(whosaid(path, &["check"]).status.code(), Some(0), "the index is whole");
    index(path, &["news"]);
    assert!(!told(&["check"]).contains("since"));
}

#[test]
fn a_damaged_index_says_what_is_wrong_and_is_made_anew() {
    let segment = |dir: &Path, extension: &str| {
        let mut files = fs::read_dir(dir.join("index")).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|found| found == extension)).unwrap()
    };
    let check = |damage: &dyn Fn(&Path), what: &str, whole: bool| {
        let dir = folder();
        damage(dir.path());
        let output = whosaid(dir.path(), &["speakers"]);
        let told = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{what}: {told}");
        for part in [what, "is damaged", "whosaid index --force PATH --index index"] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(!told.contains("Error"), "{told}");
        assert_eq!(index(dir.path(), &["news"]).0, Some(2), "not without being asked");
        let output = whosaid(dir.path(), &["check"]);
        assert_eq!(output.status.code(), Some(if whole { 3 } else { 2 }));
        assert!(format!("{}{}", stdout(&output), stderr(&output)).contains(what));
        let (code, told) = index(dir.path(), &["--force", "news"]);
        assert!(code == Some(0) && told.contains("made anew"), "{told}");
        assert_eq!((n_quotes(dir.path()), whosaid(dir.path(), &["check"]).status.code()), (2, Some(0)));
    };
    check(&|dir| fs::remove_file(segment(dir, "store")).unwrap(), ".store is missing", true);
    check(&|dir| fs::write(segment(dir, "fast"), "fast").unwrap(), ".fast is overwritten or cut off", true);
    check(&|dir| fs::write(dir.join("index/meta.json"), "").unwrap(), "meta.json is overwritten or cut off", false);
    check(&|dir| fs::remove_file(dir.join("index/meta.json")).unwrap(), "meta.json is missing", false);
    check(&|dir| fs::write(dir.join("index/whosaid.index"), "?").unwrap(), "whosaid.index is overwritten", false);
}
