//! The release binary in a process of its own, which may have 4 GiB of addresses.

use std::path::PathBuf;

use reqwest::RequestBuilder;
use tempfile::TempDir;

use super::process::{Memory, Process};

pub const ADDRESSES_KIB: u64 = 4 * 1024 * 1024;

pub struct Server {
    pub process: Process,
    address: String,
    client: reqwest::Client,
}

impl Server {
    /// With the demo, on SQLite in a folder of its own.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self::with(folder, &[("STYRGRAF_DEMO", "true"), ("STYRGRAF_KEPT_ANSWERS", "0")])
    }

    /// With these options, and its data in this folder.
    pub fn with(folder: TempDir, options: &[(&str, &str)]) -> Self {
        let limited = format!("ulimit -v {ADDRESSES_KIB} && exec \"$0\" \"$@\"");
        let (binary, data) = (binary(), folder.path().to_owned());
        let words = ["sh".as_ref(), "-c".as_ref(), limited.as_ref(), binary.as_os_str(), "serve".as_ref()];
        let own = ["--listen".as_ref(), "127.0.0.1:0".as_ref(), "--data-dir".as_ref(), data.as_os_str()];
        let variables = [&[("RUST_LOG", "error")], options].concat();
        let mut process = Process::start(folder, &[&words[..], &own].concat(), &variables);
        let line = process.line();
        let Some((_, address)) = line.split_once(" listens on ") else { panic!("the server said: {line}") };
        Self { process, address: address.to_owned(), client: reqwest::Client::new() }
    }

    /// A POST to the endpoint by the public.
    pub fn post(&self) -> RequestBuilder {
        self.client.post(format!("{}/graphql", self.address)).header("Content-Type", "application/json")
    }

    /// Host and port.
    pub fn authority(&self) -> &str {
        self.address.trim_start_matches("http://")
    }

    pub fn memory(&self) -> Memory {
        self.process.memory()
    }
}

/// The one in `STYRGRAF_BIN`, else the one beside the folder of this program.
fn binary() -> PathBuf {
    if let Some(given) = std::env::var_os("STYRGRAF_BIN") {
        return std::path::absolute(given).expect("a path");
    }
    let own = std::env::current_exe().expect("this program's path");
    let binary = own.parent().and_then(|folder| folder.parent()).expect("its folder").join("styrgraf");
    assert!(binary.exists(), "there is no {}: run cargo build --release first", binary.display());
    binary
}
