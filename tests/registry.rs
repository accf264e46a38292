//! The registry of tables says what the database's own catalogue says.

use std::collections::{BTreeMap, BTreeSet};

use entity::TABLES;
use rstest::rstest;
use sea_orm::DbBackend;

use crate::support::{App, Backend, Backend::*};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_registry_is_what_the_database_has(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    let catalogue = if app.backend() == DbBackend::Postgres { POSTGRES } else { SQLITE };
    let stored: BTreeSet<String> =
        app.texts(catalogue).await.into_iter().filter(|key| !key.starts_with("change")).collect();
    let declared = TABLES.iter().flat_map(|table| {
        let kept = table.references.iter().filter(|reference| reference.target != entity::ANY);
        kept.map(|reference| {
            let null = if reference.nullable { "null" } else { "needed" };
            format!("{}.{} {} {null}", table.name, reference.column, reference.target)
        })
    });
    assert_eq!(declared.collect::<BTreeSet<_>>(), stored);
}

#[test]
fn tables_rest_on_each_other_without_a_circle() {
    let mut open: BTreeMap<&str, BTreeSet<&str>> = TABLES
        .iter()
        .map(|table| {
            (
                table.name,
                table
                    .references
                    .iter()
                    .map(|to| to.target)
                    .filter(|to| ![table.name, entity::ANY].contains(to))
                    .collect(),
            )
        })
        .collect();
    while !open.is_empty() {
        let free: Vec<&str> = open.iter().filter(|(_, on)| on.is_empty()).map(|(table, _)| *table).collect();
        assert!(!free.is_empty(), "a circle among {:?}", open.keys());
        for table in free {
            open.remove(table);
            for on in open.values_mut() {
                on.remove(table);
            }
        }
    }
}

#[test]
fn every_link_has_an_owner_and_every_node_has_none() {
    for table in TABLES {
        let owners = table.references.iter().filter(|reference| reference.owner).count();
        assert_eq!(owners, usize::from(table.list.is_some()), "{}", table.name);
    }
}

const POSTGRES: &str = "SELECT conrelid::regclass || '.' || attname || ' ' || confrelid::regclass || ' ' ||
    CASE WHEN attnotnull THEN 'needed' ELSE 'null' END AS text
    FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] WHERE contype = 'f'";

const SQLITE: &str = r#"SELECT tables.name || '.' || keys."from" || ' ' || keys."table" || ' ' ||
    CASE fields."notnull" WHEN 1 THEN 'needed' ELSE 'null' END AS text
    FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS keys, pragma_table_info(tables.name) AS fields
    WHERE tables.type = 'table' AND fields.name = keys."from""#;
