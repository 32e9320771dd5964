//! Claims in the forms that other programs take: a schema.org `ClaimReview` to be filled in, and a W3C Web Annotation.

use super::Terminal;
use crate::wire::{Claim, Item, Row};
use anyhow::{Result, bail};
use serde_json::{Value, json};

/// A `ClaimReview` stub a line. The verdict and who gives it are left to the fact-checker: `reviewRating`, `author` and `url` are empty.
pub(super) fn claim_reviews(rows: &[Row], terminal: &mut Terminal) -> Result<()> {
    each(rows, terminal, |row, claim| {
        let mut appearance = json!({"@type": "CreativeWork"});
        set(&mut appearance, "headline", row.article.title.as_deref());
        set(&mut appearance, "url", row.article.url.as_deref());
        set(&mut appearance, "datePublished", row.article.published.as_deref());
        if let Some(publisher) = &row.article.publisher {
            appearance["publisher"] = json!({"@type": "Organization", "name": publisher});
        }
        let mut item = json!({"@type": "Claim", "@id": format!("urn:whosaid:claim:{}", claim.id), "text": claim.text, "appearance": appearance});
        set(&mut item, "datePublished", row.article.published.as_deref());
        if let Some(speaker) = &claim.speaker {
            let kind = if speaker.kind == "person" { "Person" } else { "Organization" };
            item["author"] = json!({"@type": kind, "name": speaker.name});
            set(&mut item["author"], "jobTitle", speaker.role.as_deref().filter(|_| kind == "Person"));
        }
        json!({
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "claimReviewed": claim.text,
            "itemReviewed": item,
            "reviewRating": {"@type": "Rating", "alternateName": ""},
            "author": {"@type": "Organization", "name": ""},
            "url": "",
        })
    })
}

/// A Web Annotation a line: the claim by its words with those around it, and by its bytes.
pub(super) fn annotations(rows: &[Row], terminal: &mut Terminal) -> Result<()> {
    each(rows, terminal, |row, claim| {
        let mut quote = json!({"type": "TextQuoteSelector", "exact": claim.text});
        if let Some(context) = &row.context {
            quote["prefix"] = json!(context.before);
            quote["suffix"] = json!(context.after);
        }
        let position = json!({"type": "DataPositionSelector", "start": claim.span[0], "end": claim.span[1]});
        json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": format!("urn:whosaid:claim:{}", claim.id),
            "type": "Annotation",
            "motivation": "assessing",
            "body": {"type": "TextualBody", "purpose": "classifying", "value": claim.kinds.join(", ")},
            "target": {"source": row.article.url.as_deref().unwrap_or(&row.article.path), "selector": [quote, position]},
        })
    })
}

fn each(rows: &[Row], terminal: &mut Terminal, form: impl Fn(&Row, &Claim) -> Value) -> Result<()> {
    for row in rows {
        let Item::Claim(claim) = &row.item else { bail!("claimreview and web-annotation are formats of claims alone") };
        terminal.data(&form(row, claim).to_string())?;
    }
    Ok(())
}

fn set(object: &mut Value, field: &str, value: Option<&str>) {
    if let Some(value) = value {
        object[field] = json!(value);
    }
}
