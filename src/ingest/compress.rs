//! Compressed files as readers of their content, with a guard against those that never end. Knows no format inside.

mod members;

use super::Limits;
use members::Members;
use std::cell::{Cell, RefCell};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

/// Below this the ratio is not looked at: short repetitive files compress well for good reasons.
const RATIO_FREE_BYTES: u64 = 64 << 20;
/// Most memory that a compressed stream may ask for, 128 MiB: the ceiling that Zstandard recommends; `xz -9` asks for half of it.
const WINDOW_LOG: u32 = 27;

/// What one file grows to when it is unpacked, over all containers and layers in it.
#[derive(Debug)]
pub(super) struct Expansion {
    /// Size of the file, where it is known: an archive may read the same bytes again and again.
    size: u64,
    packed: Cell<u64>,
    expanded: Cell<u64>,
    max_bytes: u64,
    max_ratio: u64,
    /// Why nothing more is given out.
    stopped: RefCell<Option<String>>,
}

impl Expansion {
    pub(super) fn new(size: Option<u64>, limits: &Limits) -> Expansion {
        Expansion {
            size: size.unwrap_or(u64::MAX),
            packed: Cell::new(0),
            expanded: Cell::new(0),
            max_bytes: limits.max_expanded_bytes,
            max_ratio: limits.max_ratio,
            stopped: RefCell::new(None),
        }
    }

    /// Whether a limit was passed, so that no container of the file can give more.
    pub(super) fn is_spent(&self) -> bool {
        self.stopped.borrow().is_some()
    }

    /// Counts bytes of the file as it lies on disk.
    pub(super) fn count<R>(&self, inner: R) -> Counted<'_, R> {
        Counted { inner, expansion: self }
    }

    /// Stops a decompression bomb: too much in all, or too much for what went in.
    pub(super) fn guard<R: Read>(&self, inner: R) -> Guarded<'_, R> {
        Guarded { inner, expansion: self }
    }

    fn add(&self, n_bytes: usize) {
        let expanded = self.expanded.get().saturating_add(n_bytes as u64);
        self.expanded.set(expanded);
        let most = self.packed.get().min(self.size).max(1).saturating_mul(self.max_ratio);
        let reason = if expanded > self.max_bytes {
            format!("expands to more than {} bytes; unpack it, or raise --max-expanded-bytes", self.max_bytes)
        } else if expanded > RATIO_FREE_BYTES && expanded > most {
            format!(
                "expands to more than {} times its size, as a decompression bomb does; unpack it, or raise --max-ratio",
                self.max_ratio
            )
        } else {
            return;
        };
        self.stopped.borrow_mut().get_or_insert(reason);
    }
}

/// See [`Expansion::count`].
#[derive(Debug)]
pub(super) struct Counted<'a, R> {
    inner: R,
    expansion: &'a Expansion,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.inner.read(buffer)?;
        self.expansion.packed.set(self.expansion.packed.get().saturating_add(n_read as u64));
        Ok(n_read)
    }
}

impl<R: Seek> Seek for Counted<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// See [`Expansion::guard`].
#[derive(Debug)]
pub(super) struct Guarded<'a, R> {
    inner: R,
    expansion: &'a Expansion,
}

impl<R: Read> Read for Guarded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // What came before the limit was passed is still given out; the complaint waits for the next call.
        if let Some(reason) = &*self.expansion.stopped.borrow() {
            return Err(io::Error::other(reason.clone()));
        }
        let n_read = self.inner.read(buffer)?;
        self.expansion.add(n_read);
        Ok(n_read)
    }
}

/// The ways to compress one stream of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

/// How a stream is compressed, by its first bytes, whatever its name.
pub(super) fn packing(head: &[u8]) -> Option<Packing> {
    Some(match head {
        [0x1f, 0x8b, ..] => Packing::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Packing::Zstd,
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..] => Packing::Bzip2,
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Packing::Xz,
        _ => return None,
    })
}

/// A reader of what `packed` unpacks to, as long as the limits allow.
pub(super) fn unpack<'a>(
    packing: Packing,
    packed: Box<dyn BufRead + 'a>,
    expansion: &'a Expansion,
) -> io::Result<Box<dyn BufRead + 'a>> {
    Ok(buffered(expansion.guard(decoder(packing, packed)?)))
}

/// A reader of what `packed` unpacks to, without an end of its own.
pub(super) fn decoder<'a>(packing: Packing, packed: Box<dyn BufRead + 'a>) -> io::Result<Box<dyn Read + 'a>> {
    Ok(match packing {
        Packing::Gzip => Box::new(Members::new(packed)),
        Packing::Zstd => {
            let mut decoder = zstd::Decoder::with_buffer(packed)?;
            decoder.window_log_max(WINDOW_LOG)?;
            Box::new(decoder)
        }
        Packing::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(packed)),
        Packing::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(packed, true, 1 << (WINDOW_LOG - 10))),
    })
}

/// A reader with the buffer that all of ours have.
pub(super) fn buffered<'a>(inner: impl Read + 'a) -> Box<dyn BufRead + 'a> {
    Box::new(BufReader::with_capacity(1 << 16, inner))
}

/// Says an input error in the reader's words, with what to do.
pub(crate) fn explain(error: &io::Error) -> String {
    let message = error.to_string();
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the data end early; the file was cut short, copy it again".into(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            format!("the data are damaged ({message}); copy the file again")
        }
        // The two below come from `Guarded` and from libzstd, and say it all.
        io::ErrorKind::Other if message.contains("incomplete frame") => {
            "the data end early; the file was cut short, copy it again".into()
        }
        io::ErrorKind::OutOfMemory => {
            "asks for more memory than 128 MiB to be unpacked; pack it with a smaller window".into()
        }
        io::ErrorKind::PermissionDenied => "permission denied; make it readable for this user".into(),
        io::ErrorKind::NotFound => "no such file".into(),
        _ => message,
    }
}

#[cfg(test)]
mod tests {
    use super::{Expansion, RATIO_FREE_BYTES};
    use crate::ingest::Limits;
    use std::io::{self, Read};

    #[test]
    fn bombs_are_stopped_by_their_ratio() {
        let limits = Limits { max_expanded_bytes: u64::MAX, ..Limits::default() };
        let expansion = Expansion::new(Some(60_000), &limits);
        // Read three times over, as an archive of overlapping entries does: it is still the one file.
        io::copy(&mut expansion.count(io::repeat(0).take(180_000)), &mut io::sink()).unwrap();
        let mut bomb = expansion.guard(io::repeat(b' '));
        let error = io::copy(&mut bomb, &mut io::sink()).unwrap_err();
        assert!(error.to_string().starts_with("expands to more than 200 times its size"));
        let n_bytes = expansion.expanded.get();
        assert!(n_bytes > RATIO_FREE_BYTES && n_bytes < RATIO_FREE_BYTES + (1 << 20));
        assert!(expansion.is_spent() && bomb.read(&mut [0; 8]).is_err());
    }
}
