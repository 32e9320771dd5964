//! The command line: arguments in, exit code out. One file a command.

mod args;
mod eval;
mod extract;
mod index;
mod listing;
mod show;
mod simple;

use crate::output::{Terminal, is_closed_pipe};
use anyhow::Result;
pub(crate) use args::Format;
use args::{Cli, Command};
use clap::Parser;
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
    let cli = match Cli::try_parse() {
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
    match dispatch(cli, &mut terminal) {
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

fn dispatch(cli: Cli, terminal: &mut Terminal) -> Result<End> {
    let index = cli.index;
    match cli.command {
        Command::Index(args) => index::run(&args, &index, terminal),
        Command::Search(args) => listing::search(args, &index, terminal),
        Command::Quotes(args) => listing::quotes(args, &index, terminal),
        Command::Claims(args) => listing::claims(args, &index, terminal),
        Command::Speakers(args) => listing::speakers(args, &index, terminal),
        Command::Show(args) => show::run(&args, &index, terminal),
        Command::Extract(args) => extract::run(&args, terminal),
        Command::Eval(args) => eval::run(&args, terminal),
        Command::Info(args) => simple::info(args.format, &index, terminal),
        Command::Check => simple::check(&index, terminal),
        Command::Completions { shell } => simple::completions(shell, terminal),
        Command::Man => simple::man(terminal),
    }
}
