//! Cases of attribution: a text of our own and what must come out of it.

use crate::article::{Article, Block, BlockKind, DateSource, Form, PartialDate, Post, Published};
use crate::text::Span;
use crate::{analyze, wire};
use proptest::prelude::*;

/// Each quote as `kind | content parts | cue | source | speaker | medium`.
fn quotes(article: &Article) -> Vec<String> {
    let document = analyze(article);
    let found = wire::article(article, &document);
    let join = |spans: &[wire::Range]| spans.iter().map(|&[s, e]| &article.text[s..e]).collect::<Vec<_>>().join(" … ");
    let show = |q: &wire::Quote| {
        let speaker = q.speaker.as_ref().map_or("-", |speaker| speaker.name.as_str());
        let medium = q.medium.as_ref().map_or("-", |medium| medium.name.as_str());
        format!(
            "{} | {} | {} | {} | {speaker} | {medium}",
            q.kind,
            join(&q.spans.content),
            join(&q.spans.cue),
            join(&q.spans.source)
        )
    };
    found.quotes.iter().map(show).collect()
}

fn check(text: &str, want: &[&str]) {
    let article = Article { text: text.to_owned(), ..Article::default() };
    assert_eq!(quotes(&article), want, "{text}");
}

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
fn a_pronoun_is_who_is_talked_of_and_not_who_is_talked_about() {
    check(
        "Ida Holm met Anna Berg’s mother on Monday. She said the ferry would sail.",
        &["indirect | the ferry would sail | said | She | Ida Holm | -"],
    );
    check(
        "“Anna Berg lost it,” Ida Holm said. “Anna Berg is to blame,” she said.",
        &[
            "direct | “Anna Berg lost it,” | said | Ida Holm | Ida Holm | -",
            "direct | “Anna Berg is to blame,” | said | she | Ida Holm | -",
        ],
    );
}

#[test]
fn an_office_that_no_role_tells_is_who_is_talked_of() {
    check(
        "Ida Holm won the vote on Monday, defeating Nils Berg. The Vermont senator said that she was glad.",
        &["indirect | that she was glad | said | The Vermont senator | Ida Holm | -"],
    );
    // Either may be meant.
    check(
        "Nils Berg took on Ida Holm after the senator said that it rained.",
        &["indirect | that it rained | said | the senator | the senator | -"],
    );
}

#[test]
fn a_surname_alone_is_who_was_introduced_first() {
    let said_by = |text: &str, speaker: &str| {
        let want = format!("direct | “It rained,” | said | {} | {speaker} | -", text.rsplit(' ').nth(1).unwrap());
        check(text, &[&want]);
    };
    said_by(
        "Ida Holm won in Vale. Nils Holm, her brother, slept.\n\nThe town was glad.\n\nThe dam held.\n\n“It rained,” Holm said.",
        "Ida Holm",
    );
    // Nils has just been named.
    said_by("Ida Holm won in Vale. She was glad.\n\nNils Holm, her brother, slept. “It rained,” Holm said.", "Holm");
    said_by("Ken Starrow left Vale. Kenneth Starrow was tired. “It rained,” Starrow said.", "Ken Starrow");
    said_by("Hilary Clarnton left Vale. Hillary Clarnton was tired. “It rained,” Clarnton said.", "Hilary Clarnton");
}

#[test]
fn who_is_whom_the_place_before_belongs_to() {
    speakers("Sen. Nils Berg of Florida, who said that it rained in Vale, left.", &["Nils Berg"]);
    speakers("“It rained,” said Ida Holm of Vermont, who added that the dam held.", &["Ida Holm", "Ida Holm"]);
}

#[test]
fn what_is_no_speaker_is_none() {
    speakers("Ida Holm, whose website says that it rained in Vale, left.", &["-"]);
}

#[test]
fn a_poll_is_not_the_day_of_its_release() {
    check(
        "A Harbor Post poll released Sunday showed that Holm leads.",
        &["indirect | that Holm leads | showed | A Harbor Post poll released Sunday | Harbor Post poll | poll"],
    );
}

#[test]
fn shares_of_people_are_groups() {
    for share in ["Just 28 percent of voters", "A handful of voters", "More than half", "The vast majority"] {
        let article = Article { text: format!("{share} said that it rained in Vale."), ..Article::default() };
        let found = wire::article(&article, &analyze(&article));
        assert_eq!(found.quotes[0].speaker.as_ref().unwrap().kind, "group", "{share}");
    }
}

#[test]
fn a_headline_word_is_who_bears_it_below() {
    speakers(
        "Trump Addresses Vale Attack: ‘It Rained’\n\nDonald Trump said on Monday that it rained in Vale.",
        &["Donald Trump", "Donald Trump"],
    );
}

#[test]
fn a_text_may_end_with_a_name() {
    check("“It rained in Vale,” said Ida Holm", &["direct | “It rained in Vale,” | said | Ida Holm | Ida Holm | -"]);
}

#[test]
fn a_day_says_nothing() {
    check("“It will rain in Vale,” Sunday said.", &["direct | “It will rain in Vale,” | said | Sunday | - | -"]);
}

#[test]
fn a_member_of_a_party_is_not_the_party() {
    check(
        "Lawmakers met in Vale with Republican colleagues. The Kentucky Republican said that it rained.",
        &["indirect | that it rained | said | The Kentucky Republican | The Kentucky Republican | -"],
    );
}

#[test]
fn words_of_somebody_are_quotes_without_a_verb() {
    check(
        "The court sat late and, in the words of the prosecutor, Ada Blum, “nobody looked away.”",
        &["direct | “nobody looked away.” | in the words of | the prosecutor, Ada Blum | Ada Blum | -"],
    );
}

#[test]
fn a_name_in_brackets_is_the_name_before_them() {
    check(
        "The National Dam Council (NDC) said that the wall will hold.",
        &["indirect | that the wall will hold | said | The National Dam Council (NDC) | National Dam Council | -"],
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
fn long_descriptions_stand_between_name_and_cue() {
    check(
        "“It leaks,” said Hugh Hill, a doctor who runs the clinic in Vale.",
        &["direct | “It leaks,” | said | Hugh Hill, a doctor who runs the clinic in Vale | Hugh Hill | -"],
    );
    check(
        "Hugh Hill, a doctor, said the roof leaks badly.",
        &["indirect | the roof leaks badly | said | Hugh Hill, a doctor, | Hugh Hill | -"],
    );
}

#[test]
fn names_are_the_fullest_of_the_article() {
    check(
        "President Donald Trump met the board on Monday. “We won,” Trump said.",
        &["direct | “We won,” | said | Trump | Donald Trump | -"],
    );
    check("Ida Holm opened the meeting. “We won,” she said.", &["direct | “We won,” | said | she | Ida Holm | -"]);
}

#[test]
fn two_of_one_surname_are_never_mixed() {
    check(
        "Ida Holm and Nils Holm came. Nils Holm spoke first. Ida Holm followed. “We won,” Holm said.",
        &["direct | “We won,” | said | Holm | Holm | -"],
    );
}

/// The speaker of each quote of `text`.
fn speakers(text: &str, want: &[&str]) {
    let article = Article { text: text.to_owned(), authors: vec!["Olga Lind".to_owned()], ..Article::default() };
    let found = wire::article(&article, &analyze(&article));
    let name = |quote: &wire::Quote| quote.speaker.as_ref().map_or("-".to_owned(), |speaker| speaker.name.clone());
    assert_eq!(found.quotes.iter().map(name).collect::<Vec<_>>(), want, "{text}");
}

#[test]
fn roles_refer_to_their_bearer() {
    speakers("Mayor Ida Holm came to Vale. In Vale, the mayor said that it leaks.", &["Ida Holm"]);
    speakers("Justice Ida Holm came. The judge said that it leaks.", &["Ida Holm"]);
    speakers(
        "Democratic nominee Ida Holm met Republican nominee Nils Berg. “We won,” the Republican nominee said.",
        &["Nils Berg"],
    );
    speakers("“We won,” said Nils Berg. “It is late,” the Texas senator said.", &["Nils Berg", "Nils Berg"]);
    // Nobody is known by that role.
    speakers("“We won,” said Nils Berg. “It is late,” a senator said.", &["Nils Berg", "a senator"]);
}

#[test]
fn the_name_of_a_description_stands_beside_it() {
    speakers("The minister of trade, Ida Holm, said that it leaks.", &["Ida Holm"]);
    speakers("Another friend of the club, Nils Berg, said it leaks.", &["Nils Berg"]);
    speakers("“We won,” wrote Ida Holm for the Harbor Ledger.", &["Ida Holm"]);
    speakers("Secretary of State Ida Holm said that it leaks.", &["Ida Holm"]);
}

#[test]
fn descriptions_stay_as_written() {
    speakers("A poll released in late May found that many were tired.", &["A poll"]);
    speakers("Some Republicans said that it leaks.", &["Some Republicans"]);
    speakers("A new study by Halden Bank found that it leaks.", &["Halden Bank"]);
    speakers("Both Mr. Holm and Ms. Berg said that it leaks.", &["Holm and Berg"]);
}

#[test]
fn pronouns_refer_to_who_speaks() {
    speakers("Ann Lee said that Nils Berg won. “It is late,” he said.", &["Ann Lee", "Nils Berg"]);
    speakers(
        "“It is late,” said Nils Berg. He said that Carl Lind was tired. “We go,” he said.",
        &["Nils Berg", "Nils Berg", "Nils Berg"],
    );
    speakers("Halden Bank said it was late. It said that it was tired.", &["Halden Bank", "Halden Bank"]);
    // The author, and who says the words around.
    speakers("I believe that it leaks.", &["Olga Lind"]);
}

#[test]
fn other_bearers_of_a_surname_are_told() {
    let text = "Ida Holm and Nils Holm came. Nils Holm spoke first. Ida Holm followed. “We won,” Holm said.";
    let article = Article { text: text.to_owned(), ..Article::default() };
    let found = wire::article(&article, &analyze(&article));
    let alternatives = found.quotes[0].alternatives.iter().map(|other| (other.name.as_str(), other.confidence));
    assert_eq!(alternatives.collect::<Vec<_>>(), [("Ida Holm", 0.5), ("Nils Holm", 0.5)]);
}

#[test]
fn media_are_named() {
    check(
        "“We won,” Ida Holm wrote on Truth Social.",
        &["direct | “We won,” | wrote | Ida Holm | Ida Holm | Truth Social"],
    );
    // The people who marked `PolNeAR` count the occasion to the cue.
    check(
        "“We won,” Ida Holm said in a statement.",
        &["direct | “We won,” | said in a statement | Ida Holm | Ida Holm | statement"],
    );
    check(
        "“We won,” Ida Holm told the Harbor Ledger.",
        &["direct | “We won,” | told | Ida Holm | Ida Holm | Harbor Ledger"],
    );
}

/// The medium of each quote of `text`.
fn media(text: &str, want: &[&str]) {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let found = wire::article(&article, &analyze(&article));
    let name = |quote: &wire::Quote| quote.medium.as_ref().map_or("-".to_owned(), |medium| medium.name.clone());
    assert_eq!(found.quotes.iter().map(name).collect::<Vec<_>>(), want, "{text}");
}

#[test]
fn a_medium_goes_on_until_a_new_occasion() {
    media(
        "“We won,” Ida Holm said at a rally in Vale.\n\n“It is late,” she said.\n\n“We go,” Holm said in a statement.",
        &["rally", "rally", "statement"],
    );
    // Somebody else is somewhere else; what she often says she says everywhere.
    media("“We won,” Ida Holm said at a rally in Vale. “It is late,” said Nils Berg.", &["rally", "-"]);
    media("“We won,” Ida Holm said at a rally in Vale. She has often said that it leaks.", &["rally", "-"]);
}

#[test]
fn media_stand_in_the_sentences_around() {
    media("Ida Holm issued a statement on Monday. “We won,” Holm said.", &["statement"]);
    media("At the debate, Ida Holm spoke first. “It is late,” said Nils Berg.", &["debate"]);
    media("“We won,” Ida Holm said.\n\nHolm made the remark at a rally in Vale.", &["rally"]);
    media("Ida Holm left ahead of the debate. “It is late,” said Nils Berg.", &["-"]);
}

#[test]
fn sources_tell_their_medium() {
    media("“We won,” said CNN host Ida Holm.", &["CNN"]);
    media("The Harbor Ledger reported that the wall cost twice as much.", &["Harbor Ledger"]);
    media("“We won,” the letter said.", &["letter"]);
    media("A federal court ruled that the wall is too high.", &["ruling"]);
    media("“We won,” he told me.", &["interview"]);
    media("“We won,” said former CNN host Ida Holm.", &["-"]);
    media("“We won,” said Hugh Post.", &["-"]);
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
fn a_dateline_is_no_part_of_who_said_it() {
    check(
        "HARBOR CITY -- Mayor Ida Holm, dedicating the new pier on Saturday, said it would hold for a hundred years.",
        &["indirect | it would hold for a hundred years | said | Mayor Ida Holm | Ida Holm | -"],
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
        quotes(&article),
        ["direct | We won. It was late. | : | LEE | Lee | -", "direct | It was not. | : | HOLM | Holm | -"]
    );
}

/// The words and days that tell when the quotes of an article of 15 March 2023, a Wednesday, were said.
fn said(text: &str, want: &[&str]) {
    let date = PartialDate::parse("2023-03-15").unwrap();
    let published = Some(Published { date, time: None, from: DateSource::Field });
    let article = Article { text: text.to_owned(), published, ..Article::default() };
    let found = wire::article(&article, &analyze(&article));
    let shown = found.quotes.iter().map(|q| match &q.said {
        Some(said) => format!("{} = {}", said.text, said.date),
        None => "-".to_owned(),
    });
    assert_eq!(shown.collect::<Vec<_>>(), want, "{text}");
}

#[test]
fn the_day_stands_beside_the_cue() {
    said("“We won,” Ida Holm said Monday.", &["Monday = 2023-03-13"]);
    said("“We won,” said Ida Holm on Tuesday night.", &["Tuesday night = 2023-03-14"]);
    said("“We won,” Ida Holm said in a statement on Oct. 3, 2022.", &["Oct. 3, 2022 = 2022-10-03"]);
    said("On Monday, Ida Holm said that the ferry leaks badly.", &["Monday = 2023-03-13"]);
    said("In a speech on March 3, Ida Holm said: “We won.”", &["March 3 = 2023-03-03"]);
    said("“We won,” Ida Holm said at Monday’s debate.", &["Monday = 2023-03-13"]);
    said("“We won,” Ida Holm told the board last week in Vale.", &["last week = 2023-03"]);
}

#[test]
fn a_day_of_something_else_is_not_the_day_of_the_quote() {
    said("“We won,” Ida Holm said.", &["-"]);
    said("“We won,” Ida Holm said of Monday’s race.", &["-"]);
    said("“We won,” Ida Holm said after the race on Monday ended.", &["-"]);
    said("Ida Holm said that the ferry sank on Monday.", &["-"]);
    said("“We won on Monday,” Ida Holm said.", &["-"]);
}

#[test]
fn a_body_without_a_name_is_named_by_whose_it_is() {
    let text = "Xi Jinping met Donald Trump on Monday.\n\nNorway’s Embassy published its readout of the call, noting that the ferry is safe.";
    let document = analyze(&Article { text: text.to_owned(), ..Article::default() });
    let names: Vec<&str> = document.discourse.entities.iter().map(|entity| entity.name.as_str()).collect();
    let speakers = document.quotes.iter().filter_map(|quote| quote.attribution.as_ref()?.speaker);
    let speakers: Vec<&str> = speakers.map(|speaker| names[speaker.index()]).collect();
    assert!(!speakers.is_empty() && speakers.iter().all(|&speaker| speaker == "Norway’s Embassy"), "{speakers:?}");
}

#[test]
fn as_somebody_noted_is_resolved_like_any_name() {
    check(
        "President Donald Trump left on Monday.\n\nAs Trump noted, the key is a firm hand.",
        &["indirect | the key is a firm hand | noted | Trump | Donald Trump | -"],
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
    assert_eq!(quotes(&article), want, "{text}");
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

/// The speaker of the last quote.
fn last_speaker(text: &str, published: Option<&str>) -> Option<String> {
    let published = published.map(|date| Published {
        date: PartialDate::parse(date).unwrap(),
        time: None,
        from: DateSource::Field,
    });
    let article = Article { text: text.to_owned(), published, ..Article::default() };
    let found = wire::article(&article, &analyze(&article));
    found.quotes.last().unwrap().speaker.as_ref().map(|speaker| speaker.name.clone())
}

#[test]
fn a_woman_known_by_a_forename_is_not_taken_for_another() {
    let text = "Ida Holm lost the vote, the Ledger wrote.\n\nMelanie thought it outrageous. She was angry.\n\n\
                “I am tired,” she said.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Melanie"));
    let text = "Ida Holm met Zyrelle in Vale. “I am tired,” she said.";
    assert_ne!(last_speaker(text, None).as_deref(), Some("Zyrelle"));
}

#[test]
fn what_is_no_noun_phrase_names_nobody() {
    assert_eq!(last_speaker("One Republican said that the dam is old.", None).as_deref(), Some("One Republican"));
    assert_eq!(last_speaker("Lawmakers said that the dam is old.", None).as_deref(), Some("Lawmakers"));
    assert_eq!(last_speaker("WHO said that the dam is old.", None).as_deref(), Some("WHO"));
    assert_eq!(last_speaker("Monday’s report suggests that the dam is old.", None).as_deref(), Some("Monday’s report"));
    assert_eq!(last_speaker("Monday’s call suggests that the dam is old.", None), None, "it has no words");
}

#[test]
fn an_office_is_the_holders_on_the_day_of_the_article_alone() {
    let text = "The bridge is shut. “It will open again,” the president said.";
    assert_eq!(last_speaker(text, Some("2016-09-20")).as_deref(), Some("Barack Obama"));
    assert_eq!(last_speaker(text, Some("1850-09-20")).as_deref(), Some("the president"));
    assert_eq!(last_speaker(text, None).as_deref(), Some("the president"));
    let own = "President Ida Holm came to Vale. It rained. “It will open again,” the president said.";
    assert_eq!(last_speaker(own, Some("2016-09-20")).as_deref(), Some("Ida Holm"), "the text goes first");
    let other = "The president of Halden Bank was late. “It will open again,” the president said.";
    assert_ne!(last_speaker(other, Some("2016-09-20")).as_deref(), Some("Barack Obama"));
    let french = "The bridge is shut. “It will open again,” the French president said.";
    assert_eq!(last_speaker(french, Some("2020-09-20")).as_deref(), Some("Emmanuel Macron"));
}

#[test]
fn a_stars_mother_is_no_outlet() {
    check(
        "“The ferry will sail,” Ida Holm said in a Gold Star Mothers hall.",
        &["direct | “The ferry will sail,” | said | Ida Holm | Ida Holm | -"],
    );
    check(
        "“The ferry will sail,” Ida Holm told the Oslo Star.",
        &["direct | “The ferry will sail,” | told | Ida Holm | Ida Holm | Oslo Star"],
    );
}

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
fn what_a_headline_calls_somebody_is_no_name() {
    speakers(
        "Harbor Widow Ida Holm: ‘The Dam Will Hold’\n\nIda Holm came to Vale. “It will,” she said.",
        &["Ida Holm", "Ida Holm"],
    );
}

#[test]
fn where_it_was_written_is_not_said() {
    check(
        "Ida Holm saw the dam. “There are 94 dams rated ‘poor,’” she wrote on X. “Which one would the mayor like to hear about next?”",
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
