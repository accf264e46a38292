//! The only place that asks what time it is, so that tests can say.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};

/// Tells the time: the system's, or the one that a test sets.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The machine's own clock.
    #[must_use]
    pub fn system() -> Self {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that may ask the system")]
        Self(Arc::new(Utc::now))
    }

    /// A clock that somebody else winds.
    #[must_use]
    pub fn told_by(tell: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// A clock that stands still.
    #[must_use]
    pub fn fixed(instant: DateTime<Utc>) -> Self {
        Self(Arc::new(move || instant))
    }

    /// Now, cut to the milliseconds that the API shows, so that a client can filter by what it was told.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)().trunc_subsecs(3)
    }

    /// Today's date in Sweden.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&chrono_tz::Europe::Stockholm).date_naive()
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}
