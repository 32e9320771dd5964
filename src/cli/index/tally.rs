//! What a run of `index` did: counted for the summary, listed for the report.

use crate::index::{FileRecord, Folded};
use crate::ingest::Problem;
use crate::output::Terminal;
use crate::wire;
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Problems shown one by one; the rest is counted.
const SHOWN: usize = 50;

/// What happened, for the summary and the report.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) articles: u64,
    /// Files that the index did not hold.
    pub(super) new: u64,
    pub(super) named: u64,
    pub(super) unnamed: u64,
    pub(super) claims: u64,
    pub(super) unchanged: u64,
    pub(super) replaced: u64,
    pub(super) removed: u64,
    pub(super) skipped: u64,
    pub(super) failed: u64,
    /// Unchanged files of which something was skipped or failed when they were read.
    pub(super) unchanged_with_problems: u64,
    pub(super) bytes: u64,
    /// Copies in the whole index.
    pub(super) folded: Folded,
    pub(super) rows: Vec<wire::ReportRow>,
    pub(super) problems: Vec<String>,
}

impl Tally {
    pub(super) fn row(
        &mut self,
        path: &str,
        part: Option<u32>,
        status: &str,
        reason: Option<String>,
        counts: Option<(u64, u64)>,
    ) {
        self.rows.push(wire::ReportRow {
            path: path.to_owned(),
            part,
            entry: None,
            line: None,
            status: status.to_owned(),
            reason,
            quotes: counts.map(|(quotes, _)| quotes),
            claims: counts.map(|(_, claims)| claims),
        });
    }

    pub(super) fn unchanged(&mut self, path: &str, known: Option<&FileRecord>) {
        self.unchanged += 1;
        let problems = known.map_or(&[][..], |record| &record.problems);
        self.unchanged_with_problems += u64::from(!problems.is_empty());
        let reason = (!problems.is_empty()).then(|| format!("when it was read: {}", problems.join("; ")));
        self.row(path, None, "unchanged", reason, known.map(|record| (record.quotes, record.claims)));
    }

    pub(super) fn problem(&mut self, path: &str, problem: &Problem, failed: bool) {
        let status = if failed { "failed" } else { "skipped" };
        if failed {
            self.failed += 1;
        } else {
            self.skipped += 1;
        }
        self.problems.push(format!("{status}: {}: {}", problem.place(path), problem.reason));
        self.row(path, problem.part, status, Some(problem.reason.clone()), None);
        if let Some(row) = self.rows.last_mut() {
            (row.entry, row.line) = (problem.entry.clone(), problem.line);
        }
    }
}

impl Tally {
    /// Whether the run found the index as it should be, with no problem that was not `told` before.
    pub(super) fn is_idle(&self, told: &BTreeSet<String>) -> bool {
        self.articles + self.new + self.replaced + self.removed == 0
            && self.problems.iter().all(|problem| told.contains(problem))
    }

    /// Files and folders of which something failed.
    pub(super) fn failed_paths(&self) -> BTreeSet<String> {
        self.rows.iter().filter(|row| row.status == "failed").map(|row| row.path.clone()).collect()
    }

    /// Shows the problems that an earlier run has not `told`, which then holds those of this run.
    pub(super) fn show_problems(&mut self, told: &mut BTreeSet<String>, terminal: &mut Terminal) {
        let found: BTreeSet<String> = std::mem::take(&mut self.problems).into_iter().collect();
        let mut new = found.difference(told);
        for problem in new.by_ref().take(SHOWN) {
            terminal.note(problem);
        }
        let n_more = new.count();
        if n_more > 0 {
            terminal.note(&format!("… and {n_more} more: --report FILE lists all"));
        }
        *told = found;
    }
}

/// The file of `--report`.
pub(super) struct Report {
    path: PathBuf,
    file: std::fs::File,
}

impl Report {
    pub(super) fn create(path: &Path) -> Result<Report> {
        let file =
            std::fs::File::create(path).with_context(|| format!("cannot write the report {}", path.display()))?;
        Ok(Report { path: path.to_owned(), file })
    }

    /// Writes a line for each row, in order of path and part.
    pub(super) fn write(self, rows: &mut [wire::ReportRow]) -> Result<()> {
        rows.sort_by(|one, other| (&one.path, one.part).cmp(&(&other.path, other.part)));
        let mut file = std::io::BufWriter::new(self.file);
        let written = rows.iter().try_for_each(|row| {
            serde_json::to_writer(&mut file, row)?;
            file.write_all(b"\n")
        });
        written.and_then(|()| file.flush()).with_context(|| format!("cannot write the report {}", self.path.display()))
    }
}

/// Says what was done.
pub(super) fn summary(tally: &Tally, start: Instant, stopped: bool, terminal: &mut Terminal) {
    let seconds = start.elapsed().as_secs_f64();
    let speed = tally.bytes as f64 / 1e6 / seconds.max(1e-3);
    terminal.note(&format!(
        "{} articles · {} quotes with a named speaker, {} without · {} claims",
        tally.articles, tally.named, tally.unnamed, tally.claims
    ));
    terminal.note(&format!(
        "files: {} new, {} unchanged, {} replaced, {} removed · skipped: {}, failed: {} · {seconds:.1} s, {speed:.1} MB/s",
        tally.new, tally.unchanged, tally.replaced, tally.removed, tally.skipped, tally.failed
    ));
    if tally.folded.copies > 0 {
        terminal.note(&format!(
            "copies: {} of the index's articles are the same as one of {} others and count once; --copies lists them",
            tally.folded.copies, tally.folded.leads
        ));
    }
    if tally.unchanged_with_problems > 0 {
        terminal.note(&format!(
            "of {} unchanged files not all could be read: --report FILE says why, --force reads them again",
            tally.unchanged_with_problems
        ));
    }
    if stopped {
        terminal.note("interrupted: what is whole was kept; run the same command to go on");
    }
}
