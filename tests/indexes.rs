//! Every order, foreign key and natural key has an index, as the database's own catalogue says.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rstest::rstest;
use sea_orm::DbBackend;
use serde_json::Value;

use crate::support::{App, Backend, Backend::*, Role, Schema};

/// A table as the database knows it. Indexes are their keys in order, such as `name COLLATE swedish` and `id`.
#[derive(Debug, Default)]
struct Table {
    columns: BTreeMap<String, Column>,
    foreign_keys: Vec<String>,
    indexes: Vec<Index>,
}

impl Table {
    /// The column that stands behind a name, which may be a reference's.
    fn column(&self, name: &str) -> String {
        let names = [name.to_owned(), format!("{name}_id"), format!("organisation_{name}")];
        names.into_iter().find(|name| self.columns.contains_key(name)).unwrap_or_else(|| name.to_owned())
    }
}

#[derive(Debug)]
struct Column {
    is_text: bool,
    is_date: bool,
    is_nullable: bool,
}

#[derive(Debug)]
struct Index {
    is_unique: bool,
    is_partial: bool,
    keys: Vec<String>,
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_foreign_key_has_an_index(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let tables = tables(&app).await;
    let keys: usize = tables.values().map(|table| table.foreign_keys.len()).sum();
    assert!(keys >= 30, "{keys} foreign keys");
    for (name, table) in &tables {
        for column in &table.foreign_keys {
            let served = table.indexes.iter().any(|index| !index.is_partial && index.keys[0] == *column);
            assert!(served, "{name}.{column} has no index: {:?}", table.indexes);
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_order_has_an_index_and_every_day_a_filter(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let (schema, tables) = (Schema::of(&app).await, tables(&app).await);
    for (_, node) in schema.lists() {
        let table = &tables[&snake(node)];
        for field in schema.values(&format!("{node}OrderField")) {
            let name = field.to_lowercase();
            let column = table.columns.get(&name).unwrap_or_else(|| panic!("{node} orders by {name}, no column"));
            let is_asked = || {
                schema
                    .kind(&format!("{node}Filter"))
                    .input_fields
                    .iter()
                    .flatten()
                    .any(|asked| snake(&asked.name) == name)
            };
            assert!(!column.is_date || is_asked(), "{node} is ordered by {name} and cannot be filtered by it");
            let keys = match column {
                Column { is_text: true, .. } => vec![format!("{name} COLLATE swedish")],
                Column { is_date: true, is_nullable: true, .. } => {
                    vec![format!("{name}_or_last"), format!("{name}_or_first")]
                }
                _ => vec![name.clone()],
            };
            for key in keys {
                let served = table.indexes.iter().any(|index| !index.is_partial && index.keys == [key.as_str(), "id"]);
                assert!(served, "{node} by {name}: no index on ({key}, id) among {:?}", table.indexes);
            }
        }
    }
}

/// The first of a parent's children are found in it, however many there are.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_list_under_a_row_has_an_index_in_its_default_order(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let (schema, tables) = (Schema::of(&app).await, tables(&app).await);
    let mut lists = 0;
    for (field, node) in schema.lists() {
        let table = &tables[&snake(node)];
        let query = format!("{{ {}(first: 1) {{ pageInfo {{ endCursor }} }} }}", field.name);
        let answer = app.as_role(Role::Admin).ask(&query).await;
        let key = default_order(table, answer.text(&format!("/{}/pageInfo/endCursor", field.name)));
        for parent in &table.foreign_keys {
            let served = table.indexes.iter().any(|index| index.keys == [parent, key.as_str(), "id"]);
            assert!(served, "{node} under {parent}: no index on ({parent}, {key}, id) among {:?}", table.indexes);
            lists += 1;
        }
    }
    assert!(lists > 50, "{lists} lists");
}

/// Totals are all rows less those that are found in it.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_public_has_an_index(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let tables = tables(&app).await;
    let with_access: Vec<_> = entity::TABLES.iter().filter(|table| table.has_access).collect();
    assert!(with_access.len() >= 10, "{} tables", with_access.len());
    for table in with_access {
        let indexes = &tables[table.name].indexes;
        let served = indexes.iter().any(|index| index.is_partial && index.keys == ["access", "id"]);
        assert!(served, "{}: no index of what is not public among {indexes:?}", table.name);
    }
}

/// The key of the order to which a cursor belongs, such as `Measure.due_on.Asc`.
fn default_order(table: &Table, cursor: &str) -> String {
    let place = BASE64_URL_SAFE_NO_PAD.decode(cursor).expect("a cursor");
    let (order, ..): (String, Value, Value) = serde_json::from_slice(&place).expect("a place");
    let [_, column, direction] = order.split('.').collect::<Vec<_>>()[..] else { panic!("{order}") };
    match table.columns[column] {
        Column { is_text: true, .. } => format!("{column} COLLATE swedish"),
        Column { is_date: true, is_nullable: true, .. } if direction == "Asc" => format!("{column}_or_last"),
        Column { is_date: true, is_nullable: true, .. } => format!("{column}_or_first"),
        _ => column.to_owned(),
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_natural_key_has_a_unique_index_and_every_name_an_index(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let (schema, tables) = (Schema::of(&app).await, tables(&app).await);
    for (_, node) in schema.lists() {
        let key = schema.kind(&format!("{node}Key"));
        for field in key.input_fields.iter().flatten() {
            let table = &tables[&snake(node)];
            let inner = schema.kind(field.kind.named()).input_fields.iter().flatten();
            let mut columns: Vec<String> = inner.map(|part| table.column(&snake(&part.name))).collect();
            if columns.is_empty() {
                columns.push(table.column(&snake(&field.name)));
            }
            columns.sort();
            let is_it = |index: &Index| index.is_unique && columns.iter().eq(BTreeSet::from_iter(&index.keys));
            let name = NAMES.iter().find(|(named, key, _)| *named == node && *key == field.name);
            let starts_with =
                |index: &Index| index.keys.first().map(String::as_str) == name.map(|(.., column)| *column);
            let served = columns == ["id"]
                || table.indexes.iter().any(|index| if name.is_some() { starts_with(index) } else { is_it(index) });
            assert!(served, "{node} by {columns:?}: no such index among {:?}", table.indexes);
        }
    }
}

/// Keys that several objects may have: the type, the key, and the column by which they are found.
const NAMES: [(&str, &str, &str); 10] = [
    ("ActionPlan", "title", "title"),
    ("Assignment", "title", "title"),
    ("Body", "name", "name"),
    ("Decision", "number", "number"),
    ("FocusArea", "title", "title"),
    ("Organisation", "name", "name"),
    ("Person", "name", "family_name"),
    ("Post", "title", "title"),
    ("SteeringFramework", "name", "name"),
    ("Workspace", "name", "name"),
];

async fn tables(app: &App) -> BTreeMap<String, Table> {
    let [names, columns, keys, indexes] = if app.backend() == DbBackend::Postgres { POSTGRES } else { SQLITE };
    let mut tables: BTreeMap<String, Table> =
        app.texts(names).await.into_iter().map(|name| (name, Table::default())).collect();
    for (table, column) in pairs(app, columns).await {
        let mut words = column.split(' ');
        let (name, kind) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let column = Column {
            is_text: kind.eq_ignore_ascii_case("text"),
            is_date: kind.to_lowercase().starts_with("date"),
            is_nullable: words.next() == Some("null"),
        };
        tables.entry(table).or_default().columns.insert(name.into(), column);
    }
    for (table, column) in pairs(app, keys).await {
        tables.entry(table).or_default().foreign_keys.push(column);
    }
    for (table, definition) in pairs(app, indexes).await {
        tables.entry(table).or_default().indexes.push(index(&definition));
    }
    tables
}

/// Rows of `table|what`.
async fn pairs(app: &App, sql: &str) -> Vec<(String, String)> {
    let rows = app.texts(sql).await;
    rows.iter().filter_map(|row| row.split_once('|')).map(|(table, what)| (table.into(), what.into())).collect()
}

/// Reads `CREATE [UNIQUE] INDEX name ON table [USING btree] (keys) [WHERE condition]`.
fn index(definition: &str) -> Index {
    let plain = definition.replace(['"'], "").replace("USING btree ", "").replace("::text", "").replace("::date", "");
    let (head, rest) = plain.split_once('(').unwrap_or_default();
    let mut depth = 1;
    let end = rest.find(|sign| {
        depth += i32::from(sign == '(') - i32::from(sign == ')');
        depth == 0
    });
    let (keys, tail) = rest.split_at(end.unwrap_or(rest.len()));
    let keys = keys.split(", ").map(|key| key.trim().to_owned()).collect();
    Index { is_unique: head.contains("UNIQUE"), is_partial: tail.contains("WHERE"), keys }
}

pub fn snake(name: &str) -> String {
    let mut snake = String::new();
    for sign in name.chars() {
        if sign.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(sign.to_lowercase());
    }
    snake
}

const POSTGRES: [&str; 4] = [
    "SELECT tablename::text AS text FROM pg_tables WHERE schemaname = 'public'",
    "SELECT table_name || '|' || column_name || ' ' || split_part(data_type, ' ', 1) || ' ' ||
       CASE is_nullable WHEN 'YES' THEN 'null' ELSE 'needed' END AS text
       FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass || '|' || attname AS text FROM pg_constraint
       JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] WHERE contype = 'f'",
    "SELECT tablename || '|' || indexdef AS text FROM pg_indexes WHERE schemaname = 'public'",
];

const SQLITE: [&str; 4] = [
    "SELECT name AS text FROM sqlite_master WHERE type = 'table'",
    r#"SELECT tables.name || '|' || fields.name || ' ' || fields.type || ' ' ||
       CASE fields."notnull" WHEN 0 THEN 'null' ELSE 'needed' END AS text
       FROM sqlite_master AS tables, pragma_table_info(tables.name) AS fields WHERE tables.type = 'table'"#,
    r#"SELECT tables.name || '|' || keys."from" AS text
       FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS keys WHERE tables.type = 'table'"#,
    "SELECT tbl_name || '|' || coalesce(sql, 'CREATE UNIQUE INDEX ' || name || ' (id)') AS text
       FROM sqlite_master WHERE type = 'index'
     UNION ALL SELECT tables.name || '|CREATE UNIQUE INDEX of_the_rows ON ' || tables.name || ' (' || fields.name || ')'
       FROM sqlite_master AS tables, pragma_table_info(tables.name) AS fields WHERE tables.type = 'table' AND fields.pk = 1",
];
