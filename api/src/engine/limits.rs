//! The numbers that an operation is held to.

use std::num::NonZero;
use std::time::Duration;

use async_graphql::parser::types::OperationType;

use crate::auth::{Role, Viewer};

/// Whose limits apply to an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitClass {
    /// Without a token.
    Public,
    /// Readers and integrations.
    Reader,
    /// Editors and admins.
    Editor,
}

impl LimitClass {
    /// The highest that the viewer's roles allow.
    #[must_use]
    pub fn of(viewer: &Viewer) -> Self {
        if viewer.edits() {
            Self::Editor
        } else if viewer.is(Role::Reader) || viewer.is(Role::Integration) {
            Self::Reader
        } else {
            Self::Public
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// What an operation of the public may cost: 75,000.
    pub public_cost: u64,
    /// The same for readers and integrations: 150,000.
    pub reader_cost: u64,
    /// The same for editors and admins: 200,000.
    pub editor_cost: u64,
    /// How long a query is waited for: 10 s.
    pub query_deadline: Duration,
    /// How long a mutation is waited for: 30 s.
    pub mutation_deadline: Duration,
    /// Bytes of an answer: 16 MiB.
    pub answer: usize,
    /// Operations of the public at one time: 32.
    pub public_operations: usize,
    /// Operations of all others at one time: 64.
    pub other_operations: usize,
    /// Requests of the public that wait for a revision at one time: 8.
    pub public_waits: usize,
    /// The same of all others: 32.
    pub other_waits: usize,
    /// Threads that operations run on: one for each core.
    pub threads: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            public_cost: 75_000,
            reader_cost: 150_000,
            editor_cost: 200_000,
            query_deadline: Duration::from_secs(10),
            mutation_deadline: Duration::from_secs(30),
            answer: 16 * 1024 * 1024,
            public_operations: 32,
            other_operations: 64,
            public_waits: 8,
            other_waits: 32,
            threads: std::thread::available_parallelism().map_or(2, NonZero::get),
        }
    }
}

impl Limits {
    pub(super) fn cost(&self, class: LimitClass) -> u64 {
        match class {
            LimitClass::Public => self.public_cost,
            LimitClass::Reader => self.reader_cost,
            LimitClass::Editor => self.editor_cost,
        }
    }

    pub(super) fn deadline(&self, kind: OperationType) -> Duration {
        if kind == OperationType::Mutation { self.mutation_deadline } else { self.query_deadline }
    }

    pub(super) fn operations(&self, class: LimitClass) -> usize {
        if class == LimitClass::Public { self.public_operations } else { self.other_operations }
    }

    pub(super) fn waits(&self, class: LimitClass) -> usize {
        if class == LimitClass::Public { self.public_waits } else { self.other_waits }
    }
}
