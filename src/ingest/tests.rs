//! Reading whole files: formats by name and content, what is skipped and what fails, and that no bytes panic.

mod damaged;
mod fixtures;
mod formats;
mod records;

use super::{Item, Limits, Options, read, read_stream};
use crate::article::{BlockKind, DateSource, Form, NoteKind};
use fixtures::gzip;
use std::fs;
use std::ops::ControlFlow;

fn read_bytes(name: &str, bytes: &[u8], limits: &Limits) -> Vec<Item> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    read_path(&path, name, &Options { limits: limits.clone(), ..Options::default() })
}

fn read_path(path: &std::path::Path, key: &str, options: &Options) -> Vec<Item> {
    let mut items = Vec::new();
    read(path, key, options, &mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    });
    items
}

/// One line an item: the text of an article, or what is wrong.
fn shown(items: &[Item]) -> Vec<String> {
    let line = |item: &Item| match item {
        Item::Article(article) => format!("{}: {}", article.key, article.text),
        Item::Skipped(problem) => format!("skipped {:?} {:?}: {}", problem.part, problem.line, problem.reason),
        Item::Failed(problem) => format!("failed {:?} {:?}: {}", problem.part, problem.line, problem.reason),
    };
    items.iter().map(line).collect()
}

fn check(name: &str, bytes: &[u8], wanted: &[&str]) {
    let found = shown(&read_bytes(name, bytes, &Limits::default()));
    assert_eq!(found.len(), wanted.len(), "{name}: {found:?}");
    for (found, wanted) in found.iter().zip(wanted) {
        assert!(found.starts_with(wanted), "{name}: {found:?} instead of {wanted:?}");
    }
}

#[test]
fn formats_by_name_and_by_content() {
    check("a.txt", b"\xef\xbb\xbfOne.\r\n", &["a.txt: One.\r\n"]);
    check("a", b"One.", &["a: One."]);
    check("a", b"<!DOCTYPE html><p>One two three.</p>", &["a: One two three."]);
    check("a.md", b"---\ntitle: T\n---\nOne.", &["a.md: One."]);
    check("a.json", br#"{"text": "One."}"#, &["a.json: One."]);
    check("a.json", br#" [{"text": "One."}, {"body": "Two ]}\" [."} ] "#, &["a.json#0: One.", "a.json#1: Two ]}\" [."]);
    check("a.json", b"{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n", &["a.json#0: One.", "a.json#1: Two."]);
    check(
        "a.json",
        br#"{"status": "ok", "articles": [{"content": "One."}, 3]}"#,
        &["a.json#0: One.", "failed Some(1)"],
    );
    check("a.log", b"{\"text\": \"One.\"}", &["a.log: One."]);
    check(
        "a.jsonl",
        b"{\"text\": \"One.\"}\n\n{oops\n[1]\n{\"title\": \"T\"}\n{\"text\": \" \"}\n{\"text\": \"Two.\"}",
        &[
            "a.jsonl#0: One.",
            "failed Some(1) Some(3): not valid JSON",
            "failed Some(2) Some(4): not a JSON object",
            "skipped Some(3) Some(5): no text field",
            "skipped Some(4) Some(6): empty",
            "a.jsonl#5: Two.",
        ],
    );
    check("a.txt.gz", &gzip(b"One."), &["a.txt.gz: One."]);
    check(
        "a.jsonl.gz",
        &[gzip(b"{\"text\": \"One.\"}\n"), gzip(b"{\"text\": \"Two.\"}\n")].concat(),
        &["a.jsonl.gz#0: One.", "a.jsonl.gz#1: Two."],
    );
    check("a.html.zst", &zstd::encode_all(&b"<p>One two three.</p>"[..], 1).unwrap(), &["a.html.zst: One two three."]);
}

#[test]
fn what_cannot_be_read_says_why() {
    check("a.txt", b"", &["skipped None None: empty"]);
    check("a.txt", b" \n\t ", &["skipped None None: empty"]);
    check("a.json", b" ", &["skipped None None: empty"]);
    check("a.json", b"[]", &[]);
    check("a.html", b"<p> </p>", &["skipped None None: empty"]);
    check("a.txt", b"a\0b", &["skipped None None: looks like binary data"]);
    check("a.png", b"text", &["skipped None None: not a format that is read (.png)"]);
    check(
        "a.json",
        br#"[{"text": "One."}, {"text": "Tw"#,
        &["a.json#0: One.", "failed Some(1) Some(1): the JSON ends"],
    );
    check("a.json", b"not json", &["failed"]);
    let deep = "<div>".repeat(600);
    check("a.html", deep.as_bytes(), &["failed None None: elements nested deeper than 500"]);
    let limits = Limits { max_article_bytes: 10, ..Limits::default() };
    let found = shown(&read_bytes("a.txt", b"0123456789ab", &limits));
    assert_eq!(found, ["skipped None None: 12 bytes long, over the limit of 10; --max-article-bytes raises it"]);
    let long = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"One.\"}}\n", "x".repeat(100_000));
    let found = shown(&read_bytes("a.jsonl", long.as_bytes(), &limits));
    assert!(
        found[0].starts_with("skipped Some(0) Some(1): 100013 bytes long") && found[1] == "a.jsonl#1: One.",
        "{found:?}"
    );
    let mut items = Vec::new();
    read(std::path::Path::new("/no/such"), "x", &Options::default(), &mut |item| {
        items.push(item);
        ControlFlow::Break(())
    });
    assert_eq!(shown(&items), ["failed None None: no such file"]);
}

#[test]
fn a_damaged_or_endless_archive_keeps_what_came_before() {
    let lines: Vec<String> =
        (0..5000).map(|n| format!("{{\"lang\": \"en\", \"text\": \"Line {n} {}\"}}\n", n * 7919 % 10007)).collect();
    let lines = lines.concat();
    for packed in [gzip(lines.as_bytes()), zstd::encode_all(lines.as_bytes(), 1).unwrap()] {
        let name = if packed[0] == 0x1f { "a.jsonl.gz" } else { "a.jsonl.zst" };
        let items = read_bytes(name, &packed[..packed.len() * 2 / 3], &Limits::default());
        let (last, before) = items.split_last().unwrap();
        assert!(before.iter().all(|item| matches!(item, Item::Article(_))));
        assert!(matches!(last, Item::Failed(problem) if problem.reason.contains("cut short")), "{name} {last:?}");
    }
    let limits = Limits { max_expanded_bytes: 50_000, ..Limits::default() };
    let items = read_bytes("a.jsonl.gz", &gzip(lines.as_bytes()), &limits);
    assert!(items.len() > 500 && items.len() < 5000);
    assert!(
        matches!(items.last(), Some(Item::Failed(problem)) if problem.reason.starts_with("expands to more than 50000"))
    );
}

#[cfg(unix)]
#[test]
fn a_fifo_is_never_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    let mut items = Vec::new();
    read(&path, "a.txt", &Options::default(), &mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    });
    assert_eq!(shown(&items), ["skipped None None: a FIFO, not a file; pipe it to `-` to read it"]);
    let walked: Vec<_> = super::walk::walk(folder.path(), &super::walk::Options::default()).collect();
    assert!(matches!(&walked[..], [super::walk::Entry::Skipped(_, reason)] if reason.starts_with("a FIFO")));
}

#[test]
fn fields_of_records() {
    let record = br#"{"_id": 7, "maintext": "One two.", "headline": "T", "byline": "By Ann Lee and Bo Day", "source": {"id": null, "name": "Harbor Ledger"},
        "date_publish": "None", "published_at": "2025-11-03 10:00:00", "link": "https://a.example/2024/01/02/x", "lang": "eng", "type": "letter"}"#;
    let items = read_bytes("a.json", record, &Limits::default());
    let Item::Article(article) = &items[0] else { panic!("{items:?}") };
    assert_eq!(
        (article.id.as_str(), article.title.as_deref(), article.publisher.as_deref()),
        ("7", Some("T"), Some("Harbor Ledger"))
    );
    assert_eq!(article.authors, ["Ann Lee", "Bo Day"]);
    let published = article.published.clone().unwrap();
    assert_eq!((published.date.to_string().as_str(), published.from), ("2025-11-03", DateSource::Field));
    assert_eq!((article.language.as_deref(), article.form), (Some("en"), Some(Form::Letter)));
}

#[test]
fn posts_are_speech_of_their_account() {
    let post = br#"{"id": "11", "created_at": "2025-11-24T16:20:00.000Z", "content": "<p>It was a <b>great</b> call!</p><p>More soon.</p>",
        "url": "https://truthsocial.com/@ed/11", "account": {"acct": "ed", "display_name": "Ed Stane"}}"#;
    let items = read_bytes("a.json", post, &Limits::default());
    let Item::Article(article) = &items[0] else { panic!("{items:?}") };
    assert_eq!(article.text, "It was a great call!\n\nMore soon.");
    assert_eq!((article.form, article.authors.as_slice()), (Some(Form::Post), &["Ed Stane".to_owned()][..]));
    assert!(article.blocks.len() == 2 && article.blocks.iter().all(|block| block.kind == BlockKind::Post));
    let told = article.blocks[0].post.clone().unwrap();
    assert_eq!((told.platform.as_deref(), told.handle.as_deref()), (Some("Truth Social"), Some("@ed")));
    assert_eq!(article.published.clone().unwrap().time.as_deref(), Some("2025-11-24T16:20:00Z"));
}

#[test]
fn languages_and_streams() {
    let german = "Der Fährverkehr bleibt bis Freitag eingestellt, teilte das Hafenamt am Montag mit. Niemand wurde verletzt, sagte eine Sprecherin.";
    let items = read_bytes("a.txt", german.as_bytes(), &Limits::default());
    let Item::Article(article) = &items[0] else { panic!("{items:?}") };
    assert_eq!(article.language.as_deref(), Some("de"));
    assert!(article.notes.iter().any(|note| note.kind == NoteKind::LanguagePartlySupported));
}

#[test]
fn a_stream_is_read_like_a_file_without_an_extension() {
    /// Gives one byte at a time, as a slow pipe may.
    struct Slow<'a>(&'a [u8]);
    impl std::io::Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let n_bytes = self.0.len().min(buffer.len()).min(1);
            let (now, later) = self.0.split_at(n_bytes);
            buffer[..n_bytes].copy_from_slice(now);
            self.0 = later;
            Ok(n_bytes)
        }
    }
    let page = b"<!DOCTYPE html>\n<html><head><title>T</title><script>var said = \"It sinks\";</script></head>\n<body><p>One two three.</p></body></html>";
    for (bytes, wanted) in [
        (&b"{\"text\": \"One.\"}\n{\"text\": \"Two.\"}"[..], &["-#0: One.", "-#1: Two."][..]),
        (b"{not json}\nwords", &["-: {not json}\nwords"]),
        (b"", &["skipped None None: empty"]),
        (b"[{\"text\": \"One.\"},\n {\"text\": \"Two.\"}]", &["-#0: One.", "-#1: Two."]),
        (page, &["-: One two three."]),
        (b"<p>One two three.</p>", &["-: One two three."]),
        (&gzip(b"One."), &["-: One."]),
        (&gzip(page), &["-: One two three."]),
        (&zstd::encode_all(&page[..], 1).unwrap(), &["-: One two three."]),
        (b"---\ntitle: 'T'\n---\nOne.", &["-: One."]),
        (b"---\r\ntitle: 'T'\r\n---\r\nOne.", &["-: One."]),
        (b"---\nIt was late: one\n---\nTwo.", &["-: ---\nIt was late: one\n---\nTwo."]),
    ] {
        let mut items = Vec::new();
        read_stream(std::io::BufReader::new(Slow(bytes)), "-", &Options::default(), &mut |item| {
            items.push(item);
            ControlFlow::Continue(())
        });
        assert_eq!(shown(&items), wanted);
        let of_file = shown(&read_bytes("a", bytes, &Limits::default()));
        let of_file: Vec<String> =
            of_file.iter().map(|line| line.replacen("a:", "-:", 1).replacen("a#", "-#", 1)).collect();
        assert_eq!(of_file, wanted);
    }
}

#[test]
fn lines_may_end_in_carriage_returns_alone() {
    let bytes = "Ferry sinks\rBy Ann Lee\r\r“It sank,” said Ida Holm.\r";
    for name in ["a.txt", "a.md", "a"] {
        let items = read_bytes(name, bytes.as_bytes(), &Limits::default());
        let Item::Article(article) = &items[0] else { panic!("{items:?}") };
        assert_eq!(article.text, bytes.replace('\r', "\n"));
        assert_eq!(
            (article.title.as_deref(), article.authors.as_slice()),
            (Some("Ferry sinks"), &["Ann Lee".to_owned()][..])
        );
    }
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn new() -> Random {
        Random(0x9E37_79B9_7F4A_7C15)
    }

    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

/// Pieces of all formats in random order, cut anywhere: nothing panics, and every span lies in its text.
#[test]
fn no_bytes_panic() {
    const PIECES: &[&str] = &[
        "---\n",
        "title: \"x",
        "authors: [a, 'b",
        "- ",
        "{\"text\": \"",
        "\"}",
        "[",
        "]",
        "\\u00",
        "<p>",
        "</p>",
        "<blockquote class=tweet>",
        "<a href=x>",
        "— Ed (@ed",
        "<br>",
        "<!--",
        "<script type='application/ld+json'>",
        "</script>",
        "{\"@type\":\"NewsArticle\",\"author\":{}}",
        "<table><tr><td>",
        "By Ann Lee, Nov. 3, 2025",
        "2025-11-03",
        "“",
        "é",
        "\u{feff}",
        "\n",
        "\n\n",
        "HALDEN, Nov. ",
        "<time datetime=2025-13-99>",
        "a.b/2025/1/",
        "& ",
        "Title: ",
        "İ",
        "ſ",
        "<svg><p>",
        "<template>",
        "<b><i>",
        "3 Nov",
        "\u{0}",
        "The ferry sank. ",
    ];
    let mut random = Random::new();
    for round in 0..400 {
        let mut bytes = Vec::new();
        for _ in 0..random.below(40) {
            if random.below(12) == 0 {
                bytes.push(random.below(256) as u8);
            } else {
                bytes.extend_from_slice(PIECES[random.below(PIECES.len())].as_bytes());
            }
        }
        bytes.truncate(bytes.len() - random.below(bytes.len() + 1) / 4);
        let name = ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a", "2025-é.html.gz"][round % 7];
        let packed = if name.ends_with("gz") && round % 2 == 0 { gzip(&bytes) } else { bytes };
        for item in read_bytes(name, &packed, &Limits::default()) {
            if let Item::Article(article) = item {
                for block in &article.blocks {
                    assert!(!block.span.of(&article.text).is_empty());
                }
            }
        }
    }
}
