//! Each format read back exactly: text, metadata, place, and what is left out.

use super::super::{FieldMap, Item, Limits, Options, read};
use super::fixtures::{self, FILLING, bzip2, gzip, tar, warc_record, zip};
use super::read_bytes;
use crate::article::{Article, BlockKind, Form};
use std::fs;
use std::ops::ControlFlow;

/// `place | title | authors | publisher | date | text` of each article, or what is wrong.
pub(super) fn shown(items: &[Item]) -> Vec<String> {
    let line = |item: &Item| match item {
        Item::Article(article) => {
            let place = [article.key.part.map(|part| format!("#{part}")), article.entry.clone()];
            let published =
                article.published.as_ref().map(|found| found.time.clone().unwrap_or(found.date.to_string()));
            [
                place.into_iter().flatten().collect::<Vec<_>>().join(" "),
                article.title.clone().unwrap_or_default(),
                article.authors.join(", "),
                article.publisher.clone().unwrap_or_default(),
                published.unwrap_or_default(),
                article.text.replace(FILLING, "…"),
            ]
            .join(" | ")
        }
        Item::Skipped(problem) => format!("skipped {}: {}", problem.place(""), problem.reason),
        Item::Failed(problem) => format!("failed {}: {}", problem.place(""), problem.reason),
    };
    items.iter().map(line).collect()
}

pub(super) fn check(name: &str, bytes: &[u8], wanted: &[&str]) {
    let items = read_bytes(name, bytes, &Limits::default());
    let mut ids: Vec<&str> = Vec::new();
    for item in &items {
        if let Item::Article(article) = item {
            assert_eq!(article.key.path, name);
            assert!(!article.id.is_empty() && !ids.contains(&article.id.as_str()), "{name}: {}", article.id);
            ids.push(&article.id);
        }
    }
    let found = shown(&items);
    assert_eq!(found.len(), wanted.len(), "{name}: {found:#?}");
    for (found, wanted) in found.iter().zip(wanted) {
        let is_right = wanted.strip_suffix('…').map_or(found == wanted, |start| found.starts_with(start));
        assert!(is_right, "{name}:\n{found:?} instead of\n{wanted:?}");
    }
}

pub(super) fn articles(name: &str, bytes: &[u8]) -> Vec<Article> {
    let found = read_bytes(name, bytes, &Limits::default()).into_iter().filter_map(|item| match item {
        Item::Article(article) => Some(*article),
        Item::Skipped(_) | Item::Failed(_) => None,
    });
    found.collect()
}

#[test]
fn compressed() {
    let lines = fixtures::JSON_LINES.as_bytes();
    for (name, bytes) in [("a.jsonl.bz2", bzip2(lines)), ("a.jsonl", gzip(lines)), ("a.jsonl.gz", gzip(&gzip(lines)))] {
        check(name, &bytes, &["#0 |  |  |  |  | One.", "#1 |  |  |  |  | Two."]);
    }
    check("a.txt.xz", fixtures::XZ, &[" |  |  |  |  | “One,” said Ida Holm.\n"]);
}

#[test]
fn archives_in_archives() {
    let inner = zip(&[("2025-11-03-b.txt.gz", &gzip(b"One.")), ("c.png", b"x"), ("d.txt", b"")]);
    let files: &[(&str, &[u8])] =
        &[("a.txt", b"Zero."), ("in/b.zip", &inner), ("__MACOSX/._a.txt", b"x"), ("z.txt", b"Last.")];
    let wanted = [
        "#0 a.txt |  |  |  |  | Zero.",
        "#1 in/b.zip/2025-11-03-b.txt.gz |  |  |  | 2025-11-03 | One.",
        "skipped #2, in/b.zip/c.png: not a format that is read (.png)",
        "skipped #3, in/b.zip/d.txt: empty",
        "#4 z.txt |  |  |  |  | Last.",
    ];
    check("a.zip", &zip(files), &wanted);
    check("a.tar", &tar(files), &wanted);
    check("a.tgz", &gzip(&tar(files)), &wanted);
    check("archive", &bzip2(&tar(files)), &wanted);
    let mut deep = zip(&[("a.txt", b"One.")]);
    for _ in 0..9 {
        deep = zip(&[("a.zip", &deep)]);
    }
    let nested = "a.zip/".repeat(7);
    check(
        "a.zip",
        &deep,
        &[&format!("failed #0, {}: more than 6 archives in each other…", nested.trim_end_matches('/'))],
    );
}

#[test]
fn a_damaged_archive_keeps_the_rest() {
    let packed = zip(&[("a.txt", b"One."), ("b.txt", b"Two."), ("c.txt", b"Three.")]);
    check(
        "a.zip",
        &packed[..packed.len() - 30],
        &[
            "#0 a.txt |  |  |  |  | One.",
            "#1 b.txt |  |  |  |  | Two.",
            "#2 c.txt |  |  |  |  | Three.",
            "failed #3: the zip file is damaged…",
        ],
    );
    let mut flipped = packed.clone();
    let at = flipped.windows(5).position(|window| window == b"b.txt").unwrap() + 5;
    flipped[at] ^= 0x55;
    let found = shown(&read_bytes("a.zip", &flipped, &Limits::default()));
    assert!(
        found[0].ends_with("One.") && found[1].starts_with("failed #1") && found[2].ends_with("Three."),
        "{found:#?}"
    );
    let whole = tar(&[("a.txt", b"One."), ("b.txt", b"Two.")]);
    check("a.tar", &whole[..1000], &["#0 a.txt |  |  |  |  | One.", "failed #1: the archive is damaged here…"]);
}

#[test]
fn a_bomb_in_an_archive_is_stopped_once() {
    let spaces = vec![b' '; 2 << 20];
    let bomb = zip(&[("a.txt", b"One."), ("b.txt", &spaces), ("c.txt", &spaces)]);
    let limits = Limits { max_expanded_bytes: 1 << 20, ..Limits::default() };
    let found = shown(&read_bytes("a.zip", &bomb, &limits));
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[1].contains("b.txt: expands to more than 1048576 bytes"), "{found:#?}");
}

#[test]
fn web_archives() {
    let wanted = [
        "#0 https://a.example/2025/11/03/one | Ferry |  |  | 2025-11-03 | One. …",
        "skipped #1, https://a.example/gone: no page: the server answered 404",
        "skipped #2, https://a.example/pic: no page but image/png",
        "#3 https://a.example/2 |  |  |  |  | Two.",
    ];
    check("a.warc", &fixtures::warc().concat(), &wanted);
    let members: Vec<Vec<u8>> = fixtures::warc().iter().map(|record| gzip(record)).collect();
    check("2025-11-20.warc.gz", &members.concat(), &[&wanted[..1], &wanted[1..]].concat());
    assert_eq!(articles("a.warc", &members.concat())[0].url.as_deref(), Some("https://a.example/2025/11/03/one"));
    // A damaged member costs its record: the length that it claims is not believed beyond its end.
    let mut damaged = members.clone();
    let middle = damaged[2].len() / 2;
    damaged[2][middle..middle + 20].fill(0);
    let found = shown(&read_bytes("a.warc.gz", &damaged.concat(), &Limits::default()));
    assert!(found.iter().any(|line| line.starts_with("failed") && line.contains("damaged")), "{found:#?}");
    assert!(found.last().unwrap().ends_with("Two."), "{found:#?}");
    let long = warc_record("response", "https://a.example/1", &fixtures::answer("200 OK", "One."));
    let found = shown(&read_bytes("a.warc", &long[..long.len() - 40], &Limits::default()));
    assert!(found.last().unwrap().contains("end early"), "{found:#?}");
}

/// As servers send them: in chunks, packed, with an encoding of their own.
#[test]
fn answers_in_web_archives_are_undone() {
    let page = fixtures::page("“Ça va,” said René Holm.");
    let packed = gzip(page.as_bytes());
    let (one, two) = packed.split_at(packed.len() / 2);
    let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
    let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n";
    let sent = [head.as_bytes(), &chunk(one), &chunk(two), b"0\r\n\r\n"].concat();
    let latin =
        page.replace("<head>", "<head><meta charset=windows-1252>").replace('“', "\u{93}").replace('”', "\u{94}");
    let latin: Vec<u8> = latin.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let old = [&b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"[..], &latin].concat();
    let records = [
        warc_record("response", "https://a.example/1", &sent),
        warc_record("response", "https://a.example/2", &old),
        warc_record("response", "https://a.example/feed", &fixtures::answer("200 OK\r\nX: y", "One.")),
    ];
    check(
        "a.warc",
        &records.concat(),
        &[
            "#0 https://a.example/1 | Ferry |  |  |  | “Ça va,” said René Holm. …",
            "#1 https://a.example/2 | Ferry |  |  |  | “Ça va,” said René Holm. …",
            "#2 https://a.example/feed | Ferry |  |  |  | One. …",
        ],
    );
}

#[test]
fn of_a_crawl_what_is_no_article_is_left_out() {
    let teaser = |n: usize| format!("<div class=card><h3><a href=/{n}>Ferry, part {n}</a></h3><p>{FILLING}</p></div>");
    let teasers: String = (0..6).map(teaser).collect();
    let story = format!(
        "<article><h1>Ferry</h1><p>One. {FILLING}</p><p>{FILLING}</p><p>{FILLING}</p><p>{FILLING}</p></article>"
    );
    let markup = |kind: &str| {
        format!(
            "<script type='application/ld+json'>{{\"@type\": \"{kind}\", \"headline\": \"Ferry\", \"name\": \"Ferry\"}}</script>"
        )
    };
    let links = "<li><a href=/a>The ferry, a story</a></li>".repeat(20);
    let brief = "<p>The ferry sails.</p>";
    let robots = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *";
    let records = [
        fixtures::crawled("https://a.example/", "", &story),
        fixtures::crawled("https://a.example/harbor", "", &teasers),
        fixtures::crawled("https://a.example/tag/ferry", &markup("CollectionPage"), brief),
        fixtures::crawled("https://a.example/map", "", &format!("<ul>{links}</ul>")),
        fixtures::crawled("https://a.example/old", "<meta http-equiv=refresh content='0; url=/new'>", "<p>Moved.</p>"),
        fixtures::crawled("https://a.example/login", "", "<p>Sign in.</p>"),
        warc_record("response", "https://a.example/robots.txt", robots),
        // Teasers beside a story make no list of it; a short one is one when the page says so.
        fixtures::crawled("https://a.example/?p=7", "", &format!("{story}{teasers}")),
        fixtures::crawled("https://a.example/brief", &markup("NewsArticle"), brief),
    ];
    let no = |at: usize, path: &str, what: &str| {
        format!("skipped #{at}, https://a.example/{path}: no article but {what}; save it by itself to have it read")
    };
    check(
        "a.warc",
        &records.concat(),
        &[
            &no(0, "", "the front page of a site"),
            &no(1, "harbor", "a list of other pages"),
            &no(2, "tag/ferry", "a list of other pages"),
            &no(3, "map", "a list of other pages"),
            &no(4, "old", "a redirection to another"),
            &no(5, "login", "a page with hardly a sentence"),
            "skipped #6, https://a.example/robots.txt: no page but rules for crawlers",
            "#7 https://a.example/?p=7 | Ferry |  |  |  | One. …\n\n…\n\n…\n\n…",
            "#8 https://a.example/brief | Ferry |  |  |  | The ferry sails.",
        ],
    );
}

#[test]
fn feeds() {
    check(
        "a.xml",
        fixtures::RSS.as_bytes(),
        &[
            "#0 | Ferry & fog | Ann Lee | Harbor Ledger | 2025-11-03T14:30:00-05:00 | “It sails,” said Ida Holm.\n\nTwo.",
            "skipped #1, line 7: empty",
            "#2 | Plain | Bo Day | Harbor Ledger |  | Only a summary.",
        ],
    );
    let rss = articles("a.rss", fixtures::RSS.as_bytes());
    assert_eq!((rss[0].id.as_str(), rss[0].url.as_deref()), ("h-1", Some("https://ledger.example/ferry")));
    assert_eq!(rss[0].blocks.len(), 2);
    check(
        "feed",
        fixtures::ATOM.as_bytes(),
        &["#0 | Dam holds | Cy Fox | Northfield Wire | 2025-11-04T08:00:00Z | The dam holds."],
    );
    assert_eq!(articles("feed", fixtures::ATOM.as_bytes())[0].url.as_deref(), Some("https://w.example/1"));
    check(
        "feed.json",
        fixtures::JSON_FEED.as_bytes(),
        &["#0 | First | Ann Lee | Ledger | 2025-11-03T10:00:00Z | One.", "#1 |  |  | Ledger |  | Two."],
    );
    check(
        "a.xml",
        fixtures::RDF.as_bytes(),
        &["#0 | Ferry sails | Ann Lee | Harbor Ledger | 2025-11-03T14:30:00Z | “It sails,” said Ida Holm."],
    );
    let cut = &fixtures::RSS[..fixtures::RSS.find("Only").unwrap()];
    let found = shown(&read_bytes("a.rss", cut.as_bytes(), &Limits::default()));
    assert!(found[0].starts_with("#0 | Ferry") && found.last().unwrap().contains("cut short"), "{found:#?}");
}

#[test]
fn news_exchange() {
    check(
        "a.xml",
        fixtures::NITF.as_bytes(),
        &[
            " | Ferry sails again | Ann Lee | Northfield Wire | 2025-11-03T14:30:00-05:00 | HALDEN — “It sails,” said Ida Holm.\n\nNext\n\nWe wait.",
        ],
    );
    let kinds: Vec<BlockKind> =
        articles("a.xml", fixtures::NITF.as_bytes())[0].blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Heading, BlockKind::BlockQuote]);
    check(
        "a.xml",
        fixtures::NEWSML.as_bytes(),
        &[
            "#0 | Dam holds | Cy Fox | Northfield Wire | 2025-11-03T10:00:00Z | The dam holds.",
            "#1 | Two |  |  |  | Plain words.",
        ],
    );
    check("a.xml", b"<svg><p/></svg>", &["skipped : XML of a kind that is not read (<svg>)…"]);
}

#[test]
fn mails() {
    let html = "“One,” said Ida Holm, who has run the harbor for as long as anybody can remember.";
    check(
        "a.mbox",
        fixtures::MBOX.as_bytes(),
        &[
            "#0 line 1 | Ferry — today | Harbor Ledger | Harbor Ledger | 2025-11-03T14:30:00-05:00 | The ferry sails.\nFrom here it is far.\n…",
            &format!("#1 line 11 | Two | Ann Lee | Ann Lee |  | {html}\n\nTwo."),
        ],
    );
    let second = &fixtures::MBOX[fixtures::MBOX.find("From: Ann").unwrap()..];
    check("a.eml", second.as_bytes(), &[&format!(" | Two | Ann Lee | Ann Lee |  | {html}\n\nTwo.")]);
    // "“Ça va,” said René Holm.", packed as bytes of an old encoding.
    let packed = "From: Harbor Ledger <a@x.example>\nSubject: =?windows-1252?B?kyBGZXJyeSCU?=\nMessage-ID: <m7@x.example>\nContent-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: base64\n\nk8dhIHZhLJQgc2FpZCBSZW7pIEhvbG0u\n";
    check("b.eml", packed.as_bytes(), &[" | “ Ferry ” | Harbor Ledger | Harbor Ledger |  | “Ça va,” said René Holm."]);
    assert_eq!(articles("b.eml", packed.as_bytes())[0].id, "m7@x.example");
}

#[test]
fn tables_and_own_names() {
    check(
        "a.csv",
        fixtures::CSV.as_bytes(),
        &[
            "#0 | Ferry, again |  | Harbor Ledger | 2025-11-03 | “It sails,”\nsaid Ida Holm.",
            "failed #1, line 4: a quotation mark is never closed…",
            "#2 | Two |  | Harbor Ledger | 2025-11-05 | Words.",
        ],
    );
    check("a.tsv", b"text\tauthor\nOne, two.\tAnn Lee\n", &["#0 |  | Ann Lee |  |  | One, two."]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    fs::write(&path, r#"{"text": "No.", "doc": {"words": "One."}, "when": "2025-11-03"}"#).unwrap();
    let map = FieldMap::parse("body=doc.words,date=when").unwrap();
    let mut items = Vec::new();
    read(&path, "a.jsonl", &Options { map, ..Options::default() }, &mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    });
    assert_eq!(shown(&items), ["#0 |  |  |  | 2025-11-03 | One."]);
    assert!(FieldMap::parse("words=x").unwrap_err().contains("body") && FieldMap::parse("body").is_err());
}

#[test]
fn exports() {
    check(
        "lexis.txt",
        fixtures::LEXIS.as_bytes(),
        &[
            "#0 | Ferry sails again after long repairs | Ann Lee, Bo Day | The Harbor Ledger | 2010-01-11 | \"It sails,\" said Ida Holm, who has run the harbor for years.\n\nNotes: nobody was hurt.",
            "#1 | Dam holds |  | Northfield Wire | 2010-01-12 | The dam holds.",
        ],
    );
    // As the interface in another language writes it.
    check(
        "lexis.txt",
        fixtures::LEXIS_GERMAN.as_bytes(),
        &[
            "#0 | Die Fähre fährt wieder | Anna Lee | Hafenbote | 2010-01-11 | „Sie fährt“, sagte Ida Holm, die den Hafen leitet.",
        ],
    );
    let nexis = [
        "#0 | Ferry sails again | Ann Lee | The Harbor Ledger | 2010-01-11 | “It sails,” said Ida Holm.\n\nShe was glad.",
        "#1 | Dam holds |  | Northfield Wire | 2010-01-12 | The dam holds.",
    ];
    check("nexis.docx", &fixtures::docx(fixtures::NEXIS), &nexis);
    let rtf: Vec<String> = fixtures::NEXIS.iter().map(|line| rtf_escaped(line)).collect();
    check("nexis.rtf", format!("{{\\rtf1\\ansi {}\\par}}", rtf.join("\\par ")).as_bytes(), &nexis);
    check("nexis.txt", fixtures::NEXIS.join("\n\n").as_bytes(), &nexis);
    let factiva = [
        "#0 | Ferry sails again | Ann Lee | Harbor Ledger | 2010-01-11 | “It sails,” said Ida Holm.\n\nShe was glad.",
        "#1 | Dam holds | Cy Fox | Northfield Wire | 2010-01-12 | The dam holds.",
    ];
    check("factiva.html", fixtures::FACTIVA.as_bytes(), &factiva);
    check("factiva.rtf", fixtures::FACTIVA.as_bytes(), &factiva);
    check(
        "factiva.html",
        fixtures::FACTIVA_FRENCH.as_bytes(),
        &["#0 | Le bac repart | Anne Lee | Courrier du port | 2010-01-11 | « Il repart », a dit Ida Holm."],
    );
    assert_eq!(articles("factiva.html", fixtures::FACTIVA_FRENCH.as_bytes())[0].language.as_deref(), Some("fr"));
    assert_eq!(articles("factiva.html", fixtures::FACTIVA.as_bytes())[0].id, "HARL000020100111e61b00001");
    check(
        "proquest.txt",
        fixtures::PROQUEST.as_bytes(),
        &[
            "#0 | Ferry sails again | Ann Lee, Bo Day | Harbor Ledger | 2010-01-11 | \"It sails,\" said Ida Holm.\n\nShe added: nothing.",
            "#1 | Dam holds |  | Northfield Wire | 2010-01-12 | The dam holds.",
        ],
    );
    check(
        "proquest.html",
        fixtures::PROQUEST_HTML.as_bytes(),
        &[
            "#0 | Ferry sails again | Ann Lee | Harbor Ledger | 2010-01-11 | “It sails,” said Ida Holm.\n\nShe was glad.",
        ],
    );
}

#[test]
fn transcripts_in_any_format() {
    let lines = [
        "IDA HOLM, MAYOR: The ferry sails in May, as we have told the council, and it will sail on every day of the year.",
        "(APPLAUSE)",
        "We told the yard in spring that it had until the end of April, and the yard has kept its word, as it always does.",
        "NILS BERG: And when does it sail on Sundays, if it sails on Sundays at all, which many of us would be glad to know?",
        "HOLM: At noon, and once more at six, for those who have been to the old town and would like to be home for dinner.",
    ];
    let text = lines.join("\n\n");
    let html = format!("<p>{}</p>", lines.join("</p><p>"));
    let rtf: Vec<String> = lines.iter().map(|line| rtf_escaped(line)).collect();
    for (name, bytes) in [
        ("a.txt", text.clone().into_bytes()),
        ("a.json", serde_json::json!({ "text": text }).to_string().into_bytes()),
        ("a.html", format!("<html><body><h1>The ferry</h1><article>{html}</article></body></html>").into_bytes()),
        ("a.docx", fixtures::docx(&lines)),
        ("a.rtf", format!("{{\\rtf1\\ansi {}\\par}}", rtf.join("\\par ")).into_bytes()),
    ] {
        let found = articles(name, &bytes);
        assert_eq!(
            (found.len(), found[0].form, found[0].text.as_str()),
            (1, Some(Form::Transcript), text.as_str()),
            "{name}"
        );
        let kinds: Vec<BlockKind> = found[0].blocks.iter().map(|block| block.kind).collect();
        let turn = BlockKind::Turn;
        assert_eq!(kinds, [turn, BlockKind::Boilerplate, turn, turn, turn], "{name}");
        let said = found[0].blocks[2].post.as_ref().and_then(|post| post.author.as_deref());
        assert_eq!(said, Some("IDA HOLM"), "{name}");
    }
}

#[test]
fn transcripts_with_names_in_bold() {
    let page = "<html><body><h1>The wall</h1><article>\
        <p><strong>Mara Quist:</strong> How high will the wall be when it is done, and who was it that asked for it?</p>\
        <p><b>Ines Okafor:</b> About four metres, and it will stand for fifty years, as we have told the council.</p>\
        <h2>How it ends</h2>\
        <p><strong>Mara Quist</strong>: And who pays for it, if I may ask, now that the money of the harbor is gone?</p>\
        <p><strong>Okafor:</strong> The council pays, as I have always said, and it will pay for all of the years to come.</p>\
        </article></body></html>";
    let found = articles("a.html", page.as_bytes());
    let kinds: Vec<BlockKind> = found[0].blocks.iter().map(|block| block.kind).collect();
    let (heading, turn) = (BlockKind::Heading, BlockKind::Turn);
    assert_eq!((found[0].form, kinds), (Some(Form::Transcript), vec![turn, turn, heading, turn, turn]));
}

fn rtf_escaped(text: &str) -> String {
    let escape = |c: char| if c.is_ascii() { c.to_string() } else { format!("\\u{}?", u32::from(c)) };
    text.chars().map(escape).collect()
}

#[test]
fn documents() {
    check(
        "a.docx",
        &fixtures::docx_of(fixtures::DOCX_BODY),
        &[" | Ferry sails |  |  |  | “It sails,” said\nIda Holm.\n\nA cell."],
    );
    check("a.odt", &fixtures::odt(), &[" | Ferry sails |  |  |  | “It  sails,” said\nIda Holm.\n\nNext\n\nAn item."]);
    check(
        "a.rtf",
        fixtures::RTF,
        &[" | Ferry sails |  |  |  | Ferry sails\n\n“It sails,” said René Holm.\n\nTwo—three."],
    );
    check(
        "a.epub",
        &fixtures::epub(),
        &[
            "skipped #0: OEBPS/front/cover.xhtml: no article but a cover",
            "skipped #1: OEBPS/t.xhtml: no article but a title page",
            "skipped #2: OEBPS/nav.xhtml: no article but a table of contents",
            "skipped #3: OEBPS/list.xhtml: no article but a table of contents",
            "skipped #4: OEBPS/r.xhtml: no article but a copyright page",
            "skipped #5: OEBPS/to.xhtml: no article but a dedication",
            "#6 | Ferry |  | Harbor Ledger | 2025-11-03 | “It sails,” said Ida Holm. … …",
            "failed #7: OEBPS/c.xhtml: it is missing",
            "skipped #8: OEBPS/note.xhtml: no article but a part beside the book",
            "skipped #9: OEBPS/feed/index.html: no article but a cover or a title page, with hardly a sentence",
        ],
    );
    check("a.docx", b"PK\x03\x04 no", &["failed : the zip file is damaged…"]);
    check("a.docx", &zip(&[("x", b"y")]), &["failed : no word/document.xml in it…"]);
}
