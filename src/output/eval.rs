//! The figures of `eval`: tables for people, one JSON object for programs.

use super::{Terminal, harmless};
use crate::eval::{ACCURACIES, FIGURES, KINDS, Miss, Rates, Report, SPEAKER_FIGURE, Shown, Spread};
use anyhow::Result;
use std::fmt::Write;

/// Everything in one object, on one line; what a terminal would obey is escaped as JSON allows.
pub(crate) fn json(report: &Report, terminal: &mut Terminal) -> Result<()> {
    let json = serde_json::to_string(report)?;
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if super::is_obeyed(c) {
            // All of them are below U+10000, where one escape is one character.
            write!(out, "\\u{:04x}", u32::from(c))?;
        } else {
            out.push(c);
        }
    }
    terminal.data(&out)
}

/// The figures, then cues, sieves and calibration, then what was missed.
pub(crate) fn table(report: &Report, terminal: &mut Terminal) -> Result<()> {
    figures(report, terminal)?;
    if !report.cues.is_empty() {
        terminal.line("\ncue of gold                gold  found  right source")?;
    }
    for row in &report.cues {
        terminal.line(&format!("{:<24} {:>6} {:>6} {:>13}", one_line(&row.lemma), row.gold, row.found, row.right))?;
    }
    calibration(report, terminal)?;
    for (title, misses) in [("missed", &report.missed), ("wrong", &report.wrong)] {
        for miss in misses {
            self::miss(title, miss, terminal)?;
        }
    }
    Ok(())
}

fn figures(report: &Report, terminal: &mut Terminal) -> Result<()> {
    let titles: Vec<String> = KINDS.iter().map(|kind| format!("{kind:<17}")).collect();
    let gap = " ".repeat(if report.resamples > 0 { 15 } else { 2 });
    terminal.line(format!("{:<26}{}{gap}{}", "P R F1, percent", titles[0], titles[1..].join("  ")).trim_end())?;
    for (at, name) in FIGURES.iter().enumerate() {
        if at == SPEAKER_FIGURE && !report.figures[KINDS[0]].rates.contains_key(name) {
            continue;
        }
        let cell = |kind: &str| report.figures[kind].rates.get(name).map_or_else(String::new, rates);
        line(report, name, cell, terminal)?;
    }
    for (name, _) in ACCURACIES {
        let cell = |kind: &str| format!("{:>17.1}", 100.0 * report.figures[kind].accuracies[name]);
        line(report, name, cell, terminal)?;
    }
    let quotes = |kind: &str| {
        let figures = &report.figures[kind];
        format!("{:>17}", format!("{} / {}", figures.pred_quotes, figures.gold_quotes))
    };
    line(report, "answers / gold", quotes, terminal)?;
    let failed = if report.failed > 0 { format!(", {} failed", report.failed) } else { String::new() };
    terminal.line(&format!("{} articles{failed}", report.articles))?;
    if report.resamples > 0 {
        terminal.line(&format!(
            "[ ] 95 % interval of F1, or of the share: {} resamples of the articles; all of them with --format json",
            report.resamples
        ))?;
    }
    Ok(())
}

/// One figure of every kind, the interval behind the whole.
fn line(report: &Report, name: &str, cell: impl Fn(&str) -> String, terminal: &mut Terminal) -> Result<()> {
    let mut out = format!("{name:<26}{}", cell(KINDS[0]));
    if report.resamples > 0 {
        let ends = report.intervals[KINDS[0]].get(name).map(|spread| match spread {
            Spread::Rates { f1, .. } => f1,
            Spread::Accuracy(ends) => ends,
        });
        let ends = ends.map(|[low, high]| format!("[{:.1}–{:.1}]", 100.0 * low, 100.0 * high));
        write!(out, " {:<12}  ", ends.unwrap_or_default())?;
    } else {
        out.push_str("  ");
    }
    out.push_str(&KINDS[1..].iter().map(|kind| cell(kind)).collect::<Vec<_>>().join("  "));
    terminal.line(out.trim_end())
}

fn rates(rates: &Rates) -> String {
    format!("{:>5.1} {:>5.1} {:>5.1}", 100.0 * rates.p, 100.0 * rates.r, 100.0 * rates.f1)
}

fn calibration(report: &Report, terminal: &mut Terminal) -> Result<()> {
    if report.because.is_empty() {
        return Ok(());
    }
    terminal.line("\nbecause                 answers  content right  source right  confidence  error")?;
    for row in &report.because {
        terminal.line(&format!(
            "{:<24}{:>7} {:>14} {:>13} {:>11.3} {:>6.3}",
            one_line(&row.because),
            row.answers,
            row.content_right,
            row.source_right,
            row.confidence,
            row.error
        ))?;
    }
    terminal.line("\nconfidence              answers           mean         right")?;
    for bin in report.calibration.bins.iter().filter(|bin| bin.answers > 0) {
        let range = format!("{:.1} to {:.1}", bin.from, bin.to);
        terminal.line(&format!("{range:<24}{:>7} {:>14.3} {:>13.3}", bin.answers, bin.confidence, bin.right))?;
    }
    terminal.line(&format!(
        "expected calibration error {:.3}: right is content (IoU of at least .5) and source",
        report.calibration.error
    ))
}

/// Three or more lines: what is wrong where, what gold has, what was given.
fn miss(title: &str, miss: &Miss, terminal: &mut Terminal) -> Result<()> {
    terminal.line(&format!("\n{title}: {} in {}", miss.what, one_line(&miss.article)))?;
    // What is not the other's partner only comes closest to it.
    let (gold, given) = match miss.what {
        "not found" => ("gold", "given instead"),
        "not in gold" => ("closest in gold", "given"),
        _ => ("gold", "given"),
    };
    shown(gold, miss.gold.as_ref(), terminal)?;
    shown(given, miss.given.as_ref(), terminal)
}

fn shown(title: &str, shown: Option<&Shown>, terminal: &mut Terminal) -> Result<()> {
    let Some(shown) = shown else {
        return terminal.line(&format!("  {title}: nothing"));
    };
    let mut facts = vec![shown.kind.clone()];
    facts.extend(shown.because.clone());
    facts.extend(shown.confidence.map(|confidence| format!("{confidence:.2}")));
    facts.retain(|fact| !fact.is_empty());
    terminal.line(&format!("  {title}: {}", one_line(&facts.join(" · "))))?;
    for (role, part) in [("source", &shown.source), ("cue", &shown.cue), ("content", &shown.content)] {
        let spans: Vec<String> = part.spans.iter().map(|[start, end]| format!("{start}..{end}")).collect();
        let spans = if spans.is_empty() { "none".to_owned() } else { spans.join(", ") };
        terminal.line(format!("    {role:<8}{spans}  {}", one_line(&part.text)).trim_end())?;
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    harmless(&text.replace(['\n', '\t', '\r'], " "))
}
