//! The one integration binary: the built program on real files.
#![allow(clippy::unwrap_used, missing_docs)]

mod checks;
mod cli;
mod containers;
mod copies;
mod corpus;
mod floors;
mod fresh;
mod names;
mod odd;
#[cfg(feature = "pdf")]
mod pdf;
mod watch;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The root of the repository.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in `dir`.
fn whosaid(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command
        .current_dir(dir)
        .args(args)
        .stdin(Stdio::null())
        .env_remove("WHOSAID_INDEX")
        .env_remove("RUST_BACKTRACE")
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Each line of standard output as JSON.
fn rows(output: &Output) -> Vec<serde_json::Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
