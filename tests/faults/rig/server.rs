//! The program, started, stopped and killed.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use chrono::TimeDelta;
use styrgraf::auth::{Grant, Role};
use styrgraf::clock::Clock;
use styrgraf::config::{Config, MissingKey, Options};

use super::binary::BINARY;
use super::client::Client;
use super::disk::limit_files;

/// What a server is started with.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    pub folder: PathBuf,
    /// The same for every start, so that clients find it again.
    pub port: u16,
    /// None: an SQLite file in the folder.
    pub database: Option<String>,
    /// Where the log goes. None: a file in the folder.
    pub log: Option<PathBuf>,
    /// Logs each statement, where nothing else is worth a line.
    pub is_verbose: bool,
}

pub struct Server {
    process: Child,
    address: String,
    config: Config,
    /// Open as long as the server may have something to say.
    _said: BufReader<ChildStdout>,
}

impl Setup {
    pub fn new(folder: &Path, database: Option<String>) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        Self { folder: folder.to_owned(), port, database, ..Self::default() }
    }

    /// Starts the server and waits until it listens.
    pub fn start(&self) -> Server {
        let mut process = self.command("serve").stdout(Stdio::piped()).spawn().expect("the server");
        let mut said = BufReader::new(process.stdout.take().expect("its output"));
        let mut line = String::new();
        said.read_line(&mut line).expect("its first line");
        let Some((_, address)) = line.trim().split_once(" listens on ") else {
            panic!("the server said \"{line}\", and in its log: {}", self.logged());
        };
        let address = address.to_owned();
        Server { process, address, config: self.config(), _said: said }
    }

    /// Whether `styrgraf ledger verify` finds every line in order, with no number left out.
    pub fn ledger_is_intact(&self) -> bool {
        self.command("ledger verify").stdout(Stdio::null()).status().expect("the program").success()
    }

    /// What the server has logged first. A log that cannot be written may be read without end.
    fn logged(&self) -> String {
        let mut text = String::new();
        let file = std::fs::File::open(self.log_file());
        let _ = file.and_then(|file| file.take(16 * 1024).read_to_string(&mut text));
        text
    }

    /// A file that may not grow (see [`Server::limit_files`]) is an error of the write, not a signal.
    fn command(&self, command: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("trap '' XFSZ; exec \"$0\" {command}")]).arg(&*BINARY);
        shell
            .env_clear()
            .env("RUST_LOG", if self.is_verbose { "debug" } else { "warn" })
            .env("STYRGRAF_DEMO", "false")
            .stdin(Stdio::null());
        shell.env("STYRGRAF_LISTEN", format!("127.0.0.1:{}", self.port)).env("STYRGRAF_DATA_DIR", &self.folder);
        shell.envs(self.database.iter().map(|url| ("STYRGRAF_DATABASE_URL", url)));
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.log_file()).expect("a log");
        shell.stderr(log);
        shell
    }

    fn log_file(&self) -> PathBuf {
        self.log.clone().unwrap_or_else(|| self.folder.join("log"))
    }

    fn config(&self) -> Config {
        let options = Options { data_dir: Some(self.folder.clone()), ..Options::default() };
        Config::resolve(&options, MissingKey::Make).expect("a configuration")
    }
}

impl Server {
    /// An integration that pushes under the source `faults`, and reads what it pushed.
    pub fn client(&self) -> Client {
        let grant = Grant {
            subject: "faults".into(),
            roles: vec![Role::Integration],
            sources: vec!["faults".into()],
            expires: TimeDelta::hours(8),
        };
        let token = self.config.keys.issue(&grant, Clock::system().now()).expect("a token");
        Client::new(&self.address, token)
    }

    /// Host and port.
    pub fn authority(&self) -> &str {
        self.address.trim_start_matches("http://")
    }

    /// Limits the size of each file that it writes. None: no limit.
    pub fn limit_files(&self, bytes: Option<u64>) {
        limit_files(self.process.id(), bytes);
    }

    /// Its memory at the peak, in MiB.
    pub fn peak(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        peak.trim().trim_end_matches(" kB").parse().unwrap_or(0) / 1024
    }

    /// Ends it as a lack of memory or an impatient operator does.
    pub fn kill(mut self) {
        self.process.kill().expect("a process");
        self.process.wait().expect("its end");
    }

    /// Asks it to stop, and waits until it did. Whether it ended well.
    pub fn terminate(mut self) -> bool {
        let told = Command::new("kill").arg(self.process.id().to_string()).status();
        assert!(told.is_ok_and(|status| status.success()), "the server could not be told to stop");
        self.process.wait().expect("its end").success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
