//! Gzip as a row of members: one that is damaged is complained of once, and what follows is read on.

use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};

/// How much of a member is kept, so that behind damage in it the next one is looked for from its beginning: a decoder that is led astray
/// takes bytes of the next one for its own. Behind damage in a longer one the search begins where the decoder gave up.
const MOST_KEPT_BYTES: usize = 1 << 20;

/// How often that is done in one file.
const MOST_REWINDS: usize = 100;

/// The content of all members, one behind the other. After an error the next call goes on with the next member that begins behind it.
pub(super) struct Members<R> {
    state: State<R>,
    n_rewinds: usize,
}

enum State<R> {
    /// Inside of a member.
    Inside(Box<GzDecoder<Kept<R>>>),
    /// Between two members; behind a damaged one the next beginning is looked for.
    Between { reader: Kept<R>, after_damage: bool },
    /// All was read.
    End,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(inner: R) -> Members<R> {
        let reader = Kept { inner, bytes: Vec::new(), at: 0 };
        Members { state: State::Between { reader, after_damage: false }, n_rewinds: 0 }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::End) {
                State::End => return Ok(0),
                State::Between { mut reader, after_damage } => match find_member(&mut reader, after_damage) {
                    Ok(true) => {
                        reader.forget();
                        self.state = State::Inside(Box::new(GzDecoder::new(reader)));
                    }
                    Ok(false) => return Ok(0),
                    Err(error) => {
                        if error.kind() == io::ErrorKind::InvalidData {
                            self.state = State::Between { reader, after_damage: true };
                        }
                        return Err(error);
                    }
                },
                State::Inside(mut decoder) => match decoder.read(buffer) {
                    Ok(0) => self.state = State::Between { reader: decoder.into_inner(), after_damage: false },
                    Ok(n_read) => {
                        self.state = State::Inside(decoder);
                        return Ok(n_read);
                    }
                    Err(error) => {
                        let mut reader = decoder.into_inner();
                        if self.n_rewinds < MOST_REWINDS {
                            self.n_rewinds += 1;
                            reader.rewind();
                        }
                        self.state = State::Between { reader, after_damage: true };
                        return Err(error);
                    }
                },
            }
        }
    }
}

/// A reader that keeps what was read of a member.
struct Kept<R> {
    inner: R,
    bytes: Vec<u8>,
    /// Place in the kept bytes, of which those behind are read once more.
    at: usize,
}

impl<R> Kept<R> {
    /// Keeps from here on.
    fn forget(&mut self) {
        self.bytes.drain(..self.at);
        self.at = 0;
    }

    /// Goes back to the second byte of the member, where all of it was kept.
    fn rewind(&mut self) {
        if self.bytes.len() < MOST_KEPT_BYTES {
            self.at = self.bytes.len().min(1);
        }
    }
}

impl<R: BufRead> Read for Kept<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.fill_buf()?.read(buffer)?;
        self.consume(n_read);
        Ok(n_read)
    }
}

impl<R: BufRead> BufRead for Kept<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.bytes.len() { Ok(&self.bytes[self.at..]) } else { self.inner.fill_buf() }
    }

    fn consume(&mut self, n_bytes: usize) {
        if self.at < self.bytes.len() {
            self.at += n_bytes;
            return;
        }
        if self.bytes.len() < MOST_KEPT_BYTES
            && let Ok(available) = self.inner.fill_buf()
        {
            self.bytes.extend_from_slice(&available[..n_bytes.min(available.len())]);
            self.at = self.bytes.len();
        }
        self.inner.consume(n_bytes);
    }
}

/// Goes to the next member; `false` when there is none. Zeros between members are padding.
fn find_member(reader: &mut impl BufRead, after_damage: bool) -> io::Result<bool> {
    /// The magic number and the one method there is.
    const START: [u8; 3] = [0x1f, 0x8b, 8];
    loop {
        let available = reader.fill_buf()?;
        let n_passed = match available {
            [] => return Ok(false),
            // A beginning that lies across two buffers is missed, and the member behind it found.
            _ if after_damage => match available.windows(START.len()).position(|window| window == START) {
                Some(at) => {
                    reader.consume(at);
                    return Ok(true);
                }
                None => available.len(),
            },
            [0x1f, ..] => return Ok(true),
            [0, ..] => 1,
            _ => {
                let reason = "something else follows the compressed part";
                return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
            }
        };
        reader.consume(n_passed);
    }
}

#[cfg(test)]
mod tests {
    use super::Members;
    use std::io::{Read, Write};

    fn member(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_damaged_member_costs_itself() {
        let mut damaged = member(&(0..2000u32).flat_map(|n| n.wrapping_mul(7919).to_le_bytes()).collect::<Vec<u8>>());
        let middle = damaged.len() / 2;
        damaged[middle..middle + 40].fill(0xff);
        let packed = [member(b"one "), damaged, member(b"two "), vec![0; 9], member(b"three")].concat();
        let mut reader = Members::new(&packed[..]);
        let mut all = Vec::new();
        assert!(reader.read_to_end(&mut all).is_err());
        assert!(all.starts_with(b"one "));
        all.clear();
        reader.read_to_end(&mut all).unwrap();
        assert_eq!(all, b"two three");
        let packed = [member(b"one "), b"no gzip".to_vec(), member(b"two")].concat();
        let mut reader = Members::new(&packed[..]);
        assert!(reader.read_to_end(&mut all).is_err() && reader.read_to_end(&mut all).is_ok());
        assert!(all.ends_with(b"one two"));
        let mut reader = Members::new(&b"no gzip"[..]);
        assert!(reader.read_to_end(&mut all).is_err() && reader.read_to_end(&mut all).is_ok());
    }
}
