//! A folder of odd input: each reported, nothing lost, nothing blocked on.
#![cfg(unix)]

use super::{rows, stderr, whosaid};
use std::fs;
use std::io::Write;
use std::process::Command;

const GOOD: &str = "“We won,” said Ida Holm.\n";

#[test]
fn odd_files_are_reported_and_cost_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let odd = dir.path().join("odd");
    fs::create_dir(&odd).unwrap();
    fs::write(odd.join("good.txt"), GOOD).unwrap();
    fs::write(odd.join("empty.txt"), "").unwrap();
    fs::write(odd.join("long.txt"), "word ".repeat(4 << 20)).unwrap();
    fs::write(odd.join("latin.txt"), b"\x93We lost,\x94 said Ren\xe9 Holm. It was a caf\xe9.\n").unwrap();
    fs::write(odd.join("lines.jsonl"), format!("{}\n{{broken\n{}\n", record("a"), record("b"))).unwrap();
    let whole = gzip(format!("{}\n{}\n", record("c"), record("d")).repeat(400).as_bytes());
    fs::write(odd.join("cut.jsonl.gz"), &whole[..whole.len() / 2]).unwrap();
    let cut_text = gzip(format!("{GOOD}\n{}", (0..20_000).map(|n| n.to_string() + " ").collect::<String>()).as_bytes());
    fs::write(odd.join("cut.txt.gz"), &cut_text[..cut_text.len() / 2]).unwrap();
    fs::write(odd.join("deep.html"), "<div>".repeat(600)).unwrap();
    fs::write(odd.join("paper.html"), "%PDF-1.7\n1 0 obj\n").unwrap();
    fs::write(odd.join("two\nlines\u{1b}[31m.txt"), "").unwrap();
    fs::write(odd.join("bomb.txt.gz"), gzip(&vec![b'a'; 24 << 20])).unwrap();
    std::os::unix::net::UnixListener::bind(odd.join("socket")).unwrap();
    assert!(Command::new("mkfifo").arg(odd.join("fifo.txt")).status().unwrap().success());
    let output = whosaid(dir.path(), &["index", "odd", "--report", "report.jsonl"]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    for (file, word) in [
        ("empty.txt", "skipped"),
        ("long.txt", "--max-article-bytes"),
        ("lines.jsonl#1, line 2", "failed"),
        ("cut.jsonl.gz", "failed"),
        ("cut.txt.gz", "what came before is kept"),
        ("deep.html", "nested deeper than 500 at line 1"),
        ("paper.html", if cfg!(feature = "pdf") { "damaged" } else { "--features pdf" }),
        ("two\\nlines\\u{1b}[31m.txt", "empty"),
        ("bomb.txt.gz", "--max-article-bytes"),
        ("socket", "skipped"),
        ("fifo.txt", "skipped"),
    ] {
        assert!(said.lines().any(|line| line.contains(file) && line.contains(word)), "{file} {word} in:\n{said}");
    }
    let report = fs::read_to_string(dir.path().join("report.jsonl")).unwrap();
    assert!(report.lines().any(|line| line.contains("\"failed\"") && line.contains("cut.jsonl.gz")));
    let speakers = rows(&whosaid(dir.path(), &["speakers", "--format", "jsonl"]));
    let names: Vec<&str> = speakers.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"Ida Holm") && names.contains(&"René Holm"), "{names:?}");
    let before_the_cut =
        rows(&whosaid(dir.path(), &["quotes", "--path", "odd/cut.jsonl.gz", "--format", "jsonl", "--limit", "0"]));
    assert!(!before_the_cut.is_empty(), "what was read before the cut is kept");
    assert_eq!(rows(&whosaid(dir.path(), &["quotes", "--path", "odd/cut.txt.gz", "--format", "jsonl"])).len(), 1);
    // A second run says that not all of the unchanged files could be read.
    assert!(stderr(&whosaid(dir.path(), &["index", "odd"])).contains("not all could be read"));
    assert_eq!(whosaid(dir.path(), &["check"]).status.code(), Some(0));
}

#[test]
fn an_empty_name_names_no_article() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("good.txt"), GOOD).unwrap();
    whosaid(dir.path(), &["index", "good.txt"]);
    let output = whosaid(dir.path(), &["show", ""]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
}

#[test]
fn who_may_read_the_marker_may_read_the_index() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("good.txt"), GOOD).unwrap();
    whosaid(dir.path(), &["index", "good.txt"]);
    let index = dir.path().join("index");
    let mode = |name: &str| fs::metadata(index.join(name)).unwrap().permissions().mode();
    for name in ["meta.json", ".managed.json"] {
        assert_eq!(mode(name), mode("whosaid.index"), "{name}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_utf8_do_not_overwrite_each_other() {
    use std::os::unix::ffi::OsStrExt;
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("odd")).unwrap();
    for (name, who) in [(b"a\xff.txt", "Ida Holm"), (b"a\xfe.txt", "Nils Berg")] {
        let path = dir.path().join("odd").join(std::ffi::OsStr::from_bytes(name));
        fs::write(path, format!("“We won,” said {who}.\n")).unwrap();
    }
    assert_eq!(whosaid(dir.path(), &["index", "odd"]).status.code(), Some(0));
    let said = stderr(&whosaid(dir.path(), &["index", "odd"]));
    assert!(said.contains("2 unchanged"), "{said}");
    let shown = super::stdout(&whosaid(dir.path(), &["show", "odd/a\\xfe.txt"]));
    assert!(shown.contains("Nils Berg") && !shown.contains("Ida Holm"), "{shown}");
}

#[test]
fn a_file_behind_links_is_one_file() {
    let dir = tempfile::tempdir().unwrap();
    for folder in ["news", "elsewhere"] {
        fs::create_dir(dir.path().join(folder)).unwrap();
    }
    fs::write(dir.path().join("elsewhere/a.txt"), GOOD).unwrap();
    for link in ["one.txt", "two.txt"] {
        std::os::unix::fs::symlink("../elsewhere/a.txt", dir.path().join("news").join(link)).unwrap();
    }
    let quotes = || rows(&whosaid(dir.path(), &["quotes", "--format", "jsonl"])).len();
    whosaid(dir.path(), &["index", "news", "--follow"]);
    assert_eq!(quotes(), 1);
    for link in ["one.txt", "two.txt"] {
        fs::remove_file(dir.path().join("news").join(link)).unwrap();
    }
    assert!(stderr(&whosaid(dir.path(), &["index", "news", "--follow"])).contains("1 removed"));
    assert_eq!(quotes(), 0);
}

#[test]
fn a_failed_file_keeps_what_was_indexed_of_it() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.json"), record("a")).unwrap();
    whosaid(dir.path(), &["index", "a.json"]);
    fs::write(dir.path().join("a.json"), "{broken").unwrap();
    let output = whosaid(dir.path(), &["index", "a.json"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("what was indexed of it stays"), "{}", stderr(&output));
    assert_eq!(rows(&whosaid(dir.path(), &["quotes", "--format", "jsonl"])).len(), 1);
}

#[test]
fn an_index_of_another_version_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), GOOD).unwrap();
    assert_eq!(whosaid(dir.path(), &["index", "a.txt"]).status.code(), Some(0));
    fs::write(dir.path().join("index/whosaid.index"), "{\"format\":999,\"program\":\"9.0.0\"}").unwrap();
    let output = whosaid(dir.path(), &["search", "won"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("rebuild"), "{}", stderr(&output));
    assert_eq!(whosaid(dir.path(), &["index", "--force", "a.txt"]).status.code(), Some(0));
    assert_eq!(rows(&whosaid(dir.path(), &["search", "won", "--format", "jsonl"])).len(), 1);
}

#[test]
fn a_flipped_byte_is_found_by_check() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), GOOD.repeat(50)).unwrap();
    whosaid(dir.path(), &["index", "a.txt"]);
    let store = fs::read_dir(dir.path().join("index")).unwrap().map(|entry| entry.unwrap().path());
    let store = store.into_iter().find(|path| path.extension().is_some_and(|e| e == "store")).unwrap();
    let mut bytes = fs::read(&store).unwrap();
    bytes[10] ^= 0xff;
    fs::write(&store, bytes).unwrap();
    let output = whosaid(dir.path(), &["check"]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
}

fn record(id: &str) -> String {
    serde_json::json!({ "id": id, "text": format!("“We won {id},” said Ida Holm. It took {} days.", id.len()) })
        .to_string()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
