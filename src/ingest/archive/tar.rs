//! Tar archives, read as they stream by. A damaged entry costs itself: the next one is found by its head.

use super::is_hidden;
use crate::ingest::{Origin, Sink, explain, read_entry};
use std::io::{self, BufRead, Cursor, Read};
use std::ops::ControlFlow;
use tar::Header;

/// Heads and contents begin at multiples of this.
const BLOCK_BYTES: usize = 512;

pub(in crate::ingest) fn read(reader: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let mut head = Vec::new();
    loop {
        let read = read_to_damage(&mut Cursor::new(head).chain(&mut *reader), origin, sink)?;
        let Err(error) = read else { return ControlFlow::Continue(()) };
        let reason = format!("the archive is damaged here ({}); copy it again", explain(&error));
        sink(origin.failed(Some(origin.part()), None, reason))?;
        match next_head(reader) {
            Ok(Some(found)) => head = found,
            // The complaint was made.
            Ok(None) | Err(_) => return ControlFlow::Continue(()),
        }
    }
}

/// Reads entries up to the end or the first that is damaged.
fn read_to_damage(reader: &mut dyn Read, origin: &Origin, sink: &mut Sink) -> ControlFlow<(), io::Result<()>> {
    let mut archive = tar::Archive::new(reader);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return ControlFlow::Continue(Err(error)),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return ControlFlow::Continue(Err(error)),
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
    ControlFlow::Continue(Ok(()))
}

/// Passes over what belongs to a damaged entry, up to the head of the next; `None` when there is none.
fn next_head(reader: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    loop {
        let mut block = Vec::new();
        (&mut *reader).take(BLOCK_BYTES as u64).read_to_end(&mut block)?;
        if block.len() < BLOCK_BYTES {
            return Ok(None);
        }
        // The sum is taken over the head with spaces in the place of the sum.
        let sum = |(at, &byte): (usize, &u8)| u32::from(if (148..156).contains(&at) { b' ' } else { byte });
        let sum: u32 = block.iter().enumerate().map(sum).sum();
        let is_head = &block[257..262] == b"ustar";
        if is_head && Header::from_byte_slice(&block).cksum().is_ok_and(|told| told == sum) {
            return Ok(Some(block));
        }
    }
}
