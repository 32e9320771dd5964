//! Saved pages and fragments of HTML into text and blocks: the article without the page around it. Metadata is next door.
//!
//! The page is cleaned of what Readability is known to let in, Readability picks the article out of it, and our own walk turns what
//! it picked into one block a paragraph. No walk here recurses, so a deeply nested page cannot end the process.

use super::{Limits, html_meta, plain, published};
use crate::article::{Article, Block, BlockKind, Post};
use crate::text::Span;
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

/// Reads a page.
///
/// # Errors
/// When the page is nested too deep to be parsed.
pub(super) fn read_page(html: &str, limits: &Limits) -> Result<Article, String> {
    check_depth(html, limits)?;
    let page = Document::from(html);
    let mut article = html_meta::read(&page);
    let posts = mark_posts(&page);
    prune(&page);
    hide_breaks(&page);
    let title = article.title.as_deref();
    let whole = whole_article(&page).map(|root| blocks(root, &posts, title)).unwrap_or_default();
    let config = Config { disable_json_ld: true, ..Config::default() };
    let picked = Readability::with_document(page, None, Some(config)).and_then(|mut reader| reader.parse());
    let picked = picked.map(|picked| blocks(Document::fragment(picked.content).root(), &posts, title));
    (article.text, article.blocks) = match picked {
        // On a short page Readability may keep one paragraph of five.
        Ok(picked) if picked.0.len() >= SURELY_AN_ARTICLE_BYTES || picked.0.len() * 3 >= whole.0.len() * 2 => picked,
        _ => whole,
    };
    Ok(article)
}

/// The one element that the page itself calls its article, else its body.
fn whole_article(page: &Document) -> Option<NodeRef<'_>> {
    for selector in ["article", "main", "[role=main]"] {
        if let [only] = page.select(selector).nodes() {
            return Some(*only);
        }
    }
    page.body()
}

/// A character that no page uses, in the place of a `<br>`.
const BREAK: char = '\u{e000}';

/// Hides line breaks inside paragraphs from Readability, which would make a section of its own out of such a paragraph and then
/// take that section for the whole article.
fn hide_breaks(page: &Document) {
    for node in page.select("p br").nodes() {
        node.replace_with(&page.tree.new_text(BREAK.to_string()));
    }
}

/// Above this length what Readability picked is trusted.
const SURELY_AN_ARTICLE_BYTES: usize = 1000;

/// Reads a fragment, such as the text of a post, into the text and blocks of `article`.
///
/// # Errors
/// When it is nested too deep to be parsed.
pub(super) fn read_fragment(html: &str, limits: &Limits, article: &mut Article) -> Result<(), String> {
    check_depth(html, limits)?;
    let page = Document::fragment(html);
    let posts = mark_posts(&page);
    for node in page.select("script, style, figcaption").nodes() {
        node.remove_from_parent();
    }
    (article.text, article.blocks) = blocks(page.root(), &posts, article.title.as_deref());
    Ok(())
}

/// Elements that never hold others, or that the parser closes by itself before the next of their kind.
const NOT_NESTING: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "path", "rect", "circle", "use", "line",
    "polygon", "stop",
];

/// Counts the nesting of elements in the bytes: the parser takes quadratic time in it (0.6 s for 20,000), so it must not even start.
fn check_depth(html: &str, limits: &Limits) -> Result<(), String> {
    let bytes = html.as_bytes();
    let (mut depth, mut at) = (0usize, 0);
    while let Some(next) = bytes.get(at..).and_then(|rest| rest.iter().position(|&b| b == b'<')) {
        at += next + 1;
        let rest = &html[at..];
        if rest.starts_with("!--") {
            at += rest.find("-->").unwrap_or(rest.len());
            continue;
        }
        let is_closing = rest.starts_with('/');
        let name_bytes = rest.trim_start_matches('/').as_bytes();
        let n_name = name_bytes.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        if n_name == 0 {
            continue;
        }
        let name = name_bytes[..n_name.min(12)].to_ascii_lowercase();
        if NOT_NESTING.iter().any(|other| other.as_bytes() == name) {
            continue;
        }
        if is_closing {
            depth = depth.saturating_sub(1);
            continue;
        }
        if name == b"script" || name == b"style" {
            let close: &[u8] = if name == b"script" { b"</script" } else { b"</style" };
            let end = bytes[at..].windows(close.len()).position(|window| window.eq_ignore_ascii_case(close));
            at += end.map_or(rest.len(), |end| end + close.len());
            continue;
        }
        depth += 1;
        if depth > limits.max_depth {
            return Err(format!(
                "elements nested deeper than {}; not a page that a reader would see",
                limits.max_depth
            ));
        }
    }
    Ok(())
}

/// The platform that an address belongs to, by the name people use.
pub(super) fn platform_of(url: &str) -> Option<&'static str> {
    const HOSTS: &[(&str, &str)] = &[
        ("truthsocial.com", "Truth Social"),
        ("twitter.com", "X"),
        ("x.com", "X"),
        ("bsky.app", "Bluesky"),
        ("facebook.com", "Facebook"),
        ("instagram.com", "Instagram"),
        ("threads.net", "Threads"),
        ("t.me", "Telegram"),
        ("telegram.org", "Telegram"),
        ("tiktok.com", "TikTok"),
        ("youtube.com", "YouTube"),
        ("linkedin.com", "LinkedIn"),
        ("reddit.com", "Reddit"),
    ];
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', '?', '#']).next()?.to_lowercase();
    let is_at = |name: &str| host == name || host.ends_with(name) && host[..host.len() - name.len()].ends_with('.');
    let known = HOSTS.iter().find(|(name, _)| is_at(name)).map(|(_, platform)| *platform);
    known.or_else(|| host.split('.').any(|part| part.starts_with("mastodon") || part == "mstdn").then_some("Mastodon"))
}

fn platform_of_class(class: &str) -> Option<&'static str> {
    const WORDS: &[(&str, &str)] = &[
        ("truthsocial", "Truth Social"),
        ("truth-social", "Truth Social"),
        ("twitter", "X"),
        ("tweet", "X"),
        ("bluesky", "Bluesky"),
        ("mastodon", "Mastodon"),
        ("fb-post", "Facebook"),
        ("facebook", "Facebook"),
        ("instagram", "Instagram"),
        ("telegram", "Telegram"),
        ("tiktok", "TikTok"),
        ("threads", "Threads"),
        ("reddit", "Reddit"),
    ];
    let class = class.to_lowercase();
    WORDS.iter().find(|(word, _)| class.contains(word)).map(|(_, platform)| *platform)
}

/// The attribute that carries the number of a post through Readability, which drops classes.
const POST_MARK: &str = "data-whosaid-post";

/// Finds the embedded posts and numbers them. Classes and ids of all block quotes go: Readability takes "social" for clutter.
fn mark_posts(page: &Document) -> Vec<Post> {
    let mut posts = Vec::new();
    for node in page.select("blockquote").nodes() {
        let class = node.class().unwrap_or_default();
        let address =
            |name: &str| node.attr(name).map(|value| value.to_string()).filter(|value| value.starts_with("http"));
        let cited = address("cite").or_else(|| address("data-instgrm-permalink")).or_else(|| address("data-href"));
        let text = node.text();
        let signature = text.lines().rev().map(str::trim).find(|line| line.contains("(@"));
        let links: Vec<String> =
            descendants(node, "a").iter().filter_map(|link| Some(link.attr("href")?.to_string())).collect();
        // A link in a plain quotation is no sign of a post; the one under a signature, or to a single post, is.
        let permalink = cited.clone().or_else(|| {
            let is_post =
                |url: &&String| ["/status/", "/posts/", "/post/", "/p/", "/@"].iter().any(|part| url.contains(part));
            links.iter().rev().find(is_post).cloned()
        });
        let platform = platform_of_class(&class).or_else(|| permalink.as_deref().and_then(platform_of));
        let Some(platform) = platform.filter(|_| !class.is_empty() || permalink.is_some() || signature.is_some())
        else {
            node.remove_attrs(&["class", "id"]);
            continue;
        };
        let (author, handle) = signature.map_or((None, None), read_signature);
        let handle = handle.or_else(|| {
            let path = permalink.as_deref()?.split_once("://")?.1.split_once('/')?.1;
            let first = path.split(['/', '?']).next()?;
            let is_handle = first.starts_with('@') || (platform == "X" && !first.is_empty() && first != "i");
            is_handle.then(|| format!("@{}", first.trim_start_matches('@')))
        });
        node.remove_attrs(&["class", "id"]);
        node.set_attr(POST_MARK, &posts.len().to_string());
        posts.push(Post { platform: Some(platform.to_owned()), author, handle, url: permalink });
    }
    posts
}

/// `— Elena Ruiz (@MayorRuiz) March 11, 2024` into name and handle.
fn read_signature(line: &str) -> (Option<String>, Option<String>) {
    let Some((before, after)) = line.rsplit_once("(@") else { return (None, None) };
    let name =
        before.rsplit(['—', '–']).next().unwrap_or(before).trim().trim_start_matches("- ").trim_start_matches("-- ");
    let handle = after.split([')', ' ']).next().filter(|handle| !handle.is_empty()).map(|handle| format!("@{handle}"));
    ((!name.is_empty() && name.len() <= 80).then(|| name.to_owned()), handle)
}

fn descendants<'a>(node: &NodeRef<'a>, name: &str) -> Vec<NodeRef<'a>> {
    node.descendants().into_iter().filter(|other| other.has_name(name)).collect()
}

/// Elements that are never article text.
const NO_TEXT: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "footer",
    "figcaption",
    "form",
    "button",
    "iframe",
    "svg",
    "select",
    "input",
    "textarea",
    "dialog",
    "object",
    "embed",
    "video",
    "audio",
    "canvas",
    "menu",
];

/// Words in a class or id that tell of captions, links, appeals, advertisements and people's lives: what Readability lets in.
const CLUTTER: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "sponsored",
    "sponsor",
    "promo",
    "promoted",
    "newsletter",
    "signup",
    "subscribe",
    "subscription",
    "paywall",
    "related",
    "recirc",
    "recirculation",
    "recommended",
    "recommendations",
    "readmore",
    "outbrain",
    "taboola",
    "trending",
    "popular",
    "share",
    "sharing",
    "sharebar",
    "social",
    "comment",
    "comments",
    "disqus",
    "caption",
    "captions",
    "credit",
    "credits",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "bio",
    "tags",
    "taglist",
    "toolbar",
    "popup",
    "modal",
    "copyright",
    "disclaimer",
    "pullquote",
    "nav",
    "navigation",
    "sidebar",
    "teaser",
    "teasers",
    "timestamp",
    "dateline",
    "wp-caption-text",
    "read-more",
    "most-read",
    "more-from",
    "also-like",
    "author-box",
    "author-info",
    "pull-quote",
    "sign-up",
    "see-also",
    "post-meta",
    "entry-meta",
    "article-meta",
];

/// A block with this share of the page's text is never clutter, whatever it is called: 1 in 4.
const NEVER_CLUTTER: usize = 4;

/// Nor is one with so much in its paragraphs, in characters: "entry-content-read-more" is the whole article of one paper.
const NEVER_CLUTTER_CHARS: usize = 600;

/// Characters in the paragraphs below `node` that are no link.
fn prose_chars(node: &NodeRef) -> usize {
    let paragraphs = descendants(node, "p");
    let is_prose = |paragraph: &&NodeRef| {
        descendants(paragraph, "a").iter().map(NodeRef::normalized_char_count).sum::<usize>() * 2
            < paragraph.normalized_char_count()
    };
    paragraphs.iter().filter(is_prose).map(NodeRef::normalized_char_count).sum()
}

/// Takes out what is not article text and what Readability would let in.
fn prune(page: &Document) {
    let Some(body) = page.body() else { return };
    let n_chars = body.normalized_char_count();
    let mut waiting = body.children();
    waiting.reverse();
    while let Some(node) = waiting.pop() {
        if !node.is_element() {
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        // What stands in a block quote is somebody's words, and stays, but for a quote that only repeats the text.
        if &*name == "blockquote" {
            continue;
        }
        let is_never_text = NO_TEXT.contains(&&*name);
        if is_never_text || is_called_clutter(&node) {
            let is_small = node.normalized_char_count() * NEVER_CLUTTER < n_chars;
            let is_kept = ["body", "main", "article", "h1"].contains(&&*name)
                || !descendants(&node, "blockquote").is_empty()
                || !is_never_text
                    && prose_chars(&node) > NEVER_CLUTTER_CHARS
                    && !is_called(&node, &["comment", "comments", "disqus"]);
            if matches!(&*name, "script" | "style" | "template" | "noscript") || is_small && !is_kept {
                node.remove_from_parent();
                continue;
            }
        }
        let mut children = node.children();
        children.reverse();
        waiting.extend(children);
    }
}

fn is_called_clutter(node: &NodeRef) -> bool {
    is_called(node, CLUTTER)
}

/// Whether a word of its class or id is one of `words`.
fn is_called(node: &NodeRef, words: &[&str]) -> bool {
    let names = [node.class(), node.id_attr()];
    let text = names.into_iter().flatten().map(|name| name.to_lowercase()).collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return false;
    }
    text.split([' ', '-', '_']).any(|word| words.contains(&word))
        || words.iter().any(|word| word.contains('-') && text.replace('_', "-").contains(word))
}

/// What the walk has come into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Heading,
    Item,
    Quote,
    Post(usize),
    Preformatted,
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    /// Past the end of a block, and whether it said what is [`Around`].
    LeaveBlock(bool),
    LeaveLink,
}

/// Text and blocks below `root`, in order, one blank line between two blocks.
fn blocks(root: NodeRef, posts: &[Post], title: Option<&str>) -> (String, Vec<Block>) {
    let mut built = Builder {
        text: String::new(),
        blocks: Vec::new(),
        around: Vec::new(),
        inline: Inline::default(),
        posts,
        title,
    };
    let mut steps: Vec<Step> = root.children().into_iter().rev().map(Step::Enter).collect();
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Enter(node) => node,
            Step::LeaveBlock(has_said) => {
                built.flush();
                if has_said {
                    built.around.pop();
                }
                continue;
            }
            Step::LeaveLink => {
                built.inline.n_links -= 1;
                continue;
            }
        };
        if node.is_text() {
            let is_preformatted = built.around.contains(&Around::Preformatted);
            built.inline.push(&node.text(), is_preformatted);
            continue;
        }
        if !node.is_element() && !node.may_have_children() {
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        match &*name {
            "br" => built.inline.text.push('\n'),
            "td" | "th" => built.inline.text.push(' '),
            _ => {}
        }
        if NO_TEXT.contains(&&*name) && !matches!(&*name, "form" | "footer" | "object" | "menu" | "dialog")
            || matches!(&*name, "head" | "title")
        {
            continue;
        }
        let said = match &*name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Around::Heading),
            "li" | "dd" | "dt" => Some(Around::Item),
            "blockquote" => {
                let post = node.attr(POST_MARK).and_then(|number| number.parse().ok()).filter(|at| *at < posts.len());
                Some(post.map_or(Around::Quote, Around::Post))
            }
            "pre" => Some(Around::Preformatted),
            _ => None,
        };
        if said.is_some() || is_block(&name) {
            built.flush();
            built.around.extend(said);
            steps.push(Step::LeaveBlock(said.is_some()));
        } else if &*name == "a" {
            built.inline.n_links += 1;
            steps.push(Step::LeaveLink);
        }
        steps.extend(node.children().into_iter().rev().map(Step::Enter));
    }
    built.flush();
    (built.text, built.blocks)
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "figure"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "tr"
            | "caption"
            | "thead"
            | "tbody"
            | "hr"
            | "address"
            | "details"
            | "summary"
            | "center"
            | "form"
            | "fieldset"
            | "body"
            | "html"
    )
}

/// The words of the block being built.
#[derive(Default)]
struct Inline {
    /// White space in one piece is one space; a newline is a `<br>`.
    text: String,
    n_chars: usize,
    n_link_chars: usize,
    /// How many links we are inside of.
    n_links: usize,
}

impl Inline {
    fn push(&mut self, words: &str, is_preformatted: bool) {
        for c in words.chars() {
            // Soft hyphens, zero-width spaces and byte-order marks are no text.
            if matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}') {
                continue;
            }
            if c == '\n' && is_preformatted || c == BREAK {
                self.text.push('\n');
            } else if c.is_whitespace() || c.is_control() {
                if !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else {
                self.text.push(c);
                self.n_chars += 1;
                self.n_link_chars += usize::from(self.n_links > 0);
            }
        }
    }
}

struct Builder<'a> {
    text: String,
    blocks: Vec<Block>,
    around: Vec<Around>,
    inline: Inline,
    posts: &'a [Post],
    title: Option<&'a str>,
}

impl Builder<'_> {
    /// Ends the block being built, and starts the next.
    fn flush(&mut self) {
        let n_links = self.inline.n_links;
        let inline = std::mem::take(&mut self.inline);
        self.inline.n_links = n_links;
        if inline.n_chars == 0 {
            return;
        }
        let is_only_links = inline.n_link_chars * 10 >= inline.n_chars * 9;
        for paragraph in split_at_breaks(&inline.text) {
            self.push(&paragraph, is_only_links);
        }
    }

    fn push(&mut self, words: &str, is_only_links: bool) {
        let post =
            self.around.iter().rev().find_map(|around| if let Around::Post(at) = around { Some(*at) } else { None });
        let is_around = |around: Around| self.around.contains(&around);
        let kind = match post {
            Some(_) => BlockKind::Post,
            None if is_around(Around::Heading) => BlockKind::Heading,
            None if is_around(Around::Quote) => BlockKind::BlockQuote,
            None if is_around(Around::Item) => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        };
        let is_clutter = match kind {
            BlockKind::Post => is_signature(words),
            BlockKind::BlockQuote => false,
            BlockKind::Heading => {
                self.is_title(words) || is_boilerplate(words) || is_only_links && self.blocks.is_empty()
            }
            _ => is_boilerplate(words) || is_link_line(words, is_only_links, kind) || self.is_head(words),
        };
        if is_clutter || !words.contains(char::is_alphanumeric) {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        if self.text.len() <= u32::MAX as usize {
            let post = post.map(|at| self.posts[at].clone());
            self.blocks.push(Block { span: Span::new(start, self.text.len()), kind, post });
        }
    }

    fn is_title(&self, words: &str) -> bool {
        let letters =
            |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        self.title.is_some_and(|title| letters(title) == letters(words))
    }

    /// Headline, byline and date before the first paragraphs are fields, not text. A paragraph that is only a date is never prose.
    fn is_head(&self, words: &str) -> bool {
        if words.len() > 200 {
            return false;
        }
        let is_byline = self.blocks.len() < 3
            && ["By ", "BY ", "by "].iter().any(|by| words.starts_with(by))
            && !words.ends_with('.')
            && !plain::names(words).is_empty();
        is_byline || self.is_title(words) || published::from_line(words).is_some()
    }
}

/// `<br><br>` ends a paragraph; so does a single one after the end of a sentence. Other line breaks stay inside it.
fn split_at_breaks(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut is_after_end = true;
    for line in text.split('\n') {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            is_after_end = true;
            continue;
        }
        let ends = line.ends_with(['.', '?', '!', '”', '"', '’', ':']);
        match paragraphs.last_mut() {
            Some(last) if !is_after_end => {
                last.push('\n');
                last.push_str(&line);
            }
            _ => paragraphs.push(line),
        }
        is_after_end = ends;
    }
    paragraphs
}

/// `— Elena Ruiz (@MayorRuiz) March 11, 2024`: who posted it, which the block says.
fn is_signature(words: &str) -> bool {
    let is_dashed = words.starts_with(['—', '–']) || words.starts_with("- ") || words.starts_with("-- ");
    is_dashed && words.len() <= 160
        || words.contains("(@") && words.len() <= 120 && !words.ends_with('.')
        || published::from_line(words).is_some()
}

/// A line that is only a link: a teaser for another page.
fn is_link_line(words: &str, is_only_links: bool, kind: BlockKind) -> bool {
    let is_sentence = words.ends_with(['.', '”', '"']) && words.split_whitespace().count() > 12;
    is_only_links && words.len() < 250 && (kind == BlockKind::ListItem || !is_sentence)
}

/// Link lines, credits and appeals that a page has between its paragraphs.
fn is_boilerplate(words: &str) -> bool {
    const STARTS: &[&str] = &[
        "read more",
        "read also",
        "read next",
        "also read",
        "read:",
        "related:",
        "related articles",
        "related stories",
        "related coverage",
        "more from",
        "more on this",
        "more:",
        "see also",
        "watch:",
        "listen:",
        "photo:",
        "photo by",
        "photo credit",
        "photograph:",
        "photographer:",
        "image:",
        "image credit",
        "image copyright",
        "credit:",
        "picture:",
        "video:",
        "getty images",
        "ap photo",
        "file photo",
        "subscribe",
        "sign up",
        "follow us",
        "follow @",
        "click here",
        "advertisement",
        "share this",
        "share on",
        "continue reading",
        "recommended",
        "don't miss",
        "don’t miss",
        "you may also like",
        "you might also like",
        "copyright",
        "©",
        "all rights reserved",
        "most read",
        "most popular",
        "get the latest",
        "get our",
        "join our",
        "download our app",
        "support our journalism",
        "enter your email",
        "story continues below",
        "skip to",
        "comments",
        "published:",
        "last updated",
        "updated:",
        "posted:",
        "tags:",
        "filed under",
        "topics:",
        "print this",
        "email this",
        "loading",
        "listen to this article",
    ];
    let bare = words.trim_start_matches(['[', '(', '*', '_', '>', '»', '→', '|', '•', ' ']);
    if bare.len() > 400 {
        return false;
    }
    let lower: String = bare.chars().take(40).flat_map(char::to_lowercase).collect();
    let is_start = |start: &&str| {
        lower
            .strip_prefix(*start)
            .is_some_and(|rest| start.ends_with([':', '@']) || !rest.starts_with(char::is_alphanumeric))
    };
    let n_words = bare.split_whitespace().count();
    // A caption that is called nothing of the kind gives itself away by its credit.
    if ["(AP Photo", "/Getty Images", "via AP", "/AFP", "/Reuters)", "(Photo by", "(Photo:"]
        .iter()
        .any(|credit| words.contains(credit))
    {
        return true;
    }
    // A sentence may begin with "Comments" or "Recommended"; an appeal may be one too.
    STARTS.iter().any(|start| is_start(&start))
        && (n_words <= 12 || !bare.ends_with('.') || lower.starts_with("sign up") || lower.starts_with("subscribe"))
}

#[cfg(test)]
mod tests {
    use super::{check_depth, platform_of, read_fragment, read_page};
    use crate::article::{Article, BlockKind, DateSource};
    use crate::ingest::Limits;

    const PAGE: &str = r##"<!DOCTYPE html><html lang="en-GB"><head><title>Ferry sinks | Harbor Ledger</title>
<meta property="og:site_name" content="Harbor Ledger"><link rel="canonical" href="https://ledger.example/ferry">
<script type="application/ld+json">{"@graph":[{"@type":"Person","@id":"#a","name":"Ann Lee"},{"@type":"NewsArticle","headline":"Ferry sinks","author":[{"@id":"#a"},{"@type":"Person","name":"Bo Day"}],"datePublished":"2025-11-03T09:30:00-05:00"}]}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ferry sinks</h1><div class="byline">By Ann Lee and Bo Day</div>
<figure><img src="a.jpg"><figcaption>The ferry. Photo: Cy Fox</figcaption></figure>
<p>The ferry &ldquo;Anna&rdquo; sank off Halden on Monday,&nbsp;the harbor office said, and all of the forty people on board were saved by two fishing boats.</p>
<p>&#8220;We heard the horn,&#8221; said Dora Hale, who owns one of the boats. &#8220;Then we heard nothing at all.&#8221;<br><br>She was home by noon, and said that she would go out again as soon as the wind had turned to the west.</p>
<p class="read-more"><strong>READ MORE:</strong> <a href="/x">The ferry that nobody wanted to buy</a></p>
<blockquote class="truthsocial-embed" cite="https://truthsocial.com/@ed/posts/1"><p>The ferry was OLD. Very sad!</p>&mdash; Ed Stane (@ed)</blockquote>
<blockquote class="quote"><p>The vessel was inspected in May and was found to be sound, and we have nothing to add to that report.</p></blockquote>
<h2>What is next</h2><ul><li>An inquiry will begin on Friday in the old town hall.</li><li><a href="/y">Ten best ferries</a></li></ul>
</article><footer>All rights reserved</footer></body></html>"##;

    #[test]
    fn a_page_is_its_article() {
        let article = read_page(PAGE, &Limits::default()).unwrap();
        assert_eq!(article.title.as_deref(), Some("Ferry sinks"));
        assert_eq!(article.authors, ["Ann Lee", "Bo Day"]);
        assert_eq!((article.publisher.as_deref(), article.language.as_deref()), (Some("Harbor Ledger"), Some("en")));
        let published = article.published.clone().unwrap();
        assert_eq!(
            (published.time.as_deref(), published.from),
            (Some("2025-11-03T09:30:00-05:00"), DateSource::JsonLd)
        );
        let kinds: Vec<BlockKind> = article.blocks.iter().map(|block| block.kind).collect();
        use BlockKind::{BlockQuote, Heading, ListItem, Paragraph, Post};
        assert_eq!(kinds, [Paragraph, Paragraph, Paragraph, Post, BlockQuote, Heading, ListItem], "{}", article.text);
        let words: Vec<&str> = article.blocks.iter().map(|block| block.span.of(&article.text)).collect();
        assert_eq!(words.join("\n\n"), article.text);
        assert!(words[0].starts_with("The ferry “Anna” sank off Halden on Monday, the harbor office"));
        assert_eq!(words[3], "The ferry was OLD. Very sad!");
        let post = article.blocks[3].post.clone().unwrap();
        assert_eq!(
            (post.platform.as_deref(), post.author.as_deref(), post.handle.as_deref()),
            (Some("Truth Social"), Some("Ed Stane"), Some("@ed"))
        );
    }

    #[test]
    fn fragments_and_platforms() {
        let mut article = Article::default();
        read_fragment("<p>One<br/>two.</p><p>Three &amp; four</p>", &Limits::default(), &mut article).unwrap();
        assert_eq!(article.text, "One\ntwo.\n\nThree & four");
        assert_eq!(platform_of("https://www.x.com/ed/status/1"), Some("X"));
        assert_eq!(platform_of("https://netflix.com/ed"), None);
        assert_eq!(platform_of("https://mastodon.social/@ed"), Some("Mastodon"));
    }

    #[test]
    fn deep_pages_are_refused_before_they_are_parsed() {
        let limits = Limits::default();
        assert!(check_depth(&"<div>".repeat(501), &limits).is_err());
        assert!(check_depth(&"<p>x<br>".repeat(5000), &limits).is_ok());
        assert!(check_depth(&"<div></div><!-- <div> --><script>'<b>'</script>".repeat(5000), &limits).is_ok());
        assert!(check_depth("< <3 <", &limits).is_ok());
    }
}
