//! Universal Dependencies treebanks in CoNLL-U.

use std::io::Read;
use std::path::Path;

/// One word of a treebank.
#[allow(dead_code, reason = "words and sentences are told apart without tags; taggers and parsers need them")]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) lemma: String,
    /// Penn tag.
    pub(crate) tag: String,
    /// Place of its head in the sentence; the length of the sentence for the root.
    pub(crate) head: usize,
    /// Universal relation without its subtype.
    pub(crate) relation: String,
    /// No white space follows it in the text.
    pub(crate) joined: bool,
    /// What `Entity=` says of it in MISC; empty when nothing.
    pub(crate) entity: String,
}

/// One sentence of a treebank.
#[allow(dead_code, reason = "as for words")]
pub(crate) struct Sentence {
    /// Its `# text`.
    pub(crate) text: String,
    /// The document it belongs to.
    pub(crate) document: String,
    /// Whether a document or paragraph begins with it.
    pub(crate) opens_paragraph: bool,
    pub(crate) words: Vec<Word>,
}

/// The bytes of a file, expanded when it is a `.gz`.
///
/// # Panics
/// When it cannot be read: training data is complete or useless.
pub(crate) fn text_of(path: &Path) -> String {
    let file = std::fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text)
    } else {
        std::io::BufReader::new(file).read_to_string(&mut text)
    }
    .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text
}

/// The sentences of a treebank file. Ranges of several words ("2-3") mark them as joined; empty nodes are left out.
pub(crate) fn read(path: &Path) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let (mut document, mut text, mut opens) = (String::new(), String::new(), true);
    let mut words: Vec<Word> = Vec::new();
    // How many words of a range ("2-3") are still to come, and whether white space follows its last.
    let (mut in_range, mut range_joined) = (0, false);
    for line in text_of(path).lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            (document, opens) = (id.to_owned(), true);
        } else if line.starts_with("# newpar") {
            opens = true;
        } else if let Some(words) = line.strip_prefix("# text = ") {
            words.clone_into(&mut text);
        } else if line.is_empty() {
            if !words.is_empty() {
                let n = words.len();
                for word in &mut words {
                    word.head = if word.head == 0 { n } else { word.head - 1 };
                }
                sentences.push(Sentence {
                    text: std::mem::take(&mut text),
                    document: document.clone(),
                    opens_paragraph: std::mem::take(&mut opens),
                    words: std::mem::take(&mut words),
                });
            }
            in_range = 0;
        } else if !line.starts_with('#') {
            let columns: Vec<&str> = line.split('\t').collect();
            if columns[0].contains('.') {
                continue;
            }
            let unspaced = columns[9].contains("SpaceAfter=No");
            if let Some((first, last)) = columns[0].split_once('-') {
                // "don't" stands on one line, "do" and "n't" on the next two: all but the last touch what follows.
                in_range = last.parse::<usize>().unwrap() - first.parse::<usize>().unwrap() + 1;
                range_joined = unspaced;
                continue;
            }
            let joined = match in_range {
                0 => unspaced,
                1 => range_joined,
                _ => true,
            };
            in_range = in_range.saturating_sub(1);
            let entity = columns[9].split('|').find_map(|item| item.strip_prefix("Entity=")).unwrap_or("");
            words.push(Word {
                form: columns[1].to_owned(),
                lemma: columns[2].to_owned(),
                tag: columns[4].to_owned(),
                head: columns[6].parse().unwrap(),
                relation: columns[7].split(':').next().unwrap().to_owned(),
                joined,
                entity: entity.to_owned(),
            });
        }
    }
    sentences
}
