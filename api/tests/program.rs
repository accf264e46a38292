//! The program as a process of its own: what it prints, how it ends, and that nobody has to listen to it.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, PipeReader, Read, Write, pipe};
use std::net::TcpStream;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// A server for one test, with a data directory of its own.
struct Program {
    child: Child,
    address: String,
    /// What it prints after its address.
    stdout: Option<BufReader<PipeReader>>,
}

const TICK: Duration = Duration::from_millis(50);

/// Waits for what must come, for a minute.
fn wait(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..1_200 {
        if is_so() {
            return;
        }
        sleep(TICK);
    }
    panic!("after a minute not yet: {what}");
}

fn folder(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_styrgraf"));
    command.env_clear().env("STYRGRAF_LISTEN", "127.0.0.1:0").env("STYRGRAF_DEMO", "false");
    command.env("STYRGRAF_DATA_DIR", folder);
    command
}

impl Program {
    /// Starts it, and reads where it listens.
    fn start(mut command: Command) -> Self {
        let (reader, writer) = pipe().expect("a pipe");
        let child = command.stdout(writer).spawn().expect("the program");
        drop(command);
        let mut stdout = BufReader::new(reader);
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line");
        let (_, address) = line.trim().split_once(" listens on http://").unwrap_or_else(|| panic!("it said: {line}"));
        Self { child, address: address.to_owned(), stdout: Some(stdout) }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a setting");
        stream
    }

    /// What it answers to a query.
    fn ask(&self) -> String {
        let mut stream = self.connect();
        let request = "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        let mut answer = String::new();
        let answered = stream.write_all(request.as_bytes()).and_then(|()| stream.read_to_string(&mut answer));
        answered.unwrap_or_else(|error| panic!("{error} after {answer:?}"));
        answer
    }

    /// Stops it, and gives the rest of what it printed.
    fn printed(mut self) -> String {
        self.signal("-TERM");
        assert!(self.end().success());
        let mut printed = String::new();
        self.stdout.take().expect("stdout").read_to_string(&mut printed).expect("a text");
        printed
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill").success());
    }

    fn end(&mut self) -> ExitStatus {
        let mut status = None;
        wait("it ends", || {
            status = self.child.try_wait().expect("a status");
            status.is_some()
        });
        status.expect("a status")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks until any pipe has been full for long, and stops in good order.
fn serves_and_stops(mut program: Program) {
    for _ in 0..200 {
        let answer = program.ask();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    program.signal("-TERM");
    assert!(program.end().success());
}

fn logging_to(test: &str, stderr: impl Into<Stdio>) -> Program {
    let mut command = command(&folder(test));
    command.env("RUST_LOG", "trace").stderr(stderr);
    Program::start(command)
}

#[test]
fn a_log_on_a_full_disk_costs_no_answer() {
    let full = OpenOptions::new().write(true).open("/dev/full").expect("a device that is full");
    serves_and_stops(logging_to("full", full));
}

#[test]
fn a_log_whose_reader_went_away_costs_no_answer() {
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    serves_and_stops(logging_to("gone", writer));
}

#[test]
fn a_log_that_is_not_read_costs_no_answer() {
    let (_reader, writer) = pipe().expect("a pipe");
    serves_and_stops(logging_to("unread", writer));
}

#[test]
fn the_last_lines_of_the_log_are_written() {
    let folder = folder("last");
    let log = folder.join("log");
    let mut command = command(&folder);
    command.stderr(File::create(&log).expect("a file"));
    let mut program = Program::start(command);
    program.signal("-TERM");
    assert!(program.end().success());
    let log = fs::read_to_string(log).expect("the log");
    assert!(log.contains("SIGTERM was received"), "{log}");
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let folder = folder("twice");
    let log = folder.join("log");
    let mut command = command(&folder);
    command.stderr(File::create(&log).expect("a file"));
    let mut program = Program::start(command);
    let mut under_way = program.connect();
    let head =
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n";
    under_way.write_all(head.as_bytes()).expect("sent");
    program.ask();
    program.signal("-TERM");
    wait("it lets nobody in", || TcpStream::connect(&program.address).is_err());
    program.signal("-INT");
    assert_eq!(program.end().code(), Some(1));
    let log = fs::read_to_string(log).expect("the log");
    assert!(log.contains("error: SIGINT was received while stopping"), "{log}");
}

#[test]
fn nobody_has_to_read_what_it_prints() {
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
    let mut command = command(&folder("silent"));
    command.env("STYRGRAF_LISTEN", port.to_string()).stdout(writer).stderr(Stdio::null());
    let child = command.spawn().expect("the program");
    let program = Program { child, address: port.to_string(), stdout: None };
    wait("it listens", || TcpStream::connect(&program.address).is_ok());
    serves_and_stops(program);
}

#[test]
fn tokens_are_printed_only_where_the_server_is_there_to_be_tried() {
    let folder = folder("tokens");
    let key = folder.join("own.key");
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create(true).mode(0o600).open(&key).expect("a key");
    file.write_all(b"0123456789abcdef0123456789abcdef").expect("a key");
    let started = |key: Option<&Path>, demo: &str| {
        let mut command = command(&folder);
        command.env("STYRGRAF_DEMO", demo).stderr(Stdio::null());
        command.envs(key.map(|key| ("STYRGRAF_SIGNING_KEY_FILE", key)));
        Program::start(command).printed()
    };
    for (key, demo, are_printed) in [(None, "false", true), (Some(&*key), "false", false), (Some(&*key), "true", true)]
    {
        let printed = started(key, demo);
        assert_eq!(printed.contains("admin:\ney"), are_printed, "{key:?} {demo}: {printed}");
        assert_eq!(printed.contains("graphiql#token="), are_printed, "{printed}");
        assert_eq!(printed.contains("styrgraf token issue"), !are_printed, "{printed}");
    }
}

#[test]
fn origins_come_by_flag_or_in_one_variable() {
    let folder = folder("origins");
    let shown = |flags: &[&str]| {
        let mut command = command(&folder);
        command.env("STYRGRAF_CORS_ORIGIN", "https://one.example,https://two.example");
        let output = command.arg("check-config").args(flags).output().expect("the program");
        (output.status.success(), String::from_utf8([output.stdout, output.stderr].concat()).expect("text"))
    };
    let (is_good, told) = shown(&[]);
    assert!(is_good && told.contains("https://one.example, https://two.example"), "{told}");
    let (is_good, told) = shown(&["--cors-origin", "http://three.example", "--cors-origin", "http://four.example"]);
    assert!(is_good && told.contains("http://three.example, http://four.example"), "{told}");
    assert!(!told.contains("one.example"), "the flag wins: {told}");
    let (is_good, told) = shown(&["--cors-origin", "https://one.example/"]);
    assert!(!is_good && told.contains("write https://one.example"), "{told}");
}
