//! An article with its quotes, cues, sources and claims marked, and one quote with why it was given.

use super::{Terminal, harmless};
use crate::wire::{Article, Quote, Range};
use anstyle::{AnsiColor, Style};
use anyhow::Result;
use std::cmp::Reverse;

const QUOTE: Style = AnsiColor::Green.on_default();
const CUE: Style = AnsiColor::Magenta.on_default();
const SOURCE: Style = AnsiColor::Cyan.on_default().bold();
const CLAIM: Style = Style::new().underline();

/// What one byte range is, with the marks that stand for its color where there is none.
struct Mark {
    span: Range,
    style: Style,
    open: &'static str,
    close: &'static str,
}

/// The article's text with everything marked; the legend goes to standard error.
pub(crate) fn article(article: &Article, terminal: &mut Terminal) -> Result<()> {
    terminal.styled_note(&format!(
        "{QUOTE}⟦quote⟧{QUOTE:#} {CUE}‹cue›{CUE:#} {SOURCE}{{source}}{SOURCE:#} {CLAIM}_claim_{CLAIM:#}"
    ));
    let head = &article.head;
    let place = format!("{}{}", head.path, head.part.map(|part| format!("#{part}")).unwrap_or_default());
    let facts = [head.title.as_deref(), head.publisher.as_deref(), head.published.as_deref(), Some(place.as_str())];
    terminal.line(&facts.into_iter().flatten().collect::<Vec<_>>().join(" · "))?;
    if let Some(of) = &head.copy_of {
        terminal.line(&format!("a copy of {of}"))?;
    }
    let text = article.text.as_deref().unwrap_or_default();
    let mut marks: Vec<Mark> = Vec::new();
    for quote in &article.quotes {
        marks.extend(quote.spans.content.iter().map(|&span| Mark { span, style: QUOTE, open: "⟦", close: "⟧" }));
        marks.extend(quote.spans.cue.iter().map(|&span| Mark { span, style: CUE, open: "‹", close: "›" }));
        marks.extend(quote.spans.source.iter().map(|&span| Mark { span, style: SOURCE, open: "{", close: "}" }));
    }
    marks.extend(article.claims.iter().map(|claim| Mark { span: claim.span, style: CLAIM, open: "_", close: "_" }));
    terminal.styled("")?;
    terminal.styled(&render(text, 0, &marks))?;
    terminal.styled("")?;
    for quote in &article.quotes {
        let who = quote.speaker.as_ref().map_or("speaker not known", |speaker| speaker.name.as_str());
        let medium = quote.medium.as_ref().map(|medium| format!(" · {}", medium.name)).unwrap_or_default();
        let words: String = quote.text.chars().take(60).collect();
        terminal.line(&format!(
            "{}  {who}{medium} · {} · {:.2} · {words}",
            &quote.id[..8],
            quote.kind,
            quote.confidence
        ))?;
    }
    Ok(())
}

/// One quote: its words in place, who said it where, and which sieve says so.
pub(crate) fn quote(quote: &Quote, article: &Article, terminal: &mut Terminal) -> Result<()> {
    const AROUND: usize = 200;
    let text = article.text.as_deref().unwrap_or_default();
    let spans = || quote.spans.content.iter().chain(&quote.spans.cue).chain(&quote.spans.source);
    let start = spans().map(|span| span[0]).min().unwrap_or(0);
    let end = spans().map(|span| span[1]).max().unwrap_or(0);
    let from = text.floor_char_boundary(start.saturating_sub(AROUND));
    let to = text.ceil_char_boundary((end + AROUND).min(text.len()));
    let mut marks: Vec<Mark> =
        quote.spans.content.iter().map(|&span| Mark { span, style: QUOTE, open: "⟦", close: "⟧" }).collect();
    marks.extend(quote.spans.cue.iter().map(|&span| Mark { span, style: CUE, open: "‹", close: "›" }));
    marks.extend(quote.spans.source.iter().map(|&span| Mark { span, style: SOURCE, open: "{", close: "}" }));
    terminal.styled(&render(&text[from..to], from, &marks))?;
    terminal.styled("")?;
    let words = |range: &Range| text.get(range[0]..range[1]).unwrap_or_default().to_owned();
    let mut facts: Vec<(&str, String)> =
        vec![("id", quote.id.clone()), ("kind", quote.kind.clone()), ("stance", quote.stance.clone())];
    match &quote.speaker {
        Some(speaker) => {
            let role = speaker.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
            facts.push(("speaker", format!("{}{role} ({}; \"{}\" here)", speaker.name, speaker.kind, speaker.mention)));
        }
        None => facts.push(("speaker", "not known".to_owned())),
    }
    facts.push(("why", format!("{} (right in {:.0} of 100 such cases)", quote.because, quote.confidence * 100.0)));
    if let Some(medium) = &quote.medium {
        facts.push(("medium", format!("{} ({}), from \"{}\"", medium.name, medium.kind, words(&medium.span))));
    }
    if let Some(addressee) = &quote.addressee {
        facts.push(("to", addressee.clone()));
    }
    if let Some(said) = &quote.said {
        facts.push(("said", format!("{} (\"{}\")", said.date, said.text)));
    }
    for other in &quote.alternatives {
        facts.push(("or", format!("{} {:.2}", other.name, other.confidence)));
    }
    let part = article.head.part.map(|part| format!("#{part}")).unwrap_or_default();
    let bytes: Vec<String> = quote.spans.content.iter().map(|span| format!("{}..{}", span[0], span[1])).collect();
    facts.push(("place", format!("{}{part}, bytes {}", article.head.path, bytes.join(", "))));
    facts.iter().try_for_each(|(name, value)| terminal.line(&format!("{name:<8} {value}")))
}

/// `text`, which begins at byte `offset` of the article, with marks around the ranges; nested ranges nest, and where one ends the color of
/// what is around it comes back.
fn render(text: &str, offset: usize, marks: &[Mark]) -> String {
    let inside = |at: usize| at >= offset && at <= offset + text.len();
    // Two quotes may share a source; it is marked once.
    let mut distinct: Vec<&Mark> = marks.iter().filter(|mark| mark.span[0] < mark.span[1]).collect();
    distinct.sort_by_key(|mark| (mark.span[0], Reverse(mark.span[1]), mark.open));
    distinct.dedup_by_key(|mark| (mark.span, mark.open));
    // At one place, what ends comes before what begins, and the last to open is the first to close.
    let mut edges: Vec<(usize, bool, usize, &Mark)> = Vec::new();
    for (at, &mark) in distinct.iter().enumerate() {
        if inside(mark.span[0]) {
            edges.push((mark.span[0] - offset, true, at, mark));
        }
        if inside(mark.span[1]) {
            edges.push((mark.span[1] - offset, false, usize::MAX - at, mark));
        }
    }
    edges.sort_by_key(|edge| (edge.0, edge.1, edge.2));
    let mut out = String::new();
    let mut open: Vec<&Mark> = Vec::new();
    let mut at = 0;
    for (place, begins, _, mark) in edges {
        if let Some(words) = text.get(at..place) {
            out.push_str(&harmless(words));
            at = place;
        }
        if begins {
            open.push(mark);
            out.push_str(&mark.style.to_string());
            out.push_str(mark.open);
        } else {
            open.retain(|other| !std::ptr::eq(*other, mark));
            out.push_str(mark.close);
            out.push_str(&mark.style.render_reset().to_string());
            for other in &open {
                out.push_str(&other.style.to_string());
            }
        }
    }
    out.push_str(&harmless(&text[at..]));
    out
}

#[cfg(test)]
mod tests {
    use super::{Mark, QUOTE, Range, SOURCE, render};
    use anstyle::Style;

    fn plain(span: Range, open: &'static str, close: &'static str) -> Mark {
        Mark { span, style: Style::new(), open, close }
    }

    #[test]
    fn marks_nest_and_stand_once() {
        let marks =
            [plain([0, 7], "⟦", "⟧"), plain([0, 7], "_", "_"), plain([4, 7], "{", "}"), plain([4, 7], "{", "}")];
        assert_eq!(render("one two three", 0, &marks), "_⟦one {two}⟧_ three");
        assert_eq!(render("two three", 4, &marks), "{two}⟧_ three");
    }

    #[test]
    fn the_color_around_a_mark_comes_back() {
        let marks = [
            Mark { span: [0, 11], style: QUOTE, open: "", close: "" },
            Mark { span: [4, 7], style: SOURCE, open: "", close: "" },
        ];
        let want = format!("{QUOTE}one {SOURCE}two{SOURCE:#}{QUOTE} six{QUOTE:#}");
        assert_eq!(render("one two six", 0, &marks), want);
    }
}
