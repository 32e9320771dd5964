//! A record, a set of named values, into an article: the many names that programs give the same field, and the user's own.

use super::owner::Owner;
use super::{Item, Origin, form_of, html, language_code, plain, present, published, set_text};
use crate::article::{Article, Block, BlockKind, DateSource, Form, Post};
use crate::text::Span;
use serde_json::{Map, Value};

pub(super) type Object = Map<String, Value>;

/// The fields of an article that we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    Wrapped,
}

/// The names of each field in the exports seen, the most telling first: news-please, trafilatura, Quotebank, `NewsCatcher`, `NewsAPI`,
/// mediastack, Media Cloud, `ProQuest`; archives of Mastodon, Truth Social and X; JSON feeds, JSON-LD.
const ALIASES: &[(Field, &[&str])] = &[
    (
        Field::Text,
        &[
            "text",
            "maintext",
            "body",
            "content",
            "articleBody",
            "raw_text",
            "full_text",
            "fulltext",
            "content_html",
            "content_text",
            "tweet",
            "description",
            "summary",
            "excerpt",
        ],
    ),
    (Field::Title, &["title", "headline", "title_page"]),
    (Field::Authors, &["authors", "author", "byline", "creator"]),
    (
        Field::Publisher,
        &[
            "publisher",
            "outlet",
            "media_name",
            "site_name",
            "publication_title",
            "publication",
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
            "date_published",
            "created_at",
            "pub_date",
            "publication_date",
            "pubdate",
        ],
    ),
    (Field::Url, &["url", "link", "source", "canonical_url", "external_url"]),
    (Field::Language, &["language", "lang", "inLanguage"]),
    (Field::Id, &["id", "id_str", "article_id", "stories_id", "guid", "_id"]),
    (Field::Form, &["form", "type"]),
    (Field::Platform, &["platform"]),
    (Field::Account, &["account", "user"]),
    (Field::Handle, &["handle", "acct", "screen_name", "username", "user_name"]),
    (Field::DisplayName, &["display_name", "name", "author", "authors"]),
    (
        Field::Records,
        &[
            "articles",
            "posts",
            "statuses",
            "tweets",
            "stories",
            "items",
            "orderedItems",
            "results",
            "documents",
            "data",
            "hits",
        ],
    ),
    // What some exports wrap around each record.
    (Field::Wrapped, &["tweet", "object", "status", "post", "article", "_source"]),
];

fn aliases(field: Field) -> &'static [&'static str] {
    ALIASES.iter().find(|row| row.0 == field).map_or(&[], |row| row.1)
}

/// What the user says that the fields of records are called, as in `body=maintext,date=when`.
#[derive(Clone, Debug, Default)]
pub struct FieldMap(Vec<(Field, String)>);

impl FieldMap {
    const NAMES: &[(&str, Field)] = &[
        ("body", Field::Text),
        ("text", Field::Text),
        ("title", Field::Title),
        ("author", Field::Authors),
        ("publisher", Field::Publisher),
        ("date", Field::Published),
        ("url", Field::Url),
        ("language", Field::Language),
        ("id", Field::Id),
        ("form", Field::Form),
        ("platform", Field::Platform),
        ("handle", Field::Handle),
    ];

    /// Reads pairs of one of our names and one of the file's, separated by commas.
    ///
    /// # Errors
    /// When a pair has no `=`, or its first name is none of ours; the message lists them.
    pub fn parse(text: &str) -> Result<FieldMap, String> {
        let pair = |pair: &str| {
            let (ours, theirs) = pair.split_once('=')?;
            let (_, field) = FieldMap::NAMES.iter().find(|(name, _)| *name == ours.trim())?;
            Some((*field, theirs.trim().to_owned())).filter(|(_, theirs)| !theirs.is_empty())
        };
        let pairs: Option<Vec<_>> = text.split(',').map(pair).collect();
        pairs.map(FieldMap).ok_or_else(|| {
            let names: Vec<&str> = FieldMap::NAMES.iter().map(|(name, _)| *name).collect();
            format!("expected NAME=FIELD,… with the names {}", names.join(" "))
        })
    }

    /// The names under which `field` is looked for: the user's first.
    fn names(&self, field: Field) -> impl Iterator<Item = &str> {
        let own = self.0.iter().filter(move |(own, _)| *own == field).map(|(_, name)| name.as_str());
        own.chain(aliases(field).iter().copied())
    }
}

/// The value under a name, or under a path with dots: `source.name`.
fn lookup<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        let (outer, inner) = name.split_once('.')?;
        lookup(object.get(outer)?.as_object()?, inner)
    })
}

/// A record with the names that its fields are looked for under.
#[derive(Clone, Copy)]
struct Record<'a> {
    object: &'a Object,
    map: &'a FieldMap,
}

impl<'a> Record<'a> {
    /// The values under the names of `field`, in the order of the names.
    fn values(self, field: Field) -> impl Iterator<Item = &'a Value> {
        self.map.names(field).filter_map(move |name| lookup(self.object, name))
    }

    fn first(self, field: Field) -> Option<String> {
        self.values(field).find_map(string_of)
    }

    /// The first field with words in it; `Some("")` when there are only fields without.
    fn text(self) -> Option<String> {
        let mut found = None;
        for value in self.values(Field::Text) {
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n\n"),
                Value::Object(_) => string_of(value).unwrap_or_default(),
                _ => continue,
            };
            if present(&text).is_some() {
                return Some(text);
            }
            found = Some(String::new());
        }
        found
    }

    fn metadata(self) -> Article {
        let address =
            |value: &Value| string_of(value).filter(|text| text.starts_with("http://") || text.starts_with("https://"));
        let name = |value: &Value| string_of(value).filter(|text| !text.contains("://"));
        Article {
            id: self.first(Field::Id).unwrap_or_default(),
            title: self.first(Field::Title),
            authors: self.values(Field::Authors).map(people).find(|people| !people.is_empty()).unwrap_or_default(),
            publisher: self.values(Field::Publisher).find_map(name).map(without_www),
            published: self.values(Field::Published).find_map(|value| {
                let text = string_of(value)?;
                published::parse(x_date(&text).as_deref().unwrap_or(&text), DateSource::Field)
            }),
            url: self.values(Field::Url).find_map(address),
            language: self.first(Field::Language).and_then(|name| language_code(&name)),
            form: self.values(Field::Form).find_map(|value| form_of(value.as_str()?)),
            ..Article::default()
        }
    }
}

/// The records inside of a value: the list in the answer of an interface, as in `{"status": "ok", "articles": […]}`; `None` when the value
/// is a record itself.
pub(super) fn contained(object: &mut Object, map: &FieldMap) -> Option<Vec<Value>> {
    if (Record { object, map }).values(Field::Text).any(|value| !value.is_null() && !value.is_object()) {
        return None;
    }
    let name = aliases(Field::Records).iter().find(|name| {
        object.get(**name).and_then(Value::as_array).is_some_and(|list| list.iter().any(Value::is_object))
    });
    match name {
        Some(name) => match object.remove(*name)? {
            Value::Array(list) => Some(list),
            _ => None,
        },
        // Elasticsearch has its hits in its hits.
        None => contained(object.get_mut("hits")?.as_object_mut()?, map),
    }
}

/// Reads a record.
pub(super) fn read(mut object: Object, origin: &Origin, part: Option<u32>, line: Option<u64>) -> Item {
    let map = &origin.source.options.map;
    unwrap(&mut object, map);
    let record = Record { object: &object, map };
    let Some(text) = record.text() else {
        if let Some(owner) = Owner::of(&object) {
            origin.source.set_owner(owner);
            return origin.skipped(part, line, "the account that the posts are of, no post");
        }
        let known = aliases(Field::Text).join(", ");
        return origin.skipped(part, line, format!("no text field ({known}); --map body=FIELD names another"));
    };
    let mut article = record.metadata();
    if let Err(reason) = set_text(text, origin.limits(), &mut article) {
        return origin.failed(part, line, reason);
    }
    if let Some(post) = post(record, &article, origin) {
        make_post(&mut article, &post);
    }
    origin.finish(article, part, line)
}

/// Takes the record out of what some exports wrap around it; the fields around it fill in what it does not have. A shared post is read
/// as what it shares, which is who speaks in it.
fn unwrap(object: &mut Object, map: &FieldMap) {
    for name in ["reblog"].iter().chain(aliases(Field::Wrapped)) {
        let Some(Value::Object(inner)) = object.get(*name) else { continue };
        let has_words = |object| (Record { object, map }).text().is_some_and(|text| !text.is_empty());
        if !has_words(inner) || *name != "reblog" && has_words(object) {
            continue;
        }
        let Some(Value::Object(mut inner)) = object.remove(*name) else { continue };
        if *name != "reblog" {
            for (name, value) in std::mem::take(object) {
                inner.entry(name).or_insert(value);
            }
        }
        *object = inner;
    }
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

/// Fields that only posts of X have, whoever gathered them.
const X_FIELDS: &[&str] =
    &["isRetweet", "is_retweet", "retweet_count", "retweets", "tweet_id", "in_reply_to_status_id_str"];

/// Who posted it and where, when the record is a post of a platform.
fn post(record: Record, article: &Article, origin: &Origin) -> Option<Post> {
    let account = record.values(Field::Account).find_map(Value::as_object);
    let of_account = |field| account.and_then(|object| (Record { object, map: record.map }).first(field));
    let given = of_account(Field::Handle).or_else(|| record.first(Field::Handle));
    let has_x_field = || X_FIELDS.iter().any(|name| record.object.contains_key(*name));
    let is_x = || has_x_field() || record.object.get("created_at").and_then(Value::as_str).and_then(x_date).is_some();
    let platform = record.first(Field::Platform).or_else(|| is_x().then(|| "X".to_owned()));
    // An archive of one account says who it is in the addresses alone.
    let actor = ["attributedTo", "actor"].iter().find_map(|name| record.object.get(*name)?.as_str());
    let in_address =
        article.url.as_deref().or(actor).filter(|url| html::platform_of(url).is_some()).and_then(handle_in);
    let handle = given.or(in_address).or_else(|| actor.and_then(handle_in));
    if account.is_none() && handle.is_none() && platform.is_none() {
        return None;
    }
    let author = of_account(Field::DisplayName)
        .or_else(|| record.values(Field::DisplayName).map(people).find_map(|names| names.into_iter().next()));
    let address = article.url.clone().or_else(|| account?.get("url")?.as_str().map(str::to_owned));
    let platform = platform.or_else(|| html::platform_of(address.as_deref().or(actor)?).map(str::to_owned));
    let with_sign = |handle: String| if handle.starts_with('@') { handle } else { format!("@{handle}") };
    let url = article.url.clone();
    // What is passed on was said by the one it is taken from.
    if let Some(shared) = article.text.strip_prefix("RT @") {
        let handle = shared.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().filter(|name| !name.is_empty());
        return Some(Post { platform, author: None, handle: handle.map(|name| format!("@{name}")), url });
    }
    // An archive says beside its posts whose they are; those of X do not even name the account.
    let owner = origin.source.owner().filter(|_| author.is_none());
    let owner =
        owner.filter(|owner| handle.as_ref().is_none_or(|handle| handle.trim_start_matches('@') == owner.handle));
    let author = author.or_else(|| owner.map(|owner| owner.name.clone()));
    let handle = handle.or_else(|| owner.map(|owner| owner.handle.clone()));
    Some(Post { platform, author, handle: handle.map(with_sign), url })
}

/// The account in the address of a post: `…/@ed/posts/1`, `…/users/ed/statuses/1`, `x.com/ed/status/1`.
fn handle_in(address: &str) -> Option<String> {
    let path: Vec<&str> = address.split_once("://")?.1.split(['/', '?', '#']).skip(1).collect();
    let found = match path[..] {
        [name, ..] if name.len() > 1 && name.starts_with('@') => &name[1..],
        ["users", name, ..] | [name, "status" | "posts", ..] => name,
        _ => return None,
    };
    Some(found.to_owned()).filter(|name| !name.is_empty())
}

/// `Mon Nov 24 16:20:00 +0000 2025`, as X writes it, in the form of mails.
fn x_date(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let &[weekday, month, day, time, zone, year] = &words[..] else { return None };
    let is_zone = zone.len() == 5 && zone.starts_with(['+', '-']);
    (is_zone && year.len() == 4 && weekday.len() == 3).then(|| format!("{weekday}, {day} {month} {year} {time} {zone}"))
}

/// Marks the text as a post, each of its paragraphs as a block: a record of a platform is speech as a whole.
fn make_post(article: &mut Article, post: &Post) {
    article.form = Some(article.form.unwrap_or(Form::Post));
    if article.form != Some(Form::Post) {
        return;
    }
    // What is shared has another author than the account that shares it.
    article.authors = post.author.iter().cloned().collect();
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
