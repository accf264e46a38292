//! What a list can be filtered by. All fields of a filter must fit; a list of values means any of them.

use std::borrow::Cow;
use std::fmt::Debug;
use std::marker::PhantomData;

use async_graphql::{ID, InputObject, InputType, InputValueError, InputValueResult, registry::Registry};
use entity::{Date, DateTime, Text};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{Condition, Value};

use super::column::{among_ids, among_texts, has_ids};
use super::input::input_as;
use super::key::{Key, Keyed};
use super::node::{Node, id_of};
use super::related::related;
use super::rows::Rows;
use super::sight::Sight;
use super::text::normal;
use crate::error::{Error, Result};

/// A filter's input object. Declared by `#[filter]`.
pub trait Filter: InputType + Debug {
    /// # Errors
    /// `BadInput` for an id that is not of the type wanted, or too long a list.
    fn condition(self, rows: &Rows) -> Result<Condition>;
}

impl<F: Filter> Filter for Box<F> {
    fn condition(self, rows: &Rows) -> Result<Condition> {
        (*self).condition(rows)
    }
}

/// Datumintervall: from one day to another, both included. Null is refused: leave a field out.
#[derive(Debug, Clone, InputObject)]
pub struct DateRange {
    /// The first day. Left out: from the beginning.
    from: NonNull<Date>,
    /// The last day, not before `from`. Left out: without an end.
    to: NonNull<Date>,
}

/// Tidsintervall: from one instant to another, both included. Null is refused: leave a field out.
#[derive(Debug, Clone, InputObject)]
pub struct DateTimeRange {
    /// The first instant. Left out: from the beginning.
    from: NonNull<DateTime>,
    /// The last instant, not before `from`. Left out: without an end.
    to: NonNull<DateTime>,
}

/// Heltalsintervall: from one whole number to another, both included. Null is refused: leave a field out.
#[derive(Debug, Clone, InputObject)]
pub struct IntRange {
    /// The smallest number. Left out: no lower bound.
    from: NonNull<i32>,
    /// The largest number, not less than `from`. Left out: no upper bound.
    to: NonNull<i32>,
}

impl DateRange {
    /// The first day and the last.
    ///
    /// # Errors
    /// `BadInput` when it ends before it starts.
    pub fn days(self) -> Result<(Option<Date>, Option<Date>)> {
        let days = (self.from.0, self.to.0);
        self.bounds().map(|_| days)
    }
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

/// A field of a filter: what it asks of a column.
pub trait Criterion {
    /// # Errors
    /// `BadInput` for a range that ends before it starts, another type's id, or too long a list.
    fn fits(self, column: Expr, rows: &Rows) -> Result<Condition>;
}

impl<T: Range> Criterion for T {
    fn fits(self, column: Expr, _: &Rows) -> Result<Condition> {
        let (from, to) = self.bounds()?;
        let condition = Condition::all().add_option(from.map(|from| column.clone().gte(from)));
        Ok(condition.add_option(to.map(|to| column.lte(to))))
    }
}

/// The column holds this; one that is null does not fit.
impl Criterion for bool {
    fn fits(self, column: Expr, _: &Rows) -> Result<Condition> {
        Ok(Condition::all().add(column.eq(self)))
    }
}

/// The column's text is any of these.
impl<T: Text> Criterion for Vec<T> {
    fn fits(self, column: Expr, rows: &Rows) -> Result<Condition> {
        let texts = bounded(self)?.into_iter().map(|text| normal(&text.into_text()));
        Ok(Condition::all().add(among_texts(rows.backend(), column, texts)))
    }
}

/// What a function of a filter or a key gives, which may fail or not.
pub trait Fitting {
    /// # Errors
    /// What the function says.
    fn fitting(self) -> Result<Condition>;
}

impl Fitting for Condition {
    fn fitting(self) -> Result<Condition> {
        Ok(self)
    }
}

impl Fitting for Result<Condition> {
    fn fitting(self) -> Result<Condition> {
        self
    }
}

/// Ids of the objects themselves.
#[derive(Debug, Clone)]
pub struct AnyId<N>(Vec<ID>, PhantomData<fn() -> N>);

input_as!([N: Node] AnyId<N> as Vec<ID>, |ids| Self(ids, PhantomData), |this| this.0);

impl<N: Node> Criterion for AnyId<N> {
    fn fits(self, column: Expr, rows: &Rows) -> Result<Condition> {
        let ids = bounded(self.0)?.iter().map(id_of::<N::Row>).collect::<Result<Vec<_>>>()?;
        Ok(Condition::all().add(among_ids(rows.backend(), column, ids)))
    }
}

/// Keys of one type: the column names one of these objects, as far as the viewer may see them.
#[derive(Debug, Clone)]
pub struct AnyOf<N: Keyed>(Vec<N::Key>);

input_as!([N: Keyed] AnyOf<N> as Vec<N::Key>, |keys| Self(keys), |this| this.0);

/// How many keys other than ids a filter may list: each is a condition of its own.
const MOST_KEYS: usize = 100;

impl<N: Keyed> AnyOf<N> {
    #[must_use]
    pub const fn new(keys: Vec<N::Key>) -> Self {
        Self(keys)
    }

    /// Which rows have any of these keys.
    ///
    /// # Errors
    /// `BadInput` for an id that is not of the type wanted, or too long a list.
    pub fn any(self, rows: &Rows) -> Result<Condition> {
        let (ids, others): (Vec<_>, Vec<_>) = bounded(self.0)?.into_iter().partition(|key| key.id().is_some());
        let ids = ids.iter().filter_map(Key::id).map(id_of::<N::Row>).collect::<Result<Vec<_>>>()?;
        if others.len() > MOST_KEYS {
            let keys = others.len();
            let message = format!("A filter lists {keys} keys that are not ids; at most {MOST_KEYS} are allowed.");
            return Err(Error::BadInput(message));
        }
        let any = Condition::any().add(has_ids::<N::Row>(rows.backend(), ids));
        let any = others.into_iter().try_fold(any, |any, key| Ok::<_, Error>(any.add(key.condition(rows)?)))?;
        Ok(Condition::all().add(any))
    }
}

impl<N: Keyed> Criterion for AnyOf<N> {
    fn fits(self, column: Expr, rows: &Rows) -> Result<Condition> {
        let is_by_id = self.0.iter().all(|key| key.id().is_some());
        if is_by_id && N::visible(&Sight::of(&rows.scope.viewer)).is_empty() {
            let ids = self.0.into_iter().filter_map(|key| key.id().cloned()).collect();
            return AnyId::<N>(ids, PhantomData).fits(column, rows);
        }
        Ok(related::<N>(column, self.any(rows)?, rows))
    }
}

/// A value that may be left out but must not be null: null would have to mean either everything or nothing, and would
/// show people what they did not ask for.
#[derive(Debug, Clone)]
pub struct NonNull<T>(pub Option<T>);

impl<T> Default for NonNull<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: InputType> InputType for NonNull<T> {
    type RawValueType = T::RawValueType;

    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn qualified_type_name() -> String {
        T::type_name().into_owned()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry);
        T::type_name().into_owned()
    }

    fn parse(value: Option<async_graphql::Value>) -> InputValueResult<Self> {
        match value {
            None => Ok(Self(None)),
            Some(async_graphql::Value::Null) => {
                Err(InputValueError::custom("null is not allowed in a filter: leave the field out"))
            }
            Some(value) => Ok(Self(Some(T::parse(Some(value)).map_err(InputValueError::propagate)?))),
        }
    }

    fn to_value(&self) -> async_graphql::Value {
        self.0.as_ref().map_or(async_graphql::Value::Null, InputType::to_value)
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        self.0.as_ref().and_then(InputType::as_raw_value)
    }
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
