//! The file with the signing key: read with care, and made at the first start where none is configured.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

use crate::auth::SigningKey;

/// In bytes. A larger file is some other file.
const MAX_FILE: u64 = 4096;
/// The bits of a file's mode for those who are neither its owner nor in its group.
#[cfg(unix)]
const EVERYONE: u32 = 0o007;

pub(super) const RECIPE: &str = "make one with: (umask 077; openssl rand -hex 32 > signing.key)";

/// The key in the file; `None` if there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<SigningKey>, String> {
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(|error| format!("{} cannot be read: {error}", path.display()))?,
    };
    check_access(&file, path)?;
    let secret = secret(file).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let key = SigningKey::new(&secret).map_err(|error| format!("{}: {error}; {RECIPE}", path.display()))?;
    Ok(Some(key))
}

/// A text is trimmed, as most tools end it with a line feed; other bytes are taken as they are.
fn secret(file: File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(io::Error::other(format!("it has more than {MAX_FILE} bytes")));
    }
    Ok(if bytes.is_ascii() { bytes.trim_ascii().to_vec() } else { bytes })
}

#[cfg(unix)]
fn check_access(file: &File, path: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    let path = path.display();
    let mode = file.metadata().map_err(|error| format!("{path} cannot be read: {error}"))?.permissions().mode();
    if mode & EVERYONE == 0 {
        return Ok(());
    }
    Err(format!("everyone on this machine may use {path}; run: chmod 600 '{path}'"))
}

#[cfg(not(unix))]
fn check_access(_: &File, _: &Path) -> Result<(), String> {
    Ok(())
}

/// Makes a key that is there as a whole or not at all. If another process is faster, its key is the one.
pub(super) fn make(path: &Path) -> Result<SigningKey, String> {
    place(path).map_err(|error| format!("{} cannot be made: {error}", path.display()))?;
    read(path)?.ok_or_else(|| format!("{} has vanished", path.display()))
}

/// The link appears in one step and never replaces a file.
fn place(path: &Path) -> io::Result<()> {
    let draft = path.with_extension(format!("{:016x}.new", rand::random::<u64>()));
    path.parent().map_or(Ok(()), make_directory)?;
    write_new(&draft, &hex::encode(rand::random::<[u8; 32]>()))?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    linked.or_else(|error| if error.kind() == ErrorKind::AlreadyExists { Ok(()) } else { Err(error) })
}

fn make_directory(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.write(true).create_new(true).open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}

/// A key for one run, kept nowhere.
pub(super) fn passing() -> Result<SigningKey, String> {
    SigningKey::new(&rand::random::<[u8; 32]>()).map_err(|error| error.to_string())
}
