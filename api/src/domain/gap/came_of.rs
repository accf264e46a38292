//! Whether something came of an object, as far as the viewer may see it: by a reference, or by a trace link.

use entity::Row;
use entity::trace_link::{Column, Model, TraceRelation};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};

use crate::kit::column::{col, table};
use crate::kit::node::Node;
use crate::kit::rows::Rows;
use crate::kit::scope::At;
use crate::kit::sight::{Sight, seen};

/// The parents that a child names in a column, of those children that fit.
pub fn is_named_by<Parent: Node, Child: Node>(column: Child::Column, fits: Expr, rows: &Rows) -> Condition {
    let mut children = rows.select::<Child>(At::Now);
    children.clear_selects().expr(Expr::val(1)).and_where(col(column).eq(col(Parent::ID))).and_where(fits);
    Condition::all().add(Expr::exists(children))
}

/// Those of which a trace link says that an object came that fits.
pub fn led_to<From: Node, To: Node>(fits: &Expr, rows: &Rows) -> Condition {
    let starts = link::<From, To>(
        (Column::FromId, Column::ToId, Column::ToType),
        [TraceRelation::LedTo, TraceRelation::ContributesTo],
    );
    let rests = link::<From, To>(
        (Column::ToId, Column::FromId, Column::FromType),
        [TraceRelation::BasedOn, TraceRelation::RespondsTo],
    );
    let exists = |(mut links, other): (SelectStatement, Column)| {
        // Who sees both ends sees the link.
        let visible = To::visible(&Sight::of(&rows.scope.viewer)).add(fits.clone());
        links.and_where(seen(To::Row::TABLE.name, col(other), visible));
        Expr::exists(links)
    };
    Condition::any().add(exists(starts)).add(exists(rests))
}

/// The links between an object and others of a type, and the column that names these.
fn link<From: Node, To: Node>(
    (own, other, kind): (Column, Column, Column),
    relations: [TraceRelation; 2],
) -> (SelectStatement, Column) {
    let mut links = Query::select();
    links.expr(Expr::val(1)).from(table::<Model>()).and_where(col(own).eq(col(From::ID)));
    links.and_where(kind.eq(To::Row::TYPE)).and_where(Column::Relation.is_in(relations));
    (links, other)
}
