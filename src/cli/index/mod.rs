//! `index`: walk, read, analyze on all cores, write; only what changed, and nothing that was indexed is lost.

mod roots;
mod tally;
mod task;
mod watch;

use super::End;
use super::args::IndexArgs;
use crate::article::Key;
use crate::index::{FileRecord, MARKER, Store, Writer};
use crate::ingest::walk::{self, Entry, Found};
use crate::ingest::{self, Options, Problem};
use crate::output::Terminal;
use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use roots::Root;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tally::{Report, Tally, summary};
use task::{State, one_file, state};

/// Bytes of files that may be in work at once; a file larger than that is in work alone.
const IN_WORK_BYTES: u64 = 48 << 20;
/// A commit is made after this many bytes of text: it bounds what a crash costs and what waits in the writer's queue.
const COMMIT_BYTES: u64 = 64 << 20;
/// A commit is made at least this often.
const COMMIT_EVERY: Duration = Duration::from_secs(30);
/// Memory of the writer's threads together, in bytes.
const ARENA_BYTES: usize = 192 << 20;

/// What all tasks share.
struct Run<'a> {
    options: Options,
    tally: Mutex<Tally>,
    writer: RwLock<Option<Writer>>,
    error: Mutex<Option<crate::Error>>,
    stop: &'a AtomicBool,
    bar: ProgressBar,
    in_work: Mutex<u64>,
    room: Condvar,
    uncommitted: Mutex<Uncommitted>,
    /// Whether a run that found nothing to do says nothing.
    is_quiet: bool,
}

/// What a crash would cost.
struct Uncommitted {
    n_bytes: u64,
    since: Instant,
}

impl Uncommitted {
    fn nothing() -> Mutex<Uncommitted> {
        Mutex::new(Uncommitted { n_bytes: 0, since: Instant::now() })
    }
}

/// A poisoned lock only says that another task panicked; what it guards are counts.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn run(args: &IndexArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let stop = interrupted();
    let roots = roots::of(args, dir)?;
    if args.watch {
        return watch::run(args, &roots, dir, &stop, terminal);
    }
    once(args, &roots, dir, &stop, &mut BTreeSet::new(), terminal)
}

/// Brings the index up to what the roots hold now. Of the problems only those are shown that were not `told` by the run before.
fn once(
    args: &IndexArgs,
    roots: &[Root],
    dir: &Path,
    stop: &AtomicBool,
    told: &mut BTreeSet<String>,
    terminal: &mut Terminal,
) -> Result<End> {
    let start = Instant::now();
    // Made first: hours of work must not end in a report that cannot be written.
    let report = args.report.as_deref().map(Report::create).transpose()?;
    if args.dry_run {
        return dry_run(args, roots, dir, report, terminal);
    }
    let store = open(args, dir, terminal)?;
    let known = store.files()?;
    let threads = args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let writer = store.writer(ARENA_BYTES, threads.min(4))?;
    let run = Run {
        options: args.reading.options(),
        tally: Mutex::default(),
        writer: RwLock::new(Some(writer)),
        error: Mutex::new(None),
        stop,
        bar: bar(),
        in_work: Mutex::new(0),
        room: Condvar::new(),
        uncommitted: Uncommitted::nothing(),
        is_quiet: args.watch,
    };
    let files = walk_all(roots, args, dir, &run);
    let total: u64 = files.iter().map(|(found, _)| found.size).sum();
    run.bar.set_length(total);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().context("cannot start threads")?;
    work(&run, &pool, &files, &known, args.force);
    finish(run, &store, &files, &known, roots, report, start, told, terminal)
}

/// The index; with `--force` an empty one in place of one that is damaged or of another format.
fn open(args: &IndexArgs, dir: &Path, terminal: &mut Terminal) -> Result<Store> {
    let damage = if args.force { Store::damage(dir) } else { None };
    match Store::open_or_create(dir) {
        Ok(store) if damage.is_none() => Ok(store),
        Err(error) if damage.is_none() && !(args.force && error.is_user() && dir.join(MARKER).exists()) => {
            Err(error.into())
        }
        _ => {
            let (store, has_checks) = Store::recreate(dir)?;
            if damage.is_some() {
                terminal.note("the damaged index is made anew; it holds what this command reads");
            }
            if !has_checks {
                terminal.note(
                    "its imported fact-checks, if it had any, could not be read; import them again: whosaid checks import FILE",
                );
            }
            Ok(store)
        }
    }
}

/// A flag that Ctrl-C sets; a second Ctrl-C ends the process at once.
fn interrupted() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    // A handler can be set once a process; a second run in one process keeps the first.
    let _ = ctrlc::set_handler(move || {
        #[expect(clippy::exit, reason = "the second Ctrl-C means now")]
        if flag.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    });
    stop
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if !std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent}% {binary_bytes_per_sec} {msg} {eta} left") {
        bar.set_style(style);
    }
    bar
}

/// All files under the roots, each once, in order of path, with the root that gave it.
fn walk_all(roots: &[Root], args: &IndexArgs, dir: &Path, run: &Run<'_>) -> Vec<(Found, String)> {
    let skip = std::fs::canonicalize(dir).into_iter().collect();
    let options = walk::Options { follow: args.follow, skip };
    let mut files: BTreeMap<PathBuf, (Found, String)> = BTreeMap::new();
    for Root { path: root, .. } in roots.iter().filter(|root| !root.is_gone) {
        for entry in walk::walk(root, &options) {
            match entry {
                Entry::File(mut found) => {
                    if args.follow
                        && let Ok(path) = std::fs::canonicalize(&found.path)
                    {
                        // The file itself, once, whatever links lead to it.
                        found.path = path;
                    }
                    files.entry(found.path.clone()).or_insert_with(|| (found, Key::path_text(root)));
                }
                Entry::Skipped(path, reason) => {
                    lock(&run.tally).problem(&Key::path_text(&path), &Problem::file(reason), false);
                }
                Entry::Failed(path, reason) => {
                    lock(&run.tally).problem(&Key::path_text(&path), &Problem::file(reason), true);
                }
            }
        }
    }
    files.into_values().collect()
}

/// One task a file, as many bytes in work as [`IN_WORK_BYTES`].
fn work(
    run: &Run<'_>,
    pool: &rayon::ThreadPool,
    files: &[(Found, String)],
    known: &BTreeMap<String, FileRecord>,
    force: bool,
) {
    pool.in_place_scope(|scope| {
        for (found, root) in files {
            if run.stop.load(Ordering::SeqCst) || lock(&run.error).is_some() {
                break;
            }
            let cost = found.size.min(IN_WORK_BYTES);
            let mut in_work = lock(&run.in_work);
            while *in_work > 0 && *in_work + cost > IN_WORK_BYTES {
                in_work = run.room.wait(in_work).unwrap_or_else(PoisonError::into_inner);
            }
            *in_work += cost;
            drop(in_work);
            scope.spawn(move |_| {
                let record = known.get(&Key::path_text(&found.path));
                match one_file(run, found, root, record, force) {
                    Ok(counted) => run.bar.inc(found.size.saturating_sub(counted)),
                    Err(error) => {
                        lock(&run.error).get_or_insert(error);
                    }
                }
                *lock(&run.in_work) -= cost;
                run.room.notify_one();
            });
        }
    });
}

/// Commits when enough was written since the last time.
fn commit_when_due(run: &Run<'_>, n_bytes: u64) {
    let mut uncommitted = lock(&run.uncommitted);
    uncommitted.n_bytes += n_bytes;
    if uncommitted.n_bytes < COMMIT_BYTES && uncommitted.since.elapsed() < COMMIT_EVERY {
        return;
    }
    *uncommitted = Uncommitted { n_bytes: 0, since: Instant::now() };
    drop(uncommitted);
    let mut writer = run.writer.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(writer) = writer.as_mut()
        && let Err(error) = writer.commit()
    {
        lock(&run.error).get_or_insert(error);
    }
}

fn dry_run(
    args: &IndexArgs,
    roots: &[Root],
    dir: &Path,
    report: Option<Report>,
    terminal: &mut Terminal,
) -> Result<End> {
    let known = match Store::open(dir) {
        Ok(store) => store.files()?,
        Err(_) if !dir.join(MARKER).exists() => BTreeMap::new(),
        Err(error) if args.force && (error.is_user() || Store::damage(dir).is_some()) => BTreeMap::new(),
        Err(error) => return Err(error.into()),
    };
    let stop = AtomicBool::new(false);
    let run = Run {
        options: args.reading.options(),
        tally: Mutex::default(),
        writer: RwLock::new(None),
        error: Mutex::new(None),
        stop: &stop,
        bar: ProgressBar::hidden(),
        in_work: Mutex::new(0),
        room: Condvar::new(),
        uncommitted: Uncommitted::nothing(),
        is_quiet: false,
    };
    let files = walk_all(roots, args, dir, &run);
    let mut tally = run.tally.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut new = 0u64;
    for (found, _) in &files {
        let path = Key::path_text(&found.path);
        let Some(record) = known.get(&path) else {
            new += 1;
            tally.row(&path, None, "indexed", None, None);
            continue;
        };
        match state(found, Some(record), args.force) {
            Ok(State::Unchanged) => tally.unchanged(&path, Some(record)),
            Ok(State::Changed(_) | State::Unfinished(..)) => {
                tally.replaced += 1;
                tally.row(&path, None, "replaced", None, None);
            }
            Err(error) => tally.problem(&path, &Problem::file(ingest::explain(&error)), true),
        }
    }
    for path in removed(&files, &known, roots, &tally.failed_paths()) {
        tally.removed += 1;
        tally.row(&path, None, "removed", None, None);
    }
    roots::tell_gone(roots, terminal);
    tally.show_problems(&mut BTreeSet::new(), terminal);
    terminal.note(&format!(
        "would read {new} new and {} changed files, skip {} unchanged, remove {}; nothing was done",
        tally.replaced, tally.unchanged, tally.removed
    ));
    if let Some(report) = report {
        report.write(&mut tally.rows)?;
    }
    Ok(if tally.failed > 0 { End::Failures } else { End::Done })
}

/// Files of the manifest that these roots gave and that are no longer there. What could not be looked at is not gone: a folder that
/// failed keeps its files.
fn removed(
    files: &[(Found, String)],
    known: &BTreeMap<String, FileRecord>,
    roots: &[Root],
    failed: &BTreeSet<String>,
) -> Vec<String> {
    let there: BTreeSet<String> = files.iter().map(|(found, _)| Key::path_text(&found.path)).collect();
    let given = |record: &FileRecord| roots.iter().any(|root| root.gave(record));
    let kept = |path: &str| Path::new(path).ancestors().any(|part| failed.contains(&*part.to_string_lossy()));
    let gone = known.values().filter(|record| given(record) && !there.contains(&record.path) && !kept(&record.path));
    gone.map(|record| record.path.clone()).collect()
}

#[expect(clippy::too_many_arguments, reason = "what a run was asked for, what it found, and whom it tells")]
fn finish(
    run: Run<'_>,
    store: &Store,
    files: &[(Found, String)],
    known: &BTreeMap<String, FileRecord>,
    roots: &[Root],
    report: Option<Report>,
    start: Instant,
    told: &mut BTreeSet<String>,
    terminal: &mut Terminal,
) -> Result<End> {
    let stopped = run.stop.load(Ordering::SeqCst);
    let mut writer = run.writer.into_inner().unwrap_or_else(PoisonError::into_inner).context("the writer is gone")?;
    let mut tally = run.tally.into_inner().unwrap_or_else(PoisonError::into_inner);
    run.bar.finish_and_clear();
    if let Some(error) = run.error.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(anyhow::Error::new(error)
            .context("indexing stopped; the last commit is intact, run the same command to go on"));
    }
    if !stopped {
        for path in removed(files, known, roots, &tally.failed_paths()) {
            writer.remove_file(&path)?;
            tally.removed += 1;
            tally.row(&path, None, "removed", None, None);
        }
    }
    writer.commit()?;
    // Also of a run that was interrupted: what it kept counts once.
    tally.folded = store.fold_copies(&mut writer)?;
    writer.finish()?;
    store.reader()?.join_names()?;
    if let Some(report) = report {
        report.write(&mut tally.rows)?;
    }
    let is_idle = tally.is_idle(told);
    if !stopped {
        roots::tell_gone(roots, terminal);
    }
    tally.show_problems(told, terminal);
    if !(run.is_quiet && is_idle) {
        summary(&tally, start, stopped, terminal);
    }
    Ok(if stopped {
        End::Interrupted
    } else if tally.failed > 0 {
        End::Failures
    } else {
        End::Done
    })
}
