//! Comma-separated values: the scalar fields with a header; cells that a spreadsheet would run as a formula are escaped.

use super::{Terminal, harmless};
use crate::wire::{Check, Item, Row, SpeakerRow, Suggestion};
use anyhow::Result;

/// Writes rows of quotes, claims or articles.
pub(super) fn rows(rows: &[Row], terminal: &mut Terminal) -> Result<()> {
    let header = [
        "type",
        "id",
        "text",
        "kind",
        "speaker",
        "role",
        "medium",
        "stance",
        "voice",
        "confidence",
        "score",
        "publisher",
        "published",
        "title",
        "url",
        "path",
        "part",
        "start",
        "end",
        "check_likeness",
        "check_claim",
        "check_rating",
        "check_publisher",
        "check_url",
    ];
    let cells = rows.iter().map(|row| {
        let mut cells: Vec<String> = vec![String::new(); header.len()];
        let speaker = match &row.item {
            Item::Quote(quote) => {
                cells[0].push_str("quote");
                cells[1].clone_from(&quote.id);
                cells[2].clone_from(&quote.text);
                cells[3].clone_from(&quote.kind);
                cells[6] = quote.medium.as_ref().map(|medium| medium.name.clone()).unwrap_or_default();
                cells[7].clone_from(&quote.stance);
                cells[9] = quote.confidence.to_string();
                cells[17] = quote.spans.content.first().map(|span| span[0].to_string()).unwrap_or_default();
                cells[18] = quote.spans.content.last().map(|span| span[1].to_string()).unwrap_or_default();
                quote.speaker.as_ref()
            }
            Item::Claim(claim) => {
                cells[0].push_str("claim");
                cells[1].clone_from(&claim.id);
                cells[2].clone_from(&claim.text);
                cells[3] = claim.kinds.join(" ");
                cells[8].clone_from(&claim.voice);
                cells[10] = claim.score.to_string();
                cells[17] = claim.span[0].to_string();
                cells[18] = claim.span[1].to_string();
                claim.speaker.as_ref()
            }
            Item::Article { text, span } => {
                cells[0].push_str("article");
                cells[1].clone_from(&row.article.id);
                cells[2].clone_from(text);
                cells[17] = span[0].to_string();
                cells[18] = span[1].to_string();
                None
            }
        };
        cells[4] = speaker.map(|speaker| speaker.name.clone()).unwrap_or_default();
        cells[5] = speaker.and_then(|speaker| speaker.role.clone()).unwrap_or_default();
        cells[11] = row.article.publisher.clone().unwrap_or_default();
        cells[12] = row.article.published.clone().unwrap_or_default();
        cells[13] = row.article.title.clone().unwrap_or_default();
        cells[14] = row.article.url.clone().unwrap_or_default();
        cells[15].clone_from(&row.article.path);
        cells[16] = row.article.part.map(|part| part.to_string()).unwrap_or_default();
        // The most alike of the fact-checks that may be about a claim.
        if let Some(Suggestion { likeness, check }) = row.suggested_checks.first() {
            cells[19] = likeness.to_string();
            cells[20].clone_from(&check.claim);
            cells[21] = check.rating.clone().unwrap_or_default();
            cells[22] = check.publisher.clone().unwrap_or_default();
            cells[23] = check.url.clone().unwrap_or_default();
        }
        cells
    });
    write(&header, cells, terminal)
}

/// Writes rows of speakers.
pub(super) fn speakers(rows: &[SpeakerRow], terminal: &mut Terminal) -> Result<()> {
    let header = ["id", "name", "kind", "role", "quotes", "articles", "first", "last"];
    let cells = rows.iter().map(|row| {
        vec![
            row.id.clone(),
            row.name.clone(),
            row.kind.clone(),
            row.role.clone().unwrap_or_default(),
            row.quotes.to_string(),
            row.articles.to_string(),
            row.first.clone().unwrap_or_default(),
            row.last.clone().unwrap_or_default(),
        ]
    });
    write(&header, cells, terminal)
}

/// Writes fact-checks.
pub(super) fn checks(rows: &[Check], terminal: &mut Terminal) -> Result<()> {
    let header = ["id", "claim", "title", "claimant", "claimed", "rating", "publisher", "reviewed", "language", "url"];
    let cells = rows.iter().map(|row| {
        let mut cells = vec![row.id.clone(), row.claim.clone()];
        let rest = [
            &row.title,
            &row.claimant,
            &row.claimed,
            &row.rating,
            &row.publisher,
            &row.reviewed,
            &row.language,
            &row.url,
        ];
        cells.extend(rest.map(|value| value.clone().unwrap_or_default()));
        cells
    });
    write(&header, cells, terminal)
}

fn write(header: &[&str], rows: impl Iterator<Item = Vec<String>>, terminal: &mut Terminal) -> Result<()> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for cells in rows {
        writer.write_record(cells.iter().map(|cell| escaped(cell)))?;
    }
    terminal.bytes(&writer.into_inner()?)
}

/// A cell that begins like a formula gets an apostrophe, which spreadsheets hide; control characters are shown as in tables.
fn escaped(cell: &str) -> String {
    let cell = harmless(cell);
    if cell.starts_with(['=', '+', '-', '@', '\t']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn formulas_are_defused() {
        for cell in ["=1+1", "+1", "-1", "@a", "\tx"] {
            assert!(escaped(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(escaped("a=b"), "a=b");
        assert_eq!(escaped("\u{1b}[31m"), "\\u{1b}[31m");
    }
}
