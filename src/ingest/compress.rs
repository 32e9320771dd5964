//! Compressed files as readers of their content, with a guard against those that never end. Knows no format inside.

use super::Limits;
use flate2::bufread::MultiGzDecoder;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// Below this the ratio is not looked at: short repetitive files compress well for good reasons.
const RATIO_FREE_BYTES: u64 = 64 << 20;

/// A reader of what is in the file: itself, or what it unpacks to when it begins as gzip or Zstandard does, whatever its name.
pub(super) fn open(mut file: BufReader<File>, limits: &Limits) -> io::Result<Box<dyn BufRead>> {
    let head = file.fill_buf()?;
    let (is_gzip, is_zstd) = (head.starts_with(b"\x1f\x8b"), head.starts_with(b"\x28\xb5\x2f\xfd"));
    if !is_gzip && !is_zstd {
        return Ok(Box::new(file));
    }
    let packed_bytes = Rc::new(Cell::new(0));
    let counted = BufReader::with_capacity(1 << 16, Counted { inner: file, n_bytes: Rc::clone(&packed_bytes) });
    let inner: Box<dyn Read> = if is_gzip {
        Box::new(MultiGzDecoder::new(counted))
    } else {
        let mut decoder = zstd::Decoder::with_buffer(counted)?;
        // 128 MiB, the format's own recommended ceiling: a frame cannot ask for more memory.
        decoder.window_log_max(27)?;
        Box::new(decoder)
    };
    let guarded = Guarded {
        inner,
        packed_bytes,
        n_bytes: 0,
        max_bytes: limits.max_expanded_bytes,
        max_ratio: limits.max_ratio,
        stopped: None,
    };
    Ok(Box::new(BufReader::with_capacity(1 << 16, guarded)))
}

/// Says an input error in the reader's words, with what to do.
pub(crate) fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "compressed data ends early; the file was cut short, copy it again".into(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            format!("compressed data is damaged ({error}); copy the file again")
        }
        // The two below come from `Guarded` and from libzstd, and say it all.
        io::ErrorKind::Other if error.to_string().contains("incomplete frame") => {
            "compressed data ends early; the file was cut short, copy it again".into()
        }
        io::ErrorKind::PermissionDenied => "permission denied; make it readable for this user".into(),
        io::ErrorKind::NotFound => "no such file".into(),
        _ => error.to_string(),
    }
}

struct Counted<R> {
    inner: R,
    n_bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.inner.read(buffer)?;
        self.n_bytes.set(self.n_bytes.get() + n_read as u64);
        Ok(n_read)
    }
}

/// Stops a decompression bomb: too much in all, or too much for what went in.
struct Guarded {
    inner: Box<dyn Read>,
    packed_bytes: Rc<Cell<u64>>,
    n_bytes: u64,
    max_bytes: u64,
    max_ratio: u64,
    /// Why nothing more is given out.
    stopped: Option<String>,
}

impl Read for Guarded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // What came before the limit was passed is still given out; the complaint waits for the next call.
        if let Some(reason) = &self.stopped {
            return Err(io::Error::other(reason.clone()));
        }
        let n_read = self.inner.read(buffer)?;
        self.n_bytes += n_read as u64;
        let most = self.packed_bytes.get().max(1).saturating_mul(self.max_ratio);
        if self.n_bytes > self.max_bytes {
            self.stopped = Some(format!("expands to more than {} bytes; unpack it to read all of it", self.max_bytes));
        } else if self.n_bytes > RATIO_FREE_BYTES && self.n_bytes > most {
            self.stopped = Some(format!(
                "expands to more than {} times its size, as a decompression bomb does; unpack it to read all of it",
                self.max_ratio
            ));
        }
        Ok(n_read)
    }
}

#[cfg(test)]
mod tests {
    use super::{Guarded, RATIO_FREE_BYTES};
    use std::cell::Cell;
    use std::io::{self, Read};
    use std::rc::Rc;

    #[test]
    fn bombs_are_stopped_by_their_ratio() {
        let inner = Box::new(io::repeat(b' '));
        let packed_bytes = Rc::new(Cell::new(60_000));
        let mut bomb = Guarded { inner, packed_bytes, n_bytes: 0, max_bytes: u64::MAX, max_ratio: 200, stopped: None };
        let error = io::copy(&mut bomb, &mut io::sink()).unwrap_err();
        assert!(error.to_string().starts_with("expands to more than 200 times its size"));
        assert!(bomb.n_bytes > RATIO_FREE_BYTES && bomb.n_bytes < RATIO_FREE_BYTES + (1 << 20));
        assert!(bomb.read(&mut [0; 8]).is_err());
    }
}
