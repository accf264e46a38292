//! A PostgreSQL server of one test's own, over TCP, that can be stopped, killed and frozen.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout};
use std::sync::Mutex;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

use crate::support::postgres::{must_not_be_required, programs, shell};

pub struct Postgres {
    port: u16,
    script: Mutex<Script>,
}

struct Script {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Postgres {
    /// None where PostgreSQL is not installed.
    pub fn start() -> Option<Self> {
        Self::start_in(None, "")
    }

    /// With its files in a folder, and other settings, such as `-c max_connections=10`.
    pub fn start_in(folder: Option<&Path>, settings: &str) -> Option<Self> {
        let Some(programs) = programs() else {
            must_not_be_required();
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let mut shell = shell(&programs, include_str!("postgres.sh"));
        shell.env("PORT", port.to_string()).env("SETTINGS", settings);
        if let Some(folder) = folder {
            shell.env("BASE", folder);
        }
        let mut process = shell.spawn().expect("a shell");
        let input = process.stdin.take();
        let output = BufReader::new(process.stdout.take().expect("its output"));
        let postgres = Self { port, script: Mutex::new(Script { process, input, output }) };
        postgres.order("start");
        Some(postgres)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address of its database, perhaps through a proxy's port.
    pub fn url(port: u16) -> String {
        format!("postgres://tests@127.0.0.1:{port}/postgres?sslmode=disable")
    }

    /// `start`, `fast` (a shutdown), `immediate`, `kill`, `freeze`, `thaw`. Comes back when it is done.
    pub fn order(&self, order: &str) {
        let mut script = self.script.lock().expect("the script");
        let input = script.input.as_mut().expect("its input");
        writeln!(input, "{order}").expect("an order");
        let mut answer = String::new();
        script.output.read_line(&mut answer).expect("an answer");
        assert_eq!(answer.trim(), "done", "{order}");
    }

    /// Moves what pushes write, without its indexes, into this folder.
    pub async fn move_tables_to(&self, folder: &Path) {
        let folder = folder.join("tables").display().to_string();
        self.order(&format!("folder {folder}"));
        self.run(&format!("CREATE TABLESPACE small LOCATION '{folder}'")).await;
        for table in ["evaluation", "finding", "change", "change_detail"] {
            self.run(&format!("ALTER TABLE {table} SET TABLESPACE small")).await;
        }
    }

    /// A session past the server under test.
    pub async fn session(&self) -> DatabaseConnection {
        Database::connect(Self::url(self.port)).await.expect("a session")
    }

    pub async fn run(&self, sql: &str) {
        let session = self.session().await;
        session.execute_unprepared(sql).await.expect("a statement");
        session.close().await.expect("closing");
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Ok(script) = self.script.get_mut() {
            // It ends with its input, and takes the server and the files with it.
            script.input = None;
            let _ = script.process.wait();
        }
    }
}
