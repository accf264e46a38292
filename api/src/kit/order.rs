//! What a list can be ordered by.

use chrono::NaiveDate;
use entity::{Columns, Date, Row};
use sea_orm::sea_query::{Alias, BinOper, Expr, ExprTrait};
use sea_orm::{ColumnTrait, ColumnType, DbBackend, Value};

use super::column::table;

/// A sort key: a column, and how its values compare. All are indexed together with the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// Text in Swedish alphabetical order.
    Swedish(&'static str),
    /// Whole numbers.
    Number(&'static str),
    /// Instants.
    Instant(&'static str),
    /// Dates that every row has.
    Date(&'static str),
    /// Dates that a row may lack: those without come last in both directions. The table has a column for each beside it.
    DateOrLast(&'static str),
}

/// Riktning: which way a list runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, async_graphql::Enum)]
pub enum OrderDirection {
    /// Stigande: from the smallest, earliest or first letter on.
    #[default]
    Asc,
    /// Fallande: from the largest, latest or last letter on.
    Desc,
}

impl OrderDirection {
    #[must_use]
    pub fn reversed(self) -> Self {
        if self == Self::Asc { Self::Desc } else { Self::Asc }
    }
}

impl From<OrderDirection> for sea_orm::Order {
    fn from(direction: OrderDirection) -> Self {
        if direction == OrderDirection::Asc { Self::Asc } else { Self::Desc }
    }
}

/// A sort key and a direction; ties go by the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    pub key: SortKey,
    pub direction: OrderDirection,
}

impl SortKey {
    /// How a column's values compare follows from its type.
    pub fn of(column: impl ColumnTrait) -> Self {
        let (name, def) = (column.as_str(), column.def());
        match def.get_column_type() {
            ColumnType::Integer | ColumnType::BigInteger => Self::Number(name),
            ColumnType::Date if def.is_null() => Self::DateOrLast(name),
            ColumnType::Date => Self::Date(name),
            ColumnType::TimestampWithTimeZone | ColumnType::DateTime | ColumnType::Timestamp => Self::Instant(name),
            _ => Self::Swedish(name),
        }
    }

    #[must_use]
    pub fn column(self) -> &'static str {
        let (Self::Swedish(name)
        | Self::Number(name)
        | Self::Instant(name)
        | Self::Date(name)
        | Self::DateOrLast(name)) = self;
        name
    }

    /// Whether the column is indexed as it is, without a collation of its own.
    #[must_use]
    pub fn is_plain(self) -> bool {
        !matches!(self, Self::Swedish(_))
    }

    /// None when the value is not of this key's kind.
    fn parse(self, value: &serde_json::Value) -> Option<Value> {
        match self {
            Self::Swedish(_) => Some(value.as_str().filter(|text| !text.contains('\0'))?.into()),
            Self::Number(_) => Some(value.as_i64()?.into()),
            Self::Instant(_) => Some(value.as_str()?.parse::<entity::DateTime>().ok()?.0.into()),
            Self::Date(_) | Self::DateOrLast(_) => Some(value.as_str()?.parse::<Date>().ok()?.0.into()),
        }
    }
}

impl Sort {
    /// The indexed expression.
    #[must_use]
    pub fn expr<R: Row>(self) -> Expr {
        let column = Expr::col((table::<R>(), Alias::new(self.key.column())));
        match self.key {
            SortKey::Swedish(_) => column.binary(BinOper::Custom("COLLATE"), Expr::col("swedish")),
            SortKey::DateOrLast(name) => Expr::col((table::<R>(), Alias::new(format!("{name}{}", self.stand_in().0)))),
            _ => column,
        }
    }

    /// The columns without which a row has no place in the order.
    #[must_use]
    pub fn columns<R: Row>(self) -> Columns {
        Columns::ID | R::columns(self.key.column())
    }

    /// A row's value, as the cursor carries it.
    #[must_use]
    pub fn of<R: Row>(self, row: &R) -> serde_json::Value {
        let row = serde_json::to_value(row).ok();
        row.and_then(|mut row| row.get_mut(self.key.column()).map(serde_json::Value::take)).unwrap_or_default()
    }

    /// The value that a cursor carried, for the database. None when it is not of this key's kind.
    #[must_use]
    pub fn bound(self, backend: DbBackend, value: &serde_json::Value) -> Option<Value> {
        match (self.key, value) {
            (SortKey::DateOrLast(_), serde_json::Value::Null) if backend == DbBackend::Postgres => {
                Some(self.stand_in().1.into())
            }
            (SortKey::DateOrLast(_), serde_json::Value::Null) => Some(self.stand_in().2.into()),
            (key, value) => key.parse(value),
        }
    }

    /// What replaces a date that is missing, so that it comes last and after every date there can be: the column's
    /// ending, and what is in it on PostgreSQL and on SQLite.
    fn stand_in(self) -> (&'static str, Option<NaiveDate>, &'static str) {
        match self.direction {
            OrderDirection::Asc => ("_or_last", NaiveDate::from_ymd_opt(10_000, 1, 1), "9999-12-32"),
            OrderDirection::Desc => ("_or_first", NaiveDate::from_ymd_opt(0, 12, 31), "0000-12-31"),
        }
    }
}
