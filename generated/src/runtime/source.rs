//! Bytes that are read as they are sent.

#[cfg(any(feature = "client", feature = "server", feature = "tower"))]
use bytes::Bytes;
#[cfg(any(feature = "client", feature = "server", feature = "tower"))]
use futures_core::Stream;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
#[cfg(any(feature = "client", feature = "server", feature = "tower"))]
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
#[cfg(any(feature = "client", feature = "server", feature = "tower"))]
use std::task::{Context, Poll};

/// Bytes that are read as they are sent: those of a file, of a reader, or of an asynchronous stream.
#[derive(Clone)]
pub(super) struct Source {
    length: Option<u64>,
    origin: Origin,
}

#[derive(Clone)]
enum Origin {
    /// A file, which is opened anew each time.
    File(Arc<Path>),
    /// What can be read once, until somebody has begun to. All clones share it.
    Once(Arc<Mutex<Option<Open>>>),
}

/// What is being read.
pub(super) enum Open {
    /// A reader, which may keep its thread waiting.
    Reader(Box<dyn Read + Send>),
    /// An asynchronous stream.
    #[cfg(any(feature = "client", feature = "server", feature = "tower"))]
    Stream(Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>),
}

impl Source {
    /// A file as long as it is now.
    pub fn file(path: &Path) -> io::Result<Self> {
        let about = File::open(path)?.metadata()?;
        if about.is_dir() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is a folder, and no file"));
        }
        // What is no plain file, such as a pipe, has no length that means anything, and can be read once.
        if !about.is_file() {
            return Ok(Self::reader(File::open(path)?, None));
        }
        Ok(Self { length: Some(about.len()), origin: Origin::File(path.into()) })
    }

    /// A reader.
    pub fn reader(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self::once(Open::Reader(Box::new(reader)), length)
    }

    /// An asynchronous stream.
    #[cfg(any(feature = "client", feature = "server", feature = "tower"))]
    pub fn stream<S, E>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::once(Open::Stream(Box::pin(Pieces(Box::pin(stream)))), length)
    }

    fn once(open: Open, length: Option<u64>) -> Self {
        Self { length, origin: Origin::Once(Arc::new(Mutex::new(Some(open)))) }
    }

    /// How many bytes it has, where that is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Whether it can be read: nobody has begun to, or it is a file.
    pub fn is_there(&self) -> bool {
        match &self.origin {
            Origin::File(_) => true,
            Origin::Once(open) => open.lock().unwrap_or_else(PoisonError::into_inner).is_some(),
        }
    }

    /// Begins to read.
    pub fn open(&self) -> io::Result<Open> {
        let open = match &self.origin {
            Origin::File(path) => Open::Reader(Box::new(File::open(path)?)),
            Origin::Once(open) => {
                let open = open.lock().unwrap_or_else(PoisonError::into_inner).take();
                open.ok_or_else(|| io::Error::other("it was read before, and can be read only once"))?
            }
        };
        Ok(match (open, self.length) {
            (Open::Reader(reader), Some(left)) => Open::Reader(Box::new(Exact { reader, left })),
            (open, _) => open,
        })
    }
}

/// A stream with errors of IO.
#[cfg(any(feature = "client", feature = "server", feature = "tower"))]
struct Pieces<S>(Pin<Box<S>>);

#[cfg(any(feature = "client", feature = "server", feature = "tower"))]
impl<S, E> Stream for Pieces<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map(|piece| piece.map(|piece| piece.map_err(io::Error::other)))
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (&self.origin, &other.origin) {
            (Origin::File(a), Origin::File(b)) => a == b && self.length == other.length,
            (Origin::Once(a), Origin::Once(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl Eq for Source {}

/// A reader of as many bytes as were promised: a file may have changed.
struct Exact {
    reader: Box<dyn Read + Send>,
    left: u64,
}

impl Read for Exact {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.reader.read(buffer.get_mut(..most).unwrap_or_default())?;
        if count == 0 && most > 0 {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "there is less of it than was promised",
            ));
        }
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}

/// What cannot be sent because it cannot be read.
#[derive(Debug)]
pub struct SourceError(pub(super) io::Error);

// What it says says why.
impl std::error::Error for SourceError {}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the body of the request cannot be read: {}", self.0)
    }
}

/// Whether a transport failed because of what it was to send.
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
pub(super) fn is_cause(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut causes = std::iter::successors(Some(error), |error| error.source());
    causes.any(|cause| {
        // An error of IO does not name the one that it was made of as its source.
        let inner = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        cause.is::<SourceError>() || inner.is_some_and(|inner| inner.is::<SourceError>())
    })
}
