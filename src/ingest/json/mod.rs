//! JSON and JSON Lines: records out of files of any length, and the many names that programs give the same field.

mod scan;

use super::{
    Format, Item, Limits, Origin, Problem, Sink, compress, decode, finish, form_of, html, language_code, plain,
    present, published, too_long, whole_text,
};
use crate::article::{Article, Block, BlockKind, DateSource, Form, Post};
use crate::text::Span;
use scan::{Scanned, Values};
use serde_json::{Map, Value};
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

type Object = Map<String, Value>;

/// The fields of an article that we read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Text,
    Title,
    Authors,
    Publisher,
    Published,
    Url,
    Language,
    Id,
    Form,
    Platform,
    Account,
    Handle,
    DisplayName,
    Records,
}

/// The names of each field in the exports seen, the most telling first: news-please, trafilatura, Quotebank, `NewsCatcher`, `NewsAPI`,
/// mediastack, Media Cloud, Mastodon and Truth Social archives, JSON-LD.
const ALIASES: &[(Field, &[&str])] = &[
    (Field::Text, &["text", "maintext", "body", "content", "articleBody", "raw_text", "full_text"]),
    (Field::Title, &["title", "headline", "title_page"]),
    (Field::Authors, &["authors", "author", "byline", "creator"]),
    (
        Field::Publisher,
        &[
            "publisher",
            "outlet",
            "media_name",
            "site_name",
            "source-hostname",
            "source_domain",
            "hostname",
            "domain_url",
            "source",
        ],
    ),
    (
        Field::Published,
        &[
            "date",
            "published",
            "date_publish",
            "published_date",
            "publish_date",
            "publishedAt",
            "datePublished",
            "published_at",
            "created_at",
            "pub_date",
        ],
    ),
    (Field::Url, &["url", "link", "source", "canonical_url"]),
    (Field::Language, &["language", "lang", "inLanguage"]),
    (Field::Id, &["id", "article_id", "guid", "_id"]),
    (Field::Form, &["form", "type"]),
    (Field::Platform, &["platform"]),
    (Field::Account, &["account", "user"]),
    (Field::Handle, &["handle", "acct", "screen_name", "username"]),
    (Field::DisplayName, &["display_name", "name", "author", "authors"]),
    (Field::Records, &["articles", "posts", "statuses", "stories", "items", "results", "documents", "data"]),
];

/// The values that an object has under the names of `field`, in the order of the names.
fn values(object: &Object, field: Field) -> impl Iterator<Item = &Value> {
    let names = ALIASES.iter().find(|row| row.0 == field).map_or(&[][..], |row| row.1);
    names.iter().filter_map(|name| object.get(*name))
}

fn first(object: &Object, field: Field) -> Option<String> {
    values(object, field).find_map(string_of)
}

/// The words of a value: a string, a number, or the part of an object that names it.
fn string_of(value: &Value) -> Option<String> {
    let object = match value {
        Value::String(text) => return present(text).map(str::to_owned),
        Value::Number(number) => return Some(number.to_string()),
        Value::Object(object) => object,
        _ => return None,
    };
    let named = ["name", "rendered", "display_name", "$oid"].iter().find_map(|name| object.get(*name)?.as_str());
    named.and_then(present).map(str::to_owned)
}

/// Longest record that is held in memory: the text, its escapes, and the fields around it.
pub(super) fn max_record_bytes(limits: &Limits) -> u64 {
    limits.max_article_bytes.saturating_mul(4).saturating_add(1 << 16)
}

/// Reads one record a line. A bad line is given as failed, and the next one is read.
pub(super) fn read_lines(reader: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let max_bytes = max_record_bytes(origin.limits);
    let mut records = Records { origin, next_part: 0 };
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        let read = (&mut *reader).take(max_bytes).read_until(b'\n', &mut bytes);
        let rest = match read {
            Ok(_) if bytes.len() as u64 == max_bytes && bytes.last() != Some(&b'\n') => skip_line(reader),
            Ok(_) => Ok(0),
            Err(error) => Err(error),
        };
        match rest {
            Err(error) => return sink(records.failed(Some(line), compress::explain(&error))),
            Ok(0) if bytes.is_empty() => return ControlFlow::Continue(()),
            Ok(0) => {}
            Ok(rest) => {
                sink(records.skipped(line, too_long(max_bytes + rest, max_bytes)))?;
                continue;
            }
        }
        if line == 1 && (bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")) {
            return decoded_whole(bytes, reader, Format::JsonLines, origin, sink);
        }
        let record = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
        if !record.is_empty() {
            records.read(record, true, Some(line), sink)?;
        }
    }
    ControlFlow::Continue(())
}

/// Passes over the rest of a line and says how long it was.
fn skip_line(reader: &mut dyn BufRead) -> io::Result<u64> {
    let mut n_bytes = 0;
    loop {
        let available = reader.fill_buf()?;
        if available.is_empty() {
            return Ok(n_bytes);
        }
        let line_end = available.iter().position(|&b| b == b'\n');
        let n_used = line_end.map_or(available.len(), |at| at + 1);
        n_bytes += n_used as u64;
        reader.consume(n_used);
        if line_end.is_some() {
            return Ok(n_bytes);
        }
    }
}

/// UTF-16 must be decoded before it can be cut into records.
fn decoded_whole(
    mut bytes: Vec<u8>,
    reader: &mut dyn BufRead,
    format: Format,
    origin: &Origin,
    sink: &mut Sink,
) -> ControlFlow<()> {
    let max_bytes = max_record_bytes(origin.limits);
    if let Err(error) = reader.take(max_bytes).read_to_end(&mut bytes) {
        return sink(Item::Failed(Problem::file(compress::explain(&error))));
    }
    if bytes.len() as u64 > max_bytes {
        return sink(Item::Skipped(Problem::file("a UTF-16 file this long is not read; convert it to UTF-8")));
    }
    let text = decode::decode(bytes, false).text;
    super::read_format(format, &mut text.as_bytes(), origin, sink)
}

/// Reads a file of one object, of an array of them, or of several values one after the other.
pub(super) fn read_values(reader: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let head = match reader.fill_buf() {
        Ok(head) => head,
        Err(error) => return sink(Item::Failed(Problem::file(compress::explain(&error)))),
    };
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return decoded_whole(Vec::new(), reader, Format::Json, origin, sink);
    }
    if let Some(reason) = decode::binary(head) {
        return sink(Item::Skipped(Problem::file(reason)));
    }
    if head.starts_with(b"\xef\xbb\xbf") {
        reader.consume(3);
    }
    let mut records = Records { origin, next_part: 0 };
    let mut values =
        Values { reader, line: 1, in_array: false, is_done: false, max_bytes: max_record_bytes(origin.limits) };
    // One object is the article itself; it is a container only if something follows.
    let mut waiting: Option<(Vec<u8>, u64)> = None;
    let mut n_values = 0usize;
    loop {
        let line = values.line;
        let value = match values.next() {
            Ok(value) => value,
            Err(error) => {
                if let Some((bytes, line)) = waiting.take() {
                    records.read(&bytes, true, Some(line), sink)?;
                }
                return sink(records.failed(None, compress::explain(&error)));
            }
        };
        n_values += 1;
        if let Some((bytes, line)) = waiting.take() {
            let is_part = records.next_part > 0 || !matches!(value, Scanned::End);
            records.read(&bytes, is_part, Some(line), sink)?;
        }
        match value {
            Scanned::End if n_values == 1 && !values.is_done => {
                return sink(Item::Skipped(Problem::file("empty")));
            }
            Scanned::End => return ControlFlow::Continue(()),
            Scanned::Value(bytes, line) if values.in_array => records.read(&bytes, true, Some(line), sink)?,
            Scanned::Value(bytes, line) => waiting = Some((bytes, line)),
            Scanned::TooLong(n_bytes) => sink(records.skipped(line, too_long(n_bytes, values.max_bytes)))?,
            Scanned::CutShort => {
                let reason = "the JSON ends in the middle of a record; the file was cut short, or a bracket is missing";
                return sink(records.failed(Some(line), reason.into()));
            }
        }
    }
}

/// Turns records into items and counts their places in the file, bad ones included, so that mending one moves no other.
struct Records<'a> {
    origin: &'a Origin<'a>,
    next_part: u32,
}

impl Records<'_> {
    fn part(&mut self) -> u32 {
        self.next_part += 1;
        self.next_part - 1
    }

    fn failed(&mut self, line: Option<u64>, reason: String) -> Item {
        Item::Failed(Problem { part: Some(self.part()), line, reason })
    }

    fn skipped(&mut self, line: u64, reason: String) -> Item {
        Item::Skipped(Problem { part: Some(self.part()), line: Some(line), reason })
    }

    fn read(&mut self, bytes: &[u8], is_part: bool, line: Option<u64>, sink: &mut Sink) -> ControlFlow<()> {
        let decoded = decode::decode(bytes.to_vec(), false);
        let value: Value = match serde_json::from_str(&decoded.text) {
            Ok(value) => value,
            Err(error) => {
                let line = line.map(|line| line + (error.line() as u64).saturating_sub(1));
                let message = error.to_string();
                let what = message.split(" at line ").next().unwrap_or(&message);
                let reason = format!("not valid JSON: {what} at column {}; mend or drop this record", error.column());
                let part = is_part.then(|| self.part());
                return sink(Item::Failed(Problem { part, line, reason }));
            }
        };
        let Value::Object(mut object) = value else {
            let part = is_part.then(|| self.part());
            return sink(Item::Failed(Problem { part, line, reason: "not a JSON object; an article is one".into() }));
        };
        if !values(&object, Field::Text).any(|value| !value.is_null())
            && let Some(list) = contained(&mut object)
        {
            for value in list {
                let Value::Object(mut object) = value else {
                    sink(self.failed(line, "not a JSON object; an article is one".into()))?;
                    continue;
                };
                let part = self.part();
                sink(record(&mut object, self.origin, Some(part), line))?;
            }
            return ControlFlow::Continue(());
        }
        let part = is_part.then(|| self.part());
        let item = match (record(&mut object, self.origin, part, line), decoded.note) {
            (Item::Article(mut article), Some(note)) => {
                article.notes.push(whole_text(note));
                Item::Article(article)
            }
            (item, _) => item,
        };
        sink(item)
    }
}

/// The list of records inside the answer of an interface, as in `{"status": "ok", "articles": […]}`.
fn contained(object: &mut Object) -> Option<Vec<Value>> {
    let (_, names) = ALIASES.iter().find(|row| row.0 == Field::Records)?;
    let name = names.iter().find(|name| {
        object.get(**name).and_then(Value::as_array).is_some_and(|list| list.iter().any(Value::is_object))
    })?;
    match object.remove(*name)? {
        Value::Array(list) => Some(list),
        _ => None,
    }
}

fn record(object: &mut Object, origin: &Origin, part: Option<u32>, line: Option<u64>) -> Item {
    let Some(text) = take_text(object) else {
        let reason = "no text field (text, maintext, body, content, articleBody, raw_text or full_text)";
        return Item::Skipped(Problem { part, line, reason: reason.into() });
    };
    let mut article = metadata(object);
    if looks_like_html(&text) {
        if let Err(reason) = html::read_fragment(&text, origin.limits, &mut article) {
            return Item::Failed(Problem { part, line, reason });
        }
    } else {
        article.text = text;
    }
    if let Some(post) = post(object, article.url.as_deref()) {
        make_post(&mut article, &post);
    }
    finish(article, origin, part, line)
}

/// The text byte for byte; the first field that is more than white space, else an empty one.
fn take_text(object: &mut Object) -> Option<String> {
    let (_, names) = ALIASES.iter().find(|row| row.0 == Field::Text)?;
    let mut blank = None;
    for name in *names {
        let text = match object.get_mut(*name).map(Value::take) {
            Some(Value::String(text)) => text,
            Some(Value::Array(list)) => {
                let parts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
                parts.join("\n\n")
            }
            Some(value @ Value::Object(_)) => string_of(&value).unwrap_or_default(),
            _ => continue,
        };
        if present(&text).is_some() {
            return Some(text);
        }
        blank = Some(String::new());
    }
    blank
}

fn looks_like_html(text: &str) -> bool {
    ["<p>", "<p ", "<br>", "<br/>", "<br />", "</p>"].iter().any(|tag| text.contains(tag))
}

fn metadata(object: &Object) -> Article {
    let address =
        |value: &Value| string_of(value).filter(|text| text.starts_with("http://") || text.starts_with("https://"));
    let name = |value: &Value| string_of(value).filter(|text| !text.contains("://"));
    Article {
        id: first(object, Field::Id).unwrap_or_default(),
        title: first(object, Field::Title),
        authors: values(object, Field::Authors).map(people).find(|people| !people.is_empty()).unwrap_or_default(),
        publisher: values(object, Field::Publisher).find_map(name).map(without_www),
        published: values(object, Field::Published)
            .find_map(|value| published::parse(&string_of(value)?, DateSource::Field)),
        url: values(object, Field::Url).find_map(address),
        language: first(object, Field::Language).and_then(|name| language_code(&name)),
        form: values(object, Field::Form).find_map(|value| form_of(value.as_str()?)),
        ..Article::default()
    }
}

/// The names in an author field: a string, an object with a name, or a list of either.
pub(super) fn people(value: &Value) -> Vec<String> {
    let strings = match value {
        Value::Array(list) => list.iter().filter_map(string_of).collect(),
        value => string_of(value).into_iter().collect::<Vec<_>>(),
    };
    split_names(&strings)
}

/// Takes lists in one string apart; what does not read as names of people stays as it is, but for addresses.
pub(super) fn split_names(values: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for value in values.iter().filter(|value| !value.contains("://")) {
        let found = plain::names(value);
        let found = if found.is_empty() { vec![value.clone()] } else { found };
        for name in found {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Who posted it and where, when the record is a post of a platform.
fn post(object: &Object, url: Option<&str>) -> Option<Post> {
    let account = values(object, Field::Account).find_map(Value::as_object);
    let handle = account.and_then(|account| first(account, Field::Handle)).or_else(|| first(object, Field::Handle));
    let platform = first(object, Field::Platform);
    let is_post = account.is_some() || handle.is_some() || platform.is_some();
    if !is_post {
        return None;
    }
    let display_name = account.and_then(|account| first(account, Field::DisplayName));
    let author = display_name
        .or_else(|| values(object, Field::DisplayName).map(people).find_map(|names| names.into_iter().next()));
    let address = url.map(str::to_owned).or_else(|| account?.get("url")?.as_str().map(str::to_owned));
    Some(Post {
        platform: platform.or_else(|| html::platform_of(address.as_deref()?).map(str::to_owned)),
        author,
        handle: handle.map(|handle| if handle.starts_with('@') { handle } else { format!("@{handle}") }),
        url: url.map(str::to_owned),
    })
}

/// Marks the text as a post, each of its paragraphs as a block: a record of a platform is speech as a whole.
fn make_post(article: &mut Article, post: &Post) {
    article.form = Some(article.form.unwrap_or(Form::Post));
    if article.form != Some(Form::Post) {
        return;
    }
    if let Some(author) = &post.author {
        article.authors = vec![author.clone()];
    }
    article.publisher = article.publisher.take().or_else(|| post.platform.clone());
    if u32::try_from(article.text.len()).is_err() {
        return;
    }
    if article.blocks.is_empty() {
        let mut at = 0;
        for paragraph in article.text.split("\n\n") {
            if !paragraph.trim().is_empty() {
                let span = Span::new(at, at + paragraph.len());
                article.blocks.push(Block { span, kind: BlockKind::Post, post: None });
            }
            at += paragraph.len() + 2;
        }
    }
    for block in &mut article.blocks {
        block.kind = BlockKind::Post;
        block.post = Some(post.clone());
    }
}
/// An outlet given by its host name is the same with and without "www.".
fn without_www(name: String) -> String {
    name.strip_prefix("www.").map_or(name.clone(), str::to_owned)
}
