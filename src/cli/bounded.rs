//! The analysis of one article within bounds: a panic costs that article alone, and so does one that does not end.

use crate::analyze;
use crate::article::Article;
use crate::document::Document;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Analyses that were given up and may still run: nothing can stop them but the end of the process.
static GIVEN_UP: AtomicUsize = AtomicUsize::new(0);
/// With more of them, hardly a core is left for the others.
const MOST_GIVEN_UP: usize = 8;

/// Analyzes an article in a thread of its own and waits for it no longer than `limit`.
///
/// # Errors
/// When the analysis panics or takes longer; the message says what to do.
pub(super) fn analyzed(article: &Arc<Article>, limit: Duration) -> Result<Document, String> {
    if GIVEN_UP.load(Ordering::Relaxed) >= MOST_GIVEN_UP {
        return Err(format!(
            "not analyzed: {MOST_GIVEN_UP} articles before it did not end; leave those out and run again"
        ));
    }
    let (sender, receiver) = mpsc::sync_channel(1);
    let own = Arc::clone(article);
    let spawned = std::thread::Builder::new().name("article".into()).spawn(move || {
        let document = catch_unwind(AssertUnwindSafe(|| analyze(&own)));
        // Nobody waits any more for one that took too long.
        let _ = sender.send(document);
    });
    if let Err(error) = spawned {
        return Err(format!("no thread could be started for it ({error}); run again with fewer --threads"));
    }
    match receiver.recv_timeout(limit) {
        Ok(Ok(document)) => Ok(document),
        Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
            Err("the analysis failed on this article; please report it with the file".to_owned())
        }
        Err(RecvTimeoutError::Timeout) => {
            GIVEN_UP.fetch_add(1, Ordering::Relaxed);
            Err(format!(
                "the analysis took longer than {} s and was given up; --max-article-seconds raises it",
                limit.as_secs()
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::analyzed;
    use crate::article::Article;
    use std::sync::Arc;
    use std::time::Duration;

    #[test]
    fn an_article_that_takes_too_long_says_so() {
        // Long enough that the analysis is not done before its time is looked at, however busy the machine.
        let text = "“The ferry sails,” said Ida Holm. ".repeat(3000);
        let article = Arc::new(Article { text, ..Article::default() });
        let given_up = analyzed(&article, Duration::ZERO).unwrap_err();
        assert!(given_up.contains("--max-article-seconds"), "{given_up}");
        assert_eq!(analyzed(&article, Duration::from_hours(1)).unwrap().quotes.len(), 3000);
    }
}
