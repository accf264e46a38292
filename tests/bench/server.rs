//! The release binary in a process of its own, which may have 4 GiB of addresses.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

use reqwest::RequestBuilder;
use tempfile::TempDir;

pub const ADDRESSES_KIB: u64 = 4 * 1024 * 1024;

pub struct Server {
    process: Child,
    address: String,
    client: reqwest::Client,
    /// Open as long as the server may have something to say.
    _said: BufReader<ChildStdout>,
    _folder: TempDir,
}

/// Memory in KiB.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    pub now: u64,
    pub peak: u64,
}

impl Server {
    /// With the demo, on SQLite in a folder of its own.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -v {ADDRESSES_KIB} && exec \"$0\" \"$@\"")]).arg(binary());
        shell.args(["serve", "--listen", "127.0.0.1:0", "--demo", "true", "--data-dir"]).arg(folder.path());
        shell.env_clear().env("RUST_LOG", "error").stdout(Stdio::piped());
        let mut process = shell.spawn().expect("the server");
        let mut said = BufReader::new(process.stdout.take().expect("its output"));
        let mut line = String::new();
        said.read_line(&mut line).expect("its first line");
        let Some((_, address)) = line.trim().split_once(" listens on ") else { panic!("the server said: {line}") };
        let address = address.to_owned();
        Self { process, address, client: reqwest::Client::new(), _said: said, _folder: folder }
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
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).expect("a running server");
        let line = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        let number = |name: &str| line(name).trim().trim_end_matches(" kB").parse().expect("a number");
        Memory { now: number("VmRSS:"), peak: number("VmHWM:") }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// It lies beside the folder of this program.
fn binary() -> PathBuf {
    let own = std::env::current_exe().expect("this program's path");
    let binary = own.parent().and_then(|folder| folder.parent()).expect("its folder").join("styrgraf");
    assert!(binary.exists(), "there is no {}: run cargo build --release first", binary.display());
    binary
}

impl std::fmt::Display for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} MiB, at its peak {} MiB", self.now / 1024, self.peak / 1024)
    }
}
