//! The words by which objects are found. SQLite keeps them as text, and an index of its own over it; PostgreSQL as what
//! its index is made of.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_postgres = manager.get_database_backend() == DbBackend::Postgres;
        let steps: &[&str] = if is_postgres { &POSTGRES } else { &SQLITE };
        for step in steps {
            manager.get_connection().execute_unprepared(step).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Of which texts the words are, and how they were made; one row.
const STATE: &str = "CREATE TABLE search_state (id integer PRIMARY KEY CHECK (id = 1), made_of text NOT NULL)";

/// A word's beginning is taken for more frequent than it is, and a long text for cheap to read: left to itself, PostgreSQL
/// would read all rows rather than the index. `ROWS` keeps it from reading all of a table to see who may see a few of its rows.
const HAVING: &str = "CREATE FUNCTION search_having (tsquery) RETURNS SETOF search_text LANGUAGE sql STABLE PARALLEL SAFE ROWS 50 \
                      SET enable_seqscan = off AS 'SELECT * FROM search_text WHERE words @@ $1'";

const POSTGRES: [&str; 4] = [
    "CREATE TABLE search_text (node_id uuid, node_type text, updated_ms bigint NOT NULL, title tsvector NOT NULL, \
     words tsvector NOT NULL, PRIMARY KEY (node_id, node_type))",
    "CREATE INDEX search_text_by_words ON search_text USING gin (words)",
    HAVING,
    STATE,
];

/// What was written over or deleted leaves the index at once. `ascii` splits at blanks and keeps every other letter.
const SQLITE: [&str; 8] = [
    "CREATE TABLE search_text (id INTEGER PRIMARY KEY, node_id uuid_text NOT NULL, node_type text NOT NULL, \
     updated_ms integer NOT NULL, title text NOT NULL, words text NOT NULL)",
    "CREATE UNIQUE INDEX search_text_by_node_id_node_type ON search_text (node_id, node_type)",
    "CREATE VIRTUAL TABLE search_index USING fts5 (title, words, content = 'search_text', content_rowid = 'id', \
     detail = column, columnsize = 0, tokenize = 'ascii')",
    "INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER search_text_inserted AFTER INSERT ON search_text BEGIN \
     INSERT INTO search_index (rowid, title, words) VALUES (new.id, new.title, new.words); END",
    "CREATE TRIGGER search_text_deleted AFTER DELETE ON search_text BEGIN \
     INSERT INTO search_index (search_index, rowid, title, words) VALUES ('delete', old.id, old.title, old.words); END",
    "CREATE TRIGGER search_text_updated AFTER UPDATE ON search_text \
     WHEN old.title <> new.title OR old.words <> new.words BEGIN \
     INSERT INTO search_index (search_index, rowid, title, words) VALUES ('delete', old.id, old.title, old.words); \
     INSERT INTO search_index (rowid, title, words) VALUES (new.id, new.title, new.words); END",
    STATE,
];
