//! The format of a model file: a magic number with a version, the model's name, a hash of what its features are, a checksum, then numbers.
//!
//! Numbers are unsigned, seven bits a byte, lowest first.

use crate::error::{Error, Result};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// The last byte is the version of the format.
const MAGIC: &[u8; 8] = b"whosaid\x02";

/// Length in bytes of what stands before the numbers: magic, name, feature set, checksum.
const HEADER: usize = 32;

/// Reads the numbers of a model file, checked as a whole before the first is given.
#[derive(Debug)]
pub struct Reader<'a> {
    name: &'a str,
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader of the model `name`, up to 8 bytes long, whose features hash to `feature_set`.
    ///
    /// # Errors
    /// When the bytes are no model, of another format or name, made for other features, or damaged.
    pub fn new(bytes: &'a [u8], name: &'a str, feature_set: u64) -> Result<Reader<'a>> {
        let wrong = |what: &str| Error::model(format!("model {name}: {what}"));
        let Some((header, body)) = bytes.split_at_checked(HEADER) else { return Err(wrong("shorter than its header")) };
        if header[..7] != MAGIC[..7] {
            return Err(wrong("not a model file"));
        }
        if header[7] != MAGIC[7] {
            return Err(wrong("of another format version; train it again"));
        }
        if header[8..16] != padded(name) {
            return Err(wrong("a model of another name"));
        }
        if header[16..24] != feature_set.to_le_bytes() {
            return Err(wrong("trained with other features; train it again"));
        }
        if header[24..32] != xxh3_64(body).to_le_bytes() {
            return Err(wrong("damaged: its checksum does not hold"));
        }
        Ok(Reader { name, bytes: body })
    }

    /// The error for numbers that make no model although their checksum holds.
    #[cold]
    pub fn damaged(&self) -> Error {
        Error::model(format!("model {}: damaged", self.name))
    }

    /// The next byte.
    ///
    /// # Errors
    /// When there is none.
    #[inline]
    pub fn byte(&mut self) -> Result<u8> {
        let (&first, rest) = self.bytes.split_first().ok_or_else(|| self.damaged())?;
        self.bytes = rest;
        Ok(first)
    }

    /// The next number.
    ///
    /// # Errors
    /// When there is none, or it does not fit in 32 bits.
    #[inline]
    pub fn number(&mut self) -> Result<u32> {
        let mut number = 0u32;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(self.damaged())
    }

    /// The next number that may be negative.
    ///
    /// # Errors
    /// As for [`Reader::number`].
    #[inline]
    pub fn signed(&mut self) -> Result<i32> {
        let folded = self.number()?;
        Ok((folded >> 1).cast_signed() ^ -(folded & 1).cast_signed())
    }

    /// A table of bytes by hash: how many there are, then each with its byte.
    ///
    /// # Errors
    /// When the numbers end before it does.
    pub fn table(&mut self) -> Result<FxHashMap<u32, u8>> {
        let (mut table, mut hash) = (FxHashMap::default(), 0u32);
        for _ in 0..self.number()? {
            hash = hash.wrapping_add(self.number()?);
            table.insert(hash, self.byte()?);
        }
        Ok(table)
    }
}

/// Collects the numbers of a model file.
#[derive(Debug, Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    /// Appends a byte.
    pub fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// Appends a number.
    pub fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// Appends a number that may be negative: the sign goes into the lowest bit, so that small ones stay short.
    pub fn signed(&mut self, number: i32) {
        self.number((number << 1 ^ number >> 31).cast_unsigned());
    }

    /// Appends a table that [`Reader::table`] reads: by hash, each told by how much it exceeds the one before it.
    pub fn table(&mut self, table: &FxHashMap<u32, u8>) {
        let sorted: BTreeMap<u32, u8> = table.iter().map(|(&hash, &byte)| (hash, byte)).collect();
        self.number(sorted.len() as u32);
        let mut before = 0;
        for (hash, byte) in sorted {
            self.number(hash - before);
            self.byte(byte);
            before = hash;
        }
    }

    /// The file of the model `name`, up to 8 bytes long, whose features hash to `feature_set`.
    pub fn finish(self, name: &str, feature_set: u64) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        file.extend(padded(name));
        file.extend(feature_set.to_le_bytes());
        file.extend(xxh3_64(&self.0).to_le_bytes());
        file.extend(self.0);
        file
    }
}

fn padded(name: &str) -> [u8; 8] {
    let mut bytes = [0; 8];
    bytes[..name.len()].copy_from_slice(name.as_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::{Reader, Writer};

    #[test]
    fn what_is_written_is_read_and_damage_is_told() {
        let mut writer = Writer::default();
        for number in [0, 127, 128, u32::MAX] {
            writer.number(number);
        }
        for number in [0, -1, 1, i32::MIN, i32::MAX] {
            writer.signed(number);
        }
        let file = writer.finish("tags", 7);
        let mut reader = Reader::new(&file, "tags", 7).unwrap();
        for number in [0, 127, 128, u32::MAX] {
            assert_eq!(reader.number().unwrap(), number);
        }
        for number in [0, -1, 1, i32::MIN, i32::MAX] {
            assert_eq!(reader.signed().unwrap(), number);
        }
        assert!(reader.byte().unwrap_err().to_string().contains("damaged"));
        let told = |bytes: &[u8], name: &str, set| Reader::new(bytes, name, set).unwrap_err().to_string();
        assert!(told(&file, "heads", 7).contains("another name"));
        assert!(told(&file, "tags", 8).contains("other features"));
        assert!(told(&file[..20], "tags", 7).contains("header"));
        assert!(told(&file[..file.len() - 1], "tags", 7).contains("checksum"));
        let mut flipped = file.clone();
        flipped[40.min(file.len() - 1)] ^= 1;
        assert!(told(&flipped, "tags", 7).contains("checksum"));
        flipped[7] = 9;
        assert!(told(&flipped, "tags", 7).contains("format version"));
        assert!(told(b"PK\x03\x04 something else that is long enough", "tags", 7).contains("not a model"));
    }
}
