//! `search`, `quotes`, `claims`, `speakers`: rows of the index.

use super::args::{Among, ClaimsArgs, FilterArgs, Format, SearchArgs, SortBy, SpeakersArgs, VoiceOf};
use super::{End, fresh};
use crate::article::Key;
use crate::index::{Filters, Kind, Reader, Request, Sort, Store};
use crate::output::{self, Terminal};
use crate::text::Span;
use crate::wire::{self, Item, Reason, Row};
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::path::Path;

pub(super) fn search(args: SearchArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let kind = match args.among {
        Among::Quotes => Kind::Quotes,
        Among::Claims => Kind::Claims,
        Among::Articles => Kind::Articles,
    };
    let filters = filters(&args.filters, Vec::new());
    let listing = Listing {
        kind,
        query: args.query.join(" "),
        filters,
        usual: Sort::Relevance,
        explain: false,
        with_checks: false,
    };
    rows(listing, &args.filters, dir, terminal)
}

pub(super) fn quotes(args: FilterArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let filters = filters(&args, Vec::new());
    let listing = Listing {
        kind: Kind::Quotes,
        query: String::new(),
        filters,
        usual: Sort::Date,
        explain: false,
        with_checks: false,
    };
    rows(listing, &args, dir, terminal)
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
    let mut filters = filters(&args.filters, args.articles);
    filters.kind = args.kind_of_claim.or(filters.kind);
    filters.min_score = args.min_score.or(filters.min_score);
    filters.with_number = args.with_number;
    filters.voice = args.voice.map(|voice| match voice {
        VoiceOf::Article => "article".to_owned(),
        VoiceOf::Speaker => "speaker".to_owned(),
    });
    let listing = Listing {
        kind: Kind::Claims,
        query: String::new(),
        filters,
        usual: Sort::Score,
        explain: args.explain,
        with_checks: args.with_checks,
    };
    rows(listing, &args.filters, dir, terminal)
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
        with_number: false,
        path: args.path.clone(),
        article: articles,
    }
}

/// What is listed.
struct Listing {
    kind: Kind,
    query: String,
    filters: Filters,
    usual: Sort,
    explain: bool,
    with_checks: bool,
}

fn rows(listing: Listing, args: &FilterArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let reader = Store::open(dir)?.reader()?;
    let Listing { kind, query, filters, usual, explain, with_checks } = listing;
    let sort = sort(args, usual);
    let request = Request { kind, query, filters, sort, limit: args.limit, offset: args.offset };
    name_problems(&reader, terminal);
    let mut answer = reader.search(&request)?;
    if explain {
        self::explain(&reader, &mut answer.rows)?;
    }
    if with_checks {
        super::checks::suggest(&reader, &mut answer.rows, terminal)?;
    }
    for note in &answer.notes {
        terminal.note(&format!("note: {note}"));
    }
    several_speakers(&reader, &answer.filters, terminal)?;
    fresh::tell(&reader, answer.rows.iter().map(|row| row.article.path.as_str()), terminal)?;
    output::rows(&answer.rows, args.copies, args.format, terminal)?;
    count(answer.rows.len(), args.offset, answer.total, terminal);
    undated(answer.undated_left_out, answer.partly_dated, terminal);
    if answer.total == 0 {
        nothing(&reader, &answer.filters, terminal)?;
        return Ok(End::Nothing);
    }
    Ok(End::Done)
}

/// Adds what weighed for the scores of claims; each article is analyzed once more.
fn explain(reader: &Reader, rows: &mut [Row]) -> Result<()> {
    /// What is behind these weighs little.
    const SHOWN: usize = 8;
    let mut by_article: BTreeMap<String, Vec<(usize, Span)>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Item::Claim(claim) = &row.item {
            let key = Key { path: row.article.path.clone(), part: row.article.part }.to_string();
            by_article.entry(key).or_default().push((at, Span::new(claim.span[0], claim.span[1])));
        }
    }
    for (key, claims) in by_article {
        let Some(article) = reader.articles(&key)?.first().map(wire::restore) else { continue };
        let spans: Vec<Span> = claims.iter().map(|(_, span)| *span).collect();
        for ((at, _), weighed) in claims.into_iter().zip(crate::explain(&article, &spans)) {
            let reason = |(feature, weight): (String, f32)| Reason {
                feature,
                weight: (f64::from(weight) * 1000.0).round() / 1000.0,
            };
            rows[at].reasons = weighed.into_iter().take(SHOWN).map(reason).collect();
        }
    }
    Ok(())
}

fn sort(args: &FilterArgs, usual: Sort) -> Sort {
    match args.sort {
        Some(SortBy::Relevance) => Sort::Relevance,
        Some(SortBy::Date) => Sort::Date,
        Some(SortBy::Score) => Sort::Score,
        None => usual,
    }
}

/// What a date filter cannot be sure of.
fn undated(left_out: u64, partly: u64, terminal: &mut Terminal) {
    if left_out > 0 {
        terminal.note(&format!("{left_out} without a publication date left out by the date filter"));
    }
    if partly > 0 {
        terminal.note(&format!(
            "kept: {partly} dated by the month or year alone, which may lie outside of the days asked for"
        ));
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
        let found = reader.speakers_matching(pattern)?;
        let dominant = !found.others.is_empty();
        let names = if dominant { &found.others } else { &found.chosen };
        if !dominant && names.len() < 2 {
            continue;
        }
        let list: Vec<String> = names.iter().take(SHOWN).map(|(name, n)| format!("{name} ({n})")).collect();
        let more = if names.len() > SHOWN { format!(" and {} more", names.len() - SHOWN) } else { String::new() };
        let list = list.join(", ");
        let other = names.iter().find(|(name, _)| !name.eq_ignore_ascii_case(pattern)).unwrap_or(&names[0]);
        let narrow = format!("--speaker \"{}\"", other.0.to_lowercase());
        terminal.note(&match found.chosen.first() {
            Some((name, n)) if dominant => {
                format!("{pattern} is read as {name} ({n}); left out: {list}{more}; for one of them: {narrow}")
            }
            _ => format!("{pattern} matches {list}{more}; narrow it: {narrow}"),
        });
    }
    Ok(())
}

fn nothing(reader: &Reader, filters: &Filters, terminal: &mut Terminal) -> Result<()> {
    terminal.note("nothing found");
    for pattern in &filters.speaker {
        if reader.speakers_matching(pattern)?.chosen.is_empty() {
            suggest(reader, pattern, terminal)?;
        }
    }
    Ok(())
}

/// What of the user's corrections cannot be read, and that some do not hold.
pub(super) fn name_problems(reader: &Reader, terminal: &mut Terminal) {
    for problem in reader.name_problems() {
        terminal.note(problem);
    }
    let n = reader.name_conflicts().len();
    if n > 0 {
        terminal
            .note(&format!("corrections of names that do not hold beside others: {n}; to see which: whosaid names"));
    }
}

pub(super) fn suggest(reader: &Reader, pattern: &str, terminal: &mut Terminal) -> Result<()> {
    let mut similar = reader.similar_speakers(pattern)?;
    // Whom the user's corrections forget is still in the index.
    similar.retain(|name| !name.eq_ignore_ascii_case(pattern));
    if !similar.is_empty() {
        terminal.note(&format!("no speaker \"{pattern}\"; did you mean {}?", similar.join(", ")));
    }
    Ok(())
}

pub(super) fn speakers(args: SpeakersArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let reader = Store::open(dir)?.reader()?;
    name_problems(&reader, terminal);
    let name = (!args.name.is_empty()).then(|| args.name.join(" "));
    let limit = if args.filters.limit == 0 { usize::MAX } else { args.filters.limit };
    let filters = filters(&args.filters, Vec::new());
    // A page about one speaker is about all that it said.
    let whole = filters == Filters::default();
    let alone = |name: &str| Ok::<_, anyhow::Error>(args.why || reader.speakers_matching(name)?.others.is_empty());
    if let Some(name) = name.as_ref().filter(|_| whole && (args.why || args.filters.format == Format::Table))
        && alone(name)?
        && let Some(portrait) = reader.portrait(name)?
    {
        let all = Filters { speaker: vec![name.clone()], ..Filters::default() };
        several_speakers(&reader, &all, terminal)?;
        let shown = [&portrait.first_quote, &portrait.last_quote].into_iter().flatten();
        fresh::tell(&reader, shown.map(|row| row.article.path.as_str()), terminal)?;
        output::portrait(&portrait, args.why, args.filters.format, terminal)?;
        return Ok(End::Done);
    }
    if args.why {
        terminal.note("--why tells of one speaker, over all its quotes; name one, without filters");
    }
    let found =
        reader.speakers(name.as_deref(), &filters, sort(&args.filters, Sort::Score), limit, args.filters.offset)?;
    output::speakers(&found.rows, args.filters.format, terminal)?;
    count(found.rows.len(), args.filters.offset, found.total, terminal);
    undated(found.undated_left_out, found.partly_dated, terminal);
    if found.total > 0 {
        return Ok(End::Done);
    }
    terminal.note("nothing found");
    if let Some(name) = name {
        suggest(&reader, &name, terminal)?;
    }
    Ok(End::Nothing)
}
