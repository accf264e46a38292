//! Writing evaluations one by one; a push applies the same values.

use std::collections::HashSet;

use async_graphql::{InputObject, MaybeUndefined};
use entity::evaluation::{EvaluationKind, EvaluationStatus, EvaluationTiming, Model, SubjectKind};
use entity::recommendation::RecommendationStatus;
use entity::{
    Access, Date, Url, agenda_item_evaluation, evaluation_result_area, evaluation_territory, finding, recommendation,
};
use sea_orm::Condition;
use sea_orm::sea_query::ExprTrait;
use uuid::Uuid;

use super::{Evaluation, Finding, Recommendation};
use crate::auth::viewer::Viewer;
use crate::domain::desk::Desk;
use crate::domain::editing::{Draft, Editable, Referrer};
use crate::domain::links::{self, LinkEdit, Owner};
use crate::domain::meeting::AgendaItem;
use crate::domain::mutation::{mutations, payload};
use crate::domain::observation::Observation;
use crate::domain::reference::{self, OrganisationRef};
use crate::domain::status::step;
use crate::domain::steering::ResultArea;
use crate::domain::territory::Territory;
use crate::error::Result;
use crate::kit::access::with_root;
use crate::kit::column::col;
use crate::kit::form::{CODE, FREE_TEXT, Form, TITLE};
use crate::kit::node::Node;
use crate::kit::payload::UserErrorCode;
use crate::ledger::Change;

/// Uppgifter om en utvärdering.
#[derive(Debug, Clone, InputObject)]
pub struct EvaluationValues {
    /// Åtkomst. `INTERNAL` if nothing is said.
    access: MaybeUndefined<Access>,
    /// Beställare: who commissioned it. Null: not known.
    pub(super) commissioner: MaybeUndefined<OrganisationRef>,
    /// Beställd: the day it was commissioned. Null: not yet, or not known.
    commissioned_on: MaybeUndefined<Date>,
    /// The first day of the time that it covers. Null: not known.
    covers_from: MaybeUndefined<Date>,
    /// The last day of the time that it covers. Null: not known.
    covers_to: MaybeUndefined<Date>,
    /// Levererad: the day it was delivered. Null: not yet, or not known.
    delivered_on: MaybeUndefined<Date>,
    /// Utvärderare: who made it, an organisation that is known here. Null: not known.
    pub(super) evaluator: MaybeUndefined<OrganisationRef>,
    /// The evaluator as the source words it, at most 300 characters, for one that is not known here. Null: none.
    evaluator_as_stated: MaybeUndefined<String>,
    /// What kind of study it is. Needed for a new one.
    kind: MaybeUndefined<EvaluationKind>,
    /// Publicerad: the day it was published. Null: not yet, or not known.
    published_on: MaybeUndefined<Date>,
    /// Diarienummer, at most 40 characters. Null: not known.
    registration_number: MaybeUndefined<String>,
    /// The codes of all result areas that it concerns. Null: none.
    pub(super) result_area_codes: MaybeUndefined<Vec<String>>,
    /// How far it has come. `PLANNED` if nothing is said.
    status: MaybeUndefined<EvaluationStatus>,
    /// Föremål: what is evaluated, at most 300 characters. Needed for a new one.
    subject: MaybeUndefined<String>,
    /// What kind of thing is evaluated. Needed for a new one.
    subject_kind: MaybeUndefined<SubjectKind>,
    /// Sammanfattning, at most 20,000 characters. Null: none.
    summary: MaybeUndefined<String>,
    /// The codes of all territories that it concerns. Null: none.
    pub(super) territory_codes: MaybeUndefined<Vec<String>>,
    /// When it is made, seen from what it evaluates. Null: not known.
    timing: MaybeUndefined<EvaluationTiming>,
    /// Titel, in Swedish, at most 300 characters. Needed for a new one.
    title: MaybeUndefined<String>,
    /// The title in English, at most 300 characters. Null: not known.
    title_en: MaybeUndefined<String>,
    /// Where it can be read. Null: not known.
    url: MaybeUndefined<Url>,
}

/// The links of an evaluation.
pub type EvaluationLinks = (LinkEdit<evaluation_territory::Model>, LinkEdit<evaluation_result_area::Model>);

/// The agenda items that list an evaluation.
fn listed(viewer: &Viewer) -> Condition {
    let visible = AgendaItem::visible(viewer);
    with_root::<agenda_item_evaluation::Model, entity::agenda_item::Model>("agenda_item_id", visible)
}

/// What refers to an evaluation besides its own findings.
const REFERRERS: &[Referrer] = &[
    Referrer {
        by: "AgendaItem.evaluations",
        table: "agenda_item_evaluation",
        column: "evaluation_id",
        visible: listed,
    },
    Referrer {
        by: "Observation.evaluation",
        table: "observation",
        column: "evaluation_id",
        visible: Observation::visible,
    },
    Referrer {
        by: "Recommendation.evaluation",
        table: "recommendation",
        column: "evaluation_id",
        visible: Recommendation::visible,
    },
];

impl Editable for Evaluation {
    type Values = EvaluationValues;
    type Links = EvaluationLinks;

    const REFERRERS: &'static [Referrer] = REFERRERS;

    async fn apply(
        values: EvaluationValues,
        before: Option<&Model>,
        row: &mut Model,
        form: &mut Form,
        desk: &Desk,
    ) -> Result<EvaluationLinks> {
        let EvaluationValues {
            access,
            commissioner,
            commissioned_on,
            covers_from,
            covers_to,
            delivered_on,
            evaluator,
            evaluator_as_stated,
            kind,
            published_on,
            registration_number,
            result_area_codes,
            status,
            subject,
            subject_kind,
            summary,
            territory_codes,
            timing,
            title,
            title_en,
            url,
        } = values;
        form.access(access, &mut row.access, desk.manner_pushes());
        let commissioner = reference::organisation(desk, form, "commissioner", commissioner).await?;
        form.clearable(commissioner, &mut row.commissioner_id);
        form.clearable(commissioned_on, &mut row.commissioned_on);
        form.clearable(covers_from, &mut row.covers_from);
        form.clearable(covers_to, &mut row.covers_to);
        form.in_order(("coversFrom", row.covers_from), ("coversTo", row.covers_to));
        form.clearable(delivered_on, &mut row.delivered_on);
        let evaluator = reference::organisation(desk, form, "evaluator", evaluator).await?;
        form.clearable(evaluator, &mut row.evaluator_id);
        form.clearable_text("evaluatorAsStated", evaluator_as_stated, &mut row.evaluator_as_stated, TITLE);
        form.set("kind", kind, &mut row.kind);
        form.clearable(published_on, &mut row.published_on);
        form.clearable_text("registrationNumber", registration_number, &mut row.registration_number, CODE);
        step(form, desk, before.map(|before| before.status), status, &mut row.status);
        form.text("subject", subject, &mut row.subject, TITLE);
        form.set("subjectKind", subject_kind, &mut row.subject_kind);
        form.clearable_text("summary", summary, &mut row.summary, FREE_TEXT);
        form.clearable(timing, &mut row.timing);
        form.text("title", title, &mut row.title, TITLE);
        form.clearable_text("titleEn", title_en, &mut row.title_en, TITLE);
        form.url("url", url, &mut row.url);
        let owner = Owner { id: row.id, is_new: before.is_none() };
        let (territory_codes, area_codes) =
            (("territoryCodes", territory_codes), ("resultAreaCodes", result_area_codes));
        Ok((
            links::by_codes::<_, Territory>(owner, territory_codes, form, desk).await?,
            links::by_codes::<_, ResultArea>(owner, area_codes, form, desk).await?,
        ))
    }

    /// CLOSED needs every recommendation answered.
    async fn check(drafts: &mut [Draft<'_, Model>], desk: &Desk) -> Result<()> {
        let closing = |draft: &Draft<'_, Model>| {
            draft.row.status == EvaluationStatus::Closed
                && draft.before.is_some_and(|before| before.status != draft.row.status)
        };
        let ids: Vec<Uuid> = drafts.iter().filter(|draft| closing(draft)).map(|draft| draft.row.id).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let open = col::<recommendation::Model>("status").eq(RecommendationStatus::Open);
        let open = desk.with_any::<recommendation::Model>("evaluation_id", ids).add(open);
        let open: HashSet<Uuid> =
            desk.find::<Recommendation>(open).await?.iter().map(|row| row.evaluation_id).collect();
        for Draft { form, row, .. } in drafts.iter_mut().filter(|draft| open.contains(&draft.row.id)) {
            let message =
                format!("{} needs every recommendation answered.", sea_orm::ActiveEnum::to_value(&row.status));
            form.refuse("status", UserErrorCode::InvalidTransition, message);
        }
        Ok(())
    }

    /// Its findings and links are its own.
    async fn clear(row: &Model, desk: &Desk, change: &mut Change) -> Result<()> {
        change.delete(desk.links_of::<evaluation_territory::Model>(row.id).await?).await?;
        change.delete(desk.links_of::<evaluation_result_area::Model>(row.id).await?).await?;
        change.delete(desk.locked::<Finding>(desk.with_any::<finding::Model>("evaluation_id", [row.id])).await?).await
    }
}

payload!(CreateEvaluationPayload { evaluation: Evaluation });
payload!(UpdateEvaluationPayload { evaluation: Evaluation });

mutations! {
    Evaluation with EvaluationValues, EvaluationMutation;
    create_evaluation(CreateEvaluationInput) -> CreateEvaluationPayload;
    update_evaluation(UpdateEvaluationInput) -> UpdateEvaluationPayload;
    delete_evaluation(DeleteEvaluationInput) -> DeleteEvaluationPayload;
}
