//! Web archives (WARC 0.17 to 1.1): each page that was fetched, out of the answer of its server. A damaged record costs itself.

use super::http::{Answer, MAX_HEAD_BYTES};
use crate::ingest::format::{self, Format};
use crate::ingest::{Origin, Sink, explain, read_format};
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

/// Most complaints in a row, without a record between them, before the rest of a damaged file is given up.
const MAX_DAMAGES: usize = 100;

/// What the head of a record says, as far as it is asked.
#[derive(Debug, Default, PartialEq, Eq)]
struct Head {
    kind: String,
    address: String,
    media_type: String,
    n_bytes: u64,
}

pub(in crate::ingest) fn read(reader: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let mut n_damages = 0;
    loop {
        let result = match next_head(reader) {
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(head)) => {
                let mut body = Body { inner: (&mut *reader).take(head.n_bytes), is_broken: false };
                read_record(&head, &mut body, origin, sink)?;
                // Whatever the reader of the page left; a body that ends early is said here.
                match io::copy(&mut body, &mut io::sink()) {
                    // The reader of the page has said it.
                    Ok(_) if body.is_broken => Ok(false),
                    Ok(_) if body.inner.limit() > 0 => Err(io::ErrorKind::UnexpectedEof.into()),
                    read => read.map(|_| true),
                }
            }
            Err(error) => Err(error),
        };
        match result {
            Ok(true) => n_damages = 0,
            Ok(false) => n_damages += 1,
            Err(error) => {
                sink(origin.failed(Some(origin.part()), None, explain(&error)))?;
                n_damages += 1;
            }
        }
        if n_damages > MAX_DAMAGES || origin.source.expansion.is_spent() {
            return ControlFlow::Continue(());
        }
    }
}

/// The body of a record, which ends where reading it failed: what follows is of another.
struct Body<R> {
    inner: io::Take<R>,
    is_broken: bool,
}

impl<R: BufRead> Read for Body<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.fill_buf()?.read(buffer)?;
        self.consume(n_read);
        Ok(n_read)
    }
}

impl<R: BufRead> BufRead for Body<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_broken {
            return Ok(&[]);
        }
        self.inner.fill_buf().inspect_err(|_| self.is_broken = true)
    }

    fn consume(&mut self, n_bytes: usize) {
        self.inner.consume(n_bytes);
    }
}

/// The head of the next record, looked for line by line; `None` at the end.
fn next_head(reader: &mut dyn BufRead) -> io::Result<Option<Head>> {
    let mut line = Vec::new();
    loop {
        read_line(reader, &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        if line.starts_with(b"WARC/") {
            break;
        }
    }
    let mut head = Head::default();
    let mut has_length = false;
    for _ in 0..200 {
        read_line(reader, &mut line)?;
        let text = String::from_utf8_lossy(&line);
        let Some((name, value)) = text.trim_end().split_once(':') else { break };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => head.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => value.trim_matches(['<', '>']).clone_into(&mut head.address),
            "content-type" => head.media_type = value.to_ascii_lowercase(),
            "content-length" => {
                has_length = value.parse().map(|n_bytes| head.n_bytes = n_bytes).is_ok();
            }
            _ => {}
        }
    }
    if has_length {
        Ok(Some(head))
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidData, "a record without its length"))
    }
}

/// A line with its end, or as much of it as a head may be long.
fn read_line(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<()> {
    line.clear();
    reader.take(MAX_HEAD_BYTES).read_until(b'\n', line)?;
    Ok(())
}

fn read_record(head: &Head, body: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let media_type = match head.kind.as_str() {
        "response" if head.media_type.starts_with("application/http") || head.media_type.is_empty() => None,
        "response" | "resource" | "conversion" => Some(head.media_type.as_str()),
        // Requests, notes of the crawler, and pages that did not change since an earlier crawl.
        _ => return ControlFlow::Continue(()),
    };
    if !head.address.starts_with("http") && media_type.is_none() {
        return ControlFlow::Continue(());
    }
    let page = match origin.inside(&head.address) {
        Ok(page) => page.fetched_from(&head.address),
        Err(item) => return sink(item),
    };
    if let Some(media_type) = media_type {
        return read_page(media_type, body, &page, sink);
    }
    match Answer::read(body) {
        Err(reason) => sink(page.failed(page.leaf(), None, reason)),
        Ok(answer) if answer.status != 200 => {
            sink(page.skipped(page.leaf(), None, format!("no page: the server answered {}", answer.status)))
        }
        Ok(answer) => match answer.content(body, &page.source.expansion) {
            Ok(mut content) => read_page(&answer.media_type, &mut *content, &page, sink),
            Err(error) => sink(page.failed(page.leaf(), None, explain(&error))),
        },
    }
}

/// Reads what a server sent, by the type it gave it, or by what it looks like when it gave none.
fn read_page(media_type: &str, content: &mut dyn BufRead, page: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let format = match media_type {
        "" | "application/octet-stream" => match content.fill_buf() {
            Ok(head) => format::of_magic(head).unwrap_or_else(|| format::of_content(head)),
            Err(error) => return sink(page.failed(page.leaf(), None, explain(&error))),
        },
        named => match format::of_media_type(named) {
            // Scripts ask servers for it; an article is not sent that way.
            Some(Format::Json) | None => {
                return sink(page.skipped(page.leaf(), None, format!("no page but {named}")));
            }
            Some(format) => format,
        },
    };
    if page.address().is_some_and(|address| address.ends_with("/robots.txt")) {
        return sink(page.skipped(page.leaf(), None, "no page but rules for crawlers"));
    }
    if page.is_known() && format == Format::Html {
        // One page is one article; of a feed nobody knows how many it gave.
        page.leaf();
        return ControlFlow::Continue(());
    }
    read_format(format, content, page, sink)
}

#[cfg(test)]
mod tests {
    use super::{Head, next_head};

    #[test]
    fn heads_are_found_behind_what_damage_left() {
        let bytes = b"rest of a page\r\n\r\nWARC/1.0\r\nwarc-type: Response\r\nWARC-Target-URI: <https://a.example/>\r\nContent-Length: 7\r\nX: y\r\n\r\nABCDEFGWARC/1.0\r\nWARC-Type: x\r\n\r\n";
        let mut reader = &bytes[..];
        let head = next_head(&mut reader).unwrap().unwrap();
        let wanted = Head {
            kind: "response".into(),
            address: "https://a.example/".into(),
            media_type: String::new(),
            n_bytes: 7,
        };
        assert_eq!(head, wanted);
        reader = &reader[7..];
        assert!(next_head(&mut reader).is_err(), "no length");
        assert!(next_head(&mut reader).unwrap().is_none());
    }
}
