//! The same article elsewhere: under another address, from a wire service, as a print view. Told by the words alone.
//!
//! Each article has a [`Sketch`] of fixed size: a hash of all its words, and the least hashes of its shingles (`MinHash`, Broder 1997),
//! from which the share of shingles that two articles have in common is estimated. [`fold`] finds, among any number of sketches, which
//! article each is a copy of; the answer does not depend on the order in which they came.

use crate::article::{Article, Form};
use crate::text::fingerprint;
use crate::text::fold::fold as folded;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Words in a shingle: fewer find the same phrases in different articles, more miss copies that were edited.
const SHINGLE_WORDS: usize = 5;
/// Hashes kept; the estimate of a share of .6 is then off by .06.
const N_HASHES: usize = BANDS * ROWS;
/// Two articles are compared when they agree in all hashes of a band: 20 bands of 3 find 99 % of pairs that share .6, 2 % of those
/// that share .1.
const BANDS: usize = 20;
const ROWS: usize = 3;
/// Texts with fewer shingles are copies only if all their words are the same: half of a short text is a phrase.
const LEAST_SHINGLES: u32 = 30;
/// Share of the shorter article's shingles that the longer one must have: a copy may be cut, and have a head or a foot added.
const LEAST_CONTAINED: f64 = 0.8;
/// A copy is at least about a third of the whole; less is an excerpt, which is an article of its own.
const LEAST_SHARED: f64 = 0.35;
/// Texts alike that are further apart in time are reports that use the same words again.
const MOST_DAYS: i32 = 31;
/// Most articles compared by one band, the latest: more than these are alike by a form that they all fill in.
const MOST_IN_BAND: usize = 256;

/// What an article is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// Hash of all words; for a post also of its author and its time.
    exact: u128,
    n_shingles: u32,
    hashes: [u32; N_HASHES],
}

impl Sketch {
    /// The sketch of an article.
    ///
    /// The same words posted twice are two posts, so a post is a copy only of itself.
    pub fn of(article: &Article) -> Sketch {
        let text = folded(&article.text);
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let is_post = article.form == Some(Form::Post);
        let handle = article.blocks.iter().find_map(|block| block.post.as_ref()?.handle.as_deref());
        let who = article.authors.first().map(String::as_str).or(handle).unwrap_or_default();
        let when = article.published.as_ref().map(|found| found.time.clone().unwrap_or(found.date.to_string()));
        let when = when.unwrap_or_default();
        let post = [who, when.as_str()].map(str::as_bytes).into_iter().filter(|_| is_post);
        let words = if words.is_empty() { vec![text.as_str()] } else { words };
        let exact = fingerprint::digest(words.iter().map(|word| word.as_bytes()).chain(post));
        let mut sketch = Sketch { exact, n_shingles: 0, hashes: [u32::MAX; N_HASHES] };
        if is_post {
            return sketch;
        }
        let folded_words: Vec<u64> = words.iter().map(|word| fingerprint::digest([word.as_bytes()]) as u64).collect();
        let mut shingles: Vec<u64> = folded_words
            .windows(SHINGLE_WORDS)
            .map(|window| window.iter().fold(0u64, |sum, word| mixed(sum.rotate_left(11) ^ word)))
            .collect();
        shingles.sort_unstable();
        shingles.dedup();
        sketch.n_shingles = shingles.len() as u32;
        for (least, seed) in sketch.hashes.iter_mut().zip(1u64..) {
            let hashes = shingles.iter().map(|shingle| (mixed(shingle ^ mixed(seed)) >> 32) as u32);
            *least = hashes.min().unwrap_or(u32::MAX);
        }
        sketch
    }

    /// The sketch as it is stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.exact.to_le_bytes().to_vec();
        bytes.extend(self.n_shingles.to_le_bytes());
        bytes.extend(self.hashes.iter().flat_map(|hash| hash.to_le_bytes()));
        bytes
    }

    /// Reads what [`Sketch::to_bytes`] wrote; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        let (exact, rest) = bytes.split_first_chunk()?;
        let (n_shingles, rest) = rest.split_first_chunk()?;
        let mut hashes = [0; N_HASHES];
        if rest.len() != N_HASHES * 4 {
            return None;
        }
        for (hash, bytes) in hashes.iter_mut().zip(rest.as_chunks().0) {
            *hash = u32::from_le_bytes(*bytes);
        }
        Some(Sketch { exact: u128::from_le_bytes(*exact), n_shingles: u32::from_le_bytes(*n_shingles), hashes })
    }

    /// Hash of all words: what is the same is a copy whatever its length.
    pub fn exact(&self) -> u128 {
        self.exact
    }

    /// Whether one article is, as far as can be told from the sketches, a copy of the other, cut or added to.
    fn is_near(&self, other: &Sketch) -> bool {
        let (fewer, more) = (self.n_shingles.min(other.n_shingles), self.n_shingles.max(other.n_shingles));
        if fewer < LEAST_SHINGLES {
            return false;
        }
        let n_same = self.hashes.iter().zip(&other.hashes).filter(|(one, other)| one == other).count();
        let shared = n_same as f64 / N_HASHES as f64;
        let in_common = shared / (1.0 + shared) * f64::from(fewer + more);
        shared >= LEAST_SHARED && in_common >= LEAST_CONTAINED * f64::from(fewer)
    }

    /// A hash of each band, the band's number in it; none for a text that is too short to be compared.
    fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        let is_long = self.n_shingles >= LEAST_SHINGLES;
        let bands = self.hashes.as_chunks::<ROWS>().0.iter().zip(1u64..).filter(move |_| is_long);
        bands.map(|(rows, band)| rows.iter().fold(band, |sum, &row| mixed(sum ^ mixed(u64::from(row)))))
    }
}

/// The finalizer of `SplitMix64`: each bit of the input changes half of the output's.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// An article among others.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its key, as text.
    pub key: String,
    /// First day of its publication date, where that is known.
    pub published: Option<Date>,
    /// See [`Sketch`].
    pub sketch: Sketch,
}

/// Groups of places: in each the article that is the first of its kind, then its copies. The first is that of the earliest date, then of
/// the least key, articles without a date last; so are the copies and the groups ordered.
pub fn fold(candidates: &[Candidate]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&at| {
        let candidate = &candidates[at];
        (candidate.published.is_none(), candidate.published, &candidate.key)
    });
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut same: FxHashMap<u128, Vec<usize>> = FxHashMap::default();
    let mut bands = Bands::default();
    for at in order {
        let candidate = &candidates[at];
        let sketch = &candidate.sketch;
        let is_long = sketch.n_shingles >= LEAST_SHINGLES;
        let exact = same.get(&sketch.exact).into_iter().flatten().copied();
        let exact = exact.filter(|&group| is_long || are_close(candidate, &candidates[groups[group][0]]));
        let near = bands.alike(sketch).filter(|&group| {
            let lead = &candidates[groups[group][0]];
            sketch.is_near(&lead.sketch) && are_close(candidate, lead)
        });
        // Of several the earliest.
        if let Some(group) = exact.chain(near).min() {
            groups[group].push(at);
            continue;
        }
        same.entry(sketch.exact).or_default().push(groups.len());
        bands.push(sketch);
        groups.push(vec![at]);
    }
    groups
}

/// Groups by the bands of their first articles, in little memory: a hundred thousand articles have two million bands.
#[derive(Default)]
struct Bands {
    /// The last group that has a band.
    last: FxHashMap<u64, u32>,
    /// For each group and band of it the group before that has the same.
    before: Vec<[u32; BANDS]>,
}

impl Bands {
    const NONE: u32 = u32::MAX;

    /// The groups that have a band of this sketch, the latest [`MOST_IN_BAND`] of each; some more than once.
    fn alike<'a>(&'a self, sketch: &'a Sketch) -> impl Iterator<Item = usize> + 'a {
        sketch.bands().enumerate().flat_map(move |(band, hash)| {
            let last = self.last.get(&hash).copied();
            let before =
                move |&group: &u32| Some(self.before[group as usize][band]).filter(|&group| group != Bands::NONE);
            std::iter::successors(last, before).take(MOST_IN_BAND).map(|group| group as usize)
        })
    }

    /// Adds the next group.
    fn push(&mut self, sketch: &Sketch) {
        let group = self.before.len() as u32;
        let mut before = [Bands::NONE; BANDS];
        for (before, hash) in before.iter_mut().zip(sketch.bands()) {
            *before = self.last.insert(hash, group).unwrap_or(Bands::NONE);
        }
        self.before.push(before);
    }
}

/// Whether two articles may have been printed at one time.
fn are_close(one: &Candidate, other: &Candidate) -> bool {
    match (one.published, other.published) {
        (Some(one), Some(other)) => one.since(other).is_ok_and(|span| span.get_days().abs() <= MOST_DAYS),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Sketch, fold};
    use crate::article::{Article, Form};

    /// Words that look random and are the same in every run.
    fn words(seed: u64, n: usize) -> Vec<String> {
        (0..n as u64).map(|at| format!("w{:x}", super::mixed(seed * 1000 + at) % 5000)).collect()
    }

    fn candidate(key: &str, date: &str, text: &str) -> Candidate {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let sketch = Sketch::of(&article);
        assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch.clone()));
        Candidate { key: key.to_owned(), published: date.parse().ok(), sketch }
    }

    /// The key of the article that each is a copy of.
    fn leads<'a>(candidates: &'a [Candidate], key: &str) -> Option<&'a str> {
        let at = candidates.iter().position(|candidate| candidate.key == key).unwrap();
        let lead = fold(candidates).into_iter().find(|group| group.contains(&at)).unwrap()[0];
        (lead != at).then(|| candidates[lead].key.as_str())
    }

    #[test]
    fn copies_are_told_from_articles_that_resemble_them() {
        let story = words(1, 400);
        let text = story.join(" ");
        let edited: Vec<String> =
            (0..).zip(&story).map(|(n, word)| if n % 60 == 7 { "new".into() } else { word.clone() }).collect();
        let form = |seed| {
            let new = words(seed, 400);
            let mixed: Vec<&str> = (0..)
                .zip(story.iter().zip(&new))
                .map(|(n, (old, new))| if n % 4 == 0 { new } else { old }.as_str())
                .collect();
            mixed.join(" ")
        };
        let mut all = vec![
            candidate("wire", "2025-11-03", &text),
            candidate("print", "2025-11-03", &text.to_uppercase().replace(' ', "\n")),
            candidate("edited", "2025-11-04", &edited.join(" ")),
            candidate("cut", "2025-11-05", &story[..200].join(" ")),
            candidate("framed", "", &format!("{} {text} {}", words(2, 30).join(" "), words(3, 30).join(" "))),
            candidate("excerpt", "2025-11-05", &story[..60].join(" ")),
            candidate("form", "2025-11-05", &form(4)),
            candidate("other", "2025-11-05", &words(5, 400).join(" ")),
            candidate("next year", "2026-11-03", &edited.join(" ")),
        ];
        for turn in 0..all.len() {
            all.rotate_left(turn);
            for copy in ["wire", "edited", "cut", "framed"] {
                assert_eq!(
                    leads(&all, copy),
                    Some("print"),
                    "{copy}: of those of the first day, that with the least key"
                );
            }
            for own in ["print", "excerpt", "form", "other", "next year"] {
                assert_eq!(leads(&all, own), None, "{own}");
            }
        }
    }

    #[test]
    fn short_texts_and_posts() {
        let all = [
            candidate("a", "2025-11-03", "The ferry sails."),
            candidate("b", "2025-11-04", "The ferry sails!"),
            candidate("c", "2026-03-04", "The ferry sails."),
            candidate("d", "2025-11-04", "The ferry sails again."),
        ];
        assert_eq!(fold(&all), [vec![0, 1], vec![3], vec![2]]);
        let post = |author: &str, day: &str| {
            let published = crate::article::PartialDate::parse(day).map(|date| crate::article::Published {
                date,
                time: None,
                from: crate::article::DateSource::Field,
            });
            let authors = vec![author.to_owned()];
            Sketch::of(&Article {
                text: "Thank you!".into(),
                form: Some(Form::Post),
                authors,
                published,
                ..Article::default()
            })
        };
        assert_eq!(post("Ed", "2025-11-03"), post("Ed", "2025-11-03"));
        assert_ne!(post("Ed", "2025-11-03"), post("Ed", "2025-11-04"));
        assert_ne!(post("Ed", "2025-11-03"), post("Ida", "2025-11-03"));
    }
}
