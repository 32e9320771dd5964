//! Labels of the turns of a transcript.

/// Whether a label names nobody: “Q”, “UNIDENTIFIED MALE”, “Interviewer”.
pub(crate) fn is_nobody(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default().to_uppercase();
    let is_only = name.split_whitespace().nth(1).is_none();
    [
        "UNIDENTIFIED",
        "UNKNOWN",
        "MALE",
        "FEMALE",
        "Q",
        "QUESTION",
        "REPORTER",
        "INTERVIEWER",
        "AUDIENCE",
        "CROWD",
        "VOICE",
        "A",
        "ANSWER",
    ]
    .contains(&first.trim_end_matches('.'))
        || first == "SPEAKER" && is_only
}
