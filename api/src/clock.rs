//! The only place that asks what time it is, so that tests can set it.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, SubsecRound, Utc};

/// The time: the system's, or the one that a test sets.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The machine's own clock.
    #[must_use]
    pub fn system() -> Self {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that may ask the system")]
        Self(Arc::new(Utc::now))
    }

    /// A clock that asks a function, such as one that a test sets.
    #[must_use]
    pub fn from_fn(now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// A clock that never moves on.
    #[must_use]
    pub fn fixed(instant: DateTime<Utc>) -> Self {
        Self(Arc::new(move || instant))
    }

    /// Now, cut to the milliseconds that the API shows, so that a client can filter by what it was shown.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)().trunc_subsecs(3)
    }

    /// Today's date in Sweden.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        day_in_sweden(self.now())
    }
}

/// The date in Sweden at an instant.
#[must_use]
pub fn day_in_sweden(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&chrono_tz::Europe::Stockholm).date_naive()
}

/// The instant at which a day starts in Sweden.
#[must_use]
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN).and_local_timezone(chrono_tz::Europe::Stockholm).earliest();
    midnight.map(|instant| instant.to_utc()).unwrap_or_default()
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}
