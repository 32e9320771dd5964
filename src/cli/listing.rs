//! `search`, `quotes`, `claims`, `speakers`: rows of the index.

use super::End;
use super::args::{Among, ClaimsArgs, FilterArgs, SearchArgs, SortBy, SpeakersArgs};
use crate::index::{Filters, Kind, Reader, Request, Sort, Store};
use crate::output::{self, Terminal};
use anyhow::{Result, bail};
use std::path::Path;

pub(super) fn search(args: SearchArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let kind = match args.among {
        Among::Quotes => Kind::Quotes,
        Among::Claims => Kind::Claims,
        Among::Articles => Kind::Articles,
    };
    rows(kind, args.query.join(" "), &args.filters, Vec::new(), Sort::Relevance, dir, terminal)
}

pub(super) fn quotes(args: FilterArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    rows(Kind::Quotes, String::new(), &args, Vec::new(), Sort::Date, dir, terminal)
}

pub(super) fn claims(args: ClaimsArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    if !args.articles.is_empty() {
        let reader = Store::open(dir)?.reader()?;
        let mut missing = Vec::new();
        for article in &args.articles {
            if reader.articles(article)?.is_empty() {
                missing.push(article.as_str());
            }
        }
        if missing.len() == args.articles.len() {
            let all = missing.join(" ");
            bail!("no article {all} in the index; index it first: whosaid index {all}");
        }
        for article in missing {
            terminal.note(&format!("no article {article} in the index; index it first: whosaid index {article}"));
        }
    }
    rows(Kind::Claims, String::new(), &args.filters, args.articles, Sort::Score, dir, terminal)
}

fn filters(args: &FilterArgs, articles: Vec<String>) -> Filters {
    Filters {
        speaker: args.speaker.clone(),
        source: args.source.clone(),
        publisher: args.publisher.clone(),
        author: args.author.clone(),
        kind: args.kind.clone(),
        since: args.since,
        until: args.until,
        min_confidence: args.min_confidence,
        min_score: args.min_confidence,
        voice: None,
        path: args.path.clone(),
        article: articles,
    }
}

fn rows(
    kind: Kind,
    query: String,
    args: &FilterArgs,
    articles: Vec<String>,
    usual: Sort,
    dir: &Path,
    terminal: &mut Terminal,
) -> Result<End> {
    let reader = Store::open(dir)?.reader()?;
    let sort = sort(args, usual);
    let filters = filters(args, articles);
    let request = Request { kind, query, filters, sort, limit: args.limit, offset: args.offset };
    let answer = reader.search(&request)?;
    for note in &answer.notes {
        terminal.note(&format!("note: {note}"));
    }
    several_speakers(&reader, &answer.filters, terminal)?;
    output::rows(&answer.rows, args.format, terminal)?;
    count(answer.rows.len(), args.offset, answer.total, terminal);
    undated(answer.undated_left_out, terminal);
    if answer.total == 0 {
        nothing(&reader, &answer.filters, terminal)?;
        return Ok(End::Nothing);
    }
    Ok(End::Done)
}

fn sort(args: &FilterArgs, usual: Sort) -> Sort {
    match args.sort {
        Some(SortBy::Relevance) => Sort::Relevance,
        Some(SortBy::Date) => Sort::Date,
        Some(SortBy::Score) => Sort::Score,
        None => usual,
    }
}

fn undated(left_out: u64, terminal: &mut Terminal) {
    if left_out > 0 {
        terminal.note(&format!("{left_out} without a publication date left out by the date filter"));
    }
}

fn count(shown: usize, offset: usize, total: u64, terminal: &mut Terminal) {
    if (shown as u64) < total {
        let from = if offset > 0 { format!(" (from number {})", offset + 1) } else { String::new() };
        terminal.note(&format!("{shown} of {total} shown{from}"));
    }
}

/// Several people under one pattern are never passed off as one.
fn several_speakers(reader: &Reader, filters: &Filters, terminal: &mut Terminal) -> Result<()> {
    const SHOWN: usize = 5;
    for pattern in &filters.speaker {
        let names = reader.speakers_matching(pattern)?;
        if names.len() > 1 {
            let list: Vec<String> = names.iter().take(SHOWN).map(|(name, n)| format!("{name} ({n})")).collect();
            let more = if names.len() > SHOWN { format!(" and {} more", names.len() - SHOWN) } else { String::new() };
            let first = names[0].0.to_lowercase();
            terminal.note(&format!("{pattern} matches {}{more}; narrow it: --speaker \"{first}\"", list.join(", ")));
        }
    }
    Ok(())
}

fn nothing(reader: &Reader, filters: &Filters, terminal: &mut Terminal) -> Result<()> {
    terminal.note("nothing found");
    for pattern in &filters.speaker {
        if reader.speakers_matching(pattern)?.is_empty() {
            suggest(reader, pattern, terminal)?;
        }
    }
    Ok(())
}

fn suggest(reader: &Reader, pattern: &str, terminal: &mut Terminal) -> Result<()> {
    let similar = reader.similar_speakers(pattern)?;
    if !similar.is_empty() {
        terminal.note(&format!("no speaker \"{pattern}\"; did you mean {}?", similar.join(", ")));
    }
    Ok(())
}

pub(super) fn speakers(args: SpeakersArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let reader = Store::open(dir)?.reader()?;
    let name = (!args.name.is_empty()).then(|| args.name.join(" "));
    let limit = if args.filters.limit == 0 { usize::MAX } else { args.filters.limit };
    let filters = filters(&args.filters, Vec::new());
    let found =
        reader.speakers(name.as_deref(), &filters, sort(&args.filters, Sort::Score), limit, args.filters.offset)?;
    output::speakers(&found.rows, args.filters.format, terminal)?;
    count(found.rows.len(), args.filters.offset, found.total, terminal);
    undated(found.undated_left_out, terminal);
    if found.total > 0 {
        return Ok(End::Done);
    }
    terminal.note("nothing found");
    if let Some(name) = name {
        suggest(&reader, &name, terminal)?;
    }
    Ok(End::Nothing)
}
