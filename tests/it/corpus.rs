//! The sample corpus end to end: what a new user sees.

use super::{root, rows, stderr, whosaid};

/// Indexes the corpus into a folder of its own.
fn indexed() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let index = dir.path().join("index");
    let output = whosaid(&root(), &["index", "corpus", "--index", index.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    dir
}

#[test]
fn all_formats_come_in_and_the_index_is_whole() {
    let dir = indexed();
    let info = &rows(&whosaid(dir.path(), &["info", "--format", "json"]))[0];
    assert_eq!(info["articles"], 56, "59 with the post that holds a picture alone, and the copies");
    assert_eq!(info["copies"], 2, "a story of the wire in two other outlets");
    assert!(info["quotes"].as_u64().unwrap() > 500);
    assert!(info["claims"].as_u64().unwrap() > 200);
    assert_eq!(whosaid(dir.path(), &["check"]).status.code(), Some(0));
}

#[test]
fn what_a_person_posted_is_found_by_speaker_and_source() {
    let dir = indexed();
    let found = rows(&whosaid(
        dir.path(),
        &["search", "speaker:\"donald trump\" source:\"truth social\" \"big picture\"", "--format", "jsonl"],
    ));
    assert!(found.len() >= 2, "several outlets quote the post");
    for row in &found {
        assert_eq!(row["speaker"]["name"], "Donald Trump");
        let path = row["article"]["path"].as_str().unwrap();
        assert!(path.contains("trump-xi") || path.contains("beijing"), "{path}");
    }
}

#[test]
fn an_article_of_a_container_is_shown_under_its_key() {
    let dir = indexed();
    let shown = whosaid(dir.path(), &["show", "corpus/northfield-wire/2025-11-daily-file.jsonl#2"]);
    let first = super::stdout(&shown).lines().next().unwrap_or_default().to_owned();
    assert!(first.starts_with("Challenger attacks") && first.ends_with("daily-file.jsonl#2"), "{first}");
}

/// What a fact-checker would mark in the report of the call, and who asserts it: seven of them first, what the embassy tells among the rest.
#[test]
fn the_first_claims_are_those_that_a_fact_checker_would_mark() {
    let dir = indexed();
    let article = "corpus/northfield-wire/2025-11-24-trump-xi-call.json";
    let found = rows(&whosaid(dir.path(), &["claims", article, "--format", "jsonl"]));
    let claims: Vec<(&str, &str)> =
        found.iter().map(|row| (row["text"].as_str().unwrap(), row["voice"].as_str().unwrap())).collect();
    for (words, voice, within) in [
        // Trump “said he will go to Beijing …, after a telephone call on Monday”.
        ("call on Monday", "speaker", 7),
        ("a month earlier in South Korea", "article", 7),
        ("agreed to lower certain tariffs", "article", 7),
        ("invited me to visit Beijing in April", "speaker", 7),
        ("Xi would make a state visit", "speaker", 7),
        ("in the United States in 2023", "article", 7),
        ("in 2017", "article", 7),
        ("Taiwan question", "speaker", 12),
    ] {
        let found = claims.iter().take(within).any(|&(text, by)| text.contains(words) && by == voice);
        assert!(found, "{words}: {claims:#?}");
    }
    for words in ["big picture", "two different documents", "significant progress", "communicate often"] {
        assert!(!claims.iter().take(8).any(|(text, _)| text.contains(words)), "{words}: {claims:#?}");
    }
}

/// The same of another report: all eight come first, and no remarks, moods or link lines.
#[test]
fn remarks_and_moods_are_not_among_the_first_claims() {
    let dir = tempfile::tempdir().unwrap();
    let text = "President Ida Holm spoke Tuesday with Canadian Premier Jon Larkin in a call that touched on fisheries, the war in Yemen, and plans for Holm to travel to Ottawa next fall — marking a further step in the warmer ties of the two capitals.\n\n\
        The call comes about two weeks after Holm and Larkin met in Iceland, where the two leaders reached several agreements, including cutting certain duties, raising Canadian purchases of Norwegian salmon, and tightening controls on solvents used to make opioids — a chief concern of Holm.\n\n\
        “We have come far on both sides. Now we can look at what really matters,” Holm wrote on Facebook.\n\n\
        “Premier Larkin invited me to come to Ottawa in May, which I accepted,” Holm said, adding that Larkin will make a state visit to Norway later in the year. “It is good to talk often, and I look forward to it.”\n\n\
        If the trip goes ahead, Holm will become the first Norwegian president since her own 2017 visit to travel to Canada. Larkin’s last visit to Norway was in 2023, when he met with then-President Anne Voss during the fisheries summit in Bergen.\n\n\
        Canada’s Embassy released its own account of the call, noting that Larkin and Holm discussed Ottawa’s position on the “island question,” a subject that has become more delicate.\n\n\
        The conversation marks a rare moment of calm between two quarrelsome neighbors. With a visit now in sight, Holm appears to be steering Norway toward a careful new start.\n\n\
        [READ MORE: Norway Weighs New Plan for Its Harbors as Talks Drag On]\n";
    std::fs::write(dir.path().join("call.txt"), text).unwrap();
    whosaid(dir.path(), &["index", "call.txt"]);
    let found = rows(&whosaid(dir.path(), &["claims", "call.txt", "--limit", "8", "--format", "jsonl"]));
    let claims: Vec<(&str, &str)> =
        found.iter().map(|row| (row["text"].as_str().unwrap(), row["voice"].as_str().unwrap())).collect();
    for (words, voice) in [
        ("spoke Tuesday with Canadian Premier", "article"),
        ("met in Iceland", "article"),
        ("cutting certain duties", "article"),
        ("invited me to come to Ottawa in May", "speaker"),
        ("Larkin will make a state visit", "speaker"),
        ("her own 2017 visit", "article"),
        ("was in 2023", "article"),
        ("island question", "speaker"),
    ] {
        assert!(claims.iter().any(|&(text, by)| text.contains(words) && by == voice), "{words}: {claims:#?}");
    }
    for words in ["marking a further step", "rare moment", "appears to be", "READ MORE"] {
        assert!(!claims.iter().any(|(text, _)| text.contains(words)), "{words}: {claims:#?}");
    }
}

#[test]
fn link_lines_and_credits_yield_nothing() {
    let dir = indexed();
    for word in ["\"read more\"", "\"sign up for\""] {
        for among in ["quotes", "claims"] {
            let found = rows(&whosaid(dir.path(), &["search", word, "--in", among, "--format", "jsonl"]));
            assert_eq!(found.len(), 0, "{word} in {among}");
        }
    }
}

#[test]
fn the_same_bytes_for_one_and_two_threads() {
    let one = whosaid(&root(), &["extract", "corpus", "--with-text", "--threads", "1"]);
    let two = whosaid(&root(), &["extract", "corpus", "--with-text", "--threads", "2"]);
    assert_eq!(one.stdout, two.stdout);
    for row in rows(&one) {
        let text = row["text"].as_str().unwrap();
        for claim in row["claims"].as_array().unwrap() {
            let span = |at: usize| usize::try_from(claim["span"][at].as_u64().unwrap()).unwrap();
            assert_eq!(&text[span(0)..span(1)], claim["text"].as_str().unwrap());
        }
    }
}
