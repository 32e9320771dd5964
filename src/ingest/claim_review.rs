//! Published fact-checks: `ClaimReview` as pages, feeds and search tools give it, malformed as it often is. No articles.

use super::compress::{self, Expansion};
use super::{Limits, Problem, Whole, decode, published};
use crate::article::DateSource;
use crate::text::fingerprint::hex_id;
use crate::wire::Check;
use dom_query::Document;
use serde_json::value::RawValue;
use serde_json::{Deserializer, Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;

/// Longest file that is read, in bytes: the whole public feed takes a third of that.
const MOST_BYTES: u64 = 512 << 20;

/// What a file gave, in its order.
#[derive(Debug, Default)]
pub struct Found {
    /// The fact-checks, each once.
    pub checks: Vec<Check>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Reads the fact-checks in the file at `path`, which may be compressed: a saved page with JSON-LD, bare JSON or JSON Lines, the Data Commons
/// feed, or an answer of the Fact Check Tools.
pub fn read(path: &Path, limits: &Limits) -> Found {
    let mut found = Found::default();
    match text_of(path, limits) {
        Ok(text) => found.read(&text),
        Err(reason) => found.problems.push(Problem::file(reason)),
    }
    if found.checks.is_empty() && found.problems.is_empty() {
        let reason = "no ClaimReview in it; give a page, a feed or a search answer that holds one";
        found.problems.push(Problem::file(reason));
    }
    found
}

fn text_of(path: &Path, limits: &Limits) -> Result<String, String> {
    let (file, size) = super::open(path).map_err(|item| match item {
        super::Item::Skipped(problem) | super::Item::Failed(problem) => problem.reason,
        super::Item::Article(_) => "not a file of fact-checks".to_owned(),
    })?;
    let explained = |error: std::io::Error| compress::explain(&error);
    let expansion = Expansion::new(Some(size), limits);
    let mut reader = compress::buffered(expansion.count(file));
    if let Some(packing) = compress::packing(reader.fill_buf().map_err(explained)?) {
        reader = compress::unpack(packing, reader, &expansion).map_err(explained)?;
    }
    let Whole { bytes, rest, error } = Whole::read(&mut *reader, MOST_BYTES.min(limits.max_expanded_bytes));
    if let Some(error) = error {
        return Err(compress::explain(&error));
    }
    if rest > 0 {
        return Err(format!("over the limit of {MOST_BYTES} bytes; split it into files of whole records"));
    }
    match decode::binary(&bytes) {
        Some(reason) => Err(reason.to_owned()),
        None => Ok(decode::decode(bytes, false).text),
    }
}

impl Found {
    fn read(&mut self, text: &str) {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.starts_with('<') {
            for script in scripts(text) {
                self.values(script, true);
            }
        } else {
            self.values(text, false);
        }
        let mut known = std::collections::BTreeSet::new();
        self.checks.retain(|check| known.insert(check.id.clone()));
    }

    /// Values one after the other. Behind one that is no JSON it goes on with the next line.
    fn values(&mut self, text: &str, is_script: bool) {
        let mut at = 0;
        while at < text.len() {
            let mut values = Deserializer::from_str(&text[at..]).into_iter::<&RawValue>();
            let error = loop {
                match values.next() {
                    None => return,
                    Some(Ok(value)) => self.container(value.get()),
                    Some(Err(error)) => break error,
                }
            };
            let broken = at + values.byte_offset();
            if is_script {
                return self.mended(&text[broken..]);
            }
            let line = text[..broken].matches('\n').count() as u64 + 1;
            self.failed(Some(line), &error);
            at = text[broken..].find('\n').map_or(text.len(), |end| broken + end + 1);
        }
    }

    /// Markup that is no JSON only because of line breaks inside of strings, which many pages have.
    fn mended(&mut self, text: &str) {
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        match serde_json::from_str::<Value>(&text) {
            Ok(value) => self.document(&value),
            // Broken markup that has nothing to do with fact-checks is no loss.
            Err(error) if text.contains("ClaimReview") => self.failed(None, &error),
            Err(_) => {}
        }
    }

    /// A value whose elements are records of their own is taken apart before it is parsed, so that a feed of any length takes little memory.
    fn container(&mut self, json: &str) {
        let elements = match json.as_bytes().first() {
            Some(b'[') => serde_json::from_str::<Vec<&RawValue>>(json).ok(),
            Some(b'{') => serde_json::from_str::<BTreeMap<Cow<'_, str>, &RawValue>>(json)
                .ok()
                .and_then(|object| serde_json::from_str(object.get("dataFeedElement")?.get()).ok()),
            _ => None,
        };
        let alone = [json];
        let records: Vec<&str> = match &elements {
            Some(elements) => elements.iter().map(|element| element.get()).collect(),
            None => alone.to_vec(),
        };
        for record in records {
            match serde_json::from_str::<Value>(record) {
                Ok(value) => self.document(&value),
                Err(error) => self.failed(None, &error),
            }
        }
    }

    fn document(&mut self, value: &Value) {
        let mut linked = Linked::default();
        linked.gather(value);
        self.gather(value, &linked);
    }

    /// The fact-checks in a value, wherever they are nested.
    fn gather(&mut self, value: &Value, linked: &Linked<'_>) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.gather(value, linked)),
            Value::Object(object) if is_review(object) => self.add(review(object, linked)),
            Value::Object(object) => {
                let reviews = object.get("claimReview").and_then(Value::as_array);
                let markups = object.get("claimReviewMarkups").and_then(Value::as_array);
                if let Some(reviews) = reviews {
                    for review in reviews {
                        self.add(searched(object, review));
                    }
                } else if let Some(markups) = markups {
                    for markup in markups {
                        self.add(marked_up(object, markup));
                    }
                } else {
                    object.values().for_each(|value| self.gather(value, linked));
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, mut check: Check) {
        if check.claim.is_empty() {
            let place = check.url.map(|url| format!(" of {url}")).unwrap_or_default();
            self.problems.push(Problem::file(format!("a ClaimReview{place} does not say what was claimed")));
            return;
        }
        let url = check.url.as_deref().unwrap_or_default();
        check.id = hex_id([b"check".as_slice(), url.as_bytes(), check.claim.as_bytes()]);
        self.checks.push(check);
    }

    fn failed(&mut self, line: Option<u64>, error: &serde_json::Error) {
        let message = error.to_string();
        let what = message.split(" at line ").next().unwrap_or(&message);
        self.problems.push(Problem { part: None, entry: None, line, reason: format!("not valid JSON: {what}") });
    }
}

/// The JSON-LD scripts of a page, found without parsing it: the content of a script is plain text up to its end.
fn scripts(page: &str) -> Vec<&str> {
    let lower = page.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = lower[at..].find("<script").map(|start| at + start) {
        let Some(open) = lower[start..].find('>').map(|end| start + end + 1) else { break };
        let end = lower[open..].find("</script").map_or(page.len(), |end| open + end);
        if lower[start..open].contains("ld+json") {
            let bare = page[open..end].trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
            let bare = bare.trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
            found.push(bare.trim_end_matches("]]>").trim_end_matches("//").trim_end().trim_end_matches(';'));
        }
        at = end;
    }
    found
}

/// Objects that others of the same document refer to by `@id`.
#[derive(Default)]
struct Linked<'a>(BTreeMap<&'a str, &'a Map<String, Value>>);

impl<'a> Linked<'a> {
    fn gather(&mut self, value: &'a Value) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.gather(value)),
            Value::Object(object) => {
                if let (Some(Value::String(id)), true) = (object.get("@id"), object.len() > 1) {
                    self.0.entry(id).or_insert(object);
                }
                object.values().for_each(|value| self.gather(value));
            }
            _ => {}
        }
    }

    /// The objects that a value is or refers to.
    fn objects(&self, value: Option<&'a Value>) -> Vec<&'a Map<String, Value>> {
        match value {
            Some(Value::Array(list)) => list.iter().flat_map(|value| self.objects(Some(value))).collect(),
            Some(Value::Object(object)) => {
                let known = object.get("@id").and_then(Value::as_str).and_then(|id| self.0.get(id).copied());
                vec![if object.len() == 1 { known.unwrap_or(object) } else { object }]
            }
            _ => Vec::new(),
        }
    }

    /// The name of somebody, given as it is, as an object, as a list, or by reference.
    fn name(&self, value: Option<&'a Value>) -> Option<String> {
        let object = self.objects(value).into_iter().find_map(|object| text(field(object, "name")));
        object.or_else(|| text(value)).filter(|name| !name.contains("://"))
    }
}

/// A field of an object, or of its `properties`, as extractors of microdata write it.
fn field<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| object.get("properties")?.get(name)).filter(|value| !value.is_null())
}

fn is_review(object: &Map<String, Value>) -> bool {
    let names = match object.get("@type").or_else(|| object.get("type")) {
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(name)) => vec![name.as_str()],
        _ => Vec::new(),
    };
    names.iter().any(|name| name.rsplit(['/', ':', '#']).next() == Some("ClaimReview"))
}

/// What a value says: a string, a number, `{"@value": …}`, or the first of a list that says something; entities resolved.
fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => {
            let plain = if text.contains(['&', '<']) {
                Document::fragment(text.as_str()).text().to_string()
            } else {
                text.clone()
            };
            let squeezed = plain.split_whitespace().collect::<Vec<_>>().join(" ");
            (!squeezed.is_empty()).then_some(squeezed)
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => list.iter().find_map(|value| text(Some(value))),
        Value::Object(object) => text(object.get("@value")),
        _ => None,
    }
}

fn date(value: Option<&Value>) -> Option<String> {
    Some(published::parse(&text(value)?, DateSource::Field)?.date.to_string())
}

/// Addresses in a string, an object or a list of them; several in one string with commas or spaces between.
fn addresses(value: Option<&Value>, found: &mut Vec<String>) {
    match value {
        Some(Value::Array(list)) => list.iter().for_each(|value| addresses(Some(value), found)),
        Some(Value::Object(object)) => {
            let url = field(object, "url").or_else(|| field(object, "@id")).or_else(|| field(object, "@value"));
            addresses(url, found);
        }
        Some(Value::String(text)) => {
            for address in text.split_whitespace().flat_map(|part| part.split(",http").enumerate()) {
                let (n, rest) = address;
                let address = if n == 0 { rest.to_owned() } else { format!("http{rest}") };
                let address = address.trim_matches([',', ';']).to_owned();
                if address.starts_with("http") && !found.contains(&address) {
                    found.push(address);
                }
            }
        }
        _ => {}
    }
}

fn address(value: Option<&Value>) -> Option<String> {
    let mut found = Vec::new();
    addresses(value, &mut found);
    found.into_iter().next()
}

/// A `ClaimReview` of schema.org.
fn review(object: &Map<String, Value>, linked: &Linked<'_>) -> Check {
    let items = linked.objects(field(object, "itemReviewed"));
    let of_item = |name: &str| items.iter().find_map(|item| field(item, name));
    let mut appearances = Vec::new();
    for item in &items {
        for name in ["firstAppearance", "appearance", "url"] {
            addresses(field(item, name), &mut appearances);
        }
    }
    let url = address(field(object, "url"));
    let claim =
        text(field(object, "claimReviewed")).or_else(|| text(of_item("text"))).or_else(|| text(of_item("name")));
    Check {
        claim: claim.unwrap_or_default(),
        title: text(field(object, "headline")).or_else(|| text(field(object, "name"))),
        claimant: linked.name(of_item("author")),
        claimed: date(of_item("datePublished")),
        rating: linked.objects(field(object, "reviewRating")).into_iter().find_map(rating),
        publisher: linked
            .name(field(object, "author"))
            .or_else(|| linked.name(field(object, "publisher")))
            .or_else(|| host(url.as_deref()?)),
        reviewed: date(field(object, "datePublished")),
        language: text(field(object, "inLanguage")),
        license: text(field(object, "sdLicense")),
        url,
        appearances,
        ..Check::default()
    }
}

/// The rating's word; without one its place on the scale. A scale from -1 to -1 means that there is none.
fn rating(rating: &Map<String, Value>) -> Option<String> {
    let word = ["alternateName", "textualRating", "name", "ratingExplanation"];
    let word = word.iter().find_map(|name| text(field(rating, name)));
    word.or_else(|| {
        let number = |name: &str| text(field(rating, name)).and_then(|number| number.parse::<f64>().ok());
        let (value, best) = (number("ratingValue")?, number("bestRating")?);
        (best > number("worstRating").unwrap_or(0.0)).then(|| format!("{value} of {best}"))
    })
}

/// One review of a claim in an answer of the Fact Check Tools.
fn searched(claim: &Map<String, Value>, review: &Value) -> Check {
    let of_review = |name: &str| review.get(name);
    let publisher = review.get("publisher");
    let url = address(of_review("url"));
    Check {
        claim: text(claim.get("text")).unwrap_or_default(),
        title: text(of_review("title")),
        claimant: text(claim.get("claimant")),
        claimed: date(claim.get("claimDate")),
        rating: text(of_review("textualRating")),
        publisher: publisher
            .and_then(|publisher| text(publisher.get("name")).or_else(|| text(publisher.get("site"))))
            .or_else(|| host(url.as_deref()?)),
        reviewed: date(of_review("reviewDate")),
        language: text(of_review("languageCode")),
        url,
        ..Check::default()
    }
}

/// One markup of a page as the Fact Check Tools keep it.
fn marked_up(page: &Map<String, Value>, markup: &Value) -> Check {
    let of_markup = |name: &str| markup.get(name);
    let mut appearances = Vec::new();
    addresses(of_markup("claimFirstAppearance"), &mut appearances);
    addresses(of_markup("claimAppearances"), &mut appearances);
    let url = address(of_markup("url")).or_else(|| address(page.get("pageUrl")));
    Check {
        claim: text(of_markup("claimReviewed")).unwrap_or_default(),
        claimant: of_markup("claimAuthor").and_then(|author| text(author.get("name"))),
        claimed: date(of_markup("claimDate")),
        rating: of_markup("rating").and_then(Value::as_object).and_then(rating),
        publisher: page
            .get("claimReviewAuthor")
            .and_then(|author| text(author.get("name")))
            .or_else(|| host(url.as_deref()?)),
        reviewed: date(page.get("publishDate")),
        url,
        appearances,
        ..Check::default()
    }
}

/// The site of an address: "factcheck.example"
fn host(url: &str) -> Option<String> {
    let host = url.split("://").nth(1)?.split('/').next()?;
    Some(host.trim_start_matches("www.").to_owned()).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Check, Found};

    fn read(text: &str) -> Found {
        let mut found = Found::default();
        found.read(text);
        found
    }

    fn one(text: &str) -> Check {
        let found = read(text);
        assert!(found.problems.is_empty() && found.checks.len() == 1, "{found:?}");
        found.checks.into_iter().next().unwrap()
    }

    const PLAIN: &str = r#"{"@context":"https://schema.org","@type":"ClaimReview","url":"https://www.truthdesk.example/a","datePublished":"2025-10-30T08:00:00Z",
        "claimReviewed":"The ferry cost $5&nbsp;million","author":{"@type":"Organization","name":"Truth Desk"},
        "itemReviewed":{"@type":"Claim","author":{"@type":"Person","name":"Ida Holm"},"datePublished":"2025-10-28","appearance":["https://a.example/1"]},
        "reviewRating":{"@type":"Rating","ratingValue":"1","bestRating":"5","worstRating":"1","alternateName":"False"}}"#;

    #[test]
    fn the_markup_of_schema_org() {
        let check = one(PLAIN);
        assert_eq!(check.claim, "The ferry cost $5 million");
        assert_eq!(check.rating.as_deref(), Some("False"));
        assert_eq!((check.claimant.as_deref(), check.publisher.as_deref()), (Some("Ida Holm"), Some("Truth Desk")));
        assert_eq!((check.claimed.as_deref(), check.reviewed.as_deref()), (Some("2025-10-28"), Some("2025-10-30")));
        assert_eq!(check.appearances, ["https://a.example/1"]);
    }

    #[test]
    fn a_page_with_several_scripts_one_of_them_broken_by_line_breaks() {
        let page = format!(
            "<!DOCTYPE html><html><head><script>if (1 < 2) x()</script><script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\"}}</script>\
             <SCRIPT TYPE='application/ld+json'>//<![CDATA[\n{}\n//]]></SCRIPT></head></html>",
            PLAIN.replace("The ferry", "The\nferry")
        );
        assert_eq!(one(&page).claim, "The ferry cost $5 million");
    }

    #[test]
    fn inside_a_graph_with_references() {
        let check = one(
            r##"{"@graph":[{"@id":"#org","@type":"Organization","name":"Truth Desk"},{"@id":"#claim","@type":"Claim","author":"Ida Holm","firstAppearance":"https://b.example/1"},
            {"@type":["Review","ClaimReview"],"claimReviewed":"X fell","author":{"@id":"#org"},"itemReviewed":{"@id":"#claim"}}]}"##,
        );
        assert_eq!((check.publisher.as_deref(), check.claimant.as_deref()), (Some("Truth Desk"), Some("Ida Holm")));
        assert_eq!(check.appearances, ["https://b.example/1"]);
    }

    #[test]
    fn addresses_in_every_shape() {
        let check = |item: &str| {
            one(&format!(r#"{{"@type":"ClaimReview","claimReviewed":"X","itemReviewed":{item}}}"#)).appearances
        };
        let both = ["https://a.example/1", "https://b.example/2"];
        assert_eq!(check(r#"{"appearance":"https://a.example/1, https://b.example/2"}"#), both);
        assert_eq!(check(r#"{"appearance":"https://a.example/1,https://b.example/2"}"#), both);
        assert_eq!(
            check(r#"{"appearance":[{"@type":"CreativeWork","url":"https://a.example/1"},"https://b.example/2"]}"#),
            both
        );
        assert_eq!(check(r#"{"firstAppearance":{"url":"https://a.example/1"},"url":["https://b.example/2"]}"#), both);
        assert_eq!(check(r#"[{"url":"https://a.example/1"},{"url":"https://b.example/2"}]"#), both);
        assert!(check(r#"{"appearance":"on television"}"#).is_empty());
    }

    #[test]
    fn ratings_in_every_shape() {
        let check = |rating: &str| {
            one(&format!(r#"{{"@type":"ClaimReview","claimReviewed":"X","reviewRating":{rating}}}"#)).rating
        };
        assert_eq!(check(r#"{"alternateName":{"@value":"Faux"}}"#).as_deref(), Some("Faux"));
        assert_eq!(check(r#"{"properties":{"alternateName":["Falso"]}}"#).as_deref(), Some("Falso"));
        assert_eq!(check(r#"[{"ratingValue":"2","bestRating":5,"worstRating":"1"}]"#).as_deref(), Some("2 of 5"));
        assert_eq!(check(r#"{"ratingValue":"-1","bestRating":"-1","worstRating":"-1"}"#), None);
        assert_eq!(check("null"), None);
    }

    #[test]
    fn the_feed_whose_items_are_lists_or_nothing() {
        let feed = format!(
            r#"{{"@type":"DataFeed","dataFeedElement":[{{"@type":"DataFeedItem","item":[{PLAIN}]}},{{"item":null}},{{"item":[{{"@type":"ClaimReview","claimReviewed":"Y"}}]}}]}}"#
        );
        let claims: Vec<String> = read(&feed).checks.into_iter().map(|check| check.claim).collect();
        assert_eq!(claims, ["The ferry cost $5 million", "Y"]);
    }

    #[test]
    fn answers_of_the_fact_check_tools() {
        let check = one(
            r#"{"claims":[{"text":"X fell","claimant":"Ida Holm","claimDate":"2025-10-28T00:00:00Z","claimReview":[{"publisher":{"name":"Truth Desk","site":"truthdesk.example"},
            "url":"https://truthdesk.example/x","title":"No, X rose","reviewDate":"2025-10-30T00:00:00Z","textualRating":"False","languageCode":"en"}]}],"nextPageToken":"CAo"}"#,
        );
        assert_eq!((check.title.as_deref(), check.claimed.as_deref()), (Some("No, X rose"), Some("2025-10-28")));
        let check = one(
            r#"{"pageUrl":"https://www.truthdesk.example/x","publishDate":"2025-10-30","claimReviewMarkups":[{"claimReviewed":"X fell","claimAuthor":{"name":"Ida Holm"},
            "claimAppearances":["https://a.example/1"],"rating":{"textualRating":"False"}}]}"#,
        );
        assert_eq!((check.rating.as_deref(), check.publisher.as_deref()), (Some("False"), Some("truthdesk.example")));
    }

    #[test]
    fn a_bad_line_costs_itself_alone() {
        let good = |claim: &str| format!(r#"{{"@type":"ClaimReview","claimReviewed":"{claim}"}}"#);
        let found = read(&format!(
            "{}\n{{\"@type\": oops\n{}\n{{\"@type\":\"ClaimReview\"}}\n{}\n",
            good("X"),
            good("Y"),
            good("X")
        ));
        assert_eq!(found.checks.len(), 2, "each once: {found:?}");
        let problems: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
        assert!(problems[0].starts_with("line 2: not valid JSON"), "{problems:?}");
        assert!(problems[1].contains("does not say what was claimed"), "{problems:?}");
    }

    #[test]
    fn any_text_is_read() {
        let deep = "[".repeat(100_000);
        let page = "<script type=ld+json>".repeat(100);
        for text in [
            "",
            "{",
            "null",
            "[1]",
            "<",
            "<script type=ld+json",
            &deep,
            &page,
            "<script type=ld+json>{\"@type\":\"ClaimReview\"",
        ] {
            assert!(read(text).checks.is_empty());
        }
    }
}
