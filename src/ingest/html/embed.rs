//! Posts of platforms inside a page: which block quotes are posts, of whom, and from where.

use crate::article::Post;
use crate::ingest::plain;
use dom_query::{Document, NodeRef};

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
pub(super) const POST_MARK: &str = "data-whosaid-post";

/// Finds the embedded posts and numbers them. Classes and ids of all block quotes go: Readability takes "social" for clutter.
pub(super) fn mark_posts(page: &Document) -> Vec<Post> {
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
        let author = author.or_else(|| {
            // The name above the post, linked to the account.
            let named = descendants(node, "a")
                .into_iter()
                .map(|link| plain::names(&link.text()))
                .find(|names| names.len() == 1)?;
            named.into_iter().next()
        });
        node.remove_attrs(&["class", "id"]);
        node.set_attr(POST_MARK, &posts.len().to_string());
        unwrap_embed(node);
        posts.push(Post { platform: Some(platform.to_owned()), author, handle, url: permalink });
    }
    posts
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

/// `— Elena Ruiz (@MayorRuiz) March 11, 2024` into name and handle.
fn read_signature(line: &str) -> (Option<String>, Option<String>) {
    let Some((before, after)) = line.rsplit_once("(@") else { return (None, None) };
    let name =
        before.rsplit(['—', '–']).next().unwrap_or(before).trim().trim_start_matches("- ").trim_start_matches("-- ");
    let handle = after.split([')', ' ']).next().filter(|handle| !handle.is_empty()).map(|handle| format!("@{handle}"));
    ((!name.is_empty() && name.len() <= 80).then(|| name.to_owned()), handle)
}

pub(super) fn descendants<'a>(node: &NodeRef<'a>, name: &str) -> Vec<NodeRef<'a>> {
    node.descendants().into_iter().filter(|other| other.has_name(name)).collect()
}
