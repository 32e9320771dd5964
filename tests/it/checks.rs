//! Known fact-checks: import, list, what is suggested for a claim, and that indexing keeps them.

use super::{rows, stderr, stdout, whosaid};
use std::fs;

const ARTICLE: &str = "---\ntitle: Ferry sails\npublisher: Harbor Ledger\ndate: 2025-11-03\n---\nThe new ferry cost taxpayers $5.5 million in 2024, Mayor Ida Holm said on Monday. \
                       The council closed two libraries in March.\n";
const PAGE: &str = r#"<!DOCTYPE html><html><head><script type="application/ld+json">{"@context":"https://schema.org","@type":"ClaimReview",
"url":"https://truthdesk.example/ferry","claimReviewed":"Says the new ferry cost taxpayers $5.5 million","datePublished":"2025-10-30","author":{"name":"Truth Desk"},
"itemReviewed":{"@type":"Claim","author":{"name":"Ida Holm"},"datePublished":"2025-10-28"},
"reviewRating":{"@type":"Rating","alternateName":"Mostly false"}}</script></head><body><p>No.</p></body></html>"#;
const ANSWER: &str = r#"{"claims":[{"text":"Snow fell on Lake Arden in August","claimReview":[{"publisher":{"name":"Fact Club"},"url":"https://factclub.example/snow","reviewDate":"2025-09-01T00:00:00Z","textualRating":"True"}]}]}"#;

fn indexed() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("news")).unwrap();
    fs::write(dir.path().join("news/a.md"), ARTICLE).unwrap();
    fs::write(dir.path().join("page.html"), PAGE).unwrap();
    fs::write(dir.path().join("answer.json"), ANSWER).unwrap();
    assert_eq!(whosaid(dir.path(), &["index", "news"]).status.code(), Some(0));
    let output = whosaid(dir.path(), &["checks", "import", "page.html", "answer.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("2 new, 0 replaced"), "{}", stderr(&output));
    dir
}

#[test]
fn a_claim_is_shown_with_the_check_that_may_be_about_it() {
    let dir = indexed();
    let found = rows(&whosaid(dir.path(), &["claims", "--with-checks", "--format", "jsonl"]));
    let ferry = found.iter().find(|row| row["text"].as_str().unwrap().contains("ferry")).unwrap();
    let suggestion = &ferry["suggested_checks"][0];
    assert_eq!(suggestion["check"]["rating"], "Mostly false");
    assert_eq!(suggestion["check"]["claim"], "Says the new ferry cost taxpayers $5.5 million");
    assert!(suggestion["likeness"].as_f64().unwrap() > 0.5, "{suggestion}");
    let others = found.iter().filter(|row| !row["text"].as_str().unwrap().contains("ferry"));
    assert!(others.clone().count() > 0 && others.into_iter().all(|row| row.get("suggested_checks").is_none()));
    let table = stdout(&whosaid(dir.path(), &["claims", "--with-checks"]));
    assert!(table.contains("maybe checked") && table.contains("rated “Mostly false” by Truth Desk"), "{table}");
    assert!(!stdout(&whosaid(dir.path(), &["claims"])).contains("maybe checked"), "only on request");
}

#[test]
fn checks_are_listed_and_outlive_indexing() {
    let dir = indexed();
    let list = |args: &[&str]| rows(&whosaid(dir.path(), &[&["checks", "list", "--format", "jsonl"], args].concat()));
    let claims: Vec<String> = list(&[]).iter().map(|row| row["claim"].as_str().unwrap().to_owned()).collect();
    assert_eq!(
        claims,
        ["Says the new ferry cost taxpayers $5.5 million", "Snow fell on Lake Arden in August"],
        "the latest first"
    );
    assert_eq!(list(&["fact", "CLUB"]).len(), 1);
    assert_eq!(whosaid(dir.path(), &["checks", "list", "nowhere"]).status.code(), Some(1));
    fs::remove_file(dir.path().join("news/a.md")).unwrap();
    fs::write(dir.path().join("news/b.txt"), "Nothing happened.").unwrap();
    assert_eq!(whosaid(dir.path(), &["index", "news", "--force"]).status.code(), Some(0));
    assert_eq!(list(&[]).len(), 2);
    assert_eq!(whosaid(dir.path(), &["check"]).status.code(), Some(0));
    let info = &rows(&whosaid(dir.path(), &["info", "--format", "json"]))[0];
    assert_eq!((&info["checks"], &info["claims"]), (&serde_json::json!(2), &serde_json::json!(0)));
}

#[test]
fn what_cannot_be_imported_is_said_and_the_rest_is_kept() {
    let dir = indexed();
    fs::write(dir.path().join("bad.jsonl"), "{\"@type\":\"ClaimReview\",\"claimReviewed\":\"Rivers rose\"}\n{oops\n")
        .unwrap();
    fs::write(dir.path().join("none.html"), "<html><body>Nothing here.</body></html>").unwrap();
    let output = whosaid(dir.path(), &["checks", "import", "bad.jsonl", "none.html"]);
    assert_eq!(output.status.code(), Some(3));
    let said = stderr(&output);
    assert!(
        said.contains("bad.jsonl: line 2: not valid JSON") && said.contains("none.html: no ClaimReview in it"),
        "{said}"
    );
    assert!(said.contains("1 new, 0 replaced") && said.contains("3 in the index"), "{said}");
    let output = whosaid(dir.path(), &["checks", "import", "missing.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("missing.json"), "{}", stderr(&output));
}
