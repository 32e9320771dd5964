//! `index`: walk, read, analyze on all cores, write; only what changed, and nothing that was indexed is lost.

use super::End;
use super::args::IndexArgs;
use crate::article::Key;
use crate::index::{FileBatch, FileRecord, Store, Writer};
use crate::ingest::walk::{self, Entry, Found};
use crate::ingest::{self, Item, Limits, Problem};
use crate::output::Terminal;
use crate::{analyze, article, wire};
use anyhow::{Context, Result, anyhow};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// Bytes of files that may be in work at once; a file larger than that is in work alone.
const IN_WORK_BYTES: u64 = 48 << 20;
/// A commit is made after this many bytes of input: it bounds what a crash costs and what waits in the writer's queue.
const COMMIT_BYTES: u64 = 64 << 20;
/// A commit is made at least this often.
const COMMIT_EVERY: Duration = Duration::from_secs(30);
/// Articles of a container analyzed together: enough for all cores, little enough to hold.
const BATCH_BYTES: usize = 4 << 20;
/// See [`BATCH_BYTES`].
const BATCH_ARTICLES: usize = 512;
/// Memory of the writer's threads together, in bytes.
const ARENA_BYTES: usize = 192 << 20;
/// Problems shown one by one; the rest is counted.
const SHOWN: usize = 50;

/// What the program that reads is: files read by another are read again.
fn version() -> String {
    format!("{}+{}", env!("CARGO_PKG_VERSION"), wire::ANALYSIS)
}

/// What happened, for the summary and the report.
#[derive(Default)]
struct Tally {
    articles: u64,
    named: u64,
    unnamed: u64,
    claims: u64,
    unchanged: u64,
    replaced: u64,
    removed: u64,
    skipped: u64,
    failed: u64,
    /// Unchanged files of which something was skipped or failed when they were read.
    unchanged_with_problems: u64,
    bytes: u64,
    rows: Vec<wire::ReportRow>,
    problems: Vec<String>,
}

impl Tally {
    fn row(&mut self, path: &str, part: Option<u32>, status: &str, reason: Option<String>, counts: Option<(u64, u64)>) {
        self.rows.push(wire::ReportRow {
            path: path.to_owned(),
            part,
            status: status.to_owned(),
            reason,
            quotes: counts.map(|(quotes, _)| quotes),
            claims: counts.map(|(_, claims)| claims),
        });
    }

    fn unchanged(&mut self, path: &str, known: Option<&FileRecord>) {
        self.unchanged += 1;
        let problems = known.map_or(&[][..], |record| &record.problems);
        self.unchanged_with_problems += u64::from(!problems.is_empty());
        let reason = (!problems.is_empty()).then(|| format!("when it was read: {}", problems.join("; ")));
        self.row(path, None, "unchanged", reason, known.map(|record| (record.quotes, record.claims)));
    }

    fn problem(&mut self, path: &str, problem: &Problem, failed: bool) {
        let place = match (problem.part, problem.line) {
            (_, Some(line)) => format!("{path}, line {line}"),
            (Some(part), None) => format!("{path}#{part}"),
            (None, None) => path.to_owned(),
        };
        let status = if failed { "failed" } else { "skipped" };
        if failed {
            self.failed += 1;
        } else {
            self.skipped += 1;
        }
        self.problems.push(format!("{status}: {place}: {}", problem.reason));
        self.row(path, problem.part, status, Some(problem.reason.clone()), None);
    }
}

impl Tally {
    /// Files and folders of which something failed.
    fn failed_paths(&self) -> BTreeSet<String> {
        self.rows.iter().filter(|row| row.status == "failed").map(|row| row.path.clone()).collect()
    }

    fn show_problems(&mut self, terminal: &mut Terminal) {
        self.problems.sort();
        for problem in self.problems.iter().take(SHOWN) {
            terminal.note(problem);
        }
        if self.problems.len() > SHOWN {
            terminal.note(&format!("… and {} more: --report FILE lists all", self.problems.len() - SHOWN));
        }
    }
}

/// What all tasks share.
struct Run<'a> {
    limits: Limits,
    tally: Mutex<Tally>,
    writer: RwLock<Option<Writer>>,
    error: Mutex<Option<crate::Error>>,
    stop: &'a AtomicBool,
    bar: ProgressBar,
    in_work: Mutex<u64>,
    room: Condvar,
}

/// A poisoned lock only says that another task panicked; what it guards are counts.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn run(args: &IndexArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let start = Instant::now();
    let stop = interrupted();
    let mut roots = Vec::new();
    for path in &args.paths {
        let root = std::fs::canonicalize(path).map_err(|error| {
            anyhow!("cannot index {}: {}; nothing was done", path.display(), ingest::explain(&error))
        })?;
        roots.push(root);
    }
    // Made first: hours of work must not end in a report that cannot be written.
    let report = args.report.as_deref().map(Report::create).transpose()?;
    if args.dry_run {
        return dry_run(args, &roots, dir, report, terminal);
    }
    let store = match Store::open_or_create(dir) {
        Err(error) if args.force && error.is_user() && dir.join(crate::index::MARKER).exists() => Store::recreate(dir)?,
        other => other?,
    };
    let known = store.files()?;
    let threads = args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let writer = store.writer(ARENA_BYTES, threads.min(4))?;
    let run = Run {
        limits: limits(args),
        tally: Mutex::default(),
        writer: RwLock::new(Some(writer)),
        error: Mutex::new(None),
        stop: &stop,
        bar: bar(),
        in_work: Mutex::new(0),
        room: Condvar::new(),
    };
    let files = walk_all(&roots, args, dir, &run);
    let total: u64 = files.iter().map(|(found, _)| found.size).sum();
    run.bar.set_length(total);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().context("cannot start threads")?;
    work(&run, &pool, &files, &known, args.force);
    finish(run, &files, &known, &roots, report, start, terminal)
}

fn limits(args: &IndexArgs) -> Limits {
    Limits {
        max_article_bytes: args.limits.max_article_bytes,
        max_expanded_bytes: args.limits.max_expanded_bytes,
        ..Limits::default()
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
fn walk_all(roots: &[PathBuf], args: &IndexArgs, dir: &Path, run: &Run<'_>) -> Vec<(Found, String)> {
    let skip = std::fs::canonicalize(dir).into_iter().collect();
    let options = walk::Options { follow: args.follow, skip };
    let mut files: BTreeMap<PathBuf, (Found, String)> = BTreeMap::new();
    for root in roots {
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

/// One task a file, as many bytes in work as [`IN_WORK_BYTES`]; commits between.
fn work(
    run: &Run<'_>,
    pool: &rayon::ThreadPool,
    files: &[(Found, String)],
    known: &BTreeMap<String, FileRecord>,
    force: bool,
) {
    let mut since_commit = 0;
    let mut last_commit = Instant::now();
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
            since_commit += found.size;
            if since_commit > COMMIT_BYTES || last_commit.elapsed() > COMMIT_EVERY {
                commit(run);
                since_commit = 0;
                last_commit = Instant::now();
            }
        }
    });
}

fn commit(run: &Run<'_>) {
    let mut writer = run.writer.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(writer) = writer.as_mut()
        && let Err(error) = writer.commit()
    {
        lock(&run.error).get_or_insert(error);
    }
}

/// What is to be done with a file.
enum State {
    /// The index holds it as it is.
    Unchanged,
    /// It is to be read; its content has this hash.
    Changed(String),
}

fn state(found: &Found, known: Option<&FileRecord>, force: bool) -> std::io::Result<State> {
    let current = known.filter(|record| !force && record.version == version());
    if current.is_some_and(|record| record.size == found.size && record.modified_ns == found.modified_ns) {
        return Ok(State::Unchanged);
    }
    let content_hash = hash(&found.path)?;
    let same = current.is_some_and(|record| record.content_hash == content_hash);
    Ok(if same { State::Unchanged } else { State::Changed(content_hash) })
}

/// Reads, analyzes and writes one file; how many of its bytes the progress bar has counted already.
fn one_file(run: &Run<'_>, found: &Found, root: &str, known: Option<&FileRecord>, force: bool) -> crate::Result<u64> {
    let path = Key::path_text(&found.path);
    let stays = if known.is_some() { "; what was indexed of it stays" } else { "" };
    let content_hash = match state(found, known, force) {
        Ok(State::Unchanged) => {
            lock(&run.tally).unchanged(&path, known);
            return Ok(0);
        }
        Ok(State::Changed(content_hash)) => content_hash,
        Err(error) => {
            let reason = format!("{}{stays}", ingest::explain(&error));
            lock(&run.tally).problem(&path, &Problem::file(reason), true);
            return Ok(0);
        }
    };
    let mut record = FileRecord {
        path: path.clone(),
        size: found.size,
        modified_ns: found.modified_ns,
        content_hash,
        root: root.to_owned(),
        version: version(),
        ..FileRecord::default()
    };
    let mut task = Task {
        run,
        record: &mut record,
        first: true,
        batch: Vec::new(),
        batch_bytes: 0,
        counted: 0,
        error: None,
        problems: Vec::new(),
    };
    ingest::read(&found.path, &path, &run.limits, &mut |item| task.take(item));
    let Closed { error, mut problems, whole, untouched, counted } = task.close();
    if let Some(error) = error {
        return Err(error);
    }
    if untouched {
        for (problem, _) in &mut problems {
            problem.reason.push_str(stays);
        }
    }
    let mut tally = lock(&run.tally);
    tally.bytes += found.size;
    for (problem, failed) in &problems {
        tally.problem(&path, problem, *failed);
    }
    if whole && (record.articles > 0 || problems.is_empty()) {
        let status = if known.is_some() { "replaced" } else { "indexed" };
        tally.replaced += u64::from(known.is_some());
        tally.row(&path, None, status, None, Some((record.quotes, record.claims)));
    }
    Ok(counted)
}

fn hash(path: &Path) -> std::io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut hasher = crate::text::fingerprint::Hasher::default();
    std::io::copy(&mut file, &mut hasher)?;
    Ok(hasher.hex())
}

/// The articles of one file on their way to the index.
struct Task<'a, 'b> {
    run: &'a Run<'b>,
    record: &'a mut FileRecord,
    first: bool,
    batch: Vec<article::Article>,
    batch_bytes: usize,
    /// Bytes that the progress bar has counted: those of the texts, up to the size of the file, which may be compressed.
    counted: u64,
    error: Option<crate::Error>,
    problems: Vec<(Problem, bool)>,
}

/// How reading a file ended.
struct Closed {
    error: Option<crate::Error>,
    problems: Vec<(Problem, bool)>,
    /// Whether all of the file was read and its record written.
    whole: bool,
    /// Whether the index holds what it held of the file before.
    untouched: bool,
    /// As [`Task::counted`].
    counted: u64,
}

/// Most problems of one file that its record keeps.
const KEPT_PROBLEMS: usize = 20;

impl Task<'_, '_> {
    fn take(&mut self, item: Item) -> ControlFlow<()> {
        match item {
            Item::Article(article) => {
                self.batch_bytes += article.text.len();
                self.batch.push(*article);
                if self.batch_bytes > BATCH_BYTES || self.batch.len() >= BATCH_ARTICLES {
                    self.write(false);
                }
            }
            Item::Skipped(problem) => self.problems.push((problem, false)),
            Item::Failed(problem) => self.problems.push((problem, true)),
        }
        if self.error.is_some() || self.run.stop.load(Ordering::SeqCst) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Analyzes and writes what is gathered, and with the last batch the file's record. Once Ctrl-C was pressed, articles not yet
    /// analyzed are left for the next run, and so is the record. Says whether the record was written.
    fn write(&mut self, last: bool) -> bool {
        let batch = std::mem::take(&mut self.batch);
        self.batch_bytes = 0;
        let stop = self.run.stop;
        let analyzed: Vec<Option<std::result::Result<wire::Article, Problem>>> = batch
            .into_par_iter()
            .map(|article| (!stop.load(Ordering::SeqCst)).then(|| self::analyzed(&article)))
            .collect();
        let all = analyzed.iter().all(Option::is_some);
        if self.first && !all {
            // What the index held of the file before is better than a part of it.
            return false;
        }
        let last = last && all;
        let mut articles = Vec::new();
        let (mut quotes, mut named, mut claims, mut bytes) = (0, 0, 0, 0);
        for result in analyzed.into_iter().flatten() {
            match result {
                Ok(article) => {
                    quotes += article.quotes.len() as u64;
                    named += article.quotes.iter().filter(|quote| quote.speaker.is_some()).count() as u64;
                    claims += article.claims.len() as u64;
                    bytes += article.text.as_ref().map_or(0, String::len) as u64;
                    articles.push(article);
                }
                Err(problem) => self.problems.push((problem, true)),
            }
        }
        self.record.articles += articles.len() as u64;
        self.record.quotes += quotes;
        self.record.claims += claims;
        let bytes = bytes.min(self.record.size - self.counted);
        self.counted += bytes;
        self.run.bar.inc(bytes);
        {
            let mut tally = lock(&self.run.tally);
            tally.articles += articles.len() as u64;
            tally.claims += claims;
            tally.named += named;
            tally.unnamed += quotes - named;
            self.run.bar.set_message(format!("{} articles, {} quotes", tally.articles, tally.named + tally.unnamed));
        }
        if last {
            let reasons = self.problems.iter().take(KEPT_PROBLEMS);
            self.record.problems = reasons.map(|(problem, _)| problem.to_string()).collect();
        }
        let batch = FileBatch { file: self.record.clone(), first: std::mem::take(&mut self.first), last, articles };
        let writer = self.run.writer.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(writer) = writer.as_ref()
            && let Err(error) = writer.replace_file(batch)
        {
            self.error = Some(error);
        }
        last
    }

    /// Writes the rest with the file's record, unless the file could not be read at all: then what was indexed of it stays.
    fn close(mut self) -> Closed {
        let nothing = self.first && self.batch.is_empty();
        let failed = self.problems.iter().any(|(_, failed)| *failed);
        let stopped = self.run.stop.load(Ordering::SeqCst);
        let ready = self.error.is_none() && !stopped && !(nothing && failed);
        let whole = ready && self.write(true);
        Closed { error: self.error, problems: self.problems, whole, untouched: self.first, counted: self.counted }
    }
}

/// The analysis of one article; a panic in it costs that article alone.
fn analyzed(article: &article::Article) -> std::result::Result<wire::Article, Problem> {
    catch_unwind(AssertUnwindSafe(|| wire::article(article, &analyze(article)))).map_err(|_| Problem {
        part: article.key.part,
        line: None,
        reason: "the analysis failed on this article; please report it with the file".to_owned(),
    })
}

fn dry_run(
    args: &IndexArgs,
    roots: &[PathBuf],
    dir: &Path,
    report: Option<Report>,
    terminal: &mut Terminal,
) -> Result<End> {
    let known = match Store::open(dir) {
        Ok(store) => store.files()?,
        Err(_) if !dir.join(crate::index::MARKER).exists() => BTreeMap::new(),
        Err(error) if args.force && error.is_user() => BTreeMap::new(),
        Err(error) => return Err(error.into()),
    };
    let stop = AtomicBool::new(false);
    let run = Run {
        limits: limits(args),
        tally: Mutex::default(),
        writer: RwLock::new(None),
        error: Mutex::new(None),
        stop: &stop,
        bar: ProgressBar::hidden(),
        in_work: Mutex::new(0),
        room: Condvar::new(),
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
            Ok(State::Changed(_)) => {
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
    tally.show_problems(terminal);
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
    roots: &[PathBuf],
    failed: &BTreeSet<String>,
) -> Vec<String> {
    let there: BTreeSet<String> = files.iter().map(|(found, _)| Key::path_text(&found.path)).collect();
    let roots: Vec<String> = roots.iter().map(|root| Key::path_text(root)).collect();
    // A file behind a symbolic link lies elsewhere: its record says which root led to it.
    let given = |record: &FileRecord| {
        roots.iter().any(|root| Path::new(&record.path).starts_with(root) || Path::new(&record.root).starts_with(root))
    };
    let kept = |path: &str| Path::new(path).ancestors().any(|part| failed.contains(&*part.to_string_lossy()));
    let gone = known.values().filter(|record| given(record) && !there.contains(&record.path) && !kept(&record.path));
    gone.map(|record| record.path.clone()).collect()
}

fn finish(
    run: Run<'_>,
    files: &[(Found, String)],
    known: &BTreeMap<String, FileRecord>,
    roots: &[PathBuf],
    report: Option<Report>,
    start: Instant,
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
    writer.finish()?;
    if let Some(report) = report {
        report.write(&mut tally.rows)?;
    }
    summary(&mut tally, start, stopped, terminal);
    Ok(if stopped {
        End::Interrupted
    } else if tally.failed > 0 {
        End::Failures
    } else {
        End::Done
    })
}

/// The file of `--report`.
struct Report {
    path: PathBuf,
    file: std::fs::File,
}

impl Report {
    fn create(path: &Path) -> Result<Report> {
        let file =
            std::fs::File::create(path).with_context(|| format!("cannot write the report {}", path.display()))?;
        Ok(Report { path: path.to_owned(), file })
    }

    /// Writes a line for each row, in order of path and part.
    fn write(self, rows: &mut [wire::ReportRow]) -> Result<()> {
        rows.sort_by(|one, other| (&one.path, one.part).cmp(&(&other.path, other.part)));
        let mut file = std::io::BufWriter::new(self.file);
        let written = rows.iter().try_for_each(|row| {
            serde_json::to_writer(&mut file, row)?;
            file.write_all(b"\n")
        });
        written.and_then(|()| file.flush()).with_context(|| format!("cannot write the report {}", self.path.display()))
    }
}

fn summary(tally: &mut Tally, start: Instant, stopped: bool, terminal: &mut Terminal) {
    tally.show_problems(terminal);
    let seconds = start.elapsed().as_secs_f64();
    let speed = tally.bytes as f64 / 1e6 / seconds.max(1e-3);
    terminal.note(&format!(
        "{} articles · {} quotes with a named speaker, {} without · {} claims",
        tally.articles, tally.named, tally.unnamed, tally.claims
    ));
    terminal.note(&format!(
        "files: {} unchanged, {} replaced, {} removed, {} skipped, {} failed · {seconds:.1} s, {speed:.1} MB/s",
        tally.unchanged, tally.replaced, tally.removed, tally.skipped, tally.failed
    ));
    if tally.unchanged_with_problems > 0 {
        terminal.note(&format!(
            "of {} unchanged files not all could be read: --report FILE says why, --force reads them again",
            tally.unchanged_with_problems
        ));
    }
    if stopped {
        terminal.note("interrupted: what is whole was kept; run the same command to go on");
    }
}
