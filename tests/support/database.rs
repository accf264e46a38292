//! A database for each test: a copy of one that has been migrated and holds the reference data, and the demo if wanted.

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use sea_orm::{ConnectionTrait, Database};
use styrgraf::clock::Clock;
use styrgraf::config::{Config, MissingKey, Options};
use tempfile::TempDir;
use url::Url;
use uuid::Uuid;

use super::app::START;
use super::postgres::SERVER;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// A database that lives as long as its test.
pub struct OwnDatabase {
    pub config: Config,
    _folder: TempDir,
    on_server: Option<(Url, String)>,
}

impl OwnDatabase {
    pub async fn new(on: Backend, demo: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let on_server = if let (Backend::Postgres, Some(server)) = (on, &*SERVER) {
            let name = format!("styrgraf_test_{}", Uuid::new_v4().simple());
            let template = if demo { &*POSTGRES_DEMO } else { &*POSTGRES };
            run(server, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
            Some((server.clone(), name))
        } else {
            let template = if demo { &*SQLITE_DEMO } else { &*SQLITE };
            std::fs::copy(template.as_path(), folder.path().join("styrgraf.db")).expect("a copy");
            None
        };
        let url = on_server.as_ref().map(|(server, name)| named(server, name));
        Self { config: config(folder.path(), url, demo), _folder: folder, on_server }
    }

    pub async fn remove(&self) {
        if let Some((server, name)) = &self.on_server {
            run(server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

static SQLITE: LazyLock<PathBuf> = LazyLock::new(|| sqlite_template(false));
static SQLITE_DEMO: LazyLock<PathBuf> = LazyLock::new(|| sqlite_template(true));
static POSTGRES: LazyLock<String> = LazyLock::new(|| postgres_template(false));
static POSTGRES_DEMO: LazyLock<String> = LazyLock::new(|| postgres_template(true));

/// Kept until the process ends; the system empties its folder for temporary files.
fn sqlite_template(demo: bool) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(if demo { "demo" } else { "plain" });
    let _ = std::fs::remove_dir_all(&folder);
    fill(config(&folder, None, demo));
    folder.join("styrgraf.db")
}

/// One name for all runs, so that a run on a server that stays leaves two databases at the most.
fn postgres_template(demo: bool) -> String {
    let name = if demo { "styrgraf_tests_demo" } else { "styrgraf_tests_plain" };
    let server = SERVER.clone().expect("a server");
    let folder = tempfile::tempdir().expect("a folder");
    let config = config(folder.path(), Some(named(&server, name)), demo);
    apart(async move {
        run(&server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        run(&server, &format!("CREATE DATABASE {name}")).await;
    });
    fill(config);
    name.to_owned()
}

/// Set where it is measured what making an answer costs.
pub static NONE_KEPT: OnceLock<()> = OnceLock::new();

fn config(folder: &Path, database: Option<Url>, demo: bool) -> Config {
    let options = Options {
        listen: Some("127.0.0.1:0".into()),
        database_url: database.map(String::from),
        data_dir: Some(folder.to_owned()),
        demo: Some(demo.to_string()),
        kept_answers: NONE_KEPT.get().map(|()| "0".to_owned()),
        ..Options::default()
    };
    Config::resolve(&options, MissingKey::Make).expect("a configuration")
}

fn fill(config: Config) {
    apart(async move {
        let app = styrgraf::App::open(&config, Clock::fixed(*START)).await.expect("a migrated database");
        app.db.close().await;
    });
}

/// Runs what is done once for all tests, each of which has a runtime of its own.
fn apart(work: impl Future<Output = ()> + Send + 'static) {
    let runtime = || tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    std::thread::spawn(move || runtime().expect("a runtime").block_on(work)).join().expect("a template");
}

fn named(server: &Url, name: &str) -> Url {
    let mut url = server.clone();
    url.set_path(name);
    url
}

async fn run(server: &Url, sql: &str) {
    let connection = Database::connect(server.as_str()).await.expect("the PostgreSQL server");
    connection.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    connection.close().await.expect("closing");
}
