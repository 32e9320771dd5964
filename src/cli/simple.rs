//! `info`, `check`, `completions`, `man`: one answer each.

use super::args::{Cli, Format};
use super::{End, fresh};
use crate::index::Store;
use crate::output::{self, Terminal};
use anyhow::Result;
use clap::CommandFactory;
use std::path::Path;

pub(super) fn info(format: Format, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let info = Store::open(dir)?.reader()?.info()?;
    output::info(&info, format, terminal)?;
    Ok(End::Done)
}

pub(super) fn check(dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let store = Store::open(dir)?;
    let problems = store.check()?;
    for problem in &problems {
        terminal.line(problem)?;
    }
    if problems.is_empty() {
        // The index is whole all the same: it holds what the files were.
        fresh::tell_of(store.files()?.values(), terminal);
    }
    if problems.is_empty() {
        terminal.line("the index is whole: checksums, spans and counts agree")?;
        return Ok(End::Done);
    }
    Ok(End::Failures)
}

pub(super) fn completions(shell: clap_complete::Shell, terminal: &mut Terminal) -> Result<End> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "whosaid", &mut script);
    terminal.bytes(&script)?;
    Ok(End::Done)
}

pub(super) fn man(terminal: &mut Terminal) -> Result<End> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    terminal.bytes(&page)?;
    Ok(End::Done)
}
