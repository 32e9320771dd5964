//! Posts of platforms inside a page: which block quotes are posts, of whom, and from where.

use crate::article::Post;
use crate::ingest::plain::names;
use dom_query::{Document, NodeRef};
use rustc_hash::FxHashMap;

/// The platform that an address belongs to, by the name people use.
pub(in crate::ingest) fn platform_of(url: &str) -> Option<&'static str> {
    const HOSTS: &[(&str, &str)] = &[
        ("truthsocial.com", "Truth Social"),
        ("twitter.com", "X"),
        ("x.com", "X"),
        ("bsky.app", "Bluesky"),
        ("facebook.com", "Facebook"),
        ("instagram.com", "Instagram"),
        ("threads.net", "Threads"),
        ("threads.com", "Threads"),
        ("gab.com", "Gab"),
        ("gettr.com", "GETTR"),
        ("vk.com", "VK"),
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
    known.or_else(|| {
        host.split('.')
            .any(|part| part.starts_with("mastodon") || part == "mstdn" || part == "mas")
            .then_some("Mastodon")
    })
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
        ("fb-xfbml", "Facebook"),
        ("facebook", "Facebook"),
        ("instagram", "Instagram"),
        ("telegram", "Telegram"),
        ("tgme", "Telegram"),
        ("tiktok", "TikTok"),
        ("text-post-media", "Threads"),
        ("threads", "Threads"),
        ("reddit", "Reddit"),
    ];
    let class = class.to_lowercase();
    WORDS.iter().find(|(word, _)| class.contains(word)).map(|(_, platform)| *platform)
}

/// Classes of posts that are no block quotes: as a widget draws them, which is how a browser saves them, and as papers do.
const DRAWN: &str = ".tgme_widget_message, .fb-post, .tweet, .tweet-embed, .embedded-tweet, .twitter-tweet, .truthsocial-embed, \
    .truth-social-post, .bluesky-embed, .mastodon-embed, .mastodon-status";

/// The attribute that carries the number of a post through Readability, which drops classes.
pub(super) const POST_MARK: &str = "data-whosaid-post";

/// Attributes that hold the address of a post.
const ADDRESSES: &[&str] = &[
    "cite",
    "data-instgrm-permalink",
    "data-text-post-permalink",
    "data-embed-url",
    "data-href",
    "data-tweet-url",
    "data-url",
];

/// Finds the embedded posts, and the block quotes that name their author, and numbers them.
///
/// Classes and ids of all block quotes go: Readability takes "social" for clutter.
pub(super) fn mark_posts(page: &Document) -> Vec<Post> {
    for node in page.select(DRAWN).nodes() {
        let holds_quote = node.descendants_it().any(|other| other.has_name("blockquote"));
        let is_in_quote = node.ancestors_it(None).any(|other| other.has_name("blockquote"));
        if !holds_quote && !is_in_quote {
            node.rename("blockquote");
        }
    }
    let mut posts = Vec::new();
    for node in page.select("blockquote").nodes() {
        let post = post(node).or_else(|| cited(node));
        node.remove_attrs(&["class", "id"]);
        if let Some(post) = post {
            node.set_attr(POST_MARK, &posts.len().to_string());
            make_plain(node);
            unwrap_embed(node);
            posts.push(post);
        }
    }
    name_authors(page, &mut posts);
    posts
}

/// Gives the posts that name only an account its owner's name, where the page has both: in another post, in a link to the account, or as
/// `Elena Ruiz (@MayorRuiz)` in its text.
fn name_authors(page: &Document, posts: &mut [Post]) {
    if posts.iter().all(|post| post.author.is_some() || post.handle.is_none()) {
        return;
    }
    let mut known: FxHashMap<String, String> = FxHashMap::default();
    for post in posts.iter() {
        if let (Some(author), Some(handle)) = (&post.author, &post.handle) {
            known.entry(handle.to_lowercase()).or_insert_with(|| author.clone());
        }
    }
    for link in page.select("a[href]").nodes() {
        let Some(url) = link.attr("href") else { continue };
        let handle = platform_of(&url).and_then(|platform| handle_in(&url, platform));
        if let (Some(handle), [name]) = (handle, &names(&link.text())[..]) {
            known.entry(handle.to_lowercase()).or_insert_with(|| name.clone());
        }
    }
    let text = page.root().text();
    for (at, _) in text.match_indices("(@") {
        let handle: String = text[at + 1..].chars().take_while(|&c| c.is_alphanumeric() || "._@".contains(c)).collect();
        // Two capitalized words, no more: a third may be a title.
        let before =
            text[..at].split_whitespace().rev().take(4).take_while(|word| word.starts_with(char::is_uppercase));
        let before = before.collect::<Vec<_>>();
        let [last, first] = before[..] else { continue };
        let before = format!("{first} {last}");
        if let [name] = &names(&before)[..] {
            known.entry(handle.to_lowercase()).or_insert_with(|| name.clone());
        }
    }
    for post in posts.iter_mut().filter(|post| post.author.is_none()) {
        post.author = post.handle.as_ref().and_then(|handle| known.get(&handle.to_lowercase()).cloned());
    }
}

/// Who posted a block quote, and where, if it is a post.
fn post(node: &NodeRef) -> Option<Post> {
    let class = node.class().unwrap_or_default();
    let links: Vec<NodeRef> = descendants(node, "a");
    let told = ADDRESSES.iter().find_map(|name| node.attr(name).map(|value| value.to_string()));
    let told = told.filter(|value| value.starts_with("http"));
    // A link in a plain quotation is no sign of a post; one to a single post is.
    let url = told.or_else(|| {
        let addresses = links.iter().rev().filter_map(|link| Some(link.attr("href")?.to_string()));
        addresses.into_iter().find(|url| {
            ["/status/", "/posts/", "/post/", "/p/", "/@", "/reel/", "t.me/"].iter().any(|part| url.contains(part))
        })
    });
    // The widget of one platform names the channel and the number of the post.
    let widget = node.attr("data-post").map(|place| format!("https://t.me/{place}"));
    let url = url.or(widget);
    let platform = platform_of_class(&class).or_else(|| url.as_deref().and_then(platform_of))?;
    let text = lines_of(node);
    let (author, handle) = text.lines().rev().find_map(read_signature).unwrap_or_default();
    let handle = handle.or_else(|| handle_in(url.as_deref()?, platform));
    // The name above the post, linked to the account.
    let author = author.or_else(|| links.iter().map(|link| names(&link.text())).find_map(|mut names| names.pop()));
    Some(Post { platform: Some(platform.to_owned()), author, handle, url })
}

/// The handle in the address of a post or an account.
fn handle_in(url: &str, platform: &str) -> Option<String> {
    let path = url.split_once("://")?.1.split_once('/')?.1;
    let mut parts = path.split(['/', '?']).filter(|part| !part.is_empty());
    let first = parts.next()?;
    let name = match platform {
        "Bluesky" if first == "profile" => parts.next().filter(|name| !name.starts_with("did:"))?,
        "X" if !["i", "intent", "home", "hashtag", "search"].contains(&first) => first,
        "Telegram" if first != "s" => first,
        _ => first.strip_prefix('@')?,
    };
    Some(format!("@{}", name.trim_start_matches('@')))
}

/// The person that a `<cite>` or `<footer>` inside a block quote names.
fn cited(node: &NodeRef) -> Option<Post> {
    let mut sources = descendants(node, "cite");
    sources.extend(descendants(node, "footer"));
    let line = sources.first()?.text();
    let name = line.trim().trim_start_matches(['—', '–', '-', ' ']);
    let author = names(name).into_iter().next()?;
    Some(Post { author: Some(author), ..Post::default() })
}

/// Makes paragraphs of the boxes in a post and text of its links: a box that is mostly links is no article to Readability.
fn make_plain(node: &NodeRef) {
    for other in node.descendants() {
        if other.has_name("a") {
            other.rename("span");
        } else if other.has_name("div") || other.has_name("section") {
            other.rename("p");
        }
    }
}

/// Puts a post in the place of the boxes drawn around it alone, which Readability would drop for their names.
fn unwrap_embed(node: &NodeRef) {
    let n_chars = node.normalized_char_count();
    for _ in 0..4 {
        let Some(parent) = node.parent() else { return };
        let is_box = ["div", "figure", "section", "span", "center"].iter().any(|name| parent.has_name(name));
        if !is_box || parent.normalized_char_count() > n_chars + 20 {
            return;
        }
        parent.replace_with(node);
    }
}

/// The text of an element with a line for each of its paragraphs and boxes, which `text` would run together.
fn lines_of(node: &NodeRef) -> String {
    let mut lines = String::new();
    for other in node.descendants_it() {
        if other.is_text() {
            lines.push_str(&other.text());
        } else if ["p", "div", "br", "section", "time"].iter().any(|name| other.has_name(name)) {
            lines.push('\n');
        }
    }
    lines
}

/// `text — Elena Ruiz (@MayorRuiz) March 11, 2024`, `A post shared by Elena Ruiz (@ruiz)`, `Posted by Elena Ruiz on …`, `Post by @ruiz`
/// into name and handle.
fn read_signature(line: &str) -> Option<(Option<String>, Option<String>)> {
    let with_at = |handle: &str| {
        let end = handle.find(|c: char| !(c.is_alphanumeric() || "._-@".contains(c))).unwrap_or(handle.len());
        let handle = handle[..end].trim_end_matches(['.', '-']);
        (!handle.is_empty()).then(|| format!("@{handle}"))
    };
    let bare = line.trim();
    let start = ["A post shared by ", "A post from ", "Posted by ", "Post by "]
        .iter()
        .find_map(|start| Some(&bare[bare.find(start)? + start.len()..]));
    if let Some(by) = start {
        if let Some(handle) = by.strip_prefix('@') {
            return Some((None, with_at(handle)));
        }
        let end = [" (@", " on ", " at "].iter().filter_map(|end| by.find(end)).min().unwrap_or(by.len());
        let handle = by.split_once("(@").and_then(|(_, handle)| with_at(handle));
        return Some((name_of(&by[..end]), handle));
    }
    let (before, after) = bare.rsplit_once("(@")?;
    let name = before.rsplit(['—', '–', '―']).next().unwrap_or(before).trim();
    Some((name_of(name.trim_start_matches("- ").trim_start_matches("-- ")), with_at(after)))
}

/// A display name without the pictures that people put into theirs.
fn name_of(name: &str) -> Option<String> {
    let letters: String =
        name.chars().filter(|&c| c.is_alphanumeric() || c.is_ascii_punctuation() || "’ .".contains(c)).collect();
    let name = letters.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty() && name.len() <= 80).then_some(name)
}

pub(super) fn descendants<'a>(node: &NodeRef<'a>, name: &str) -> Vec<NodeRef<'a>> {
    node.descendants().into_iter().filter(|other| other.has_name(name)).collect()
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, BlockKind};
    use crate::ingest::Limits;
    use crate::ingest::html::{platform_of, read_page};

    /// Each block of a page around `embed` that is no paragraph, as `kind | platform | author | handle | words`.
    fn set_off(embed: &str) -> Vec<String> {
        let prose = "<p>The ferry sank off Halden on Monday, the harbor office said, and all of the people on board were saved.</p>";
        let page = format!(
            "<html><body><article><h1>Ferry</h1>{}{embed}{}</article></body></html>",
            prose.repeat(4),
            prose.repeat(4)
        );
        let article: Article = read_page(&page, &Limits::default()).unwrap();
        let blocks = article.blocks.iter().filter(|block| block.kind != BlockKind::Paragraph);
        let show = |value: Option<&String>| value.map_or("-", String::as_str).to_owned();
        blocks
            .map(|block| {
                let post = block.post.clone().unwrap_or_default();
                let (platform, author, handle) = (post.platform.as_ref(), post.author.as_ref(), post.handle.as_ref());
                let words = block.span.of(&article.text);
                format!("{:?} | {} | {} | {} | {words}", block.kind, show(platform), show(author), show(handle))
            })
            .collect()
    }

    #[test]
    fn posts_of_every_platform() {
        for (embed, wanted) in [
            (
                r#"<div class="embed"><blockquote class="twitter-tweet"><p>The ferry was old.</p>&mdash; Ed Stane ⛴ (@ed) <a href="https://twitter.com/ed/status/1">May 3, 2024</a></blockquote></div>"#,
                "Post | X | Ed Stane | @ed | The ferry was old.",
            ),
            (
                r#"<blockquote class="truthsocial-embed" cite="https://truthsocial.com/@ed/posts/1"><p>Very sad!</p></blockquote>"#,
                "Post | Truth Social | - | @ed | Very sad!",
            ),
            (
                r#"<blockquote class="bluesky-embed" data-bluesky-uri="at://x"><p lang="en">Very sad!</p>&mdash; Ed Stane (<a href="https://bsky.app/profile/ed.example?ref_src=embed">@ed.example</a>) <a href="https://bsky.app/profile/ed.example/post/3">May 3, 2024</a></blockquote>"#,
                "Post | Bluesky | Ed Stane | @ed.example | Very sad!",
            ),
            (
                r#"<blockquote class="mastodon-embed" data-embed-url="https://social.example/@ed/1/embed"><p>Very sad!</p><div>Post by @ed@social.example</div><div>View on Mastodon</div></blockquote>"#,
                "Post | Mastodon | - | @ed@social.example | Very sad!",
            ),
            (
                r#"<div class="fb-post" data-href="https://www.facebook.com/ed/posts/1"><blockquote cite="https://www.facebook.com/ed/posts/1" class="fb-xfbml-parse-ignore"><p>Very sad!</p>Posted by <a href="https://www.facebook.com/ed">Ed Stane</a> on <a href="https://www.facebook.com/ed/posts/1">Friday, May 3, 2024</a></blockquote></div>"#,
                "Post | Facebook | Ed Stane | - | Very sad!",
            ),
            (
                r#"<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/abc/"><div><a href="https://www.instagram.com/p/abc/">View this post on Instagram</a><p><a href="https://www.instagram.com/p/abc/">A sad day for all who loved the old ferry.</a></p><p>A post shared by <a href="https://www.instagram.com/ed/">Ed Stane</a> (@ed) on <time>May 3, 2024</time></p></div></blockquote>"#,
                "Post | Instagram | Ed Stane | @ed | A sad day for all who loved the old ferry.",
            ),
            (
                r#"<div class="tgme_widget_message" data-post="ferries/7"><div class="tgme_widget_message_author"><a href="https://t.me/ferries">Ed Stane</a></div><div class="tgme_widget_message_text">The ferry was old.</div></div>"#,
                "Post | Telegram | Ed Stane | @ferries | The ferry was old.",
            ),
            (
                r#"<blockquote><p>Very sad!</p>— Ed Stane (@ed) <a href="https://x.com/ed/status/1">May 3</a></blockquote>"#,
                "Post | X | Ed Stane | @ed | Very sad!",
            ),
            (
                r#"<blockquote><p>We have nothing to <a href="https://x.com/office">add</a> to that report.</p></blockquote>"#,
                "BlockQuote | - | - | - | We have nothing to add to that report.",
            ),
            (
                r"<blockquote><p>We have nothing to add to that report.</p><footer>— <cite>Ida Holm</cite>, harbor master</footer></blockquote>",
                "BlockQuote | - | Ida Holm | - | We have nothing to add to that report.",
            ),
        ] {
            assert_eq!(set_off(embed), [wanted], "{embed}");
        }
    }

    #[test]
    fn an_account_has_the_name_that_the_page_gives_it() {
        let post = r#"<blockquote class="truthsocial-embed" cite="https://truthsocial.com/@ed/posts/1"><p>Very sad!</p></blockquote>"#;
        for named in [
            r#"<blockquote class="twitter-tweet"><p>It was old.</p>&mdash; Ed Stane (@Ed) <a href="https://twitter.com/Ed/status/1">May 3</a></blockquote>"#,
            r#"<p>The post of <a href="https://truthsocial.com/@ed">Ed Stane</a> was soon gone, the harbor office said.</p>"#,
            "<p>The post by Ed Stane (@ed) was soon gone, the harbor office said on Monday.</p>",
        ] {
            let found = set_off(&format!("{named}{post}"));
            assert_eq!(found.last().unwrap(), "Post | Truth Social | Ed Stane | @ed | Very sad!", "{named}");
        }
        let other = r#"<p>The post of <a href="https://truthsocial.com/@ida">Ida Holm</a> was soon gone.</p>"#;
        assert_eq!(set_off(&format!("{other}{post}")), ["Post | Truth Social | - | @ed | Very sad!"]);
    }

    #[test]
    fn platforms() {
        assert_eq!(platform_of("https://www.x.com/ed/status/1"), Some("X"));
        assert_eq!(platform_of("https://netflix.com/ed"), None);
        assert_eq!(platform_of("https://mastodon.social/@ed"), Some("Mastodon"));
    }
}
