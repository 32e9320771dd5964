//! Records and posts, each with the names that its program gives the fields, read back exactly.

use super::fixtures::{self, zip};
use super::formats::{articles, check};
use crate::article::Form;
use std::fs;

#[test]
fn records_of_programs_and_services() {
    let one = "Ferry sails again | Ann Lee";
    let text = "“It sails,” said Ida Holm.";
    let place = |name: &str| if name.ends_with("lines") { "#0" } else { "" }.to_owned();
    let check_one = |name: &str, bytes: &str, fields: &str| {
        check(name, bytes.as_bytes(), &[&format!("{}{fields}", place(name))]);
    };
    check_one(
        "news-please.json",
        fixtures::NEWS_PLEASE,
        &format!(" | {one} | ledger.example | 2025-11-03 | {text}\nShe was glad."),
    );
    check_one(
        "trafilatura.json",
        fixtures::TRAFILATURA,
        &format!(" | {one}, Bo Day | Harbor Ledger | 2025-11-03 | {text}"),
    );
    check(
        "newscatcher.json",
        fixtures::NEWSCATCHER.as_bytes(),
        &[
            &format!("#0 | {one}, Bo Day | ledger.example | 2025-11-03 | {text}"),
            "#1 | Dam holds | Cy Fox | wire.example | 2025-11-04 | The dam holds.",
        ],
    );
    let time = "2025-11-03T14:30:00";
    check("newsapi.json", fixtures::NEWS_API.as_bytes(), &[&format!("#0 | {one} | Harbor Ledger | {time}Z | {text}")]);
    check(
        "mediastack.json",
        fixtures::MEDIASTACK.as_bytes(),
        &[&format!("#0 | {one} | Harbor Ledger | {time}+00:00 | {text}")],
    );
    check(
        "mediacloud.csv",
        fixtures::MEDIA_CLOUD.as_bytes(),
        &[&format!("#0 | Ferry sails again |  | Harbor Ledger | 2025-11-03 | {text}"), "skipped #1, line 3: empty"],
    );
    check(
        "quotebank.jsonl",
        fixtures::QUOTEBANK.as_bytes(),
        &[&format!("#0 | Ferry sails again |  |  | 2015-11-03 | {text}")],
    );
    for (name, bytes, id) in [
        ("news-please.json", fixtures::NEWS_PLEASE, None),
        ("newscatcher.json", fixtures::NEWSCATCHER, Some("nc1")),
        ("mediacloud.csv", fixtures::MEDIA_CLOUD, Some("77")),
    ] {
        let found = articles(name, bytes.as_bytes());
        assert_eq!(found[0].url.as_deref(), Some("https://ledger.example/ferry"), "{name}");
        assert!(id.is_none_or(|id| found[0].id == id), "{name}: {}", found[0].id);
    }
}

#[test]
fn posts_of_archives() {
    let posts = articles("tweets.js", fixtures::X_ARCHIVE.as_bytes());
    assert_eq!((posts.len(), posts[0].form, posts[0].text.as_str()), (2, Some(Form::Post), "The ferry sails!"));
    assert!(posts[0].published.clone().unwrap().time.unwrap().starts_with("2025-11-24T16:20:00"));
    let told = posts[0].blocks[0].post.clone().unwrap();
    assert_eq!(
        (told.platform.as_deref(), told.handle.as_deref()),
        (Some("X"), None),
        "an archive does not say whose it is"
    );
    let shared = posts[1].blocks[0].post.clone().unwrap();
    assert_eq!((shared.author, shared.handle.as_deref()), (None, Some("@ida_holm")), "who is passed on has said it");
    check(
        "outbox.json",
        fixtures::MASTODON.as_bytes(),
        &["#0 |  |  | Mastodon | 2025-11-24T16:20:00Z | It sails.", "skipped #1, line 1: no text field…"],
    );
    let told = articles("outbox.json", fixtures::MASTODON.as_bytes())[0].blocks[0].post.clone().unwrap();
    assert_eq!((told.platform.as_deref(), told.handle.as_deref()), (Some("Mastodon"), Some("@ida")));
    check(
        "truth.csv",
        fixtures::TRUTH_CSV.as_bytes(),
        &["#0 |  |  | Truth Social | 2025-11-24T16:20:00Z | The ferry is OLD.", "skipped #1, line 3: empty"],
    );
    check(
        "x.csv",
        fixtures::X_CSV.as_bytes(),
        &[
            "#0 |  |  | X | 2020-11-02 | The ferry sails!",
            "#1 |  |  | X | 2020-11-02 | RT @ida_holm: It sails, she said.",
        ],
    );
    let told = articles("x.csv", fixtures::X_CSV.as_bytes())[1].blocks[0].post.clone().unwrap();
    assert_eq!((told.platform.as_deref(), told.handle.as_deref()), (Some("X"), Some("@ida_holm")));
    let reblog = br#"{"id": "1", "content": "", "account": {"acct": "ida", "display_name": "Ida Holm"}, "reblog": {"content": "<p>Theirs.</p>", "account": {"acct": "ed", "display_name": "Ed Stane"}}}"#;
    assert_eq!(articles("a.json", reblog)[0].authors, ["Ed Stane"]);
}

#[test]
fn an_archive_says_whose_its_posts_are() {
    let posts = articles("x.zip", &fixtures::x_archive());
    assert_eq!(posts[0].authors, ["Ed Stane"]);
    assert_eq!(posts[0].blocks[0].post.clone().unwrap().handle.as_deref(), Some("@ed"));
    assert!(posts[1].authors.is_empty(), "what is passed on is of another");
    let actor = br#"{"type": "Person", "preferredUsername": "ida", "name": "Ida Holm"}"#;
    let mastodon = zip(&[("outbox.json", fixtures::MASTODON.as_bytes()), ("actor.json", actor)]);
    let place = "outbox.json |  | Ida Holm | Mastodon | 2025-11-24T16:20:00Z | It sails.";
    check(
        "mastodon.zip",
        &mastodon,
        &[
            &format!("#0 {place}"),
            "skipped #1, outbox.json, line 1: no text field…",
            "skipped #2, actor.json, line 1: the account that the posts are of, no post",
        ],
    );
    // Unpacked, it lies beside them; that of another account names nobody.
    for (handle, authors) in [("ida", &["Ida Holm"][..]), ("ed", &[])] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("outbox.json"), fixtures::MASTODON).unwrap();
        let actor = format!("{{\"preferredUsername\": \"{handle}\", \"name\": \"Ida Holm\"}}");
        fs::write(folder.path().join("actor.json"), actor).unwrap();
        let items = super::read_path(&folder.path().join("outbox.json"), "outbox.json", &super::Options::default());
        let super::Item::Article(article) = &items[0] else { panic!("{items:?}") };
        assert_eq!(article.authors, authors);
    }
}
