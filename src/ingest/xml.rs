//! XML as a small tree: local names, attributes and text; bounded in depth. Tolerant: what was read before an error is kept.

use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};

/// Most elements of one document: each takes about 150 bytes, a page of a word processor has some hundreds.
const MAX_ELEMENTS: usize = 1 << 20;

/// An element. Namespaces are left out: no two formats that are read here use one name for two things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name without prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
    /// Line in the text, from 1.
    pub(super) line: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// Reads a document into its root, and says what was wrong with the rest of it.
pub(super) fn parse(text: &str, max_depth: usize) -> (Option<Element>, Option<String>) {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut open: Vec<Element> = vec![Element::default()];
    let mut n_elements = 0;
    let error = loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => break Some(format!("the XML is damaged: {error}")),
        };
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        n_elements += usize::from(matches!(event, Event::Start(_) | Event::Empty(_)));
        if n_elements > MAX_ELEMENTS {
            break Some(format!("more than {MAX_ELEMENTS} elements; split it into several files"));
        }
        match event {
            Event::Start(start) => {
                if open.len() > max_depth {
                    break Some(format!("elements nested deeper than {max_depth}; --max-depth raises it"));
                }
                open.push(element(&start, lines.line_at(at)));
            }
            Event::Empty(start) => push(&mut open, Node::Element(element(&start, lines.line_at(at)))),
            Event::End(end) => {
                // An end without its beginning is left out; an element without its end ends with the one around it.
                let name = local(end.name().as_ref()).to_owned();
                if let Some(found) = open.iter().rposition(|element| element.name == name).filter(|&found| found > 0) {
                    close(&mut open, found);
                }
            }
            Event::Text(words) => push_text(&mut open, &words),
            Event::CData(words) => push_text(&mut open, &words),
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => resolve_html5_entity(&reference).map_or_else(|| format!("&{};", &*reference), str::to_owned),
                };
                push_text(&mut open, &resolved);
            }
            Event::Eof if open.len() > 1 => break Some("the XML ends early; the file was cut short".to_owned()),
            Event::Eof => break None,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    };
    close(&mut open, 1);
    let root = open.pop().and_then(|document| {
        document.children.into_iter().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    });
    (root, error)
}

/// Ends the elements from the one at `from` on.
fn close(open: &mut Vec<Element>, from: usize) {
    while open.len() > from.max(1) {
        if let Some(element) = open.pop() {
            push(open, Node::Element(element));
        }
    }
}

fn push(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}

fn push_text(open: &mut [Element], words: &str) {
    let Some(last) = open.last_mut() else { return };
    match last.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        _ => last.children.push(Node::Text(words.to_owned())),
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn element(start: &BytesStart, line: u64) -> Element {
    let mut found = start.attributes();
    let attributes = found.with_checks(false).flatten().map(|attribute| {
        let value = unescape_with(&attribute.value, resolve_html5_entity).unwrap_or_default().into_owned();
        (local(attribute.key.as_ref()).to_owned(), value)
    });
    Element {
        name: local(start.name().as_ref()).to_owned(),
        attributes: attributes.collect(),
        children: Vec::new(),
        line,
    }
}

/// Counts lines up to places that only grow.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn line_at(&mut self, at: usize) -> u64 {
        let between = self.text.as_bytes().get(self.at..at).unwrap_or_default();
        self.line += super::count(b'\n', between) as u64;
        self.at = at.max(self.at);
        self.line
    }
}

impl Element {
    /// The elements right in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element right in it that has one of these names; an earlier name wins.
    pub(super) fn child(&self, names: &[&str]) -> Option<&Element> {
        names.iter().find_map(|name| self.elements().find(|element| element.name == *name))
    }

    /// All elements in it of this name, at any depth, in order; not those inside of another found.
    pub(super) fn all(&self, name: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            } else {
                found.extend(element.all(name));
            }
        }
        found
    }

    /// The first of [`Element::all`].
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|element| if element.name == name { Some(element) } else { element.find(name) })
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Its words and those of all elements in it, white space squeezed; `None` when there are none.
    pub(super) fn words(&self) -> Option<String> {
        let text = self.text();
        let words: Vec<&str> = text.split_whitespace().collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Its characters and those of all elements in it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => element.add_text(text),
            }
        }
    }

    /// What is in it, written as markup again: an Atom entry may hold XHTML as it stands.
    pub(super) fn inner_markup(&self) -> String {
        let mut markup = String::new();
        for node in &self.children {
            match node {
                Node::Text(words) => markup.push_str(&quick_xml::escape::escape(words)),
                Node::Element(element) => {
                    markup.push('<');
                    markup.push_str(&element.name);
                    for (name, value) in &element.attributes {
                        markup.extend([" ", name, "=\"", &*quick_xml::escape::escape(value), "\""]);
                    }
                    markup.extend([">", &element.inner_markup(), "</", &element.name, ">"]);
                }
            }
        }
        markup
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn trees_entities_and_damage() {
        let (root, error) = parse(
            "<?xml version='1.0'?>\n<a:x y='1&amp;2'>caf&eacute; &#8220;<b/>\n<c>T<![CDATA[<&]]></c>&odd;</a:x>",
            10,
        );
        let root = root.unwrap();
        assert_eq!((root.name.as_str(), root.attribute("y"), error), ("x", Some("1&2"), None));
        assert_eq!(root.words().as_deref(), Some("café “ T<&&odd;"));
        assert_eq!((root.find("c").unwrap().line, root.all("b").len()), (3, 1));
        assert_eq!(root.find("c").unwrap().inner_markup(), "T&lt;&amp;");
        let (root, error) = parse("<a><b>one</b><b>tw", 10);
        assert!(error.unwrap().contains("cut short"));
        assert_eq!(root.unwrap().all("b").len(), 2);
        let (root, error) = parse(&"<a>".repeat(50), 10);
        assert!(root.is_some() && error.unwrap().contains("deeper than 10"));
        assert!(parse("no xml", 10).0.is_none());
    }
}
