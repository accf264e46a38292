//! Who looks, and at which moment: what every read depends on.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::auth::viewer::{Role, Viewer};
use crate::clock::Clock;

/// The moment that is looked at. Reads of earlier revisions will be another one; every object and every loader carries
/// it so that relations stay in the moment in which they were started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum At {
    /// As it is now.
    #[default]
    Now,
}

/// Who looks, and what day it is for them.
#[derive(Debug, Clone)]
pub struct Scope {
    pub viewer: Arc<Viewer>,
    /// The date in Sweden.
    pub today: NaiveDate,
}

impl Scope {
    #[must_use]
    pub fn new(viewer: Arc<Viewer>, clock: &Clock) -> Self {
        Self { viewer, today: clock.today() }
    }

    /// Sees everything: for what comes with the program.
    #[must_use]
    pub fn system(clock: &Clock) -> Self {
        let viewer = Viewer { subject: Some("system".into()), roles: vec![Role::Admin], sources: Vec::new() };
        Self::new(Arc::new(viewer), clock)
    }
}
