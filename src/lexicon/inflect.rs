//! Inflected forms of English verbs. A list line is `lemma [past [participle]]`; regular forms are made here.

/// All forms of the verb on a list line, the lemma first, each once.
pub(super) fn forms(line: &str) -> Vec<String> {
    let mut words = line.split_whitespace();
    let Some(lemma) = words.next() else { return Vec::new() };
    let mut forms = vec![lemma.to_owned(), third_person(lemma)];
    let irregular: Vec<&str> = words.collect();
    let regular = past(lemma);
    // A doubled consonant shows in the past and belongs to the participle in -ing too: admit, admitted, admitting.
    let doubled =
        irregular.first().is_some_and(|form| form.strip_suffix("ed").is_some_and(|stem| stem.len() > lemma.len()));
    if irregular.is_empty() {
        forms.push(regular);
    }
    forms.extend(irregular.iter().map(|&form| form.to_owned()));
    forms.push(if doubled { irregular[0].replace("ed", "ing") } else { gerund(lemma) });
    let mut seen = Vec::new();
    forms.retain(|form| {
        !seen.contains(form) && {
            seen.push(form.clone());
            true
        }
    });
    forms
}

fn ends_in_consonant_y(lemma: &str) -> bool {
    lemma.ends_with('y')
        && !lemma.ends_with(['a', 'e', 'o', 'u'])
        && !["ay", "ey", "oy", "uy"].iter().any(|e| lemma.ends_with(e))
}

fn third_person(lemma: &str) -> String {
    if ends_in_consonant_y(lemma) {
        return format!("{}ies", &lemma[..lemma.len() - 1]);
    }
    let sibilant = ["s", "x", "z", "ch", "sh", "go", "do"].iter().any(|end| lemma.ends_with(end));
    format!("{lemma}{}", if sibilant { "es" } else { "s" })
}

fn past(lemma: &str) -> String {
    if ends_in_consonant_y(lemma) {
        return format!("{}ied", &lemma[..lemma.len() - 1]);
    }
    format!("{lemma}{}", if lemma.ends_with('e') { "d" } else { "ed" })
}

fn gerund(lemma: &str) -> String {
    if let Some(stem) = lemma.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    let silent = lemma.ends_with('e') && !["ee", "oe", "ye"].iter().any(|end| lemma.ends_with(end));
    format!("{}ing", if silent { &lemma[..lemma.len() - 1] } else { lemma })
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn regular_irregular_and_doubling_verbs() {
        assert_eq!(forms("announce"), ["announce", "announces", "announced", "announcing"]);
        assert_eq!(forms("say said"), ["say", "says", "said", "saying"]);
        assert_eq!(forms("write wrote written"), ["write", "writes", "wrote", "written", "writing"]);
        assert_eq!(forms("admit admitted"), ["admit", "admits", "admitted", "admitting"]);
        assert_eq!(forms("deny"), ["deny", "denies", "denied", "denying"]);
        assert_eq!(forms("stress"), ["stress", "stresses", "stressed", "stressing"]);
    }
}
