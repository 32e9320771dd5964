//! One file of each format, of invented outlets and people; binary ones are built here.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(super) fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// "“One,” said Ida Holm." as `xz -0` packs it.
pub(super) const XZ: &[u8] = b"\xfd\x37\x7a\x58\x5a\x00\x00\x04\xe6\xd6\xb4\x46\x02\x00\x21\x01\x0c\x00\x00\x00\x8f\x98\x41\x9c\x01\x00\x19\xe2\x80\x9c\x4f\x6e\x65\x2c\xe2\x80\x9d\x20\x73\x61\x69\x64\x20\x49\x64\x61\x20\x48\x6f\x6c\x6d\x2e\x0a\x00\x00\x00\xeb\x33\x51\x2b\x0f\x20\x48\x5a\x00\x01\x32\x1a\x20\x18\x94\x30\x1f\xb6\xf3\x7d\x01\x00\x00\x00\x00\x04\x59\x5a";

pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(super) fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

/// A record of a web archive.
pub(super) fn warc_record(kind: &str, address: &str, body: &[u8]) -> Vec<u8> {
    let media_type = if kind == "response" { "application/http; msgtype=response" } else { "text/plain" };
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-11-20T00:00:00Z\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

/// A server's answer with a page that says `words`.
pub(super) fn answer(head: &str, words: &str) -> Vec<u8> {
    format!("HTTP/1.1 {head}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page(words)).into_bytes()
}

pub(super) fn page(words: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>T</title></head><body><article><h1>Ferry</h1><p>{words} {FILLING}</p></article></body></html>"
    )
}

/// Enough words to be taken for an article.
pub(super) const FILLING: &str = "The harbor office said on Monday that the ferry would sail again as soon as the wind had turned, and that nobody had been hurt.";

pub(super) fn warc() -> Vec<Vec<u8>> {
    vec![
        warc_record("warcinfo", "", b"software: x"),
        warc_record("request", "https://a.example/1", b"GET /1 HTTP/1.1\r\n\r\n"),
        warc_record("response", "https://a.example/2025/11/03/one", &answer("200 OK", "One.")),
        warc_record("response", "https://a.example/gone", &answer("404 Not Found", "Gone.")),
        warc_record("response", "https://a.example/pic", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
        warc_record("conversion", "https://a.example/2", b"Two."),
    ]
}

pub(super) const RSS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Harbor Ledger</title><link>https://ledger.example/</link><language>en-us</language>
<item><title>Ferry &amp;amp; fog</title><link>https://ledger.example/ferry</link><guid isPermaLink="false">h-1</guid>
<dc:creator>Ann Lee</dc:creator><pubDate>Mon, 03 Nov 2025 14:30:00 -0500</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>&#8220;It sails,&#8221; said Ida Holm.</p><p>Two.</p>]]></content:encoded></item>
<item><title>Empty</title></item>
<item><title>Plain</title><description>Only a summary.</description><author>desk@ledger.example (Bo Day)</author></item>
</channel></rss>"#;

/// The first kind of RSS: items stand beside the channel.
pub(super) const RDF: &str = r#"<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/" xmlns:dc="d"><channel rdf:about="https://ledger.example/"><title>Harbor Ledger</title></channel>
<item rdf:about="https://ledger.example/ferry"><title>Ferry sails</title><link>https://ledger.example/ferry</link><dc:creator>Ann Lee</dc:creator><dc:date>2025-11-03T14:30:00Z</dc:date><description>&lt;p&gt;“It sails,” said Ida Holm.&lt;/p&gt;</description></item></rdf:RDF>"#;

pub(super) const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Northfield Wire</title><link rel="self" href="https://w.example/feed"/>
<entry><id>tag:w,1</id><title type="html">&lt;b&gt;Dam&lt;/b&gt; holds</title><link rel="replies" href="https://w.example/1#c"/><link href="https://w.example/1"/>
<author><name>Cy Fox</name></author><published>2025-11-04T08:00:00Z</published><updated>2025-11-05T08:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The dam <b>holds</b>.</p></div></content></entry></feed>"#;

pub(super) const JSON_FEED: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Ledger", "items": [
{"id": "1", "url": "https://ledger.example/1", "title": "First", "content_html": "<p>One.</p>", "date_published": "2025-11-03T10:00:00Z", "authors": [{"name": "Ann Lee"}]},
{"id": "2", "content_text": "Two."}]}"#;

pub(super) const NITF: &str = r#"<?xml version="1.0"?><nitf><head><title>Ferry</title><docdata><doc-id id-string="n-7"/><date.issue norm="20251103T143000-0500"/><doc.copyright holder="Northfield Wire"/></docdata></head>
<body><body.head><hedline><hl1>Ferry sails again</hl1></hedline><byline>By <person>Ann Lee</person></byline><dateline>HALDEN</dateline></body.head>
<body.content><block><p>HALDEN &#8212; <q>&#8220;It sails,&#8221;</q> said <person>Ida Holm</person>.</p><media><media-caption>A ship.</media-caption></media><hl2>Next</hl2><bq><block><p>We wait.</p></block></bq></block></body.content></body></nitf>"#;

pub(super) const NEWSML: &str = r#"<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:newsml:w:1" xml:lang="en-US"><itemMeta><provider literal="Northfield Wire"/><versionCreated>2025-11-04T10:00:00Z</versionCreated><firstCreated>2025-11-03T10:00:00Z</firstCreated></itemMeta>
<contentMeta><headline>Dam holds</headline><by>By Cy Fox</by></contentMeta>
<contentSet><inlineXML contenttype="application/nitf+xml"><nitf><body><body.content><p>The dam holds.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>
<newsItem guid="urn:newsml:w:2"><contentMeta><headline>Two</headline></contentMeta><contentSet><inlineData contenttype="text/plain">Plain words.</inlineData></contentSet></newsItem>
</itemSet></newsMessage>"#;

pub(super) const MBOX: &str = "From a@ledger.example Mon Nov  3 14:30:00 2025\nFrom: Harbor Ledger <a@ledger.example>\nSubject: =?utf-8?q?Ferry_=E2=80=94_today?=\nDate: Mon, 03 Nov 2025 14:30:00 -0500\nMessage-ID: <m1@ledger.example>\nContent-Type: text/plain; charset=utf-8\n\nThe ferry sails.\n>From here it is far.\n\nFrom b@x.example Tue Nov  4 08:00:00 2025\nFrom: Ann Lee <b@x.example>\nSubject: Two\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=XX\n\n--XX\nContent-Type: text/plain\n\nplain\n--XX\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>=E2=80=9COne,=E2=80=9D said Ida Holm, who has run the harbor for as long as anybody can remember.</p><p>Two.</p>\n--XX--\n";

pub(super) const CSV: &str = "Title,Full text,Publication date,Publication,URL\n\"Ferry, again\",\"“It sails,”\nsaid Ida Holm.\",2025-11-03,Harbor Ledger,https://ledger.example/1\nBad,\"never closed,2025-11-04,Harbor Ledger,\nTwo,Words.,2025-11-05,Harbor Ledger,\n";

pub(super) const LEXIS: &str = "\n\n\n                               1 of 2 DOCUMENTS\n\n\n                               The Harbor Ledger\n\n                            January 11, 2010 Monday\n                              Late Edition - Final\n\nFerry sails again after\nlong repairs\n\nBYLINE: By ANN LEE and BO DAY\n\nSECTION: Section A; Column 0; Pg. 1\n\nLENGTH: 355 words\n\nDATELINE: HALDEN\n\n   \"It sails,\" said Ida Holm, who has run the\nharbor for years.\n\n   Notes: nobody was hurt.\n\nLOAD-DATE: January 11, 2010\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n                 Copyright 2010 The Harbor Ledger\n\n                               2 of 2 DOCUMENTS\n\n                               Northfield Wire\n\n                            January 12, 2010 Tuesday 9:15 AM EST\n\nDam holds\n\nLENGTH: 20 words\n\nThe dam holds.\n\nLOAD-DATE: January 12, 2010\n";

pub(super) const LEXIS_GERMAN: &str = "\n\n                               Dokument 1 von 1\n\n                               Hafenbote\n\n                            11. Januar 2010 Montag\n\nDie Fähre fährt wieder\n\nAUTOR: Anna Lee\n\nRUBRIK: Lokales; S. 3\n\nLÄNGE: 355 Wörter\n\n„Sie fährt“, sagte Ida Holm, die\nden Hafen leitet.\n\nUPDATE: 12. Januar 2010\n\nSPRACHE: GERMAN; DEUTSCH\n\nPUBLICATION-TYPE: Zeitung\n";

/// Paragraphs of a newer export.
pub(super) const NEXIS: &[&str] = &[
    "1. Ferry sails again",
    "2. Dam holds",
    "Ferry sails again",
    "The Harbor Ledger",
    "January 11, 2010 Monday",
    "Copyright 2010 The Harbor Ledger All Rights Reserved",
    "Section:\u{a0}NEWS; Pg. 1",
    "Length:\u{a0}355 words",
    "Byline:\u{a0}Ann Lee",
    "Body",
    "“It sails,” said Ida Holm.",
    "Page 1 of 2",
    "She was glad.",
    "Classification",
    "Language: ENGLISH",
    "Load-Date: January 11, 2010",
    "End of Document",
    "Dam holds",
    "Northfield Wire",
    "January 12, 2010 Tuesday 9:15 AM EST",
    "Length:\u{a0}20 words",
    "Body",
    "The dam holds.",
    "Load-Date: January 12, 2010",
    "End of Document",
];

pub(super) const FACTIVA: &str = r#"<html><body><div class="article enArticle"><table><tr><td><b>HD</b></td><td>Ferry sails again</td></tr><tr><td>BY</td><td>By Ann Lee</td></tr><tr><td>WC</td><td>355 words</td></tr><tr><td>PD</td><td>11 January 2010</td></tr><tr><td>SN</td><td>Harbor Ledger</td></tr><tr><td>LA</td><td>English</td></tr><tr><td>LP</td><td><p class="articleParagraph enarticleParagraph">&ldquo;It sails,&rdquo; said Ida Holm.</p></td></tr><tr><td>TD</td><td><p class="articleParagraph enarticleParagraph">She was glad.</p></td></tr><tr><td>IN</td><td>i75 : Shipping</td></tr><tr><td>AN</td><td>Document HARL000020100111e61b00001</td></tr></table></div>
<div class="article enArticle"><div id="hd"><span class="enHeadline">Dam holds</span></div><div class="author">Cy Fox</div><div>20 words</div><div>12 January 2010</div><div>09:15</div><div>Northfield Wire</div><div>NFW</div><div>English</div><p class="articleParagraph enarticleParagraph">The dam holds.</p><p>Document NFW0000020100112e61c00002</p></div></body></html>"#;

pub(super) const FACTIVA_FRENCH: &str = r#"<html><body><div class="article frArticle"><table><tr><td>HD</td><td>Le bac repart</td></tr><tr><td>BY</td><td>Par Anne Lee</td></tr><tr><td>PD</td><td>11 janvier 2010</td></tr><tr><td>SN</td><td>Courrier du port</td></tr><tr><td>LA</td><td>Français</td></tr><tr><td>TD</td><td><p class="articleParagraph frarticleParagraph">« Il repart », a dit Ida Holm.</p></td></tr><tr><td>AN</td><td>Document COUR000020100111e61b00003</td></tr></table></div></body></html>"#;

pub(super) const PROQUEST: &str = "____________________________________________________________\n\nReport Information from ProQuest\n\n____________________________________________________________\n\nFerry sails again\n\nAuthor: Lee, Ann; Day, Bo.\n\nPublication info: Harbor Ledger ; Halden [Halden]11 Jan 2010: A.1.\n\nAbstract: Short.\n\nFull text: \"It sails,\" said Ida Holm.\nShe added: nothing.\n\nSubject: Ferries\n\nTitle: Ferry sails again\n\nPublication title: Harbor Ledger; Halden\n\nPublication date: Jan 11, 2010\n\nLanguage of publication: English\n\nProQuest document ID: 123456\n\nDatabase: X\n\n____________________________________________________________\n\nDam holds\n\nFull text: The dam holds.\n\nPublication title: Northfield Wire\n\nPublication date: Jan 12, 2010\n\n____________________________________________________________\n";

pub(super) const PROQUEST_HTML: &str = r"<html><head><title>ProQuest</title></head><body><div><p><strong>Ferry sails again</strong></p><p><strong>Author: </strong>Lee, Ann</p><p><strong>Full text: </strong>&ldquo;It sails,&rdquo; said Ida Holm.</p><p>She was glad.</p><p><strong>Publication title: </strong>Harbor Ledger</p><p><strong>Publication date: </strong>Jan 11, 2010</p></div></body></html>";

pub(super) fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let paragraphs: Vec<String> = paragraphs
        .iter()
        .map(|words| format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>"))
        .collect();
    docx_of(&paragraphs.concat())
}

pub(super) fn docx_of(body: &str) -> Vec<u8> {
    let document =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}<w:sectPr/></w:body></w:document>");
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
}

pub(super) const DOCX_BODY: &str = r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Ferry sails</w:t></w:r></w:p><w:p><w:r><w:t>“It </w:t></w:r><w:hyperlink><w:r><w:t>sails</w:t></w:r></w:hyperlink><w:del><w:r><w:delText>sank</w:delText></w:r></w:del><w:r><w:t>,” said</w:t><w:br/><w:t>Ida Holm.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;

pub(super) fn odt() -> Vec<u8> {
    let content = r#"<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text><text:p text:style-name="Title">Ferry sails</text:p><text:p>“It<text:s text:c="2"/>sails,” said<text:line-break/>Ida <text:span>Holm</text:span>.<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p><text:h>Next</text:h><text:list><text:list-item><text:p>An item.</text:p></text:list-item></text:list></office:text></office:body></office:document-content>"#;
    zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.as_bytes())])
}

pub(super) const RTF: &[u8] = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title No}}\f0 Ferry sails\par\par \'93It sails,\'94 said Ren\'e9 Holm.\par Two\u8212?three.\par}";

/// A book of one story, one that is missing, and what else a book has.
pub(super) fn epub() -> Vec<u8> {
    let opf = r#"<package><metadata xmlns:dc="d"><dc:title>Harbor Ledger</dc:title><dc:date>2025-11-03</dc:date><dc:language>en</dc:language></metadata>
        <manifest><item id="nav" href="nav.xhtml" properties="nav"/><item id="cover" href="front/cover.xhtml"/><item id="title" href="t.xhtml"/><item id="list" href="list.xhtml"/>
        <item id="rights" href="r.xhtml"/><item id="to" href="to.xhtml"/><item id="a" href="a%20b.xhtml"/><item id="c" href="c.xhtml"/><item id="note" href="note.xhtml"/><item id="i" href="feed/index.html"/></manifest>
        <spine><itemref idref="cover"/><itemref idref="title"/><itemref idref="nav"/><itemref idref="list"/><itemref idref="rights"/><itemref idref="to"/><itemref idref="a"/><itemref idref="c"/><itemref idref="note" linear="no"/><itemref idref="i"/></spine>
        <guide><reference type="title-page" href="t.xhtml#top"/></guide></package>"#;
    let chapter = page(&format!("“It sails,” said Ida Holm. {FILLING}"));
    let list = "<li><a href='a.xhtml'>The ferry, a story</a></li>".repeat(7);
    let rights = format!(
        "<html><body><p>Copyright © 2025 Harbor Ledger. All rights reserved.</p><p>{FILLING}</p></body></html>"
    );
    let dedication = format!("<html><body epub:type='frontmatter dedication'><p>{FILLING} {FILLING}</p></body></html>");
    zip(&[
        ("mimetype", b"application/epub+zip"),
        (
            "META-INF/container.xml",
            br#"<container><rootfiles><rootfile full-path="OEBPS/x.opf"/></rootfiles></container>"#,
        ),
        ("OEBPS/x.opf", opf.as_bytes()),
        ("OEBPS/front/cover.xhtml", page(FILLING).as_bytes()),
        ("OEBPS/t.xhtml", page(FILLING).as_bytes()),
        ("OEBPS/list.xhtml", format!("<html><body><p>In this book</p><ol>{list}</ol></body></html>").as_bytes()),
        ("OEBPS/r.xhtml", rights.as_bytes()),
        ("OEBPS/to.xhtml", dedication.as_bytes()),
        ("OEBPS/a b.xhtml", chapter.as_bytes()),
        ("OEBPS/note.xhtml", chapter.as_bytes()),
        ("OEBPS/feed/index.html", b"<html><body><p>Sports</p></body></html>"),
    ])
}

/// A page as a crawler meets it, with an address and what stands in its body.
pub(super) fn crawled(address: &str, head: &str, body: &str) -> Vec<u8> {
    let page = format!("<!DOCTYPE html><html><head><title>T</title>{head}</head><body>{body}</body></html>");
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    warc_record("response", address, answer.as_bytes())
}

pub(super) const JSON_LINES: &str = "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n";

/// Archives of posts, each as its platform hands it out.
pub(super) const X_ARCHIVE: &str = r#"window.YTD.tweets.part0 = [ {"tweet": {"id_str": "7", "full_text": "The ferry sails!", "created_at": "Mon Nov 24 16:20:00 +0000 2025", "lang": "en"}}, {"tweet": {"id_str": "8", "full_text": "RT @ida_holm: It sails.", "created_at": "Mon Nov 24 16:21:00 +0000 2025"}} ]"#;
pub(super) const MASTODON: &str = r#"{"type": "OrderedCollection", "orderedItems": [{"type": "Create", "actor": "https://mastodon.example/users/ida", "published": "2025-11-24T16:20:00Z", "object": {"type": "Note", "id": "https://mastodon.example/users/ida/statuses/1", "url": "https://mastodon.example/@ida/1", "attributedTo": "https://mastodon.example/users/ida", "content": "<p>It sails.</p>"}}, {"type": "Announce", "object": "https://b.example/2"}]}"#;
pub(super) const TRUTH_CSV: &str = "id,created_at,content,url\n1,2025-11-24T16:20:00.000Z,<p>The ferry is OLD.</p>,https://truthsocial.com/@edstane/1\n2,2025-11-24T16:25:00.000Z,,https://truthsocial.com/@edstane/2\n";

/// What programs and services that gather news write, each with its own names.
pub(super) const NEWS_PLEASE: &str = r#"{"authors": ["Ann Lee"], "date_download": "2025-11-20 08:00:00", "date_modify": "None", "date_publish": "2025-11-03 09:30:00", "description": "Short.", "filename": "x.json", "image_url": null, "language": "en", "localpath": "None", "maintext": "“It sails,” said Ida Holm.\nShe was glad.", "source_domain": "www.ledger.example", "text": "None", "title": "Ferry sails again", "title_page": "None", "title_rss": "None", "url": "https://ledger.example/ferry"}"#;
pub(super) const TRAFILATURA: &str = r#"{"title": "Ferry sails again", "author": "Ann Lee; Bo Day", "hostname": "ledger.example", "date": "2025-11-03", "fingerprint": "f0", "id": null, "license": null, "comments": "", "raw_text": "It sails", "text": "“It sails,” said Ida Holm.", "language": null, "image": null, "pagetype": "article", "filedate": "2025-11-20", "source": "https://ledger.example/ferry", "source-hostname": "Harbor Ledger", "excerpt": "Short.", "categories": "a;b", "tags": ""}"#;
pub(super) const NEWSCATCHER: &str = r#"{"status": "ok", "total_hits": 2, "page": 1, "articles": [{"title": "Ferry sails again", "author": "Ann Lee", "authors": ["Ann Lee", "Bo Day"], "published_date": "2025-11-03 09:30:00", "published_date_precision": "full", "updated_date": "2025-11-05 00:00:00", "link": "https://ledger.example/ferry", "domain_url": "ledger.example", "full_domain_url": "www.ledger.example", "parent_url": "https://ledger.example/news", "rank": 9, "content": "“It sails,” said Ida Holm.", "id": "nc1", "score": 1.5}, {"title": "Dam holds", "author": null, "authors": "Cy Fox", "published_date": "2025-11-04 00:00:00", "link": "https://wire.example/dam", "domain_url": "wire.example", "content": "The dam holds.", "id": "nc2"}]}"#;
pub(super) const NEWS_API: &str = r#"{"status": "ok", "totalResults": 1, "articles": [{"source": {"id": null, "name": "Harbor Ledger"}, "author": "Ann Lee", "title": "Ferry sails again", "description": "Short.", "url": "https://ledger.example/ferry", "urlToImage": null, "publishedAt": "2025-11-03T14:30:00Z", "content": "“It sails,” said Ida Holm."}]}"#;
pub(super) const MEDIASTACK: &str = r#"{"pagination": {"limit": 1}, "data": [{"author": "Ann Lee", "title": "Ferry sails again", "description": "“It sails,” said Ida Holm.", "url": "https://ledger.example/ferry", "source": "Harbor Ledger", "image": null, "category": "general", "language": "en", "country": "us", "published_at": "2025-11-03T14:30:00+00:00"}]}"#;
pub(super) const MEDIA_CLOUD: &str = "stories_id,media_id,media_name,publish_date,title,url,language,text\n77,5,Harbor Ledger,2025-11-03 09:30:00,Ferry sails again,https://ledger.example/ferry,en,\"“It sails,” said Ida Holm.\"\n78,5,Harbor Ledger,,Dam holds,https://ledger.example/dam,en,\n";
pub(super) const QUOTEBANK: &str = r#"{"articleID": "2015-11-03-000077", "articleLength": 9, "date": "2015-11-03", "phase": "E", "url": "https://ledger.example/ferry", "title": "Ferry sails again", "content": "“It sails,” said Ida Holm.", "quotations": [{"quotation": "It sails"}]}"#;

/// The archive of X as it comes: whose posts they are stands in a file of its own.
pub(super) fn x_archive() -> Vec<u8> {
    let account = r#"window.YTD.account.part0 = [ { "account" : { "email" : "ed@a.example", "username" : "ed", "accountId" : "1", "accountDisplayName" : "Ed Stane" } } ]"#;
    zip(&[("data/tweets.js", X_ARCHIVE.as_bytes()), ("data/account.js", account.as_bytes())])
}

/// Posts of X as others gather them.
pub(super) const X_CSV: &str = "id,text,isRetweet,isDeleted,device,favorites,retweets,date\n7,The ferry sails!,f,f,Web,3,1,2020-11-02 16:20:00\n8,\"RT @ida_holm: It sails, she said.\",t,f,Web,0,9,2020-11-02 16:21:00\n";

/// A name and the bytes of a file of each format.
pub(super) fn all() -> Vec<(String, Vec<u8>)> {
    let lines = JSON_LINES.as_bytes();
    let html = page("One.");
    let inner = zip(&[("b.jsonl.gz", &gzip(lines)), ("c.html", html.as_bytes())]);
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a.txt", "Ferry sails\nBy Ann Lee\n\n“It sails,” said Ida Holm.\n".into()),
        ("a.md", b"---\ntitle: T\nauthors: [Ann Lee]\n---\nOne.".to_vec()),
        ("a.html", html.clone().into_bytes()),
        ("a.json", br#"[{"text": "One."}, {"body": "Two."}]"#.to_vec()),
        ("a.jsonl", lines.to_vec()),
        ("a.jsonl.gz", gzip(lines)),
        ("a.jsonl.zst", zstd::encode_all(lines, 1).unwrap()),
        ("a.jsonl.bz2", bzip2(lines)),
        ("a.txt.xz", XZ.to_vec()),
        ("a.zip", zip(&[("a.txt", b"One."), ("in/b.zip", &inner), ("__MACOSX/._a.txt", b"x")])),
        ("a.tar", tar(&[("a.txt", b"One."), ("d/b.jsonl", lines)])),
        ("a.tgz", gzip(&tar(&[("a.txt", b"One."), ("b.zip", &inner)]))),
        ("a.warc", warc().concat()),
        ("a.warc.gz", warc().iter().flat_map(|record| gzip(record)).collect()),
        ("a.rss", RSS.into()),
        ("a.atom", ATOM.into()),
        ("rdf.xml", RDF.into()),
        ("feed.json", JSON_FEED.into()),
        ("nitf.xml", NITF.into()),
        ("newsml.xml", NEWSML.into()),
        ("a.mbox", MBOX.into()),
        ("a.csv", CSV.into()),
        ("lexis.txt", LEXIS.into()),
        ("lexis-german.txt", LEXIS_GERMAN.into()),
        ("factiva-french.html", FACTIVA_FRENCH.into()),
        ("nexis.docx", docx(NEXIS)),
        ("factiva.html", FACTIVA.into()),
        ("factiva.rtf", FACTIVA.into()),
        ("proquest.txt", PROQUEST.into()),
        ("proquest.html", PROQUEST_HTML.into()),
        ("a.docx", docx_of(DOCX_BODY)),
        ("a.odt", odt()),
        ("a.rtf", RTF.to_vec()),
        ("a.epub", epub()),
        ("a.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF".to_vec()),
        ("tweets.js", X_ARCHIVE.into()),
        ("outbox.json", MASTODON.into()),
        ("truth.csv", TRUTH_CSV.into()),
        ("x.csv", X_CSV.into()),
        ("x.zip", x_archive()),
        ("news-please.json", NEWS_PLEASE.into()),
        ("trafilatura.json", TRAFILATURA.into()),
        ("newscatcher.json", NEWSCATCHER.into()),
        ("newsapi.json", NEWS_API.into()),
        ("mediastack.json", MEDIASTACK.into()),
        ("mediacloud.csv", MEDIA_CLOUD.into()),
        ("quotebank.jsonl", QUOTEBANK.into()),
    ];
    let files = files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes));
    // The saved pages, each with a trap of its own.
    let pages = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")).unwrap();
    let mut pages: Vec<PathBuf> = pages.map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    pages.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files.chain(pages.iter().map(|path| (name(path), fs::read(path).unwrap()))).collect()
}
