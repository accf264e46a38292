//! What a list can be filtered by. All fields of a filter must fit; a list of values means any of them.

use std::fmt::Debug;

use async_graphql::{ID, InputObject, InputType};
use entity::{Date, DateTime, Row};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveEnum, Condition, Value};

use super::column::{among_ids, among_texts};
use super::given::Given;
use super::node::id_of;
use super::rows::Rows;
use crate::error::{Error, Result};

/// A filter's input object. Declared by `listing!`.
pub trait Filter: InputType + Debug {
    /// # Errors
    /// `BadInput` for an id that is not of the type wanted, or too long a list.
    fn condition(self, reader: &Rows) -> Result<Condition>;
}

/// Datumintervall: from one day to another, both included.
#[derive(Debug, Clone, InputObject)]
pub struct DateRange {
    /// The first day. Left out: from the beginning.
    #[graphql(default)]
    from: Given<Date>,
    /// The last day. Left out: without an end.
    #[graphql(default)]
    to: Given<Date>,
}

/// Tidsintervall: from one instant to another, both included.
#[derive(Debug, Clone, InputObject)]
pub struct DateTimeRange {
    /// The first instant. Left out: from the beginning.
    #[graphql(default)]
    from: Given<DateTime>,
    /// The last instant. Left out: without an end.
    #[graphql(default)]
    to: Given<DateTime>,
}

/// Heltalsintervall: from one whole number to another, both included.
#[derive(Debug, Clone, InputObject)]
pub struct IntRange {
    /// The smallest number. Left out: no lower bound.
    #[graphql(default)]
    from: Given<i32>,
    /// The largest number. Left out: no upper bound.
    #[graphql(default)]
    to: Given<i32>,
}

/// A range on a column, whose rows without a value do not fit.
pub trait Range {
    /// # Errors
    /// `BadInput` when it ends before it starts.
    fn bounds(self) -> Result<(Option<Value>, Option<Value>)>;
}

macro_rules! range {
    ($($range:ident),*) => {
        $(impl Range for $range {
            fn bounds(self) -> Result<(Option<Value>, Option<Value>)> {
                if let (Some(from), Some(to)) = (self.from.0, self.to.0)
                    && to < from
                {
                    return Err(Error::BadInput(format!("A filter's range ends ({to}) before it starts ({from}).")));
                }
                Ok((self.from.0.map(Into::into), self.to.0.map(Into::into)))
            }
        })*
    };
}
range!(DateRange, DateTimeRange, IntRange);

/// The column lies within the range.
///
/// # Errors
/// `BadInput` when it ends before it starts.
pub fn within(column: Expr, range: impl Range, _: &Rows) -> Result<Condition> {
    let (from, to) = range.bounds()?;
    let condition = Condition::all().add_option(from.map(|from| column.clone().gte(from)));
    Ok(condition.add_option(to.map(|to| column.lte(to))))
}

/// The column's choice is any of these.
///
/// # Errors
/// `BadInput` for too long a list.
pub fn any_choice<T: ActiveEnum<Value = String>>(column: Expr, choices: Vec<T>, reader: &Rows) -> Result<Condition> {
    any_text(column, choices.into_iter().map(|choice| choice.to_value()).collect(), reader)
}

/// The column's text is any of these.
///
/// # Errors
/// `BadInput` for too long a list.
pub fn any_text(column: Expr, texts: Vec<String>, reader: &Rows) -> Result<Condition> {
    let texts = bounded(texts)?;
    Ok(Condition::all().add(among_texts(reader.backend(), column, texts)))
}

/// The column names any of these objects, all of one type.
///
/// # Errors
/// `BadInput` for another type's id, or too long a list.
pub fn any_id<R: Row>(column: Expr, ids: Vec<ID>, reader: &Rows) -> Result<Condition> {
    let ids = bounded(ids)?.iter().map(id_of::<R>).collect::<Result<Vec<_>>>()?;
    Ok(Condition::all().add(among_ids(reader.backend(), column, ids)))
}

const LONGEST: usize = 1_000;

/// A filter's list holds at most 1,000 values.
///
/// # Errors
/// `BadInput` for a longer one.
pub fn bounded<T>(values: Vec<T>) -> Result<Vec<T>> {
    if values.len() > LONGEST {
        return Err(Error::BadInput(format!("A filter lists {} values; at most {LONGEST} are allowed.", values.len())));
    }
    Ok(values)
}
