//! Luckor i den röda tråden: where the thread breaks, since when, and who is responsible.

mod action;
mod came_of;
mod evaluation;
mod numbers;
mod result;
mod rule;

use async_graphql::{Context, Enum, InputObject, Object};
use entity::Date;
use sea_orm::QueryResult;
use uuid::Uuid;

use self::numbers::Numbers;
use self::rule::{BODY, Question, RULES};
use super::body::Body;
use super::followed::FollowedBy;
use super::nodes::AnyNode;
use super::organisation::Organisation;
use super::people::Person;
use super::responsible::{Named, seen_by};
use crate::error::Result;
use crate::kit::context::context;
use crate::kit::filter::{AnyOf, DateRange, NonNull, bounded};
use crate::kit::merged::{Entry, Merged};
use crate::kit::scope::At;

/// Slag av lucka: where a thread breaks. New values may be added: do not fail on one that you do not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Enum)]
pub enum ThreadGapRule {
    /// Utvärdering utan svar eller beslut: it was presented at an agenda item that is `HANDLED`, and neither is any of its
    /// recommendations answered nor was anything decided at its items, or came a decision of it by a trace link. Drafts, and
    /// decisions that were revoked or only put the matter off, are none. Since the day of the first such meeting.
    EvaluationUnanswered,
    /// Obesvarad rekommendation: it is `OPEN` for more than `unansweredDays`. Since its evaluation was delivered; if that day
    /// is not stated, since it was entered here.
    RecommendationUnanswered,
    /// Beslut utan uppdrag: something was adopted and is `TAKEN`, but no assignment, action plan or measure came of it that is
    /// not `CANCELLED`. Since the day of the decision.
    DecisionWithoutAssignment,
    /// Uppdrag utan plan: it is past due and not delivered, and no action plan came of it that is not `CANCELLED`. Since it was
    /// due.
    AssignmentWithoutPlan,
    /// Åtgärd utan resultatområde: it is not finished, and contributes to nothing that is steered by. Since it was entered here.
    /// Measures of plans that are `CANCELLED` or `SUPERSEDED` are left out, here and in the two rules that follow.
    MeasureWithoutResultArea,
    /// Tyst åtgärd: it is `IN_PROGRESS`, and nothing was heard of it for more than `silentDays`. Since its `silentSince`.
    MeasureSilent,
    /// Försenad åtgärd: it is past due and not finished. Since it was due.
    MeasureOverdue,
    /// Resultatområde utan indikator: nothing shows whether it is reached. Areas of frameworks that are `REPLACED` are left
    /// out. Since it was entered here.
    ResultAreaWithoutIndicator,
    /// Indikator utan utfall: no observation, other than forecasts and those that were `RETURNED`, is of the current or the
    /// last period of `periodMonths`. Since the end of the latest one's period; if there is none, since it was entered here.
    IndicatorWithoutObservation,
}

/// Lucka i den röda tråden: where it breaks, since when, and who is responsible.
pub struct ThreadGap {
    rule: ThreadGapRule,
    since: Date,
    node: AnyNode,
    responsible: Named,
    body: Option<Uuid>,
    at: At,
}

impl Entry for ThreadGap {
    const NAME: &'static str = "ThreadGap";

    fn new(rank: usize, row: QueryResult, day: Option<Date>, at: At) -> Result<Self> {
        let (rule, since) = (&RULES[rank], day.unwrap_or_default());
        let (node, responsible, body) = ((rule.node)(&row, at)?, Named::read(&row)?, row.try_get("", BODY)?);
        Ok(Self { rule: rule.finds, since, node, responsible, body, at })
    }
}

/// Lucka i den röda tråden: where it breaks, since when, and who is responsible.
#[Object]
impl ThreadGap {
    /// Grupp: the group that heard the evaluation first, that decided, or that carries out the assignment. Null: none is named,
    /// or the gap is of another kind.
    async fn body(&self, ctx: &Context<'_>) -> Option<Result<Body>> {
        seen_by(ctx, self.body, self.at).await
    }

    /// The object at which the thread breaks.
    async fn node(&self) -> &AnyNode {
        &self.node
    }

    /// Ansvarig enhet: who is responsible for it; for an evaluation, who commissioned it; for a recommendation, whom it is
    /// addressed to, else who commissioned the evaluation; for a decision, the group's; for an assignment, the leader's, or the
    /// group's to whoever may not see who leads. Null: nobody is named.
    async fn organisation(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        seen_by(ctx, self.responsible.organisation, self.at).await
    }

    /// Ansvarig person: who leads the assignment, or is responsible for the measure. Null: nobody is named, or the viewer may
    /// not see who.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        seen_by(ctx, self.responsible.person, self.at).await
    }

    /// What is missing.
    async fn rule(&self) -> ThreadGapRule {
        self.rule
    }

    /// Sedan: since when, as the rule says it.
    async fn since(&self) -> Date {
        self.since
    }
}

/// Filter: which gaps. All fields must fit; a list means any of its values. Null is refused: leave a field out.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ThreadGapFilter {
    /// In what any of these groups follow up: evaluations on their agendas with what these recommend, their decisions and
    /// assignments, and the plans and measures that came of them.
    body: NonNull<AnyOf<Body>>,
    /// For which any of these organisations is responsible, as `organisation` says it.
    organisation: NonNull<AnyOf<Organisation>>,
    /// For which any of these persons is responsible, as `person` says it.
    person: NonNull<AnyOf<Person>>,
    /// By any of these rules.
    rule: NonNull<Vec<ThreadGapRule>>,
    /// That are there since any of these days.
    since: NonNull<DateRange>,
}

#[derive(Default)]
pub struct ThreadGapQuery(At);

#[Object]
impl ThreadGapQuery {
    /// Luckor: where the thread from evaluations to results breaks, the oldest first.
    #[expect(clippy::too_many_arguments, reason = "they are the field's arguments")]
    async fn thread_gaps(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them. Null: all.")] filter: Option<ThreadGapFilter>,
        #[graphql(desc = "After how many days an open recommendation is a gap, 0 to 3,650.", default = 30)]
        unanswered_days: i32,
        #[graphql(desc = "After how many silent days a measure is a gap, 0 to 3,650.", default = 60)] silent_days: i32,
        #[graphql(
            desc = "How long the periods of indicators are, in months: 1, 2, 3, 4, 6 or 12. They start with the calendar year.",
            default = 12
        )]
        period_months: i32,
        #[graphql(desc = "How many, 1 to 100. Null: 25.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor. Null: from the start.")] after: Option<String>,
    ) -> Result<Merged<ThreadGap>> {
        let numbers = Numbers::new(unanswered_days, silent_days, period_months)?;
        gaps(ctx, self.0, filter.unwrap_or_default(), numbers, first, after).await
    }
}

/// The gaps in what a group follows up.
///
/// # Errors
/// `BadInput` for a size or a cursor that does not fit.
pub async fn gaps_of(
    ctx: &Context<'_>,
    at: At,
    body: AnyOf<Body>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Merged<ThreadGap>> {
    let filter = ThreadGapFilter { body: NonNull(Some(body)), ..Default::default() };
    gaps(ctx, at, filter, Numbers::default(), first, after).await
}

async fn gaps(
    ctx: &Context<'_>,
    at: At,
    filter: ThreadGapFilter,
    numbers: Numbers,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Merged<ThreadGap>> {
    let rows = context(ctx).rows();
    let wanted = filter.rule.0.map(bounded).transpose()?;
    let question = Question { rows, at, numbers };
    let followed = filter.body.0.map(|bodies| FollowedBy { bodies, rows: rows.clone() });
    let mut strands = Vec::new();
    for (rank, rule) in RULES.iter().enumerate() {
        if wanted.as_ref().is_some_and(|wanted| !wanted.contains(&rule.finds)) {
            continue;
        }
        let gap = (rule.find)(&question)?;
        let mut condition = gap.responsible.fits(&filter.organisation, &filter.person, rows)?;
        if let Some(followed) = &followed {
            condition = condition.add((gap.followed)(followed)?);
        }
        if let Some(since) = filter.since.0.clone() {
            condition = condition.add(gap.since.within(since)?);
        }
        strands.push(gap.strand(rank, condition));
    }
    Merged::read(ctx, at, strands, first, after).await
}
