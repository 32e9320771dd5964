//! Cases of amounts, in sentences of our own.

use super::find;
use crate::article::Article;
use crate::entity::Discourse;
use crate::lang::parse;
use crate::lexicon::Lexicon;
use crate::view::View;

/// What is found, as `words = value unit`.
fn check(text: &str, want: &[&str]) {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let lexicon = Lexicon::builtin();
    let syntax = parse(&article, lexicon);
    let discourse = Discourse::default();
    let view = View { article: &article, syntax: &syntax, discourse: &discourse, lexicon };
    let shown = find(view, 0..syntax.tokens.len()).into_iter().map(|quantity| {
        let value = (quantity.value * 1000.0).round() / 1000.0;
        let unit = quantity.unit.map_or(String::new(), |unit| format!(" {unit}"));
        format!("{} = {value}{unit}", quantity.span.of(text))
    });
    assert_eq!(shown.collect::<Vec<_>>(), want, "{text}");
}

#[test]
fn money() {
    check(
        "The pier cost $5.5 million, £40bn less than the US$1,200 toll.",
        &["$5.5 million = 5500000 USD", "£40bn = 40000000000 GBP", "US$1,200 = 1200 USD"],
    );
    check("A ticket is 12 dollars or €3m a year.", &["12 dollars = 12 USD", "€3m = 3000000 EUR"]);
    check("Repairs take $5 to $10 million a year.", &["$5 = 5000000 USD", "$10 million = 10000000 USD"]);
}

#[test]
fn shares() {
    check("It fell 4.1 % and rose 7 per cent.", &["4.1 % = 4.1 percent", "7 per cent = 7 percent"]);
    check("Two-thirds of them, or two thirds, sail.", &["Two-thirds = 0.667", "two thirds = 0.667"]);
    check("One in five rowers and nine out of 10 crews left.", &["One in five = 0.2", "nine out of 10 = 0.9"]);
    check("Half of the crew and nearly half the fleet left.", &["Half = 0.5", "half = 0.5"]);
    check("A quarter of the harbor froze.", &["A quarter = 0.25"]);
    check("The first half and the second quarter were dry; a third party spoke.", &[]);
}

#[test]
fn ranges_are_two_amounts() {
    check("Between 5 and 10 percent left.", &["5 = 5 percent", "10 percent = 10 percent"]);
    check("It takes 60-70% of the water.", &["60 = 60 percent", "70% = 70 percent"]);
    check("It rose from 40 to 50 points.", &["40 = 40 points", "50 points = 50 points"]);
}

#[test]
fn counts_in_words() {
    check(
        "Half a million gulls and a dozen seals came.",
        &["Half a million gulls = 500000 gulls", "a dozen seals = 12 seals"],
    );
    check(
        "Forty-one boats and two hundred and fifty crews came.",
        &["Forty-one boats = 41 boats", "two hundred and fifty crews = 250 crews"],
    );
    check(
        "About 1.2m people and two and a half years.",
        &["1.2m people = 1200000 people", "two and a half years = 2.5 years"],
    );
    check("Dozens of boats, hundreds of thousands of gulls, a couple of seals.", &[]);
    check("One boat met the two of them.", &[]);
}

#[test]
fn the_noun_is_the_last_of_its_phrase() {
    check("Two former Harbor Board data clerks left.", &["Two former Harbor Board data clerks = 2 clerks"]);
    check(
        "Five Vale police officers saw 30 Danes.",
        &["Five Vale police officers = 5 officers", "30 Danes = 30 danes"],
    );
    check("She owns three firearms licenses.", &["three firearms licenses = 3 licenses"]);
}

#[test]
fn measures_before_a_noun() {
    check("A 12-year-old rower has a 15-point lead.", &["12-year-old = 12 years", "15-point = 15 points"]);
    check("It was a four-course dinner.", &["four-course = 4 courses"]);
    check("Ann Lee, 52, of Vale, and voters aged 18 to 29.", &["52 = 52 years", "18 = 18 years", "29 = 29 years"]);
}

#[test]
fn multiples_and_odds() {
    check("Twice as many sailed three times.", &["Twice = 2 times", "three times = 3 times"]);
    check("It was a tenfold rise against 3-to-1 odds.", &["tenfold = 10 times", "3-to-1 = 3 to one"]);
}

#[test]
fn what_only_looks_like_an_amount() {
    check("Call 555-0199 at 8:30 a.m. or at 9 p.m. sharp.", &[]);
    check("They won 3-2 after a 9-to-6 vote in Room 40 of No. 1 Pier.", &[]);
    check("The 5th ferry, the F-35 and Section 230 of 2016.", &[]);
    check("See https://vale.example/2/45 or <a id=\"12345\">.", &[]);
    check("On Nov. 8, 2016, and two weeks ago.", &[]);
}
