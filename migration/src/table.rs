//! A table that reads like its list of columns and sort orders.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema;
use sea_orm_migration::sea_orm::DbBackend;

use crate::index::{Index, Key};

/// A date that is missing comes last and after every date there can be, whose years are 1 to 9999: the ending of the
/// column beside it, and what is in that one on PostgreSQL and on SQLite, which keeps dates as text.
const NULLS_LAST: [(&str, &str, &str); 2] =
    [("_or_last", "10000-01-01", "9999-12-32"), ("_or_first", "0001-12-31 BC", "0000-12-31")];

/// A table that is about to be created. Every one has an id, a version and the instants of its first and last write.
pub struct NewTable {
    name: &'static str,
    table: TableCreateStatement,
    references: Vec<&'static str>,
    nulls_last: Vec<&'static str>,
    indexes: Vec<Index>,
}

/// The table of a node, which can be listed by when it was created or last written.
pub fn table(name: &'static str) -> NewTable {
    link(name).sorted("created_at").sorted("updated_at")
}

/// The table of a link, which is listed only with the node that owns it.
pub fn link(name: &'static str) -> NewTable {
    let mut table = Table::create();
    table
        .table(name)
        .col(schema::uuid("id").primary_key())
        .col(schema::integer("version"))
        .col(schema::timestamp_with_time_zone("created_at"))
        .col(schema::timestamp_with_time_zone("updated_at"));
    NewTable { name, table, references: Vec::new(), nulls_last: Vec::new(), indexes: Vec::new() }
}

/// Columns.
impl NewTable {
    fn column(mut self, column: ColumnDef) -> Self {
        self.table.col(column);
        self
    }

    pub fn text(self, name: &'static str) -> Self {
        self.column(schema::text(name))
    }

    pub fn text_null(self, name: &'static str) -> Self {
        self.column(schema::text_null(name))
    }

    pub fn integer(self, name: &'static str) -> Self {
        self.column(schema::integer(name))
    }

    pub fn integer_null(self, name: &'static str) -> Self {
        self.column(schema::integer_null(name))
    }

    pub fn double(self, name: &'static str) -> Self {
        self.column(schema::double(name))
    }

    pub fn double_null(self, name: &'static str) -> Self {
        self.column(schema::double_null(name))
    }

    pub fn boolean_null(self, name: &'static str) -> Self {
        self.column(schema::boolean_null(name))
    }

    pub fn date(self, name: &'static str) -> Self {
        self.column(schema::date(name))
    }

    pub fn date_null(self, name: &'static str) -> Self {
        self.column(schema::date_null(name))
    }

    pub fn instant_null(self, name: &'static str) -> Self {
        self.column(schema::timestamp_with_time_zone_null(name))
    }

    /// Who may see a row.
    pub fn access(self) -> Self {
        self.text("access")
    }

    /// Where a row was pushed from.
    pub fn pushed(self) -> Self {
        self.text_null("source").text_null("external_id")
    }

    /// The id of a row whose table another column names.
    pub fn id(self, name: &'static str) -> Self {
        self.column(schema::uuid(name))
    }

    pub fn reference(self, name: &'static str, to: &'static str) -> Self {
        self.column(schema::uuid(name)).refers(name, to)
    }

    pub fn reference_null(self, name: &'static str, to: &'static str) -> Self {
        self.column(schema::uuid_null(name)).refers(name, to)
    }

    /// Declared with the table, because not every database can add it later.
    fn refers(mut self, name: &'static str, to: &'static str) -> Self {
        self.table.foreign_key(ForeignKey::create().from(self.name, name).to(to, "id"));
        self.references.push(name);
        self
    }
}

/// Keys and orders.
impl NewTable {
    fn index(mut self, index: Index) -> Self {
        self.indexes.push(index);
        self
    }

    pub fn unique(self, columns: &[&'static str]) -> Self {
        self.index(Index::unique(columns))
    }

    /// Unique among the rows that meet the condition.
    pub fn unique_where(self, columns: &[&'static str], condition: &'static str) -> Self {
        self.index(Index::unique(columns).only(condition))
    }

    /// Looked up by an exact value that need not be unique.
    pub fn found_by(self, column: &'static str) -> Self {
        self.index(Index::plain(column))
    }

    pub fn sorted(self, column: &'static str) -> Self {
        self.index(Index::order([Key::plain(column)]))
    }

    /// In Swedish alphabetical order.
    pub fn sorted_text(self, column: &'static str) -> Self {
        self.index(Index::order([Key::swedish(column)]))
    }

    /// By a date, those without one last.
    pub fn sorted_nulls_last(mut self, column: &'static str) -> Self {
        self.nulls_last.push(column);
        NULLS_LAST
            .into_iter()
            .fold(self, |table, (suffix, ..)| table.index(Index::order([Key::beside(column, suffix)])))
    }

    /// By a column within each parent.
    pub fn sorted_in(self, parent: &'static str, column: &'static str) -> Self {
        self.index(Index::order([Key::plain(parent), Key::plain(column)]))
    }

    /// By a date within each parent, those without one last. The table must also be [`Self::sorted_nulls_last`] by it.
    pub fn sorted_nulls_last_in(self, parent: &'static str, column: &'static str) -> Self {
        NULLS_LAST.into_iter().fold(self, |table, (suffix, ..)| {
            table.index(Index::order([Key::plain(parent), Key::beside(column, suffix)]))
        })
    }

    /// A reference gets an index of its own unless another one starts with it.
    pub async fn create(mut self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        for reference in std::mem::take(&mut self.references) {
            if !self.indexes.iter().any(|index| index.begins_with(reference)) {
                self.indexes.push(Index::plain(reference));
            }
        }
        for column in std::mem::take(&mut self.nulls_last) {
            for mut beside in beside(manager, column) {
                self.table.col(&mut beside);
            }
        }
        manager.create_table(self.table).await?;
        for index in &self.indexes {
            manager.get_connection().execute_unprepared(&index.sql(self.name)).await?;
        }
        Ok(())
    }
}

/// Adds a reference that may be missing to a table that is there, with the indexes that begin with it.
pub async fn add_reference(
    manager: &SchemaManager<'_>,
    table: &str,
    column: &str,
    to: &str,
    indexes: &[Index],
) -> Result<(), DbErr> {
    let kind = if manager.get_database_backend() == DbBackend::Postgres { "uuid" } else { "uuid_text" };
    let add = format!(r#"ALTER TABLE "{table}" ADD COLUMN "{column}" {kind} REFERENCES "{to}" ("id")"#);
    manager.get_connection().execute_unprepared(&add).await?;
    for index in indexes {
        manager.get_connection().execute_unprepared(&index.sql(table)).await?;
    }
    Ok(())
}

/// The columns that a date is ordered by. An index on an expression would not do: SQLite does not seek in it by more than
/// the expression, and reads all rows without a date for each page of them.
fn beside(manager: &SchemaManager<'_>, column: &str) -> [ColumnDef; 2] {
    NULLS_LAST.map(|(suffix, on_postgres, on_sqlite)| {
        let day = if manager.get_database_backend() == DbBackend::Postgres { on_postgres } else { on_sqlite };
        let mut beside = ColumnDef::new(format!("{column}{suffix}"));
        // SQLite adds no stored column to a table that is there, so none is stored in it.
        let stored = manager.get_database_backend() == DbBackend::Postgres;
        beside.date().generated(Expr::cust(format!(r#"COALESCE("{column}", '{day}')"#)), stored);
        beside
    })
}

/// Lets the rows of a table that is there be found by an exact value that need not be unique.
pub async fn found_by(manager: &SchemaManager<'_>, table: &'static str, column: &'static str) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(&Index::plain(column).sql(table)).await.map(drop)
}

/// Makes the columns beside a date again, and their indexes, also those within a parent.
pub async fn again(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: &'static str,
    parent: Option<&'static str>,
) -> Result<(), DbErr> {
    for (beside, (suffix, ..)) in beside(manager, column).into_iter().zip(NULLS_LAST) {
        let within = parent.map(|parent| Index::order([Key::plain(parent), Key::beside(column, suffix)]));
        let indexes: Vec<_> = [Index::order([Key::beside(column, suffix)])].into_iter().chain(within).collect();
        for index in &indexes {
            let drop = format!(r#"DROP INDEX IF EXISTS "{}""#, index.name(table));
            manager.get_connection().execute_unprepared(&drop).await?;
        }
        let name = format!("{column}{suffix}");
        manager.alter_table(Table::alter().table(table).drop_column(name).take()).await?;
        manager.alter_table(Table::alter().table(table).add_column(beside).take()).await?;
        for index in &indexes {
            manager.get_connection().execute_unprepared(&index.sql(table)).await?;
        }
    }
    Ok(())
}
