//! Runs an operation as a task of its own: whoever waits may go, but the work is finished, and shutdown waits for it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use async_graphql::Request;
use async_graphql::parser::types::OperationType;
use futures_util::FutureExt;
use uuid::Uuid;

use super::answer::{Cost, Executed};
use super::edge::Place;
use super::parameters::Parameters;
use crate::App;
use crate::auth::viewer::Viewer;
use crate::error::{Error, Result};
use crate::guard::Checked;

/// One operation that passed the guard.
pub struct Operation {
    pub id: Uuid,
    pub viewer: Viewer,
    pub parameters: Parameters,
    pub checked: Checked,
}

/// Its `place` among those that run is given back when the work is done, not when the waiting ends.
///
/// # Errors
/// `TIMEOUT` when the deadline passes first, `INTERNAL` when it panics.
pub async fn run(app: &Arc<App>, operation: Operation, place: Place) -> Result<Executed> {
    let id = operation.id;
    let deadline = match operation.checked.kind {
        OperationType::Mutation => app.limits.mutation_deadline,
        _ => app.limits.query_deadline,
    };
    let app_of_work = Arc::clone(app);
    let work = async move {
        let _place = place;
        execute(&app_of_work, operation).await
    };
    let work = AssertUnwindSafe(work).catch_unwind();
    match tokio::time::timeout(deadline, app.tasks.spawn_local(work)).await {
        Ok(Ok(Ok(executed))) => executed,
        Ok(Ok(Err(panic))) => Err(Error::Internal(format!("panic in request {id}: {}", words(panic.as_ref())))),
        Ok(Err(lost)) => Err(Error::internal(lost)),
        Err(_) => Err(Error::Timeout),
    }
}

async fn execute(app: &App, operation: Operation) -> Result<Executed> {
    let first = attempt(app, &operation).await;
    match first {
        // Nothing but time was lost: whoever reads need not know.
        Err(Error::Lost) if operation.checked.kind == OperationType::Query => {
            tracing::info!(request = %operation.id, "reads once more: the connection to the database was lost");
            attempt(app, &operation).await
        }
        first => first,
    }
}

/// # Errors
/// `Lost` when the database went away while a query read from it.
async fn attempt(app: &App, operation: &Operation) -> Result<Executed> {
    let Operation { id, viewer, parameters, checked } = operation;
    let cost = Cost { requested: checked.cost, limit: checked.limit };
    let request = request(parameters, checked);
    let prepared = crate::schema::prepare(app, request, viewer.clone(), *id);
    let response = app.schema.execute(prepared.request).await;
    if prepared.rows.lost() && checked.kind == OperationType::Query {
        return Err(Error::Lost);
    }
    let executed = Executed::new(response, &parameters.query, cost, app.limits.answer, *id);
    let mut executed = executed.map_err(|error| after_write(error, prepared.written.get()))?;
    executed.revision = Some(crate::schema::revision(&prepared.rows, &prepared.written).await);
    Ok(executed)
}

/// What was written stays written, whatever becomes of the answer.
fn after_write(error: Error, revision: Option<String>) -> Error {
    match (error, revision) {
        (Error::Limit(text), Some(revision)) => {
            Error::Limit(format!("All was written, as revision {revision}, but not all can be told. {text}"))
        }
        (error, _) => error,
    }
}

fn request(parameters: &Parameters, checked: &Checked) -> Request {
    let mut request = Request::new(parameters.query.clone()).variables(checked.variables.clone());
    request.operation_name.clone_from(&parameters.operation_name);
    request.set_parsed_query(checked.document.clone());
    request
}

/// What a panic said, for the log.
pub fn words(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no words")
}
