//! The SQL that the server runs, read from its log.

use std::io;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

const MARK: &str = "sql=";

/// Begins to keep it. What fails in the server goes to stderr.
pub fn start() {
    let filter = EnvFilter::new("error,styrgraf::database=debug");
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(|| Keeper).init();
}

/// The statements since the last call, in the order in which they ended.
pub fn take() -> Vec<String> {
    let log = std::mem::take(&mut *LOG.lock().expect("the log"));
    let log = String::from_utf8_lossy(&log).into_owned();
    log.lines().filter_map(|line| line.split_once(MARK)).map(|(_, sql)| unquoted(sql)).collect()
}

/// The log quotes a text as Rust does.
fn unquoted(sql: &str) -> String {
    sql.trim_matches('"').replace("\\\"", "\"")
}

struct Keeper;

impl io::Write for Keeper {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if line.windows(MARK.len()).any(|part| part == MARK.as_bytes()) {
            LOG.lock().expect("the log").extend_from_slice(line);
        } else {
            io::stderr().write_all(line)?;
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
