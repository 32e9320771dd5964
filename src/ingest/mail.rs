//! Mails: newsletters, and articles that were sent on. One mail in a file, or a mailbox of many.

use super::compress::explain;
use super::format::Format;
use super::{Origin, Sink, html, published, read_bytes, skip_line, too_long};
use crate::article::{Article, DateSource};
use mail_parser::{Address, Message, MessageParser, PartType};
use std::io::{BufRead, Read};
use std::ops::ControlFlow;

/// Reads a mailbox: mails one behind the other, each after a line that begins with `From `.
pub(super) fn read_mbox(reader: &mut dyn BufRead, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let max_bytes = origin.limits().max_article_bytes.saturating_mul(4);
    let mut mail: Option<Mail> = None;
    let mut line = Vec::new();
    let mut was_blank = true;
    for number in 1.. {
        line.clear();
        let read = (&mut *reader).take(max_bytes).read_until(b'\n', &mut line);
        let read = read.and_then(|n| {
            if n as u64 == max_bytes { skip_line(reader).map(|rest| rest + n as u64) } else { Ok(n as u64) }
        });
        let n_bytes = match read {
            Ok(n_bytes) => n_bytes,
            Err(error) => {
                give(mail.take(), max_bytes, origin, sink)?;
                return sink(origin.failed(Some(origin.part()), Some(number), explain(&error)));
            }
        };
        if n_bytes == 0 {
            break;
        }
        if was_blank && line.starts_with(b"From ") {
            give(mail.replace(Mail { line: number, bytes: Vec::new(), n_bytes: 0 }), max_bytes, origin, sink)?;
            was_blank = false;
            continue;
        }
        was_blank = line.trim_ascii().is_empty();
        let Some(mail) = &mut mail else { continue };
        mail.n_bytes += n_bytes;
        if mail.n_bytes <= max_bytes {
            // `>From ` is how a line that begins so was written.
            let n_marks = line.iter().take_while(|&&byte| byte == b'>').count();
            let is_quoted = n_marks > 0 && line[n_marks..].starts_with(b"From ");
            mail.bytes.extend_from_slice(&line[usize::from(is_quoted)..]);
        }
    }
    give(mail, max_bytes, origin, sink)
}

/// A mail of a mailbox, as it is gathered.
struct Mail {
    line: u64,
    bytes: Vec<u8>,
    /// Its length, which may be more than what is kept.
    n_bytes: u64,
}

fn give(mail: Option<Mail>, max_bytes: u64, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let Some(mail) = mail else { return ControlFlow::Continue(()) };
    if mail.n_bytes > max_bytes {
        return sink(origin.skipped(Some(origin.part()), Some(mail.line), too_long(mail.n_bytes, max_bytes)));
    }
    if origin.is_known() {
        origin.part();
        return ControlFlow::Continue(());
    }
    match origin.inside(&format!("line {}", mail.line)) {
        Ok(inside) => read_bytes(Format::Mail, mail.bytes, &inside, sink),
        Err(item) => sink(item),
    }
}

/// Reads one mail.
pub(super) fn read(bytes: &[u8], origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let part = origin.leaf();
    let Some(message) = MessageParser::default().parse(bytes).filter(|message| !message.headers().is_empty()) else {
        return sink(origin.failed(part, None, "not a mail: it has no head"));
    };
    let mut article = metadata(&message);
    sink(match read_text(&message, origin, &mut article) {
        Ok(()) => origin.finish(article, part, None),
        Err(reason) => origin.failed(part, None, reason),
    })
}

fn metadata(message: &Message) -> Article {
    let from = message.from().and_then(Address::first);
    let name = from.and_then(|from| from.name()).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let date = message.date().map(mail_parser::DateTime::to_rfc3339);
    Article {
        id: message.message_id().unwrap_or_default().to_owned(),
        title: message.subject().map(|subject| subject.trim().to_owned()).filter(|subject| !subject.is_empty()),
        authors: name.as_deref().map(super::plain::names).unwrap_or_default(),
        publisher: name,
        published: date.and_then(|date| published::parse(&date, DateSource::Field)),
        url: message
            .header_raw("List-Archive")
            .or_else(|| message.header_raw("Archived-At"))
            .map(|address| address.trim().trim_matches(['<', '>']).to_owned())
            .filter(|address| address.starts_with("http")),
        ..Article::default()
    }
}

/// The HTML part, which has the paragraphs and the posts; else the plain one.
fn read_text(message: &Message, origin: &Origin, article: &mut Article) -> Result<(), String> {
    let is_html = |part: &mail_parser::MessagePart| matches!(part.body, PartType::Html(_));
    if message.html_bodies().any(is_html)
        && let Some(body) = message.body_html(0)
    {
        let page = html::read_page(&body, origin.limits())?;
        (article.text, article.blocks) = (page.text, page.blocks);
        article.language = page.language;
        article.url = article.url.take().or(page.url);
    }
    if article.text.trim().is_empty() {
        article.text = message.body_text(0).unwrap_or_default().into_owned();
        article.blocks.clear();
    }
    Ok(())
}
