//! `eval`: articles with their attributions in, figures out. Batches of articles are analyzed together, in the order of the file.

use super::End;
use super::args::{EvalArgs, EvalFormat};
use crate::eval::{self, Given, Gold, Judged};
use crate::ingest;
use crate::output::{self, Terminal};
use crate::{analyze, wire};
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Articles analyzed together, by bytes of text: bounds memory and keeps the order.
const BATCH_BYTES: usize = 8 << 20;
/// See [`BATCH_BYTES`].
const BATCH_ARTICLES: usize = 1024;

struct Run<'a> {
    args: &'a EvalArgs,
    terminal: &'a mut Terminal,
    /// Answers of somebody else, by article.
    predictions: Option<BTreeMap<String, Vec<Given>>>,
    ids: BTreeSet<String>,
    batch: Vec<(u64, Gold)>,
    bytes: usize,
    judged: Vec<Judged>,
    failed: usize,
}

pub(super) fn run(args: &EvalArgs, terminal: &mut Terminal) -> Result<End> {
    let threads = args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().context("cannot start threads")?;
    let mut run = Run {
        args,
        terminal,
        predictions: None,
        ids: BTreeSet::new(),
        batch: Vec::new(),
        bytes: 0,
        judged: Vec::new(),
        failed: 0,
    };
    if let Some(path) = &args.predictions {
        if path == &args.gold && path.as_os_str() == "-" {
            bail!("standard input cannot be both the gold and the predictions; name a file for one of them");
        }
        run.read_predictions(path)?;
    }
    pool.install(|| run.read_gold())?;
    if run.judged.is_empty() && run.failed == 0 {
        bail!("{}: no articles in it; a line is a JSON object with id, text and attributions", args.gold.display());
    }
    let report = eval::report(&run.judged, run.failed, args.resamples, args.misses);
    match args.format {
        EvalFormat::Table => output::eval::table(&report, run.terminal)?,
        EvalFormat::Json => output::eval::json(&report, run.terminal)?,
    }
    Ok(if run.failed > 0 { End::Failures } else { End::Done })
}

/// Gives each line that is not blank to `take`, with its number from 1, without the byte-order mark of the first.
fn lines(path: &Path, take: &mut dyn FnMut(u64, &[u8])) -> Result<()> {
    let named = |error: std::io::Error| anyhow::anyhow!("{}: {}", path.display(), ingest::explain(&error));
    let mut reader: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        ingest::reader(path).map_err(named)?
    };
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        if reader.read_until(b'\n', &mut bytes).map_err(named)? == 0 {
            break;
        }
        let line = bytes.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(&bytes).trim_ascii();
        if !line.is_empty() {
            take(number, line);
        }
    }
    Ok(())
}

impl Run<'_> {
    fn failed(&mut self, path: &Path, line: u64, reason: &str) {
        self.failed += 1;
        self.terminal.note(&format!("failed: {}, line {line}: {reason}", path.display()));
    }

    fn read_predictions(&mut self, path: &Path) -> Result<()> {
        let mut predictions = BTreeMap::new();
        lines(path, &mut |number, line| match eval::predictions(line) {
            Ok((id, _)) if predictions.contains_key(&id) => {
                self.failed(path, number, &format!("the article {id} a second time; drop one of them"));
            }
            Ok((id, quotes)) => {
                predictions.insert(id, quotes);
            }
            Err(reason) => self.failed(path, number, &reason),
        })?;
        self.predictions = Some(predictions);
        Ok(())
    }

    fn read_gold(&mut self) -> Result<()> {
        let path = &self.args.gold;
        lines(path, &mut |number, line| match eval::gold(line) {
            Ok(gold) if !self.ids.insert(gold.id.clone()) => {
                self.failed(path, number, &format!("the article {} a second time; drop one of them", gold.id));
            }
            Ok(gold) => {
                self.bytes += gold.text.len();
                self.batch.push((number, gold));
                if self.bytes > BATCH_BYTES || self.batch.len() >= BATCH_ARTICLES {
                    self.judge();
                }
            }
            Err(reason) => self.failed(path, number, &reason),
        })?;
        self.judge();
        let stray = self.predictions.iter().flatten().find(|(id, _)| !self.ids.contains(*id)).map(|(id, _)| id.clone());
        if let Some(id) = stray {
            self.failed += 1;
            self.terminal.note(&format!("failed: predictions for articles that are not in gold, the first is {id}"));
        }
        Ok(())
    }

    /// Judges what was read. An article without answers counts as one: what fails must not look better than what is wrong.
    fn judge(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        self.bytes = 0;
        let (predictions, n_misses) = (self.predictions.as_ref(), self.args.misses);
        let judged: Vec<(Judged, Option<String>)> = batch
            .par_iter()
            .map(|(_, gold)| {
                let (answers, reason) = match answers(gold, predictions) {
                    Ok(answers) => (answers, None),
                    Err(reason) => (Vec::new(), Some(reason)),
                };
                (eval::judge(&gold.id, &gold.text, &gold.attributions, &answers, n_misses), reason)
            })
            .collect();
        for ((judged, reason), (line, _)) in judged.into_iter().zip(&batch) {
            self.judged.push(judged);
            if let Some(reason) = reason {
                self.failed(&self.args.gold, *line, &reason);
            }
        }
    }
}

/// The answers to one article: those that were given, else the program's own.
fn answers(gold: &Gold, predictions: Option<&BTreeMap<String, Vec<Given>>>) -> std::result::Result<Vec<Given>, String> {
    if let Some(predictions) = predictions {
        let answers = predictions.get(&gold.id).cloned().unwrap_or_default();
        return gold.check(&answers).map(|()| answers).map_err(|reason| format!("its predictions: {reason}"));
    }
    let Some(article) = gold.article()? else { return Ok(Vec::new()) };
    let quotes = catch_unwind(AssertUnwindSafe(|| wire::article(&article, &analyze(&article)).quotes));
    let quotes =
        quotes.map_err(|_| "the analysis failed on this article; please report it with the file".to_owned())?;
    Ok(quotes.into_iter().map(Given::from).collect())
}
