//! Cases of names: a text of our own and the people it must name.

use super::{Entity, EntityKind, Gender};
use crate::article::Article;

/// The people of `text`, by first mention.
fn people(text: &str) -> Vec<Entity> {
    let document = crate::analyze(&Article { text: text.to_owned(), ..Article::default() });
    document.discourse.entities.into_iter().filter(|entity| entity.kind == EntityKind::Person).collect()
}

fn check(text: &str, want: &[&str]) {
    let names: Vec<String> = people(text).into_iter().map(|entity| entity.name).collect();
    assert_eq!(names, want, "{text}");
}

#[test]
fn epithets_are_no_forenames() {
    check("Hillary Holm came. They saw Crooked Hillary Holm. Holm spoke.", &["Hillary Holm"]);
    check("He saw Crooked Hillary on Monday. Then Hillary Holm spoke.", &["Hillary Holm"]);
    check("A sleepy town met Sleepy Joe Holm. Holm spoke.", &["Joe Holm"]);
}

#[test]
fn a_rare_name_with_one_letter_wrong_is_the_same() {
    check("Ida Quarrholt came. Quarholt spoke.", &["Ida Quarrholt"]);
    // There are Johnstons, and short names.
    check("Ida Johnson came. Johnston spoke.", &["Ida Johnson", "Johnston"]);
    check("Ida Holm came. Hohm said no.", &["Ida Holm", "Hohm"]);
}

#[test]
fn words_before_a_known_full_name_are_none_of_it() {
    check("Ida Holm came. They saw Harbor Widow Ida Holm. Holm spoke.", &["Ida Holm"]);
}

#[test]
fn rare_forenames_stay() {
    check("Zsuzsika Anna Kadar spoke in Vale. Kadar left.", &["Zsuzsika Anna Kadar"]);
    check("Ida Rodham Holm spoke. Then Ida Holm left.", &["Ida Rodham Holm"]);
}

#[test]
fn forenames_that_are_words_stay() {
    check("“It rained,” said Will Drenn, a baker in Vale. Drenn left.", &["Will Drenn"]);
    check("“It rained,” said Army Capt. Christian Pardel. Pardel left.", &["Christian Pardel"]);
    check("“It rained,” Joey Quarnholt said in Vale. Quarnholt left. Then Quarnholt slept.", &["Joey Quarnholt"]);
    check("“Will Holm stay?” asked Ida Holm.", &["Ida Holm"]);
}

#[test]
fn a_headline_tells_the_forename() {
    check(
        "Ida Drenholt Tells Mayor That Vale Dam Will Hold\n\nThe dam is old. Drenholt spoke on Monday.",
        &["Ida Drenholt"],
    );
}

#[test]
fn a_suffix_alone_is_nobody() {
    for text in ["Jr.", "Jr. statement mayor a"] {
        assert!(people(text).iter().all(|person| !person.name.contains(' ')), "{text}");
    }
}

#[test]
fn a_title_alone_is_nobody() {
    check("It rained, Senator, in Vale. Senator Nils Berg left.", &["Nils Berg"]);
}

#[test]
fn a_lake_is_nobody() {
    check("Nils Berg named three dams, Lake Orrin among them. He left.", &["Nils Berg"]);
}

#[test]
fn conjunctions_are_no_names() {
    check("Nils Berg came. Although Berg was tired, he spoke.", &["Nils Berg"]);
}

#[test]
fn a_courtesy_title_tells_the_bearer() {
    // “Mr. Holm” is not Ida, so neither is the other Holm.
    check("President Holm came with Ida Holm. Mr. Holm spoke.", &["Ida Holm", "Holm"]);
}

#[test]
fn pronouns_tell_the_gender() {
    let gender = |text: &str| {
        let bearer = people(text).into_iter().find(|entity| entity.name.ends_with("Quarn"));
        bearer.and_then(|entity| entity.gender)
    };
    assert_eq!(gender("Zyrel Quarn left when he was tired. He slept."), Some(Gender::Male));
    assert_eq!(gender("Zyrel Quarn left. She was tired."), Some(Gender::Female));
    assert_eq!(gender("Zyrel Quarn met Ida Holm. She was tired."), None);
    assert_eq!(gender("Zyrel Quarn said: “She was tired.”"), None);
}

#[test]
fn a_forename_alone_tells_the_gender_where_it_is_no_family_name() {
    let people = people("Melanie came home. Clinton slept. Ida Holm left.");
    let gender = |name: &str| people.iter().find(|entity| entity.name == name).and_then(|entity| entity.gender);
    assert_eq!(gender("Melanie"), Some(Gender::Female));
    assert_eq!(gender("Clinton"), None);
}

#[test]
fn pageants_days_and_cut_forenames() {
    check("They met Miss Universe Ida Holm. Holm spoke.", &["Ida Holm"]);
    check("Tired Holm left. Then Holm slept. Later Holm rose.", &["Holm"]);
    let labor = people("Labor Day came. He slept. It was Labor Day.");
    assert!(labor.iter().all(|entity| entity.gender.is_none()), "{labor:?}");
}

#[test]
fn a_relation_is_no_role() {
    let role = |text: &str| people(text).into_iter().find(|entity| entity.name == "Ida Holm").unwrap().role;
    assert_eq!(role("The mayor met rival Ida Holm in Vale."), None);
    assert_eq!(role("They met campaign manager Ida Holm in Vale.").as_deref(), Some("campaign manager"));
    assert_eq!(role("They met front-runner Ida Holm in Vale.").as_deref(), Some("front-runner"));
    assert_eq!(role("Former Ida Holm left Vale. Ida Holm slept."), None);
    assert_eq!(role("Ida Holm spoke. The judge Holm spoke of left Vale."), None);
}

/// What `text` names that is no person, by first mention.
fn bodies(text: &str) -> Vec<String> {
    let document = crate::analyze(&Article { text: text.to_owned(), ..Article::default() });
    let others = document.discourse.entities.into_iter().filter(|entity| entity.kind != EntityKind::Person);
    others.map(|entity| entity.name).collect()
}

#[test]
fn a_nickname_cuts_no_name() {
    check(
        "The seat of Rep. Robert C. \"Bobby\" Quarn, who is 69, is safe. Quarn spoke.",
        &["Robert C. \"Bobby\" Quarn"],
    );
    check("“It rained,” said Ida “The Duck” Holm in Vale. Holm left.", &["Ida “The Duck” Holm"]);
    check("Ida Holm\n\n“Duckie” Quarn spoke. Quarn left.", &["Ida Holm", "Duckie Quarn"]);
}

#[test]
fn a_body_is_named_to_its_end_and_from_its_beginning() {
    let first = |text: &str| bodies(text).into_iter().next();
    let agency = "Norway Citizenship and Harbor Services";
    assert_eq!(first(&format!("{agency}, an agency, said it rained.")).as_deref(), Some(agency));
    assert_eq!(
        first("Ethics Committee Republicans seethed. Republicans left.").as_deref(),
        Some("Ethics Committee Republicans")
    );
    assert_eq!(bodies("Norway and Harbor Bureau sailed."), ["Harbor Bureau", "Norway"]);
}
