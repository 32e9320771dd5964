//! The gender of people whom no full name or title tells: by a forename that stands alone, and by the pronouns that follow where nobody else
//! is named.

use super::{Discourse, EntityKind, Gender};
use crate::lang::{Shape, Syntax};
use crate::lexicon::{Classes, Lexicon};
use crate::text::fold::fold;

/// Of all pronouns that follow a person this share must agree, in percent: one in ten stands for somebody else.
const AGREE_PERCENT: u32 = 80;

/// Sets the gender of people whom the article knows by a forename alone: a word that is no family name.
pub(super) fn by_forename(lexicon: &Lexicon, discourse: &mut Discourse) {
    for entity in &mut discourse.entities {
        if entity.kind != EntityKind::Person || entity.gender.is_some() || entity.name.contains(' ') {
            continue;
        }
        let folded = fold(&entity.name);
        let classes = lexicon.classes(lexicon.find(&folded)) | lexicon.rare_forename(&folded);
        let (man, woman) = (classes.intersects(Classes::MAN), classes.intersects(Classes::WOMAN));
        if man != woman && !classes.intersects(Classes::SURNAME | Classes::CITY | Classes::PLACE) {
            entity.gender = Some(if man { Gender::Male } else { Gender::Female });
        }
    }
}

/// Sets the gender of people that pronouns tell. Two capitals in a row that may be no person get none.
pub(super) fn by_pronouns(text: &str, syntax: &Syntax, lexicon: &Lexicon, discourse: &mut Discourse) {
    let mut counts = vec![[0_u32; 2]; discourse.entities.len()];
    let mut mentions = discourse.mentions.iter().peekable();
    // Who alone is named in the sentence before.
    let mut alone = None;
    for sentence in &syntax.sentences {
        let tokens = &syntax.tokens[sentence.tokens.clone()];
        let end = tokens.last().map_or(0, |token| token.span.end());
        let (mut named, mut several, mut from) = (None, false, 0);
        while let Some(mention) = mentions.next_if(|mention| mention.span.start() < end) {
            let person = mention.entity.filter(|id| discourse.entities[id.index()].kind == EntityKind::Person);
            several |= person.is_none() || named.is_some() && named != person;
            if named.is_none() {
                (named, from) = (person, mention.span.end());
            }
        }
        // What somebody says has pronouns of its own.
        let quoted = tokens.iter().any(|token| token.shape == Shape::Mark);
        let opening = if named.is_none() && !several { alone.take() } else { None };
        if let Some(id) = named.or(opening).filter(|_| !quoted && !several) {
            let reach = if named.is_some() { usize::MAX } else { 2 };
            for token in tokens.iter().take(reach).filter(|token| token.span.start() >= from) {
                let classes = lexicon.classes(token.word);
                let word = token.span.of(text);
                let subject = word.eq_ignore_ascii_case("he") || word.eq_ignore_ascii_case("she");
                counts[id.index()][0] += u32::from(subject && classes.intersects(Classes::HE));
                counts[id.index()][1] += u32::from(subject && classes.intersects(Classes::SHE));
            }
        }
        alone = named.filter(|_| !several);
    }
    for (entity, [male, female]) in discourse.entities.iter_mut().zip(counts) {
        let most = male.max(female);
        let person = entity.kind == EntityKind::Person && entity.certain;
        if person && entity.gender.is_none() && most * 100 > (male + female) * AGREE_PERCENT {
            entity.gender = Some(if male > female { Gender::Male } else { Gender::Female });
        }
    }
}
