//! Which format a file has: by its name, else by its first bytes.

use std::path::Path;

/// The input formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Markdown,
    Html,
    /// One value, an array of objects, or values one after the other.
    Json,
    /// One value a line.
    JsonLines,
    /// A table with a header: separated by commas, tabs or semicolons.
    Csv,
    /// A feed, or a format of news exchange: its first element tells which.
    Xml,
    Zip,
    Tar,
    Warc,
    /// Mails one behind the other.
    Mbox,
    /// One mail.
    Mail,
    Docx,
    Odt,
    Epub,
    Rtf,
    Pdf,
}

const EXTENSIONS: &[(Format, &[&str])] = &[
    (Format::Plain, &["txt", "text"]),
    (Format::Markdown, &["md", "markdown"]),
    (Format::Html, &["html", "htm", "xhtml"]),
    (Format::Json, &["json"]),
    (Format::JsonLines, &["jsonl", "ndjson"]),
    (Format::Csv, &["csv", "tsv"]),
    (Format::Xml, &["xml", "rss", "atom", "nitf"]),
    (Format::Zip, &["zip"]),
    (Format::Tar, &["tar"]),
    (Format::Warc, &["warc", "wet"]),
    (Format::Mbox, &["mbox", "mbx"]),
    (Format::Mail, &["eml"]),
    (Format::Docx, &["docx"]),
    (Format::Odt, &["odt"]),
    (Format::Epub, &["epub"]),
    (Format::Rtf, &["rtf"]),
    (Format::Pdf, &["pdf"]),
];

/// Extensions of formats that are certainly none of ours, so that such files are not even opened.
const BINARY_EXTENSIONS: &[&str] = &[
    "7z", "a", "aac", "accdb", "ai", "apk", "avi", "avif", "bin", "bmp", "class", "db", "dll", "dmg", "doc", "dylib",
    "eot", "eps", "exe", "flac", "gif", "gpg", "heic", "ico", "idx", "iso", "jar", "jpeg", "jpg", "m4a", "m4v", "mdb",
    "mkv", "mobi", "mov", "mp3", "mp4", "mpeg", "mpg", "msi", "numbers", "o", "odp", "ods", "ogg", "opus", "otf",
    "pages", "parquet", "pkl", "png", "ppt", "pptx", "psd", "pyc", "rar", "rlib", "so", "sqlite", "sqlite3", "tif",
    "tiff", "ttf", "wasm", "wav", "webm", "webp", "wma", "wmv", "woff", "woff2", "xls", "xlsx",
];

/// Why a file of this name is not read at all, or `None` when it may be one of ours.
pub(super) fn refused_by_name(path: &Path) -> Option<String> {
    let extension = extension(path)?;
    BINARY_EXTENSIONS.binary_search(&extension.as_str()).is_ok().then(|| {
        let advice = if extension == "doc" { "; save it as .docx" } else { "" };
        format!("not a format that is read (.{extension}){advice}")
    })
}

/// The format that a name tells.
pub(super) fn of_name(path: &Path) -> Option<Format> {
    let extension = extension(path)?;
    EXTENSIONS.iter().find(|row| row.1.contains(&extension.as_str())).map(|row| row.0)
}

/// The extension in lower case; that under `.gz` and its like for a compressed file.
fn extension(path: &Path) -> Option<String> {
    let extension = path.extension()?.to_str()?.to_lowercase();
    match extension.as_str() {
        "gz" | "gzip" | "zst" | "zstd" | "bz2" | "xz" => self::extension(&path.with_extension("")),
        "tgz" | "tbz2" | "txz" | "tzst" => Some("tar".into()),
        _ => Some(extension),
    }
}

/// For names that say nothing, or say it wrong: what the first bytes look like, when they can be one format alone.
pub(super) fn of_magic(head: &[u8]) -> Option<Format> {
    let is_tar = head.get(257..262) == Some(b"ustar");
    Some(match head {
        [b'P', b'K', 3, 4, ..] => Format::Zip,
        [b'{', b'\\', b'r', b't', b'f', ..] => Format::Rtf,
        [b'%', b'P', b'D', b'F', b'-', ..] => Format::Pdf,
        [b'W', b'A', b'R', b'C', b'/', b'1' | b'0', ..] => Format::Warc,
        _ if is_tar => Format::Tar,
        _ => return None,
    })
}

/// For names that say nothing: the text format that the first bytes look like.
pub(super) fn of_content(head: &[u8]) -> Format {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let start: Vec<u8> = head.iter().take(15).map(u8::to_ascii_lowercase).collect();
    let begins = |with: &[&str]| with.iter().any(|with| start.starts_with(with.as_bytes()));
    if begins(&["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<p "]) {
        return Format::Html;
    }
    if begins(&["<?xml"]) {
        let head = String::from_utf8_lossy(&head[..head.len().min(1024)]).to_lowercase();
        return if head.contains("<html") { Format::Html } else { Format::Xml };
    }
    if begins(&["<rss", "<feed", "<nitf", "<newsitem", "<newsmessage"]) {
        return Format::Xml;
    }
    if head.starts_with(b"From ") && head.windows(6).any(|window| window.eq_ignore_ascii_case(b"\nfrom:")) {
        return Format::Mbox;
    }
    if has_front_matter(head) {
        return Format::Markdown;
    }
    if head.starts_with(b"window.YTD.") {
        return Format::Json;
    }
    let inside = head.get(1..).unwrap_or_default().trim_ascii_start();
    match head.first() {
        Some(b'{') if inside.starts_with(b"\"") => Format::Json,
        Some(b'[') if inside.starts_with(b"{") => Format::Json,
        _ => Format::Plain,
    }
}

/// Whether there is a field in the line below `---`, and another `---` further down.
fn has_front_matter(head: &[u8]) -> bool {
    let mut lines = head.split(|byte| matches!(byte, b'\n' | b'\r')).map(<[u8]>::trim_ascii_end);
    let is_rule = |line: &[u8]| line == b"---";
    lines.next().is_some_and(is_rule)
        && lines.find(|line| !line.is_empty()).is_some_and(|line| {
            let name = line.split(|&byte| byte == b':').next().unwrap_or_default();
            name.len() < line.len() && !name.contains(&b' ')
        })
        && lines.any(is_rule)
}

/// The format that a media type names; `None` for those that are none of ours.
pub(super) fn of_media_type(name: &str) -> Option<Format> {
    let name = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    Some(match name.as_str() {
        "text/html" | "application/xhtml+xml" => Format::Html,
        "text/plain" => Format::Plain,
        "text/markdown" => Format::Markdown,
        "application/json" | "application/ld+json" | "application/feed+json" => Format::Json,
        "application/x-ndjson" | "application/jsonl" => Format::JsonLines,
        "text/csv" | "text/tab-separated-values" => Format::Csv,
        "text/xml" | "application/xml" | "application/rss+xml" | "application/atom+xml" => Format::Xml,
        "application/pdf" => Format::Pdf,
        "message/rfc822" => Format::Mail,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{BINARY_EXTENSIONS, EXTENSIONS};

    #[test]
    fn extensions_are_sorted_and_each_means_one_thing() {
        assert!(BINARY_EXTENSIONS.is_sorted());
        let mut all: Vec<&str> = EXTENSIONS.iter().flat_map(|row| row.1).chain(BINARY_EXTENSIONS).copied().collect();
        let n_all = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), n_all);
    }
}
