//! `extract`: articles in, JSON lines out, in the order of the input whatever the number of threads.

use super::args::{ExtractArgs, ExtractFormat};
use super::{End, bounded};
use crate::ingest::walk::{self, Entry};
use crate::ingest::{self, Item, Options, Problem};
use crate::output::Terminal;
use crate::{article, wire};
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Articles analyzed together, by bytes of text: bounds memory and keeps the order.
const BATCH_BYTES: usize = 8 << 20;
/// See [`BATCH_BYTES`].
const BATCH_ARTICLES: usize = 1024;

struct Stream<'a> {
    args: &'a ExtractArgs,
    terminal: &'a mut Terminal,
    batch: Vec<Arc<article::Article>>,
    bytes: usize,
    failed: u64,
    error: Option<anyhow::Error>,
}

pub(super) fn run(args: &ExtractArgs, terminal: &mut Terminal) -> Result<End> {
    let threads = args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().context("cannot start threads")?;
    let options = args.reading.options();
    pool.install(|| {
        let mut stream = Stream { args, terminal, batch: Vec::new(), bytes: 0, failed: 0, error: None };
        for path in &args.paths {
            stream.read(path, &options);
            if stream.error.is_some() {
                break;
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
    /// Reads what a PATH stands for.
    fn read(&mut self, path: &Path, options: &Options) {
        if path.as_os_str() == "-" {
            let input = BufReader::new(std::io::stdin());
            return ingest::read_stream(input, "-", options, &mut |item| self.take("-", item));
        }
        for entry in walk::walk(path, &walk::Options { follow: self.args.follow, skip: Vec::new() }) {
            match entry {
                Entry::File(found) => {
                    let key = article::Key::path_text(&found.path);
                    ingest::read(&found.path, &key, options, &mut |item| self.take(&key, item));
                }
                Entry::Skipped(path, reason) => {
                    let _ = self.take(&article::Key::path_text(&path), Item::Skipped(Problem::file(reason)));
                }
                Entry::Failed(path, reason) => {
                    let _ = self.take(&article::Key::path_text(&path), Item::Failed(Problem::file(reason)));
                }
            }
            if self.error.is_some() {
                return;
            }
        }
    }

    fn take(&mut self, path: &str, item: Item) -> ControlFlow<()> {
        match item {
            Item::Article(article) => {
                self.bytes += article.text.len();
                self.batch.push(Arc::new(*article));
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
        let place = problem.place(path);
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
                    self.problem(&article.key.to_string(), &Problem::file(reason), true);
                }
            }
        }
    }
}

fn line(article: &Arc<article::Article>, args: &ExtractArgs) -> std::result::Result<String, String> {
    let document = bounded::analyzed(article, Duration::from_secs(args.reading.max_article_seconds))?;
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
