//! Own gold with figures counted by hand.

use super::report::{CueRow, Spread};
use super::{Given, Judged, Report, gold, judge, predictions, report};
use crate::wire::Range;

const TEXT: &str = "Ida Holm said the ferry sails in May. “We paid two million,” Nils Berg told Ann. Critics fear “a long winter” of waiting.";

fn at(words: &str) -> Vec<Range> {
    let start = TEXT.find(words).unwrap();
    vec![[start, start + words.len()]]
}

fn given(kind: &str, source: &str, cue: &str, content: &str) -> Given {
    let spans = [content, cue, source].map(|words| if words.is_empty() { Vec::new() } else { at(words) });
    Given { spans, kind: kind.to_owned(), ..Given::default() }
}

/// Three in gold, of these one with its speaker.
fn marked() -> Vec<Given> {
    vec![
        Given { names: vec!["Ida Holm".into()], ..given("indirect", "Ida Holm", "said", "the ferry sails in May") },
        given("direct", "Nils Berg", "told", "“We paid two million,”"),
        given("mixed", "Critics", "fear", "“a long winter” of waiting"),
    ]
}

/// A part of the source; no marks and the wrong source; three of five words, as another kind; nothing of gold; inside the third.
fn answered() -> Vec<Given> {
    let sure = |confidence, because: &str, given| Given { confidence, because: because.to_owned(), ..given };
    vec![
        sure(
            0.9,
            "a",
            Given { names: vec!["IDA HOLM’S".into()], ..given("indirect", "Holm", "said", "the ferry sails in May") },
        ),
        sure(0.8, "a", given("direct", "Ann", "told", "We paid two million")),
        sure(0.7, "b", given("indirect", "Critics", "fear", "“a long winter”")),
        sure(0.25, "b", given("indirect", "", "", "Ann")),
        Given { is_nested: true, ..given("indirect", "", "", "long winter") },
    ]
}

fn judged(answers: &[Given]) -> Judged {
    judge("a", TEXT, &marked(), answers, 9)
}

fn check(report: &Report, kind: &str, figure: &str, p: f64, r: f64) {
    let rates = report.figures[kind].rates[figure];
    assert!((rates.p - p).abs() < 6e-5 && (rates.r - r).abs() < 6e-5, "{kind} {figure}: {rates:?}, not {p} and {r}");
    let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
    assert!((rates.f1 - f1).abs() < 6e-5, "{kind} {figure}: {rates:?}");
}

#[test]
fn figures_are_those_counted_by_hand() {
    let report = report(&[judged(&answered())], 0, 50, 9);
    let third = 1.0 / 3.0;
    for (figure, p, r) in [
        ("content.exact", 2.0 / 4.0, 2.0 * third),
        ("content.exact_strict", 1.0 / 4.0, third),
        ("content.exact_span", 1.0 / 4.0, third),
        // Tokens with punctuation: 5, 4, 5 and 1 answered, 5, 7 and 7 in gold.
        ("content.overlap", 14.0 / 15.0, 14.0 / 19.0),
        ("content.iou30", 3.0 / 4.0, 1.0),
        ("content.iou50", 3.0 / 4.0, 1.0),
        ("content.iou80", 2.0 / 4.0, 2.0 * third),
        ("cue.exact", 1.0, 1.0),
        ("cue.exact_strict", 1.0, 1.0),
        ("cue.exact_span", 1.0, 1.0),
        ("cue.overlap", 1.0, 1.0),
        ("source.exact", third, third),
        ("source.exact_strict", third, third),
        ("source.exact_span", third, third),
        ("source.overlap", 2.0 * third, 2.0 / 5.0),
        ("e2e.any", 2.0 / 4.0, 2.0 * third),
        ("e2e.head", 2.0 / 4.0, 2.0 * third),
        ("e2e.exact_source", 1.0 / 4.0, third),
        // Of the answers, the one matched to Ida Holm's and the one matched to nothing.
        ("e2e.speaker", 1.0 / 2.0, 1.0),
    ] {
        check(&report, "overall", figure, p, r);
    }
    check(&report, "direct", "content.exact", 1.0, 1.0);
    check(&report, "direct", "e2e.any", 0.0, 0.0);
    check(&report, "mixed", "e2e.any", 1.0, 1.0);
    check(&report, "indirect", "content.exact", 1.0 / 2.0, 1.0);
    for (name, share) in
        [("attr_accuracy.any", 0.6667), ("attr_accuracy.head", 0.6667), ("attr_accuracy.exact_source", 0.3333)]
    {
        assert!((report.figures["overall"].accuracies[name] - share).abs() < 1e-9, "{name}");
    }
    assert_eq!((report.figures["overall"].pred_quotes, report.figures["overall"].gold_quotes), (4, 3));
    // One article drawn again and again is always itself.
    let Spread::Rates { p, r, .. } = report.intervals["overall"]["e2e.any"] else { panic!("rates") };
    assert_eq!((p, r), ([0.5, 0.5], [0.6667, 0.6667]));
}

#[test]
fn cues_and_sieves_are_counted_beside_the_figures() {
    let report = report(&[judged(&answered())], 0, 0, 9);
    let row = |lemma: &str, right| CueRow { lemma: lemma.to_owned(), gold: 1, found: 1, right };
    assert_eq!(report.cues, [row("fear", 1), row("say", 1), row("tell", 0)]);
    let rows: Vec<_> =
        report.because.iter().map(|r| (r.because.as_str(), r.answers, r.content_right, r.source_right)).collect();
    assert_eq!(rows, [("a", 2, 2, 1), ("b", 2, 1, 1)]);
    let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    assert!(near(report.because[0].confidence, 0.85) && near(report.because[1].confidence, 0.475));
    // Each answer is a bin by itself: .1 + .8 and .3 + .25 apart.
    assert!(near(report.because[0].error, 0.45) && near(report.because[1].error, 0.275));
    assert!(near(report.calibration.error, 0.3625), "{}", report.calibration.error);
    assert!(report.intervals.is_empty());
}

#[test]
fn misses_say_what_was_given_instead() {
    let report = report(&[judged(&answered()[1..])], 0, 0, 9);
    let missed: Vec<_> = report.missed.iter().map(|miss| (miss.what, miss.given.is_some())).collect();
    assert_eq!(missed, [("not found", false), ("wrong source", true)]);
    let wrong: Vec<_> = report.wrong.iter().map(|miss| (miss.what, miss.gold.is_some())).collect();
    assert_eq!(wrong, [("wrong source", true), ("not in gold", false)]);
    let given = report.wrong[0].given.as_ref().unwrap();
    assert_eq!((given.content.text.as_str(), given.source.text.as_str()), ("We paid two million", "Ann"));
    assert_eq!(super::report(&[judged(&answered())], 0, 0, 1).wrong.len(), 1);
}

#[test]
fn gold_against_itself_is_right_and_nothing_against_gold_is_not() {
    let (all, none) = (report(&[judged(&marked())], 0, 0, 9), report(&[judged(&[])], 0, 0, 0));
    for (figure, rates) in &all.figures["overall"].rates {
        assert!((rates.f1 - 1.0).abs() < 1e-9, "{figure}: {rates:?}");
        check(&none, "overall", figure, 0.0, 0.0);
    }
    assert!(all.missed.is_empty() && all.wrong.is_empty());
    // Nothing is divided by nothing.
    assert_eq!(report(&[], 0, 10, 0).figures["overall"].gold_quotes, 0);
}

#[test]
fn lines_are_read_in_each_shape_or_refused_with_a_reason() {
    let line = r#"{"id":"a","text":"“Hé,” x","date":null,"other":1,"attributions":[{"content":[[0,10]],"cue":null,"source":[[11,12]],"speaker":["X","Y"]}]}"#;
    let read = gold(line.as_bytes()).unwrap();
    assert_eq!(read.attributions[0].names, ["X", "Y"]);
    assert_eq!(read.article().unwrap().unwrap().text, read.text);
    let (id, quotes) = predictions(br#"{"id":"a","path":"p","quotes":[{"spans":{"content":[[0,4]],"cue":[],"source":[]},"kind":"direct","speaker":{"name":"X"},"nested_in":"q","because":"turn"}]}"#).unwrap();
    assert_eq!(
        (id.as_str(), quotes[0].spans[0][0], quotes[0].is_nested, quotes[0].names[0].as_str()),
        ("a", [0, 4], true, "X")
    );
    for (line, reason) in [
        (r#"{"id":"a""#, "EOF"),
        (r#"{"id":"a","text":""}"#, "missing field `attributions`"),
        (r#"{"id":"a","text":"x","attributions":[{"content":[[0,2]]}]}"#, "the content span 0..2 does not lie in"),
        (r#"{"id":"a","text":"x","attributions":[{"cue":[[1,1]]}]}"#, "the cue span 1..1"),
        (r#"{"id":"a","text":"x","attributions":[{"cue":[[-1,1]]}]}"#, "not an article"),
    ] {
        let error = gold(line.as_bytes()).unwrap_err();
        assert!(error.contains(reason), "{line}: {error}");
    }
}
