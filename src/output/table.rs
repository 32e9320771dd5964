//! Listings for people: the words first, who and where beneath them.

use super::{Terminal, harmless};
use crate::wire::{Item, Range, Row, SpeakerRow};
use anstyle::{AnsiColor, Style};
use anyhow::Result;
use comfy_table::{ContentArrangement, Table, presets};

const HIT: Style = AnsiColor::Yellow.on_default().bold();
const NAME: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
/// Longest text shown in a listing, in bytes; `show` and the other formats give all.
const LONGEST: usize = 400;

/// One row, as a small card.
pub(super) fn row(row: &Row, terminal: &mut Terminal) -> Result<()> {
    let (text, facts) = match &row.item {
        Item::Quote(quote) => {
            let who = quote.speaker.as_ref().map_or_else(
                || "speaker not known".to_owned(),
                |s| match &s.role {
                    Some(role) => format!("{} ({role})", s.name),
                    None => s.name.clone(),
                },
            );
            let medium = quote.medium.as_ref().map(|medium| medium.name.clone());
            let mut facts = vec![format!("{NAME}{}{NAME:#}", harmless(&who))];
            facts.extend(medium.map(|medium| harmless(&medium)));
            facts.push(quote.kind.clone());
            if quote.stance != "asserted" {
                facts.push(quote.stance.clone());
            }
            facts.push(format!("{:.2}", quote.confidence));
            facts.push(quote.id[..8].to_owned());
            (&quote.text, facts)
        }
        Item::Claim(claim) => {
            let who = match (&claim.speaker, claim.voice.as_str()) {
                (Some(speaker), _) => speaker.name.clone(),
                (None, "speaker") => "speaker not known".to_owned(),
                (None, _) => "the article".to_owned(),
            };
            let mut facts = vec![format!("{NAME}{:.2}{NAME:#}", claim.score), harmless(&who), claim.kinds.join(", ")];
            facts.extend((claim.polarity != "affirmed").then(|| claim.polarity.clone()));
            facts.extend(claim.needs_context.then(|| "needs context".to_owned()));
            (&claim.text, facts)
        }
        Item::Article { text, .. } => {
            (text, vec![format!("{NAME}{}{NAME:#}", harmless(row.article.title.as_deref().unwrap_or("untitled")))])
        }
    };
    terminal.styled(&highlighted(text, &row.highlights))?;
    terminal
        .styled(&format!("  {}", facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")))?;
    let article = &row.article;
    let part = article.part.map(|part| format!("#{part}")).unwrap_or_default();
    let place = format!(
        "  {QUIET}{} · {} · {}{part}{QUIET:#}",
        harmless(article.publisher.as_deref().unwrap_or("publisher ?")),
        harmless(article.published.as_deref().unwrap_or("date ?")),
        harmless(&shortened(&article.path)),
    );
    terminal.styled(&place)?;
    terminal.styled("")
}

/// A path below the working folder is shown from there.
fn shortened(path: &str) -> String {
    let here = std::env::current_dir().ok();
    let below = here
        .and_then(|here| std::path::Path::new(path).strip_prefix(here).ok().map(|p| p.to_string_lossy().into_owned()));
    below.unwrap_or_else(|| path.to_owned())
}

/// The text on one line with its hits in color, cut to a length that can be read.
fn highlighted(text: &str, highlights: &[Range]) -> String {
    let first = highlights.first().map_or(0, |hit| hit[0]);
    let from =
        if text.len() > LONGEST && first > LONGEST / 2 { text.floor_char_boundary(first - LONGEST / 2) } else { 0 };
    let to = if text.len() - from > LONGEST { text.floor_char_boundary(from + LONGEST) } else { text.len() };
    let mut out = String::new();
    if from > 0 {
        out.push('…');
    }
    let mut at = from;
    for hit in highlights.iter().filter(|hit| hit[0] >= from && hit[1] <= to) {
        if hit[0] < at {
            continue;
        }
        out.push_str(&one_line(&text[at..hit[0]]));
        out = format!("{out}{HIT}{}{HIT:#}", one_line(&text[hit[0]..hit[1]]));
        at = hit[1];
    }
    out.push_str(&one_line(&text[at..to]));
    if to < text.len() {
        out.push('…');
    }
    out
}

fn one_line(text: &str) -> String {
    harmless(&text.replace(['\n', '\t', '\r'], " "))
}

/// Speakers as a table that fits the terminal.
pub(super) fn speakers(rows: &[SpeakerRow], terminal: &mut Terminal) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["speaker", "role", "quotes", "articles", "first", "last", "media"]);
    for row in rows {
        let mut media: Vec<(&String, &u64)> = row.media.iter().collect();
        media.sort_by(|one, other| other.1.cmp(one.1).then_with(|| one.0.cmp(other.0)));
        let media: Vec<String> = media.iter().take(3).map(|(name, n)| format!("{name} {n}")).collect();
        table.add_row([
            harmless(&row.name),
            harmless(row.role.as_deref().unwrap_or("")),
            row.quotes.to_string(),
            row.articles.to_string(),
            row.first.clone().unwrap_or_else(|| "?".to_owned()),
            row.last.clone().unwrap_or_else(|| "?".to_owned()),
            harmless(&media.join(", ")),
        ]);
    }
    terminal.styled(&table.to_string())?;
    if let [one] = rows
        && !one.aliases.is_empty()
    {
        terminal.line(&format!("also: {}", one.aliases.join(", ")))?;
    }
    Ok(())
}
