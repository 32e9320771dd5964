use crate::article::Article;
use crate::lang::parse;
use crate::lexicon::Lexicon;

fn check(text: &str, want: &[&str]) {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let syntax = parse(&article, Lexicon::builtin());
    let found: Vec<&str> = syntax.sentences.iter().map(|sentence| sentence.span.of(text)).collect();
    assert_eq!(found, want);
}

#[test]
fn ends_at_points_but_not_at_abbreviations() {
    check("Mr. Lee came. He left.", &["Mr. Lee came.", "He left."]);
    check("It grew in the U.S. The rest fell.", &["It grew in the U.S.", "The rest fell."]);
    check("The U.S. Senate met on Jan. 5. It voted.", &["The U.S. Senate met on Jan. 5.", "It voted."]);
    check("J. K. Lee won 4.1 percent.", &["J. K. Lee won 4.1 percent."]);
}

#[test]
fn a_quotation_ends_with_its_marks() {
    check("“It is old.” She left.", &["“It is old.”", "She left."]);
    check("“Why?” he asked.", &["“Why?” he asked."]);
    check("“Why now?” Ann Lee asked. “Why?”", &["“Why now?” Ann Lee asked.", "“Why?”"]);
    check("He said: “We won.” “We did,” she said.", &["He said: “We won.”", "“We did,” she said."]);
    check("She asked \"why? \" He left.", &["She asked \"why? \"", "He left."]);
}

#[test]
fn calls_and_ellipses() {
    check("So late!!! Who knew?! We did... The end.", &["So late!!!", "Who knew?!", "We did...", "The end."]);
    check("He ran ... and ran. . . . Then he sat.", &["He ran ... and ran. . . .", "Then he sat."]);
    check("Is it open? can we go?", &["Is it open?", "can we go?"]);
    check("He left Yahoo! for Vale.", &["He left Yahoo! for Vale."]);
    check("It was late.Then it rained.", &["It was late.", "Then it rained."]);
    check("See harborledger.com for more.", &["See harborledger.com for more."]);
}

#[test]
fn brackets_and_notes_belong_to_the_sentence_before() {
    check("It sank.[4] Nobody saw it. [5] [6] We did.", &["It sank.[4]", "Nobody saw it. [5] [6]", "We did."]);
    check("They paid a fee. 8 Yet some left.", &["They paid a fee. 8", "Yet some left."]);
    check("He made Who’s Left? (1965) and Tar.", &["He made Who’s Left? (1965) and Tar."]);
    check("(It rained.) We stayed.", &["(It rained.)", "We stayed."]);
    check("He left (at last!) and slept.", &["He left (at last!) and slept."]);
}

#[test]
fn items_of_a_list_begin_sentences() {
    check("1. Rope 2. Nails 3. Tar", &["1. Rope", "2. Nails", "3. Tar"]);
    check("Bring this: a) rope b) tar", &["Bring this: a) rope b) tar"]);
    check("a) Bring rope b) Bring tar", &["a) Bring rope", "b) Bring tar"]);
    check("A. Lee met B. Holm and C. Quill.", &["A. Lee met B. Holm and C. Quill."]);
    check("They voted on 2. below, not on more.", &["They voted on 2. below, not on more."]);
}

#[test]
fn datelines_open_a_sentence_and_speech_breaks_off_at_a_dash() {
    check("HOLM, Nov. 3 (HL) — They voted late.", &["HOLM, Nov. 3 (HL) — They voted late."]);
    check("They rowed until — You see it.", &["They rowed until —", "You see it."]);
    check("It left at 6 p.m. Sailors waited.", &["It left at 6 p.m.", "Sailors waited."]);
    check("It left at 6 p.m. Monday.", &["It left at 6 p.m. Monday."]);
}

#[test]
fn lines_of_letters() {
    check("Many thanks, Ann Lee", &["Many thanks,", "Ann Lee"]);
    check("Ann Lee 02/03/2024 04:03 PM It leaks.", &["Ann Lee", "02/03/2024 04:03 PM", "It leaks."]);
    check("The ferry at noon Photo: Ann Lee.", &["The ferry at noon", "Photo: Ann Lee."]);
    check("Ann Lee on 02/03/2024 04:03 PM It leaks.", &["Ann Lee on 02/03/2024 04:03 PM", "It leaks."]);
    check("Read terms-1.DOC first.", &["Read terms-1.DOC first."]);
    check("Is it open?or is it shut?", &["Is it open?", "or is it shut?"]);
    check("She was -----late. ----- He left.", &["She was -----late.", "-----", "He left."]);
}
