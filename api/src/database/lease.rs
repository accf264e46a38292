//! One connection, taken from its pool. It goes back only in good order; in every other case it is closed.

use std::time::Duration;

use sea_orm::{DbBackend, ExecResult, QueryResult, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Postgres, Sqlite};

/// How long a connection may take to show that it can be used again.
const RETURN: Duration = Duration::from_secs(2);

/// A connection that nobody else uses. Dropped, it is closed: only [`Lease::give_back`] returns it to the pool.
pub(super) struct Lease(Option<Connection>);

enum Connection {
    Postgres(PoolConnection<Postgres>),
    Sqlite(PoolConnection<Sqlite>),
}

/// Does the same with a connection of either kind.
macro_rules! on {
    ($lease:expr, $connection:ident => $work:expr) => {
        match $lease.0.as_mut() {
            Some(Connection::Postgres($connection)) => $work,
            Some(Connection::Sqlite($connection)) => $work,
            None => Err(sqlx::Error::PoolClosed),
        }
    };
}

impl Lease {
    pub(super) fn backend(&self) -> DbBackend {
        if matches!(self.0, Some(Connection::Postgres(_))) { DbBackend::Postgres } else { DbBackend::Sqlite }
    }

    pub(super) async fn execute(&mut self, statement: Statement) -> Result<ExecResult, sqlx::Error> {
        on!(self, connection => query(statement).execute(&mut **connection).await.map(Into::into))
    }

    pub(super) async fn query(&mut self, statement: Statement) -> Result<Vec<QueryResult>, sqlx::Error> {
        on!(self, connection => {
            let rows = query(statement).fetch_all(&mut **connection).await?;
            Ok(rows.into_iter().map(Into::into).collect())
        })
    }

    /// Runs several statements in one go, without values, and gives the rows of all of them.
    pub(super) async fn run(&mut self, sql: &str) -> Result<Vec<QueryResult>, sqlx::Error> {
        on!(self, connection => {
            let rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(&mut **connection).await?;
            Ok(rows.into_iter().map(Into::into).collect())
        })
    }

    /// Returns the connection to its pool, which tries it first; if it does not answer in time, it is closed.
    pub(super) async fn give_back(mut self) {
        let returned = match self.0.take() {
            Some(Connection::Postgres(mut connection)) => {
                tokio::time::timeout(RETURN, connection.return_to_pool()).await
            }
            Some(Connection::Sqlite(mut connection)) => tokio::time::timeout(RETURN, connection.return_to_pool()).await,
            None => Ok(()),
        };
        if returned.is_err() {
            tracing::warn!("a connection to the database did not answer when it was returned, and was closed");
        }
    }
}

fn query<'q, DB: sqlx::Database>(statement: Statement) -> sqlx::query::Query<'q, DB, SqlxValues>
where
    SqlxValues: sqlx::IntoArguments<DB>,
{
    let values = statement.values.unwrap_or_else(|| sea_orm::sea_query::Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

impl From<PoolConnection<Postgres>> for Lease {
    fn from(connection: PoolConnection<Postgres>) -> Self {
        Self(Some(Connection::Postgres(connection)))
    }
}

impl From<PoolConnection<Sqlite>> for Lease {
    fn from(connection: PoolConnection<Sqlite>) -> Self {
        Self(Some(Connection::Sqlite(connection)))
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        match self.0.take() {
            Some(Connection::Postgres(connection)) => drop(connection.detach()),
            Some(Connection::Sqlite(connection)) => drop(connection.detach()),
            None => {}
        }
    }
}
