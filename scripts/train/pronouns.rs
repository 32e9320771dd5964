//! Whom he and she stand for: fitted to the validation part of GAP and to `OntoGUM` train, measured on GAP's development part.

use crate::conllu::{self, text_of};
use crate::figures::{Counts, Figures};
use std::collections::HashMap;
use std::path::Path;
use whosaid::entity::{Entity, EntityKind, Mention, MentionKind};
use whosaid::lexicon::Classes;
use whosaid::quote::antecedent::{self, Antecedents, Choice, Gold};
use whosaid::text::Id;
use whosaid::{Article, Document, Resources, Span, View, analyze_with};

/// Fits the ranking.
pub(crate) fn fit(data: &Path, resources: &Resources) -> Antecedents {
    let mut choices = gap(data, "validation", resources).into_iter().map(|(choice, _)| choice).collect::<Vec<_>>();
    choices.extend(ontogum(data, "train", resources));
    antecedent::fit(&choices)
}

/// F1 over the pronoun and each of its two names; the likelier of the two is taken.
pub(crate) fn evaluate(data: &Path, resources: &Resources, figures: &mut Figures) {
    let mut counts = Counts::default();
    for (choice, right) in gap(data, "development", resources) {
        let p = resources.antecedents.probabilities(&choice);
        let taken = usize::from(p[1] > p[0]);
        counts.gold += right.iter().filter(|&&right| right).count();
        if p[taken] > 0.0 {
            counts.found += 1;
            counts.both += usize::from(right[taken]);
        }
    }
    figures.add("pronouns, GAP development, F1", counts.f1(), 0.70);
}

/// One part of GAP: what is seen of each pronoun, and whether it stands for the one and the other name.
fn gap(data: &Path, part: &str, resources: &Resources) -> Vec<(Choice, [bool; 2])> {
    let text = text_of(&data.join(format!("lang/gap/{part}.tsv.gz")));
    let rows = text.lines().skip(1).map(|row| row.split('\t').collect::<Vec<_>>());
    rows.map(|row| {
        // Offsets count characters.
        let span = |word: &str, offset: &str| {
            let start: usize = row[1].chars().take(offset.parse().unwrap()).map(char::len_utf8).sum();
            Span::new(start, start + word.len())
        };
        let right = [row[6] == "TRUE", row[9] == "TRUE"];
        let names = vec![(span(row[4], row[5]), right[0]), (span(row[7], row[8]), right[1])];
        let gold = Gold { pronoun: span(row[2], row[3]), names, is_complete: false };
        let article = Article { text: row[1].to_owned(), ..Article::default() };
        let mut document = analyze_with(&article, resources);
        for &(name, _) in &gold.names {
            make_person(&mut document, &article, name);
        }
        (choice(&article, &document, resources, &gold), right)
    })
    .collect()
}

/// The names are given as those of people: what the program took one for is not asked here.
fn make_person(document: &mut Document, article: &Article, name: Span) {
    let discourse = &mut document.discourse;
    let known =
        discourse.mentions.iter().filter(|mention| mention.name.overlaps(name)).find_map(|mention| mention.entity);
    if let Some(id) = known {
        let entity = &mut discourse.entities[id.index()];
        (entity.kind, entity.certain) = (EntityKind::Person, true);
        return;
    }
    let at = discourse.mentions.partition_point(|mention| mention.span.start() < name.start());
    let entity = Some(Id::new(discourse.entities.len()));
    discourse.mentions.insert(at, Mention { span: name, name, kind: MentionKind::Name, entity });
    discourse.entities.push(Entity {
        name: name.of(&article.text).to_owned(),
        kind: EntityKind::Person,
        certain: true,
        role: None,
        affiliation: None,
        gender: None,
        aliases: Vec::new(),
    });
}

/// One part of `OntoGUM`, whose texts are those of the GUM treebank.
fn ontogum(data: &Path, part: &str, resources: &Resources) -> Vec<Choice> {
    let mut texts: HashMap<Vec<String>, (String, Vec<Span>)> = HashMap::new();
    let sentences = conllu::read(&data.join(format!("lang/ud_gum/{part}.conllu.gz")));
    for document in sentences.chunk_by(|one, other| one.document == other.document) {
        let (mut text, mut spans, mut forms) = (String::new(), Vec::new(), Vec::new());
        for sentence in document {
            if sentence.opens_paragraph && !text.is_empty() {
                text.truncate(text.trim_end().len());
                text.push_str("\n\n");
            }
            for word in &sentence.words {
                spans.push(Span::new(text.len(), text.len() + word.form.len()));
                text.push_str(&word.form);
                text.push_str(if word.joined { "" } else { " " });
                forms.push(word.form.clone());
            }
        }
        texts.insert(forms, (text, spans));
    }
    let coreference = text_of(&data.join(format!("lang/ontogum/{part}.conll.gz")));
    let mut choices = Vec::new();
    for document in coreference.split("# begin document").skip(1) {
        let rows: Vec<Vec<&str>> = document.lines().map(|line| line.split('\t').collect()).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).filter(|row| row.len() == 3).collect();
        let forms: Vec<String> = rows.iter().map(|row| row[1].to_owned()).collect();
        // A document that the two cut into other words is left out.
        let Some((text, spans)) = texts.get(&forms) else { continue };
        let chains = chains(&rows, spans);
        let article = Article { text: text.clone(), ..Article::default() };
        let document = analyze_with(&article, resources);
        let lexicon = resources.lexicon;
        let is_pronoun = |span: Span| {
            let classes = lexicon.classes(lexicon.find(&span.of(text).to_lowercase()));
            classes.intersects(Classes::HE | Classes::SHE)
        };
        for (chain, spans) in &chains {
            for &pronoun in spans.iter().filter(|&&span| is_pronoun(span)) {
                let of = |(other, spans): (&String, &Vec<Span>)| {
                    spans.iter().map(|&span| (span, other == chain)).collect::<Vec<_>>()
                };
                let names = chains.iter().flat_map(of).filter(|&(span, _)| !is_pronoun(span)).collect();
                choices.push(choice(&article, &document, resources, &Gold { pronoun, names, is_complete: true }));
            }
        }
    }
    choices
}

/// The mentions of each chain, by its number: "(3" begins one, "3)" ends it.
fn chains(rows: &[&[&str]], spans: &[Span]) -> std::collections::BTreeMap<String, Vec<Span>> {
    let mut chains: std::collections::BTreeMap<String, Vec<Span>> = std::collections::BTreeMap::new();
    let mut open: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        // "(3)(4", "5)6)": the marks belong to the number beside them.
        let mut rest = row[2];
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let end = start + rest[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - start);
            let number = rest[start..end].to_owned();
            if rest[..start].ends_with('(') {
                open.entry(number.clone()).or_default().push(at);
            }
            if rest[end..].starts_with(')')
                && let Some(first) = open.get_mut(&number).and_then(Vec::pop)
            {
                chains.entry(number).or_default().push(spans[first].join(spans[at]));
            }
            rest = &rest[end..];
        }
    }
    chains
}

fn choice(article: &Article, document: &Document, resources: &Resources, gold: &Gold) -> Choice {
    let view = View { article, syntax: &document.syntax, discourse: &document.discourse, lexicon: resources.lexicon };
    antecedent::choice(view, &document.quotes, &resources.parser, gold)
}
