//! Articles out of archives and exports: found, shown under their place, and what is wrong listed with its own.

use super::{rows, stderr, stdout, whosaid};
use std::fs;
use std::io::{Cursor, Write};

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn an_article_of_an_archive_is_found_and_shown_under_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let lines = "{\"words\": \"“We won,” said Ida Holm.\", \"when\": \"2025-11-03\"}\n{broken\n{\"words\": \"“We lost,” said Nils Berg.\"}\n";
    fs::write(
        dir.join("news.zip"),
        zip(&[("a.txt", "“We wait,” said Dora Hale.".as_bytes()), ("in/b.jsonl", lines.as_bytes()), ("c.png", b"x")]),
    )
    .unwrap();
    let output = whosaid(dir, &["index", "news.zip", "--map", "body=words,date=when", "--report", "report.jsonl"]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert!(stderr(&output).contains("news.zip#2, in/b.jsonl, line 2: not valid JSON"), "{}", stderr(&output));
    let report = fs::read_to_string(dir.join("report.jsonl")).unwrap();
    let failed: serde_json::Value = report
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .find(|row: &serde_json::Value| row["status"] == "failed")
        .unwrap();
    assert_eq!((&failed["part"], &failed["entry"], &failed["line"]), (&2.into(), &"in/b.jsonl".into(), &2.into()));
    let found = rows(&whosaid(dir, &["quotes", "--speaker", "berg", "--format", "jsonl"]));
    assert_eq!((&found[0]["article"]["part"], &found[0]["article"]["entry"]), (&3.into(), &"in/b.jsonl".into()));
    let dated = rows(&whosaid(dir, &["quotes", "--since", "2025", "--format", "jsonl"]));
    assert_eq!((dated.len(), &dated[0]["speaker"]["name"]), (1, &"Ida Holm".into()));
    let shown = stdout(&whosaid(dir, &["show", "news.zip#3"]));
    assert!(shown.contains("Nils Berg") && !shown.contains("Ida Holm"), "{shown}");
    assert_eq!(whosaid(dir, &["check"]).status.code(), Some(0));
}

#[test]
fn limits_have_flags_that_their_messages_name() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let inner = zip(&[("a.txt", b"x")]);
    fs::write(dir.join("deep.zip"), zip(&[("b.zip", &inner)])).unwrap();
    fs::write(dir.join("long.zip"), zip(&[("a.txt", "word ".repeat(1000).as_bytes())])).unwrap();
    fs::write(dir.join("nested.html"), format!("{}x", "<div>".repeat(30))).unwrap();
    for (file, flag, value) in [
        ("deep.zip", "--max-containers", "1"),
        ("long.zip", "--max-article-bytes", "100"),
        ("long.zip", "--max-expanded-bytes", "100"),
    ] {
        let said = stderr(&whosaid(dir, &["extract", file, flag, value]));
        assert!(said.contains(flag), "{file} {flag}: {said}");
    }
    let said = stderr(&whosaid(dir, &["extract", "nested.html", "--max-depth", "10"]));
    assert!(said.contains("nested deeper than 10"), "{said}");
    let output = whosaid(dir, &["extract", "long.zip", "--map", "words=x"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("body"), "{}", stderr(&output));
}
