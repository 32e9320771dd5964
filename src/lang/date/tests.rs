//! Cases of dates, in sentences of our own.

use super::find;
use crate::article::{Article, DateSource, PartialDate, Published};
use crate::entity::Discourse;
use crate::lang::parse;
use crate::lexicon::Lexicon;
use crate::view::View;

/// What is found in an article of that day, as `words = date`.
fn check_on(day: &str, text: &str, want: &[&str]) {
    let published = PartialDate::parse(day).map(|date| Published { date, time: None, from: DateSource::Field });
    let article = Article { text: text.to_owned(), published, ..Article::default() };
    let lexicon = Lexicon::builtin();
    let syntax = parse(&article, lexicon);
    let discourse = Discourse::default();
    let view = View { article: &article, syntax: &syntax, discourse: &discourse, lexicon };
    let found = find(view, 0..syntax.tokens.len());
    let shown: Vec<String> =
        found.into_iter().map(|mention| format!("{} = {}", mention.span.of(text), mention.date)).collect();
    assert_eq!(shown, want, "{text}");
}

/// The same for a Wednesday in March of a year without elections.
fn check(text: &str, want: &[&str]) {
    check_on("2023-03-15", text, want);
}

#[test]
fn a_full_date_needs_no_anchor() {
    let text =
        "It sank on Nov. 8, 2016, in March 2015, in 2001, on 9/11, on 2014-05-06 or on 24 June 2012; not Monday.";
    let want = [
        "Nov. 8, 2016 = 2016-11-08",
        "March 2015 = 2015-03",
        "2001 = 2001",
        "9/11 = 2001-09-11",
        "2014-05-06 = 2014-05-06",
        "24 June 2012 = 2012-06-24",
    ];
    check_on("", text, &want);
    check_on("", "The ferry left on Nov. 8, last week and yesterday.", &[]);
}

#[test]
fn weekdays_look_back_unless_the_verb_looks_ahead() {
    check("The board met Monday and spoke on Wednesday.", &["Monday = 2023-03-13", "Wednesday = 2023-03-15"]);
    check("The board will meet on Friday night.", &["Friday night = 2023-03-17"]);
    check(
        "Lee said Tuesday that the board will meet next Thursday.",
        &["Tuesday = 2023-03-14", "next Thursday = 2023-03-16"],
    );
    check("It opens on Mondays, on Super Tuesday, every Friday.", &[]);
}

#[test]
fn words_that_count_from_the_day() {
    check("It sailed yesterday and returns tomorrow.", &["yesterday = 2023-03-14", "tomorrow = 2023-03-16"]);
    check(
        "It sank three days ago, a month ago and 30 years ago.",
        &["three days ago = 2023-03-12", "a month ago = 2023-02", "30 years ago = 1993"],
    );
    check(
        "It rose last year, early next year and last spring.",
        &["last year = 2022", "early next year = 2024", "last spring = 2022"],
    );
}

#[test]
fn a_week_is_its_month_or_its_year() {
    check("It sank last week.", &["last week = 2023-03"]);
    check_on("2023-03-07", "It sank last week.", &["last week = 2023"]);
    check_on("2023-01-04", "It sank last week.", &[]);
}

#[test]
fn months_and_days_without_a_year() {
    check("It sank in November.", &["November = 2022-11"]);
    check("It will sail in November.", &["November = 2023-11"]);
    check(
        "It was built in March of last year and May of 1999.",
        &["March of last year = 2022-03", "May of 1999 = 1999-05"],
    );
    check("He may march on the harbor, said April Stone.", &[]);
    check("The fair ran from Feb. 6 to 10.", &["Feb. 6 = 2023-02-06", "10 = 2023-02-10"]);
    check("They vote on the 24th.", &["24th = 2023-03-24"]);
}

#[test]
fn holidays_are_their_day() {
    check_on("2016-08-17", "Polls open on Election Day.", &["Election Day = 2016-11-08"]);
    check("The pier closed on Christmas.", &["Christmas = 2022-12-25"]);
    check("It reopens by Labor Day 2024.", &["Labor Day 2024 = 2024-09-02"]);
    check("It was sold the Saturday before Christmas.", &["Saturday before Christmas = 2022-12-24"]);
}

#[test]
fn what_is_no_date() {
    check("In the 1990s and the ’80s, over the next decade, the next day.", &[]);
    check("Harbors today are cleaner, now and forever.", &[]);
    check("More than 2000 people read the Sunday Times in USA Today.", &[]);
    check("The dock at 1800 Pier Street holds 2000 votes.", &[]);
}

#[test]
fn years_that_are_not_spelled_out() {
    check("It was rebuilt in ’08 and in 2015-16.", &["’08 = 2008", "2015 = 2015", "16 = 2016"]);
}
