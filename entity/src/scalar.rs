//! The scalars of our own: a calendar date, an instant, a web address.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{Datelike, NaiveDate, SecondsFormat, SubsecRound, Utc};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// Datum: a calendar date without a time, `YYYY-MM-DD`, with a year of four digits.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType, Serialize, Deserialize,
)]
pub struct Date(pub NaiveDate);

/// Datum: a calendar date without a time, `YYYY-MM-DD`, with a year of four digits.
#[Scalar(specified_by_url = "https://scalars.graphql.org/andimarek/local-date.html")]
impl ScalarType for Date {
    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(text) if text.parse::<Self>().is_ok())
    }

    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        text.parse().map_err(InputValueError::custom)
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

impl crate::Plain for Date {}

impl std::str::FromStr for Date {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10);
        date.filter(|date| (1..=9999).contains(&date.year())).map(Self).ok_or("is not a date of the form YYYY-MM-DD")
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Tidpunkt: an instant in UTC with milliseconds, such as `2017-10-31T08:30:00.000Z`. Inputs may have any offset from
/// UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType, Serialize, Deserialize,
)]
pub struct DateTime(pub chrono::DateTime<Utc>);

/// Tidpunkt: an instant in UTC with milliseconds, such as `2017-10-31T08:30:00.000Z`. Inputs may have any offset from
/// UTC.
#[Scalar(specified_by_url = "https://scalars.graphql.org/andimarek/date-time.html")]
impl ScalarType for DateTime {
    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(text) if text.parse::<Self>().is_ok())
    }

    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        text.parse().map_err(InputValueError::custom)
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

impl crate::Plain for DateTime {}

impl std::str::FromStr for DateTime {
    type Err = &'static str;

    /// Cut to milliseconds: that is what both databases keep alike.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let instant = chrono::DateTime::parse_from_rfc3339(text).ok().map(|instant| instant.to_utc().trunc_subsecs(3));
        instant
            .filter(|instant| (1..=9999).contains(&instant.year()))
            .map(Self)
            .ok_or("is not an instant of the form YYYY-MM-DDThh:mm:ssZ")
    }
}

impl DateTime {
    /// The latest instant that can be written.
    #[must_use]
    pub fn latest() -> Self {
        let end = NaiveDate::from_ymd_opt(9999, 12, 31).and_then(|day| day.and_hms_milli_opt(23, 59, 59, 999));
        Self(end.unwrap_or_default().and_utc())
    }
}

impl std::fmt::Display for DateTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

/// Webbadress: an address that starts with `http://` or `https://`, at most 2,000 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType, Serialize, Deserialize)]
pub struct Url(pub String);

/// Webbadress: an address that starts with `http://` or `https://`, at most 2,000 characters.
#[Scalar(specified_by_url = "https://url.spec.whatwg.org/")]
impl ScalarType for Url {
    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(_))
    }

    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}
