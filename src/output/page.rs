//! A page about one speaker, for people.

use super::{Terminal, one_line, table};
use crate::wire::{Portrait, Row};
use anstyle::Style;
use anyhow::Result;
use std::collections::BTreeMap;

const NAME: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

/// Most values listed of each sort.
const MOST: usize = 8;
/// Most months in one line: more would not fit beside their dates.
const MONTHS: usize = 60;
/// Bars of rising height.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

pub(super) fn portrait(portrait: &Portrait, why: bool, terminal: &mut Terminal) -> Result<()> {
    let speaker = &portrait.speaker;
    terminal.styled(&format!("{NAME}{}{NAME:#}  {QUIET}{}{QUIET:#}", one_line(&speaker.name), speaker.kind))?;
    let days = match (&speaker.first, &speaker.last) {
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    line("quotes", &format!("{} in {} articles{days}", speaker.quotes, speaker.articles), terminal)?;
    counted("names", &portrait.names, terminal)?;
    counted("roles", &portrait.roles, terminal)?;
    counted("with", &portrait.affiliations, terminal)?;
    counted("media", &speaker.media, terminal)?;
    counted("in", &portrait.publishers, terminal)?;
    counted("to", &portrait.addressees, terminal)?;
    if let Some((bars, first, last)) = sparkline(&portrait.months) {
        line("by month", &format!("{first} {bars} {last}"), terminal)?;
    }
    quote("first", portrait.first_quote.as_ref(), terminal)?;
    if speaker.first != speaker.last {
        quote("last", portrait.last_quote.as_ref(), terminal)?;
    }
    if why {
        reasons(portrait, terminal)?;
    }
    Ok(())
}

fn line(label: &str, text: &str, terminal: &mut Terminal) -> Result<()> {
    terminal.styled(&format!("{QUIET}{label:>9}{QUIET:#}  {}", one_line(text)))
}

/// Values with their number of quotes, the most frequent first; nothing where there is none.
fn counted(label: &str, counts: &BTreeMap<String, u64>, terminal: &mut Terminal) -> Result<()> {
    if counts.is_empty() {
        return Ok(());
    }
    let mut values: Vec<(&String, &u64)> = counts.iter().collect();
    values.sort_by(|one, other| other.1.cmp(one.1).then_with(|| one.0.cmp(other.0)));
    let shown: Vec<String> = values.iter().take(MOST).map(|(value, n)| format!("{value} ({n})")).collect();
    let more = if values.len() > MOST { format!(" and {} more", values.len() - MOST) } else { String::new() };
    line(label, &format!("{}{more}", shown.join(", ")), terminal)
}

fn quote(label: &str, row: Option<&Row>, terminal: &mut Terminal) -> Result<()> {
    let Some(row) = row else { return Ok(()) };
    terminal.styled(&format!("{QUIET}{label:>9}{QUIET:#}"))?;
    table::row(row, false, terminal)
}

/// A bar for each month from the first to the last, those without quotes included, and both months; `None` where there is one month only.
fn sparkline(months: &BTreeMap<String, u64>) -> Option<(String, &str, &str)> {
    let number = |month: &str| {
        let (year, month) = month.split_once('-')?;
        Some(year.parse::<usize>().ok()? * 12 + month.parse::<usize>().ok()?)
    };
    let (first, last) = (months.keys().next()?, months.keys().next_back()?);
    let (from, to) = (number(first)?, number(last)?);
    if from == to {
        return None;
    }
    // Years of quotes in one line: each bar is several months.
    let each = (to - from + 1).div_ceil(MONTHS);
    let mut bars = vec![0_u64; (to - from) / each + 1];
    for (month, n) in months {
        bars[(number(month)? - from) / each] += n;
    }
    let most = bars.iter().copied().max()?.max(1);
    let top = BARS.len() as u64 - 1;
    let bar = |&n: &u64| if n == 0 { ' ' } else { BARS[(n * top).div_ceil(most) as usize] };
    Some((bars.iter().map(bar).collect(), first, last))
}

fn reasons(portrait: &Portrait, terminal: &mut Terminal) -> Result<()> {
    if portrait.because.is_empty() {
        return line("why", "one name alone; nothing was joined", terminal);
    }
    for joined in &portrait.because {
        let articles = match joined.articles.as_slice() {
            [] => String::new(),
            [one] => format!(" in {one}"),
            several => format!(" in {} articles", several.len()),
        };
        let text = format!("{} ({} quotes{articles}): {}", joined.name, joined.quotes, joined.because);
        line("why", &text, terminal)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::sparkline;
    use std::collections::BTreeMap;

    #[test]
    fn months_without_quotes_are_seen() {
        let months =
            |months: &[(&str, u64)]| months.iter().map(|&(m, n)| (m.to_owned(), n)).collect::<BTreeMap<_, _>>();
        let bars = |given: &[(&str, u64)]| sparkline(&months(given)).map(|(bars, ..)| bars);
        assert_eq!(bars(&[("2024-11", 7), ("2025-01", 14)]).as_deref(), Some("▅ █"));
        assert_eq!(bars(&[("2024-11", 7)]), None);
        assert!(bars(&[("1950-01", 1), ("2025-01", 1)]).unwrap().chars().count() <= 60);
    }
}
