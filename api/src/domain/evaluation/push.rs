//! Pushing evaluations: the input, the answer, and the walk through a push.

use std::collections::HashMap;

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};

use super::Evaluation;
use super::finding::FindingValues;
use super::pushed::{Outcome, push};
use super::write::EvaluationValues;
use crate::auth::policy::must_push;
use crate::domain::desk::{Desk, Manner};
use crate::domain::editing::{self, run};
use crate::domain::observation::ObservationValues;
use crate::domain::push::{ErrorPolicy, PushStatus};
use crate::error::Result;
use crate::kit::node::Node;
use crate::kit::payload::UserError;
use crate::kit::scope::At;
use crate::ledger::{Change, Revision};

/// Indata: evaluations as a source has them. Sending the same again changes nothing.
#[derive(Debug, Clone, InputObject)]
pub struct PushEvaluationsInput {
    /// Provkörning: check everything and write nothing.
    #[graphql(default)]
    pub dry_run: bool,
    /// What happens if some rows are wrong.
    #[graphql(default)]
    pub error_policy: ErrorPolicy,
    /// The evaluations, 1 to 1,000, each with its findings and observations.
    pub evaluations: Vec<PushedEvaluation>,
    /// Källa: the system that they come from, one of those that the token grants.
    pub source: String,
}

/// Rad: an evaluation as its source has it. Absent fields and lists keep what is there, null clears, `[]` empties.
#[derive(Debug, Clone, InputObject)]
pub struct PushedEvaluation {
    /// Its id at the source, at most 300 characters. It is found again by it.
    pub external_id: String,
    /// Slutsatser: all that the source has, at most 200. Those that it had before and leaves out are removed; what
    /// editors added stays. Null: it has none.
    pub findings: MaybeUndefined<Vec<PushedFinding>>,
    /// Utfall: all that the source has, at most 200. Those that it had before and leaves out are removed; what editors
    /// added stays. Null: it has none.
    pub observations: MaybeUndefined<Vec<PushedObservation>>,
    #[graphql(flatten)]
    pub values: EvaluationValues,
}

/// Rad: a finding as its source has it.
#[derive(Debug, Clone, InputObject)]
pub struct PushedFinding {
    /// Its id at the source, unique in the evaluation, at most 300 characters.
    pub external_id: String,
    #[graphql(flatten)]
    pub values: FindingValues,
}

/// Rad: an observation as its source has it.
#[derive(Debug, Clone, InputObject)]
pub struct PushedObservation {
    /// Its id at the source, unique in the evaluation, at most 300 characters.
    pub external_id: String,
    #[graphql(flatten)]
    pub values: ObservationValues,
}

/// Svar: what became of each row.
#[derive(SimpleObject)]
pub struct PushEvaluationsPayload {
    /// A result per row, in the order of the input. Empty: the push as a whole was refused, see `userErrors`.
    results: Vec<EvaluationPushResult>,
    /// The revision that holds the push, or the present one if nothing differed. Null: refused, or a dry run.
    revision: Option<Revision>,
    /// Why the push as a whole was refused. What is wrong with a row stands in its result.
    user_errors: Vec<UserError>,
}

/// Utfall: what became of a pushed evaluation.
#[derive(SimpleObject)]
pub struct EvaluationPushResult {
    /// The evaluation as it is now; on a dry run its own fields are as they would be. Null: the row was rejected.
    evaluation: Option<Evaluation>,
    /// The row's id at the source.
    external_id: String,
    /// What became of it.
    status: PushStatus,
    /// Whether the row's status was passed over because the evaluation has come further here.
    status_kept: bool,
    /// What is wrong with the row. Empty: nothing.
    user_errors: Vec<UserError>,
}

impl From<Outcome> for EvaluationPushResult {
    fn from(outcome: Outcome) -> Self {
        let Outcome { external_id, status, row, status_kept, errors } = outcome;
        let evaluation = row.map(|row| Evaluation::new(row, At::Now));
        Self { evaluation, external_id, status, status_kept, user_errors: errors }
    }
}

#[derive(Default)]
pub struct EvaluationPush;

#[Object]
impl EvaluationPush {
    /// Writes evaluations as a source has them, found again by source and external id, with what they found and
    /// observed. Safe to send again after a lost answer. Needs the role integration. Null: it failed, see `errors`.
    async fn push_evaluations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The evaluations.")] input: PushEvaluationsInput,
    ) -> Option<Result<PushEvaluationsPayload>> {
        Some(write(ctx, input).await)
    }
}

async fn write(ctx: &Context<'_>, input: PushEvaluationsInput) -> Result<PushEvaluationsPayload> {
    must_push(ctx)?;
    let dry_run = input.dry_run;
    let work = async move |change: &mut Change, desk: &Desk| push(input, change, desk).await;
    let (outcome, revision) = run(ctx, dry_run, Manner::Push, work).await?;
    let (outcomes, user_errors) = match outcome {
        Ok(outcomes) => (outcomes, Vec::new()),
        Err((outcomes, errors)) => (outcomes, errors),
    };
    let written = outcomes.iter().any(|outcome| outcome.status != PushStatus::Rejected);
    let outcomes = if revision.is_some() { as_read(ctx, outcomes).await } else { outcomes };
    let results = outcomes.into_iter().map(Into::into).collect();
    Ok(PushEvaluationsPayload { results, revision: revision.filter(|_| written), user_errors })
}

/// The outcomes with the rows of the state that the rest of the answer is read from, if any are asked for.
async fn as_read(ctx: &Context<'_>, mut outcomes: Vec<Outcome>) -> Vec<Outcome> {
    if ctx.look_ahead().field("results").field("evaluation").exists() {
        let rows = outcomes.iter_mut().filter_map(|outcome| outcome.row.take()).collect();
        let rows = editing::as_read::<Evaluation>(ctx, rows).await;
        let mut rows: HashMap<String, _> =
            rows.into_iter().filter_map(|row| Some((row.external_id.clone()?, row))).collect();
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.status != PushStatus::Rejected) {
            outcome.row = rows.remove(&outcome.external_id);
        }
    }
    outcomes
}
