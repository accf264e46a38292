//! The PostgreSQL server of a run: the one in `TEST_POSTGRES_URL`, else a private one from the installed programs.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{LazyLock, Mutex};

use url::Url;

/// The address of a server in which databases can be made. None when there is no PostgreSQL.
pub static SERVER: LazyLock<Option<Url>> = LazyLock::new(|| {
    let given = std::env::var("TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty());
    let server = match given {
        Some(url) => Some(url.parse().expect("TEST_POSTGRES_URL is no URL")),
        None => programs().map(|programs| private(&programs)),
    };
    if server.is_none() {
        must_not_be_required();
    }
    server
});

/// The private server runs for as long as its input is open: it ends with the process, however that ends.
static PRIVATE: Mutex<Option<Child>> = Mutex::new(None);

/// Runs until its input ends, and leaves nothing behind.
const SCRIPT: &str = r#"
set -eu
# In memory where there is room: making a database is a matter of 300 small files.
room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
if [ "${room:-0}" -gt 1000000 ]; then TMPDIR=/dev/shm; export TMPDIR; fi
dir=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill -QUIT "$server"; wait "$server" || :; fi; rm -rf "$dir"' EXIT
trap '' INT HUP
initdb --pgdata "$dir/data" --username tests --auth trust --encoding UTF8 --locale C --no-sync >"$dir/log" 2>&1 </dev/null ||
  { cat "$dir/log" >&2; exit 1; }
postgres -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=300 \
  -c autovacuum=off -c max_wal_size=256MB >"$dir/log" 2>&1 </dev/null &
server=$!
until pg_isready -q -h "$dir"; do
  kill -0 "$server" 2>/dev/null || { cat "$dir/log" >&2; exit 1; }
  sleep 0.05
done
echo "$dir"
while read -r _; do :; done
"#;

fn private(programs: &Path) -> Url {
    let mut shell = shell(programs, SCRIPT);
    let mut shell = shell.spawn().expect("a shell");
    let output = shell.stdout.take().expect("its output");
    *PRIVATE.lock().expect("the private server") = Some(shell);
    let mut folder = String::new();
    BufReader::new(output).read_line(&mut folder).expect("the server's folder");
    assert!(!folder.is_empty(), "the private PostgreSQL server did not start: see above");
    let mut url: Url = "postgres://tests@localhost/postgres".parse().expect("a URL");
    url.query_pairs_mut().append_pair("host", folder.trim());
    url
}

/// Runs a script with these programs, as a user that PostgreSQL takes.
pub fn shell(programs: &Path, script: &str) -> Command {
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).env("PATH", path).current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped());
    // A group of its own, so that Ctrl+C in a terminal does not reach it before its input ends.
    shell.process_group(0);
    if id(&["-u"]) == Some(0) {
        // The server refuses to run as root.
        let user = ["postgres", "nobody"].into_iter().find(|user| id(&["-u", user]).is_some());
        let user = user.expect("PostgreSQL needs a user that is not root: postgres or nobody");
        shell.uid(id(&["-u", user]).unwrap_or_default()).gid(id(&["-g", user]).unwrap_or_default());
    }
    shell
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// The folder of the server's programs: on the PATH, or among Debian's, where the newest is taken.
pub fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).collect::<Vec<_>>().into_iter();
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some((entry.as_ref().ok()?.file_name().to_str()?.parse().ok()?, entry.ok()?.path())))
        .collect();
    versions.sort();
    let versions = versions.into_iter().rev().map(|(_, folder)| folder.join("bin"));
    on_path.chain(versions).find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

pub fn must_not_be_required() {
    let required = std::env::var("REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
    assert!(!required, "REQUIRE_POSTGRES=1, and there is no PostgreSQL: install it or set TEST_POSTGRES_URL");
    // Straight to the terminal: what tests print is kept back when they pass.
    let _ = writeln!(
        std::io::stderr(),
        "\n*** THERE IS NO POSTGRESQL HERE: the tests named Postgres run on SQLite. ***\n\
         *** Install it (apt-get install postgresql) or set TEST_POSTGRES_URL.   ***\n"
    );
}
