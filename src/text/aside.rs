//! Lines that are nobody's speech: what happens in the hall while somebody speaks.

/// Longer ones are sentences in brackets.
const LONGEST_BYTES: usize = 60;

/// Whether a line is all in brackets: `(APPLAUSE)`, `[crosstalk]`, also inside quotation marks that may stay open.
pub fn is_aside(line: &str) -> bool {
    let line = line.trim_matches(['"', '“', '”']);
    let is_inside = |open: char, close: char| line.starts_with(open) && line.ends_with(close);
    line.len() < LONGEST_BYTES && (is_inside('(', ')') || is_inside('[', ']'))
}

#[cfg(test)]
mod tests {
    use super::is_aside;

    #[test]
    fn a_line_in_brackets_is_an_aside_and_a_long_one_is_not() {
        assert!(is_aside("(APPLAUSE)") && is_aside("[crosstalk]") && is_aside("“(Applause.)"));
        assert!(!is_aside("Holm (laughs)") && !is_aside("(laughs) Holm") && !is_aside("(APPLAUSE]"));
        assert!(!is_aside(&format!("({})", "The ferry sails. ".repeat(6))));
    }
}
