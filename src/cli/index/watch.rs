//! `index --watch`: a run at the start, and another whenever the folders have changed and are quiet again.
//!
//! What changed is not taken from the notices, which get lost, come double, and name files that are renamed the next moment: they only
//! say that it is time to look. A run finds out by itself, and reads nothing that is as it was.

use super::once;
use super::roots::Root;
use crate::cli::End;
use crate::cli::args::IndexArgs;
use crate::output::Terminal;
use anyhow::Result;
use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Nothing must have changed for this long: who saves a file may write it in several steps.
const QUIET: Duration = Duration::from_millis(800);
/// Files that never rest are read after this long all the same.
const PATIENCE: Duration = Duration::from_secs(15);
/// Without any notice the folders are looked through after this long: network folders send none.
const RESCAN: Duration = Duration::from_mins(10);
/// How soon Ctrl-C is obeyed.
const TICK: Duration = Duration::from_millis(200);

/// Keeps the index up to date until Ctrl-C.
pub(super) fn run(
    args: &IndexArgs,
    roots: &[Root],
    dir: &Path,
    stop: &AtomicBool,
    terminal: &mut Terminal,
) -> Result<End> {
    // The watcher comes first, so that what changes during the first run is not missed.
    let (sender, notices) = mpsc::channel();
    let watcher = notify::recommended_watcher(move |notice| {
        // The channel is closed when the program ends.
        let _ = sender.send(notice);
    });
    let mut watcher = watcher.map_err(|error| terminal.note(&unwatched(&error))).ok();
    for Root { path: root, .. } in roots {
        // A file that is saved anew is another file under its name, so its folder is watched.
        let (path, mode) = match root.parent() {
            Some(folder) if root.is_file() => (folder, RecursiveMode::NonRecursive),
            _ => (root.as_path(), RecursiveMode::Recursive),
        };
        if let Some(Err(error)) = watcher.as_mut().map(|watcher| watcher.watch(path, mode)) {
            terminal.note(&format!("{}: {}", path.display(), unwatched(&error)));
        }
    }
    let mut told = BTreeSet::new();
    let mut end = once(args, roots, dir, stop, &mut told, terminal)?;
    let own = [Some(dir.to_owned()), args.report.clone()];
    let own: Vec<PathBuf> = own.into_iter().flatten().filter_map(|path| std::fs::canonicalize(path).ok()).collect();
    terminal.note("watching; Ctrl-C ends it");
    while !stop.load(Ordering::SeqCst) {
        if wait(&notices, &own, stop) {
            match once(args, roots, dir, stop, &mut told, terminal) {
                Ok(ended) => end = ended,
                // Another program may write to the index just now; the next change tries again.
                Err(error) => terminal.note(&format!("whosaid: {error:#}")),
            }
        }
    }
    Ok(if end == End::Interrupted { end } else { End::Done })
}

fn unwatched(error: &notify::Error) -> String {
    format!("cannot be watched ({error}); it is looked through every {} minutes instead", RESCAN.as_secs() / 60)
}

/// Waits until it is time for a run; `false` when the user ends it.
fn wait(notices: &Receiver<notify::Result<Event>>, own: &[PathBuf], stop: &AtomicBool) -> bool {
    let start = Instant::now();
    // When the first and the last change were noticed.
    let mut changed: Option<(Instant, Instant)> = None;
    while !stop.load(Ordering::SeqCst) {
        match notices.recv_timeout(TICK) {
            Ok(notice) if concerns_us(&notice, own) => {
                let now = Instant::now();
                changed = Some((changed.map_or(now, |(first, _)| first), now));
            }
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
            // Nothing is watched.
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(TICK),
        }
        let is_due = match changed {
            Some((first, last)) => last.elapsed() >= QUIET || first.elapsed() >= PATIENCE,
            None => start.elapsed() >= RESCAN,
        };
        if is_due {
            return true;
        }
    }
    false
}

/// Whether a notice tells of a change, and not of our own: the index may lie among the articles.
fn concerns_us(notice: &notify::Result<Event>, own: &[PathBuf]) -> bool {
    // A watcher that complains may have missed something.
    let Ok(event) = notice else { return true };
    let is_own = |path: &PathBuf| own.iter().any(|own| path.starts_with(own));
    !matches!(event.kind, EventKind::Access(_)) && (event.paths.is_empty() || !event.paths.iter().all(is_own))
}

#[cfg(test)]
mod tests {
    use super::concerns_us;
    use notify::event::{AccessKind, CreateKind};
    use notify::{Event, EventKind};
    use std::path::PathBuf;

    #[test]
    fn own_files_and_mere_looks_are_no_changes() {
        let own = [PathBuf::from("/news/index")];
        let event = |kind, path: &str| Ok(Event::new(kind).add_path(path.into()));
        let created = EventKind::Create(CreateKind::File);
        assert!(concerns_us(&event(created, "/news/a.txt"), &own));
        assert!(!concerns_us(&event(created, "/news/index/x.store"), &own));
        assert!(!concerns_us(&event(EventKind::Access(AccessKind::Read), "/news/a.txt"), &own));
        assert!(concerns_us(&Err(notify::Error::generic("overflow")), &own));
    }
}
