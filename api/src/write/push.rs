//! Pushes: rows that a source sends, again and again, until they are here.

use std::collections::{HashMap, HashSet};

use async_graphql::{Context, Enum};
use entity::Row;
use futures_util::future::BoxFuture;
use sea_orm::sea_query::ExprTrait;
use uuid::Uuid;

use super::Writable;
use super::draft::Draft;
use super::form::Form;
use super::input::PushedRow;
use super::lookup::{Lookup, WriteMode};
use super::user_error::{UserError, UserErrorCode};
use super::walk::{self, Action, Request, Work, as_user_error, run};
use crate::auth::policy::must_push;
use crate::error::{Error, Result};
use crate::kit::column::{among_texts, col, has_ids};
use crate::kit::context::{RequestContext, context};
use crate::kit::scope::At;
use crate::kit::text::normal;
use crate::ledger::{self, Revision, WriteTx};

/// Felhantering: what happens to a push of which some rows are wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum)]
pub enum ErrorPolicy {
    /// Allt eller inget: one wrong row, and nothing is written.
    #[default]
    RejectAll,
    /// Bara de felfria: wrong rows are left out, the others are written.
    RejectFailed,
}

/// Resultat för en rad: what became of a pushed row, or would in a dry run. New values may be added: do not fail on one
/// that you do not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum PushOutcome {
    /// Skapad: there was no object with its external id.
    Created,
    /// Uppdaterad: the object, or something that belongs to it, was changed.
    Updated,
    /// Oförändrad: nothing differs, or what is to be deleted is not here; nothing was written.
    Unchanged,
    /// Borttagen: the object was deleted.
    Deleted,
    /// Avvisad: nothing of it was written, because of its own errors or, with `REJECT_ALL`, another row's.
    Rejected,
}

/// A push as a source sends it.
#[derive(Debug, Clone)]
pub struct Pushed<N: Writable> {
    /// The name of the input's list of rows.
    pub list: &'static str,
    pub rows: Vec<PushedRow<N>>,
    /// The external ids of what is to be deleted.
    pub delete: Vec<String>,
    pub source: String,
    pub error_policy: ErrorPolicy,
    pub dry_run: bool,
}

/// What became of a push.
pub struct PushWritten<N> {
    pub results: Vec<RowResult<N>>,
    pub revision: Option<Revision>,
    pub errors: Vec<UserError>,
}

/// What became of a row.
pub struct RowResult<N> {
    pub node: Option<N>,
    pub external_id: String,
    pub outcome: PushOutcome,
    pub overwritten: Vec<String>,
    pub status_kept: bool,
    pub errors: Vec<UserError>,
}

/// The same before the row is read again.
#[derive(Debug, Clone)]
struct Outcome {
    id: Uuid,
    external_id: String,
    became: PushOutcome,
    overwritten: Vec<String>,
    status_kept: bool,
    errors: Vec<UserError>,
}

/// How many rows a push may have.
const MOST_ROWS: usize = 1_000;

/// Writes a push.
///
/// # Errors
/// Those of who may, and the ledger's.
pub async fn push<N: Writable>(ctx: &Context<'_>, input: Pushed<N>, is_selected: bool) -> Result<PushWritten<N>> {
    must_push(context(ctx).viewer())?;
    let (dry_run, mode) = (input.dry_run, WriteMode::Push { source: normal(&input.source) });
    let (outcome, revision) = match run(ctx, dry_run, mode, &Push { context: context(ctx), input }).await {
        Ok(written) => written,
        Err(error) => (Err((Vec::new(), vec![as_user_error(error)?])), None),
    };
    let (outcomes, errors) = match outcome {
        Ok(outcomes) => (outcomes, Vec::new()),
        Err(refused) => refused,
    };
    let is_written = outcomes.iter().any(|outcome| outcome.became != PushOutcome::Rejected);
    let mut nodes = match &revision {
        Some(_) if is_selected => as_read::<N>(ctx, &outcomes).await?,
        _ => HashMap::new(),
    };
    let results = outcomes.into_iter().map(|outcome| outcome.into_result(&mut nodes)).collect();
    Ok(PushWritten { results, revision: revision.filter(|_| is_written), errors })
}

/// What was refused together, and what is wrong with the push as a whole.
type Refused = (Vec<Outcome>, Vec<UserError>);

struct Push<'a, N: Writable> {
    context: &'a RequestContext,
    input: Pushed<N>,
}

impl<N: Writable> Work<Result<Vec<Outcome>, Refused>> for Push<'_, N> {
    fn run<'c>(
        &'c self,
        tx: &'c mut WriteTx,
        lookup: &'c Lookup,
    ) -> BoxFuture<'c, Result<Result<Vec<Outcome>, Refused>>> {
        Box::pin(write(self.context, self.input.clone(), lookup, tx))
    }
}

async fn write<N: Writable>(
    context: &RequestContext,
    input: Pushed<N>,
    lookup: &Lookup,
    tx: &mut WriteTx,
) -> Result<Result<Vec<Outcome>, Refused>> {
    let policy = input.error_policy;
    let form = check::<N>(&input, lookup);
    if !form.is_clean() {
        return Ok(Err((Vec::new(), form.into_errors())));
    }
    let (requests, ids) = requests(input, &form, lookup).await?;
    let requests: Vec<_> = requests.iter().collect();
    let drafts = match policy {
        ErrorPolicy::RejectAll => walk::drafts(&requests, context, lookup).await?,
        ErrorPolicy::RejectFailed => walk::good_drafts(&requests, context, lookup).await?,
    };
    let is_refused = policy == ErrorPolicy::RejectAll && drafts.iter().any(|draft| !draft.form.is_clean());
    let mut outcomes = Vec::with_capacity(drafts.len());
    let mut good = Vec::with_capacity(drafts.len());
    for (draft, external_id) in drafts.into_iter().zip(ids) {
        let mut outcome = Outcome::of(&draft, external_id);
        if is_refused || !draft.form.is_clean() {
            outcome.errors = draft.form.into_errors();
            (outcome.became, outcome.status_kept) = (PushOutcome::Rejected, false);
        } else if outcome.became != PushOutcome::Unchanged {
            good.push(draft);
        }
        outcomes.push(outcome);
    }
    if is_refused {
        return Ok(Err((outcomes, Vec::new())));
    }
    note_overwritten(&good, &mut outcomes, lookup).await?;
    walk::write::<N>(good, lookup, tx).await?;
    Ok(Ok(outcomes))
}

/// Notes in which fields the rows replace what an editor wrote last.
async fn note_overwritten<R: Row>(drafts: &[Draft<R>], outcomes: &mut [Outcome], lookup: &Lookup) -> Result<()> {
    let mut changed: HashMap<Uuid, Vec<String>> = HashMap::new();
    for draft in drafts.iter().filter(|draft| !draft.is_new() && !draft.is_gone) {
        let fields = draft.changed()?;
        if !fields.is_empty() {
            changed.insert(draft.row.id(), fields);
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = changed.keys().copied().collect();
    let edited = ledger::edited_last(lookup.transaction(), &ids).await?;
    for outcome in outcomes {
        let fields = changed.remove(&outcome.id).unwrap_or_default();
        outcome.overwritten =
            fields.into_iter().filter(|field| edited.contains(&(outcome.id, field.clone()))).collect();
    }
    Ok(())
}

/// What concerns the push as a whole.
fn check<N: Writable>(input: &Pushed<N>, lookup: &Lookup) -> Form {
    let mut form = Form::new(&["input"]);
    let WriteMode::Push { source } = &lookup.mode else { return form };
    if !lookup.viewer().sources.iter().any(|own| own == source) {
        let message = "source is not one that the token allows.";
        form.error("source", UserErrorCode::ForbiddenSource, message);
    }
    let (list, rows) = (input.list, input.rows.len() + input.delete.len());
    if rows == 0 {
        let message = format!("{list} and deleteExternalIds are both empty: give 1 to {MOST_ROWS} rows.");
        form.error(list, UserErrorCode::Required, message);
    } else if rows > MOST_ROWS {
        let message =
            format!("{list} and deleteExternalIds have {rows} rows together; at most {MOST_ROWS} are allowed.");
        form.error(list, UserErrorCode::TooMany, message);
    }
    form
}

/// What is asked for each row, found by its external id among what the source has pushed before, and the row's id in the
/// source.
async fn requests<N: Writable>(
    input: Pushed<N>,
    push: &Form,
    lookup: &Lookup,
) -> Result<(Vec<Request<N>>, Vec<String>)> {
    let Pushed { list, rows, delete, .. } = input;
    let delete: Vec<String> = delete.iter().map(|id| normal(id)).collect();
    let ids: Vec<String> = rows.iter().map(|row| row.external_id.clone()).chain(delete.iter().cloned()).collect();
    let mut stored = stored::<N>(&ids, lookup).await?;
    let mut seen = HashSet::new();
    let mut requests = Vec::with_capacity(ids.len());
    let pushed = rows.into_iter().map(Action::Push).enumerate().map(|(index, action)| (list, index, action));
    let deleted = delete.iter().enumerate().map(|(index, _)| ("deleteExternalIds", index, Action::Delete("")));
    for ((list, index, action), id) in pushed.chain(deleted).zip(&ids) {
        let mut form = push.item(list, index);
        let field = if matches!(action, Action::Delete(_)) { "" } else { "externalId" };
        form.check_external_id(field, id, &mut seen);
        let before = stored.remove(id);
        let is_unknown = before.is_none() && matches!(action, Action::Delete(_));
        let action = if is_unknown { Action::Refuse } else { action };
        requests.push(Request { before, id: Uuid::now_v7(), form, action });
    }
    Ok((requests, ids))
}

/// What the source has pushed before, locked. A source knows its own rows, whatever their access has become.
async fn stored<N: Writable>(ids: &[String], lookup: &Lookup) -> Result<HashMap<String, N::Row>> {
    let WriteMode::Push { source } = &lookup.mode else { return Ok(HashMap::new()) };
    let (Some(own), Some(external_id)) = (N::Row::column("source"), N::Row::column("external_id")) else {
        return Err(Error::internal(format!("{} takes no pushes", N::Row::TYPE)));
    };
    let condition = N::pushed_by_itself().add(col(own).eq(source.as_str()));
    let condition = condition.add(among_texts(lookup.backend(), col(external_id), ids.iter().cloned()));
    let rows = lookup.read::<N::Row>(condition, true).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.external_id()?.to_owned(), row))).collect())
}

/// The rows as the rest of the answer sees them: in the state that is read after the write, in which others may have
/// changed them again.
async fn as_read<N: Writable>(ctx: &Context<'_>, outcomes: &[Outcome]) -> Result<HashMap<Uuid, N::Row>> {
    let rows = context(ctx).rows();
    let ids = outcomes.iter().filter(|outcome| outcome.became != PushOutcome::Rejected).map(|outcome| outcome.id);
    let found = rows.find::<N>(At::Now, has_ids::<N::Row>(rows.backend(), ids)).await?;
    Ok(found.into_iter().map(|row| (row.id(), row)).collect())
}

impl Outcome {
    fn of<R: Row>(draft: &Draft<R>, external_id: String) -> Self {
        let became = match &draft.before {
            _ if draft.is_gone => PushOutcome::Deleted,
            None if draft.row.external_id().is_none() => PushOutcome::Unchanged,
            None => PushOutcome::Created,
            Some(_) if draft.is_unchanged() => PushOutcome::Unchanged,
            Some(_) => PushOutcome::Updated,
        };
        let (id, status_kept) = (draft.row.id(), draft.status_kept);
        Self { id, external_id, became, overwritten: Vec::new(), status_kept, errors: Vec::new() }
    }

    fn into_result<N: Writable>(self, nodes: &mut HashMap<Uuid, N::Row>) -> RowResult<N> {
        let Self { id, external_id, became, overwritten, status_kept, errors } = self;
        let node = nodes.remove(&id).map(|row| N::new(row, At::Now));
        RowResult { node, external_id, outcome: became, overwritten, status_kept, errors }
    }
}
