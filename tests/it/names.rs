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

/// Articles in which people share names; given in the order of `files`, in two runs.
fn shared_names(files: &[usize]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("news")).unwrap();
    let texts = [
        "“The ferry sails,” said Mayor Ida Holm. “It is paid for,” said Nils Berg of the harbor.\n",
        "“The ferry is late,” said Ida M. Holm, the mayor.\n",
        "“We will see,” said Mayor Holm. “So we will,” Nils Berg said.\n",
        "“Nobody asked me,” said Holm.\n",
        "“I bake,” said Anna Holm.\n",
        "“The rules are plain,” said the Harbor Safety Board (HSB). “They hold,” said HSB.\n",
        "“The pier is closed,” HSB said in a statement.\n",
        "“I am no mayor,” said Ida Holm Jr. in Vale.\n",
    ];
    for files in files.chunks(files.len().div_ceil(2)) {
        for &at in files {
            fs::write(dir.path().join(format!("news/{at}.txt")), texts[at]).unwrap();
        }
        index(dir.path());
    }
    dir
}

/// Name and number of quotes of each speaker, as listed.
fn listed(dir: &std::path::Path) -> Vec<(String, u64)> {
    let speakers = rows(&whosaid(dir, &["speakers", "--limit", "0", "--format", "jsonl"]));
    speakers.iter().map(|row| (row["name"].as_str().unwrap().to_owned(), row["quotes"].as_u64().unwrap())).collect()
}

#[test]
fn names_are_joined_by_evidence_and_a_surname_alone_is_not() {
    let dir = shared_names(&[0, 1, 2, 3, 4, 5, 6, 7]);
    let n = |name: &str| listed(dir.path()).into_iter().find(|(known, _)| known == name).map(|(_, n)| n);
    assert_eq!(n("Ida Holm"), Some(3), "with her middle name, and as Mayor Holm: {:?}", listed(dir.path()));
    assert_eq!(n("Anna Holm"), Some(1));
    assert_eq!(n("Ida Holm Jr."), Some(1));
    assert_eq!(n("Holm"), Some(1), "the fourth article does not tell who");
    assert_eq!(n("Harbor Safety Board"), Some(3), "its acronym elsewhere is the same body");
    let why = stdout(&whosaid(dir.path(), &["speakers", "ida holm", "--why"]));
    assert!(why.contains("Ida M. Holm") && why.contains("no other middle name"), "{why}");
    assert!(why.contains("Holm (1 quotes in") && why.contains("same role"), "{why}");
    let quotes = rows(&whosaid(dir.path(), &["quotes", "--speaker", "ida holm", "--format", "jsonl"]));
    assert!(quotes.iter().all(|row| row["speaker"]["name"] == "Ida Holm"), "one name everywhere");
    assert_eq!(quotes.len(), 3);
}

#[test]
fn the_order_of_files_does_not_show() {
    let one = listed(shared_names(&[0, 1, 2, 3, 4, 5, 6, 7]).path());
    let other = listed(shared_names(&[7, 3, 6, 2, 5, 1, 4, 0]).path());
    assert_eq!(one, other);
}

#[test]
fn the_users_word_is_final_until_its_line_goes() {
    let dir = shared_names(&[0, 1, 2, 3, 4]);
    let file = dir.path().join("index.names");
    let names = |args: &[&str]| {
        let output = whosaid(dir.path(), &[&["names"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    };
    let before = listed(dir.path());
    names(&["merge", "Ida Holm", "Anna Holm"]);
    names(&["rename", "Nils Berg", "Niels Berg"]);
    assert_eq!(listed(dir.path()), [("Ida Holm".to_owned(), 4), ("Niels Berg".to_owned(), 2), ("Holm".to_owned(), 1)]);
    let found = rows(&whosaid(dir.path(), &["quotes", "--speaker", "niels berg", "--format", "jsonl"]));
    assert_eq!(found.len(), 2, "found by the name that the user gave");
    names(&["split", "Ida Holm", "Ida M. Holm"]);
    names(&["forget", "Holm"]);
    names(&["split", "Nils Berg", "Nils Berg (pilot)", "--in", "news/2.txt"]);
    index(dir.path());
    assert_eq!(whosaid(dir.path(), &["index", "--force", "news"]).status.code(), Some(0));
    let after = listed(dir.path());
    assert!(after.contains(&("Ida M. Holm".to_owned(), 1)), "kept over indexing anew: {after:?}");
    assert!(after.contains(&("Nils Berg (pilot)".to_owned(), 1)), "{after:?}");
    assert!(!after.iter().any(|(name, _)| name == "Holm"), "{after:?}");
    let held = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{held}merge Holm\n")).unwrap();
    let output = whosaid(dir.path(), &["speakers"]);
    let line = held.lines().count() + 1;
    assert!(stderr(&output).contains(&format!("index.names:{line}: merge needs two names")), "{}", stderr(&output));
    assert_eq!(whosaid(dir.path(), &["names"]).status.code(), Some(3));
    fs::remove_file(&file).unwrap();
    assert_eq!(listed(dir.path()), before, "what is deleted is undone");
    assert_eq!(whosaid(dir.path(), &["names"]).status.code(), Some(1));
}

#[test]
fn a_page_tells_about_one_speaker() {
    let dir = shared_names(&[0, 1, 2, 4]);
    let page = stdout(&whosaid(dir.path(), &["speakers", "ida holm"]));
    for part in ["Ida Holm", "3 in 3 articles", "Ida M. Holm (1)", "Mayor (2)"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!stdout(&whosaid(dir.path(), &["speakers", "holm"])).contains("in 3 articles"), "several are a list");
}

#[test]
fn joined_names_are_worked_out_again_where_their_file_is_not_of_this_index() {
    let dir = shared_names(&[0, 1, 2, 3, 4]);
    let file = dir.path().join("index/whosaid.index.speakers");
    let (names, whole) = (listed(dir.path()), fs::read(&file).unwrap());
    let other = fs::read(shared_names(&[5, 6, 7]).path().join("index/whosaid.index.speakers")).unwrap();
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    for bytes in [whole[..whole.len() / 2].to_vec(), Vec::new(), changed, other] {
        fs::write(&file, bytes).unwrap();
        assert_eq!(listed(dir.path()), names);
        assert_eq!(fs::read(&file).unwrap(), whole, "and kept");
    }
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(listed(dir.path()), names, "also where it cannot be kept");
}

#[test]
fn of_corrections_that_contradict_each_other_it_is_told_which_hold() {
    let dir = shared_names(&[0, 1, 2, 3, 4]);
    let names = |args: &[&str]| {
        let output = whosaid(dir.path(), &[&["names"], args].concat());
        (output.status.code(), stderr(&output))
    };
    let before = listed(dir.path());
    let (code, told) = names(&["rename", "Anna Holm", "Nils Berg"]);
    assert!(code == Some(2) && told.contains("names merge 'Nils Berg' 'Anna Holm'"), "{told}");
    assert!(!dir.path().join("index.names").exists() && listed(dir.path()) == before, "nothing was done");
    let (code, told) = names(&["rename", "Ida Holm", "Ida M. Holm"]);
    assert!(code == Some(0) && !told.contains("another speaker"), "another name of her own: {told}");
    let (_, told) = names(&["split", "Ida Holm", "Anna Holm"]);
    assert!(!told.contains("does not hold"), "{told}");
    let (_, told) = names(&["merge", "Ida Holm", "Anna Holm"]);
    assert!(told.contains("line 4: split \"Ida Holm\" \"Anna Holm\" does not hold: line 5"), "{told}");
    assert!(told.contains("line 3: rename \"Ida Holm\" \"Ida M. Holm\" does not hold: line 5"), "{told}");
    assert!(!listed(dir.path()).iter().any(|(name, _)| name == "Anna Holm"));
    let (_, told) = names(&["split", "Ida Holm", "Anna Holm"]);
    assert!(told.contains("line 5: merge"), "{told}");
    assert!(listed(dir.path()).iter().any(|(name, _)| name == "Anna Holm"));
    let (code, told) = names(&[]);
    assert!(code == Some(0) && told.contains("line 5: merge"), "{told}");
    let told = stderr(&whosaid(dir.path(), &["speakers"]));
    assert!(told.contains("do not hold beside others: 1; to see which: whosaid names"), "{told}");
    fs::write(dir.path().join("index.names"), "rename \"Anna Holm\" \"Nils Berg\"\n").unwrap();
    let (_, told) = names(&[]);
    assert!(told.contains("line 1: \"Nils Berg\" is another speaker"), "by hand: {told}");
}
