//! What is a quote, and what belongs to it.

use super::{check, quotes_of};
use crate::analyze;
use crate::article::{Article, Block, BlockKind, Form, Post};
use crate::quote::Stance;
use crate::text::Span;
use proptest::prelude::*;

#[test]
fn cue_and_source_in_both_orders() {
    check(
        "“The ferry will sail,” said Mayor Ida Holm.",
        &["direct | “The ferry will sail,” | said | Mayor Ida Holm | Ida Holm | -"],
    );
    check(
        "“The ferry will sail,” Ida Holm said.",
        &["direct | “The ferry will sail,” | said | Ida Holm | Ida Holm | -"],
    );
    check(
        "Ida Holm said: “The ferry will sail.”",
        &["direct | “The ferry will sail.” | said: | Ida Holm | Ida Holm | -"],
    );
}

#[test]
fn a_text_may_end_with_a_name() {
    check("“It rained in Vale,” said Ida Holm", &["direct | “It rained in Vale,” | said | Ida Holm | Ida Holm | -"]);
}

#[test]
fn words_of_somebody_are_quotes_without_a_verb() {
    check(
        "The court sat late and, in the words of the prosecutor, Ada Blum, “nobody looked away.”",
        &["direct | “nobody looked away.” | in the words of | the prosecutor, Ada Blum | Ada Blum | -"],
    );
}

#[test]
fn a_heading_in_marks_is_no_quote() {
    check(
        "“We lost the road,” Ann Lee said.\n\n“All Roads Aren’t Open”\n\nThe road is closed.",
        &["direct | “We lost the road,” | said | Ann Lee | Ann Lee | -"],
    );
}

#[test]
fn parts_around_one_cue_are_one_quote() {
    check(
        "“If the dam goes,” said Ann Lee, “the valley goes with it. We know that.”",
        &["direct | “If the dam goes,” … “the valley goes with it. We know that.” | said | Ann Lee | Ann Lee | -"],
    );
    check(
        "“It is old,” Ann Lee said. “It was always old.”",
        &["direct | “It is old,” … “It was always old.” | said | Ann Lee | Ann Lee | -"],
    );
}

#[test]
fn a_new_cue_starts_a_new_quote() {
    check(
        "“We accepted,” Ann Lee said, adding that the board will visit the port in May.",
        &[
            "direct | “We accepted,” | said | Ann Lee | Ann Lee | -",
            "indirect | that the board will visit the port in May | adding | Ann Lee | Ann Lee | -",
        ],
    );
}

#[test]
fn reported_speech_without_marks() {
    check(
        "According to Ann Lee, the wall cost twice as much.",
        &["indirect | the wall cost twice as much | According to | Ann Lee | Ann Lee | -"],
    );
    check(
        "The wall cost twice as much, according to Ann Lee.",
        &["indirect | The wall cost twice as much | according to | Ann Lee | Ann Lee | -"],
    );
    check(
        "As Ann Lee noted, the wall cost twice as much.",
        &["indirect | the wall cost twice as much | noted | Ann Lee | Ann Lee | -"],
    );
}

#[test]
fn words_that_nobody_said_are_no_quotes() {
    check("He read “The Art of Rowing” twice. Robert “Bobby” Quill rowed. The so-called “fix” failed.", &[]);
    check("The wall cost more.\n\n[READ MORE: “It leaks,” says Lee]", &[]);
}

#[test]
fn quotes_over_paragraphs_keep_their_speaker() {
    check(
        "“One thing,” Ann Lee said. “Two things.\n\n“Three things. Four things.”",
        &[
            "direct | “One thing,” … “Two things. | said | Ann Lee | Ann Lee | -",
            "direct | “Three things. Four things.” | said | Ann Lee | Ann Lee | -",
        ],
    );
    check(
        "Ann Lee then named new terms:\n\n“Three things. Four things.”",
        // That she named terms is itself an attribution, as `PolNeAR` counts them.
        &[
            "indirect | new terms | then named | Ann Lee | Ann Lee | -",
            "direct | “Three things. Four things.” |  | Ann Lee | Ann Lee | -",
        ],
    );
}

#[test]
fn turns_of_a_transcript_are_quotes() {
    let article = Article {
        text: "LEE: We won. It was late.\n\nHOLM: It was not.".to_owned(),
        form: Some(Form::Transcript),
        ..Article::default()
    };
    assert_eq!(
        quotes_of(&article),
        ["direct | We won. It was late. | : | LEE | Lee | -", "direct | It was not. | : | HOLM | Holm | -"]
    );
}

#[test]
fn what_stands_between_two_parts_is_not_inside_them() {
    let text = "“The ferry will sail,” Ida Holm said, adding that the crew is back. “It was always safe.”";
    let article = Article { text: text.to_owned(), ..Article::default() };
    let document = analyze(&article);
    assert_eq!(document.quotes.len(), 2);
    assert!(document.quotes.iter().all(|quote| quote.nested_in.is_none()), "{:?}", document.quotes);
}

#[test]
fn a_report_that_opens_the_text_with_a_conjunction_is_analyzed() {
    let text = "and on Justice for said Justice Justice Justice Justice Justice";
    analyze(&Article { text: text.to_owned(), ..Article::default() });
}

/// A text of paragraphs, of which the one at `at` and those behind it are of `kind`, by `author`.
fn check_block(text: &str, at: std::ops::RangeInclusive<usize>, post: Option<Post>, want: &[&str]) {
    let mut article = Article { text: text.to_owned(), ..Article::default() };
    let mut start = 0;
    for (n, paragraph) in text.split("\n\n").enumerate() {
        let kind = match &post {
            _ if !at.contains(&n) => BlockKind::Paragraph,
            Some(post) if post.platform.is_some() => BlockKind::Post,
            _ => BlockKind::BlockQuote,
        };
        let span = Span::new(start, start + paragraph.len());
        article.blocks.push(Block { span, kind, post: post.clone().filter(|_| at.contains(&n)) });
        start += paragraph.len() + 2;
    }
    assert_eq!(quotes_of(&article), want, "{text}");
}

#[test]
fn posts_and_block_quotes_are_quotes() {
    let text = "The harbor council met on Monday.\n\nThe ferry was OLD. Very sad!";
    let by = |author: &str, platform: Option<&str>| {
        Some(Post { author: Some(author.into()), platform: platform.map(str::to_owned), ..Post::default() })
    };
    check_block(
        text,
        1..=1,
        by("Ed Stane", Some("Truth Social")),
        &["direct | The ferry was OLD. Very sad! |  |  | Ed Stane | Truth Social"],
    );
    check_block(text, 1..=1, by("Ed Stane", None), &["direct | The ferry was OLD. Very sad! |  |  | Ed Stane | -"]);
    // A law or a recipe may be set off too.
    check_block(text, 1..=1, None, &[]);
    let of = |handle: &str| {
        Some(Post { handle: Some(handle.into()), platform: Some("Truth Social".into()), ..Post::default() })
    };
    let text = "Ed Stane met Ida Holm on Monday, who has a brother.\n\nThe ferry was OLD. Very sad!";
    let said = "direct | The ferry was OLD. Very sad! |  |  |";
    check_block(text, 1..=1, of("@realEdStane"), &[&format!("{said} Ed Stane | Truth Social")]);
    check_block(text, 1..=1, of("@stane"), &[&format!("{said} @stane | Truth Social")]);
    let text = "Ruth Calder answered:\n\nWe were asked to trade our weekends.\n\nWe have said no.";
    let want = [
        "direct | We were asked to trade our weekends. |  | Ruth Calder | Ruth Calder | -",
        "direct | We have said no. |  | Ruth Calder | Ruth Calder | -",
    ];
    check_block(text, 1..=2, None, &want);
}

/// Words that rules and models take for names, titles, roles, cues, marks and joints.
const SALAD: &[&str] = &[
    "Justice",
    "Department",
    "President",
    "Donald",
    "Trump",
    "Jr.",
    "Ida",
    "Holm",
    "Mayor",
    "mayor",
    "spokesman",
    "for",
    "the",
    "of",
    "and",
    ",",
    "said",
    "that",
    "adding",
    "according",
    "to",
    "told",
    "as",
    "noted",
    "“",
    "”",
    "\"",
    "'",
    ".",
    "—",
    "(",
    ")",
    ":",
    "he",
    "she",
    "who",
    "Monday",
    "on",
    "in",
    "a",
    "statement",
    "Halden",
    "Bank",
    "’s",
    "a-b",
    "won’t",
    "2016",
    "$5",
    "million",
    "\n\n",
    "LEE",
    "Mr.",
    "&",
    "van",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]
    /// The Justice Department's officials once overlapped with a name: mentions in any order break nothing.
    #[test]
    fn any_order_of_words_is_analyzed(words in proptest::collection::vec(proptest::sample::select(SALAD), 1..80)) {
        let article = Article { text: words.join(" "), ..Article::default() };
        let document = analyze(&article);
        for quote in &document.quotes {
            prop_assert!(quote.content.iter().all(|span| !span.of(&article.text).is_empty()));
        }
    }
}

#[test]
fn where_it_was_written_is_not_said() {
    check(
        "Ida Holm walked along the dam. “There are 94 dams rated ‘poor,’” she wrote on X. “Which one would the mayor like to hear about next?”",
        &[
            "direct | “There are 94 dams rated ‘poor,’” … “Which one would the mayor like to hear about next?” | wrote on | she | Ida Holm | X",
        ],
    );
}

#[test]
fn labels_of_notes_are_no_turns() {
    for label in ["EXCLUSIVE", "BYLINE", "VIDEO"] {
        check(&format!("{label}: Ida Holm of the Harbor Post.\n\nIt rained in Vale."), &[]);
    }
}

#[test]
fn the_end_of_the_sentence_before_is_not_said() {
    check(
        "Nils Berg, the mayor, posted the roll call on X. “‘Once’ is doing a lot of work,” he wrote.",
        &[
            "indirect | the roll call on X. | posted | Nils Berg, the mayor, | Nils Berg | -",
            "direct | “‘Once’ is doing a lot of work,” | wrote | he | Nils Berg | X",
        ],
    );
}

#[test]
fn a_whole_sentence_in_marks_is_said_by_whom_the_clause_behind_it_names() {
    check(
        "“You work hard. So why did Lee not pay?” a narrator in the Holm ad asks. The spot ends.",
        &[
            "direct | “You work hard. So why did Lee not pay?” | asks | a narrator in the Holm ad | a narrator in the Holm ad | ad",
        ],
    );
    check(
        "Asked to describe the device, Ida Holm said, “Not going to go into that.”",
        &["direct | “Not going to go into that.” | said | Ida Holm | Ida Holm | -"],
    );
    check(
        "Ida Holm Scolds Halden Banker: ‘You Should Be Charged’\n\nIda Holm was in Vale on Monday.",
        &["direct | ‘You Should Be Charged’ | : | Ida Holm | Ida Holm | -"],
    );
}

#[test]
fn what_the_hall_does_parts_nothing_that_is_said() {
    check(
        "“The ferry sails in May,” Mayor Ida Holm said. “We told the yard so twice.\n\n“And the yard did not listen to us at all.\n\n(CROSSTALK)\n\n“So we went to court in the spring, and we won there.”\n\nFollow Nils Berg on Twitter @nilsberg.",
        &[
            "direct | “The ferry sails in May,” … “We told the yard so twice. | said | Mayor Ida Holm | Ida Holm | -",
            "direct | “And the yard did not listen to us at all. | said | Mayor Ida Holm | Ida Holm | -",
            "direct | “So we went to court in the spring, and we won there.” | said | Mayor Ida Holm | Ida Holm | -",
        ],
    );
}

#[test]
fn a_passage_goes_to_the_cue_that_leads_to_it() {
    check(
        "Ida Holm was asked about the plan on Monday. She said fathers and parents who adopt would not be eligible for the weeks of paid leave, and when pressed on why the plan leaves out dads, Nils Berg replied, “It is meant to benefit the mother who has given birth to the child.”",
        &[
            "indirect | fathers and parents who adopt would not be eligible for the weeks of paid leave, and when pressed on why the plan leaves out dads | said | She | Ida Holm | -",
            "direct | “It is meant to benefit the mother who has given birth to the child.” | replied | Nils Berg | Nils Berg | -",
        ],
    );
}

#[test]
fn a_nickname_in_marks_is_a_part_of_its_name() {
    check(
        "“This is a big year for our mayor, Nils Lund!” Lund's niece, Councilor Marta “Cia” Berg, shouted. “The harbor is watching us. We have to show it.”",
        &[
            "direct | “This is a big year for our mayor, Nils Lund!” … “The harbor is watching us. We have to show it.” | shouted | Lund's niece, Councilor Marta “Cia” Berg | Marta “Cia” Berg | -",
        ],
    );
}

#[test]
fn a_passage_behind_other_words_of_its_paragraph_is_not_of_who_spoke_in_the_paragraph_before() {
    check(
        "“The ferry sails in May,” Lars Pedersen said.\n\nNils Lund, who lost to Holm, walked along the harbor wall. “The younger people are more than ever sick and tired of the ferry.”",
        &[
            "direct | “The ferry sails in May,” | said | Lars Pedersen | Lars Pedersen | -",
            "direct | “The younger people are more than ever sick and tired of the ferry.” |  |  | - | -",
        ],
    );
}

#[test]
fn what_an_article_calls_untrue_is_denied() {
    let stance = |text: &str| {
        let article = Article { text: format!("{text}\n"), ..Article::default() };
        let quote = analyze(&article).quotes.into_iter().find(|quote| quote.attribution.is_some()).expect("a quote");
        (quote.stance, quote.content.iter().map(|part| part.of(&article.text).to_owned()).collect::<String>())
    };
    for text in [
        "It is false that Ida Holm said “I quit”.",
        "There is no evidence that Ida Holm ever said “I quit”.",
        "It is not true that Mayor Ida Holm called the plan “mad”.",
        "Ida Holm denied saying that the dam was safe.",
    ] {
        assert_eq!(stance(text).0, Stance::Denied, "{text}");
    }
    let (denied, content) = stance("The claim that Mayor Ida Holm said the dam was safe is false.");
    assert_eq!((denied, content.as_str()), (Stance::Denied, "the dam was safe"));
    for text in ["Nobody claimed that the dam was safe.", "Ida Holm failed to mention that the dam was old."] {
        assert_eq!(stance(text).0, Stance::Denied, "{text}");
    }
    // She did say it.
    let said = stance("Mayor Ida Holm could not resist pointing out that the dam was old.");
    assert_eq!(said, (Stance::Asserted, "that the dam was old".to_owned()));
    assert_eq!(stance("Ida Holm was not impressed: “It is old.”").0, Stance::Asserted);
    assert_eq!(stance("Ida Holm did not deny that the dam was old.").0, Stance::Hypothetical);
    assert_eq!(stance("Had Ida Holm said “I quit”, the board would have fallen.").0, Stance::Hypothetical);
    assert_eq!(stance("It is true that Ida Holm said “I quit”.").0, Stance::Asserted);
}

#[test]
fn speech_over_paragraphs_is_of_whom_a_later_one_names() {
    check(
        "Ida Holm left the dyke board on Monday.\n\n“I gave this board ten years of my life.\n\n“I will not give it another day,” Holm said.",
        &[
            "direct | “I gave this board ten years of my life. | said | Holm | Ida Holm | -",
            "direct | “I will not give it another day,” | said | Holm | Ida Holm | -",
        ],
    );
}

#[test]
fn a_book_that_somebody_wrote_and_a_pronoun_alone_are_no_quotes() {
    check(
        "“It is a mess,” said Ida Holm, who wrote “The Long Flood”.",
        &["direct | “It is a mess,” | said | Ida Holm | Ida Holm | -"],
    );
    check(
        "“It is a mess,” said Ida Holm, whose company “lost everything” in 2019.",
        &["direct | “It is a mess,” | said | Ida Holm | Ida Holm | -"],
    );
}

#[test]
fn no_amount_is_cut_and_no_word_is_both_said_and_who_says_it() {
    let article = Article {
        text:
            "Mayor Ida Holm said on Monday that the city spent $5.5 million on roads in 2015, twice as much as in 2014."
                .to_owned(),
        ..Article::default()
    };
    assert!(quotes_of(&article)[0].starts_with("indirect | that the city spent $5.5 million on roads"));
    check(
        "Robert Quill won in Vale. ‘Bobby’ Quill said that his hands were done with it.",
        &["indirect | that his hands were done with it | said | ‘Bobby’ Quill | Robert Quill | -"],
    );
}

#[test]
fn a_turn_goes_on_in_paragraphs_whose_marks_reopen() {
    let text = "Holm spoke on Monday.\n\n“BERG: Will the ferry sail in May?\n\n“HOLM: The ferry will not sail in May.\n\n“And the yard did \
        not listen to us at all, as everybody knows.\n\n“BERG: Thank you for that.”";
    let article = Article { text: text.to_owned(), ..Article::default() };
    let quotes = quotes_of(&article);
    let goes_on = quotes.iter().find(|quote| quote.contains("And the yard")).expect("a quote");
    assert!(goes_on.to_lowercase().contains("| : | holm | holm |"), "{quotes:?}");
}

#[test]
fn a_comma_in_marks_leads_to_whose_words_they_are() {
    check(
        "Ida Holm came. “That was not my question,” Holm shot back.",
        &["direct | “That was not my question,” |  | Holm | Ida Holm | -"],
    );
    check(
        "“Same promises, same rust,” as one crane operator put it.",
        &["direct | “Same promises, same rust,” | put | one crane operator | one crane operator | -"],
    );
    check(
        "“Refunds are to be offered only when escalated,” the memo states.",
        &["direct | “Refunds are to be offered only when escalated,” | states | the memo | the memo | memo"],
    );
    // A title.
    check("“The Long Flood,” a novel by Ida Holm, sold well.", &[]);
}

#[test]
fn a_block_quote_is_of_who_signs_it() {
    check(
        "The union answered on Monday.\n\n> We will go back when the roster is signed.\n>\n> — Halima Yusuf (@halimayusuf)\n\nIt rained.",
        &["direct | We will go back when the roster is signed. |  | Halima Yusuf | Halima Yusuf | -"],
    );
    check(
        "The firm answered on Monday.\n\n> Nobody wins a strike.\n\n— Portia Vane, head of Vane Ferries\n\nIt rained.",
        &["direct | Nobody wins a strike. |  | Portia Vane, head of Vane Ferries | Portia Vane | -"],
    );
    // Signs alone are no words.
    check("It rained.\n\n> > >\n\n— Ida Holm, mayor\n\nIt was late.", &[]);
    check("> > > >\n— Ida Holm", &[]);
}

#[test]
fn a_dateline_is_not_said() {
    check(
        "ALDINE, Feb. 3, 2025 (Harbor Ledger) — The crane was failing for months, according to Ida Holm.",
        &["indirect | The crane was failing for months | according to | Ida Holm | Ida Holm | -"],
    );
}

#[test]
fn far_into_a_long_paragraph_quotes_are_found_as_in_a_short_one() {
    const N: usize = 200;
    let text = "“It rained,” said Ida Holm. “It snowed in May,” said Nils Berg, “and the dam broke.” In the words of Ann Lee, \
                “the valley is gone.” Ida Holm said that Nils Berg told her that the dam was old. ";
    let read = |text: &str| quotes_of(&Article { text: text.trim_end().to_owned(), ..Article::default() });
    let (once, often) = (read(text), read(&text.repeat(N)));
    assert_eq!(once.len(), 5, "{once:?}");
    assert_eq!(often, once.iter().cycle().take(5 * N).cloned().collect::<Vec<_>>());
}
