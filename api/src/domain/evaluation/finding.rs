//! What an evaluation found.

use async_graphql::{Context, ID, InputObject, MaybeUndefined};
use entity::finding::{FindingKind, Model};
use sea_orm::Condition;
use uuid::Uuid;

use super::{Evaluation, Recommendation};
use crate::auth::viewer::Viewer;
use crate::domain::children::Child;
use crate::domain::desk::Desk;
use crate::domain::editing::{Editable, Referrer};
use crate::domain::mutation::{mutations, payload};
use crate::error::Result;
use crate::kit::access::with_root;
use crate::kit::column::col;
use crate::kit::filter::{any_choice, any_id};
use crate::kit::form::{FREE_TEXT, Form};
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::page::Via;
use crate::kit::payload::UserErrorCode;

object! {
    /// Slutsats, iakttagelse, behov eller brist: one thing that was found.
    Finding of Model, visible: visible;
    lists {
        /// Recommendations that build on it.
        recommendations: Recommendation via Via::Key("finding_id");
    }
    impl {
        /// The evaluation that found it. Null: it was not found by an evaluation.
        async fn evaluation(&self, ctx: &Context<'_>) -> Option<Result<Evaluation>> {
            self.one(ctx, self.row.evaluation_id).await
        }
    }
}

/// With its evaluation.
fn visible(viewer: &Viewer) -> Condition {
    with_root::<Model, entity::evaluation::Model>("evaluation_id", Evaluation::visible(viewer))
}

listing! {
    Finding of Model, FindingFilter, FindingOrder by FindingOrderField;
    filter {
        /// Of any of these evaluations.
        evaluation: Vec<ID> => |ids, reader| any_id::<entity::evaluation::Model>(col::<Model>("evaluation_id"), ids, reader);
        /// Any of these kinds.
        kind: Vec<FindingKind> => |kinds, reader| any_choice(col::<Model>("kind"), kinds, reader);
    }
    order {
        default CreatedAt Asc;
        /// Plats: the place within its evaluation.
        Position => SortKey::Number("position");
    }
}

key! { FindingKey of Model {} }

roots! {
    FindingQuery:
    /// Slutsatser, iakttagelser, behov och brister: what was found.
    findings,
    /// One finding. Null: there is none with this key, or the viewer may not see it.
    finding(FindingKey) -> Finding
}

/// Uppgifter om en slutsats.
#[derive(Debug, Clone, InputObject)]
pub struct FindingValues {
    /// What kind of finding it is. Needed for a new one.
    kind: MaybeUndefined<FindingKind>,
    /// Its place within the evaluation, from 1. If nothing is said, a pushed one has its place in the list that was pushed
    /// last, and another new one 1.
    position: MaybeUndefined<i32>,
    /// Text, in Swedish, at most 20,000 characters. Needed for a new one.
    text: MaybeUndefined<String>,
    /// The text in English, at most 20,000 characters. Null: not translated.
    text_en: MaybeUndefined<String>,
}

impl FindingValues {
    pub fn apply(self, row: &mut Model, form: &mut Form) {
        let Self { kind, position, text, text_en } = self;
        form.set("kind", kind, &mut row.kind);
        form.number("position", position, &mut row.position, 1..=100_000);
        form.text("text", text, &mut row.text, FREE_TEXT);
        form.clearable_text("textEn", text_en, &mut row.text_en, FREE_TEXT);
    }
}

/// Uppgifter om en slutsats, and what it belongs to.
#[derive(Debug, Clone, InputObject)]
pub struct NewFinding {
    /// The evaluation that found it. Needed for a new one, and never changed.
    evaluation: MaybeUndefined<ID>,
    #[graphql(flatten)]
    values: FindingValues,
}

impl Editable for Finding {
    type Values = NewFinding;
    type Links = ();

    const REFERRERS: &'static [Referrer] = &[Referrer {
        by: "Recommendation.finding",
        table: "recommendation",
        column: "finding_id",
        visible: Recommendation::visible,
    }];

    async fn apply(
        values: NewFinding,
        before: Option<&Model>,
        row: &mut Model,
        form: &mut Form,
        desk: &Desk,
    ) -> Result<()> {
        let NewFinding { evaluation, values } = values;
        if before.is_none() {
            row.position = 1;
        }
        let mut root = row.evaluation_id.unwrap_or_default();
        let evaluation = desk.by_id::<Evaluation>(form, "evaluation", evaluation).await?;
        form.set("evaluation", evaluation, &mut root);
        if !root.is_nil() && before.is_some_and(|before| before.evaluation_id != Some(root)) {
            form.refuse("evaluation", UserErrorCode::Invalid, "A finding stays with the evaluation that found it.");
        }
        row.evaluation_id = Some(root);
        values.apply(row, form);
        Ok(())
    }
}

impl Child for Finding {
    type Values = FindingValues;
    const PARENT: &'static str = "evaluation_id";

    fn parent(row: &Model) -> Option<Uuid> {
        row.evaluation_id
    }

    fn external_id(row: &Model) -> Option<&str> {
        row.external_id.as_deref()
    }

    fn blank(parent: Uuid, _source: &str, external_id: &str) -> Model {
        let external_id = Some(external_id.to_owned());
        Model { id: Uuid::now_v7(), evaluation_id: Some(parent), external_id, ..Default::default() }
    }

    fn put(row: &mut Model, place: i32) {
        row.position = place;
    }

    async fn apply(values: FindingValues, _: Option<&Model>, row: &mut Model, form: &mut Form, _: &Desk) -> Result<()> {
        values.apply(row, form);
        Ok(())
    }
}

payload!(CreateFindingPayload { finding: Finding });
payload!(UpdateFindingPayload { finding: Finding });

mutations! {
    Finding with NewFinding, FindingMutation;
    create_finding(CreateFindingInput) -> CreateFindingPayload;
    update_finding(UpdateFindingInput) -> UpdateFindingPayload;
    delete_finding(DeleteFindingInput) -> DeleteFindingPayload;
}
