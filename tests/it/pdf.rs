//! PDF, where its reader is built in: its text, and what a bad one costs.

use super::{rows, stderr, whosaid};
use std::fmt::Write as _;
use std::fs;

/// A document of one page, a line of text for each line.
fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut content = "BT /F1 12 Tf 14 TL 72 720 Td".to_owned();
    for line in lines {
        write!(content, " ({line}) Tj T*").unwrap();
    }
    content.push_str(" ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let (mut bytes, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
    for (at, object) in objects.iter().enumerate() {
        writeln!(places, "{:010} 00000 n ", bytes.len()).unwrap();
        write!(bytes, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
    }
    let start = bytes.len();
    let size = objects.len() + 1;
    write!(
        bytes,
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    bytes.into_bytes()
}

#[test]
fn a_document_is_read_and_a_bad_one_costs_itself() {
    let dir = tempfile::tempdir().unwrap();
    let news = dir.path().join("news");
    fs::create_dir(&news).unwrap();
    let whole = pdf(&["Ferry sails again", "By Ann Lee", "November 3, 2025", "", "\\223It sails,\\224 said Ida Holm."]);
    fs::write(news.join("ferry.pdf"), &whole).unwrap();
    fs::write(news.join("cut.pdf"), &whole[..whole.len() / 2]).unwrap();
    fs::write(news.join("scan.pdf"), pdf(&[])).unwrap();
    fs::write(news.join("z.txt"), "“It sank,” said Nils Berg.\n").unwrap();
    let output = whosaid(dir.path(), &["extract", "--with-text", "news"]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    let found = rows(&output);
    assert_eq!(found.len(), 2, "{found:#?}");
    let [ferry, other] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((&ferry["title"], &ferry["published"]), (&"Ferry sails again".into(), &"2025-11-03".into()));
    assert_eq!(ferry["authors"], serde_json::json!(["Ann Lee"]));
    let text = ferry["text"].as_str().unwrap();
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["Ferry sails again", "By Ann Lee", "November 3, 2025", "“It sails,” said Ida Holm."]);
    assert_eq!(ferry["quotes"][0]["speaker"]["name"], "Ida Holm");
    assert!(other["path"].as_str().unwrap().ends_with("z.txt"));
    for (file, word) in [("cut.pdf", "damaged"), ("scan.pdf", "pictures")] {
        assert!(said.lines().any(|line| line.contains(file) && line.contains(word)), "{file} {word} in:\n{said}");
    }
    let late = whosaid(dir.path(), &["extract", "news/ferry.pdf", "--max-article-seconds", "0"]);
    assert_eq!(late.status.code(), Some(3));
    assert!(stderr(&late).contains("--max-article-seconds"), "{}", stderr(&late));
}

/// Cut and flipped by a fixed seed, between two healthy files of each folder.
#[test]
fn damaged_documents_cost_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let whole = pdf(&["The ferry sails again.", "It sails in May."]);
    let mut seed = 7u64;
    let mut below = |end: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((seed >> 33) % end as u64).unwrap()
    };
    fs::write(dir.path().join("a.txt"), "“It sank,” said Nils Berg.\n").unwrap();
    fs::write(dir.path().join("z.txt"), "“It sails,” said Ida Holm.\n").unwrap();
    for n in 0..40 {
        let mut bytes = whole.clone();
        if n % 2 == 0 {
            bytes.truncate(below(bytes.len()));
        } else {
            for _ in 0..=below(8) {
                let at = below(bytes.len());
                bytes[at] ^= 1 << below(8);
            }
        }
        fs::write(dir.path().join(format!("{n}.pdf")), bytes).unwrap();
    }
    let output = whosaid(dir.path(), &["extract", "."]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    let paths: Vec<String> = rows(&output).iter().map(|row| row["path"].as_str().unwrap().to_owned()).collect();
    assert!(["a.txt", "z.txt"].iter().all(|name| paths.iter().any(|path| path.ends_with(name))), "{paths:?}");
    let n_told = stderr(&output).lines().filter(|line| line.contains(".pdf: ")).count();
    assert_eq!(n_told + paths.len(), 42, "each is read or told of:\n{}", stderr(&output));
}
