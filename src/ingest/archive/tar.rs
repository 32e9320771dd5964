//! Tar archives, read as they stream by.

use super::is_hidden;
use crate::ingest::{Origin, Sink, explain, read_entry};
use std::io::BufRead;
use std::ops::ControlFlow;

pub(in crate::ingest) fn read(reader: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let mut archive = tar::Archive::new(reader);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return sink(origin.failed(origin.leaf(), None, explain(&error))),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            // Where the next entry begins stood in the one that cannot be read.
            Err(error) => {
                let reason = format!("the archive is damaged here, what follows is lost: {}", explain(&error));
                return sink(origin.failed(Some(origin.part()), None, reason));
            }
        };
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let kind = entry.header().entry_type();
        if !(kind.is_file() || kind.is_contiguous()) || is_hidden(&name) {
            continue;
        }
        read_entry(&name, entry, origin, sink)?;
        if origin.source.expansion.is_spent() {
            break;
        }
    }
    ControlFlow::Continue(())
}
