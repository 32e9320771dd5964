//! Ends of sentences that no mark shows: headings, bylines, captions and date lines whose line break is lost. A learned decision over the
//! words on both sides of a gap and what stands since the last end; marked ends are for [`super::sentence`].

use super::{Shape, Syntax, Token};
use crate::error::Result;
use crate::lexicon::{Classes, Lexicon, WordId};
use crate::model::features::{Feature, one, three, two, word};
use crate::model::{Reader, Writer};
use crate::text::Span;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

/// The weights of a logistic regression: a signed byte of [`UNIT`]s for each feature.
#[derive(Clone, Debug, Default)]
pub struct Ends(FxHashMap<Feature, u8>);

/// Units of a weight in one of log odds.
const UNIT: f64 = 20.0;

/// An end is taken where its log odds are 1.5: an end inside a sentence is worse than one that is missed.
const LEAST: i32 = (1.5 * UNIT) as i32;

impl Ends {
    /// Reads a model file.
    ///
    /// # Errors
    /// When it is damaged, or was made for other features.
    pub fn read(file: &[u8]) -> Result<Ends> {
        Reader::new(file, "ends", feature_set())?.table().map(Ends)
    }

    /// The model file that [`Ends::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.table(&self.0);
        writer.finish("ends", feature_set())
    }

    fn is_end(&self, features: &[Feature]) -> bool {
        let weight = |feature| self.0.get(feature).map_or(0, |weight| i32::from(weight.cast_signed()));
        features.iter().map(weight).sum::<i32>() >= LEAST
    }
}

impl Syntax {
    /// The same with sentences divided where they end without a mark; `text` is that of the article it was read from.
    #[must_use]
    pub fn divided(self, text: &str, lexicon: &Lexicon, ends: &Ends) -> Syntax {
        divide(self, text, lexicon, |features, _| ends.is_end(features))
    }
}

/// Divides sentences at the gaps that `is_end` takes, told the features and the byte where the token before ends.
fn divide(
    mut syntax: Syntax,
    text: &str,
    lexicon: &Lexicon,
    mut is_end: impl FnMut(&[Feature], usize) -> bool,
) -> Syntax {
    let mut cuts = Vec::new();
    let mut features = Vec::new();
    for sentence in &syntax.sentences {
        let opens = syntax.paragraphs[sentence.paragraph.index()].tokens.start == sentence.tokens.start;
        let gaps = Gaps { text, lexicon, opens, tokens: &syntax.tokens[sentence.tokens.clone()] };
        let mut run = Run::default();
        for (at, token) in gaps.tokens.iter().enumerate() {
            if at > 0 && gaps.is_open(&run, at) {
                features.clear();
                gaps.describe(&run, at, &mut features);
                if is_end(&features, gaps.tokens[at - 1].span.end()) {
                    cuts.push(sentence.tokens.start + at);
                    run = Run { start: at, ..Run::default() };
                }
            }
            run.push(token, &gaps);
        }
    }
    if cuts.is_empty() {
        return syntax;
    }
    let mut cuts = cuts.into_iter().peekable();
    let whole = std::mem::take(&mut syntax.sentences);
    for paragraph in &mut syntax.paragraphs {
        let first = syntax.sentences.len();
        for sentence in &whole[paragraph.sentences.clone()] {
            let mut start = sentence.tokens.start;
            while start < sentence.tokens.end {
                let end = cuts.next_if(|&cut| cut < sentence.tokens.end).unwrap_or(sentence.tokens.end);
                let span = Span::new(syntax.tokens[start].span.start(), syntax.tokens[end - 1].span.end());
                syntax.sentences.push(super::Sentence { span, tokens: start..end, paragraph: sentence.paragraph });
                start = end;
            }
        }
        paragraph.sentences = first..syntax.sentences.len();
    }
    syntax
}

/// What stands between the last end and a gap.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    /// Place of its first token; beyond the first of the sentence when that end has no mark either.
    start: usize,
    tokens: u32,
    /// Words and numbers that are too long for the number of an item: not "iii)", "Q.", "12"
    words: u32,
    /// Words in lower case, and those of them that are no function words.
    lower: u32,
    content: u32,
    /// Auxiliaries and verbs of speech.
    verbs: u32,
    /// Words with a capital on end, up to the gap.
    capitals: u32,
    /// Brackets that are open.
    brackets: u32,
    /// Quotation marks.
    marks: u32,
}

impl Run {
    fn push(&mut self, token: &Token, gaps: &Gaps<'_>) {
        const LONGEST_NUMBER: usize = 4;
        self.tokens += 1;
        let long = token.span.len() + usize::from(token.shape == Shape::Number) > LONGEST_NUMBER;
        self.words += u32::from(long && (token.shape.is_word() || token.shape == Shape::Number));
        match token.shape {
            Shape::Lower => {
                let classes = gaps.lexicon.classes(token.word);
                self.lower += 1;
                self.content += u32::from(!classes.intersects(FUNCTION));
                self.verbs += u32::from(classes.intersects(VERB));
            }
            Shape::Punct => match token.span.of(gaps.text) {
                "(" | "[" => self.brackets += 1,
                ")" | "]" => self.brackets = self.brackets.saturating_sub(1),
                _ => {}
            },
            Shape::Mark => self.marks += 1,
            _ => {}
        }
        self.capitals = if token.shape.is_capital() { self.capitals + 1 } else { 0 };
    }
}

const VERB: Classes = Classes(Classes::AUXILIARY.0 | Classes::SPEECH_VERB.0);
const PRONOUN: Classes = Classes(Classes::PRONOUN.0 | Classes::HE.0 | Classes::SHE.0);
/// No sentence ends with these, in lower case.
const LEADING: Classes =
    Classes(Classes::DETERMINER.0 | Classes::PREPOSITION.0 | Classes::CONJUNCTION.0 | Classes::AUXILIARY.0);
const FUNCTION: Classes = Classes(LEADING.0 | PRONOUN.0);

/// Classes that tell words apart: the first that holds.
const KINDS: [Classes; 18] = [
    Classes::CALENDAR,
    Classes::AUXILIARY,
    PRONOUN,
    Classes::DETERMINER,
    Classes::PREPOSITION,
    Classes::CONJUNCTION,
    Classes::TITLE,
    Classes::SUFFIX,
    Classes::PEOPLE_OF,
    Classes::PLACE,
    Classes(Classes::MAN.0 | Classes::WOMAN.0),
    Classes::SPEECH_VERB,
    Classes::TIME_ADVERB,
    Classes::ADVERB,
    Classes::BODY,
    Classes::ROLE,
    Classes::SURNAME,
    Classes::CITY,
];

/// Stands for what is before the first and behind the last token of a sentence.
const EDGE: u32 = 1;

/// 0, 1, 2, 3, up to 5, 8, 12, 20, 35, more.
fn bucket(n: usize) -> u32 {
    const LAST: [usize; 9] = [0, 1, 2, 3, 5, 8, 12, 20, 35];
    LAST.partition_point(|&last| last < n) as u32
}

/// The tokens of a sentence that may be several.
#[derive(Clone, Copy)]
struct Gaps<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    /// Whether a paragraph begins with it.
    opens: bool,
    tokens: &'a [Token],
}

impl Gaps<'_> {
    /// Whether a sentence may end without a mark before token `at`. Not behind a colon, which brings in what follows, nor where a mark was
    /// already judged; behind a comma only “Dear Ms. Lee,”, behind a dash no dateline.
    fn is_open(&self, run: &Run, at: usize) -> bool {
        const LONGEST_SALUTATION: u32 = 5;
        let (left, right) = (self.tokens[at - 1], self.tokens[at]);
        if left.span.end() == right.span.start() {
            return false;
        }
        let begins = match right.shape {
            Shape::Capital | Shape::Upper | Shape::Number => true,
            Shape::Lower => self.is_address(at) || self.is_address(at - 1),
            Shape::Mark => self.tokens.get(at + 1).is_some_and(|next| next.span.start() == right.span.end()),
            Shape::Punct => {
                right.span.of(self.text).starts_with(['-', '*', '(', '[', '<', '$', '=', '#', '@', '—', '–', '•', '…'])
            }
            Shape::Hyphen | Shape::Possessive => false,
        };
        let mark = left.span.of(self.text);
        let breaks_off = left.shape == Shape::Punct && mark.starts_with(['-', '—', '–']);
        let is_number = run.words == 0 && !breaks_off && (!left.shape.is_word() || mark.ends_with('.'));
        begins
            && !is_number
            && match (left.shape, mark) {
                (Shape::Lower, _) => !self.lexicon.classes(left.word).intersects(LEADING),
                (Shape::Punct, ",") => run.tokens <= LONGEST_SALUTATION,
                (Shape::Punct, _) if mark.starts_with(['.', '?', '!', ':', ']']) => false,
                (Shape::Punct, _) if breaks_off => run.lower > 0 && right.shape.is_word(),
                (Shape::Mark, _) => at < 2 || self.tokens[at - 2].shape != Shape::Punct,
                _ => true,
            }
    }

    fn is_address(&self, at: usize) -> bool {
        const LEAST_BYTES: usize = 8;
        let token = self.tokens[at];
        token.span.len() >= LEAST_BYTES
            && token.word == WordId::UNKNOWN
            && token.span.of(self.text).bytes().any(|b| matches!(b, b'@' | b'/'))
    }

    /// The characters of a token in lower case, digits alike.
    fn word(&self, at: Option<usize>) -> u32 {
        const LONGEST: usize = 20;
        let Some(token) = at.and_then(|at| self.tokens.get(at)) else { return EDGE };
        let bytes = token.span.of(self.text).bytes().take(LONGEST);
        word(bytes.map(|b| if b.is_ascii_digit() { b'0' } else { b.to_ascii_lowercase() }))
    }

    /// Its last three bytes.
    fn ending(&self, at: usize) -> u32 {
        let text = self.tokens[at].span.of(self.text).as_bytes();
        word(text[text.len().saturating_sub(3)..].iter().map(u8::to_ascii_lowercase))
    }

    /// Its shape, with the class of a word, the first byte of a mark, the length of a number and what stands in it beside digits.
    fn kind(&self, at: Option<usize>) -> u32 {
        let Some(at) = at.filter(|&at| at < self.tokens.len()) else { return EDGE };
        let token = self.tokens[at];
        let bytes = token.span.of(self.text).as_bytes();
        let (sort, shape) = match token.shape {
            Shape::Punct | Shape::Mark => (100 + u32::from(bytes[0]), 0),
            Shape::Number => {
                let other = bytes.iter().find(|b| !b.is_ascii_digit()).copied().unwrap_or(0);
                (400 + u32::from(other), (bytes.len() as u32).min(7))
            }
            shape if shape.is_word() && self.is_address(at) => (99, shape as u32),
            shape => {
                let classes = self.lexicon.classes(token.word);
                let kind = KINDS.iter().position(|&kind| classes.intersects(kind)).unwrap_or(KINDS.len()) as u32;
                (1 + kind * 2 + u32::from(token.word != WordId::UNKNOWN), shape as u32)
            }
        };
        sort * 8 + shape
    }

    /// Appends the features of an end before token `at`.
    fn describe(&self, run: &Run, at: usize, features: &mut Vec<Feature>) {
        let (l, r) = (at - 1, Some(at));
        let (l2, l3, r2, r3) = (at.checked_sub(2), at.checked_sub(3), Some(at + 1), Some(at + 2));
        let (l_word, l2_word, r_word, r2_word) = (self.word(Some(l)), self.word(l2), self.word(r), self.word(r2));
        let (l_kind, l2_kind) = (self.kind(Some(l)), self.kind(l2));
        let [r_kind, r2_kind, r3_kind] = [r, r2, r3].map(|at| self.kind(at));
        let (l_shape, r_shape) = (self.tokens[l].shape as u32, self.tokens[at].shape as u32);
        let length = bucket(run.tokens as usize);
        let rest = bucket(self.tokens.len() - at).min(7);
        let ahead = &self.tokens[at..self.tokens.len().min(at + 5)];
        let is_lower = |token: &&Token| token.shape == Shape::Lower;
        let verb = ahead[1..].iter().filter(is_lower).any(|next| self.lexicon.classes(next.word).intersects(VERB));
        let lower = ahead[1..].iter().take(3).filter(is_lower).count() as u32;
        let capitals = ahead.iter().take_while(|next| next.shape.is_capital()).count() as u32;
        let before = run.capitals.min(5);
        let said = u32::from(run.verbs > 0) | u32::from(run.content > 0) << 1 | u32::from(run.lower > 0) << 2;
        let first = u32::from(run.start == 0) | u32::from(run.start == 0 && self.opens) << 1;
        features.extend([
            one(0, 0),
            one(1, l_word),
            one(2, r_word),
            two(3, l_kind, r_kind),
            two(4, l_word, r_shape),
            two(5, r_word, l_shape),
            two(6, l_word, r_kind),
            two(7, r_word, l_kind),
            two(8, r_kind, r2_kind),
            two(9, l_kind, l2_kind),
            two(10, r_word, r2_kind),
            two(11, l_word, r_word),
            three(12, l_kind, r_kind, r2_kind),
            three(13, l2_kind, l_kind, r_kind),
            three(14, r_kind, r2_kind, r3_kind),
            two(15, self.ending(l), r_shape),
            two(16, l2_word, r_shape),
            two(17, l2_word, l_kind),
            two(18, self.word(l3), l2_kind),
            two(19, r2_word, r_shape),
            two(20, self.word(r3), r2_kind),
            three(21, length, said, r_shape),
            three(22, length, said, r_kind),
            three(23, before, capitals, lower),
            three(24, before * 8 + capitals, r_kind, l_kind),
            three(25, r_kind, u32::from(verb) * 8 + lower, said),
            three(26, run.brackets.min(1), run.marks % 2, r_shape),
            three(27, first, length, r_shape),
            three(28, first, said, r_kind),
            three(29, first * 16 + length, l_kind, r_kind),
            three(30, first * 16 + rest, l_kind, r_kind),
            three(31, rest, length, r_shape),
            three(32, bucket(self.tokens.len()), said, r_shape),
        ]);
    }
}

/// Changes when a feature does.
fn feature_set() -> u64 {
    let (text, lexicon) = ("Holm opens a pier By Ann Lee 3 May (HL) The", Lexicon::builtin());
    let article = crate::article::Article { text: text.to_owned(), ..Default::default() };
    let mut all = Vec::new();
    divide(super::parse(&article, lexicon), text, lexicon, |features, end| {
        all.extend(features.iter().flat_map(|feature| feature.to_le_bytes()));
        end == 17
    });
    xxh3_64(&all)
}

#[cfg(feature = "train")]
pub use fit::{Example, examples, fit};

#[cfg(feature = "train")]
mod fit {
    use super::{Ends, UNIT, divide};
    use crate::article::Article;
    use crate::lang::parse;
    use crate::lexicon::Lexicon;
    use crate::model::features::Feature;
    use crate::model::logistic::Problem;
    use rustc_hash::FxHashMap;
    use std::collections::{BTreeMap, BTreeSet};

    /// A gap where a sentence may end.
    #[derive(Clone, Debug)]
    pub struct Example {
        features: Vec<Feature>,
        is_end: bool,
        weight: f64,
    }

    /// The gaps of a text whose sentences end at the bytes `ends`, each counting `weight`.
    pub fn examples(text: &str, ends: &BTreeSet<usize>, weight: f64) -> Vec<Example> {
        let lexicon = Lexicon::builtin();
        let mut examples = Vec::new();
        let syntax = parse(&Article { text: text.to_owned(), ..Article::default() }, lexicon);
        divide(syntax, text, lexicon, |features, end| {
            let is_end = ends.contains(&end);
            examples.push(Example { features: features.to_vec(), is_end, weight });
            is_end
        });
        examples
    }

    /// Fits the weights to examples. Features seen less than `least_count` times, and weights below `cut`, are left out.
    pub fn fit(examples: &[Example], penalty: f64, least_count: u32, cut: f64) -> Ends {
        const STEPS: usize = 60;
        let mut counts: BTreeMap<Feature, u32> = BTreeMap::new();
        for &feature in examples.iter().flat_map(|example| &example.features) {
            *counts.entry(feature).or_default() += 1;
        }
        counts.retain(|_, count| *count >= least_count);
        let columns: FxHashMap<Feature, u32> = counts.keys().copied().zip(0..).collect();
        let mut problem = Problem { penalties: vec![penalty; columns.len()], ..Problem::default() };
        for example in examples {
            let row = example.features.iter().filter_map(|feature| Some((*columns.get(feature)?, 1.0)));
            problem.rows.push(row.collect());
            problem.labels.push(example.is_end);
            problem.weights.push(example.weight);
        }
        let weights = counts.into_keys().zip(problem.fit(STEPS)).filter(|(_, weight)| weight.abs() >= cut);
        Ends(weights.map(|(feature, weight)| (feature, ((weight * UNIT).round() as i8).cast_unsigned())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Ends, divide};
    use crate::article::Article;
    use crate::lang::parse;
    use crate::lexicon::Lexicon;

    /// Checks the sentences of `text` as the program's own model divides them.
    fn check(text: &str, want: &[&str]) {
        let ends = Ends::read(include_bytes!("../model/en/ends.model")).expect("the model is of these features");
        let article = Article { text: text.to_owned(), ..Article::default() };
        let syntax = parse(&article, Lexicon::builtin()).divided(text, Lexicon::builtin(), &ends);
        let found: Vec<&str> = syntax.sentences.iter().map(|sentence| sentence.span.of(text)).collect();
        assert_eq!(found, want);
    }

    #[test]
    fn headings_and_bylines_end() {
        check(
            "Ferry to Holm stops for the winter By Ann Lee The mayor said on Monday that he was sorry.",
            &["Ferry to Holm stops for the winter", "By Ann Lee", "The mayor said on Monday that he was sorry."],
        );
    }

    #[test]
    fn names_and_dates_do_not() {
        for text in [
            "President Ann Lee Friday said The New Holm Times Sunday Magazine was wrong.",
            "HOLM, Nov. 3 (HL) — The ferry stopped on Tuesday.",
            "A friend said: “The ferry stopped.”",
            "“Why now?” Ann Lee asked.",
        ] {
            check(text, &[text]);
        }
    }

    #[test]
    fn any_cuts_keep_all_tokens_in_sentences_of_their_paragraph() {
        let (text, lexicon) = ("One Two three Four. Five (Six)\n\nSeven “Eight” 9 Ten", Lexicon::builtin());
        let article = Article { text: text.to_owned(), ..Article::default() };
        let mut n_open = 0;
        let whole = parse(&article, lexicon);
        let cut = divide(whole.clone(), text, lexicon, |_, _| {
            n_open += 1;
            true
        });
        assert_eq!(cut.sentences.len(), whole.sentences.len() + n_open);
        assert!(n_open > 3);
        let mut next = 0;
        for (number, sentence) in cut.sentences.iter().enumerate() {
            assert_eq!(sentence.tokens.start, next);
            next = sentence.tokens.end;
            assert_eq!(sentence.span.end(), cut.tokens[next - 1].span.end());
            assert!(cut.paragraphs[sentence.paragraph.index()].sentences.contains(&number));
        }
        assert_eq!(next, cut.tokens.len());
        let same = whole.clone().divided(text, lexicon, &Ends::default());
        assert_eq!(same.sentences, whole.sentences);
    }

    #[test]
    fn what_is_written_is_read() {
        let ends = Ends([(7, 250), (1 << 31, 3)].into_iter().collect());
        assert_eq!(Ends::read(&ends.write()).unwrap().0, ends.0);
        assert!(Ends::read(b"no model").is_err());
    }
}
