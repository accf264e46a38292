//! Those who are asked the same, each in a process of its own.

use std::ffi::OsStr;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::bare;
use super::load::{self, Answer};
use super::postgraphile::Installed;
use crate::process::Process;
use crate::server::Server;

pub struct Contestant {
    pub name: &'static str,
    /// MiB for kept answers. None: it is not Styrgraf.
    pub kept: Option<u32>,
    pub address: SocketAddr,
    pub request: Vec<u8>,
    pub process: Process,
}

/// The names of those to which ratios are given.
pub const POSTGRAPHILE: &str = "PostGraphile";
pub const STATEMENT: &str = "one SQL statement";
pub const BYTES: &str = "the bytes alone";

const OURS: &str = include_str!("ours.graphql");
const THEIRS: &str = include_str!("postgraphile.graphql");

/// How long one may take to start.
const START: Duration = Duration::from_mins(1);

/// Styrgraf, with this many MiB for kept answers, on a database.
pub fn ours(name: &'static str, kept: u32, database: &str) -> Contestant {
    let mib = kept.to_string();
    let options = [("STYRGRAF_DATABASE_URL", database), ("STYRGRAF_KEPT_ANSWERS", &mib), ("STYRGRAF_DEMO", "false")];
    let server = Server::with(folder(), &options);
    let address = server.authority().parse().expect("an address");
    Contestant { name, kept: Some(kept), address, request: load::post(OURS), process: server.process }
}

pub fn postgraphile(installed: &Installed, database: &str) -> Contestant {
    let address = free_address();
    let port = address.port().to_string();
    let words = [
        "-C".as_ref(),
        installed.config.as_os_str(),
        "-n".as_ref(),
        "127.0.0.1".as_ref(),
        "-p".as_ref(),
        port.as_ref(),
    ];
    let program = [installed.node.as_os_str(), installed.program.as_os_str()];
    let variables = [("NODE_ENV", "production"), ("GRAPHILE_ENV", "production"), ("DATABASE_URL", database)];
    let process = Process::start(folder(), &[&program[..], &words].concat(), &variables);
    Contestant { name: POSTGRAPHILE, kept: None, address, request: load::post(THEIRS), process }
}

/// A handler with one statement by hand.
pub fn one_statement(database: &str) -> Contestant {
    bare(STATEMENT, bare::STATEMENT.as_ref(), database.as_ref())
}

/// A handler that gives what is in a file.
pub fn bytes(file: &Path) -> Contestant {
    bare(BYTES, bare::BYTES.as_ref(), file.as_os_str())
}

fn bare(name: &'static str, which: &OsStr, argument: &OsStr) -> Contestant {
    let program = std::env::current_exe().expect("this program's path");
    let mut process = Process::start(folder(), &[program.as_os_str(), which, argument], &[]);
    let address = process.line().parse().expect("an address");
    Contestant { name, kept: None, address, request: load::post(OURS), process }
}

impl Contestant {
    /// Its answer, once it has started.
    pub async fn answer(&self) -> Answer {
        let start = Instant::now();
        loop {
            match load::ask(self.address, &self.request).await {
                Ok(answer) => return answer,
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused && start.elapsed() < START => {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                Err(error) => panic!("{}: {error}", self.name),
            }
        }
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn free_address() -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address")
}
