//! An index that stays fresh, and one whose making was interrupted.
#![cfg(unix)]

use super::{rows, stderr, whosaid};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Ends the process however the test ends.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn spawn(dir: &Path, args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    let said = fs::File::create(dir.join("said")).unwrap();
    command.current_dir(dir).args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(said);
    command.env_remove("WHOSAID_INDEX").spawn().unwrap()
}

/// Asks until the answer comes; the run of the tests is bounded elsewhere, so this waits long.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..1200 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("never: {what}");
}

fn interrupt(child: &Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn a_watched_folder_is_kept_up_to_date() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let news = dir.join("news");
    fs::create_dir(&news).unwrap();
    fs::write(news.join("a.txt"), "“The ferry sails,” said Ida Holm.\n").unwrap();
    fs::write(news.join("bad.json"), "{broken").unwrap();
    // The index lies in the folder that is watched: its own changes must not wake it for ever.
    let mut watching = Watching(spawn(dir, &["index", "news", "--watch", "--index", "news/index"]));
    let found = |word: &str| {
        let output = whosaid(dir, &["search", word, "--index", "news/index", "--format", "jsonl"]);
        if output.status.code() == Some(0) { rows(&output).len() } else { 0 }
    };
    until("the first run", || found("ferry") == 1);
    // Saved as editors do it: another file takes the name.
    fs::write(news.join(".a.txt.new"), "“The dam holds,” said Nils Berg.\n").unwrap();
    fs::rename(news.join(".a.txt.new"), news.join("a.txt")).unwrap();
    until("the file that was saved", || found("dam") == 1 && found("ferry") == 0);
    // A folder that is new, and a file in it.
    fs::create_dir(news.join("deep")).unwrap();
    fs::write(news.join("deep/b.txt"), "“The bridge is shut,” said Dora Hale.\n").unwrap();
    until("the new folder", || found("bridge") == 1);
    fs::rename(news.join("deep"), dir.join("gone")).unwrap();
    until("the folder that was moved away", || found("bridge") == 0);
    interrupt(&watching.0);
    assert_eq!(watching.0.wait().unwrap().code(), Some(0));
    let said = fs::read_to_string(dir.join("said")).unwrap();
    assert_eq!(said.lines().filter(|line| line.starts_with("failed: ")).count(), 1, "told once:\n{said}");
}

#[test]
fn an_interrupted_container_is_gone_on_with() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    // Each article is different, so that none is a copy, and there are several batches.
    let line = |n: u32| {
        format!("{{\"id\": \"{n}\", \"text\": \"“Ship {n} sails,” said Ida Holm on pier {}.\"}}\n", n * 7919 % 10007)
    };
    fs::write(dir.join("a.jsonl"), (0..2000).map(line).collect::<String>()).unwrap();
    let mut n_runs = 0;
    loop {
        let mut child = spawn(dir, &["index", "a.jsonl"]);
        std::thread::sleep(Duration::from_millis(if n_runs < 3 { 1500 } else { 0 }));
        if n_runs < 3 {
            interrupt(&child);
        }
        let code = child.wait().unwrap().code();
        n_runs += 1;
        if code == Some(0) {
            break;
        }
        assert_eq!(code, Some(130));
        assert_eq!(whosaid(dir, &["check"]).status.code(), Some(0), "whatever was committed agrees with its record");
    }
    let info = &rows(&whosaid(dir, &["info", "--format", "json"]))[0];
    assert_eq!((info["articles"].as_u64(), info["quotes"].as_u64()), (Some(2000), Some(2000)));
    assert!(stderr(&whosaid(dir, &["index", "a.jsonl"])).contains("1 unchanged"));
}
