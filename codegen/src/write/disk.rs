//! Single files: read, replaced in one step, removed.

use super::Error;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Tells the temporary files of one process apart.
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// The name of every temporary file ends so.
const TEMPORARY: &str = ".bindery-tmp";

/// How often a file is written again when another run of bindery took our temporary file away.
const ATTEMPTS: usize = 5;

/// The bytes of a file; `None` when it is not there.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Io { path: path.to_owned(), source }),
    }
}

/// Writes a file in one step: whoever reads it finds the old text or the new one, never a part. Creates the
/// folders it stands in.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Ok(()) };
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let temporary = format!(".{}.{}-{count}{TEMPORARY}", name.to_string_lossy(), std::process::id());
    let temporary = folder.join(temporary);
    let replaced = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let written = write(&temporary, text).and_then(|()| fs::rename(&temporary, path));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    };
    let mut result = replaced();
    // Two builds may write the same folder at once, and each takes the other's temporary file for a leftover.
    for _ in 1..ATTEMPTS {
        match &result {
            Err(error) if error.kind() == ErrorKind::NotFound => result = replaced(),
            _ => break,
        }
    }
    result.map_err(|source| Error::Io { path: path.to_owned(), source })
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(text.as_bytes())
}

/// Removes the temporary files that interrupted runs left behind in a folder.
pub(super) fn tidy(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_temporary(&entry.file_name().to_string_lossy()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a file's name is one that [`replace`] gives to a temporary file.
fn is_temporary(name: &str) -> bool {
    let run = name.strip_suffix(TEMPORARY).and_then(|rest| rest.rsplit_once('.'));
    run.is_some_and(|(file, run)| {
        file.starts_with('.') && run.contains('-') && run.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    })
}

/// Removes a file below a folder, and the folders that are empty then.
pub(super) fn remove(dir: &Path, path: &str) -> Result<(), Error> {
    let file = dir.join(path);
    match fs::remove_file(&file) {
        Err(source) if source.kind() != ErrorKind::NotFound => return Err(Error::Io { path: file, source }),
        _ => {}
    }
    let below = file.ancestors().skip(1).take_while(|folder| *folder != dir);
    for folder in below {
        // A folder that holds something is not removed; that is no error.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
