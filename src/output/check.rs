//! Fact-checks for people: what was checked, by whom, and with what result, in the words of the check.

use super::{Terminal, one_line, table};
use crate::wire::{Check, Suggestion};
use anyhow::Result;

/// One fact-check as a small card.
pub(super) fn card(check: &Check, terminal: &mut Terminal) -> Result<()> {
    terminal.styled(&table::wrapped(&one_line(&check.claim), "", table::width()))?;
    terminal.styled(&table::wrapped(&facts(check), "  ", table::width()))?;
    terminal.styled("")
}

/// A fact-check that may be about a claim. What it found is told of what it checked, not of the claim.
pub(super) fn suggestion(suggestion: &Suggestion, terminal: &mut Terminal) -> Result<()> {
    let Suggestion { likeness, check } = suggestion;
    let line = format!("maybe checked ({likeness:.2} alike): “{}” · {}", one_line(&check.claim), facts(check));
    terminal.styled(&table::wrapped(&line, "  ", table::width()))
}

fn facts(check: &Check) -> String {
    let claimant = check.claimant.as_ref().map(|claimant| format!("claimed by {claimant}"));
    let rating = check.rating.as_ref().map(|rating| format!("rated “{rating}”"));
    let publisher = check.publisher.as_ref().map(|publisher| format!("by {publisher}"));
    let rated = [rating, publisher].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let facts = [claimant, Some(rated), check.reviewed.clone(), check.url.clone()];
    let facts: Vec<String> =
        facts.into_iter().flatten().filter(|fact| !fact.is_empty()).map(|fact| one_line(&fact)).collect();
    facts.join(" · ")
}
