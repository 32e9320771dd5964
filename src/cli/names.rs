//! `names`: the user's corrections of who is one speaker, a line each in a text file beside the index.

use super::End;
use super::args::NamesCommand;
use super::listing;
use crate::index::Store;
use crate::output::Terminal;
use crate::track::names;
use anyhow::{Context, Result, bail};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// What a new file begins with.
const HEADER: &str = "# Corrections of speakers, one a line, applied whenever the index is asked; delete a line to undo it.\n\
                      # merge \"A\" \"B\" …   split \"A\" \"B\" [in PATH]   rename \"A\" \"B\"   forget \"A\"\n";

pub(super) fn run(correction: Option<NamesCommand>, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let store = Store::open(dir)?;
    let path = store.names_path()?;
    match correction {
        None => list(&store, &path, terminal),
        Some(correction) => add(&store, &path, &correction, terminal),
    }
}

/// The file as it is, each line with its number, and what of it cannot be read.
fn list(store: &Store, path: &Path, terminal: &mut Terminal) -> Result<End> {
    let text = match fs::read(path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            terminal.note(&format!("no corrections; the first one makes {}", path.display()));
            return Ok(End::Nothing);
        }
        Err(error) => return Err(error).with_context(|| path.display().to_string()),
    };
    terminal.note(&path.display().to_string());
    for (line, at) in text.lines().zip(1..) {
        terminal.line(&format!("{at:>4}  {line}"))?;
    }
    let reader = store.reader()?;
    for problem in reader.name_problems() {
        terminal.note(problem);
    }
    for (line, conflict) in reader.name_conflicts() {
        terminal.note(&format!("line {line}: {conflict}"));
    }
    for (line, name, shown) in reader.renames() {
        if let Some(other) = reader.others_called(shown, name)?.first() {
            terminal.note(&format!("line {line}: {}", taken(name, shown, *other)));
        }
    }
    Ok(if reader.name_problems().is_empty() { End::Done } else { End::Failures })
}

fn add(store: &Store, path: &Path, correction: &NamesCommand, terminal: &mut Terminal) -> Result<End> {
    let one = |name: &String| vec![name.clone()];
    let two = |name: &String, other: &String| vec![name.clone(), other.clone()];
    // Names that the index has; the others the user makes.
    let (what, names, found, place) = match correction {
        NamesCommand::Merge { names } => ("merge", names.clone(), names.clone(), None),
        NamesCommand::Split { name, other, place: None } => ("split", two(name, other), two(name, other), None),
        NamesCommand::Split { name, other, place } => ("split", two(name, other), one(name), place.as_deref()),
        NamesCommand::Rename { name, shown } => ("rename", two(name, shown), one(name), None),
        NamesCommand::Forget { name } => ("forget", one(name), one(name), None),
    };
    let line = names::line(what, &names, place);
    let (_, problems) = names::Names::parse(&line);
    if let Some((_, problem)) = problems.first() {
        bail!("{problem}");
    }
    let reader = store.reader()?;
    if let NamesCommand::Rename { name, shown } = correction
        && let Some(&quotes) = reader.others_called(shown, name)?.first()
    {
        bail!("{}; nothing was done", taken(name, shown, quotes));
    }
    for name in &found {
        if reader.speakers_matching(name)?.chosen.is_empty() {
            terminal.note(&format!("no speaker \"{name}\" in the index; the line is kept for when there is one"));
            listing::suggest(&reader, name, terminal)?;
        }
    }
    append(path, &line).with_context(|| path.display().to_string())?;
    terminal.line(&line)?;
    let known = reader.name_conflicts();
    for (line, conflict) in store.reader()?.name_conflicts() {
        if !known.contains(&(line, conflict.clone())) {
            terminal.note(&format!("line {line}: {conflict}"));
        }
    }
    terminal.note(&format!("added to {}; delete the line to undo it", path.display()));
    Ok(End::Done)
}

/// Why a speaker should not be shown by the name of another one, who has so many quotes.
fn taken(name: &str, shown: &str, quotes: u64) -> String {
    format!(
        "\"{shown}\" is another speaker in the index ({quotes} quotes), and two would be shown by one name; if they are one: \
         whosaid names merge '{shown}' '{name}'; if not, give another name"
    )
}

/// Adds a line behind what is there, in one write.
fn append(path: &Path, line: &str) -> std::io::Result<()> {
    let held = match fs::read(path) {
        Ok(held) => held,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let before = match held.last() {
        None => HEADER,
        Some(b'\n') => "",
        Some(_) => "\n",
    };
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(format!("{before}{line}\n").as_bytes())?;
    file.sync_all()
}
