//! `extract`: articles in, JSON lines out, in the order of the input whatever the number of threads.

use super::End;
use super::args::{ExtractArgs, ExtractFormat};
use crate::ingest::walk::{self, Entry};
use crate::ingest::{self, Item, Limits, Problem};
use crate::output::Terminal;
use crate::{analyze, article, wire};
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Articles analyzed together, by bytes of text: bounds memory and keeps the order.
const BATCH_BYTES: usize = 8 << 20;
/// See [`BATCH_BYTES`].
const BATCH_ARTICLES: usize = 1024;

struct Stream<'a> {
    args: &'a ExtractArgs,
    terminal: &'a mut Terminal,
    batch: Vec<article::Article>,
    bytes: usize,
    failed: u64,
    found: u64,
    error: Option<anyhow::Error>,
}

pub(super) fn run(args: &ExtractArgs, terminal: &mut Terminal) -> Result<End> {
    let threads = args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().context("cannot start threads")?;
    let limits = Limits {
        max_article_bytes: args.limits.max_article_bytes,
        max_expanded_bytes: args.limits.max_expanded_bytes,
        ..Limits::default()
    };
    pool.install(|| {
        let mut stream = Stream { args, terminal, batch: Vec::new(), bytes: 0, failed: 0, found: 0, error: None };
        for path in &args.paths {
            if path.as_os_str() == "-" {
                let input = BufReader::new(std::io::stdin());
                ingest::read_stream(input, "-", &limits, &mut |item| stream.take("-", item));
                continue;
            }
            if let Err(error) = std::fs::symlink_metadata(path) {
                stream.problem(
                    &path.to_string_lossy(),
                    &Problem { part: None, line: None, reason: error.to_string() },
                    true,
                );
                continue;
            }
            for entry in walk::walk(path, &walk::Options::default()) {
                match entry {
                    Entry::File(found) => {
                        let key = found.path.to_string_lossy().into_owned();
                        ingest::read(&found.path, &key, &limits, &mut |item| stream.take(&key, item));
                    }
                    Entry::Skipped(path, reason) => {
                        stream.problem(&path.to_string_lossy(), &Problem { part: None, line: None, reason }, false);
                    }
                    Entry::Failed(path, reason) => {
                        stream.problem(&path.to_string_lossy(), &Problem { part: None, line: None, reason }, true);
                    }
                }
                if stream.error.is_some() {
                    break;
                }
            }
        }
        stream.write();
        match stream.error {
            Some(error) => Err(error),
            None => Ok(if stream.failed > 0 { End::Failures } else { End::Done }),
        }
    })
}

impl Stream<'_> {
    fn take(&mut self, path: &str, item: Item) -> ControlFlow<()> {
        match item {
            Item::Article(article) => {
                self.found += 1;
                self.bytes += article.text.len();
                self.batch.push(*article);
                if self.bytes > BATCH_BYTES || self.batch.len() >= BATCH_ARTICLES {
                    self.write();
                }
            }
            Item::Skipped(problem) => self.problem(path, &problem, false),
            Item::Failed(problem) => self.problem(path, &problem, true),
        }
        if self.error.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn problem(&mut self, path: &str, problem: &Problem, failed: bool) {
        let place = problem.line.map_or_else(|| path.to_owned(), |line| format!("{path}, line {line}"));
        let status = if failed { "failed" } else { "skipped" };
        self.failed += u64::from(failed);
        self.terminal.note(&format!("{status}: {place}: {}", problem.reason));
    }

    fn write(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        self.bytes = 0;
        let args = self.args;
        let lines: Vec<std::result::Result<String, String>> =
            batch.par_iter().map(|article| line(article, args)).collect();
        for (line, article) in lines.into_iter().zip(&batch) {
            match line {
                Ok(line) => {
                    if let Err(error) = self.terminal.data(&line) {
                        self.error.get_or_insert(error);
                        return;
                    }
                }
                Err(reason) => {
                    self.problem(&article.key.to_string(), &Problem { part: None, line: None, reason }, true);
                }
            }
        }
    }
}

fn line(article: &article::Article, args: &ExtractArgs) -> std::result::Result<String, String> {
    let document = catch_unwind(AssertUnwindSafe(|| analyze(article)));
    let document =
        document.map_err(|_| "the analysis failed on this article; please report it with the file".to_owned())?;
    let json = match args.format {
        ExtractFormat::Score => serde_json::to_string(&wire::score(article, &document)),
        ExtractFormat::Sentences => serde_json::to_string(&wire::sentences(article, &document)),
        ExtractFormat::Jsonl => {
            let mut row = wire::article(article, &document);
            if !args.with_text {
                (row.text, row.blocks) = (None, None);
            }
            serde_json::to_string(&row)
        }
    };
    json.map_err(|error| error.to_string())
}
