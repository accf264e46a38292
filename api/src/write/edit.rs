//! Creating, changing and deleting one object.

use async_graphql::{Context, ID, Object, TypeName};
use entity::Row;
use sea_orm::Condition;
use uuid::Uuid;

use super::Writable;
use super::draft::Draft;
use super::form::Form;
use super::input::{Create, Delete, Update};
use super::lookup::{Lookup, WriteMode};
use super::user_error::{UserError, UserErrorCode};
use super::value::Value;
use super::walk::{self, Action, Request, as_user_error, run};
use crate::auth::policy::must_edit;
use crate::error::Result;
use crate::kit::column::has_id;
use crate::kit::context::context;
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

/// Svar: the deleted object, or why it was refused.
pub struct Deleted<N> {
    id: Option<ID>,
    written: Written<N>,
}

impl<N: Node> TypeName for Deleted<N> {
    fn type_name() -> std::borrow::Cow<'static, str> {
        format!("Delete{}Payload", N::Row::TYPE).into()
    }
}

/// Svar: the deleted object, or why it was refused.
#[Object(name_type)]
impl<N: Node> Deleted<N> {
    /// The deleted object's id. Null: it was refused, see `userErrors`.
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
    must_edit(context(ctx).viewer())?;
    let Create { dry_run, values } = input;
    let find = async move |_: &Lookup| {
        let form = Form::new(&["input"]);
        Ok(Request { before: None, id: Uuid::now_v7(), form, action: Action::Write(values) })
    };
    one::<N>(ctx, dry_run, None, find).await
}

/// Changes an object. What does not differ is not written.
///
/// # Errors
/// Those of who may, and the ledger's; `BadInput` for an id that is malformed or another type's.
pub async fn update<N: Writable>(ctx: &Context<'_>, input: Update<N>) -> Result<Written<N>> {
    must_edit(context(ctx).viewer())?;
    let Update { dry_run, expected_version, id, reason, values } = input;
    let given = reason.clone().map(|reason| reason.0);
    let find = async move |lookup: &Lookup| {
        let mut request = target(&id, expected_version, Action::Write(values), lookup).await?;
        if let Some(reason) = reason {
            reason.settle("reason", &mut request.form, lookup);
        }
        Ok(request)
    };
    one::<N>(ctx, dry_run, given, find).await
}

/// Deletes an object that nothing refers to, with its parts. The ledger keeps what they were.
///
/// # Errors
/// Those of who may, and the ledger's; `BadInput` for an id that is malformed or another type's.
pub async fn delete<N: Writable>(ctx: &Context<'_>, input: Delete<N>) -> Result<Deleted<N>> {
    must_edit(context(ctx).viewer())?;
    let Delete { dry_run, expected_version, id, .. } = input;
    let named = id.clone();
    let find = async move |lookup: &Lookup| target(&id, expected_version, Action::Delete("id"), lookup).await;
    let written = one::<N>(ctx, dry_run, None, find).await?;
    Ok(Deleted { id: written.errors.is_empty().then_some(named), written })
}

/// The object that is meant, locked, if it is there and has the expected version.
async fn target<N: Writable>(
    id: &ID,
    expected_version: Option<i32>,
    action: Action<N>,
    lookup: &Lookup,
) -> Result<Request<N>> {
    let mut form = Form::new(&["input"]);
    let seen = N::visible(&Sight::of(lookup.viewer()));
    let condition = Condition::all().add(has_id::<N::Row>(id_of::<N::Row>(id)?)).add(seen);
    let before = lookup.read::<N::Row>(condition, true).await?.pop();
    let Some(before) = before else {
        form.error("id", UserErrorCode::UnknownReference, format!("There is no {} with this id.", N::Row::TYPE));
        return Ok(Request { before: None, id: Uuid::nil(), form, action: Action::Refuse });
    };
    let id = before.id();
    if let Some(expected) = expected_version.filter(|expected| *expected != before.version()) {
        let message = format!("The current version is {}, not {expected}. Reload and try again.", before.version());
        form.error("expectedVersion", UserErrorCode::StaleVersion, message);
        return Ok(Request { before: Some(before), id, form, action: Action::Refuse });
    }
    Ok(Request { before: Some(before), id, form, action })
}

async fn one<N: Writable>(
    ctx: &Context<'_>,
    dry_run: bool,
    reason: Option<String>,
    find: impl for<'c> AsyncFnOnce(&'c Lookup) -> Result<Request<N>> + Clone,
) -> Result<Written<N>> {
    let work = async move |tx: &mut WriteTx, lookup: &Lookup| {
        let request = find(lookup).await?;
        let mut drafts = walk::drafts(&[request], context(ctx), lookup).await?;
        if let Some(refused) = drafts.pop_if(|draft| !draft.form.is_clean()) {
            return Ok(Err(refused.form.into_errors()));
        }
        let id = drafts.first().map(|draft: &Draft<N::Row>| draft.row.id());
        walk::write::<N>(drafts, lookup, tx).await?;
        Ok(Ok(id))
    };
    let (outcome, revision) = match run(ctx, dry_run, WriteMode::Edit { reason }, work).await {
        Ok(written) => written,
        Err(error) => (Err(vec![as_user_error(error)?]), None),
    };
    match outcome {
        Ok(Some(id)) if revision.is_some() => {
            // As the rest of the answer sees it: others may have changed it again since, or it is hidden now.
            let node = context(ctx).rows().find::<N>(At::Now, has_id::<N::Row>(id)).await?.pop();
            Ok(Written { node: node.map(|row| N::new(row, At::Now)), errors: Vec::new(), revision })
        }
        Ok(_) => Ok(Written { node: None, errors: Vec::new(), revision }),
        Err(errors) => Ok(Written { node: None, errors, revision: None }),
    }
}
