//! Who said it.

use super::{check, speakers};
use crate::article::{Article, DateSource, PartialDate, Published};
use crate::{analyze, wire};

#[test]
fn a_pronoun_is_who_is_talked_of_and_not_who_is_talked_about() {
    check(
        "Ida Holm met Anna Berg’s mother on Monday. She said the ferry would sail.",
        &["indirect | the ferry would sail | said | She | Ida Holm | -"],
    );
    check(
        "“Anna Berg lost it,” Ida Holm said. “Anna Berg is to blame,” she said.",
        &[
            "direct | “Anna Berg lost it,” | said | Ida Holm | Ida Holm | -",
            "direct | “Anna Berg is to blame,” | said | she | Ida Holm | -",
        ],
    );
}

#[test]
fn an_office_that_no_role_tells_is_who_is_talked_of() {
    check(
        "Ida Holm won the vote on Monday, defeating Nils Berg. The Vermont senator said that she was glad.",
        &["indirect | that she was glad | said | The Vermont senator | Ida Holm | -"],
    );
    // Either may be meant.
    check(
        "Nils Berg took on Ida Holm after the senator said that it rained.",
        &["indirect | that it rained | said | the senator | the senator | -"],
    );
}

#[test]
fn a_surname_alone_is_who_was_introduced_first() {
    let said_by = |text: &str, speaker: &str| {
        let want = format!("direct | “It rained,” | said | {} | {speaker} | -", text.rsplit(' ').nth(1).unwrap());
        check(text, &[&want]);
    };
    said_by(
        "Ida Holm won in Vale. Nils Holm, her brother, slept.\n\nThe town was glad.\n\nThe dam held.\n\n“It rained,” Holm said.",
        "Ida Holm",
    );
    // Nils has just been named.
    said_by("Ida Holm won in Vale. She was glad.\n\nNils Holm, her brother, slept. “It rained,” Holm said.", "Holm");
    said_by("Ken Starrow left Vale. Kenneth Starrow was tired. “It rained,” Starrow said.", "Ken Starrow");
    said_by("Hilary Clarnton left Vale. Hillary Clarnton was tired. “It rained,” Clarnton said.", "Hilary Clarnton");
}

#[test]
fn who_is_whom_the_place_before_belongs_to() {
    speakers("Sen. Nils Berg of Florida, who said that it rained in Vale, left.", &["Nils Berg"]);
    speakers("“It rained,” said Ida Holm of Vermont, who added that the dam held.", &["Ida Holm", "Ida Holm"]);
}

#[test]
fn what_is_no_speaker_is_none() {
    speakers("Ida Holm, whose website says that it rained in Vale, left.", &["-"]);
}

#[test]
fn a_poll_is_not_the_day_of_its_release() {
    check(
        "A Harbor Post poll released Sunday showed that Holm leads.",
        &["indirect | that Holm leads | showed | A Harbor Post poll released Sunday | Harbor Post poll | poll"],
    );
}

#[test]
fn shares_of_people_are_groups() {
    for share in ["Just 28 percent of voters", "A handful of voters", "More than half", "The vast majority"] {
        let article = Article { text: format!("{share} said that it rained in Vale."), ..Article::default() };
        let found = wire::article(&article, &analyze(&article));
        assert_eq!(found.quotes[0].speaker.as_ref().unwrap().kind, "group", "{share}");
    }
}

#[test]
fn a_headline_word_is_who_bears_it_below() {
    speakers(
        "Trump Addresses Vale Attack: ‘It Rained’\n\nDonald Trump said on Monday that it rained in Vale.",
        &["Donald Trump", "Donald Trump"],
    );
}

#[test]
fn a_day_says_nothing() {
    check("“It will rain in Vale,” Sunday said.", &["direct | “It will rain in Vale,” | said | Sunday | - | -"]);
}

#[test]
fn a_member_of_a_party_is_not_the_party() {
    check(
        "Lawmakers met in Vale with Republican colleagues. The Kentucky Republican said that it rained.",
        &["indirect | that it rained | said | The Kentucky Republican | The Kentucky Republican | -"],
    );
}

#[test]
fn a_name_in_brackets_is_the_name_before_them() {
    check(
        "The National Dam Council (NDC) said that the wall will hold.",
        &["indirect | that the wall will hold | said | The National Dam Council (NDC) | National Dam Council | -"],
    );
}

#[test]
fn long_descriptions_stand_between_name_and_cue() {
    check(
        "“It leaks,” said Hugh Hill, a doctor who runs the clinic in Vale.",
        &["direct | “It leaks,” | said | Hugh Hill, a doctor who runs the clinic in Vale | Hugh Hill | -"],
    );
    check(
        "Hugh Hill, a doctor, said the roof leaks badly.",
        &["indirect | the roof leaks badly | said | Hugh Hill, a doctor, | Hugh Hill | -"],
    );
}

#[test]
fn names_are_the_fullest_of_the_article() {
    check(
        "President Donald Trump met the board on Monday. “We won,” Trump said.",
        &["direct | “We won,” | said | Trump | Donald Trump | -"],
    );
    check("Ida Holm opened the meeting. “We won,” she said.", &["direct | “We won,” | said | she | Ida Holm | -"]);
}

#[test]
fn two_of_one_surname_are_never_mixed() {
    check(
        "Ida Holm and Nils Holm came. Nils Holm spoke first. Ida Holm followed. “We won,” Holm said.",
        &["direct | “We won,” | said | Holm | Holm | -"],
    );
}

#[test]
fn roles_refer_to_their_bearer() {
    speakers("Mayor Ida Holm came to Vale. In Vale, the mayor said that it leaks.", &["Ida Holm"]);
    speakers("Justice Ida Holm came. The judge said that it leaks.", &["Ida Holm"]);
    speakers(
        "Democratic nominee Ida Holm met Republican nominee Nils Berg. “We won,” the Republican nominee said.",
        &["Nils Berg"],
    );
    speakers("“We won,” said Nils Berg. “It is late,” the Texas senator said.", &["Nils Berg", "Nils Berg"]);
    // Nobody is known by that role.
    speakers("“We won,” said Nils Berg. “It is late,” a senator said.", &["Nils Berg", "a senator"]);
}

#[test]
fn the_name_of_a_description_stands_beside_it() {
    speakers("The minister of trade, Ida Holm, said that it leaks.", &["Ida Holm"]);
    speakers("Another friend of the club, Nils Berg, said it leaks.", &["Nils Berg"]);
    speakers("“We won,” wrote Ida Holm for the Harbor Ledger.", &["Ida Holm"]);
    speakers("Secretary of State Ida Holm said that it leaks.", &["Ida Holm"]);
}

#[test]
fn descriptions_stay_as_written() {
    speakers("A poll released in late May found that many were tired.", &["A poll"]);
    speakers("Some Republicans said that it leaks.", &["Some Republicans"]);
    speakers("A new study by Halden Bank found that it leaks.", &["Halden Bank"]);
    speakers("Both Mr. Holm and Ms. Berg said that it leaks.", &["Holm and Berg"]);
}

#[test]
fn pronouns_refer_to_who_speaks() {
    speakers("Ann Lee said that Nils Berg won. “It is late,” he said.", &["Ann Lee", "Nils Berg"]);
    speakers(
        "“It is late,” said Nils Berg. He said that Carl Lind was tired. “We go,” he said.",
        &["Nils Berg", "Nils Berg", "Nils Berg"],
    );
    speakers("Halden Bank said it was late. It said that it was tired.", &["Halden Bank", "Halden Bank"]);
    // The author, and who says the words around.
    speakers("I believe that it leaks.", &["Olga Lind"]);
}

#[test]
fn other_bearers_of_a_surname_are_told() {
    let text = "Ida Holm and Nils Holm came. Nils Holm spoke first. Ida Holm followed. “We won,” Holm said.";
    let article = Article { text: text.to_owned(), ..Article::default() };
    let found = wire::article(&article, &analyze(&article));
    let alternatives = found.quotes[0].alternatives.iter().map(|other| (other.name.as_str(), other.confidence));
    assert_eq!(alternatives.collect::<Vec<_>>(), [("Ida Holm", 0.5), ("Nils Holm", 0.5)]);
}

#[test]
fn a_dateline_is_no_part_of_who_said_it() {
    check(
        "HARBOR CITY -- Mayor Ida Holm, dedicating the new pier on Saturday, said it would hold for a hundred years.",
        &["indirect | it would hold for a hundred years | said | Mayor Ida Holm | Ida Holm | -"],
    );
}

#[test]
fn a_body_without_a_name_is_named_by_whose_it_is() {
    let text = "Xi Jinping met Donald Trump on Monday.\n\nNorway’s Embassy published its readout of the call, noting that the ferry is safe.";
    let document = analyze(&Article { text: text.to_owned(), ..Article::default() });
    let names: Vec<&str> = document.discourse.entities.iter().map(|entity| entity.name.as_str()).collect();
    let speakers = document.quotes.iter().filter_map(|quote| quote.attribution.as_ref()?.speaker);
    let speakers: Vec<&str> = speakers.map(|speaker| names[speaker.index()]).collect();
    assert!(!speakers.is_empty() && speakers.iter().all(|&speaker| speaker == "Norway’s Embassy"), "{speakers:?}");
}

#[test]
fn as_somebody_noted_is_resolved_like_any_name() {
    check(
        "President Donald Trump left on Monday.\n\nAs Trump noted, the key is a firm hand.",
        &["indirect | the key is a firm hand | noted | Trump | Donald Trump | -"],
    );
}

/// The speaker of the last quote.
fn last_speaker(text: &str, published: Option<&str>) -> Option<String> {
    names_of(text, published).pop().flatten()
}

fn speaker_of_first(text: &str) -> Option<String> {
    names_of(text, None).swap_remove(0)
}

/// The speaker of each quote of a text published on a day.
fn names_of(text: &str, published: Option<&str>) -> Vec<Option<String>> {
    let published = published.map(|date| Published {
        date: PartialDate::parse(date).unwrap(),
        time: None,
        from: DateSource::Field,
    });
    let article = Article { text: text.to_owned(), published, ..Article::default() };
    let found = wire::article(&article, &analyze(&article));
    found.quotes.into_iter().map(|quote| quote.speaker.map(|speaker| speaker.name)).collect()
}

#[test]
fn a_woman_known_by_a_forename_is_not_taken_for_another() {
    let text = "Ida Holm lost the vote, the Ledger wrote.\n\nMelanie thought it outrageous. She was angry.\n\n\
                “I am tired,” she said.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Melanie"));
    let text = "Ida Holm met Zyrelle in Vale. “I am tired,” she said.";
    assert_ne!(last_speaker(text, None).as_deref(), Some("Zyrelle"));
}

#[test]
fn what_is_no_noun_phrase_names_nobody() {
    assert_eq!(last_speaker("One Republican said that the dam is old.", None).as_deref(), Some("One Republican"));
    assert_eq!(last_speaker("Lawmakers said that the dam is old.", None).as_deref(), Some("Lawmakers"));
    assert_eq!(last_speaker("WHO said that the dam is old.", None).as_deref(), Some("WHO"));
    assert_eq!(last_speaker("Monday’s report suggests that the dam is old.", None).as_deref(), Some("Monday’s report"));
    assert_eq!(last_speaker("Monday’s call suggests that the dam is old.", None), None, "it has no words");
}

#[test]
fn an_office_is_the_holders_on_the_day_of_the_article_alone() {
    let text = "The bridge is shut. “It will open again,” the president said.";
    assert_eq!(last_speaker(text, Some("2016-09-20")).as_deref(), Some("Barack Obama"));
    assert_eq!(last_speaker(text, Some("1850-09-20")).as_deref(), Some("the president"));
    assert_eq!(last_speaker(text, None).as_deref(), Some("the president"));
    let own = "President Ida Holm came to Vale. It rained. “It will open again,” the president said.";
    assert_eq!(last_speaker(own, Some("2016-09-20")).as_deref(), Some("Ida Holm"), "the text goes first");
    let other = "The president of Halden Bank was late. “It will open again,” the president said.";
    assert_ne!(last_speaker(other, Some("2016-09-20")).as_deref(), Some("Barack Obama"));
    let french = "The bridge is shut. “It will open again,” the French president said.";
    assert_eq!(last_speaker(french, Some("2020-09-20")).as_deref(), Some("Emmanuel Macron"));
}

#[test]
fn what_a_headline_calls_somebody_is_no_name() {
    speakers(
        "Harbor Widow Ida Holm: ‘The Dam Will Hold’\n\nIda Holm came to Vale. “It will,” she said.",
        &["Ida Holm", "Ida Holm"],
    );
}

#[test]
fn who_was_asked_answers() {
    let text = "Nils Berg asked Ed Stane whether there was hope. “I have two sons,” he said.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Ed Stane"));
    let text = "Asked by a reporter whether the dam held, Ida Holm, who stood beside it, did not hesitate. “It held,” she said.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Ida Holm"));
}

#[test]
fn a_pronoun_is_sooner_whom_its_paragraph_names() {
    let text = "Ed Stane lost the bout in Vale in June. Stane had trained for it.\n\n\
        Tom Marlow, who now keeps a pub, has the page on a wall. “Mam cried when she read it,” he said.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Tom Marlow"));
}

#[test]
fn what_a_colon_announces_is_of_whose_clause_it_ends() {
    speakers(
        "In a memoir, ‘The Long Day’, Ed Stane gives one sentence to the vote: ‘I thought that I had won until I saw his face.’",
        &["Ed Stane"],
    );
    let text = "Anna Berg, who heads the board, rode the ferry. She said the ferry’s director, Ida Holm, had given her a single \
        piece of advice: “Buy the charger before the boat.”";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Ida Holm"));
}

#[test]
fn a_namesake_goes_on_over_a_question() {
    let text = "Owen Stane is missing.\n\n«They say it was the fog,» said Ed Stane, the uncle. «It always is.» Did he blame \
        anybody? «Manny? I would go out with him,» Stane said, «and I would sleep.»";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Ed Stane"));
}

#[test]
fn a_description_is_of_what_its_noun_is() {
    let kind = |source: &str| {
        let article = Article { text: format!("{source} said that it rained in Vale."), ..Article::default() };
        let found = wire::article(&article, &analyze(&article));
        found.quotes[0].speaker.as_ref().map(|speaker| speaker.kind.clone())
    };
    for (source, want) in
        [("A reader", "person"), ("His ex-wife", "person"), ("Her family", "group"), ("The paper", "organization")]
    {
        assert_eq!(kind(source).as_deref(), Some(want), "{source}");
    }
    assert_eq!(kind("Then someone"), None);
    let text = "Its sponsor, state Sen. Ida Holm, said that it would pass.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Ida Holm"));
}

#[test]
fn a_source_cuts_no_name() {
    check(
        "‘Bobby’ Stane said that it rained. Robert Stane lives in Vale.",
        &["indirect | that it rained | said | ‘Bobby’ Stane | Bobby Stane | -"],
    );
}

#[test]
fn whose_role_it_is_is_whom_the_article_gives_it() {
    let last = |text: &str| last_speaker(text, None);
    let text = "Ida Holm left. Holm’s lawyer said that it rained.\n\nA lawyer for Holm, Nils Berg, was late.";
    assert_eq!(last(text).as_deref(), Some("Nils Berg"));
    let text = "Nils Berg, an attorney for Ida Holm, was late. Ed Stane slept. Holm’s lawyer said that it rained.";
    assert_eq!(last(text).as_deref(), Some("Nils Berg"));
    let text = "Ed Stane left his wife, Ida Stane, in Vale. It was late. His wife said that it rained.";
    assert_eq!(last(text).as_deref(), Some("Ida Stane"));
    // Two have it, or another's.
    let text = "Holm’s lawyer said that it rained.\n\nHolm lawyer Nils Berg and Holm lawyer Ed Stane were late. Ida Holm slept.";
    assert_eq!(speaker_of_first(text).as_deref(), Some("Holm’s lawyer"));
    let text = "Ida Holm left. Holm’s spokesman said that it rained.\n\nNils Berg, a spokesman for Ed Stane, was late.";
    assert_eq!(last(text).as_deref(), Some("Holm’s spokesman"));
}

#[test]
fn who_is_not_yet_named_in_a_lead_is_who_is_named_below() {
    let text = "Judge rejects the dam.\n\nA Vale judge ruled that the dam is old.\n\nIt rained. Supreme Court Justice Nils Berg \
        was late.";
    assert_eq!(speaker_of_first(text).as_deref(), Some("Nils Berg"));
    // Further on “a judge” is anybody, and so is an official everywhere.
    let text = "It rained. The dam held. It rained again. The ferry left. A judge said that the dam is old. Judge Nils Berg slept.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("A judge"));
    let text = "An official said that the dam is old. It rained. Official Nils Berg slept.";
    assert_eq!(speaker_of_first(text).as_deref(), Some("An official"));
    // Nobody is called so here.
    let text = "A lawmaker said that the dam is old.\n\nIt rained on Nils Berg. One lawmaker called Berg a fool.";
    assert_eq!(speaker_of_first(text).as_deref(), Some("A lawmaker"));
}

#[test]
fn a_campaign_is_whose_it_is() {
    for source in ["Holm’s campaign", "Her campaign", "The Holm campaign", "Ida Holm’s presidential campaign"] {
        let text = format!("Ida Holm left Vale. {source} said that the dam is old.");
        assert_eq!(last_speaker(&text, None).as_deref(), Some("Holm campaign"), "{source}");
    }
    let text = "Ida Holm slept. The Holm campaign was late. It rained. The campaign said that the dam is old.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Holm campaign"));
    let text =
        "Ida Holm and Nils Berg slept. The Holm campaign met the Berg campaign. The campaign said that the dam is old.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("The campaign"));
}

#[test]
fn a_body_is_the_one_whose_name_says_what_it_is() {
    let text = "The National Dam Foundation was late. It rained. The foundation said that the dam is old.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("National Dam Foundation"));
    let text = "The National Dam Foundation met the Vale Ferry Foundation. The foundation said that the dam is old.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("The foundation"));
    let text = "“It rained,” Halden Holdings wrote. The website noted that the dam is old.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Halden Holdings"));
}

#[test]
fn who_somebody_is_stands_before_what_is_near() {
    assert_eq!(
        last_speaker("People familiar with the talks said that it rained.", None).as_deref(),
        Some("People familiar with the talks")
    );
    assert_eq!(
        last_speaker("Sources close to Ida Holm said that it rained.", None).as_deref(),
        Some("Sources close to Ida Holm")
    );
    assert_eq!(last_speaker("Ida Holm left. Holm herself said that it rained.", None).as_deref(), Some("Ida Holm"));
    let text = "Several groups gave Ms. Holm a loan, saying that it rained.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Several groups"));
}

#[test]
fn they_are_the_group_of_the_sentence_before() {
    let text = "Some voters were tired of the dam. They said that it rained.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Some voters"));
}

#[test]
fn of_two_presidents_the_one_in_office_speaks() {
    let text = "President Barack Obama met the family of President Andrew Jackson. “It rained,” the president said.";
    assert_eq!(last_speaker(text, Some("2016-09-20")).as_deref(), Some("Barack Obama"));
}

#[test]
fn who_opens_the_clause_before_a_colon_is_the_senator() {
    let text = "Sen. Nils Berg was late.\n\nHolm defends the dam in an advertisement: “It rained,” the senator says. Ida Holm slept.";
    assert_eq!(speaker_of_first(text).as_deref(), Some("Ida Holm"));
}

#[test]
fn a_description_is_whom_the_article_calls_so_word_for_word() {
    let text = "Ida Holm, a self-described dam builder, left. Ed Stane slept. The self-described dam builder said that it rained.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Ida Holm"));
    let text =
        "Former harbor secretary Ida Holm met Ed Stane. It was late. The former harbor secretary said that it rained.";
    assert_eq!(last_speaker(text, None).as_deref(), Some("Ida Holm"));
}

#[test]
fn who_are_the_people_before_it() {
    speakers("There are some economists who argue that the dam is old.", &["some economists"]);
    speakers("A man asked Ida Holm about several women who said that the dam is old.", &["A man", "several women"]);
}

#[test]
fn letters_of_honor_and_days_are_no_part_of_a_name() {
    let text = "Prosecutor Ruth Amadi KC told the court that Pike had been warned. “He did nothing,” Ms Amadi said.";
    speakers(text, &["Ruth Amadi", "Ruth Amadi"]);
    speakers("Solvane Foods Inc. today announced that it will invest in the dyke.", &["Solvane Foods Inc."]);
}

#[test]
fn offices_behind_a_name_are_no_further_people() {
    speakers("“It was not planned,” said Ilse Brandt, President and CEO of Harlow Metals.", &["Ilse Brandt"]);
}

#[test]
fn a_name_whose_first_word_is_a_month_or_stands_before_a_particle_is_whole() {
    speakers(
        "Dr. Jan van der Berg said that it rained. Van der Berg said that it was late.",
        &["Jan van der Berg", "Jan van der Berg"],
    );
    speakers("“It rained,” said May Holm.", &["May Holm"]);
}

#[test]
fn a_firm_that_reads_like_a_person_is_none() {
    let kinds = |text: &str| {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let found = wire::article(&article, &analyze(&article));
        let speaker = |quote: wire::Quote| quote.speaker.map(|speaker| format!("{} ({})", speaker.name, speaker.kind));
        found.quotes.into_iter().map(|quote| speaker(quote).unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(
        kinds(
            "Doris Hale lost all when Marsh Lines collapsed. “I trusted them,” she said. Edwin Berg is the founder of Marsh Lines."
        ),
        ["Doris Hale (person)"]
    );
    assert_eq!(
        kinds("Vale Foods Inc. announced a recall. Vale Foods said that it was sorry.").last().map(String::as_str),
        Some("Vale Foods Inc. (organization)")
    );
    assert_eq!(kinds("The airline NordBahn said that it rained."), ["NordBahn (organization)"]);
    assert_eq!(kinds("Opposition MPs said that it rained."), ["Opposition MPs (group)"]);
    assert_eq!(
        kinds("Ida Holm, once an Orbix engineer, left. Orbix denied that it rained.").last().map(String::as_str),
        Some("Orbix (organization)")
    );
    // “The company that Ida Holm founded”
    assert_eq!(kinds("In the company Ida Holm founded, Ida Holm said, it rained."), ["Ida Holm (person)"]);
}

#[test]
fn a_court_that_hears_says_nothing() {
    speakers("The court heard that Nils Berg wrote to Ida Holm, saying: “We must stop.”", &["-", "Nils Berg"]);
}

#[test]
fn the_time_of_a_live_report_is_no_part_of_who_speaks() {
    speakers("09:58 — Governor Ida Holm tweets: “This is the peak.”", &["Ida Holm"]);
}

#[test]
fn a_name_behind_what_is_told_of_its_bearer() {
    speakers(
        "The company that made the crane, Kessler Lifts, said in a statement that it was sorry.",
        &["Kessler Lifts"],
    );
    speakers("Ida Holm’s partner, the Farmers’ Union, said that it was late.", &["Farmers’ Union"]);
}

#[test]
fn he_who_is_asked_answers() {
    speakers(
        "Nils Berg said that it rained. Committee chair Lars Holm asked him why he had waited. “Because I have two children,” he said.",
        &["Nils Berg", "Lars Holm", "Nils Berg"],
    );
}

#[test]
fn the_place_of_a_report_and_of_a_post_do_not_speak() {
    speakers("BHARATPUR: Minister Anil Holm said that it rained.\n\nHe left.", &["Anil Holm"]);
    speakers("A post shared 60,000 times on Facebook claims that it rained.", &["A post"]);
    // “Chief Minister” is an office.
    speakers("Chief Minister Anil Holm spoke.\n\nChief Minister left. He said that it rained.", &["Anil Holm"]);
}
