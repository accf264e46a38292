//! Documents, which are kept elsewhere, and what they are attached to.

use async_graphql::Context;
use derive::{filter, key, object, order};
use entity::document::{Column, DocumentKind, Model};
use entity::{Row, attachment};
use futures_util::future::try_join_all;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{Condition, IdenStatic, Iterable};
use uuid::Uuid;

use crate::domain::node_ids::NodeIds;
use crate::domain::nodes::{AnyNode, find};
use crate::domain::reference::ExternalKey;
use crate::error::{Error, Result};
use crate::kit::column::{among_ids, col, table};
use crate::kit::filter::DateRange;
use crate::kit::link::links;
use crate::kit::rows::Rows;
use crate::kit::sight::{Sight, seen};

/// Dokument: a paper that is kept elsewhere, such as a discussion paper or the minutes.
#[object(document, visible = visible)]
pub struct Document {
    /// What it is attached to: meetings, agenda items, evaluations and the like. What the viewer may not see is left out.
    #[resolve(attached_to)]
    attached_to: Vec<AnyNode>,
}

async fn attached_to(document: &Document, ctx: &Context<'_>) -> Result<Vec<AnyNode>> {
    let links = links::<attachment::Model>(ctx, document).await?;
    let ends = links.iter().filter_map(end).map(|(kind, id)| find(ctx, kind, id, document.at));
    Ok(try_join_all(ends).await?.into_iter().flatten().collect())
}

/// The type and the id of what a document is attached to by a link.
fn end(link: &attachment::Model) -> Option<(&'static str, Uuid)> {
    attachment::Column::iter().find_map(|column| {
        let reference = attachable().find(|reference| reference.column == column.as_str())?;
        let target = entity::TABLES.iter().find(|table| table.name == reference.target)?;
        Some((target.node_type, link.reference(column)?))
    })
}

/// The references to what documents can be attached to.
fn attachable() -> impl Iterator<Item = &'static entity::Reference> {
    attachment::Model::TABLE.references.iter().filter(|reference| !reference.owner)
}

fn visible(sight: &Sight<'_>) -> Condition {
    sight.by_access_and_source::<Model>(Column::Source, Condition::all())
}

#[filter(Document)]
pub struct DocumentFilter {
    /// Attached to any of these objects, as far as the viewer may see them.
    #[with(attached)]
    attached_to: NodeIds,
    /// Any of these external ids; together with `source`.
    external_id: Vec<String>,
    /// Any of these kinds.
    kind: Vec<DocumentKind>,
    /// Written in any of these languages, by their exact tags.
    language: Vec<String>,
    /// Published within these days.
    published_on: DateRange,
    /// From any of these sources.
    source: Vec<String>,
}

fn attached(to: NodeIds, rows: &Rows) -> Result<Condition> {
    to.any(|node, ids| {
        let Some(reference) = attachable().find(|reference| reference.target == node.table) else {
            return Err(Error::BadInput(format!("No document is attached to an object of type {}.", node.node_type)));
        };
        let end = Expr::col((table::<attachment::Model>(), Alias::new(reference.column)));
        let mut attached = Query::select();
        attached.expr(col(attachment::Column::DocumentId)).from(table::<attachment::Model>());
        attached.and_where(among_ids(rows.backend(), end.clone(), ids));
        attached.and_where(seen(node.table, end, (node.visible)(&Sight::of(&rows.scope.viewer))));
        Ok(Condition::all().add(col(Column::Id).in_subquery(attached)))
    })
}

#[order(Document, PublishedOn, Desc)]
pub enum DocumentOrderField {
    /// Publicerad; those that are not published last.
    PublishedOn,
    /// Titel, in Swedish alphabetical order.
    Title,
}

#[key(Document)]
pub enum DocumentKey {
    /// Extern nyckel: its id in the source that pushed it.
    External(ExternalKey),
}
