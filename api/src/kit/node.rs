//! An object type over one table, and its global id.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, OutputType, SelectionField, ServerResult, Value};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use entity::{Columns, Row};
use futures_util::future::BoxFuture;
use sea_orm::{ColumnTrait, Condition, IdenStatic};
use uuid::Uuid;

use super::context::context;
use super::loader::ById;
use super::presence::RelationField;
use super::scope::At;
use super::shown::Shown;
use super::sight::Sight;
use super::visibility::Visibility;
use crate::error::{Error, Result};

/// An object type over one table. Declared by `#[object]`.
pub trait Node: OutputType + Send + Sync + Sized + 'static {
    type Row: Row<Column = Self::Column>;
    type Column: ColumnTrait + IdenStatic + Copy;

    const ID: Self::Column = Self::Row::ID;
    /// Whether its table is small and seldom changes, so that it is kept in memory.
    const IS_KEPT: bool;
    /// Its relations.
    const RELATIONS: &'static [RelationField];

    fn new(row: impl Into<Arc<Self::Row>>, at: At) -> Self;
    fn row(&self) -> &Self::Row;
    fn at(&self) -> At;

    /// The place of the column that a field shows as it is. None: the field shows something else.
    fn column(field: &str) -> Option<usize>;

    /// What a field shows, of whatever kind it is.
    fn field<'a>(&'a self, ctx: &'a Context<'a>) -> BoxFuture<'a, ServerResult<Option<Value>>>;

    /// The columns that a field needs; all of them, if that is not known.
    fn needs(field: &str) -> Columns;

    /// Which rows are seen; a subquery on the root where the row belongs to one.
    fn visibility(sight: &Sight<'_>) -> Visibility;

    /// What a row fits that is seen.
    #[must_use]
    fn visible(sight: &Sight<'_>) -> Condition {
        Self::visibility(sight).seen
    }

    /// The object that a foreign key of this one names, or none when there is none that the viewer may see.
    fn optional_ref<N: Node>(
        &self,
        ctx: &Context<'_>,
        id: impl Into<Option<Uuid>>,
    ) -> impl Future<Output = Option<Result<N>>> + Send {
        let (id, at) = (id.into(), self.at());
        async move { by_id::<N>(ctx, id?, at).await.transpose() }
    }
}

/// The object with this id, batched with its like.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id<N: Node>(ctx: &Context<'_>, id: Uuid, at: At) -> Result<Option<N>> {
    find(ctx, ById { id, at, columns: Columns::ALL }).await
}

async fn find<N: Node>(ctx: &Context<'_>, key: ById) -> Result<Option<N>> {
    let loaders = &context(ctx).loaders;
    let row = match loaders.rows().kept::<N>(key.at).await? {
        Some(Some(whole)) => whole.get(&key.id).cloned(),
        _ => loaders.one::<N, _>(key).await?,
    };
    Ok(row.map(|row| N::new(row, key.at)))
}

/// The object that a field shows, as far as it shows it. None: there is none that the viewer may see.
///
/// # Errors
/// When the database does not answer.
pub async fn shown<N: Node>(ctx: &Context<'_>, id: Option<Uuid>, at: At) -> Result<Option<Shown<N>>> {
    let Some(id) = id else { return Ok(None) };
    Ok(find(ctx, ById { id, at, columns: needs::<N>(&ctx.field()) }).await?.map(Shown))
}

/// The same of an object that all see who see the field.
///
/// # Errors
/// When the database does not answer.
pub async fn shown_always<N: Node>(ctx: &Context<'_>, id: Uuid, at: At) -> Result<Shown<N>> {
    let gone = || Error::internal(format!("{} {id} was deleted while it was read", N::Row::TYPE));
    shown(ctx, Some(id), at).await?.ok_or_else(gone)
}

/// The columns of a type that a field of this type needs for what is selected of it.
#[must_use]
pub fn needs<N: Node>(field: &SelectionField<'_>) -> Columns {
    field.selection_set().fold(Columns::NONE, |columns, selected| columns | N::needs(selected.name()))
}

/// Those objects with these ids that the viewer may see, batched with their like.
///
/// # Errors
/// When the database does not answer.
pub async fn by_ids<N: Node>(
    ctx: &Context<'_>,
    ids: impl Iterator<Item = Uuid>,
    at: At,
) -> Result<HashMap<Uuid, Arc<N::Row>>> {
    let keys = ids.map(|id| ById { id, at, columns: Columns::ALL }).collect();
    let found = context(ctx).loaders.many::<N, _>(keys).await?;
    Ok(found.into_iter().map(|(key, row)| (key.id, row)).collect())
}

/// A global id: `base64url("Evaluation:<uuid>")`. Clients treat it as opaque.
#[must_use]
pub fn global_id<R: Row>(id: Uuid) -> ID {
    type_id(R::TYPE, id)
}

/// The same for a type that is known by name.
#[must_use]
pub fn type_id(kind: &str, id: Uuid) -> ID {
    ID(BASE64_URL_SAFE_NO_PAD.encode(format!("{kind}:{id}")))
}

/// The type and the row that a global id names.
///
/// # Errors
/// `BadInput` when it is not one of our global ids.
pub fn parse_id(id: &ID) -> Result<(String, Uuid)> {
    let malformed = || Error::bad_input("An id is malformed: use ids as this API gave them.");
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(id.as_str()).map_err(|_| malformed())?;
    let text = String::from_utf8(bytes).map_err(|_| malformed())?;
    let (kind, uuid) = text.split_once(':').ok_or_else(malformed)?;
    let uuid = Uuid::try_parse(uuid).ok().filter(|parsed| parsed.to_string() == uuid).ok_or_else(malformed)?;
    Ok((kind.to_owned(), uuid))
}

/// The row that a global id of this very type names.
///
/// # Errors
/// `BadInput` when it is malformed or another type's.
pub fn id_of<R: Row>(id: &ID) -> Result<Uuid> {
    match parse_id(id)? {
        (kind, uuid) if kind == R::TYPE => Ok(uuid),
        (kind, _) => Err(Error::BadInput(format!("An id of type {} is expected here, not one of {kind}.", R::TYPE))),
    }
}
