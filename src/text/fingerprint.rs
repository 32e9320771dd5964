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

#[cfg(test)]
mod tests {
    use super::hex_id;

    #[test]
    fn parts_are_kept_apart_and_the_value_never_changes() {
        assert_ne!(hex_id([b"ab".as_slice(), b"c"]), hex_id([b"a".as_slice(), b"bc"]));
        assert_eq!(hex_id([b"whosaid".as_slice()]).len(), 32);
    }
}
