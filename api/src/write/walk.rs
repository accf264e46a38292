//! The walk from an input to the ledger, the same for one object and for a push of a thousand: the drafts are made, what goes
//! is checked, what follows is added, and all that is good is written in sets.

use std::collections::BTreeMap;

use async_graphql::Context;
use futures_util::future::BoxFuture;
use uuid::Uuid;

use super::Writable;
use super::batch::Batch;
use super::context::write_context;
use super::draft::Draft;
use super::fields::Values;
use super::form::Form;
use super::input::PushedRow;
use super::lookup::{Lookup, WriteMode};
use super::removal;
use super::user_error::{UserError, UserErrorCode};
use crate::error::{Error, Result};
use crate::kit::context::{RequestContext, context};
use crate::ledger::{Actor, Revision, WriteTx};

/// What is asked for one row: what it was, and what becomes of it.
pub(super) struct Request<N: Writable> {
    /// None: it is new.
    pub before: Option<N::Row>,
    /// The id of a new one.
    pub id: Uuid,
    /// What is known to be wrong with it already.
    pub form: Form,
    pub action: Action<N>,
}

#[derive(Clone)]
pub(super) enum Action<N: Writable> {
    Write(N::Values),
    Push(PushedRow<N>),
    /// Deletes it, with the field of the input that says so.
    Delete(&'static str),
    /// Nothing: the form says why.
    Refuse,
}

impl<N: Writable> Request<N> {
    fn draft(&self, lookup: &Lookup) -> Draft<N::Row> {
        let mut draft = Draft::new::<N::Values>(self.before.clone(), self.id, self.form.clone());
        match &self.action {
            Action::Write(values) => {
                values.put(&mut draft, lookup);
                N::apply(values, &mut draft, lookup);
            }
            Action::Push(_) if draft.refuse_restricted("externalId", lookup) => {}
            Action::Push(row) => draft.push::<N>(row, lookup),
            Action::Delete(field) if draft.refuse_restricted(field, lookup) => {}
            Action::Delete(field) => {
                draft.remove(field);
                N::check_deletion(field, &mut draft, lookup);
            }
            Action::Refuse => {}
        }
        draft
    }
}

/// Makes a draft of each request, and checks what they delete.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn drafts<N: Writable>(
    requests: &[&Request<N>],
    context: &RequestContext,
    lookup: &Lookup,
) -> Result<Vec<Draft<N::Row>>> {
    let make = || requests.iter().map(|request| request.draft(lookup)).collect::<Vec<_>>();
    let mut drafts = lookup.settled(make).await?;
    if drafts.iter().any(|draft| !draft.removed.is_empty()) {
        removal::complete(&mut drafts, context.nodes, lookup).await?;
    }
    Ok(drafts)
}

/// How often what is left is judged: if even then some of it is wrong, nobody knows of the rest.
const PASSES: usize = 20;

/// Makes a draft of each request, where those that are wrong are left out: what they would have written does not count for
/// the others, which are made again until no more are wrong.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn good_drafts<N: Writable>(
    requests: &[&Request<N>],
    context: &RequestContext,
    lookup: &Lookup,
) -> Result<Vec<Draft<N::Row>>> {
    let mut settled = BTreeMap::new();
    let mut left = Vec::new();
    for _ in 0..PASSES {
        let rest: Vec<usize> = (0..requests.len()).filter(|index| !settled.contains_key(index)).collect();
        let again: Vec<_> = rest.iter().map(|index| requests[*index]).collect();
        let made = rest.into_iter().zip(drafts(&again, context, lookup).await?);
        let (good, wrong): (Vec<_>, Vec<_>) = made.partition(|(_, draft)| draft.form.is_clean());
        if wrong.is_empty() {
            settled.extend(good);
            return Ok(settled.into_values().collect());
        }
        settled.extend(wrong);
        left = good;
        lookup.forget_notes();
    }
    for (_, draft) in &mut left {
        draft.refuse_unjudged();
    }
    settled.extend(left);
    Ok(settled.into_values().collect())
}

/// Writes drafts that are good, and what follows from them.
///
/// # Errors
/// The ledger's.
pub(super) async fn write<N: Writable>(drafts: Vec<Draft<N::Row>>, lookup: &Lookup, tx: &mut WriteTx) -> Result<()> {
    let all: Vec<&Draft<N::Row>> = drafts.iter().collect();
    let follows = || {
        let mut batch = Batch::default();
        N::follow(&all, lookup, &mut batch);
        batch
    };
    let follows = lookup.settled(follows).await?;
    let mut batch = Batch::default();
    for draft in drafts {
        batch.merge(draft.into_batch());
    }
    batch.merge(follows);
    batch.write(tx).await
}

/// What a mutation does in its commit. It is run anew each time that others were in the way. A trait object, so that the
/// ledger's part is compiled once and not for each mutation.
pub(super) trait Work<Outcome>: Sync {
    fn run<'c>(&'c self, tx: &'c mut WriteTx, lookup: &'c Lookup) -> BoxFuture<'c, Result<Outcome>>;
}

/// Runs a mutation's work in one commit; a refusal or a dry run leaves nothing behind.
///
/// # Errors
/// Those of the work and the ledger's.
pub(super) async fn run<T, E>(
    ctx: &Context<'_>,
    dry_run: bool,
    mode: WriteMode,
    work: &dyn Work<Result<T, E>>,
) -> Result<(Result<T, E>, Option<Revision>)> {
    let context = context(ctx);
    let rows = context.rows();
    let (reason, source) = match &mode {
        WriteMode::Edit { reason } => (reason.clone(), None),
        WriteMode::Push { source } => (None, Some(source.clone())),
    };
    let writes = write_context(ctx);
    let actor =
        Actor { subject: context.viewer().subject.clone(), client: None, request: writes.request, reason, source };
    let attempt = async move |tx: &mut WriteTx| {
        let lookup = Lookup::new(rows.clone(), tx.connection(), mode);
        let outcome = work.run(tx, &lookup).await?;
        if dry_run || outcome.is_err() {
            tx.discard();
        }
        Ok(outcome)
    };
    let written = writes.ledger.commit(&actor, attempt).await;
    rows.renew().await;
    let written = written?;
    if let Some(revision) = &written.1 {
        writes.set_written(revision);
    }
    Ok(written)
}

/// What the database itself refuses, because others wrote the same key, or deleted what is referred to, in the meantime.
pub(super) fn as_user_error(error: Error) -> Result<UserError> {
    let code = match &error {
        Error::AlreadyExists => UserErrorCode::AlreadyExists,
        Error::UnknownReference => UserErrorCode::UnknownReference,
        Error::StillReferred => UserErrorCode::InUse,
        _ => return Err(error),
    };
    Ok(UserError { code, message: error.message().to_owned(), path: vec!["input".to_owned()] })
}
