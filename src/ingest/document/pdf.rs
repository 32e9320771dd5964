//! PDF: not read yet.

use crate::ingest::{Origin, Sink};
use std::ops::ControlFlow;

pub(in crate::ingest) fn read(_bytes: &[u8], origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    sink(origin.skipped(origin.leaf(), None, "PDF is not read; save its text, or the page it came from"))
}
