//! Transcripts: which lines of a text begin a turn, and what is no speech, as blocks over the text as it is.

mod find;
mod label;

use crate::article::{Article, Block, BlockKind, Form, Post};
use crate::text::Span;
use crate::text::aside::is_aside;
use crate::text::label::is_nobody;

/// Gives an article that is a transcript its blocks. A turn goes on through paragraphs without a label; below a label that has its line
/// to itself, and where the room broke in, it names its speaker. What leads the whole, time codes and what the room did are boilerplate.
/// Anything else is left as it is.
pub(super) fn mark(article: &mut Article) {
    // Headings and captions stay what they are.
    let kept: Vec<Block> = article.blocks.iter().filter(|block| block.kind != BlockKind::Paragraph).cloned().collect();
    let is_kept = |line: &Span| {
        let n_before = kept.partition_point(|block| block.span.start() <= line.start());
        n_before > 0 && line.start() < kept[n_before - 1].span.end()
    };
    let mut lines = lines(&article.text);
    lines.retain(|line| !is_kept(line));
    let Some(labels) = find::labels(&lines, article) else { return };
    let mut blocks: Vec<Block> = Vec::new();
    // Whose turn it is; `Some(None)` when nobody knows whose.
    let mut speaker: Option<Option<String>> = None;
    for (line, label) in lines.iter().zip(&labels) {
        let text = line.of(&article.text);
        let end = spoken_end(text, *line);
        if let Some(label) = label {
            let name = label.name(text);
            let is_known = !is_nobody(name);
            speaker = Some(is_known.then(|| name.to_owned()));
            let end = if label.is_marked { line.start() + text.trim_end_matches(label::MARKS).len() } else { end };
            let mut push = |kind, from: usize, end: usize, author: Option<&str>| {
                if line.start() + from < end {
                    let post = author.map(|name| Post { author: Some(name.to_owned()), ..Post::default() });
                    blocks.push(Block { span: Span::new(line.start() + from, end), kind, post });
                }
            };
            if label.is_bare() {
                push(BlockKind::Heading, 0, line.end(), None);
            } else if label.is_marked {
                // Marks and time codes are none of the words, so the name is a heading of its own.
                push(BlockKind::Heading, label.start, line.start() + label.name_end, None);
                push(BlockKind::Turn, label.end, end, Some(name).filter(|_| is_known));
            } else {
                // “Q.” leads to a question, too, but no colon tells it from a word.
                let has_colon = text[label.start..label.end].trim_end().ends_with(':');
                push(BlockKind::Turn, if is_known || has_colon { label.start } else { label.end }, end, None);
            }
            continue;
        }
        let is_lead = blocks.is_empty() && text.to_uppercase().starts_with("TRANSCRIPT");
        if is_lead || is_no_speech(text) || label::is_metadata(text, speaker.is_none()) {
            blocks.push(Block { span: *line, kind: BlockKind::Boilerplate, post: None });
            continue;
        }
        let Some(name) = &speaker else {
            blocks.push(Block { span: Span::new(line.start(), end), kind: BlockKind::Paragraph, post: None });
            continue;
        };
        let goes_on = |last: &&mut Block| {
            last.kind == BlockKind::Turn && article.text[last.span.end()..line.start()].trim().is_empty()
        };
        if let Some(last) = blocks.last_mut().filter(goes_on) {
            last.span = Span::new(last.span.start(), end);
            continue;
        }
        let post = name.clone().map(|name| Post { author: Some(name), ..Post::default() });
        blocks.push(Block { span: Span::new(line.start(), end), kind: BlockKind::Turn, post });
    }
    blocks.extend(kept);
    blocks.sort_by_key(|block| block.span.start());
    article.form = Some(Form::Transcript);
    article.blocks = blocks;
}

/// The lines with words in them, without the white space around.
fn lines(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        let end = at + line.trim_end().len();
        if start < end {
            found.push(Span::new(start, end));
        }
        at += line.len();
    }
    found
}

/// A line that is no speech: `(APPLAUSE)`, `[CROSSTALK]`, `00:12:31`, "This interview has been edited."
fn is_no_speech(line: &str) -> bool {
    let is_of_editors = line.contains(" edited")
        && ["This interview ", "This conversation ", "This transcript "].iter().any(|start| line.starts_with(start));
    is_aside(line) || label::without_time_code(line).is_empty() || is_of_editors
}

/// Where the words of a line end: what the room did behind them is none of them.
fn spoken_end(text: &str, line: Span) -> usize {
    let aside = text.ends_with(')').then(|| text.rfind('(')).flatten();
    let is_noise = |at: &usize| {
        let inside = &text[at + 1..text.len() - 1];
        !inside.is_empty() && !inside.contains(char::is_lowercase) && !inside.contains(|c: char| c.is_numeric())
    };
    line.start() + aside.filter(is_noise).map_or(text, |at| text[..at].trim_end()).len()
}

#[cfg(test)]
mod tests {
    use super::mark;
    use crate::article::{Article, Block, BlockKind, Form};
    use crate::{analyze, wire};

    fn check(text: &str, form: Option<Form>, wanted: &[&str]) {
        let mut article = Article { text: text.to_owned(), form, ..Article::default() };
        mark(&mut article);
        let kind = |block: &Block| {
            let of = block.post.iter().filter_map(|post| post.author.as_ref()).map(|name| format!(" ({name})"));
            format!("{:?}{} {}", block.kind, of.collect::<String>(), block.span.of(text))
        };
        assert_eq!(article.blocks.iter().map(kind).collect::<Vec<_>>(), wanted, "{text}");
    }

    const HEARING: &str = "TRANSCRIPT: Harbor council\nNovember 3, 2025\n\nIDA HOLM, MAYOR: The ferry sails. (APPLAUSE)\n\n[00:12:31] Q: When?\n\nHOLM: In May.\n\n(CROSSTALK)\n\nWe told the yard.\n\nUNIDENTIFIED MALE: Too late.\n\nIDA HOLM: No.\n";

    /// The same without colons.
    const BARE: &str = "Remarks on the ferry\n\nIDA HOLM, MAYOR\nThe ferry sails.\n\n(APPLAUSE)\n\nIt sails in May.\n\nQ\nWhen?\n\nNILS BERG (HARBOR OFFICE)\nOn a Monday.\n\nOr later.\n\nHOLM\nSoon.\n";

    #[test]
    fn turns_and_what_is_none() {
        check(
            HEARING,
            None,
            &[
                "Boilerplate TRANSCRIPT: Harbor council",
                "Paragraph November 3, 2025",
                "Turn IDA HOLM, MAYOR: The ferry sails.",
                "Turn Q: When?",
                "Turn HOLM: In May.",
                "Boilerplate (CROSSTALK)",
                "Turn (HOLM) We told the yard.",
                "Turn UNIDENTIFIED MALE: Too late.",
                "Turn IDA HOLM: No.",
            ],
        );
        check(
            "HOLM: One. (APPLAUSE)\n\nTwo.\n\nQ: Three?\n\nFour.\n\nHOLM: Five.",
            None,
            &["Turn HOLM: One.", "Turn (HOLM) Two.", "Turn Q: Three?\n\nFour.", "Turn HOLM: Five."],
        );
        check(
            "HOLM: One.\n\nTwo.\n\nBERG: Three.\n\nHOLM: Four.",
            None,
            &["Turn HOLM: One.\n\nTwo.", "Turn BERG: Three.", "Turn HOLM: Four."],
        );
        check(
            "Ida Holm: One.\nNils Berg: Two.\nIda Holm: Three.",
            Some(Form::Transcript),
            &["Turn Ida Holm: One.", "Turn Nils Berg: Two.", "Turn Ida Holm: Three."],
        );
        check("Ida Holm: One.\nNils Berg: Two.\nIda Holm: Three.", None, &[]);
        check(
            BARE,
            None,
            &[
                "Paragraph Remarks on the ferry",
                "Heading IDA HOLM, MAYOR",
                "Turn (IDA HOLM) The ferry sails.",
                "Boilerplate (APPLAUSE)",
                "Turn (IDA HOLM) It sails in May.",
                "Heading Q",
                "Turn When?",
                "Heading NILS BERG (HARBOR OFFICE)",
                "Turn (NILS BERG) On a Monday.\n\nOr later.",
                "Heading HOLM",
                "Turn (HOLM) Soon.",
            ],
        );
        check(
            "Ida Holm 00:00:01-00:00:09 (8 sec)\nThe ferry sails.\n\nNils Berg (00:10):\nWhen does it sail?\n\nSpeaker 1 00:12\nNever.\n\nIda Holm 00:00:12-00:00:14 (2 sec)\nIn May.",
            None,
            &[
                "Heading Ida Holm 00:00:01-00:00:09 (8 sec)",
                "Turn (Ida Holm) The ferry sails.",
                "Heading Nils Berg (00:10):",
                "Turn (Nils Berg) When does it sail?",
                "Heading Speaker 1 00:12",
                "Turn Never.",
                "Heading Ida Holm 00:00:12-00:00:14 (2 sec)",
                "Turn (Ida Holm) In May.",
            ],
        );
        // Headings of a report, and a list of what is on.
        check("THE HARBOR\n\nIt was built.\n\nTHE FERRY\n\nIt sank.\n\nTHE BRIDGE\n\nIt stands.", None, &[]);
        check("News 10:00\nSports 10:30\nNews 11:00\nThe weather.", None, &[]);
        check("PHOTO: A ship.\n\nThe ferry sails.\n\nHOLM: One.\n\nIt was late.", None, &[]);
    }

    #[test]
    fn names_in_ordinary_case() {
        let told = |first: &str, second: &str, apart: &str| {
            [
                format!("{first} How high will it be?"),
                format!("{second} About four metres, as we said."),
                format!("{first} Who pays for it?"),
                format!("{second} Yes, the council does."),
            ]
            .join(apart)
        };
        for apart in ["\n", "\n\n"] {
            for (first, second) in [("Mara Quist:", "Jan van der Berg:"), ("Quist:", "Berg:"), ("DR. QUIST:", "Berg:")]
            {
                let text = told(first, second, apart);
                let turns: Vec<String> = text.split(apart).map(|turn| format!("Turn {turn}")).collect();
                check(&text, None, &turns.iter().map(String::as_str).collect::<Vec<_>>());
            }
            for (first, second) in
                [("Q:", "A:"), ("Q.", "A."), ("**Q.**", "**A.**"), ("Question:", "Answer:"), ("Interviewer:", "A:")]
            {
                let text = told(first, second, apart);
                let turn = |turn: &str| match turn.split_once(' ').expect("a label") {
                    (label, _) if label.ends_with(':') => vec![format!("Turn {turn}")],
                    (label, words) if label.starts_with('*') => {
                        vec![format!("Heading {}", label.trim_matches(['*', '.'])), format!("Turn {words}")]
                    }
                    (_, words) => vec![format!("Turn {words}")],
                };
                let turns: Vec<String> = text.split(apart).flat_map(turn).collect();
                check(&text, None, &turns.iter().map(String::as_str).collect::<Vec<_>>());
            }
            for (first, second) in [
                ("**Mara Quist:**", "**Berg:**"),
                ("**Mara Quist**:", "__Berg__:"),
                ("[00:10] Mara Quist (00:12):", "*Berg (1:02:03):*"),
            ] {
                let text = told(first, second, apart);
                let mut article = Article { text: text.clone(), ..Article::default() };
                mark(&mut article);
                let turns: Vec<_> = article.blocks.iter().filter(|block| block.kind == BlockKind::Turn).collect();
                let name = |block: &Block| block.post.as_ref().and_then(|post| post.author.clone()).unwrap();
                assert_eq!(
                    turns.iter().map(|turn| (name(turn), turn.span.of(&text))).collect::<Vec<_>>(),
                    [
                        ("Mara Quist".to_owned(), "How high will it be?"),
                        ("Berg".to_owned(), "About four metres, as we said."),
                        ("Mara Quist".to_owned(), "Who pays for it?"),
                        ("Berg".to_owned(), "Yes, the council does."),
                    ],
                    "{text}"
                );
            }
        }
        check(
            "A wall\nBy Lena Moor\nPublished: 9 October 2025\n\nMara Quist: How high will\nit be,\nand who asked\nfor it?\n\nBerg: Four metres, they say. Note:\nmy wall.\n\nQuist:\nIs it too late for a wall?\n\nPhoto: Anders Lie\n\nBerg: Yes.\n\nThis interview has been edited.",
            None,
            &[
                "Paragraph A wall",
                "Paragraph By Lena Moor",
                "Boilerplate Published: 9 October 2025",
                "Turn Mara Quist: How high will\nit be,\nand who asked\nfor it?",
                "Turn Berg: Four metres, they say. Note:\nmy wall.",
                "Turn Quist:\nIs it too late for a wall?",
                "Boilerplate Photo: Anders Lie",
                "Turn Berg: Yes.",
                "Boilerplate This interview has been edited.",
            ],
        );
        check(
            "HOLM: One.\n\nUPDATED: 9 October 2025\n\nBERG: Two.\n\nHOLM: Four.",
            None,
            &["Turn HOLM: One.", "Boilerplate UPDATED: 9 October 2025", "Turn BERG: Two.", "Turn HOLM: Four."],
        );
    }

    #[test]
    fn an_answer_is_of_the_one_whom_the_introduction_names() {
        let speakers = |introduction: &str, question: &str, answer: &str| {
            let text = format!(
                "{introduction}\n\n{question} How did you come here?\n\n{answer} By boat.\n\n{question} And the worst night?\n\n{answer} In May.\n"
            );
            let mut article = Article { text, ..Article::default() };
            mark(&mut article);
            let found = wire::article(&article, &analyze(&article));
            let name =
                |quote: &wire::Quote| quote.speaker.as_ref().map_or("-".to_owned(), |speaker| speaker.name.clone());
            found.quotes.iter().map(name).collect::<Vec<_>>()
        };
        let keeper = "Edda Korhonen keeps the light. We met her on the rocks.";
        for (question, answer) in [("Q:", "A:"), ("Q.", "A."), ("**Q:**", "**A:**"), ("Question:", "Answer:")] {
            assert_eq!(speakers(keeper, question, answer), ["-", "Edda Korhonen", "-", "Edda Korhonen"], "{answer}");
        }
        // Either may be meant.
        assert_eq!(speakers("Edda Korhonen keeps the light, Nils Berg the boat.", "Q:", "A:"), ["-", "-", "-", "-"]);
    }

    #[test]
    fn lists_and_reports_are_no_transcripts() {
        for text in [
            "When: Friday at seven in the evening.\nWhere: The old hall on the hill.\nFee: 20\n\nWhen: Sunday at seven in the morning.\nWhere: The new hall on the hill.\nFee: 30",
            "Myth: The ferry sinks in every storm.\nFact: It has not sunk for years.\nMyth: The ferry is late each day.\nFact: It was late only once.",
            "Flour: 2 cups\nSalt: 1 spoon\nFlour: 3 cups\nSalt: 2 spoons\nStir it all well.",
            "Halden: Berg, Holm, Lee.\nNarvik: Moe, Dahl.\nHalden: Lee, Berg.\nNarvik: Moe.",
            "Starter: The soup of the day is good.\nDessert: A cake of the house.\nStarter: Another starter for all.\nDessert: Every dessert has cream.",
            "Published: 9 October 2025\nContact: press@a.example\nPublished: 10 October 2025\nContact: Ida Holm, at the office.",
            "The mayor said one thing: it sails.\n\nHolm: It sails in May, she said.\n\nIt was late.\n\nNobody came.\n\nThe harbor office was closed.\n\nBerg: It does not sail at all.\n\nThe yard was silent.\n\nSo was the town.\n\nHolm: It will sail then.\n\nIt rained.\n\nThe sun came out.\n\nThe sea was calm.\n\nBerg: We will see about that.\n\nIt was over.\n\nThe end came.\n\nAll went home.",
        ] {
            check(text, None, &[]);
        }
    }

    #[test]
    fn turns_are_quotes_of_those_who_are_named() {
        let said = |text: &str| {
            let mut article = Article { text: text.to_owned(), ..Article::default() };
            mark(&mut article);
            let found = wire::article(&article, &analyze(&article));
            let name = |quote: &wire::Quote| quote.speaker.as_ref().map(|speaker| speaker.name.clone());
            found.quotes.iter().map(|quote| (quote.text.clone(), name(quote))).collect::<Vec<_>>()
        };
        for (text, wanted) in [
            (
                HEARING,
                &[
                    ("The ferry sails.", "Ida Holm"),
                    ("In May.", "Ida Holm"),
                    ("We told the yard.", "Ida Holm"),
                    ("No.", "Ida Holm"),
                ][..],
            ),
            (
                BARE,
                &[
                    ("The ferry sails.", "Ida Holm"),
                    ("It sails in May.", "Ida Holm"),
                    ("On a Monday.\n\nOr later.", "Nils Berg"),
                    ("Soon.", "Ida Holm"),
                ],
            ),
            (
                "**Ida Holm:** It sails in May.\n\n**Nils Berg (00:12):** Are you sure of it?\n\n**Holm**: I am sure of it.\n\n**Berg**: So am I.",
                &[
                    ("It sails in May.", "Ida Holm"),
                    ("Are you sure of it?", "Nils Berg"),
                    ("I am sure of it.", "Ida Holm"),
                    ("So am I.", "Nils Berg"),
                ],
            ),
        ] {
            let mut found = said(text);
            found.retain(|(_, who)| who.is_some());
            let wanted: Vec<_> =
                wanted.iter().map(|(words, who)| ((*words).to_owned(), Some((*who).to_owned()))).collect();
            assert_eq!(found, wanted);
        }
    }
}
