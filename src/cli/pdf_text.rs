//! `pdf-text`, which is not for people: the text of the PDF on standard input, in a process that may fail by itself.

use super::End;
use crate::output::Terminal;
use anyhow::{Context, Result};
use std::io::Read;

/// Memory that the process may have.
const MAX_BYTES: u64 = 1 << 30;

pub(super) fn run(terminal: &mut Terminal) -> Result<End> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let limit = Rlimit { current: Some(MAX_BYTES), maximum: Some(MAX_BYTES) };
        setrlimit(Resource::As, limit).context("cannot bound the memory")?;
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let text = pdf_extract::extract_text_from_mem(&bytes).context("cannot read the PDF")?;
    terminal.bytes(text.as_bytes())?;
    Ok(End::Done)
}
