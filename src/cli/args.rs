//! Flags as typed. The doc comments are the help texts.

use crate::article::{MAX_TEXT_BYTES, PartialDate};
use crate::index::{CLAIM_KINDS, QUOTE_KINDS};
use crate::ingest::{FieldMap, Limits, Options};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  whosaid index corpus                                   read a folder, build the index
  whosaid search ferry                                   quotes that mention a word
  whosaid search 'speaker:trump source:\"truth social\" \"big picture\" -tariff'
  whosaid quotes --speaker 'Ida Holm' --since 2025-11    what somebody said
  whosaid claims corpus/harbor-ledger                    what can be checked, best first
  whosaid speakers                                       who is quoted how often, and where
  whosaid extract article.txt --format jsonl             without an index
Exit codes: 0 done or found, 1 nothing found, 2 error, 3 finished with failures, 130 interrupted";

/// Who said what, where, and what can be checked: quotes, speakers and claims of news articles
#[derive(Debug, Parser)]
#[command(name = "whosaid", version, before_help = EXAMPLES, max_term_width = 110)]
pub(crate) struct Cli {
    /// Folder of the index
    #[arg(long, global = true, value_name = "DIR", env = "WHOSAID_INDEX", default_value = "index")]
    pub(crate) index: PathBuf,
    /// When to color
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    Always,
    Never,
}

impl Color {
    /// Makes every stream of the process follow it.
    pub(crate) fn write_global(self) {
        match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read files and folders into the index; what is unchanged is skipped, what is gone is removed, also a PATH itself
    #[command(
        before_help = "Examples:\n  whosaid index corpus\n  whosaid index ~/news --index ~/news.index --report report.jsonl"
    )]
    Index(IndexArgs),
    /// Full-text search over quotes, claims or articles
    #[command(
        before_help = "Examples:\n  whosaid search ferry\n  whosaid search '\"big picture\" since:2025-11-01 -tariff'\n  whosaid search --in claims 'homes kind:quantity'\nWords match their other forms; \"words in marks\" match exactly; -word leaves out. Filters in the query:\nspeaker: source: publisher: author: kind: since: until: path:"
    )]
    Search(SearchArgs),
    /// List quotes by speaker, source and date
    #[command(
        before_help = "Examples:\n  whosaid quotes --speaker 'ida holm'\n  whosaid quotes --source 'truth social' --since 2025-11-01 --format csv"
    )]
    Quotes(FilterArgs),
    /// List claims, those most worth checking first
    #[command(
        before_help = "Examples:\n  whosaid claims\n  whosaid claims corpus/harbor-ledger/2025-11-03-ferry-vote.txt --limit 10\n  whosaid claims --voice speaker --with-number --min-score 0.6 --explain\n  whosaid claims --kind-of-claim comparison --format claimreview"
    )]
    Claims(ClaimsArgs),
    /// Known fact-checks: import what others published, list what was imported
    #[command(
        before_help = "Examples:\n  whosaid checks import page.html feed.json\n  whosaid checks list ferry\n  whosaid claims --with-checks"
    )]
    Checks(ChecksArgs),
    /// List who is quoted, with exact counts
    #[command(
        before_help = "Examples:\n  whosaid speakers\n  whosaid speakers holm\n  whosaid speakers 'ida holm' --why"
    )]
    Speakers(SpeakersArgs),
    /// Correct who is one speaker: a line in a text file beside the index, applied at once; delete the line to undo it; the later line holds
    #[command(
        before_help = "Examples:\n  whosaid names merge 'Ida Holm' 'Ida M. Holm' 'The Iron Mayor'\n  whosaid names split 'Nils Berg' 'Nils B. Berg'\n  whosaid names split 'Ida Holm' 'Ida Holm (baker)' --in vale/2025\n  whosaid names rename 'Ida Holm' 'Ida Holm-Berg'\n  whosaid names forget 'Labor Day'\n  whosaid names"
    )]
    Names {
        /// What to correct [default: list the corrections]
        #[command(subcommand)]
        correction: Option<NamesCommand>,
    },
    /// Show an article with its quotes, cues, sources and claims marked, or one quote and why it was given
    #[command(
        before_help = "Examples:\n  whosaid show corpus/harbor-ledger/2025-11-03-ferry-vote.txt\n  whosaid show 7f3a91c2"
    )]
    Show(ShowArgs),
    /// Extract quotes and claims without an index; `-` reads standard input
    #[command(
        before_help = "Examples:\n  whosaid extract article.txt\n  cat article.txt | whosaid extract -\n  whosaid extract corpus --format score"
    )]
    Extract(ExtractArgs),
    /// Figures of accuracy against articles whose attributions are marked by hand, and what was missed
    #[command(
        before_help = "Examples:\n  whosaid eval gold.jsonl\n  whosaid eval gold.jsonl.gz --misses 20\n  whosaid eval gold.jsonl --predictions others.jsonl --format json\nA line of gold: {\"id\", \"text\", \"attributions\": [{\"content\": [[0,9]], \"cue\": […], \"source\": […], \"kind\": \"direct\", \"speaker\"?: [names]}]},\nin byte ranges of text; publisher, date, title and author where known."
    )]
    Eval(EvalArgs),
    /// What the index holds
    Info(InfoArgs),
    /// Whether the index is whole: checksums, and every stored span against its text; tells which files changed since
    Check,
    /// Print a completion script
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// The text of the PDF on standard input
    #[cfg(feature = "pdf")]
    #[command(hide = true)]
    PdfText,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct IndexArgs {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How many threads analyze [default: one a core]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// Read everything again; also replaces an index that is damaged or of another format
    #[arg(long)]
    pub(crate) force: bool,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Write what became of each file, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Stay, and read what changes as soon as it does; Ctrl-C ends it
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) watch: bool,
    /// Follow symbolic links
    #[arg(long)]
    pub(crate) follow: bool,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
}

/// How files are read.
#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// What the fields of JSON and CSV records are called: body=maintext,date=when; a dot leads into an object
    #[arg(long, value_name = "NAME=FIELD,…", value_parser = FieldMap::parse)]
    pub(crate) map: Option<FieldMap>,
    /// Longest text of one article, in bytes
    #[arg(long, value_name = "N", default_value_t = MAX_TEXT_BYTES as u64)]
    pub(crate) max_article_bytes: u64,
    /// Longest time that one article may take, in seconds
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_article_seconds)]
    pub(crate) max_article_seconds: u64,
    /// Most bytes that one file may expand to, over all archives and layers of compression in it
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_expanded_bytes)]
    pub(crate) max_expanded_bytes: u64,
    /// Most bytes out for one byte in of a compressed file, once more than 64 MiB came out
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_ratio)]
    pub(crate) max_ratio: u64,
    /// Deepest nesting of HTML or XML elements
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_depth)]
    pub(crate) max_depth: usize,
    /// Most archives and layers of compression in each other
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_containers)]
    pub(crate) max_containers: usize,
}

impl ReadArgs {
    pub(crate) fn options(&self) -> Options {
        let limits = Limits {
            max_article_bytes: self.max_article_bytes,
            max_expanded_bytes: self.max_expanded_bytes,
            max_ratio: self.max_ratio,
            max_depth: self.max_depth,
            max_containers: self.max_containers,
            max_article_seconds: self.max_article_seconds,
        };
        // The program reads PDF itself, in another process.
        let pdf_reader = if cfg!(feature = "pdf") { std::env::current_exe().ok() } else { None };
        Options { limits, map: self.map.clone().unwrap_or_default(), pdf_reader, first_part: 0 }
    }
}

#[derive(Debug, Args)]
pub(crate) struct FilterArgs {
    /// Name of the speaker, whole or in part; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Vec<String>,
    /// Where it was said, or the outlet that reports it
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Vec<String>,
    /// The outlet that reports it
    #[arg(long, value_name = "NAME")]
    pub(crate) publisher: Vec<String>,
    /// Name in the byline
    #[arg(long, value_name = "NAME")]
    pub(crate) author: Vec<String>,
    /// Kind of quote (direct, mixed, indirect) or of claim (quantity, event, comparison, cause, rule, quote, prediction)
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub(crate) kind: Option<String>,
    /// Published on this day, month or year, or later: 2025-11-24, 2025-11, 2025; an article dated by the month or year alone passes when any
    /// of its days does
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) since: Option<PartialDate>,
    /// Published on this day, month or year, or earlier; the same holds
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) until: Option<PartialDate>,
    /// Least confidence of a quote, or score of a claim, 0 to 1
    #[arg(long, value_name = "P", value_parser = probability)]
    pub(crate) min_confidence: Option<f64>,
    /// Only this file or folder
    #[arg(long, value_name = "PATH")]
    pub(crate) path: Vec<String>,
    /// How many rows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// How many rows to leave out first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
    /// Order [default: relevance for searches, date for quotes, score for claims, number of quotes for speakers]
    #[arg(long)]
    pub(crate) sort: Option<SortBy>,
    /// List all places where the same article stands too
    #[arg(long)]
    pub(crate) copies: bool,
    /// How to print rows
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SortBy {
    Relevance,
    Date,
    Score,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Json,
    Jsonl,
    Csv,
    /// For claims: a schema.org `ClaimReview` to be filled in, one a line
    #[value(name = "claimreview")]
    ClaimReview,
    /// For claims: a W3C Web Annotation, one a line
    WebAnnotation,
}

#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// What to look for
    #[arg(required = true, value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    /// What to search
    #[arg(long = "in", value_name = "WHAT", default_value = "quotes")]
    pub(crate) among: Among,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Among {
    Quotes,
    Claims,
    Articles,
}

#[derive(Debug, Args)]
pub(crate) struct ClaimsArgs {
    /// Articles, by path or id; folders too [default: the whole index]
    #[arg(value_name = "PATH|ID")]
    pub(crate) articles: Vec<String>,
    /// Least probability that a fact-checker would want the claim checked, 0 to 1
    #[arg(long, value_name = "P", value_parser = probability, conflicts_with = "min_confidence")]
    pub(crate) min_score: Option<f64>,
    /// Kind of claim: quantity, event, comparison, cause, rule, quote, prediction
    #[arg(long, value_name = "KIND", value_parser = claim_kind, conflicts_with = "kind")]
    pub(crate) kind_of_claim: Option<String>,
    /// Who asserts it
    #[arg(long, value_name = "WHO")]
    pub(crate) voice: Option<VoiceOf>,
    /// Only claims that hold an amount
    #[arg(long)]
    pub(crate) with_number: bool,
    /// Show what weighed for each score
    #[arg(long)]
    pub(crate) explain: bool,
    /// Show imported fact-checks that may be about each claim; how alike they are says nothing of whether it is true
    #[arg(long)]
    pub(crate) with_checks: bool,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum VoiceOf {
    /// The article itself
    Article,
    /// Somebody whom it quotes
    Speaker,
}

#[derive(Debug, Args)]
pub(crate) struct ChecksArgs {
    #[command(subcommand)]
    pub(crate) command: ChecksCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ChecksCommand {
    /// Read published fact-checks into the index: saved pages with `ClaimReview`, JSON, JSON Lines, the Data Commons feed, answers of the Fact Check
    /// Tools; one that is there already is replaced
    Import {
        /// Files, as they are or compressed
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// List what was imported, the latest first
    List(ChecksListArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ChecksListArgs {
    /// Only checks that have all these words in claim, headline, claimant, rating or publisher
    #[arg(value_name = "WORD")]
    pub(crate) words: Vec<String>,
    /// How many; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// How many to leave out first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
    /// How to print them
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct SpeakersArgs {
    /// Only speakers whose name has these words; a page about it where it is one
    #[arg(value_name = "NAME")]
    pub(crate) name: Vec<String>,
    /// Show why the names of one speaker were joined
    #[arg(long)]
    pub(crate) why: bool,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum NamesCommand {
    /// All these names are one speaker, shown by the first
    Merge {
        /// Names
        #[arg(required = true, num_args = 2.., value_name = "NAME")]
        names: Vec<String>,
    },
    /// Two names are never one; with --in, the first is the second in some articles
    Split {
        /// The name as found
        #[arg(value_name = "NAME")]
        name: String,
        /// Who it is not
        #[arg(value_name = "OTHER")]
        other: String,
        /// Only in articles whose path holds this
        #[arg(long = "in", value_name = "PATH")]
        place: Option<String>,
    },
    /// Show a speaker by another name
    Rename {
        /// The name as found
        #[arg(value_name = "NAME")]
        name: String,
        /// The name to show
        #[arg(value_name = "SHOWN")]
        shown: String,
    },
    /// This is no speaker
    Forget {
        /// The name as found
        #[arg(value_name = "NAME")]
        name: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// An article, by path or id, or a quote, by as much of the beginning of its id as no other has
    #[arg(value_name = "PATH|ID")]
    pub(crate) what: String,
}

#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    /// Files and folders; `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// What to print
    #[arg(long, default_value = "jsonl")]
    pub(crate) format: ExtractFormat,
    /// Follow symbolic links
    #[arg(long)]
    pub(crate) follow: bool,
    /// With the text and its blocks
    #[arg(long)]
    pub(crate) with_text: bool,
    /// How many threads analyze [default: one a core]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ExtractFormat {
    /// An article a line
    Jsonl,
    /// What the attribution scorer reads
    Score,
    /// Every sentence with its check-worthiness
    Sentences,
}

#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// Articles and their attributions, one a line, also as .gz or .zst; `-` for standard input
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,
    /// Judge these answers, one article a line as `extract` prints them [default: analyze the articles]
    #[arg(long, value_name = "FILE")]
    pub(crate) predictions: Option<PathBuf>,
    /// How often the articles are drawn anew for the 95 % intervals; 0 for no intervals
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) resamples: usize,
    /// How many missed attributions and how many wrong answers to show, in the order of the articles
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) misses: usize,
    /// How to print it
    #[arg(long, default_value = "table")]
    pub(crate) format: EvalFormat,
    /// How many threads analyze [default: one a core]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum EvalFormat {
    /// Tables
    Table,
    /// One object with everything
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct InfoArgs {
    /// How to print it
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
}

fn kind(text: &str) -> Result<String, String> {
    let known = || QUOTE_KINDS.into_iter().chain(CLAIM_KINDS);
    let found = known().find(|kind| text.eq_ignore_ascii_case(kind)).map(str::to_owned);
    found.ok_or_else(|| format!("give one of {}", known().collect::<Vec<_>>().join(", ")))
}

fn claim_kind(text: &str) -> Result<String, String> {
    let found = CLAIM_KINDS.into_iter().find(|kind| text.eq_ignore_ascii_case(kind)).map(str::to_owned);
    found.ok_or_else(|| format!("give one of {}", CLAIM_KINDS.join(", ")))
}

fn date(text: &str) -> Result<PartialDate, String> {
    PartialDate::parse(text).ok_or_else(|| "give a date as 2025-11-24, 2025-11 or 2025".to_owned())
}

fn probability(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|p| (0.0..=1.0).contains(p)).ok_or_else(|| "give a number from 0 to 1".to_owned())
}
