//! Options in, a configuration or all its problems out. Each test has a directory of its own.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Config, MissingKey, Options};

mod databases;
mod defaults;
mod key_files;
mod origins;
mod refusals;

/// A directory of its own for each test, gone afterwards.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("styrgraf-config-{:016x}", rand::random::<u64>()));
        fs::create_dir(&path).expect("a writable temporary directory");
        Self(path)
    }

    fn options(&self) -> Options {
        Options { data_dir: Some(self.0.join("data")), ..Options::default() }
    }

    fn key(&self, secret: &[u8]) -> PathBuf {
        let path = self.0.join("own.key");
        fs::write(&path, secret).expect("a writable file");
        restrict(&path, 0o600);
        path
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("our own file");
}

#[cfg(not(unix))]
fn restrict(_: &Path, _: u32) {}

#[expect(clippy::unnecessary_wraps, reason = "it fills an optional field")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn problems(options: &Options) -> String {
    Config::resolve(options, MissingKey::Make).expect_err("a refusal").to_string()
}
