//! Runs an operation: on one thread, as a task that nobody can cancel, once more if the database was lost meanwhile.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use async_graphql::Response;
use async_graphql::parser::types::OperationType;
use futures_util::FutureExt;
use tokio::time::Instant;

use super::answer::Finished;
use super::kept::{Flight, Kept, KeptAnswer, Question};
use super::slots::Slot;
use super::threads::Threads;
use super::{Answer, Cached, Cost, Engine, Request};
use crate::error::{Error, Result};
use crate::guard::Checked;
use crate::kit::context::RequestContext;
use crate::kit::rows::Rows;
use crate::ledger::Revision;
use crate::schema::{self, Prepared};

/// The parser is other people's: if it panics, this request fails and no other.
pub(super) fn check(engine: &Engine, request: &Request) -> Result<Checked> {
    let (name, limit) = (request.operation_name.as_deref(), engine.limits.cost(request.class));
    let checked = || engine.parts.guard.check(&request.query, name, &request.variables, limit);
    catch_unwind(AssertUnwindSafe(checked))
        .unwrap_or_else(|panic| Err(Error::Internal(format!("the guard panicked: {}", panic_message(panic.as_ref())))))
}

/// An operation to be run.
pub(super) struct Job {
    pub request: Request,
    pub checked: Checked,
    /// Under which its answer is kept and given to others. None: it is its own.
    pub shared: Option<(Question, Flight)>,
}

/// Starts the work and waits for it until the deadline. The work holds its slot until it is done.
pub(super) async fn spawn(engine: &Engine, job: Job, slot: Slot, deadline: Instant) -> Result<Answer> {
    let id = job.request.id;
    let threads = threads(engine).map_err(Error::internal)?;
    let (engine, token) = (engine.clone(), engine.tasks.token());
    let work = threads.spawn(async move {
        let _token = token;
        AssertUnwindSafe(execute(&engine, job, slot)).catch_unwind().await
    });
    match tokio::time::timeout_at(deadline, work).await {
        Ok(Ok(Ok(answer))) => answer,
        Ok(Ok(Err(panic))) => Err(Error::Internal(format!("panic in request {id}: {}", panic_message(panic.as_ref())))),
        Ok(Err(lost)) => Err(Error::internal(lost)),
        Err(_) => Err(Error::Timeout),
    }
}

fn threads(engine: &Engine) -> io::Result<&Threads> {
    if let Some(started) = engine.parts.threads.get() {
        return Ok(started);
    }
    let started = Threads::start(engine.limits.threads)?;
    Ok(engine.parts.threads.get_or_init(|| started))
}

async fn execute(engine: &Engine, job: Job, _slot: Slot) -> Result<Answer> {
    let Job { request, checked, shared } = job;
    let mut ran = attempt(engine, &request, checked).await;
    if ran.is_lost() {
        // Only time was lost: whoever reads need not know.
        tracing::info!(request = %request.id, "reads once more: the connection to the database was lost");
        ran = attempt(engine, &request, check(engine, &request)?).await;
    }
    if ran.is_lost() {
        return Err(Error::Lost);
    }
    let context = Arc::clone(&ran.context);
    let mut answer = ran.answer(engine, &request).await?;
    if let (Some(kept), Some((question, flight))) = (&engine.parts.kept, shared) {
        answer.cached = keep(kept, &question, flight, context.rows(), &answer);
    }
    Ok(answer)
}

/// Keeps an answer and gives it to those who asked the same, if it is not this request's alone.
fn keep(kept: &Kept, question: &Question, flight: Flight, rows: &Rows, answer: &Answer) -> Cached {
    let was_kept = question.was_kept;
    // Midnight may have come between the question and its answer.
    let tables = rows.tables().filter(|_| answer.errors.is_empty() && rows.scope.today == question.today);
    let Some(tables) = tables else {
        flight.part();
        return Cached::Made { was_kept, is_kept: false };
    };
    let (body, revision) = (Arc::clone(&answer.body), answer.revision.clone());
    let answer = Arc::new(KeptAnswer { body, cost: answer.cost, tables, revision, era: question.era });
    let is_kept = kept.keep(question.key, &answer);
    flight.land(answer);
    Cached::Made { was_kept, is_kept }
}

/// An operation that was run.
struct Ran {
    kind: OperationType,
    cost: u64,
    response: Response,
    context: Arc<RequestContext>,
    written: Option<Revision>,
}

async fn attempt(engine: &Engine, request: &Request, checked: Checked) -> Ran {
    let Checked { document, variables, kind, cost } = checked;
    // The framework needs no text where it is given the document.
    let mut parsed = async_graphql::Request::new("").variables(variables);
    parsed.operation_name.clone_from(&request.operation_name);
    parsed.set_parsed_query(document);
    let parts = &engine.parts;
    let Prepared { request: prepared, context, writes } =
        schema::prepare(&parts.ledger, parts.kept_rows.clone(), parsed, (request.viewer.clone(), request.id));
    let response = schema::execute(&parts.schema, prepared, &request.query).await;
    Ran { kind, cost, response, context, written: writes.written() }
}

impl Ran {
    /// Whether the database went away while a query read from it.
    fn is_lost(&self) -> bool {
        self.kind == OperationType::Query && self.context.rows().lost()
    }

    /// Written out here, on the thread that made it.
    async fn answer(self, engine: &Engine, request: &Request) -> Result<Answer> {
        let ledger = &engine.parts.ledger;
        let has_written = self.written.is_some();
        // The revision that was written, else the one that was read, else the newest that is known of.
        let revision = match self.written {
            Some(written) => Some(written),
            None => self.context.rows().head().await.map(Revision::from),
        };
        if let Some(revision) = &revision {
            ledger.announce(revision);
        }
        let cost = Cost { requested: self.cost, limit: engine.limits.cost(request.class) };
        let revision = revision.unwrap_or_else(|| ledger.newest());
        let finished = Finished { response: self.response, cost, revision, has_written };
        finished.answer(self.kind, engine.limits.answer, request)
    }
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a message")
}
