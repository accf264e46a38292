//! Where something is. Reference data: loaded when the database is migrated, and the same for everybody.

mod reference_data;

use derive::{filter, key, object, order, roots};
use entity::territory::{Column, Model, TerritoryLevel};
use sea_orm::sea_query::{CommonTableExpression, Expr, ExprTrait, Query, SelectStatement, UnionType, WithClause};
use sea_orm::{Condition, DbBackend};

use super::evaluation::Evaluation;
use super::indicator::Target;
use super::observation::Observation;
use super::organisation::Organisation;
use crate::error::Result;
use crate::kit::column::{among_texts, col, table};
use crate::kit::filter::{Criterion, bounded};
use crate::kit::input::input_as;
use crate::kit::rows::Rows;
use crate::kit::sight::everybody;
use crate::kit::text::normal;
use crate::write::Coded;

/// Territorium: the country, one of its parts, a county or a municipality.
#[object(territory, visible = everybody, kept)]
pub struct Territory {
    /// Målvärden och basvärden: those that hold for it or for a territory below it.
    #[by(TerritoryId)]
    #[below]
    targets: List<Target>,
    /// Territorier: those directly below it: the country's parts, a part's counties, a county's municipalities.
    #[by(ParentId)]
    children: List<Territory>,
    /// Utvärderingar: evaluations that concern it or a territory below it.
    #[through(evaluation_territory)]
    #[below]
    evaluations: List<Evaluation>,
    /// Utfall: those that hold for it or for a territory below it.
    #[by(TerritoryId)]
    #[below]
    observations: List<Observation>,
    /// Organisationer: those that have their seat in it or in a territory below it.
    #[by(TerritoryId)]
    #[below]
    organisations: List<Organisation>,
    /// The territory that it is in. Null: it is the country.
    parent: Option<Territory>,
}

#[filter(Territory)]
pub struct TerritoryFilter {
    /// Any of these codes.
    code: Vec<String>,
    /// Any of these levels.
    level: Vec<TerritoryLevel>,
    /// Any of these territories, by code, and everything below them.
    #[column(Id)]
    within: AtOrBelow,
}

#[order(Territory, Code, Asc)]
pub enum TerritoryOrderField {
    /// Kod: its code, in Swedish alphabetical order.
    Code,
    /// Namn, in Swedish alphabetical order.
    Name,
}

#[key(Territory)]
pub enum TerritoryKey {
    /// Kod, such as `25` for Norrbottens län or `2580` for Luleå.
    Code(String),
}

#[roots]
pub trait TerritoryQuery {
    /// Territorier: all of Sweden's counties and municipalities, its three parts, and the country itself.
    fn territories() -> List<Territory>;
    /// One territory. Null: there is none with this key.
    fn territory(by: TerritoryKey) -> Territory;
}

/// Territories by code: the column names one of them, or one below.
#[derive(Debug, Clone)]
pub struct AtOrBelow(Vec<String>);

input_as!(AtOrBelow as Vec<String>, |codes| Self(codes.iter().map(|code| normal(code)).collect()), |this| this.0);

impl Criterion for AtOrBelow {
    fn fits(self, column: Expr, rows: &Rows) -> Result<Condition> {
        Ok(Condition::all().add(column.in_subquery(tree(rows.backend(), bounded(self.0)?))))
    }
}

impl Coded for Territory {
    const CODE: Column = Column::Code;
}

/// The ids of the territories with these codes and of all below them.
fn tree(backend: DbBackend, codes: Vec<String>) -> SelectStatement {
    let mut roots = Query::select();
    roots.expr_as(col(Column::Id), "id").from(table::<Model>());
    roots.and_where(among_texts(backend, col(Column::Code), codes));
    let mut lower = Query::select();
    lower.expr_as(col(Column::Id), "id").from(table::<Model>());
    lower.inner_join("below", Expr::col(("below", "id")).eq(col(Column::ParentId)));
    let mut below = CommonTableExpression::new();
    below.table_name("below").column("id").query(roots.union(UnionType::Distinct, lower).take());
    let mut all = Query::select();
    all.expr(Expr::col(("below", "id"))).from("below");
    all.with_cte(WithClause::new().recursive(true).cte(below).to_owned());
    all
}
