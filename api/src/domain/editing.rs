//! Creating, changing and deleting one object: the same for every type, around the rules that are its own.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID};
use entity::Row;
use sea_orm::Condition;
use uuid::Uuid;

use super::desk::{Desk, Manner};
use super::links::Links;
use crate::auth::policy::must_edit;
use crate::auth::viewer::Viewer;
use crate::error::Result;
use crate::kit::form::{FREE_TEXT, Form};
use crate::kit::loader::Loaders;
use crate::kit::node::{Node, id_of};
use crate::kit::payload::{UserError, UserErrorCode};
use crate::kit::rows::{with_id, with_ids};
use crate::kit::scope::At;
use crate::ledger::{self, Actor, Change, Edit, Revision, RevisionSlot};

/// A type whose objects are written one by one.
pub trait Editable: Node {
    /// The input's fields, all of which may be absent.
    type Values: Clone + Send + Sync + 'static;
    /// The links that are written together with the row.
    type Links: Links;

    /// What may name an object of this type, and keeps it from being deleted.
    const REFERRERS: &'static [Referrer];

    /// Applies the values to `row`, which is `before` or a blank one, and notes in the form what is wrong.
    fn apply(
        values: Self::Values,
        before: Option<&Self::Row>,
        row: &mut Self::Row,
        form: &mut Form,
        desk: &Desk,
    ) -> impl Future<Output = Result<Self::Links>> + Send;

    /// Refuses rows by rules that look beyond them, all at once. Each row comes with what it was.
    fn check(_drafts: &mut [Draft<'_, Self::Row>], _desk: &Desk) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }

    /// Deletes what belongs to the row and to nothing else.
    fn clear(_row: &Self::Row, _desk: &Desk, _change: &mut Change) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }

    /// Writes what follows from the row's write.
    fn follow(_row: &Self::Row, _desk: &Desk, _change: &mut Change) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
}

/// A row about to be written, what it was, and its form.
pub struct Draft<'a, R> {
    pub before: Option<&'a R>,
    pub row: &'a R,
    pub form: &'a mut Form,
}

/// A column that names an object.
#[derive(Debug, Clone, Copy)]
pub struct Referrer {
    /// The type that refers, as clients know it.
    pub by: &'static str,
    pub table: &'static str,
    pub column: &'static str,
    /// Which of the rows that refer a viewer may see.
    pub visible: fn(&Viewer) -> Condition,
}

/// What became of a mutation.
pub struct Written<N> {
    pub node: Option<N>,
    pub errors: Vec<UserError>,
    pub revision: Option<Revision>,
}

impl<N: Node> Written<N> {
    async fn new(ctx: &Context<'_>, (outcome, revision): (Outcome<N::Row>, Option<Revision>)) -> Self {
        match outcome {
            Ok(row) if revision.is_some() => {
                let row = as_read::<N>(ctx, vec![row]).await.pop();
                Self { node: row.map(|row| N::new(row, At::Now)), errors: Vec::new(), revision }
            }
            Ok(row) => Self { node: Some(N::new(row, At::Now)), errors: Vec::new(), revision },
            Err(errors) => Self { node: None, errors, revision: None },
        }
    }
}

/// A row as written, or what is wrong with the input.
type Outcome<R> = Result<R, Vec<UserError>>;

/// Which object to change or delete, and what the caller believes its version to be.
#[derive(Debug, Clone)]
pub struct Target {
    pub id: ID,
    pub expected_version: Option<i32>,
}

impl Target {
    /// The row, locked, if it is there and has the expected version.
    async fn find<N: Node>(&self, form: &mut Form, desk: &Desk) -> Result<Option<N::Row>> {
        let found = desk.locked::<N>(with_id::<N::Row>(id_of::<N::Row>(&self.id)?)).await?.pop();
        let Some(row) = found else {
            form.refuse("id", UserErrorCode::UnknownReference, format!("There is no {} with this id.", N::Row::TYPE));
            return Ok(None);
        };
        match self.expected_version {
            Some(expected) if expected != row.version() => {
                let message = format!("The version is {} by now, not {expected}. Read it again.", row.version());
                form.refuse("expectedVersion", UserErrorCode::StaleVersion, message);
                Ok(None)
            }
            _ => Ok(Some(row)),
        }
    }
}

/// Creates an object.
///
/// # Errors
/// Those of who may, and the ledger's.
pub async fn create<N: Editable>(ctx: &Context<'_>, dry_run: bool, values: N::Values) -> Result<Written<N>> {
    must_edit(ctx)?;
    let work = async move |change: &mut Change, desk: &Desk| {
        let mut form = Form::new(true, &["input"]);
        let mut row = N::Row::default();
        row.set_id(Uuid::now_v7());
        let links = N::apply(values, None, &mut row, &mut form, desk).await?;
        N::check(&mut [Draft { before: None, row: &row, form: &mut form }], desk).await?;
        if !form.is_clean() {
            return Ok(Err(form.into_errors()));
        }
        let row = change.insert(vec![row]).await?.remove(0);
        links.write(change).await?;
        N::follow(&row, desk, change).await?;
        Ok(Ok(row))
    };
    let written = run(ctx, dry_run, Manner::Edit { reason: None }, work).await?;
    Ok(Written::new(ctx, written).await)
}

/// Changes an object. What does not differ is not written.
///
/// # Errors
/// Those of who may, and the ledger's; `BadInput` for an id that is malformed or another type's.
pub async fn update<N: Editable>(
    ctx: &Context<'_>,
    target: Target,
    dry_run: bool,
    reason: Option<String>,
    values: N::Values,
) -> Result<Written<N>> {
    must_edit(ctx)?;
    let work = async move |change: &mut Change, desk: &Desk| {
        let mut form = Form::new(false, &["input"]);
        if let Manner::Edit { reason: Some(reason) } = &desk.manner {
            form.fits("reason", reason, FREE_TEXT);
        }
        let Some(before) = target.find::<N>(&mut form, desk).await? else { return Ok(Err(form.into_errors())) };
        let mut row = before.clone();
        let links = N::apply(values, Some(&before), &mut row, &mut form, desk).await?;
        N::check(&mut [Draft { before: Some(&before), row: &row, form: &mut form }], desk).await?;
        if !form.is_clean() {
            return Ok(Err(form.into_errors()));
        }
        let edit = Edit { before, after: row, links: links.changed() };
        let row = change.update(vec![edit]).await?.remove(0);
        links.write(change).await?;
        N::follow(&row, desk, change).await?;
        Ok(Ok(row))
    };
    let written = run(ctx, dry_run, Manner::Edit { reason }, work).await?;
    Ok(Written::new(ctx, written).await)
}

/// Deletes an object that nothing refers to. The ledger keeps what it was.
///
/// # Errors
/// Those of who may, and the ledger's; `BadInput` for an id that is malformed or another type's.
pub async fn delete<N: Editable>(ctx: &Context<'_>, target: Target, dry_run: bool) -> Result<Written<N>> {
    must_edit(ctx)?;
    let work = async move |change: &mut Change, desk: &Desk| {
        let mut form = Form::new(false, &["input"]);
        let Some(row) = target.find::<N>(&mut form, desk).await? else { return Ok(Err(form.into_errors())) };
        if let Some(users) = desk.users(N::REFERRERS, &[row.id()]).await?.remove(&row.id()) {
            form.refuse("id", UserErrorCode::InUse, format!("It is referred to by {users}."));
            return Ok(Err(form.into_errors()));
        }
        N::clear(&row, desk, change).await?;
        change.delete(vec![row.clone()]).await?;
        Ok(Ok(row))
    };
    let written = run(ctx, dry_run, Manner::Edit { reason: None }, work).await?;
    Ok(Written::new(ctx, written).await)
}

/// The rows as the rest of the answer sees them: in the state that is read after the write, in which others may have
/// changed them again. Those that cannot be read any more are as they were written.
pub async fn as_read<N: Node>(ctx: &Context<'_>, written: Vec<N::Row>) -> Vec<N::Row> {
    let rows = ctx.data_unchecked::<Loaders>().loader();
    let ids = with_ids::<N::Row>(rows.backend(), written.iter().map(Row::id));
    let found = rows.find::<N>(At::Now, ids).await.unwrap_or_default();
    let mut found: HashMap<Uuid, N::Row> = found.into_iter().map(|row| (row.id(), row)).collect();
    written.into_iter().map(|row| found.remove(&row.id()).unwrap_or(row)).collect()
}

/// Runs a mutation's work in one commit; a refusal or a dry run leaves nothing behind.
///
/// # Errors
/// Those of the work and the ledger's.
pub async fn run<T, E>(
    ctx: &Context<'_>,
    dry_run: bool,
    manner: Manner,
    work: impl for<'c> AsyncFnOnce(&'c mut Change, &'c Desk) -> Result<Result<T, E>> + Clone,
) -> Result<(Result<T, E>, Option<Revision>)> {
    let rows = ctx.data_unchecked::<Loaders>().loader();
    let clock = ctx.data_unchecked::<crate::clock::Clock>();
    let mut actor = ctx.data_unchecked::<Actor>().clone();
    if let Manner::Edit { reason } = &manner {
        actor.reason.clone_from(reason);
    }
    let attempt = async move |change: &mut Change| {
        let desk = Desk::new(rows.clone(), change.connection(), manner);
        let outcome = work(change, &desk).await?;
        if dry_run || outcome.is_err() {
            change.abandon();
        }
        Ok(outcome)
    };
    let written = ledger::commit(&rows.db, clock, &actor, attempt).await;
    rows.renew().await;
    let written = written?;
    if let Some(revision) = &written.1 {
        ctx.data_unchecked::<Arc<RevisionSlot>>().set(revision);
    }
    Ok(written)
}
