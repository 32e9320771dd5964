//! Half-open byte ranges of an article's text.

use std::fmt;
use std::ops::{Index, Range};

/// Half-open byte range `[start, end)` of an article's text, on `char` boundaries; `start <= end`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The range from `start` to `end`, in bytes.
    ///
    /// # Panics
    /// When `start > end`, or when `end` does not fit in 32 bits (texts are limited to far less).
    #[track_caller]
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "span {start}..{end} runs backwards");
        let end = u32::try_from(end).expect("texts are shorter than 4 GiB");
        Span { start: start as u32, end }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a standard range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether every byte of `other` lies in `self`.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies in `self`.
    pub fn covers(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words of `text` that it covers.
    ///
    /// # Panics
    /// When it does not lie in `text` on `char` boundaries.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl Index<Span> for str {
    type Output = str;
    fn index(&self, span: Span) -> &str {
        &self[span.range()]
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn spans_are_half_open() {
        let span = Span::new(2, 5);
        assert!(span.covers(2) && span.covers(4) && !span.covers(5));
        assert!(!span.overlaps(Span::new(5, 6)) && span.overlaps(Span::new(4, 9)));
        assert_eq!(&"abcdefg"[span], "cde");
    }

    #[test]
    #[should_panic(expected = "backwards")]
    fn a_backward_span_is_a_bug() {
        let _ = Span::new(5, 2);
    }
}
