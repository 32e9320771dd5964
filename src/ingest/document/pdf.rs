//! PDF: its text, got by the program itself in another process, because readers of PDF are known to run away with time and memory.

use crate::ingest::{Origin, Sink, export, plain};
use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

pub(in crate::ingest) fn read(bytes: &[u8], origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let Some(program) = &origin.source.options.pdf_reader else {
        let reason = "PDF; this program was built without its reader: cargo install --features pdf, or save the text";
        return sink(origin.skipped(origin.leaf(), None, reason));
    };
    let limits = origin.limits();
    let text = match text(program, bytes, Duration::from_secs(limits.max_article_seconds), limits.max_article_bytes) {
        Ok(text) => text,
        Err(reason) => return sink(origin.failed(origin.leaf(), None, reason)),
    };
    if text.trim().is_empty() {
        let reason = "no text in this PDF; its pages are pictures, which a program for text recognition can read";
        return sink(origin.skipped(origin.leaf(), None, reason));
    }
    if let Some(articles) = export::of_text(&text) {
        export::give(articles, origin, sink)
    } else {
        let part = origin.leaf();
        sink(origin.finish(plain::read(text), part, None))
    }
}

/// What `program` says is the text of a PDF.
fn text(program: &Path, bytes: &[u8], limit: Duration, max_bytes: u64) -> Result<String, String> {
    let mut child = Command::new(program)
        .arg("pdf-text")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("the reader of PDF could not be started ({error})"))?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let bytes = bytes.to_vec();
    // Both ends at once: neither process may wait for the other for ever.
    std::thread::spawn(move || {
        // A reader that gives up closes its end.
        let _ = input.map(|mut input| input.write_all(&bytes));
    });
    let (sender, receiver) = mpsc::sync_channel(1);
    std::thread::spawn(move || {
        let mut text = Vec::new();
        let read = output.map_or(Ok(0), |output| output.take(max_bytes + 1).read_to_end(&mut text));
        // Nobody waits any more for one that took too long.
        let _ = sender.send(read.map(|_| text));
    });
    let read = receiver.recv_timeout(limit);
    // It is over, one way or the other; one that has ended by itself does not mind.
    if !matches!(read, Ok(Ok(_))) {
        let _ = child.kill();
    }
    let text = match read {
        Ok(Ok(text)) if text.len() as u64 > max_bytes => {
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("its text is longer than {max_bytes} bytes; --max-article-bytes raises it"));
        }
        Ok(Ok(text)) => text,
        Ok(Err(error)) => return Err(error.to_string()),
        Err(_) => {
            let _ = child.wait();
            return Err(format!("took longer than {} s; --max-article-seconds raises it", limit.as_secs()));
        }
    };
    match child.wait() {
        Ok(status) if status.success() => Ok(String::from_utf8_lossy(&text).into_owned()),
        _ => Err("damaged, locked, or too large for the memory it may have (1 GiB); save its text instead".to_owned()),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::text;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::time::Duration;

    /// A program that stands for the reader.
    fn check(script: &str, limit: Duration, wanted: Result<&str, &str>) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("reader");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let found = text(&program, &vec![b'x'; 1 << 20], limit, 1000);
        match wanted {
            Ok(words) => assert_eq!(found.as_deref(), Ok(words), "{script}"),
            Err(reason) => assert!(found.clone().unwrap_err().contains(reason), "{script}: {found:?}"),
        }
    }

    #[test]
    fn whatever_the_reader_does() {
        let patient = Duration::from_mins(10);
        check("cat >/dev/null; echo \"One $1.\"", patient, Ok("One pdf-text.\n"));
        check("echo 'No input was read.'", patient, Ok("No input was read.\n"));
        check("echo Some; exit 1", patient, Err("damaged"));
        check("kill -9 $$", patient, Err("damaged"));
        check("yes", patient, Err("longer than 1000 bytes"));
        check("exec sleep 1000", Duration::from_millis(300), Err("--max-article-seconds"));
    }
}
