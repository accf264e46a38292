//! Trace links as steps of a thread: each read from the earlier object to the later one.

use entity::ThreadRelation;
use entity::trace_link::{Column, Model, TraceRelation};
use sea_orm::sea_query::{ExprTrait, Order};
use sea_orm::{ActiveEnum, ColumnTrait, Condition};
use uuid::Uuid;

use super::Direction;
use super::steps::Place;
use crate::domain::nodes::node_type;
use crate::domain::trace_link::TraceLink;
use crate::error::Result;
use crate::kit::column::{among_ids, col};
use crate::kit::rows::Rows;
use crate::kit::scope::At;

const RELATIONS: [TraceRelation; 6] = [
    TraceRelation::LedTo,
    TraceRelation::BasedOn,
    TraceRelation::RespondsTo,
    TraceRelation::ContributesTo,
    TraceRelation::Supersedes,
    TraceRelation::Informed,
];

/// What a link is in a thread, and whether it starts from the earlier object.
const fn relation(of: TraceRelation) -> (ThreadRelation, bool) {
    match of {
        TraceRelation::LedTo => (ThreadRelation::LedTo, true),
        TraceRelation::ContributesTo => (ThreadRelation::ContributesTo, true),
        TraceRelation::Informed => (ThreadRelation::Informed, true),
        TraceRelation::BasedOn => (ThreadRelation::BasisOf, false),
        TraceRelation::RespondsTo => (ThreadRelation::AnsweredBy, false),
        TraceRelation::Supersedes => (ThreadRelation::SupersededBy, false),
    }
}

/// The links from these objects that the viewer may see, at most so many.
pub async fn read(at: At, direction: Direction, ids: &[Uuid], most: u64, rows: &Rows) -> Result<Vec<Model>> {
    let starting = |column: Column, from_earlier: bool| {
        let fitting = RELATIONS.into_iter().filter(|one| relation(*one).1 == from_earlier);
        let names = among_ids(rows.backend(), col(column), ids.iter().copied());
        names.and(Column::Relation.is_in(fitting.map(|one| one.to_value())))
    };
    let is_downstream = direction == Direction::Downstream;
    let any = Condition::any().add(starting(Column::FromId, is_downstream)).add(starting(Column::ToId, !is_downstream));
    let mut select = rows.select::<TraceLink>(at);
    select.cond_where(any).order_by_expr(col(Column::Id), Order::Asc).limit(most);
    rows.fetch(at, select).await
}

/// What the link is, its earlier object and its later one.
pub fn ends(link: &Model) -> Result<(ThreadRelation, Place, Place)> {
    let place = |kind: &str, id: Uuid| -> Result<Place> { Ok((node_type(kind)?.table, id)) };
    let (from, to) = (place(&link.from_type, link.from_id)?, place(&link.to_type, link.to_id)?);
    let (relation, from_is_earlier) = relation(link.relation);
    Ok(if from_is_earlier { (relation, from, to) } else { (relation, to, from) })
}
