//! From an analyzed document to the wire types.

use super::{
    Alternative, Antecedent, Article, Block, Claim, Date, Head, Medium, Note, Quantity, Quote, Range, SCHEMA,
    ScoreLine, ScoreQuote, SentenceLine, SentencesLine, Spans, Speaker,
};
use crate::article::{self, BlockKind, DateSource, Form, PartialDate, Precision};
use crate::claim::{self, ClaimKind, Polarity, Voice};
use crate::document::Document;
use crate::entity::{Entity, EntityKind, Gender};
use crate::quote::{self, MediumKind, QuoteKind, Stance};
use crate::text::fingerprint::hex_id;
use crate::text::fold::fold;
use crate::text::{Id, Span};

/// The whole article, with its text and blocks.
pub fn article(article: &article::Article, document: &Document) -> Article {
    let quote_ids: Vec<String> = document.quotes.iter().map(|quote| quote_id(article, quote)).collect();
    let quotes =
        document.quotes.iter().enumerate().map(|(at, quote)| self::quote(article, document, &quote_ids, at, quote));
    let quotes: Vec<Quote> = quotes.collect();
    let mut speakers: Vec<Speaker> = Vec::new();
    for speaker in quotes.iter().filter_map(|quote| quote.speaker.as_ref()) {
        if !speakers.iter().any(|known| known.id == speaker.id) {
            speakers.push(speaker.clone());
        }
    }
    Article {
        schema: SCHEMA,
        head: head(article),
        authors: article.authors.clone(),
        published_from: article.published.as_ref().map(|published| date_source(published.from).to_owned()),
        language: article.language.clone(),
        form: article.form.map(|form| self::form(form).to_owned()),
        text: Some(article.text.clone()),
        blocks: Some(blocks(article, document)),
        claims: document.claims.iter().map(|claim| self::claim(article, document, &quote_ids, claim)).collect(),
        quotes,
        speakers,
        notes: document.notes.iter().map(|n| Note { kind: n.kind.name().to_owned(), span: range(n.span) }).collect(),
    }
}

/// The quotes alone, for the scorer.
pub fn score(article: &article::Article, document: &Document) -> ScoreLine {
    let quotes = document.quotes.iter().map(|quote| {
        let attribution = quote.attribution.as_ref();
        ScoreQuote {
            content: ranges(&quote.content),
            cue: attribution.map_or_else(Vec::new, |a| ranges(&a.cue)),
            source: attribution.map_or_else(Vec::new, |a| ranges(&a.source)),
            kind: kind(quote.kind).to_owned(),
            nested: quote.nested_in.is_some(),
            speaker: attribution.and_then(|a| a.speaker).map(|id| document.discourse.entities[id.index()].name.clone()),
            medium: quote.medium.as_ref().map(|medium| medium.name.clone()),
            confidence: attribution.map_or(0.0, |a| rounded(a.confidence)),
        }
    });
    ScoreLine { id: article.id.clone(), quotes: quotes.collect() }
}

/// Every sentence with its check-worthiness, for the scorer.
pub fn sentences(article: &article::Article, document: &Document) -> SentencesLine {
    let sentences = document.sentence_scores.iter().map(|sentence| SentenceLine {
        span: range(sentence.span),
        score: rounded(sentence.score),
        kinds: sentence.kinds.iter().map(|&kind| claim_kind(kind).to_owned()).collect(),
        voice: voice(sentence.voice).to_owned(),
    });
    SentencesLine { id: article.id.clone(), sentences: sentences.collect() }
}

fn head(article: &article::Article) -> Head {
    Head {
        id: article.id.clone(),
        path: article.key.path.clone(),
        part: article.key.part,
        entry: article.entry.clone(),
        copy_of: None,
        title: article.title.clone(),
        publisher: article.publisher.clone(),
        published: article
            .published
            .as_ref()
            .map(|published| published.time.clone().unwrap_or_else(|| published.date.to_string())),
        url: article.url.clone(),
    }
}

fn blocks(article: &article::Article, document: &Document) -> Vec<Block> {
    let blocks = document.syntax.paragraphs.iter().map(|paragraph| {
        let post = paragraph.block.and_then(|at| article.blocks[at].post.as_ref());
        Block {
            span: range(paragraph.span),
            kind: block_kind(paragraph.kind).to_owned(),
            platform: post.and_then(|post| post.platform.clone()),
            author: post.and_then(|post| post.author.clone()),
            handle: post.and_then(|post| post.handle.clone()),
            url: post.and_then(|post| post.url.clone()),
        }
    });
    blocks.collect()
}

fn quote(
    article: &article::Article,
    document: &Document,
    quote_ids: &[String],
    at: usize,
    quote: &quote::Quote,
) -> Quote {
    let attribution = quote.attribution.as_ref();
    let name = |id: Id<Entity>| document.discourse.entities[id.index()].name.clone();
    Quote {
        id: quote_ids[at].clone(),
        kind: kind(quote.kind).to_owned(),
        text: quote_text(article, quote),
        spans: Spans {
            content: ranges(&quote.content),
            cue: attribution.map_or_else(Vec::new, |a| ranges(&a.cue)),
            source: attribution.map_or_else(Vec::new, |a| ranges(&a.source)),
        },
        cue_lemma: attribution.and_then(|a| a.cue_lemma.clone()),
        speaker: attribution.and_then(|a| speaker(article, document, a)),
        medium: quote.medium.as_ref().map(|medium| Medium {
            name: medium.name.clone(),
            kind: medium_kind(medium.kind).to_owned(),
            span: range(medium.span),
        }),
        addressee: quote.addressee.map(|span| span.of(&article.text).to_owned()),
        said: quote.said.map(|said| date(article, said.span, said.date)),
        stance: stance(quote.stance).to_owned(),
        nested_in: quote.nested_in.map(|outer| quote_ids[outer.index()].clone()),
        paragraph: quote.paragraph.index(),
        sentence: quote.sentence.index(),
        confidence: attribution.map_or(0.0, |a| rounded(a.confidence)),
        because: attribution.map_or("no-source-found", |a| a.because).to_owned(),
        alternatives: attribution.map_or_else(Vec::new, |a| {
            let alternatives = a.alternatives.iter();
            alternatives.map(|&(id, p)| Alternative { name: name(id), confidence: rounded(p) }).collect()
        }),
    }
}

fn speaker(article: &article::Article, document: &Document, attribution: &quote::Attribution) -> Option<Speaker> {
    let entity = &document.discourse.entities[attribution.speaker?.index()];
    let mention = attribution.source.first().map_or(entity.name.as_str(), |span| span.of(&article.text));
    Some(self::entity(entity, mention))
}

fn entity(entity: &Entity, mention: &str) -> Speaker {
    let kind = match entity.kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Group => "group",
        EntityKind::Document => "document",
    };
    Speaker {
        id: hex_id([b"speaker".as_slice(), kind.as_bytes(), fold(&entity.name).as_bytes()]),
        name: entity.name.clone(),
        kind: kind.to_owned(),
        role: entity.role.clone(),
        affiliation: entity.affiliation.clone(),
        gender: entity.gender.map(|gender| if gender == Gender::Male { "m" } else { "f" }.to_owned()),
        mention: mention.to_owned(),
        aliases: entity.aliases.clone(),
        wikidata: None,
    }
}

fn claim(article: &article::Article, document: &Document, quote_ids: &[String], claim: &claim::Claim) -> Claim {
    let text = claim.span.of(&article.text);
    let quote = match claim.voice {
        Voice::Speaker(id) => Some(id),
        Voice::Article => None,
    };
    let attribution = quote.and_then(|id| document.quotes[id.index()].attribution.as_ref());
    let key = article.key.to_string();
    let place = [claim.span.start().to_le_bytes(), claim.span.end().to_le_bytes()].concat();
    Claim {
        id: hex_id([b"claim".as_slice(), key.as_bytes(), &place, text.as_bytes()]),
        span: range(claim.span),
        text: text.to_owned(),
        score: rounded(claim.score),
        kinds: claim.kinds.iter().map(|&kind| claim_kind(kind).to_owned()).collect(),
        voice: voice(claim.voice).to_owned(),
        speaker: attribution.and_then(|a| speaker(article, document, a)),
        quote: quote.map(|id| quote_ids[id.index()].clone()),
        polarity: match claim.polarity {
            Polarity::Affirmed => "affirmed",
            Polarity::Denied => "denied",
            Polarity::Questioned => "questioned",
        }
        .to_owned(),
        needs_context: claim.needs_context,
        antecedents: claim
            .antecedents
            .iter()
            .map(|antecedent| Antecedent {
                text: antecedent.span.of(&article.text).to_owned(),
                span: range(antecedent.span),
                name: document.discourse.entities[antecedent.entity.index()].name.clone(),
            })
            .collect(),
        quantities: claim
            .quantities
            .iter()
            .map(|quantity| Quantity {
                text: quantity.span.of(&article.text).to_owned(),
                span: range(quantity.span),
                value: quantity.value,
                unit: quantity.unit.clone(),
            })
            .collect(),
        dates: claim.dates.iter().map(|mention| date(article, mention.span, mention.date)).collect(),
        entities: claim.entities.clone(),
    }
}

fn date(article: &article::Article, span: Span, date: PartialDate) -> Date {
    let precision = match date.precision {
        Precision::Year => "year",
        Precision::Month => "month",
        Precision::Day => "day",
    };
    Date {
        text: span.of(&article.text).to_owned(),
        span: range(span),
        date: date.to_string(),
        precision: precision.to_owned(),
    }
}

/// The content, its parts joined by " … ", without the outer marks.
fn quote_text(article: &article::Article, quote: &quote::Quote) -> String {
    let parts = quote.content.iter().map(|span| {
        let text = span.of(&article.text);
        crate::text::mark::without_outer_marks(text)
    });
    parts.collect::<Vec<_>>().join(" … ")
}

fn quote_id(article: &article::Article, quote: &quote::Quote) -> String {
    let key = article.key.to_string();
    let ends = quote.content.iter().flat_map(|span| [span.start(), span.end()]);
    let place: Vec<u8> = ends.flat_map(usize::to_le_bytes).collect();
    hex_id([b"quote".as_slice(), key.as_bytes(), &place, quote_text(article, quote).as_bytes()])
}

fn range(span: Span) -> Range {
    [span.start(), span.end()]
}

fn ranges(spans: &[Span]) -> Vec<Range> {
    spans.iter().map(|&span| range(span)).collect()
}

/// Two digits are shown, three are kept.
fn rounded(probability: f32) -> f64 {
    (f64::from(probability) * 1000.0).round() / 1000.0
}

fn kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    }
}

fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserted => "asserted",
        Stance::Denied => "denied",
        Stance::Asked => "asked",
        Stance::Hypothetical => "hypothetical",
    }
}

fn voice(voice: Voice) -> &'static str {
    match voice {
        Voice::Article => "article",
        Voice::Speaker(_) => "speaker",
    }
}

fn claim_kind(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Quantity => "quantity",
        ClaimKind::Event => "event",
        ClaimKind::Comparison => "comparison",
        ClaimKind::Cause => "cause",
        ClaimKind::Rule => "rule",
        ClaimKind::Quote => "quote",
        ClaimKind::Prediction => "prediction",
    }
}

fn medium_kind(kind: MediumKind) -> &'static str {
    match kind {
        MediumKind::Social => "social",
        MediumKind::Broadcast => "broadcast",
        MediumKind::Print => "print",
        MediumKind::Statement => "statement",
        MediumKind::Speech => "speech",
        MediumKind::Interview => "interview",
        MediumKind::PressConference => "press-conference",
        MediumKind::Debate => "debate",
        MediumKind::Letter => "letter",
        MediumKind::Email => "email",
        MediumKind::Book => "book",
        MediumKind::Document => "document",
        MediumKind::Court => "court",
        MediumKind::Other => "other",
    }
}

fn block_kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading => "heading",
        BlockKind::ListItem => "list-item",
        BlockKind::BlockQuote => "block-quote",
        BlockKind::Post => "post",
        BlockKind::Turn => "turn",
        BlockKind::Caption => "caption",
        BlockKind::Boilerplate => "boilerplate",
    }
}

fn form(form: Form) -> &'static str {
    match form {
        Form::News => "news",
        Form::Transcript => "transcript",
        Form::Post => "post",
        Form::Statement => "statement",
        Form::Letter => "letter",
    }
}

fn date_source(from: DateSource) -> &'static str {
    match from {
        DateSource::JsonLd => "json-ld",
        DateSource::Meta => "meta",
        DateSource::Time => "time",
        DateSource::Text => "text",
        DateSource::Url => "url",
        DateSource::Feed => "feed",
        DateSource::FrontMatter => "front-matter",
        DateSource::Field => "field",
        DateSource::Dateline => "dateline",
        DateSource::Path => "path",
        DateSource::FileName => "file-name",
    }
}
