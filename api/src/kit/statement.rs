//! A select as text and values.

use std::fmt::{self, Write};

use sea_orm::sea_query::{
    PostgresQueryBuilder, QueryBuilder, SelectStatement, SqlWriter, SqlWriterValues, SqliteQueryBuilder, Value,
};
use sea_orm::{DbBackend, Statement};

/// The text and the values of a select. The size of a page is written out: only if it knows how few rows are wanted does PostgreSQL plan
/// the statement once, and not each time.
#[must_use]
pub fn statement(backend: DbBackend, select: &SelectStatement) -> Statement {
    let Sizes(written) = if backend == DbBackend::Postgres {
        written(select, PostgresQueryBuilder)
    } else {
        written(select, SqliteQueryBuilder)
    };
    let (sql, values) = written.into_parts();
    Statement { sql, values: Some(values), db_backend: backend }
}

fn written(select: &SelectStatement, builder: impl QueryBuilder) -> Sizes {
    let (placeholder, numbered) = builder.placeholder();
    let mut sizes = Sizes(SqlWriterValues::new(placeholder, numbered));
    select.build_collect_into(builder, &mut sizes);
    sizes
}

/// Writes out numbers without a sign, which are sizes and no column's values.
struct Sizes(SqlWriterValues);

impl Write for Sizes {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_str(text)
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl SqlWriter for Sizes {
    fn push_param<T: QueryBuilder>(&mut self, value: Value, builder: &T) {
        if let Value::BigUnsigned(Some(size)) = value {
            // Writing to a string does not fail.
            let _ = write!(self.0, "{size}");
        } else {
            self.0.push_param(value, builder);
        }
    }

    fn as_writer(&mut self) -> &mut dyn Write {
        self
    }
}
