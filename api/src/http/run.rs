//! Runs an operation as a task of its own: whoever waits may go, but the work is finished, and shutdown waits for it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use async_graphql::Request;
use async_graphql::parser::types::OperationType;
use futures_util::FutureExt;
use tokio::sync::OwnedSemaphorePermit;
use uuid::Uuid;

use super::answer::{Cost, Executed};
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
    /// The client wants to see this revision or a later one.
    pub at_least: Option<String>,
    /// Its place among those that run, given back when the work is done, not when the waiting ends.
    pub place: OwnedSemaphorePermit,
}

/// # Errors
/// `TIMEOUT` when the deadline passes first, `INTERNAL` when it panics, and what the schema's preparation says.
pub async fn run(app: &Arc<App>, operation: Operation) -> Result<Executed> {
    let id = operation.id;
    let deadline = match operation.checked.kind {
        OperationType::Mutation => app.limits.mutation_deadline,
        _ => app.limits.query_deadline,
    };
    let work = AssertUnwindSafe(execute(Arc::clone(app), operation)).catch_unwind();
    match tokio::time::timeout(deadline, app.tasks.spawn_local(work)).await {
        Ok(Ok(Ok(executed))) => executed,
        Ok(Ok(Err(panic))) => Err(Error::Internal(format!("panic in request {id}: {}", words(panic.as_ref())))),
        Ok(Err(lost)) => Err(Error::internal(lost)),
        Err(_) => Err(Error::Timeout),
    }
}

async fn execute(app: Arc<App>, operation: Operation) -> Result<Executed> {
    let Operation { id, viewer, parameters, checked, at_least, place } = operation;
    let cost = Cost { requested: checked.cost, limit: checked.limit };
    let query = parameters.query.clone();
    let request = request(parameters, checked);
    let prepared = crate::schema::prepare(&app, request, viewer, at_least.as_deref(), id).await?;
    let response = app.schema.execute(prepared.request).await;
    let mut executed = Executed::new(response, &query, cost, app.limits.answer, id)?;
    executed.revision = prepared.revision.get();
    drop(place);
    Ok(executed)
}

fn request(parameters: Parameters, checked: Checked) -> Request {
    let mut request = Request::new(parameters.query).variables(parameters.variables);
    request.operation_name = parameters.operation_name;
    request.set_parsed_query(checked.document);
    request
}

/// What a panic said, for the log.
pub fn words(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no words")
}
