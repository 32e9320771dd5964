//! A server's answer as a crawler stored it: its head, and its body with chunks and content encoding undone.

use crate::ingest::compress::{Expansion, buffered, packing, unpack};
use crate::ingest::explain;
use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use std::io::{self, BufRead, Read};

/// Longest head of an answer, or of a record that holds one.
pub(super) const MAX_HEAD_BYTES: u64 = 64 << 10;

/// The head of an answer, as far as it is asked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) media_type: String,
    is_chunked: bool,
    encoding: String,
}

impl Answer {
    /// Reads the head of an answer and leaves the reader at its body.
    pub(super) fn read(reader: &mut dyn BufRead) -> Result<Answer, String> {
        let mut head = Vec::new();
        loop {
            let before = head.len();
            let room = MAX_HEAD_BYTES - before as u64;
            (&mut *reader).take(room).read_until(b'\n', &mut head).map_err(|error| explain(&error))?;
            if head[before..].trim_ascii().is_empty() {
                break;
            }
        }
        let mut headers = [httparse::EMPTY_HEADER; 128];
        let mut response = httparse::Response::new(&mut headers);
        let mut config = httparse::ParserConfig::default();
        config.allow_obsolete_multiline_headers_in_responses(true);
        config.allow_spaces_after_header_name_in_responses(true);
        config.ignore_invalid_headers_in_responses(true);
        config
            .parse_response(&mut response, &head)
            .map_err(|error| format!("the head of the server's answer is damaged ({error})"))?;
        let header = |name: &str| {
            let found = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
            found.map(|header| String::from_utf8_lossy(header.value).trim().to_ascii_lowercase()).unwrap_or_default()
        };
        Ok(Answer {
            status: response.code.unwrap_or_default(),
            media_type: header("content-type"),
            is_chunked: header("transfer-encoding").contains("chunked"),
            encoding: header("content-encoding"),
        })
    }

    /// The body as the server meant it. Crawlers often store it unpacked and leave the head as it was: what does not look packed is
    /// taken as it is.
    pub(super) fn content<'a>(
        &self,
        body: &'a mut dyn BufRead,
        expansion: &'a Expansion,
    ) -> io::Result<Box<dyn BufRead + 'a>> {
        let is_chunked = self.is_chunked && starts_with_size(body.fill_buf()?);
        let mut body: Box<dyn BufRead + 'a> = if is_chunked { buffered(Chunked::new(body)) } else { Box::new(body) };
        let head = body.fill_buf()?;
        if let Some(packing) = packing(head) {
            return unpack(packing, body, expansion);
        }
        let looks_like_text = head.trim_ascii_start().starts_with(b"<");
        let is_zlib =
            matches!(head, [one, two, ..] if one & 15 == 8 && (u16::from(*one) << 8 | u16::from(*two)) % 31 == 0);
        Ok(match self.encoding.as_str() {
            _ if looks_like_text => body,
            "br" => buffered(expansion.guard(brotli_decompressor::Decompressor::new(body, 1 << 16))),
            "deflate" if is_zlib => buffered(expansion.guard(ZlibDecoder::new(body))),
            "deflate" => buffered(expansion.guard(DeflateDecoder::new(body))),
            _ => body,
        })
    }
}

/// Whether a body begins with the size of a chunk.
fn starts_with_size(head: &[u8]) -> bool {
    let n_digits = head.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    (1..=8).contains(&n_digits) && matches!(head.get(n_digits), Some(b'\r' | b'\n' | b';' | b' '))
}

/// A body sent in chunks.
struct Chunked<R> {
    inner: R,
    /// Bytes left of the chunk; `None` when the last was read.
    left: Option<u64>,
}

impl<R: BufRead> Chunked<R> {
    fn new(inner: R) -> Chunked<R> {
        Chunked { inner, left: Some(0) }
    }

    /// Reads the line that says how long the next chunk is.
    fn next_size(&mut self) -> io::Result<u64> {
        let mut line = Vec::new();
        // The line end behind the chunk before.
        while line.trim_ascii().is_empty() {
            line.clear();
            if (&mut self.inner).take(MAX_HEAD_BYTES).read_until(b'\n', &mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let text = String::from_utf8_lossy(&line);
        let digits = text.split(';').next().unwrap_or_default().trim();
        u64::from_str_radix(digits, 16)
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "a chunk does not say how long it is"))
    }
}

impl<R: BufRead> Read for Chunked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == Some(0) {
            self.left = Some(self.next_size()?).filter(|&size| size > 0);
        }
        let Some(left) = self.left else { return Ok(0) };
        let n_wanted = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let n_read = self.inner.read(&mut buffer[..n_wanted])?;
        if n_read == 0 && n_wanted > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left = Some(left - n_read as u64);
        Ok(n_read)
    }
}

#[cfg(test)]
mod tests {
    use super::Answer;
    use crate::ingest::Limits;
    use crate::ingest::compress::Expansion;
    use std::io::{Read, Write};

    fn body_of(bytes: &[u8]) -> Result<(u16, String), String> {
        let mut reader = bytes;
        let answer = Answer::read(&mut reader)?;
        let expansion = Expansion::new(None, &Limits::default());
        let mut text = String::new();
        let read = answer.content(&mut reader, &expansion).and_then(|mut body| body.read_to_string(&mut text));
        read.map_err(|error| error.to_string())?;
        Ok((answer.status, text))
    }

    #[test]
    fn bodies_as_servers_send_them_and_as_crawlers_store_them() {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zlib.write_all(b"<p>One.").unwrap();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(b"<p>One.").unwrap();
        let (zlib, gzip) = (zlib.finish().unwrap(), gzip.finish().unwrap());
        let chunked = [format!("{:x}\r\n", gzip.len()).as_bytes(), &gzip, b"\r\n0\r\n\r\n"].concat();
        let check = |head: &str, body: &[u8]| {
            let bytes = [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat();
            assert_eq!(body_of(&bytes), Ok((200, "<p>One.".into())), "{head}");
        };
        check("", b"<p>One.");
        check("Transfer-Encoding: chunked\r\n", b"3\r\n<p>\r\n4;x=y\r\nOne.\r\n0\r\n\r\n");
        check("Transfer-Encoding: chunked\r\n", b"<p>One.");
        check("Content-Encoding: gzip\r\n", &gzip);
        check("Content-Encoding: gzip\r\n", b"<p>One.");
        check("Content-Encoding: deflate\r\n", &zlib);
        check("Content-Encoding: deflate\r\n", &zlib[2..zlib.len() - 4]);
        check("Content-Encoding: br\r\n", b"\x0b\x03\x80<p>One.\x03");
        check("transfer-encoding: chunked\r\nCONTENT-ENCODING: gzip\r\n", &chunked);
        assert!(body_of(b"no answer\r\n\r\n").is_err());
        assert!(body_of(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nOne").is_err());
    }
}
