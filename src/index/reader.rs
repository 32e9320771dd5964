//! Answers from the last commit: rows, whole articles, counts.

use super::links::Links;
use super::query::{Filters, Kind, Part, Request, Sort, parse};
use super::schema::{Fields, WITH_NUMBER, kind};
use super::writer::FileRecord;
use super::{FORMAT, Store, tokenizer};
use crate::article::Key;
use crate::error::{Error, Result};
use crate::text::fingerprint::digest;
use crate::text::fold::fold;
use crate::track::Names;
use crate::wire;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::PathBuf;
use std::sync::OnceLock;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, EnableScoring, Occur, PhraseQuery, Query,
    RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer};
use tantivy::{DocAddress, DocId, Order, Searcher, SegmentOrdinal, TERMINATED, TantivyDocument, Term};

/// An exact word counts this many times as much as another form of it.
const EXACT_BOOST: f32 = 2.0;
/// Most forms of one word that are looked for; English has fewer than ten, the rest are misspellings.
const MOST_FORMS: usize = 64;

/// The last commit of an index.
pub struct Reader {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    /// The user's corrections.
    pub(super) names: Names,
    name_problems: Vec<String>,
    pub(super) dir: PathBuf,
    /// Hash of the user's corrections as they were read.
    pub(super) names_digest: u128,
    /// Whom each row is of, read when it is first asked for.
    pub(super) links: OnceLock<Links>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("dir", &self.dir).finish_non_exhaustive()
    }
}

/// Rows, and what was left out.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The rows asked for.
    pub rows: Vec<wire::Row>,
    /// How many match, exactly.
    pub total: u64,
    /// Matching articles' rows without a date that a date filter left out.
    pub undated_left_out: u64,
    /// Rows whose article is dated by the month or year alone, so that it may lie outside of the days asked for.
    pub partly_dated: u64,
    /// How the query was read, where that may surprise.
    pub notes: Vec<String>,
    /// The filters of the request and of its query together.
    pub filters: Filters,
}

impl Reader {
    pub(super) fn new(store: &Store) -> Result<Reader> {
        let reader = store.index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into();
        let reader = reader.map_err(|e: tantivy::TantivyError| store.error(&e))?;
        let path = store.names_path()?;
        let text = match std::fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Error::io(&path, error)),
        };
        let (names, problems) = Names::parse(&text);
        let problem =
            |(line, problem): (usize, String)| format!("{}:{line}: {problem}; the line is left out", path.display());
        let name_problems = problems.into_iter().map(problem).collect();
        Ok(Reader {
            searcher: reader.searcher(),
            fields: store.fields,
            names,
            name_problems,
            dir: store.dir.clone(),
            names_digest: digest([text.as_bytes()]),
            links: OnceLock::new(),
        })
    }

    /// Lines of the file of corrections that cannot be read, each with its number and what is wrong with it.
    pub fn name_problems(&self) -> &[String] {
        &self.name_problems
    }

    /// Lines of the file of corrections that do not hold beside others, each with its number and why.
    pub fn name_conflicts(&self) -> Vec<(usize, String)> {
        self.names.conflicts()
    }

    /// Speakers that the user shows by other names: the line, the name, the name shown.
    pub fn renames(&self) -> impl Iterator<Item = (usize, &str, &str)> {
        self.names.renames()
    }

    pub(super) fn failed(&self, error: &dyn std::fmt::Display) -> Error {
        super::damaged(&self.dir, error)
    }

    /// The rows that match a request.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, request: &Request) -> Result<Answer> {
        let mut filters = request.filters.clone();
        let (parts, mut notes) = parse(&request.query, &mut filters);
        let kind = match request.kind {
            Kind::Quotes => "quote",
            Kind::Claims => "claim",
            Kind::Articles => "article",
        };
        if let Some(form) = &filters.kind
            && !request.kind.kinds().iter().any(|known| form.eq_ignore_ascii_case(known))
        {
            let known = request.kind.kinds().join(" ");
            let known = if known.is_empty() { "they have none".to_owned() } else { known };
            notes.push(format!("no {kind} is of kind {form} ({known})"));
        }
        let mut clauses = self.filter_clauses(kind, &filters)?;
        let text = self.text_field(request.kind);
        for part in &parts {
            let query = self.part_query(text, part)?;
            clauses.push((if part.excluded { Occur::MustNot } else { Occur::Must }, query));
        }
        let undated_left_out = self.undated(&clauses, &filters)?;
        clauses.extend(self.date_clauses(&filters));
        let partly_dated = self.partly_dated(&clauses, &filters)?;
        let query = BooleanQuery::new(clauses);
        let (total, hits) = self.hits(&query, request, parts.iter().any(|part| !part.excluded))?;
        let mut rows = Vec::new();
        for (relevance, address) in hits {
            rows.push(self.row(address, request.kind, relevance, &parts)?);
        }
        Ok(Answer { rows, total, undated_left_out, partly_dated, notes, filters })
    }

    fn text_field(&self, kind: Kind) -> Field {
        match kind {
            Kind::Quotes => self.fields.quote_text,
            Kind::Claims => self.fields.claim_text,
            Kind::Articles => self.fields.body,
        }
    }

    /// The page of hits that a request asks for, and how many there are in all.
    #[expect(clippy::type_complexity, reason = "hits and their number, read once")]
    fn hits(
        &self,
        query: &dyn Query,
        request: &Request,
        ranked: bool,
    ) -> Result<(u64, Vec<(Option<f32>, DocAddress)>)> {
        let total = self.searcher.search(query, &Count).map_err(|e| self.failed(&e))?;
        let limit = if request.limit == 0 { total } else { request.limit };
        let wanted = limit.min(total.saturating_sub(request.offset));
        if wanted == 0 {
            return Ok((total as u64, Vec::new()));
        }
        let top = TopDocs::with_limit(wanted).and_offset(request.offset);
        let failed = |e: tantivy::TantivyError| self.failed(&e);
        let hits: Vec<(Option<f32>, DocAddress)> = match request.sort {
            Sort::Relevance if ranked => {
                let hits = self.searcher.search(query, &top.order_by_score()).map_err(failed)?;
                hits.into_iter().map(|(score, address)| (Some(score), address)).collect()
            }
            Sort::Score => {
                let hits = self
                    .searcher
                    .search(query, &top.order_by_fast_field::<f64>("score", Order::Desc))
                    .map_err(failed)?;
                hits.into_iter().map(|(_, address)| (None, address)).collect()
            }
            Sort::Date | Sort::Relevance => {
                let hits = self
                    .searcher
                    .search(query, &top.order_by_fast_field::<u64>("last_day", Order::Desc))
                    .map_err(failed)?;
                hits.into_iter().map(|(_, address)| (None, address)).collect()
            }
        };
        Ok((total as u64, hits))
    }

    /// Documents of any of these kinds.
    pub(super) fn of_kind(&self, kinds: &[&str]) -> Box<dyn Query> {
        Box::new(TermSetQuery::new(kinds.iter().map(|kind| Term::from_field_text(self.fields.kind, kind))))
    }

    /// Documents of a kind. Of one article that is asked for by name all are meant, whatever is folded.
    fn kind_query(&self, kind: &str, filters: &Filters) -> Result<Box<dyn Query>> {
        let mut keys = BTreeSet::new();
        for name in &filters.article {
            keys.extend(self.article_keys(name)?);
        }
        let with_folded = [kind::ARTICLES, kind::QUOTES, kind::CLAIMS].into_iter().find(|kinds| kinds[0] == kind);
        Ok(match with_folded {
            Some(kinds) if keys.len() == 1 => self.of_kind(&kinds),
            _ => term_query(self.fields.kind, kind),
        })
    }

    /// The clauses of all filters but the dates.
    pub(super) fn filter_clauses(&self, kind: &str, filters: &Filters) -> Result<Vec<(Occur, Box<dyn Query>)>> {
        let fields = &self.fields;
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, self.kind_query(kind, filters)?)];
        if !filters.speaker.is_empty() {
            let mut named: Vec<(Occur, Box<dyn Query>)> = Vec::new();
            for pattern in &filters.speaker {
                named.push((Occur::Should, self.speaker_query(pattern)?));
            }
            // Whoever spoke, the rank is that of the words: a filter adds the same to every row.
            clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(named)), 1.0))));
        }
        let mut any = |terms: Vec<Term>| {
            let query: Box<dyn Query> =
                if terms.is_empty() { Box::new(EmptyQuery) } else { Box::new(TermSetQuery::new(terms)) };
            clauses.push((Occur::Must, query));
        };
        for (patterns, among) in [
            (&filters.source, vec![fields.medium, fields.publisher]),
            (&filters.publisher, vec![fields.publisher]),
            (&filters.author, vec![fields.author]),
        ] {
            if patterns.is_empty() {
                continue;
            }
            let mut terms = Vec::new();
            for &field in &among {
                let matching =
                    self.terms(field, "", |value| patterns.iter().any(|pattern| holds_words(value, pattern)))?;
                terms.extend(matching.into_iter().map(|value| Term::from_field_text(field, &value)));
            }
            any(terms);
        }
        if !filters.path.is_empty() {
            let mut terms = Vec::new();
            for path in &filters.path {
                let canonical = std::fs::canonicalize(path).map_or_else(|_| path.clone(), |p| Key::path_text(&p));
                let mut matching = self.terms(fields.file, &canonical, |_| true)?;
                if matching.is_empty() {
                    matching = self.terms(fields.file, "", |value| value.contains(path.as_str()))?;
                }
                terms.extend(matching.into_iter().map(|value| Term::from_field_text(fields.file, &value)));
            }
            any(terms);
        }
        if !filters.article.is_empty() {
            let mut terms = Vec::new();
            for article in &filters.article {
                terms.extend(
                    self.article_keys(article)?.into_iter().map(|key| Term::from_field_text(fields.article, &key)),
                );
            }
            any(terms);
        }
        for (field, value) in [(fields.form, &filters.kind), (fields.voice, &filters.voice)] {
            if let Some(value) = value {
                any(vec![Term::from_field_text(field, &value.to_lowercase())]);
            }
        }
        if filters.with_number {
            any(vec![Term::from_field_text(fields.form, WITH_NUMBER)]);
        }
        let least = if kind == "quote" { filters.min_confidence } else { filters.min_score };
        if let Some(least) = least {
            let range = RangeQuery::new(Bound::Included(Term::from_field_f64(fields.score, least)), Bound::Unbounded);
            clauses.push((Occur::Must, Box::new(range)));
        }
        Ok(clauses)
    }

    fn part_query(&self, field: Field, part: &Part) -> Result<Box<dyn Query>> {
        let terms: Vec<Term> = part.words.iter().map(|word| Term::from_field_text(field, word)).collect();
        if terms.len() > 1 {
            return Ok(Box::new(PhraseQuery::new(terms)));
        }
        let Some(term) = terms.into_iter().next() else { return Ok(Box::new(AllQuery)) };
        let exact: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
        if part.exact {
            return Ok(exact);
        }
        let mut any: Vec<(Occur, Box<dyn Query>)> =
            vec![(Occur::Should, Box::new(BoostQuery::new(exact, EXACT_BOOST)))];
        for form in self.other_forms(field, &part.words[0])? {
            any.push((
                Occur::Should,
                Box::new(TermQuery::new(Term::from_field_text(field, &form), IndexRecordOption::WithFreqs)),
            ));
        }
        Ok(Box::new(BooleanQuery::new(any)))
    }

    /// Words of the index that share the stem of `word`, without `word`. The stem is found at query time: a stemmed copy of each field
    /// would cost most of the time of indexing.
    fn other_forms(&self, field: Field, word: &str) -> Result<Vec<String>> {
        let want = stem(word);
        // A stem's last letters may differ from its words' (policy, policies): the range is a little wider than the stem.
        let prefix: String = want.chars().take(want.chars().count().saturating_sub(1).max(2)).collect();
        let mut forms = self.terms(field, &prefix, |form| form != word && stem(form) == want)?;
        forms.truncate(MOST_FORMS);
        Ok(forms)
    }

    /// Distinct values of a field that begin with `prefix` and pass `keep`, sorted.
    pub(super) fn terms(&self, field: Field, prefix: &str, keep: impl Fn(&str) -> bool) -> Result<Vec<String>> {
        let mut found = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field).map_err(|e| self.failed(&e))?;
            let mut stream =
                inverted.terms().range().ge(prefix.as_bytes()).into_stream().map_err(|e| self.failed(&e))?;
            while stream.advance() {
                let Ok(value) = std::str::from_utf8(stream.key()) else { continue };
                if !value.starts_with(prefix) {
                    break;
                }
                if keep(value) && !found.contains(value) {
                    found.insert(value.to_owned());
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    /// Keys of the articles that an id, a path, or `path#part` names; a path also by its end.
    fn article_keys(&self, name: &str) -> Result<Vec<String>> {
        if name.is_empty() {
            return Ok(Vec::new());
        }
        let canonical = std::fs::canonicalize(name).map_or_else(|_| name.to_owned(), |p| Key::path_text(&p));
        let of_file = |key: &str, path: &str| {
            key == path || key.strip_prefix(path).is_some_and(|rest| rest.starts_with('#') || rest.starts_with('/'))
        };
        let mut keys = self.terms(self.fields.article, &canonical, |key| of_file(key, &canonical))?;
        if keys.is_empty() {
            let by_id = BooleanQuery::new(vec![
                (Occur::Must, self.of_kind(&kind::ARTICLES)),
                (Occur::Must, term_query(self.fields.id, name)),
            ]);
            for address in self.all(&by_id)? {
                let head: wire::Head = self.stored(address, self.fields.head)?;
                keys.push(key_of(&head));
            }
            keys.sort();
        }
        if keys.is_empty() {
            let ending = format!("/{}", name.trim_start_matches("./"));
            keys = self.terms(self.fields.article, "", |key| {
                key.ends_with(&ending) || key.rsplit_once('#').is_some_and(|(path, _)| path.ends_with(&ending))
            })?;
        }
        Ok(keys)
    }

    /// The articles that an id, a path or `path#part` names, whole.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn articles(&self, name: &str) -> Result<Vec<wire::Article>> {
        let keys = self.article_keys(name)?;
        keys.iter().map(|key| self.article(key)).collect()
    }

    /// The article with this head, whole.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn article_of(&self, head: &wire::Head) -> Result<wire::Article> {
        self.article(&key_of(head))
    }

    /// The article of this key, with its text, quotes and claims.
    pub(super) fn article(&self, key: &str) -> Result<wire::Article> {
        let of_article = term_query(self.fields.article, key);
        let mut article: Option<wire::Article> = None;
        let (mut quotes, mut claims) = (Vec::new(), Vec::new());
        for kinds in [kind::ARTICLES, kind::QUOTES, kind::CLAIMS] {
            let query =
                BooleanQuery::new(vec![(Occur::Must, of_article.box_clone()), (Occur::Must, self.of_kind(&kinds))]);
            for address in self.all(&query)? {
                match kinds {
                    kind::ARTICLES => article = Some(self.stored(address, self.fields.record)?),
                    kind::QUOTES => quotes.push(self.stored::<wire::Quote>(address, self.fields.record)?),
                    _ => claims.push(self.stored::<wire::Claim>(address, self.fields.record)?),
                }
            }
        }
        let mut article = article.ok_or_else(|| self.failed(&format!("article {key} is missing")))?;
        quotes.sort_by(|one, other| one.spans.content.cmp(&other.spans.content).then_with(|| one.id.cmp(&other.id)));
        claims.sort_by(|one, other| one.span.cmp(&other.span).then_with(|| one.id.cmp(&other.id)));
        (article.quotes, article.claims) = (quotes, claims);
        Ok(article)
    }

    /// How many quotes have an id that begins with `id`, and the first `most` of them by id, each with the head of its article.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn quotes_by_id(&self, id: &str, most: usize) -> Result<(usize, Vec<(wire::Quote, wire::Head)>)> {
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Ok((0, Vec::new()));
        }
        let ids = self.terms(self.fields.id, &id.to_ascii_lowercase(), |_| true)?;
        let terms: Vec<Term> = ids.iter().map(|id| Term::from_field_text(self.fields.id, id)).collect();
        let among = |terms: Vec<Term>| {
            let clauses = vec![
                (Occur::Must, self.of_kind(&kind::QUOTES)),
                (Occur::Must, Box::new(TermSetQuery::new(terms)) as Box<dyn Query>),
            ];
            self.all(&BooleanQuery::new(clauses))
        };
        let (total, mut found) = (among(terms.clone())?.len(), Vec::new());
        // Claims and articles have ids too.
        for term in terms {
            if found.len() >= most.min(total) {
                break;
            }
            for address in among(vec![term])? {
                let quote: wire::Quote = self.stored(address, self.fields.record)?;
                found.push((quote, self.stored::<wire::Head>(address, self.fields.head)?));
            }
        }
        Ok((total, found))
    }

    /// The documents that match, in order of place.
    pub(super) fn all(&self, query: &dyn Query) -> Result<Vec<DocAddress>> {
        let segments = self.matching(query)?.into_iter().zip(0..);
        Ok(segments
            .flat_map(|(docs, segment)| docs.into_iter().map(move |doc| DocAddress::new(segment, doc)))
            .collect())
    }

    /// The documents that match, in order of place, one list a segment.
    pub(super) fn matching(&self, query: &dyn Query) -> Result<Vec<Vec<DocId>>> {
        let weight =
            query.weight(EnableScoring::disabled_from_searcher(&self.searcher)).map_err(|e| self.failed(&e))?;
        let mut segments = Vec::new();
        for segment in self.searcher.segment_readers() {
            let (mut found, alive) = (Vec::new(), segment.alive_bitset());
            let mut take = |docs: &[DocId]| {
                found.extend(docs.iter().copied().filter(|&doc| alive.is_none_or(|alive| alive.is_alive(doc))));
            };
            weight.for_each_no_score(segment, &mut take).map_err(|e| self.failed(&e))?;
            segments.push(found);
        }
        Ok(segments)
    }

    /// Whether any document matches; stops at the first.
    pub(super) fn exists(&self, query: &dyn Query) -> Result<bool> {
        for segment in 0..self.searcher.segment_readers().len() {
            if self.first_of(query, segment as SegmentOrdinal)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The first document of a segment that matches.
    pub(super) fn first_of(&self, query: &dyn Query, segment: SegmentOrdinal) -> Result<Option<DocAddress>> {
        let weight =
            query.weight(EnableScoring::disabled_from_searcher(&self.searcher)).map_err(|e| self.failed(&e))?;
        let reader = self.searcher.segment_reader(segment);
        let mut docs = weight.scorer(reader, 1.0).map_err(|e| self.failed(&e))?;
        while docs.doc() != TERMINATED {
            if reader.alive_bitset().is_none_or(|alive| alive.is_alive(docs.doc())) {
                return Ok(Some(DocAddress::new(segment, docs.doc())));
            }
            docs.advance();
        }
        Ok(None)
    }

    /// A stored JSON field.
    pub(super) fn stored<T: serde::de::DeserializeOwned>(&self, address: DocAddress, field: Field) -> Result<T> {
        self.json(&self.document(address)?, field)
    }

    /// What is stored of a document.
    pub(super) fn document(&self, address: DocAddress) -> Result<TantivyDocument> {
        self.searcher.doc(address).map_err(|e| self.failed(&e))
    }

    pub(super) fn json<T: serde::de::DeserializeOwned>(&self, document: &TantivyDocument, field: Field) -> Result<T> {
        let json = document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        serde_json::from_str(json).map_err(|e| self.failed(&e))
    }

    /// What the manifest knows of a file.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn file(&self, path: &str) -> Result<Option<FileRecord>> {
        let found = self.all(&*term_query(self.fields.manifest, path))?;
        found.first().map(|&address| self.stored(address, self.fields.record)).transpose()
    }

    /// The manifest.
    pub(super) fn files(&self) -> Result<BTreeMap<String, FileRecord>> {
        let mut files = BTreeMap::new();
        for address in self.all(&*term_query(self.fields.kind, "file"))? {
            let record: FileRecord = self.stored(address, self.fields.record)?;
            files.insert(record.path.clone(), record);
        }
        Ok(files)
    }

    /// What the index holds.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn info(&self) -> Result<wire::Info> {
        let count =
            |query: &dyn Query| self.searcher.search(query, &Count).map(|n| n as u64).map_err(|e| self.failed(&e));
        let dated = RangeQuery::new(Bound::Included(Term::from_field_u64(self.fields.last_day, 0)), Bound::Unbounded);
        let undated = BooleanQuery::new(vec![
            (Occur::Must, term_query(self.fields.kind, "article")),
            (Occur::MustNot, Box::new(dated)),
        ]);
        let entries = std::fs::read_dir(&self.dir).map_err(|e| Error::io(&self.dir, e))?;
        let bytes = entries.filter_map(|entry| entry.ok()?.metadata().ok()).map(|metadata| metadata.len()).sum();
        Ok(wire::Info {
            schema: wire::SCHEMA,
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            articles: count(&*term_query(self.fields.kind, "article"))?,
            copies: count(&*term_query(self.fields.kind, "copy"))?,
            quotes: count(&*term_query(self.fields.kind, "quote"))?,
            claims: count(&*term_query(self.fields.kind, "claim"))?,
            speakers: self.speaker_count()?,
            checks: count(&*term_query(self.fields.kind, "check"))?,
            bytes,
            undated: count(&undated)?,
        })
    }
}

/// The key under which an article's documents are stored.
pub(super) fn key_of(head: &wire::Head) -> String {
    head.part.map_or_else(|| head.path.clone(), |part| format!("{}#{part}", head.path))
}

pub(super) fn term_query(field: Field, value: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
}

/// Whether all words of `pattern` are words of `value`, whatever case, accents and marks.
pub(crate) fn holds_words(value: &str, pattern: &str) -> bool {
    let value: Vec<String> = tokenizer::words(value).into_iter().map(|(word, _)| word).collect();
    let mut pattern = tokenizer::words(pattern).into_iter().map(|(word, _)| word).peekable();
    pattern.peek().is_some() && pattern.all(|word| value.contains(&word))
}

pub(super) fn stem(word: &str) -> String {
    let mut analyzer = TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(Language::English)).build();
    let mut stream = analyzer.token_stream(word);
    if stream.advance() { stream.token().text.clone() } else { fold(word) }
}
