//! The demo's days: those of the page, and those that count from the day of loading.

use chrono::{Datelike, NaiveDate, TimeDelta};
use entity::Date;

/// The day of the meeting. The page says "31 oktober"; the year is inferred, from a plan for 2018–2020 and effects of
/// 2016.
pub const MEETING: Date = day(2017, 10, 31);
/// The page says "fram till jul"; Christmas Eve of the same year is inferred.
pub const CHRISTMAS: Date = day(2017, 12, 24);
/// The plan is to say "vad vi behöver göra 2018-2020": whole years, inferred.
pub const PLAN: (Date, Date) = (day(2018, 1, 1), day(2020, 12, 31));
/// "Förra hösten": September to November of the year before, inferred.
pub const AUTUMN_2016: (Date, Date) = (day(2016, 9, 1), day(2016, 11, 30));
/// "Etableringen bidrog 2016": the whole year.
pub const YEAR_2016: (Date, Date) = (day(2016, 1, 1), day(2016, 12, 31));

const fn day(year: i32, month: u32, day: u32) -> Date {
    Date(NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar"))
}

/// The day of loading.
#[derive(Debug, Clone, Copy)]
pub struct Today(pub NaiveDate);

impl Today {
    /// So many days later, or earlier if negative.
    pub fn plus(self, days: i64) -> Date {
        Date(self.0 + TimeDelta::days(days))
    }

    /// A year, counted from this one.
    pub fn year_number(self, offset: i32) -> i32 {
        self.0.year() + offset
    }

    /// The first and the last day of a year, counted from this one.
    pub fn year(self, offset: i32) -> (Date, Date) {
        let year = self.year_number(offset);
        let of = |month, day| Date(NaiveDate::from_ymd_opt(year, month, day).unwrap_or(self.0));
        (of(1, 1), of(12, 31))
    }
}
