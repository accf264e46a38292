//! An answer that others may have too.

use std::sync::Arc;

use async_graphql::parser::types::OperationType;
use entity::Tables;

use super::super::answer::{Answer, Cached, Cost};
use super::super::body::Body;
use crate::ledger::{Moment, Revision};

/// The answer to a query, read in one state and without an error.
#[derive(Debug)]
pub struct KeptAnswer {
    pub body: Arc<Body>,
    pub cost: Cost,
    /// What it was read from.
    pub tables: Tables,
    /// The state that it was read in.
    pub revision: Revision,
    pub era: u64,
}

/// Bytes that an answer takes beside its text, with its place among the others.
const BESIDE: u64 = 512;

impl KeptAnswer {
    pub fn moment(&self) -> Moment {
        Moment { era: self.era, seq: self.revision.seq }
    }

    /// The bytes that it takes at the most, packed forms included. It is the same for ever.
    pub fn weight(&self) -> u64 {
        (self.body.json.len() + self.body.room()) as u64 + BESIDE
    }

    /// It as the answer to one request, of a revision at which it holds.
    pub fn answer(&self, revision: Revision, cached: Cached) -> Answer {
        Answer {
            kind: OperationType::Query,
            body: Arc::clone(&self.body),
            has_data: true,
            is_empty: false,
            errors: Vec::new(),
            cost: self.cost,
            revision,
            has_written: false,
            cached,
        }
    }
}
