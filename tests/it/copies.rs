//! Five outlets, one wire story: counted once, and every place is told.

use super::{rows, stderr, stdout, whosaid};
use std::fs;
use std::path::Path;

/// Long enough to be told from other articles by its words.
const STORY: &str = "“The ferry will sail again on Friday,” said Mayor Ida Holm in a statement. The harbor office had closed the line in May after a crack was found in the hull of the older of its two ships. “We paid $2 million for the repairs,” Holm said. Nobody was hurt when the crack opened, and the forty people on board were taken home by two fishing boats that happened to be near. The council voted 7-2 to lend the office the money, according to Nils Berg, who keeps its books.";

fn article(outlet: &str, date: &str, text: &str) -> String {
    format!("---\npublisher: {outlet}\ndate: {date}\n---\n{text}\n")
}

fn index(dir: &Path) -> String {
    let output = whosaid(dir, &["index", "news"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stderr(&output)
}

fn write(dir: &Path, name: &str, text: &str) {
    fs::create_dir_all(dir.join("news")).unwrap();
    fs::write(dir.join("news").join(name), text).unwrap();
}

fn holm(dir: &Path) -> (u64, u64) {
    let speakers = rows(&whosaid(dir, &["speakers", "ida holm", "--format", "jsonl"]));
    (speakers[0]["quotes"].as_u64().unwrap(), speakers[0]["articles"].as_u64().unwrap())
}

#[test]
fn a_story_counts_once_and_all_its_places_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    write(dir, "b.md", &article("Meridian Post", "2025-11-04", STORY));
    write(dir, "c.md", &article("Harbor Ledger", "2025-11-04", &format!("{STORY} “I am glad,” said Dora Hale.")));
    write(dir, "z.md", &article("Other", "2025-11-04", "“The dam holds,” said Nils Berg.\n"));
    assert!(index(dir).contains("copies: 1 of"));
    assert_eq!(holm(dir), (2, 1));
    // The wire that both took it from comes later, and is the first by its date.
    write(dir, "wire.md", &article("Northfield Wire", "2025-11-03", STORY));
    assert!(index(dir).contains("copies: 2 of the index's articles are the same as one of 1 others"));
    assert_eq!(holm(dir), (2, 1));
    let found = rows(&whosaid(dir, &["search", "repairs", "--format", "jsonl"]));
    assert_eq!((found.len(), &found[0]["article"]["publisher"]), (1, &"Northfield Wire".into()));
    let copies: Vec<&str> =
        found[0]["copies"].as_array().unwrap().iter().map(|head| head["publisher"].as_str().unwrap()).collect();
    assert_eq!(copies, ["Meridian Post", "Harbor Ledger"]);
    let table = stdout(&whosaid(dir, &["search", "repairs"]));
    assert!(table.contains("also in 2 places: Meridian Post, Harbor Ledger"), "{table}");
    let table = stdout(&whosaid(dir, &["search", "repairs", "--copies"]));
    assert!(table.contains("also Harbor Ledger · 2025-11-04 · news/c.md"), "{table}");
    // What a copy alone has is not lost.
    assert_eq!(rows(&whosaid(dir, &["quotes", "--speaker", "dora hale", "--format", "jsonl"])).len(), 1);
    // A copy that is asked for is shown whole.
    let shown = stdout(&whosaid(dir, &["show", "news/b.md"]));
    assert!(shown.contains("a copy of") && shown.contains("⟦“_We paid $2 million"), "{shown}");
    let claims = |path: &str| rows(&whosaid(dir, &["claims", path, "--format", "jsonl"])).len();
    assert_eq!(claims("news/b.md"), claims("news/wire.md"));
    let info = &rows(&whosaid(dir, &["info", "--format", "json"]))[0];
    assert_eq!((info["articles"].as_u64(), info["copies"].as_u64()), (Some(2), Some(2)));
    assert_eq!(whosaid(dir, &["check"]).status.code(), Some(0));
    // The first goes: the next one takes its place.
    fs::remove_file(dir.join("news/wire.md")).unwrap();
    fs::remove_file(dir.join("news/b.md")).unwrap();
    assert!(!index(dir).contains("copies:"));
    assert_eq!(holm(dir), (2, 1));
    assert_eq!(whosaid(dir, &["check"]).status.code(), Some(0));
}

#[test]
fn the_order_in_which_files_come_makes_no_difference() {
    let files = [
        ("a.md", article("Meridian Post", "2025-11-05", STORY)),
        ("b.md", article("Northfield Wire", "2025-11-03", STORY)),
        ("c.md", article("Harbor Ledger", "2025-11-04", &format!("{STORY} “I am glad,” said Dora Hale."))),
    ];
    let listed = |order: [usize; 3], one_by_one: bool| {
        let dir = tempfile::tempdir().unwrap();
        for at in order {
            write(dir.path(), files[at].0, &files[at].1);
            if one_by_one {
                index(dir.path());
            }
        }
        index(dir.path());
        let mut found = rows(&whosaid(dir.path(), &["quotes", "--limit", "0", "--format", "jsonl"]));
        let mut lines: Vec<String> = found
            .iter_mut()
            .map(|row| {
                format!(
                    "{} {} {}",
                    row["article"]["publisher"],
                    row["text"],
                    row["copies"].as_array().map_or(0, Vec::len)
                )
            })
            .collect();
        lines.sort();
        lines
    };
    let wanted = listed([0, 1, 2], false);
    assert_eq!(wanted.len(), 5, "{wanted:?}");
    assert_eq!(listed([2, 1, 0], true), wanted);
    assert_eq!(listed([1, 2, 0], true), wanted);
}
