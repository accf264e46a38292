//! Another program, for as long as this one runs and wants it.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdout, Command, Stdio};

use tempfile::TempDir;

/// Runs in a folder of its own, and ends when it is dropped, or when this program ends in whatever way.
pub struct Process {
    pub id: u32,
    shell: Child,
    output: BufReader<ChildStdout>,
    _folder: TempDir,
}

/// Memory in KiB.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    pub now: u64,
    pub peak: u64,
}

/// Ends the program when the input ends. What it writes comes after its id.
const SCRIPT: &str = r#"
sh -c 'echo $$; exec "$@"' sh "$@" </dev/null &
program=$!
trap 'kill -KILL "$program" 2>/dev/null; wait "$program" 2>/dev/null || :' EXIT
trap '' INT HUP
exec >/dev/null
while read -r _; do :; done
"#;

impl Process {
    /// Runs a program with these arguments and nothing but these variables in its environment.
    pub fn start(folder: TempDir, words: &[&OsStr], variables: &[(&str, &str)]) -> Self {
        let mut shell = Command::new("sh");
        shell.args(["-c", SCRIPT, "sh"]).args(words).current_dir(folder.path());
        shell.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).envs(variables.iter().copied());
        // A group of its own, so that Ctrl+C in a terminal does not reach the shell before its input ends.
        shell.stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0);
        let mut shell = shell.spawn().expect("a shell");
        let output = BufReader::new(shell.stdout.take().expect("its output"));
        let mut process = Self { id: 0, shell, output, _folder: folder };
        process.id = process.line().parse().expect("the program's id");
        process
    }

    /// The next line that it writes.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("a line");
        assert!(!line.is_empty(), "a program has ended early: see above");
        line.trim().to_owned()
    }

    pub fn memory(&self) -> Memory {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id)).expect("a running program");
        let line = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        let number = |name: &str| line(name).trim().trim_end_matches(" kB").parse().expect("a number");
        Memory { now: number("VmRSS:"), peak: number("VmHWM:") }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}

impl std::fmt::Display for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} MiB, at its peak {} MiB", self.now / 1024, self.peak / 1024)
    }
}
