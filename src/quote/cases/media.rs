//! Where and when it was said.

use super::{check, quotes_of};
use crate::article::{Article, DateSource, PartialDate, Published};
use crate::{analyze, wire};

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

#[test]
fn who_posted_and_wrote_on_is_still_there() {
    let text = "After the call, Ida Holm posted on Truth Social highlighting the progress that Vale has made.\n\n“Since then, there has \
        been progress,” Holm wrote.\n\nShe then revealed new plans:\n\n“They invited me to Vale in April,” Holm said.";
    let article = Article { text: text.to_owned(), ..Article::default() };
    let quotes = quotes_of(&article);
    assert!(
        quotes.iter().filter(|quote| quote.starts_with("direct")).all(|quote| quote.ends_with("Truth Social")),
        "{quotes:?}"
    );
    assert!(quotes.len() >= 2, "{quotes:?}");
}

#[test]
fn an_outlet_that_no_list_has_is_told_by_the_noun_before() {
    media("Ida Holm, speaking to the broadcaster NRV, said that it rained.", &["NRV"]);
    media("Ida Holm told the newspaper De Koerier that it rained.", &["De Koerier"]);
    media("Ida Holm told Channel 5’s Maria Santos that it rained.", &["Channel 5"]);
    // The place of it is no medium.
    media(
        "“It rained,” Ida Holm said at a news conference in the town hall. She said that it was late.",
        &["press conference", "press conference"],
    );
}

#[test]
fn who_is_named_in_the_words_of_another_is_not_there() {
    media(
        "“Mr. Berg left long ago,” Ida Holm said in a statement. That is false, Nils Berg said.",
        &["statement", "-"],
    );
    media("“They clapped,” Ida Holm says of the speech.", &["-"]);
}

#[test]
fn a_transcript_is_of_what_its_headline_names() {
    let text = "Press briefing by the harbor master\n\nMR. HOLM: Good morning.\n\nQUESTION: Does it sail?\n\nMR. HOLM: It does.";
    let article = Article { text: text.to_owned(), form: Some(crate::article::Form::Transcript), ..Article::default() };
    assert!(quotes_of(&article)[0].ends_with("| press conference"), "{:?}", quotes_of(&article));
}
