//! Creating, changing and deleting one object.

use async_graphql::{Context, ID, Object, TypeName};
use entity::Row;
use futures_util::future::BoxFuture;
use sea_orm::Condition;
use uuid::Uuid;

use super::Writable;
use super::draft::Draft;
use super::form::Form;
use super::input::{Create, Delete, Update};
use super::lookup::{Lookup, WriteMode};
use super::user_error::{UserError, UserErrorCode};
use super::value::{FreeText, Value};
use super::walk::{self, Action, Request, Work, as_user_error, run};
use crate::auth::policy::must_edit;
use crate::error::Result;
use crate::kit::column::has_id;
use crate::kit::context::{RequestContext, context};
use crate::kit::node::{Node, id_of};
use crate::kit::scope::At;
use crate::kit::sight::Sight;
use crate::ledger::{Revision, WriteTx};

/// What became of a mutation.
pub struct Written<N> {
    pub node: Option<N>,
    pub errors: Vec<UserError>,
    pub revision: Option<Revision>,
}

/// Svar: the id of the deleted object, or why it was refused.
pub struct Deleted<N> {
    id: Option<ID>,
    written: Written<N>,
}

impl<N: Node> TypeName for Deleted<N> {
    fn type_name() -> std::borrow::Cow<'static, str> {
        format!("Delete{}Payload", N::Row::TYPE).into()
    }
}

/// Svar: the id of the deleted object, or why it was refused.
#[Object(name_type)]
impl<N: Node> Deleted<N> {
    /// The id of the object that was deleted or, in a dry run, would be. Null: it was refused, see `userErrors`.
    async fn deleted_id(&self) -> Option<&ID> {
        self.id.as_ref()
    }

    /// The revision that holds the deletion. Null: nothing was deleted, because it was refused or a dry run.
    async fn revision(&self) -> Option<&Revision> {
        self.written.revision.as_ref()
    }

    /// Why it was refused. Empty: it was not.
    async fn user_errors(&self) -> &[UserError] {
        &self.written.errors
    }
}

/// Creates an object.
///
/// # Errors
/// Those of who may, and the ledger's.
pub async fn create<N: Writable>(ctx: &Context<'_>, input: Create<N>) -> Result<Written<N>> {
    let Create { dry_run, values } = input;
    Edit { context: context(ctx), target: None, reason: None, action: Action::Write(values) }.write(ctx, dry_run).await
}

/// Changes an object. What does not differ is not written.
///
/// # Errors
/// Those of who may, and the ledger's; `BadInput` for an id that is malformed or another type's.
pub async fn update<N: Writable>(ctx: &Context<'_>, input: Update<N>) -> Result<Written<N>> {
    let Update { dry_run, expected_version, id, reason, values } = input;
    let target = Some(Target { id: &id, expected_version });
    Edit { context: context(ctx), target, reason, action: Action::Write(values) }.write(ctx, dry_run).await
}

/// Deletes an object that nothing refers to, with its parts. The ledger keeps what they were.
///
/// # Errors
/// Those of who may, and the ledger's; `BadInput` for an id that is malformed or another type's.
pub async fn delete<N: Writable>(ctx: &Context<'_>, input: Delete<N>) -> Result<Deleted<N>> {
    let Delete { dry_run, expected_version, id, .. } = input;
    let target = Some(Target { id: &id, expected_version });
    let edit = Edit { context: context(ctx), target, reason: None, action: Action::Delete("id") };
    let written = edit.write(ctx, dry_run).await?;
    Ok(Deleted { id: written.errors.is_empty().then_some(id), written })
}

/// What an editor asks for.
struct Edit<'a, N: Writable> {
    context: &'a RequestContext,
    /// None: the object is new.
    target: Option<Target<'a>>,
    reason: Option<FreeText>,
    action: Action<N>,
}

/// Which object is meant.
struct Target<'a> {
    id: &'a ID,
    expected_version: Option<i32>,
}

/// The object's id if it is written, or why it is not.
type Edited = Result<Option<Uuid>, Vec<UserError>>;

impl<N: Writable> Edit<'_, N> {
    async fn write(self, ctx: &Context<'_>, dry_run: bool) -> Result<Written<N>> {
        must_edit(self.context.viewer())?;
        let mode = WriteMode::Edit { reason: self.reason.as_ref().map(|reason| reason.0.clone()) };
        let (outcome, revision) = match run(ctx, dry_run, mode, &self).await {
            Ok(written) => written,
            Err(error) => (Err(vec![as_user_error(error)?]), None),
        };
        match outcome {
            Ok(Some(id)) if revision.is_some() => {
                // As the rest of the answer sees it: others may have changed it again since, or it is hidden now.
                let node = self.context.rows().find::<N>(At::Now, has_id::<N::Row>(id)).await?.pop();
                Ok(Written { node: node.map(|row| N::new(row, At::Now)), errors: Vec::new(), revision })
            }
            Ok(_) => Ok(Written { node: None, errors: Vec::new(), revision }),
            Err(errors) => Ok(Written { node: None, errors, revision: None }),
        }
    }

    async fn attempt(&self, tx: &mut WriteTx, lookup: &Lookup) -> Result<Edited> {
        let mut drafts = walk::drafts(&[&self.request(lookup).await?], self.context, lookup).await?;
        if let Some(refused) = drafts.pop_if(|draft| !draft.form.is_clean()) {
            return Ok(Err(refused.form.into_errors()));
        }
        let id = drafts.first().map(|draft: &Draft<N::Row>| draft.row.id());
        walk::write::<N>(drafts, lookup, tx).await?;
        Ok(Ok(id))
    }

    async fn request(&self, lookup: &Lookup) -> Result<Request<N>> {
        let mut form = Form::new(&["input"]);
        let Some(target) = &self.target else {
            return Ok(Request { before: None, id: Uuid::now_v7(), form, action: self.action.clone() });
        };
        let before = target.find::<N>(&mut form, lookup).await?;
        let (id, is_refused) = (before.as_ref().map_or(Uuid::nil(), Row::id), !form.is_clean());
        if let Some(reason) = self.reason.clone() {
            reason.settle("reason", &mut form, lookup);
        }
        let action = if is_refused { Action::Refuse } else { self.action.clone() };
        Ok(Request { before, id, form, action })
    }
}

impl<N: Writable> Work<Edited> for Edit<'_, N> {
    fn run<'c>(&'c self, tx: &'c mut WriteTx, lookup: &'c Lookup) -> BoxFuture<'c, Result<Edited>> {
        Box::pin(self.attempt(tx, lookup))
    }
}

impl Target<'_> {
    /// The object, locked; the form says so if it is not there or has another version.
    async fn find<N: Writable>(&self, form: &mut Form, lookup: &Lookup) -> Result<Option<N::Row>> {
        let seen = N::visible(&Sight::of(lookup.viewer()));
        let condition = Condition::all().add(has_id::<N::Row>(id_of::<N::Row>(self.id)?)).add(seen);
        let found = lookup.read::<N::Row>(condition, true).await?.pop();
        let Some(version) = found.as_ref().map(Row::version) else {
            form.error("id", UserErrorCode::UnknownReference, format!("There is no {} with this id.", N::Row::TYPE));
            return Ok(None);
        };
        if let Some(expected) = self.expected_version.filter(|expected| *expected != version) {
            let message = format!("The current version is {version}, not {expected}. Reload and try again.");
            form.error("expectedVersion", UserErrorCode::StaleVersion, message);
        }
        Ok(found)
    }
}
