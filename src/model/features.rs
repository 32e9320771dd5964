//! Feature hashing, shared by training and use: a feature is the 32-bit hash of its template's number and its values.

/// A feature of one decision. Of a million features in a model, about one in four thousand unseen ones meets a stranger's weights.
pub type Feature = u32;

const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
const STIR: u64 = 0xD6E8_FEB8_6659_FD93;

const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x100_0000_01b3;

/// Hash of a word's bytes (FNV-1a, stirred).
#[inline]
pub fn word(bytes: impl IntoIterator<Item = u8>) -> u32 {
    let mut hash = FNV_BASIS;
    for byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME);
    }
    stir(hash)
}

/// The same of a word that the compiler knows.
pub const fn literal(word: &str) -> u32 {
    let (bytes, mut at, mut hash) = (word.as_bytes(), 0, FNV_BASIS);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(FNV_PRIME);
        at += 1;
    }
    stir(hash)
}

#[inline]
const fn stir(value: u64) -> u32 {
    let value = (value ^ (value >> 32)).wrapping_mul(SPREAD);
    (value >> 32) as u32 ^ value as u32
}

/// A template with one value.
#[inline]
pub fn one(template: u32, value: u32) -> Feature {
    stir((u64::from(template).wrapping_mul(STIR) ^ u64::from(value)).wrapping_mul(SPREAD))
}

/// A template with two values.
#[inline]
pub fn two(template: u32, first: u32, second: u32) -> Feature {
    let pair = u64::from(first) << 32 | u64::from(second);
    stir((pair ^ u64::from(template).wrapping_mul(STIR)).wrapping_mul(SPREAD))
}

/// A template with three values.
#[inline]
pub fn three(template: u32, first: u32, second: u32, third: u32) -> Feature {
    let pair = (u64::from(first) << 32 | u64::from(second)).wrapping_mul(STIR);
    let rest = u64::from(third) | u64::from(template) << 32;
    stir((pair ^ pair >> 31 ^ rest).wrapping_mul(SPREAD))
}
