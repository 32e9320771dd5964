//! Streams, formats and exit codes.

use super::{rows, stderr, stdout, whosaid};
use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

fn small() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("news")).unwrap();
    fs::write(
        dir.path().join("news/a.md"),
        "---\ntitle: Ferry sails\npublisher: Harbor Ledger\ndate: 2025-11-03\n---\n“The ferry will sail again,” said Mayor Ida Holm in a statement. “We paid $2 million for it.”\n\nThe council voted 7-2 on Monday to buy the tariff rights, according to Nils Berg.\n",
    )
    .unwrap();
    fs::write(
        dir.path().join("news/b.txt"),
        "“=Never,” José Ruiz said. \u{1b}[31mRed\u{9b}1m\u{1b}[0m “Tariffs went up,” Ida Holm told reporters.\n",
    )
    .unwrap();
    let output = whosaid(dir.path(), &["index", "news"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    dir
}

#[test]
fn search_finds_other_forms_accents_and_phrases() {
    let dir = small();
    let ids = |args: &[&str]| rows(&whosaid(dir.path(), &[args, &["--format", "jsonl"]].concat())).len();
    assert_eq!(ids(&["search", "ferries"]), 1);
    assert_eq!(ids(&["search", "\"the ferry\""]), 1);
    assert_eq!(ids(&["search", "\"ferry the\""]), 0);
    assert_eq!(ids(&["search", "speaker:jose"]), 1);
    assert_eq!(ids(&["search", "ferry -sail"]), 0);
    assert_eq!(
        ids(&["search", "tariff since:2025-11-03"]),
        2,
        "what Berg said and what the council voted; the undated article is left out"
    );
    assert_eq!(ids(&["quotes", "--speaker", "ida holm"]), 2);
    assert_eq!(ids(&["quotes", "--source", "statement"]), 1);
    assert_eq!(ids(&["search", "--in", "articles", "council"]), 1);
}

#[test]
fn nothing_found_is_one_and_a_speaker_is_suggested() {
    let dir = small();
    let output = whosaid(dir.path(), &["quotes", "--speaker", "ida hlom"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("did you mean Ida Holm"), "{}", stderr(&output));
    let output = whosaid(dir.path(), &["search", "tariffs", "--since", "2025"]);
    assert!(stderr(&output).contains("1 without a publication date"), "{}", stderr(&output));
}

#[test]
fn a_speaker_in_the_query_is_suggested_too() {
    let dir = small();
    let output = whosaid(dir.path(), &["search", "speaker:\"ida hlom\""]);
    assert!(stderr(&output).contains("did you mean Ida Holm"), "{}", stderr(&output));
}

#[test]
fn no_query_is_an_error() {
    let dir = small();
    let odd = [
        "-ferry",
        "--- ferry",
        "\"ferry",
        "speaker:",
        "speaker: ida",
        "-speaker:ida ferry",
        "since:soon",
        "kind:foo",
        ":",
        "a:b:c",
        "!!!",
        "",
        " ",
        "\"",
        "\"\"",
        "„ferry«",
        "ferry OR dam",
        "(ferry",
        "ferry)",
        "[1 TO 5]",
        "ferry^2",
        "~5",
        "+ferry",
        "ferr*",
        "\\",
        "a\\\"b",
        "\u{1b}[31m",
        "new\nline",
        "日本",
        "😀",
        "until:2025-99",
        "path:",
        "5.5%",
        "it's",
        "https://a.org/?q=b&c=d",
        "{\"a\":1}",
    ];
    for query in odd {
        for among in ["quotes", "claims", "articles"] {
            let output = whosaid(dir.path(), &["search", query, "--in", among]);
            assert!(matches!(output.status.code(), Some(0 | 1)), "{query:?}: {}", stderr(&output));
        }
    }
    let left_out = whosaid(dir.path(), &["search", "-ferry", "--format", "jsonl"]);
    assert_eq!(rows(&left_out).len(), 4, "{}", stderr(&left_out));
}

#[test]
fn kinds_are_checked() {
    let dir = small();
    let output = whosaid(dir.path(), &["quotes", "--kind", "foo"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("direct, mixed, indirect"), "{}", stderr(&output));
    let output = whosaid(dir.path(), &["quotes", "--kind", "event"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("no quote is of kind event"), "{}", stderr(&output));
}

#[test]
fn speakers_say_how_many_undated_quotes_a_date_leaves_out() {
    let dir = small();
    let output = whosaid(dir.path(), &["speakers", "--since", "2025", "--format", "jsonl"]);
    assert_eq!(rows(&output).len(), 3, "the mayor, Berg and the council");
    assert!(stderr(&output).contains("2 without a publication date"), "{}", stderr(&output));
}

#[test]
fn a_dry_run_reports_and_does_nothing() {
    let dir = small();
    fs::write(dir.path().join("news/b.txt"), "“Changed,” José Ruiz said.\n").unwrap();
    fs::write(dir.path().join("news/c.txt"), "“New,” José Ruiz said.\n").unwrap();
    fs::remove_file(dir.path().join("news/a.md")).unwrap();
    let output = whosaid(dir.path(), &["index", "news", "--dry-run", "--report", "report.jsonl"]);
    assert!(stderr(&output).contains("1 new and 1 changed files, skip 0 unchanged, remove 1"), "{}", stderr(&output));
    let report = fs::read_to_string(dir.path().join("report.jsonl")).unwrap();
    let status: Vec<&str> = report.lines().map(|line| line.rsplit('"').nth(1).unwrap()).collect();
    assert_eq!(status, ["removed", "replaced", "indexed"]);
    assert!(rows(&whosaid(dir.path(), &["search", "changed", "--format", "jsonl"])).is_empty());
    let output = whosaid(dir.path(), &["index", "news", "--report", "no/such/folder"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(rows(&whosaid(dir.path(), &["search", "changed", "--format", "jsonl"])).is_empty(), "said before the work");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let dir = small();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    let status = command.current_dir(dir.path()).args(["quotes"]).stdout(full).stderr(Stdio::null()).status();
    assert_eq!(status.unwrap().code(), Some(2));
}

#[test]
fn no_index_is_two_with_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let output = whosaid(dir.path(), &["search", "x"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("run: whosaid index"), "{}", stderr(&output));
}

#[test]
fn control_characters_never_reach_a_listing() {
    let dir = small();
    for args in [
        &["show", "news/b.txt"][..],
        &["search", "tariffs"],
        &["search", "--in", "articles", "tariffs", "--format", "csv"],
    ] {
        let output = whosaid(dir.path(), args);
        assert!(!(stdout(&output) + &stderr(&output)).contains(['\u{1b}', '\u{9b}']), "{args:?}");
    }
    assert!(!stderr(&whosaid(dir.path(), &["show", "news/b.txt"])).contains("[32m"), "no remains of a color");
    let json = whosaid(dir.path(), &["extract", "news/b.txt", "--with-text"]);
    assert!(!stdout(&json).contains('\u{9b}') && rows(&json)[0]["text"].as_str().unwrap().contains('\u{9b}'));
    assert!(stdout(&whosaid(dir.path(), &["show", "news/b.txt"])).contains("\\u{1b}[31m"));
}

#[test]
fn csv_defuses_formulas() {
    let dir = small();
    let csv = stdout(&whosaid(dir.path(), &["quotes", "--speaker", "jose", "--format", "csv"]));
    assert!(csv.contains("\"'=Never,\""), "{csv}");
}

#[test]
fn reindexing_skips_replaces_and_removes() {
    let dir = small();
    let again = || stderr(&whosaid(dir.path(), &["index", "news"]));
    assert!(again().contains("2 unchanged"), "{}", again());
    fs::write(dir.path().join("news/b.txt"), "“New words,” Ida Holm said.\n").unwrap();
    assert!(again().contains("1 replaced"));
    fs::remove_file(dir.path().join("news/a.md")).unwrap();
    assert!(again().contains("1 removed"));
    let left = rows(&whosaid(dir.path(), &["quotes", "--format", "jsonl"]));
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["text"], "New words,");
    assert_eq!(whosaid(dir.path(), &["check"]).status.code(), Some(0));
}

#[test]
fn each_command_has_help_and_the_scripts_print() {
    let dir = tempfile::tempdir().unwrap();
    for command in [
        "index",
        "search",
        "quotes",
        "claims",
        "checks",
        "speakers",
        "show",
        "extract",
        "eval",
        "info",
        "check",
        "completions",
        "man",
    ] {
        let output = whosaid(dir.path(), &[command, "--help"]);
        assert_eq!(output.status.code(), Some(0), "{command}");
        assert!(stdout(&output).contains("Usage: whosaid"), "{command}");
    }
    assert!(stdout(&whosaid(dir.path(), &["completions", "bash"])).contains("whosaid"));
    assert!(stdout(&whosaid(dir.path(), &["man"])).contains(".TH whosaid"));
}

#[test]
fn standard_input_is_a_text_or_json_lines() {
    let run = |input: &[u8]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_whosaid"))
            .args(["extract", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        rows(&child.wait_with_output().unwrap())
    };
    let plain = run("“We won,” said Ida Holm.".as_bytes());
    assert_eq!(plain[0]["quotes"][0]["speaker"]["name"], "Ida Holm");
    let lines =
        run("{\"id\":\"a\",\"text\":\"“We won,” said Ida Holm.\"}\n{\"id\":\"b\",\"text\":\"Nothing.\"}\n".as_bytes());
    assert_eq!((lines.len(), lines[1]["id"].as_str()), (2, Some("b")));
}

#[test]
fn a_closed_pipe_is_success() {
    let dir = small();
    let mut child = Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .current_dir(dir.path())
        .args(["extract", "news", "--with-text"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut first = [0; 1];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn eval_counts_bad_lines_and_shows_what_was_missed_harmlessly() {
    let dir = tempfile::tempdir().unwrap();
    let gold = r#"{"id":"a\u001b[31m","text":"Ida Holm said the ferry\u001b\u009b sails. Nils Berg told us so.","attributions":[{"content":[[14,32]],"cue":[[9,13]],"source":[[0,8]],"kind":"indirect"}]}"#;
    fs::write(dir.path().join("gold.jsonl"), format!("{gold}\n\n{{\"id\":1}}\n{gold}\n")).unwrap();
    fs::write(dir.path().join("others.jsonl"), "{\"id\":\"a\\u001b[31m\",\"quotes\":[]}\n").unwrap();
    let eval = |more: &[&str]| {
        let args = ["eval", "gold.jsonl", "--predictions", "others.jsonl", "--misses", "5"];
        whosaid(dir.path(), &[&args, more].concat())
    };
    let table = eval(&[]);
    assert_eq!(table.status.code(), Some(3), "{}", stderr(&table));
    assert!(stderr(&table).contains("gold.jsonl, line 3: ") && stderr(&table).contains("gold.jsonl, line 4: "));
    assert!(stdout(&table).contains("14..32  the ferry\\u{1b}\\u{9b} sails"), "{}", stdout(&table));
    let json = eval(&["--format", "json"]);
    for output in [stdout(&table), stderr(&table), stdout(&json)] {
        assert!(!output.contains(['\u{1b}', '\u{9b}']), "{output}");
    }
    let report = &rows(&json)[0];
    assert_eq!((report["failed"].as_u64(), report["articles"].as_u64()), (Some(2), Some(1)));
    assert_eq!(report["missed"][0]["gold"]["content"]["text"], "the ferry\u{1b}\u{9b} sails");
    assert_eq!(report["overall"]["e2e.any"]["gold"], 1);
    assert_eq!(whosaid(dir.path(), &["eval", "none.jsonl"]).status.code(), Some(2));
}

#[test]
fn articles_dated_by_the_month_alone_are_kept_and_said() {
    let dir = small();
    let article = |date: &str| format!("---\ndate: {date}\n---\n“The dam will hold,” said Mayor Ida Holm.\n");
    fs::write(dir.path().join("news/c.md"), article("2025-12")).unwrap();
    fs::write(dir.path().join("news/d.md"), article("2025-12-03").replace("dam", "old yard wall")).unwrap();
    assert_eq!(whosaid(dir.path(), &["index", "news"]).status.code(), Some(0));
    for (args, n, told) in [
        (["--since", "2025-12"], 2, false),
        (["--since", "2025-12-03"], 2, true),
        (["--since", "2025-12-04"], 1, true),
        (["--since", "2026"], 0, false),
        (["--until", "2025-12-02"], 4, true),
        (["--until", "2025-12"], 5, false),
    ] {
        let quotes = whosaid(dir.path(), &[&["quotes", "--format", "jsonl"], &args[..]].concat());
        assert_eq!(rows(&quotes).len(), n, "{args:?}");
        let speakers = whosaid(dir.path(), &[&["speakers"], &args[..]].concat());
        for output in [quotes, speakers] {
            assert_eq!(
                stderr(&output).contains("kept: 1 dated by the month or year"),
                told,
                "{args:?} {}",
                stderr(&output)
            );
        }
    }
}

#[test]
fn the_beginning_of_an_id_shows_its_quote_and_of_several_all() {
    let dir = tempfile::tempdir().unwrap();
    // More quotes than there are first characters.
    let boats: Vec<String> = (1..=20).map(|n| format!("“Boat {n} will sail in May,” said Ida Holm.")).collect();
    fs::write(dir.path().join("a.txt"), boats.join("\n\n")).unwrap();
    assert_eq!(whosaid(dir.path(), &["index", "a.txt"]).status.code(), Some(0));
    let quotes = rows(&whosaid(dir.path(), &["quotes", "--limit", "0", "--format", "jsonl"]));
    let ids: Vec<&str> = quotes.iter().map(|quote| quote["id"].as_str().unwrap()).collect();
    let alike = |id: &str, n: usize| ids.iter().filter(|other| other[..n] == id[..n]).count();
    let twin = ids.iter().find(|id| alike(id, 1) > 1).unwrap();
    let output = whosaid(dir.path(), &["show", &twin[..1]]);
    assert_eq!(output.status.code(), Some(1));
    let told = stderr(&output);
    assert!(told.contains(&format!("the ids of {} quotes begin with", alike(twin, 1))), "{told}");
    assert!(told.contains("Ida Holm · Boat"), "{told}");
    let shortest = (1..=twin.len()).find(|&n| alike(twin, n) == 1).unwrap();
    let output = whosaid(dir.path(), &["show", &twin[..shortest].to_uppercase()]);
    assert_eq!(output.status.code(), Some(0), "as short as it may be: {}", stderr(&output));
    assert!(stdout(&output).contains(twin), "{}", stdout(&output));
    assert_eq!(whosaid(dir.path(), &["show", "zz"]).status.code(), Some(1));
}
