//! The sample corpus end to end: what a new user sees.

use super::{root, rows, stderr, whosaid};

/// Indexes the corpus into a folder of its own.
fn indexed() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let index = dir.path().join("index");
    let output = whosaid(&root(), &["index", "corpus", "--index", index.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    dir
}

#[test]
fn all_formats_come_in_and_the_index_is_whole() {
    let dir = indexed();
    let info = &rows(&whosaid(dir.path(), &["info", "--format", "json"]))[0];
    assert_eq!(info["articles"], 56, "59 with the post that holds a picture alone, and the copies");
    assert_eq!(info["copies"], 2, "a story of the wire in two other outlets");
    assert!(info["quotes"].as_u64().unwrap() > 500);
    assert!(info["claims"].as_u64().unwrap() > 200);
    assert_eq!(whosaid(dir.path(), &["check"]).status.code(), Some(0));
}

#[test]
fn what_a_person_posted_is_found_by_speaker_and_source() {
    let dir = indexed();
    let found = rows(&whosaid(
        dir.path(),
        &["search", "speaker:\"donald trump\" source:\"truth social\" \"big picture\"", "--format", "jsonl"],
    ));
    assert!(found.len() >= 2, "several outlets quote the post");
    for row in &found {
        assert_eq!(row["speaker"]["name"], "Donald Trump");
        let path = row["article"]["path"].as_str().unwrap();
        assert!(path.contains("trump-xi") || path.contains("beijing"), "{path}");
    }
}

#[test]
fn an_article_of_a_container_is_shown_under_its_key() {
    let dir = indexed();
    let shown = whosaid(dir.path(), &["show", "corpus/northfield-wire/2025-11-daily-file.jsonl#2"]);
    let first = super::stdout(&shown).lines().next().unwrap_or_default().to_owned();
    assert!(first.starts_with("Challenger attacks") && first.ends_with("daily-file.jsonl#2"), "{first}");
}

#[test]
fn link_lines_and_credits_yield_nothing() {
    let dir = indexed();
    for word in ["\"read more\"", "\"sign up for\""] {
        for among in ["quotes", "claims"] {
            let found = rows(&whosaid(dir.path(), &["search", word, "--in", among, "--format", "jsonl"]));
            assert_eq!(found.len(), 0, "{word} in {among}");
        }
    }
}

#[test]
fn the_same_bytes_for_one_and_two_threads() {
    let one = whosaid(&root(), &["extract", "corpus", "--with-text", "--threads", "1"]);
    let two = whosaid(&root(), &["extract", "corpus", "--with-text", "--threads", "2"]);
    assert_eq!(one.stdout, two.stdout);
    for row in rows(&one) {
        let text = row["text"].as_str().unwrap();
        for claim in row["claims"].as_array().unwrap() {
            let span = |at: usize| usize::try_from(claim["span"][at].as_u64().unwrap()).unwrap();
            assert_eq!(&text[span(0)..span(1)], claim["text"].as_str().unwrap());
        }
    }
}
