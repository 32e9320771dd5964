//! Listings for people: the words first, who and where beneath them.

use super::{Terminal, check, one_line};
use crate::wire::{Head, Item, Range, Row, SpeakerRow};
use anstyle::{AnsiColor, Style};
use anyhow::Result;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use unicode_width::UnicodeWidthStr;

const HIT: Style = AnsiColor::Yellow.on_default().bold();
const NAME: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
/// Longest text shown in a listing, in bytes; `show` and the other formats give all.
const LONGEST: usize = 400;

/// One row, as a small card.
pub(super) fn row(row: &Row, all_copies: bool, terminal: &mut Terminal) -> Result<()> {
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
            let mut facts = vec![format!("{NAME}{}{NAME:#}", one_line(&who))];
            facts.extend(medium.map(|medium| one_line(&medium)));
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
            let mut facts = vec![format!("{NAME}{:.2}{NAME:#}", claim.score), one_line(&who), claim.kinds.join(", ")];
            facts.extend((claim.polarity != "affirmed").then(|| claim.polarity.clone()));
            facts.extend(claim.needs_context.then(|| "needs context".to_owned()));
            let known = claim.antecedents.iter();
            facts.extend(known.map(|known| format!("{} = {}", one_line(&known.text), one_line(&known.name))));
            (&claim.text, facts)
        }
        Item::Article { text, .. } => {
            (text, vec![format!("{NAME}{}{NAME:#}", one_line(row.article.title.as_deref().unwrap_or("untitled")))])
        }
    };
    let width = width();
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    terminal.styled(&wrapped(&highlighted(text, &row.highlights), "", width))?;
    terminal.styled(&wrapped(&facts.join(" · "), "  ", width))?;
    if !row.reasons.is_empty() {
        let reasons = row.reasons.iter().map(|reason| format!("{} {:+.2}", one_line(&reason.feature), reason.weight));
        let reasons = format!("because: {}", reasons.collect::<Vec<_>>().join(", "));
        terminal.styled(&wrapped(&reasons, "  ", width))?;
    }
    terminal.styled(&wrapped(&format!("{QUIET}{}{QUIET:#}", place(&row.article)), "  ", width))?;
    if let Some(of) = &row.article.copy_of {
        let of = format!("{QUIET}a copy of {}{QUIET:#}", one_line(&shortened(of)));
        terminal.styled(&wrapped(&of, "  ", width))?;
    }
    if all_copies {
        for copy in &row.copies {
            terminal.styled(&wrapped(&format!("{QUIET}also {}{QUIET:#}", place(copy)), "  ", width))?;
        }
    } else if !row.copies.is_empty() {
        terminal.styled(&wrapped(&format!("{QUIET}{}{QUIET:#}", also(&row.copies)), "  ", width))?;
    }
    row.suggested_checks.iter().try_for_each(|suggestion| check::suggestion(suggestion, terminal))?;
    terminal.styled("")
}

/// Columns of the terminal; no end where there is none.
pub(super) fn width() -> usize {
    Table::new().width().map_or(usize::MAX, usize::from)
}

/// Where an article stands.
fn place(article: &Head) -> String {
    let part = article.part.map(|part| format!("#{part}")).unwrap_or_default();
    let outlet = one_line(article.publisher.as_deref().unwrap_or("publisher ?"));
    let date = one_line(article.published.as_deref().unwrap_or("date ?"));
    format!("{outlet} · {date} · {}{part}", one_line(&shortened(&article.path)))
}

/// "also in 4 places: Northfield Wire, Meridian Post, …": each outlet once.
fn also(copies: &[Head]) -> String {
    const SHOWN: usize = 4;
    let mut outlets: Vec<&str> = Vec::new();
    for copy in copies {
        let outlet = copy.publisher.as_deref().unwrap_or("publisher ?");
        if !outlets.contains(&outlet) {
            outlets.push(outlet);
        }
    }
    let more = if outlets.len() > SHOWN { ", …" } else { "" };
    outlets.truncate(SHOWN);
    let places = if copies.len() == 1 { "1 place".to_owned() } else { format!("{} places", copies.len()) };
    format!("also in {places}: {}{more}", one_line(&outlets.join(", ")))
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

/// Lines of at most `width` columns, broken between words, each behind `indent`. A word that is longer stands alone, whole: a path can be
/// copied. Color codes take no column.
pub(super) fn wrapped(text: &str, indent: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        let columns = columns(word);
        if column > 0 && column + 1 + columns > width {
            out.push('\n');
            column = 0;
        }
        if column == 0 {
            out.push_str(indent);
            column = indent.len();
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += columns;
    }
    out
}

/// How many columns a word with color codes takes.
fn columns(word: &str) -> usize {
    let mut parts = word.split('\u{1b}');
    let first = parts.next().map_or(0, UnicodeWidthStr::width);
    first + parts.map(|part| part.split_once('m').map_or(0, |(_, rest)| rest.width())).sum::<usize>()
}

/// Narrower than this, the media are left out of the table of speakers, in columns.
const WITH_MEDIA: u16 = 100;
/// Narrower than this, the role and the first day too.
const WITH_ROLE: u16 = 76;

/// Speakers as a table that fits the terminal: where it is narrow, columns go before words are broken.
pub(super) fn speakers(rows: &[SpeakerRow], terminal: &mut Terminal) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    let width = table.width().unwrap_or(u16::MAX);
    let header = ["speaker", "quotes", "articles", "last", "first", "role", "media"];
    let n_columns = if width < WITH_ROLE {
        4
    } else if width < WITH_MEDIA {
        6
    } else {
        7
    };
    table.set_header(&header[..n_columns]);
    for row in rows {
        let mut media: Vec<(&String, &u64)> = row.media.iter().collect();
        media.sort_by(|one, other| other.1.cmp(one.1).then_with(|| one.0.cmp(other.0)));
        let media: Vec<String> = media.iter().take(3).map(|(name, n)| format!("{name} {n}")).collect();
        let cells = [
            one_line(&row.name),
            row.quotes.to_string(),
            row.articles.to_string(),
            row.last.clone().unwrap_or_else(|| "?".to_owned()),
            row.first.clone().unwrap_or_else(|| "?".to_owned()),
            one_line(row.role.as_deref().unwrap_or("")),
            one_line(&media.join(", ")),
        ];
        table.add_row(&cells[..n_columns]);
    }
    for number in 1..n_columns.min(5) {
        if let Some(column) = table.column_mut(number) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    terminal.styled(&table.to_string())?;
    if let [one] = rows
        && !one.aliases.is_empty()
    {
        terminal.line(&format!("also: {}", one.aliases.join(", ")))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_fit_and_colors_take_no_column() {
        assert_eq!(wrapped("one two three", "", 7), "one two\nthree");
        assert_eq!(wrapped("one two three", "  ", 9), "  one two\n  three");
        assert_eq!(wrapped("\u{1b}[1mone\u{1b}[0m two three", "", 7), "\u{1b}[1mone\u{1b}[0m two\nthree");
        assert_eq!(wrapped("日本 日本", "", 8), "日本\n日本");
        assert_eq!(wrapped("a /very/long/path b", "", 5), "a\n/very/long/path\nb");
    }
}
