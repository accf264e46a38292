//! One operation, from its document to its answer as data. Transports, such as HTTP, call it and write the answer out.

mod answer;
mod errors;
mod execution;
mod limits;
mod slots;
mod threads;

use std::sync::{Arc, OnceLock};

use async_graphql::Variables;
use async_graphql::parser::types::OperationType;
use tokio::time::Instant;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use self::slots::Slots;
use self::threads::Threads;
use crate::auth::Viewer;
use crate::error::Result;
use crate::guard::{self, Checked, Guard};
use crate::ledger::{Ledger, Revision};
use crate::schema::{self, Schema};

pub use self::answer::{Answer, Cost};
pub use self::errors::from_error;
pub use self::limits::{LimitClass, Limits};

/// Runs operations. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    pub limits: Limits,
    /// The operations that run, whether or not anybody still waits for them.
    pub tasks: TaskTracker,
    parts: Arc<Parts>,
}

struct Parts {
    sdl: String,
    schema: Schema,
    guard: Guard,
    ledger: Ledger,
    operations: Slots,
    /// For those who wait for a revision. They take no slot among the operations.
    waits: Slots,
    /// The threads that operations run on, made with the first of them. Each operation stays on one thread, so that its
    /// loaders find everything that is asked for at the same time.
    threads: OnceLock<Threads>,
}

/// What is asked, by whom.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its name in the log, in the ledger, and in errors of the server.
    pub id: Uuid,
    pub viewer: Viewer,
    pub class: LimitClass,
    pub query: String,
    pub operation_name: Option<String>,
    pub variables: Variables,
    /// The answer must be of this revision or a later one.
    pub revision: Option<Revision>,
}

impl Request {
    /// A request with the limits of the viewer's roles and without variables.
    #[must_use]
    pub fn new(id: Uuid, viewer: Viewer, query: impl Into<String>) -> Self {
        let (class, query) = (LimitClass::of(&viewer), query.into());
        Self { id, viewer, class, query, operation_name: None, variables: Variables::default(), revision: None }
    }
}

/// A request whose document was accepted.
#[derive(Debug)]
pub struct Operation {
    request: Request,
    checked: Checked,
}

impl Operation {
    #[must_use]
    pub fn kind(&self) -> OperationType {
        self.checked.kind
    }
}

impl Engine {
    #[must_use]
    pub fn new(ledger: Ledger, introspection: bool) -> Self {
        let sdl = schema::sdl();
        let guard = Guard::new(
            &schema::types(),
            guard::Limits { introspection, dear: schema::DEAR, ..guard::Limits::default() },
        );
        let schema = schema::build(introspection);
        let (operations, waits, threads) = (Slots::default(), Slots::default(), OnceLock::new());
        let parts = Parts { sdl, schema, guard, ledger, operations, waits, threads };
        Self { limits: Limits::default(), tasks: TaskTracker::new(), parts: Arc::new(parts) }
    }

    #[must_use]
    pub fn sdl(&self) -> &str {
        &self.parts.sdl
    }

    /// Checks and runs a request.
    ///
    /// # Errors
    /// Those of [`Engine::check`] and [`Engine::run`].
    pub async fn execute(&self, request: Request) -> Result<Answer> {
        self.run(self.check(request)?).await
    }

    /// Checks the document and what it costs.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` when it cannot be run, `LIMIT_EXCEEDED` when it is too large.
    pub fn check(&self, request: Request) -> Result<Operation> {
        let checked = execution::check(self, &request)?;
        Ok(Operation { request, checked })
    }

    /// Runs an operation as a task of its own: whoever waits may go, but the work is finished.
    ///
    /// # Errors
    /// `OVERLOADED` when there is no slot or the revision does not come, `TIMEOUT` when the deadline passes, `INTERNAL`
    /// when it panics.
    pub async fn run(&self, operation: Operation) -> Result<Answer> {
        if let Some(wanted) = &operation.request.revision {
            self.wait_for(wanted, operation.request.class).await?;
        }
        let class = operation.request.class;
        let slot = self.parts.operations.acquire(class, self.limits.operations(class))?;
        execution::spawn(self, operation, slot).await
    }

    /// The revision that a client has seen may not be here yet. Few may wait for it.
    async fn wait_for(&self, wanted: &Revision, class: LimitClass) -> Result<()> {
        let ledger = &self.parts.ledger;
        if ledger.has(wanted)? {
            return Ok(());
        }
        let _slot = self.parts.waits.acquire(class, self.limits.waits(class))?;
        ledger.wait_for(wanted).await
    }

    /// Waits for the operations that run. False: some still do at `deadline`.
    pub async fn finish(&self, deadline: Instant) -> bool {
        self.tasks.close();
        tokio::time::timeout_at(deadline, self.tasks.wait()).await.is_ok()
    }
}
