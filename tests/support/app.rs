//! The real server, in this process, on a port and a database of its own.

use std::net::TcpListener;
use std::sync::{Arc, LazyLock, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use entity::Row;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use styrgraf::auth::{Grant, Role};
use styrgraf::clock::Clock;
use styrgraf::config::Config;
use styrgraf::http::Running;
use styrgraf::ledger::{self, WriteTx};
use uuid::Uuid;

use super::actor::Actor;
use super::database::{Backend, OwnDatabase};

/// When every test begins, unless it says otherwise: the day after the demo's meeting, at nine in the morning.
pub static START: LazyLock<DateTime<Utc>> = LazyLock::new(|| "2017-11-01T08:00:00Z".parse().expect("an instant"));

/// The source that tests push under when they do not say which.
const SOURCE: &str = "tests";

/// A server for one test. It stops, and its database goes, when it is dropped.
pub struct App {
    pub server: Arc<styrgraf::App>,
    pub client: reqwest::Client,
    address: String,
    running: Option<Running>,
    database: Arc<OwnDatabase>,
    config: Config,
    time: Arc<Mutex<DateTime<Utc>>>,
}

impl App {
    /// With the reference data and nothing else.
    pub async fn start(on: Backend) -> Self {
        Self::with(on, false, |_| ()).await
    }

    /// With the demo.
    pub async fn demo(on: Backend) -> Self {
        Self::with(on, true, |_| ()).await
    }

    /// With other limits, as `adjust` sets them.
    pub async fn with(on: Backend, demo: bool, adjust: impl FnOnce(&mut styrgraf::App)) -> Self {
        // What fails in the server is told to clients without its cause. No test expects any.
        let _ = tracing_subscriber::fmt().with_max_level(tracing_subscriber::filter::LevelFilter::ERROR).try_init();
        let database = Arc::new(OwnDatabase::new(on, demo).await);
        let config = database.config.clone();
        Self::serve(database, config, Arc::new(Mutex::new(*START)), adjust).await
    }

    /// Another server on the same database, at the same time, that keeps no answers.
    pub async fn beside_without_kept_answers(&self) -> Self {
        let config = Config { kept_answers: 0, ..self.config.clone() };
        Self::serve(self.database.clone(), config, self.time.clone(), |_| ()).await
    }

    /// Another server on the same database, at the same time.
    pub async fn beside(&self) -> Self {
        Self::serve(self.database.clone(), self.config.clone(), self.time.clone(), |_| ()).await
    }

    async fn serve(
        database: Arc<OwnDatabase>,
        config: Config,
        time: Arc<Mutex<DateTime<Utc>>>,
        adjust: impl FnOnce(&mut styrgraf::App),
    ) -> Self {
        let told = time.clone();
        let clock = Clock::from_fn(move || *told.lock().expect("the time"));
        let mut server = styrgraf::App::open(&config, clock).await.expect("the application");
        server.engine.limits.threads = 1;
        adjust(&mut server);
        let server = Arc::new(server);
        let listener = TcpListener::bind(config.listen).expect("a free port");
        let (listening, running) = styrgraf::http::start(server.clone(), listener, 1).expect("the server");
        tokio::spawn(listening);
        let address = format!("http://{}", running.addr);
        Self { server, client: reqwest::Client::new(), address, running: Some(running), database, config, time }
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Host and port.
    pub fn authority(&self) -> &str {
        self.address.trim_start_matches("http://")
    }

    /// Somebody without a token.
    pub fn public(&self) -> Actor<'_> {
        Actor::new(self, None)
    }

    /// Somebody with one role; an integration pushes under the source `tests`.
    pub fn as_role(&self, role: Role) -> Actor<'_> {
        let sources = if role == Role::Integration { vec![SOURCE] } else { Vec::new() };
        self.granted(role, &sources)
    }

    /// An integration that pushes under one source.
    pub fn as_integration(&self, source: &str) -> Actor<'_> {
        self.granted(Role::Integration, &[source])
    }

    /// Somebody who sends this text as a token.
    pub fn bearing(&self, token: impl Into<String>) -> Actor<'_> {
        Actor::new(self, Some(token.into()))
    }

    fn granted(&self, role: Role, sources: &[&str]) -> Actor<'_> {
        let sources = sources.iter().map(ToString::to_string).collect();
        self.bearing(self.token(&Grant { subject: role.name().into(), roles: vec![role], sources, expires: DAY }))
    }

    /// A good token.
    pub fn token(&self, grant: &Grant) -> String {
        self.server.keys.issue(grant, self.now()).expect("a token")
    }

    /// The server's secret.
    pub fn secret(&self) -> Vec<u8> {
        let secret = std::fs::read_to_string(&self.database.config.signing_key_file).expect("the key");
        secret.trim().as_bytes().to_vec()
    }

    /// Tells the server to stop, and gives what ends when it has stopped.
    pub fn stop(&mut self) -> impl Future<Output = ()> + use<> {
        self.running.take().expect("a server that runs").stop()
    }

    pub fn config(&self) -> &Config {
        &self.config
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.server.clock.now()
    }

    /// Moves the server's clock on.
    pub fn pass(&self, time: TimeDelta) {
        *self.time.lock().expect("the time") += time;
    }

    /// The database's own kind, which is SQLite also where PostgreSQL is missing.
    pub fn backend(&self) -> DbBackend {
        self.server.db.backend()
    }

    /// How many SQL statements have been run. From here on nothing is answered by what was kept before.
    pub fn statements(&self) -> u64 {
        self.server.engine.forget_answers();
        self.server.db.statements()
    }

    /// Inserts rows through the ledger.
    pub async fn write<R: Row>(&self, rows: Vec<R>) -> Vec<R> {
        let work = async move |change: &mut WriteTx| change.insert(rows).await;
        let actor = ledger::Actor::system();
        let written = self.server.ledger.commit(&actor, work).await;
        written.expect("the rows").0
    }

    /// How many lines the ledger has.
    pub async fn changes(&self) -> i64 {
        self.number("SELECT count(*) AS number FROM change").await
    }

    /// The whole number that a statement gives under the name `number`.
    pub async fn number(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.backend(), sql);
        let row = self.server.db.reader().query_one_raw(statement).await.expect("a result").expect("a row");
        row.try_get("", "number").expect("a number")
    }

    /// The texts that a statement gives under the name `text`.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let statement = Statement::from_string(self.backend(), sql);
        let rows = self.server.db.reader().query_all_raw(statement).await.expect("a result");
        rows.iter().map(|row| row.try_get("", "text").expect("a text")).collect()
    }

    /// Writes past the ledger, as somebody might who has the database's password.
    pub async fn tamper(&self, sql: &str) {
        self.server.db.migrator().execute_unprepared(sql).await.expect("a change");
        self.server.engine.forget_kept();
    }
}

const DAY: TimeDelta = TimeDelta::days(1);

impl Drop for App {
    fn drop(&mut self) {
        let running = self.running.take();
        self.client = reqwest::Client::new();
        tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(async {
                if let Some(running) = running {
                    running.stop().await;
                }
                self.server.db.clone().close().await;
                // The last server on it takes it away.
                if Arc::strong_count(&self.database) == 1 {
                    self.database.remove().await;
                }
            });
        });
    }
}

/// An id that no row has.
pub fn unused_id() -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000)
}
