//! One operation, from its document to its answer as JSON. Transports, such as HTTP, call it and send the answer.

mod answer;
mod body;
mod errors;
mod execution;
mod kept;
mod limits;
mod slots;
mod threads;

use std::sync::{Arc, OnceLock};

use async_graphql::Variables;
use async_graphql::parser::types::OperationType;
use tokio::time::Instant;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use self::execution::Job;
use self::kept::{Boarding, Flight, Kept, Question, landed};
use self::slots::Slots;
use self::threads::Threads;
use crate::auth::Viewer;
use crate::error::{Error, Result};
use crate::guard::{self, Checked, Guard};
use crate::kit::kept_rows::KeptRows;
use crate::ledger::{Ledger, Revision};
use crate::schema::{self, Schema};

pub use self::answer::{Answer, Cached, Cost};
pub use self::body::Body;
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
    /// None: no answer is kept.
    kept: Option<Kept>,
    kept_rows: Arc<KeptRows>,
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
pub struct Operation {
    request: Request,
    /// None: nothing is kept.
    question: Option<Question>,
    work: Work,
}

enum Work {
    /// Its answer was kept.
    Done(Answer),
    Open(Checked),
}

impl Operation {
    #[must_use]
    pub fn kind(&self) -> OperationType {
        match &self.work {
            Work::Done(answer) => answer.kind,
            Work::Open(checked) => checked.kind,
        }
    }
}

/// How often a query waits for another one before it runs by itself: the second that it waits for starts after it was asked.
const WAITS: usize = 3;

impl Engine {
    /// With room for so many bytes of answers that are kept; 0: none is.
    #[must_use]
    pub fn new(ledger: Ledger, introspection: bool, kept: u64) -> Self {
        let sdl = schema::sdl();
        let guard = Guard::new(
            &schema::types(),
            guard::Limits { introspection, dear: schema::DEAR, ..guard::Limits::default() },
        );
        let schema = schema::build(introspection);
        let (operations, waits, threads) = (Slots::default(), Slots::default(), OnceLock::new());
        let kept = Kept::new(kept);
        let parts = Parts { sdl, schema, guard, ledger, kept, kept_rows: Arc::default(), operations, waits, threads };
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

    /// Checks the document and what it costs. Of a query whose answer is kept, both are known.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` when it cannot be run, `LIMIT_EXCEEDED` when it is too large.
    pub fn check(&self, request: Request) -> Result<Operation> {
        let mut question = self.parts.kept.is_some().then(|| Question::new(&request, &self.parts.ledger));
        let work = match self.find(question.as_mut()) {
            Some(answer) => Work::Done(answer),
            None => Work::Open(execution::check(self, &request)?),
        };
        Ok(Operation { request, question, work })
    }

    /// Runs an operation as a task of its own: whoever waits may go, but the work is finished. Of equal queries, one runs.
    ///
    /// # Errors
    /// `OVERLOADED` when there is no slot or the revision does not come, `TIMEOUT` when the deadline passes, `INTERNAL`
    /// when it panics.
    pub async fn run(&self, operation: Operation) -> Result<Answer> {
        let Operation { request, question, work } = operation;
        let checked = match work {
            Work::Done(answer) => return Ok(answer),
            Work::Open(checked) => checked,
        };
        if let Some(wanted) = &request.revision {
            self.wait_for(wanted, request.class).await?;
        }
        let deadline = Instant::now() + self.limits.deadline(checked.kind);
        match question {
            Some(question) if checked.kind == OperationType::Query => {
                self.run_for_all(request, checked, question, deadline).await
            }
            _ => self.start(Job { request, checked, shared: None }, deadline).await,
        }
    }

    fn find(&self, question: Option<&mut Question>) -> Option<Answer> {
        question?.find(self.parts.kept.as_ref()?, &self.parts.ledger)
    }

    /// Runs a query, unless another one that asks the same is run. Those who wait hold no slot.
    async fn run_for_all(
        &self,
        request: Request,
        checked: Checked,
        mut question: Question,
        deadline: Instant,
    ) -> Result<Answer> {
        let mut flight: Option<Flight> = None;
        for _ in 0..WAITS {
            let boarding = self.parts.kept.as_ref().map_or(Boarding::Apart, |kept| kept.board(&question));
            // It may have been kept just now.
            if let Some(answer) = self.find(Some(&mut question)) {
                return Ok(answer);
            }
            let landing = match boarding {
                Boarding::Wait(landing) => landing,
                Boarding::Lead(lead) => {
                    flight = Some(lead);
                    break;
                }
                Boarding::Apart => break,
            };
            let landed = tokio::time::timeout_at(deadline, landed(landing)).await.map_err(|_| Error::Timeout)?;
            if let Some(answer) = landed.and_then(|landed| question.share(&landed, &self.parts.ledger)) {
                return Ok(answer);
            }
        }
        let was_kept = question.was_kept;
        let job = Job { request, checked, shared: flight.map(|flight| (question, flight)) };
        let answer = self.start(job, deadline).await?;
        Ok(match answer.cached {
            Cached::Off => Answer { cached: Cached::Made { was_kept, is_kept: false }, ..answer },
            _ => answer,
        })
    }

    async fn start(&self, job: Job, deadline: Instant) -> Result<Answer> {
        let class = job.request.class;
        let slot = self.parts.operations.acquire(class, self.limits.operations(class))?;
        execution::spawn(self, job, slot, deadline).await
    }

    /// Drops all answers that are kept.
    pub fn forget_answers(&self) {
        self.parts.kept.iter().for_each(Kept::clear);
    }

    /// Drops all that is kept, as after a change past the ledger.
    pub fn forget_kept(&self) {
        self.forget_answers();
        self.parts.kept_rows.clear();
    }

    /// Bytes of the answers that are kept.
    #[must_use]
    pub fn kept_bytes(&self) -> u64 {
        self.parts.kept.as_ref().map_or(0, Kept::weight)
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
