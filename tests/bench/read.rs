//! Memory and time of reading containers: many articles in one JSONL.zst, and a web archive. Nothing is analyzed.
//!
//!     cargo bench --bench read                small ones
//!     cargo bench --bench read -- --full      100,000 articles, and a WARC.gz of 1 GB, in the folder for temporary files
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;
use whosaid::ingest::{Item, Options, read};

/// Words that look random and are the same in every run.
struct Words(u64);

impl Words {
    fn add(&mut self, n_bytes: usize, text: &mut String) {
        let end = text.len() + n_bytes;
        while text.len() < end {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            let _ = write!(text, "{:x}{}", self.0 & 0xfff_ffff, if self.0.is_multiple_of(11) { ". " } else { " " });
        }
    }
}

fn write_lines(path: &Path, n_articles: usize) {
    let mut out = zstd::Encoder::new(File::create(path).unwrap(), 1).unwrap();
    let mut words = Words(7);
    for n in 0..n_articles {
        let mut text = format!("{{\"id\": \"{n}\", \"lang\": \"en\", \"text\": \"“We sail,” said Ida Holm. ");
        words.add(4000, &mut text);
        text.push_str("\"}\n");
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap();
}

/// Writes pages until the archive has `n_bytes`, each a member of its own as crawlers write them; says how many.
fn write_pages(path: &Path, n_bytes: u64) -> usize {
    let mut file = BufWriter::new(File::create(path).unwrap());
    let (mut n_pages, mut n_written) = (0, 0);
    let mut words = Words(7);
    while n_written < n_bytes {
        let mut page = format!(
            "<!DOCTYPE html><html lang=en><head><title>Page {n_pages}</title></head><body><nav><a href=/>Home</a></nav><article><h1>Page {n_pages}</h1>"
        );
        for _ in 0..40 {
            page.push_str("<p>“We sail,” said Ida Holm. ");
            words.add(1500, &mut page);
            page.push_str("</p>");
        }
        page.push_str("</article></body></html>");
        let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{n_pages}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let mut member = GzEncoder::new(Vec::new(), Compression::fast());
        member.write_all(&[head.as_bytes(), body.as_bytes(), b"\r\n\r\n"].concat()).unwrap();
        let member = member.finish().unwrap();
        n_written += member.len() as u64;
        file.write_all(&member).unwrap();
        n_pages += 1;
    }
    file.flush().unwrap();
    n_pages
}

/// Most memory that the process has had so far, in MB; `None` where the system does not tell.
fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok().map(|kb: u64| kb / 1024)
}

fn measure(what: &str, path: &Path, n_wanted: usize) {
    let start = Instant::now();
    let (mut n_articles, mut n_bytes) = (0, 0);
    read(path, "bench", &Options::default(), &mut |item| {
        match item {
            Item::Article(article) => (n_articles, n_bytes) = (n_articles + 1, n_bytes + article.text.len()),
            Item::Skipped(problem) | Item::Failed(problem) => panic!("{problem}"),
        }
        ControlFlow::Continue(())
    });
    assert_eq!(n_articles, n_wanted, "{what}");
    let seconds = start.elapsed().as_secs_f64();
    let file_mb = std::fs::metadata(path).unwrap().len() as f64 / 1e6;
    println!(
        "{what}: {n_articles} articles, {:.0} MB of text in {file_mb:.0} MB, {seconds:.1} s ({:.0}/s), peak so far {} MB",
        n_bytes as f64 / 1e6,
        n_articles as f64 / seconds,
        peak_mb().map_or_else(|| "?".to_owned(), |mb| mb.to_string())
    );
}

fn main() {
    let is_full = std::env::args().any(|arg| arg == "--full");
    let folder = tempfile::tempdir().unwrap();
    let lines = folder.path().join("lines.jsonl.zst");
    let n_lines = if is_full { 100_000 } else { 1000 };
    write_lines(&lines, n_lines);
    measure("JSONL.zst", &lines, n_lines);
    let pages = folder.path().join("pages.warc.gz");
    let n_pages = write_pages(&pages, if is_full { 1 << 30 } else { 1 << 20 });
    measure("WARC.gz", &pages, n_pages);
}
