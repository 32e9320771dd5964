//! Stable content hashes: the same on every machine and in every version of the index.

use xxhash_rust::xxh3::Xxh3;

/// 128-bit hash of the parts in order, as 32 hexadecimal digits; each part is closed, so `["ab", "c"]` and `["a", "bc"]` differ.
pub fn hex_id<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    format!("{:032x}", digest(parts))
}

/// The same as a number.
pub fn digest<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u128 {
    let mut hasher = Xxh3::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.digest128()
}

/// Hash of a stream of bytes.
#[derive(Default)]
pub struct Hasher(Xxh3);

impl std::fmt::Debug for Hasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hasher")
    }
}

impl Hasher {
    /// 128-bit hash of all bytes written so far, as 32 hexadecimal digits.
    pub fn hex(&self) -> String {
        format!("{:032x}", self.0.digest128())
    }
}

impl std::io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::hex_id;

    #[test]
    fn parts_are_kept_apart_and_the_value_never_changes() {
        assert_ne!(hex_id([b"ab".as_slice(), b"c"]), hex_id([b"a".as_slice(), b"bc"]));
        assert_eq!(hex_id([b"whosaid".as_slice()]).len(), 32);
    }
}
