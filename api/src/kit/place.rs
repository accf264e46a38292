//! A row's place in a list that is put together of several tables: by day, table, and then in its table's own order.

use std::cmp::Ordering;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{Condition, Value};
use uuid::Uuid;

use super::column::nothing;
use super::cursor::{malformed, pack, unpack};
use super::merged::Day;
use crate::clock::start_of;
use crate::error::{Error, Result};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// None: after every day.
    pub day: Option<NaiveDate>,
    /// Which table comes before which on the same day.
    pub rank: usize,
    /// What the table is ordered by: the day again, an instant, or nothing.
    pub key: String,
    pub id: Uuid,
}

impl Place {
    /// The opaque text of the place.
    #[must_use]
    pub fn cursor(&self, list: &str) -> String {
        pack(&(list, self.day, self.rank, &self.key, self.id))
    }

    /// # Errors
    /// `BadInput` for a cursor that is malformed or another list's.
    pub fn parse(list: &str, cursor: &str) -> Result<Self> {
        let place: serde_json::Value = unpack(cursor)?;
        if place.get(0).and_then(serde_json::Value::as_str) != Some(list) {
            return Err(Error::bad_input("A cursor belongs to another list: start again without it."));
        }
        let place: (String, Option<NaiveDate>, usize, String, Uuid) =
            serde_json::from_value(place).map_err(|_| malformed())?;
        let (_, day, rank, key, id) = place;
        let place = Self { day, rank, key, id };
        let days = [place.day, place.date(), place.instant().map(|instant| instant.date_naive())];
        let is_whole = day.is_none() || place.date().is_some() || place.instant().is_some();
        let is_dated = days.iter().flatten().all(|day| (1..=9_999).contains(&day.year()));
        (is_whole && is_dated).then_some(place).ok_or_else(malformed)
    }

    fn date(&self) -> Option<NaiveDate> {
        self.key.parse().ok()
    }

    fn instant(&self) -> Option<DateTime<Utc>> {
        DateTime::parse_from_rfc3339(&self.key).ok().map(|instant| instant.to_utc())
    }

    /// The rows of a table that come after this place.
    #[must_use]
    pub fn passed(&self, rank: usize, day: &Day, id: &Expr) -> Condition {
        let own = match day {
            Day::Date(key) => self.date().map(|date| (key, Value::from(date))),
            Day::Instant(key) => self.instant().map(|instant| (key, Value::from(instant))),
            Day::None => None,
        };
        let condition = match (rank.cmp(&self.rank), day, self.day) {
            (Ordering::Equal, Day::None, None) => id.clone().gt(self.id),
            (Ordering::Equal, _, Some(_)) if own.is_some() => own.map_or(nothing(), |(key, value)| {
                Expr::tuple([key.clone(), id.clone()]).gt(Expr::tuple([Expr::val(value), Expr::val(self.id)]))
            }),
            (Ordering::Less, Day::None, None) | (_, Day::Date(_) | Day::Instant(_), None) => nothing(),
            (_, Day::None, _) => Expr::cust("1 = 1"),
            (order, Day::Date(key), Some(on)) => key.clone().gte(first_day(order, on)),
            (order, Day::Instant(key), Some(on)) => key.clone().gte(start_of(first_day(order, on))),
        };
        Condition::all().add(condition)
    }
}

/// The first day that is not passed, for a table that comes before or after the place's own on the same day.
fn first_day(order: Ordering, on: NaiveDate) -> NaiveDate {
    if order == Ordering::Less { on.succ_opt().unwrap_or(on) } else { on }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        let days = self.day.is_none().cmp(&other.day.is_none()).then(self.day.cmp(&other.day));
        let own = || match (self.instant(), other.instant()) {
            (Some(one), Some(other)) => one.cmp(&other),
            _ => self.key.cmp(&other.key),
        };
        days.then(self.rank.cmp(&other.rank)).then_with(own).then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
