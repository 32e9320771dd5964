//! The command line: arguments in, exit code out. One file a command.

mod args;
mod bounded;
mod checks;
mod eval;
mod extract;
mod fresh;
mod index;
mod listing;
mod names;
#[cfg(feature = "pdf")]
mod pdf_text;
mod show;
mod simple;

use crate::index::Store;
use crate::output::{Terminal, is_closed_pipe};
use anyhow::Result;
pub(crate) use args::Format;
use args::{Cli, Command};
use clap::Parser;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process::ExitCode;

/// How a command ended. Codes as in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Done, or found.
    Done,
    /// Nothing found.
    Nothing,
    /// Finished, with files that failed or a check that did not hold.
    Failures,
    /// Interrupted.
    Interrupted,
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse_from(queries_last(std::env::args_os())) {
        Ok(cli) => cli,
        Err(error) => {
            let wrong = error.use_stderr();
            // Nothing is left to do when even the message cannot be written.
            let _ = error.print();
            return ExitCode::from(if wrong { 2 } else { 0 });
        }
    };
    cli.color.write_global();
    let mut terminal = Terminal::new();
    let end = reported(cli, &mut terminal).and_then(|end| terminal.flush().map(|()| end));
    match end {
        Ok(End::Done) => ExitCode::SUCCESS,
        Ok(End::Nothing) => ExitCode::from(1),
        Ok(End::Failures) => ExitCode::from(3),
        Ok(End::Interrupted) => ExitCode::from(130),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal.note(&format!("whosaid: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Moves the words of a `search` that begin with a dash (`-tariff`) behind `--`, so that they are read as the query that they are.
/// `search` has no short flags but `-h` and `-V`.
fn queries_last(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut before: Vec<OsString> = args.collect();
    let mut search = 1;
    while let Some(arg) = before.get(search).filter(|arg| arg.as_encoded_bytes().starts_with(b"-")) {
        search += if arg == "--index" || arg == "--color" { 2 } else { 1 };
    }
    if before.get(search).is_none_or(|command| command != "search") {
        return before;
    }
    let rest = before.split_off(search + 1);
    let (mut flags, mut query) = (Vec::new(), Vec::new());
    let mut rest = rest.into_iter();
    for arg in rest.by_ref() {
        if arg == "--" {
            break;
        }
        let text = arg.to_string_lossy();
        let name = text.split('=').next().unwrap_or_default();
        let is_word = match text.strip_prefix("--") {
            Some(_) => name.starts_with("---") || name.contains(char::is_whitespace),
            None => text.len() > 1 && text.starts_with('-') && text != "-h" && text != "-V",
        };
        if is_word { query.push(arg) } else { flags.push(arg) }
    }
    query.extend(rest);
    before.extend(flags);
    if !query.is_empty() {
        before.push("--".into());
        before.extend(query);
    }
    before
}

/// Runs the command; where it panics because the index is damaged, says that.
fn reported(cli: Cli, terminal: &mut Terminal) -> Result<End> {
    let dir = cli.index.clone();
    catch_unwind(AssertUnwindSafe(|| dispatch(cli, terminal))).unwrap_or_else(|panic| match Store::damage(&dir) {
        Some(damage) => Err(damage.into()),
        None => resume_unwind(panic),
    })
}

fn dispatch(cli: Cli, terminal: &mut Terminal) -> Result<End> {
    let index = cli.index;
    match cli.command {
        Command::Index(args) => index::run(&args, &index, terminal),
        Command::Search(args) => listing::search(args, &index, terminal),
        Command::Quotes(args) => listing::quotes(args, &index, terminal),
        Command::Claims(args) => listing::claims(args, &index, terminal),
        Command::Checks(args) => checks::run(args, &index, terminal),
        Command::Speakers(args) => listing::speakers(args, &index, terminal),
        Command::Names { correction } => names::run(correction, &index, terminal),
        Command::Show(args) => show::run(&args, &index, terminal),
        Command::Extract(args) => extract::run(&args, terminal),
        Command::Eval(args) => eval::run(&args, terminal),
        Command::Info(args) => simple::info(args.format, &index, terminal),
        Command::Check => simple::check(&index, terminal),
        Command::Completions { shell } => simple::completions(shell, terminal),
        Command::Man => simple::man(terminal),
        #[cfg(feature = "pdf")]
        Command::PdfText => pdf_text::run(terminal),
    }
}

#[cfg(test)]
mod tests {
    use super::queries_last;

    #[test]
    fn words_with_a_dash_are_the_query() {
        let check = |line: &str, want: &str| {
            let got = queries_last(line.split('|').map(Into::into));
            assert_eq!(got.join("|".as_ref()).to_string_lossy(), want);
        };
        check("w|search|-tariff|trump|--limit|2", "w|search|trump|--limit|2|--|-tariff");
        check("w|--index|search|search|--- x", "w|--index|search|search|--|--- x");
        check("w|search|-h|--speaker=a b|--|-x", "w|search|-h|--speaker=a b|--|-x");
        check("w|show|search|-x", "w|show|search|-x");
    }
}
