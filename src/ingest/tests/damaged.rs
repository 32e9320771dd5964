//! Damaged inputs: every fixture cut, flipped and spliced, by a fixed seed. Nothing panics, nothing runs on, and nothing beside is lost.

use super::super::{Item, Limits};
use super::fixtures::{FILLING, all, gzip, tar, warc_record, zip};
use super::{Random, read_bytes};

/// How many inputs are damaged in all.
const INPUTS: usize = 2000;

/// What the healthy files around a damaged one say.
const BESIDE: [&str; 2] = ["The first.", "The last."];

/// Cuts, flips or splices; `round` says which.
fn damage(bytes: &mut Vec<u8>, round: usize, fixtures: &[(String, Vec<u8>)], random: &mut Random) {
    match round % 3 {
        0 => bytes.truncate(random.below(bytes.len())),
        1 => flip(bytes, random),
        _ => {
            let other = &fixtures[random.below(fixtures.len())].1;
            let (from, to) = (random.below(bytes.len()), random.below(other.len()));
            if round.is_multiple_of(2) {
                bytes.truncate(from);
                bytes.extend_from_slice(&other[to..]);
            } else {
                let end = to + random.below(other.len() - to);
                bytes.splice(from..from, other[to..end].iter().copied());
            }
        }
    }
}

fn flip(bytes: &mut [u8], random: &mut Random) {
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len());
        bytes[at] ^= 1 << random.below(8);
    }
}

/// Reads a container between whose healthy files something is damaged.
fn check(name: &str, container: &[u8], what: &str) {
    let items = read_bytes(name, container, &Limits::default());
    let mut texts = Vec::new();
    for item in &items {
        match item {
            Item::Article(article) => {
                let is_whole = article.blocks.iter().all(|block| !block.span.of(&article.text).is_empty());
                assert!(is_whole, "{what}: a block without words");
                texts.push(article.text.trim());
            }
            Item::Skipped(problem) | Item::Failed(problem) => {
                assert!(!problem.reason.contains("please report"), "{what}: {}", problem.reason);
            }
        }
    }
    assert!(BESIDE.iter().all(|text| texts.contains(text)), "{what}: {items:#?}");
}

#[test]
fn damage_costs_what_it_hits() {
    let fixtures = all();
    let mut random = Random::new();
    for n in 0..INPUTS {
        let (name, whole) = &fixtures[n % fixtures.len()];
        let round = n / fixtures.len();
        let mut bytes = whole.clone();
        damage(&mut bytes, round, &fixtures, &mut random);
        let files: [(&str, &[u8]); 3] =
            [("first.txt", BESIDE[0].as_bytes()), (name, &bytes), ("last.txt", BESIDE[1].as_bytes())];
        let what = format!("{name}, round {round}");
        if n.is_multiple_of(2) { check("a.tar", &tar(&files), &what) } else { check("a.zip", &zip(&files), &what) }
    }
}

/// A name, what makes an entry of a text, how many bytes at its beginning and its end are spared, and what leads and ends the whole.
type Container<'a> = (&'a str, &'a dyn Fn(&str) -> Vec<u8>, [usize; 2], [&'a [u8]; 2]);

/// The damage lies in one entry of the container, with its head, but for the bytes that keep it apart from its neighbors.
#[test]
fn an_entry_costs_itself() {
    let of_tar = |text: &str| {
        let mut bytes = tar(&[("a.txt", text.as_bytes())]);
        bytes.truncate(512 + text.len().next_multiple_of(512));
        bytes
    };
    let containers: [Container; 6] = [
        ("a.jsonl", &|text| format!("{{\"text\": \"{text}\"}}\n").into_bytes(), [0, 1], [b"", b""]),
        ("a.csv", &|text| format!("\"{text}\",x\n").into_bytes(), [0, 1], [b"text,author\n", b""]),
        ("a.mbox", &|text| format!("From x\nFrom: x@a.example\n\n{text}\n\n").into_bytes(), [5, 2], [b"", b""]),
        ("a.warc", &|text| warc_record("conversion", "https://a.example/", text.as_bytes()), [160, 4], [b"", b""]),
        // The length of a name in the head of a member may reach beyond its end.
        (
            "a.warc.gz",
            &|text| gzip(&warc_record("conversion", "https://a.example/", text.as_bytes())),
            [10, 0],
            [b"", b""],
        ),
        ("a.tar", &of_tar, [0, 0], [b"", &[0; 1024]]),
    ];
    let mut random = Random::new();
    for (name, entry, [at_start, at_end], [lead, end]) in containers {
        for round in 0..200 {
            let mut hit = entry(&FILLING.repeat(4));
            let n_bytes = hit.len();
            flip(&mut hit[at_start..n_bytes - at_end], &mut random);
            let whole = [lead, &entry(BESIDE[0]), &hit, &entry(BESIDE[1]), end].concat();
            check(name, &whole, &format!("{name}, round {round}"));
        }
    }
}
