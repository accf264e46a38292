//! Documents, which are kept elsewhere, and what they are attached to.

use async_graphql::Context;
use derive::{filter, key, mutations, object, order, push, values};
use entity::document::{Column, DocumentKind, Model};
use entity::{Link, Row, attachment};
use futures_util::future::try_join_all;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{Condition, IdenStatic, Iterable};
use uuid::Uuid;

use crate::domain::attached::{AnyAttached, AttachedKey};
use crate::domain::nodes::{AnyNode, find, node_of};
use crate::domain::reference::ExternalKey;
use crate::error::Result;
use crate::kit::column::{col, table};
use crate::kit::filter::DateRange;
use crate::kit::link::links;
use crate::kit::many::Many;
use crate::kit::rows::Rows;
use crate::kit::sight::{Sight, seen};
use crate::kit::visibility::Visibility;
use crate::write::{Batch, Code, Draft, Language, ListOf, Lookup, Title, UserErrorCode, WebAddress, Writable};
use async_graphql::MaybeUndefined;
use entity::{Access, Date};

/// Dokument: a paper that is kept elsewhere, such as a discussion paper or the minutes.
#[object(document, visible = visible)]
pub struct Document {
    /// What it is attached to: meetings, agenda items, evaluations and the like. What the viewer may not see is left out.
    #[resolve(attached_to)]
    #[present(is_attached)]
    attached_to: Many<AnyNode>,
}

async fn attached_to(document: &Document, ctx: &Context<'_>) -> Result<Many<AnyNode>> {
    let links = links::<attachment::Model>(ctx, document).await?;
    let ends = links.iter().filter_map(end).map(|(kind, id)| find(ctx, kind, id, document.at));
    Ok(try_join_all(ends).await?.into_iter().flatten().collect())
}

/// Those that are attached to anything that the viewer may see.
fn is_attached(rows: &Rows) -> Condition {
    let sight = Sight::of(&rows.scope.viewer);
    let column = |name: &'static str| Expr::col((table::<attachment::Model>(), Alias::new(name)));
    let ends = attachable().filter_map(|reference| Some((column(reference.column), node_of(reference.target)?)));
    let ends = ends.map(|(end, node)| seen(node.table, end, (node.visible)(&sight)));
    let mut links = Query::select();
    links.expr(Expr::val(1)).from(table::<attachment::Model>());
    links.and_where(column("document_id").eq(col(Column::Id))).cond_where(ends.fold(Condition::any(), Condition::add));
    Condition::all().add(Expr::exists(links))
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

fn visible(sight: &Sight<'_>) -> Visibility {
    sight.by_access_and_source::<Model>(Column::Source, None)
}

#[filter(Document)]
pub struct DocumentFilter {
    /// Attached to any of these objects, as far as the viewer may see them.
    #[with(attached)]
    attached_to: AnyAttached,
    /// With any of these external ids. Different sources may use the same one: give `source` too.
    external_id: Vec<String>,
    /// Any of these kinds.
    kind: Vec<DocumentKind>,
    /// Written in any of these languages, by their exact tags.
    language: Vec<String>,
    /// Published within these days.
    published_on: DateRange,
    /// Pushed by any of these sources.
    source: Vec<String>,
}

fn attached(to: AnyAttached, rows: &Rows) -> Result<Condition> {
    let end = |target: &'static str| {
        let reference = attachable().find(|reference| reference.target == target);
        Expr::col((table::<attachment::Model>(), Alias::new(reference.map_or("id", |reference| reference.column))))
    };
    let mut attached = Query::select();
    attached.expr(col(attachment::Column::DocumentId)).from(table::<attachment::Model>());
    attached.cond_where(to.fits(end, rows)?);
    Ok(Condition::all().add(col(Column::Id).in_subquery(attached)))
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

#[values(Document)]
pub struct DocumentValues {
    /// Åtkomst: who may see it.
    #[default(INTERNAL)]
    access: Access,
    /// All that it is attached to, at most 100. Null: nothing.
    #[link(attachment)]
    attached_to: Option<ListOf<AttachedKey>>,
    /// What kind of document it is.
    kind: DocumentKind,
    /// Språk: the language that it is written in, as a BCP 47 tag such as `sv` or `en-GB`, at most 40 characters.
    #[default("sv")]
    language: Language,
    /// Publicerad: the day it was published. Null: not yet, or not known.
    published_on: Option<Date>,
    /// Diarienummer, as the agency writes it, at most 40 characters. Null: it has none, or not known.
    registration_number: Option<Code>,
    /// Titel, at most 300 characters.
    title: Title,
    /// Where it can be read; the server never fetches it. Null: the address is not known, or it has none.
    url: Option<WebAddress>,
}

impl Writable for Document {
    type Values = DocumentValues;

    fn apply(_: &DocumentValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.check_access(draft.row.access, lookup);
    }
}

/// Makes the documents that are attached to a row just these. The links are the documents' own, whose versions rise with
/// them; a push attaches and takes away documents of its own source only.
pub fn attach<R: Row>(
    field: &'static str,
    column: attachment::Column,
    given: &MaybeUndefined<ListOf<DocumentKey>>,
    draft: &mut Draft<R>,
    lookup: &Lookup,
) {
    let wanted = match given {
        MaybeUndefined::Undefined => return,
        MaybeUndefined::Null => Vec::new(),
        MaybeUndefined::Value(list) => match list.settle(field, &mut draft.form, lookup) {
            Some(wanted) => wanted.into_iter().flatten().flatten().collect(),
            None => return,
        },
    };
    let stored =
        if draft.is_new() { Vec::new() } else { lookup.all::<attachment::Model>(column, draft.row.id()).to_vec() };
    let unwanted = stored.iter().filter(|link| !wanted.contains(&link.document_id));
    unwanted.for_each(|link| take_away(link, &mut draft.others, lookup));
    for id in wanted.into_iter().filter(|id| !stored.iter().any(|link| link.document_id == *id)) {
        let Some(document) = mine(id, lookup) else {
            let message = "A push attaches documents of its own source only.";
            draft.error(field, UserErrorCode::ForbiddenSource, message);
            continue;
        };
        let mut link = attachment::Model { document_id: id, ..Default::default() };
        link.set_reference(column, draft.row.id());
        draft.others.insert(link);
        draft.others.touch(document, attachment::Model::LIST);
    }
}

/// Takes all documents that the write may take away from a row.
pub fn detach(column: attachment::Column, row: Uuid, others: &mut Batch, lookup: &Lookup) {
    lookup.all(column, row).iter().for_each(|link| take_away(link, others, lookup));
}

fn take_away(link: &attachment::Model, others: &mut Batch, lookup: &Lookup) {
    if let Some(document) = mine(link.document_id, lookup) {
        others.delete(link.clone());
        others.touch(document, attachment::Model::LIST);
    }
}

/// A document that the write may attach.
fn mine(id: Uuid, lookup: &Lookup) -> Option<Model> {
    let documents = lookup.locked::<Document>(Column::Id, id);
    let is_mine = |document: &&Model| !lookup.is_push() || document.source.as_deref() == lookup.source();
    documents.iter().find(is_mine).cloned()
}

mutations!(Document);
push!(Document, documents);
