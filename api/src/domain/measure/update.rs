//! Reports on a measure's progress. The newest one sets the measure's.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use entity::Date;
use entity::measure::{Health, MeasureStatus};
use entity::measure_update::Model;
use sea_orm::Condition;

use super::Measure;
use crate::auth::viewer::Viewer;
use crate::domain::desk::Desk;
use crate::domain::editing::{self, Draft, Editable, Referrer};
use crate::domain::mutation::payload;
use crate::domain::people::Person;
use crate::domain::reference::ExternalKey;
use crate::error::Result;
use crate::kit::access::with_root;
use crate::kit::column::col;
use crate::kit::filter::{DateRange, any_choice, any_id, within};
use crate::kit::form::{FREE_TEXT, Form};
use crate::kit::listing;
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::order::{OrderDirection, Sort, SortKey};
use crate::kit::page::Via;
use crate::kit::payload::UserErrorCode;
use crate::kit::rows::with_id;
use crate::ledger::{Change, Edit};

object! {
    /// Lägesrapport: how far a measure had come on a day.
    MeasureUpdate of Model, visible: visible;
    impl {
        /// The measure.
        async fn measure(&self, ctx: &Context<'_>) -> Result<Measure> {
            self.the(ctx, self.row.measure_id).await
        }

        /// Who reported it. Null: not said, or the viewer may not see people.
        async fn reported_by(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
            self.one(ctx, self.row.reported_by_id).await
        }
    }
}

/// With its measure.
fn visible(viewer: &Viewer) -> Condition {
    with_root::<Model, entity::measure::Model>("measure_id", Measure::visible(viewer))
}

listing! {
    MeasureUpdate of Model, MeasureUpdateFilter, MeasureUpdateOrder by MeasureUpdateOrderField;
    filter {
        /// Judging the measure to be any of these.
        health: Vec<Health> => |healths, reader| any_choice(col::<Model>("health"), healths, reader);
        /// On any of these measures.
        measure: Vec<ID> => |ids, reader| any_id::<entity::measure::Model>(col::<Model>("measure_id"), ids, reader);
        /// Reported within these days.
        reported_on: DateRange => |range, reader| within(col::<Model>("reported_on"), range, reader);
    }
    order {
        default ReportedOn Desc;
        /// The day it was reported.
        ReportedOn => SortKey::Date("reported_on");
    }
}

key! {
    MeasureUpdateKey of Model {
        /// Extern nyckel.
        External(ExternalKey) => |key| Ok(key.names::<Model>());
    }
}

roots! {
    MeasureUpdateQuery:
    /// Lägesrapporter: how the measures went, the newest first.
    measure_updates,
    /// One report. Null: there is none with this key, or the viewer may not see it.
    measure_update(MeasureUpdateKey) -> MeasureUpdate
}

/// The newest report on a measure.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(ctx: &Context<'_>, measure: &Measure) -> Result<Option<Model>> {
    let sort = Sort { key: SortKey::Date("reported_on"), direction: OrderDirection::Desc };
    let newest = listing::first::<MeasureUpdate>(ctx, measure, Via::Key("measure_id"), sort).await?;
    Ok(newest)
}

/// Uppgifter om en lägesrapport.
#[derive(Debug, Clone, InputObject)]
pub struct CreateMeasureUpdateInput {
    /// Kommentar, at most 20,000 characters. Null: none.
    comment: MaybeUndefined<String>,
    /// Provkörning: check everything and write nothing.
    #[graphql(default)]
    dry_run: bool,
    /// Whether the measure will be done in time. Null: not judged.
    health: MaybeUndefined<Health>,
    /// The measure. Needed.
    measure: MaybeUndefined<ID>,
    /// Framsteg: how much is done, in percent from 0 to 100. Needed.
    progress: MaybeUndefined<i32>,
    /// The person who reports. Null: not said.
    reported_by: MaybeUndefined<ID>,
    /// The day it is reported; not after today. Needed.
    reported_on: MaybeUndefined<Date>,
}

impl Editable for MeasureUpdate {
    type Values = CreateMeasureUpdateInput;
    type Links = ();

    const REFERRERS: &'static [Referrer] = &[];

    async fn apply(
        values: CreateMeasureUpdateInput,
        _before: Option<&Model>,
        row: &mut Model,
        form: &mut Form,
        desk: &Desk,
    ) -> Result<()> {
        let CreateMeasureUpdateInput { comment, dry_run: _, health, measure, progress, reported_by, reported_on } =
            values;
        form.clearable_text("comment", comment, &mut row.comment, FREE_TEXT);
        form.clearable(health, &mut row.health);
        if progress.is_undefined() {
            form.set("progress", progress, &mut row.progress);
        } else {
            form.number("progress", progress, &mut row.progress, 0..=100);
        }
        form.set("reportedOn", reported_on, &mut row.reported_on);
        if row.reported_on > desk.today() {
            form.refuse("reportedOn", UserErrorCode::OutOfRange, "reportedOn lies after today.");
        }
        let measure = desk.by_id::<Measure>(form, "measure", measure).await?;
        form.set("measure", measure, &mut row.measure_id);
        let person = desk.by_id::<Person>(form, "reportedBy", reported_by).await?;
        form.clearable(person, &mut row.reported_by_id);
        Ok(())
    }

    /// A measure that is completed stays at 100.
    async fn check(drafts: &mut [Draft<'_, Model>], desk: &Desk) -> Result<()> {
        for Draft { row, form, .. } in drafts {
            let Some(measure) = desk.locked::<Measure>(with_id::<entity::measure::Model>(row.measure_id)).await?.pop()
            else {
                continue;
            };
            let completed = [MeasureStatus::Completed, MeasureStatus::EffectConfirmed].contains(&measure.status);
            if completed && row.progress < 100 && is_newest(row, desk).await? {
                let message = format!("progress is {}, but the measure is completed: reopen it first.", row.progress);
                form.refuse("progress", UserErrorCode::OutOfRange, message);
            }
        }
        Ok(())
    }

    /// The newest report's progress and health are the measure's.
    async fn follow(row: &Model, desk: &Desk, change: &mut Change) -> Result<()> {
        if !is_newest(row, desk).await? {
            return Ok(());
        }
        let measures = desk.locked::<Measure>(with_id::<entity::measure::Model>(row.measure_id)).await?;
        let edit = |before: entity::measure::Model| {
            let after = entity::measure::Model { progress: row.progress, health: row.health, ..before.clone() };
            Edit { before, after, links: Vec::new() }
        };
        change.update(measures.into_iter().map(edit).collect()).await.map(drop)
    }
}

/// Whether no other report on the measure is newer: by its day, then by its id.
async fn is_newest(row: &Model, desk: &Desk) -> Result<bool> {
    let others = desk.find::<MeasureUpdate>(desk.with_any::<Model>("measure_id", [row.measure_id])).await?;
    Ok(others.iter().all(|other| (other.reported_on, other.id) <= (row.reported_on, row.id)))
}

payload!(CreateMeasureUpdatePayload { measure_update: MeasureUpdate });

#[derive(Default)]
pub struct MeasureUpdateMutation;

#[Object]
impl MeasureUpdateMutation {
    /// Reports how far a measure has come. The newest report sets the measure's progress and health. Needs the role
    /// editor or admin. Null: it failed, see `errors`.
    async fn create_measure_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The report.")] input: CreateMeasureUpdateInput,
    ) -> Option<Result<CreateMeasureUpdatePayload>> {
        Some(editing::create::<MeasureUpdate>(ctx, input.dry_run, input).await.map(Into::into))
    }
}
