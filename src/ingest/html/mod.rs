//! Saved pages and fragments of HTML into text and blocks: the article without the page around it. Metadata is next door.
//!
//! The page is cleaned of what Readability is known to let in, Readability picks the article out of it, and our own walk turns what
//! it picked into one block a paragraph. No walk here recurses, so a deeply nested page cannot end the process.

mod blocks;
mod byline;
mod clean;
mod clutter;
mod embed;
mod lean;
mod linked;
mod meta;
mod signs;
mod size;

pub(super) use embed::platform_of;

use super::Limits;
use crate::article::{Article, Block, Post};
use blocks::{Known, blocks};
use clean::{hide_breaks, prune};
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use embed::mark_posts;
use lean::lean;
use size::Sizes;

/// Reads a page.
///
/// # Errors
/// When the page is nested too deep to be parsed.
pub(super) fn read_page(html: &str, limits: &Limits) -> Result<Article, String> {
    let whole_html = html;
    let html = lean(html, limits)?;
    let page = Document::from(&*html);
    let sizes = Sizes::of(&page);
    let (mut article, body) = meta::read(&page, &sizes);
    article.published = article.published.or_else(|| meta::date_in_scripts(whole_html));
    let posts = clear(&page, &sizes);
    let known = Known { posts: &posts, title: article.title.as_deref(), authors: &article.authors };
    let picked = pick(page, known).unwrap_or_default();
    // On a short page Readability may keep one paragraph of five. It has used the page up; that it must be parsed again is seldom.
    let read = if picked.0.len() >= SURELY_AN_ARTICLE_BYTES {
        picked
    } else {
        let page = Document::from(&*html);
        clear(&page, &Sizes::of(&page));
        let whole = whole_article(&page).map(|root| blocks(root, known)).unwrap_or_default();
        if picked.0.len() * 3 >= whole.0.len() * 2 { picked } else { whole }
    };
    (article.text, article.blocks) = if read.0.len() >= HARDLY_AN_ARTICLE_BYTES {
        read
    } else {
        // What is called clutter may be all there is; and what a script would have drawn stands only in the linked data.
        let page = Document::from(&*html);
        mark_posts(&page);
        let all = whole_article(&page).map(|root| blocks(root, known)).unwrap_or_default();
        let linked = body.map(|body| paragraphs(&body)).unwrap_or_default();
        // The last of the longest: what was cleaned, where it is no shorter.
        [linked, all, read].into_iter().max_by_key(|(text, _)| text.len()).unwrap_or_default()
    };
    Ok(article)
}

/// Text without markup as blocks, one a line.
fn paragraphs(text: &str) -> (String, Vec<Block>) {
    let page = Document::fragment("<div></div>");
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let paragraph = page.tree.new_element("p");
        paragraph.append_child(&page.tree.new_text(line));
        page.root().append_child(&paragraph);
    }
    blocks(page.root(), Known { posts: &[], title: None, authors: &[] })
}

/// Takes out of the page what is not the article's, once its metadata is read, and gives the posts that are left in it.
fn clear(page: &Document, sizes: &Sizes) -> Vec<Post> {
    let posts = mark_posts(page);
    prune(page, sizes);
    hide_breaks(page);
    posts
}

/// What Readability takes for the article.
fn pick(page: Document, known: Known) -> Option<(String, Vec<Block>)> {
    if page.body()?.text().matches('&').count() > MAX_AMPERSANDS {
        return None;
    }
    // The metadata has been read; Readability would only decode it again, in quadratic time, and compare sizes of icons, which may
    // be no numbers.
    for node in page.select("meta, link").nodes() {
        node.remove_from_parent();
    }
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut reader = Readability::with_document(page, None, Some(config)).ok()?;
    reader.parse().ok()?;
    // What it picked is what is left of the page; the HTML that it writes would only have to be parsed again.
    let root = reader.doc.select_single("#readability-page-1");
    Some(blocks(*root.nodes().first()?, known))
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

/// Readability takes quadratic time in the ampersands of a text: 7 s for 50,000 unoptimized, too little to notice for these.
const MAX_AMPERSANDS: usize = 2000;

/// Below this length, in bytes, what was found may be all that clutter rules have left.
const HARDLY_AN_ARTICLE_BYTES: usize = 250;

/// Above this length, in bytes, what Readability picked is trusted.
const SURELY_AN_ARTICLE_BYTES: usize = 1000;

/// Reads a fragment, such as the text of a post, into the text and blocks of `article`.
///
/// # Errors
/// When it is nested too deep to be parsed.
pub(super) fn read_fragment(html: &str, limits: &Limits, article: &mut Article) -> Result<(), String> {
    let page = Document::fragment(&*lean(html, limits)?);
    let posts = mark_posts(&page);
    for node in page.select("figcaption").nodes() {
        node.remove_from_parent();
    }
    let known = Known { posts: &posts, title: article.title.as_deref(), authors: &article.authors };
    (article.text, article.blocks) = blocks(page.root(), known);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{read_fragment, read_page};
    use crate::article::BlockKind::{self, BlockQuote, Heading, ListItem, Paragraph, Post};
    use crate::article::{Article, DateSource};
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
    fn fragments() {
        let mut article = Article::default();
        read_fragment("<p>One<br/>two.</p><p>Three &amp; four</p>", &Limits::default(), &mut article).unwrap();
        assert_eq!(article.text, "One\ntwo.\n\nThree & four");
    }
}
