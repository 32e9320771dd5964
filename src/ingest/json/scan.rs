//! Cuts a stream of JSON into its records by brackets and quotation marks alone; whether they are valid is not asked.

use std::io::{self, BufRead};

/// Cuts a stream into its top-level values, or into the elements of a top-level array, without holding more than one.
pub(super) struct Values<'a> {
    pub(super) reader: &'a mut dyn BufRead,
    pub(super) line: u64,
    pub(super) in_array: bool,
    /// Whether an array has been closed.
    pub(super) is_done: bool,
    pub(super) max_bytes: u64,
}

pub(super) enum Scanned {
    /// The bytes of one value, and the line it begins on.
    Value(Vec<u8>, u64),
    TooLong(u64),
    CutShort,
    End,
}

impl Values<'_> {
    fn byte(&mut self) -> io::Result<Option<u8>> {
        Ok(self.reader.fill_buf()?.first().copied())
    }

    /// Passes over one byte.
    fn pass(&mut self, byte: u8) {
        self.line += u64::from(byte == b'\n');
        self.reader.consume(1);
    }

    /// The next value.
    pub(super) fn next(&mut self) -> io::Result<Scanned> {
        while let Some(byte) = self.byte()? {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b',' => self.pass(byte),
                b'[' if !self.in_array => {
                    self.in_array = true;
                    self.pass(byte);
                }
                b']' if self.in_array => {
                    (self.in_array, self.is_done) = (false, true);
                    self.pass(byte);
                }
                _ => return self.value(),
            }
        }
        Ok(if self.in_array { Scanned::CutShort } else { Scanned::End })
    }

    fn value(&mut self) -> io::Result<Scanned> {
        let first_line = self.line;
        let (mut bytes, mut n_bytes) = (Vec::new(), 0u64);
        let (mut depth, mut in_string, mut is_escaped) = (0usize, false, false);
        loop {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                // A bare number or word may end with the file; anything that was opened may not.
                let is_whole = depth == 0 && !in_string;
                return Ok(if is_whole { Scanned::Value(bytes, first_line) } else { Scanned::CutShort });
            }
            let (mut n_used, mut is_end) = (0, false);
            for &byte in available {
                if depth == 0
                    && !in_string
                    && n_bytes + n_used as u64 > 0
                    && matches!(byte, b',' | b']' | b'}' | b'\n' | b'{' | b'[')
                {
                    is_end = true;
                    break;
                }
                n_used += 1;
                self.line += u64::from(byte == b'\n');
                match byte {
                    _ if is_escaped => is_escaped = false,
                    b'\\' if in_string => is_escaped = true,
                    b'"' => in_string = !in_string,
                    b'{' | b'[' if !in_string => depth += 1,
                    b'}' | b']' if !in_string => {
                        depth = depth.saturating_sub(1);
                        is_end = depth == 0;
                    }
                    _ => {}
                }
                if is_end {
                    break;
                }
            }
            n_bytes += n_used as u64;
            if n_bytes <= self.max_bytes {
                bytes.extend_from_slice(&available[..n_used]);
            } else {
                bytes = Vec::new();
            }
            self.reader.consume(n_used);
            if is_end {
                return Ok(if n_bytes > self.max_bytes {
                    Scanned::TooLong(n_bytes)
                } else {
                    Scanned::Value(bytes, first_line)
                });
            }
        }
    }
}
