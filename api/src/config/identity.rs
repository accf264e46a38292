//! What tokens are proved by: the key, the issuer, the audience. On loopback each has a default; elsewhere none has.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use super::options::Options;
use super::problems::Problems;
use super::{MissingKey, given, given_path, key_file, on_loopback};
use crate::auth::{Keys, SigningKey};

const NAME: &str = "styrgraf";
/// In characters.
const MAX_NAME: usize = 200;

const KEY_OPTION: &str = "--signing-key-file";

/// Read and checked; `key` is absent where it is still to be made.
pub(super) struct Identity {
    key: Option<SigningKey>,
    key_file: PathBuf,
    issuer: String,
    audience: String,
}

impl Identity {
    pub(super) fn keys(self, missing: MissingKey) -> Result<(Keys, PathBuf), Problems> {
        let key = match (self.key, missing) {
            (Some(key), _) => Ok(key),
            (None, MissingKey::Make) => key_file::make(&self.key_file),
            (None, MissingKey::Leave) => key_file::passing(),
            (None, MissingKey::Refuse) => Err(format!(
                "there is no key at {}. Run this in the folder in which the server runs and with its options; a server \
                 makes its key at its first start.",
                self.key_file.display()
            )),
        };
        let keys = key.and_then(|key| Keys::new(key, self.issuer, self.audience).map_err(|error| error.to_string()));
        match keys {
            Ok(keys) => Ok((keys, self.key_file)),
            Err(problem) => Err(Problems::one(KEY_OPTION, problem)),
        }
    }
}

pub(super) fn read(options: &Options, listen: SocketAddr, data_dir: &Path, problems: &mut Problems) -> Identity {
    let needed = (!on_loopback(listen)).then(|| format!("a server that listens on {listen} needs one"));
    let (key, key_file) = key(options, needed.as_deref(), data_dir, problems);
    let mut name = |option, value| problems.keep(option, name(given(value), needed.as_deref()), NAME.into());
    let (issuer, audience) = (name("--issuer", options.issuer.as_ref()), name("--audience", options.audience.as_ref()));
    Identity { key, key_file, issuer, audience }
}

fn key(
    options: &Options,
    needed: Option<&str>,
    data_dir: &Path,
    problems: &mut Problems,
) -> (Option<SigningKey>, PathBuf) {
    let configured = given_path(options.signing_key_file.as_ref());
    let file = configured.clone().unwrap_or_else(|| data_dir.join("signing.key"));
    let read = match (&configured, needed) {
        (None, Some(needed)) => Err(format!("is missing: {needed}; {}", key_file::RECIPE)),
        (Some(file), _) => key_file::read(file).and_then(|key| key.map(Some).ok_or_else(|| absent(file))),
        (None, None) => key_file::read(&file),
    };
    (problems.keep(KEY_OPTION, read, None), file)
}

fn absent(file: &Path) -> String {
    format!("there is no file {}; {}", file.display(), key_file::RECIPE)
}

fn name(given: Option<&str>, needed: Option<&str>) -> Result<String, String> {
    match (given, needed) {
        (None, Some(needed)) => Err(format!("is missing: {needed}, such as {NAME}")),
        (None, None) => Ok(NAME.into()),
        (Some(name), _) if name.chars().count() > MAX_NAME || name.contains(char::is_control) => {
            Err(format!("has to have 1 to {MAX_NAME} characters and no control characters"))
        }
        (Some(name), _) => Ok(name.into()),
    }
}
