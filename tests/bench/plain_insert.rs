//! What a push is held against: the same rows by plain INSERTs of many rows, past the rules and the ledger.

use entity::{DateTime, Row, evaluation, finding};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, Iterable, QueryTrait, Statement};
use uuid::Uuid;

use super::push::{FINDINGS, ROWS};
use super::support::App;

/// How many values one statement may carry.
fn most_values(backend: DbBackend) -> usize {
    if backend == DbBackend::Postgres { 65_535 } else { 32_766 }
}

/// The statements that insert the rows, each as large as the database lets it be.
pub fn statements(app: &App, round: usize) -> Vec<Statement> {
    let evaluations: Vec<_> = (0..ROWS).map(|row| evaluation(app, round, row)).collect();
    let findings: Vec<_> =
        evaluations.iter().flat_map(|row| (0..FINDINGS).map(|at| finding(app, row.id, at))).collect();
    [inserts(app.backend(), &evaluations), inserts(app.backend(), &findings)].concat()
}

/// The statements that insert rows of one table.
pub fn inserts<R: Row + IntoActiveModel<A>, A>(backend: DbBackend, rows: &[R]) -> Vec<Statement>
where
    A: sea_orm::ActiveModelTrait<Entity = R::Table>,
{
    let columns = <R::Table as EntityTrait>::Column::iter().count();
    let chunks = rows.chunks(most_values(backend) / columns);
    chunks.map(|chunk| insert::<R, A>(backend, chunk)).collect()
}

#[expect(clippy::disallowed_methods, reason = "this is what the ledger is compared with")]
fn insert<R: Row + IntoActiveModel<A>, A>(backend: DbBackend, rows: &[R]) -> Statement
where
    A: sea_orm::ActiveModelTrait<Entity = R::Table>,
{
    R::Table::insert_many(rows.iter().cloned().map(IntoActiveModel::into_active_model)).build(backend)
}

/// Runs them in one transaction, on a connection as the server's own.
pub async fn run(app: &App, statements: Vec<Statement>) {
    let (transaction, _) = app.server.db.begin().await.expect("a transaction");
    for statement in statements {
        transaction.execute_raw(statement).await.expect("inserted");
    }
    transaction.commit().await.expect("committed");
}

/// As the push writes them.
fn evaluation(app: &App, round: usize, row: usize) -> evaluation::Model {
    evaluation::Model {
        source: Some("plain".into()),
        external_id: Some(format!("{round}-{row}")),
        title: format!("Utvärdering {row}"),
        kind: evaluation::EvaluationKind::Evaluation,
        status: evaluation::EvaluationStatus::Published,
        subject: "Något".into(),
        subject_kind: evaluation::SubjectKind::Programme,
        ..new(app)
    }
}

fn finding(app: &App, evaluation: Uuid, at: usize) -> finding::Model {
    finding::Model {
        evaluation_id: Some(evaluation),
        external_id: Some(at.to_string()),
        position: i32::try_from(at).unwrap_or_default() + 1,
        kind: finding::FindingKind::Need,
        text: format!("Behov {at}"),
        ..new(app)
    }
}

/// A row's common columns.
pub fn new<R: Row>(app: &App) -> R {
    let mut row = R::default();
    row.set_id(Uuid::now_v7());
    row.stamp(1, DateTime(app.now()));
    row
}
