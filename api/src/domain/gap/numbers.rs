//! After how long something that is missing is a gap.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::error::{Error, Result};

/// Numbers that whoever asks may choose.
#[derive(Debug, Clone, Copy)]
pub struct Numbers {
    unanswered_days: u64,
    silent_days: u64,
    period_months: u32,
}

/// What counts when nothing is said, as the schema's defaults say it.
impl Default for Numbers {
    fn default() -> Self {
        Self { unanswered_days: 30, silent_days: 60, period_months: 12 }
    }
}

const MOST_DAYS: i32 = 3_650;
const PERIODS: [i32; 6] = [1, 2, 3, 4, 6, 12];

impl Numbers {
    /// # Errors
    /// `BadInput` for a number that is out of range.
    pub fn new(unanswered_days: i32, silent_days: i32, period_months: i32) -> Result<Self> {
        let days = |name: &str, given: i32| {
            let fits = u64::try_from(given).ok().filter(|_| given <= MOST_DAYS);
            fits.ok_or_else(|| Error::BadInput(format!("{name} is {given}: give 0 to {MOST_DAYS}.")))
        };
        let period = u32::try_from(period_months).ok().filter(|_| PERIODS.contains(&period_months));
        let no_period = || Error::BadInput(format!("periodMonths is {period_months}: give 1, 2, 3, 4, 6 or 12."));
        Ok(Self {
            unanswered_days: days("unansweredDays", unanswered_days)?,
            silent_days: days("silentDays", silent_days)?,
            period_months: period.ok_or_else(no_period)?,
        })
    }

    /// What is open since a day before this one is unanswered for too long.
    pub fn answered_from(&self, today: NaiveDate) -> NaiveDate {
        today - Days::new(self.unanswered_days)
    }

    /// What was heard of last before this day is silent for too long.
    pub fn heard_from(&self, today: NaiveDate) -> NaiveDate {
        today - Days::new(self.silent_days)
    }

    /// The first day of the period before the current one.
    pub fn last_period(&self, today: NaiveDate) -> NaiveDate {
        let current = today.month0() / self.period_months * self.period_months;
        let start = today.with_day(1).and_then(|day| day.with_month0(current)).unwrap_or(today);
        start - Months::new(self.period_months)
    }
}
