//! `checks`: known fact-checks into the index and out of it, and those that may be about the claims of a listing.

use super::End;
use super::args::{ChecksArgs, ChecksCommand, ChecksListArgs};
use crate::article::PartialDate;
use crate::index::{Reader, Store, holds_words};
use crate::ingest::{self, Limits, claim_review};
use crate::output::{self, Terminal};
use crate::track::check::Checks;
use crate::wire::{Check, Item, Row};
use anyhow::{Result, anyhow};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Most suggestions for one claim.
const SUGGESTED: usize = 3;
/// Problems shown one by one; the rest is counted.
const SHOWN: usize = 50;

pub(super) fn run(args: ChecksArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    match args.command {
        ChecksCommand::Import { files } => import(&files, dir, terminal),
        ChecksCommand::List(args) => list(&args, dir, terminal),
    }
}

fn import(files: &[PathBuf], dir: &Path, terminal: &mut Terminal) -> Result<End> {
    for file in files {
        std::fs::metadata(file).map_err(|error| {
            anyhow!("cannot import {}: {}; nothing was done", file.display(), ingest::explain(&error))
        })?;
    }
    let store = Store::open_or_create(dir)?;
    let known: BTreeSet<String> = store.reader()?.checks()?.into_iter().map(|check| check.id).collect();
    let mut checks: Vec<Check> = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        let found = claim_review::read(file, &Limits::default());
        problems.extend(found.problems.iter().map(|problem| format!("failed: {}: {problem}", file.display())));
        checks.extend(found.checks);
    }
    store.import_checks(&checks)?;
    for problem in problems.iter().take(SHOWN) {
        terminal.note(problem);
    }
    if problems.len() > SHOWN {
        terminal.note(&format!("… and {} more", problems.len() - SHOWN));
    }
    let all: BTreeSet<&str> = checks.iter().map(|check| check.id.as_str()).collect();
    let replaced = all.iter().filter(|id| known.contains(**id)).count();
    terminal.note(&format!(
        "fact-checks: {} new, {replaced} replaced, {} records failed; {} in the index",
        all.len() - replaced,
        problems.len(),
        known.len() + all.len() - replaced
    ));
    Ok(if problems.is_empty() { End::Done } else { End::Failures })
}

fn list(args: &ChecksListArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let mut checks = Store::open(dir)?.reader()?.checks()?;
    if !args.words.is_empty() {
        let words = args.words.join(" ");
        checks.retain(|check| {
            let others = [&check.title, &check.claimant, &check.rating, &check.publisher].into_iter().flatten();
            let all = others.fold(check.claim.clone(), |all, other| format!("{all} {other}"));
            holds_words(&all, &words)
        });
    }
    let total = checks.len();
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let page: Vec<Check> = checks.into_iter().skip(args.offset).take(limit).collect();
    output::checks(&page, args.format, terminal)?;
    if page.len() < total {
        terminal.note(&format!("{} of {total} shown", page.len()));
    }
    if total == 0 {
        terminal.note("no fact-checks found; import some: whosaid checks import FILE");
        return Ok(End::Nothing);
    }
    Ok(End::Done)
}

/// Adds the known fact-checks that may be about each claim.
pub(super) fn suggest(reader: &Reader, rows: &mut [Row], terminal: &mut Terminal) -> Result<()> {
    let checks = reader.checks()?;
    if checks.is_empty() {
        terminal.note("no fact-checks in the index; import some: whosaid checks import FILE");
        return Ok(());
    }
    let checks = Checks::new(checks);
    for row in rows {
        if let Item::Claim(claim) = &row.item {
            let published = row.article.published.as_deref();
            let day = published.and_then(|text| PartialDate::parse(text.get(..10).unwrap_or(text)));
            row.suggested_checks = checks.suggest(&claim.text, day.map(|day| day.first), SUGGESTED);
        }
    }
    Ok(())
}
