//! Whom a name means, and counts that stay exact when files change.

use super::{rows, stderr, stdout, whosaid};
use std::fs;

fn index(dir: &std::path::Path) {
    let output = whosaid(dir, &["index", "news"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

fn several() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("news")).unwrap();
    let texts = [
        ("a.txt", "“The ferry sails,” said Mayor Ida Holm. “It is paid for,” Holm said.\n"),
        ("b.txt", "“The bridge stays shut,” said José Ruiz. “Nobody asked us,” Ruiz said.\n"),
        ("c.txt", "“We will sue the harbor,” Anna Holm told reporters.\n"),
        ("d.txt", "“The ferry is late,” said Mayor Ida Holm.\n"),
    ];
    for (name, text) in texts {
        fs::write(dir.path().join("news").join(name), text).unwrap();
    }
    index(dir.path());
    dir
}

#[test]
fn a_name_means_its_bearers_however_it_is_written() {
    let dir = several();
    let names = |pattern: &str| {
        let quotes = rows(&whosaid(dir.path(), &["quotes", "--speaker", pattern, "--format", "jsonl"]));
        let mut names: Vec<String> =
            quotes.iter().map(|row| row["speaker"]["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(names("IDA HOLM"), ["Ida Holm"; 3], "whole, in any case");
    assert_eq!(names("jose ruiz"), ["José Ruiz"; 2], "without accents");
    assert_eq!(names("holm"), ["Anna Holm", "Ida Holm", "Ida Holm", "Ida Holm"], "a word of it");
    assert_eq!(names("holm ida"), ["Ida Holm"; 3], "words in any order");
    assert_eq!(names("rui"), ["José Ruiz"; 2], "the beginning of a word");
    assert_eq!(names("an ho"), ["Anna Holm"], "the beginnings of words");
    assert!(names("olm").is_empty(), "no middle of a word");
}

#[test]
fn counts_follow_the_files() {
    let dir = several();
    let holm = |field: &str| {
        let speakers = rows(&whosaid(dir.path(), &["speakers", "ida holm", "--format", "jsonl"]));
        speakers[0][field].clone()
    };
    let speakers = || stdout(&whosaid(dir.path(), &["info", "--format", "json"]));
    assert_eq!((holm("quotes"), holm("articles")), (3.into(), 2.into()));
    assert!(speakers().contains("\"speakers\":3"), "{}", speakers());
    fs::write(dir.path().join("news/d.txt"), "“The ferry is early,” said Nils Berg.\n").unwrap();
    fs::remove_file(dir.path().join("news/c.txt")).unwrap();
    index(dir.path());
    assert_eq!((holm("quotes"), holm("articles")), (2.into(), 1.into()));
    assert!(speakers().contains("\"speakers\":3"), "{}", speakers());
    let output = whosaid(dir.path(), &["quotes", "--speaker", "anna holm"]);
    assert_eq!(output.status.code(), Some(1), "who is gone is not found");
    let output = whosaid(dir.path(), &["quotes", "--speaker", "ida hlom"]);
    assert!(stderr(&output).contains("did you mean Ida Holm?"), "nor suggested: {}", stderr(&output));
}
