//! Damaged inputs: every fixture cut, flipped and spliced, by a fixed seed. Nothing panics, nothing runs on, and nothing beside is lost.

use super::super::{Item, Limits};
use super::fixtures::{all, tar};
use super::{Random, read_bytes};

/// How often each fixture is damaged; 2,000 in all and a few more.
const ROUNDS: usize = 60;

#[test]
fn damage_costs_what_it_hits() {
    let fixtures = all();
    assert!(fixtures.len() * ROUNDS >= 2000);
    let mut random = Random::new();
    for round in 0..ROUNDS {
        for at in 0..fixtures.len() {
            let (name, whole) = &fixtures[at];
            let mut bytes = whole.clone();
            match round % 3 {
                0 => bytes.truncate(random.below(bytes.len())),
                1 => {
                    for _ in 0..=random.below(8) {
                        let at = random.below(bytes.len());
                        bytes[at] ^= 1 << random.below(8);
                    }
                }
                _ => {
                    let other = &fixtures[random.below(fixtures.len())].1;
                    let (from, to) = (random.below(bytes.len()), random.below(other.len()));
                    bytes.truncate(from);
                    bytes.extend_from_slice(&other[to..]);
                }
            }
            // Between two good files of an archive: both must come through.
            let archive = tar(&[("first.txt", b"The first."), (name, &bytes), ("last.txt", b"The last.")]);
            let items = read_bytes("a.tar", &archive, &Limits::default());
            let texts = items.iter().filter_map(|item| match item {
                Item::Article(article) => {
                    let is_whole = article.blocks.iter().all(|block| !block.span.of(&article.text).is_empty());
                    assert!(is_whole, "{name}, round {round}: a block without words");
                    Some(article.text.as_str())
                }
                Item::Skipped(_) => None,
                Item::Failed(problem) => {
                    assert!(!problem.reason.contains("please report"), "{name}, round {round}: {}", problem.reason);
                    None
                }
            });
            let texts: Vec<&str> = texts.collect();
            assert!(
                texts.first() == Some(&"The first.") && texts.last() == Some(&"The last."),
                "{name}, round {round}"
            );
        }
    }
}
