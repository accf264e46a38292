//! The walk through a push of evaluations: read what is there, apply each row, write all that is good in sets. The
//! number of statements does not grow with the rows.

use std::collections::{HashMap, HashSet};

use async_graphql::MaybeUndefined;
use entity::evaluation::Model;
use entity::{Access, evaluation_result_area, evaluation_territory, finding, observation};
use sea_orm::sea_query::ExprTrait;
use uuid::Uuid;

use super::push::{PushEvaluationsInput, PushedEvaluation};
use super::write::EvaluationLinks;
use super::{Evaluation, Finding};
use crate::domain::children::{self, Children, Given, Parent};
use crate::domain::desk::Desk;
use crate::domain::editing::{Draft, Editable};
use crate::domain::indicator::Indicator;
use crate::domain::links::{LinkEdit, Links};
use crate::domain::observation::Observation;
use crate::domain::push::{ErrorPolicy, PushStatus, check_external_id, check_push};
use crate::domain::reference::{self, OrganisationRef};
use crate::domain::steering::ResultArea;
use crate::domain::territory::Territory;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::form::Form;
use crate::kit::payload::{UserError, UserErrorCode};
use crate::ledger::{Change, Edit};

/// What became of a row.
pub struct Outcome {
    pub external_id: String,
    pub status: PushStatus,
    /// As written. None: rejected.
    pub row: Option<Model>,
    pub status_kept: bool,
    pub errors: Vec<UserError>,
}

/// Rows that were refused together, and what is wrong with the push as a whole.
type Refusal = (Vec<Outcome>, Vec<UserError>);

/// A row on its way.
struct Item {
    external_id: String,
    before: Option<Model>,
    after: Model,
    links: EvaluationLinks,
    findings: Children<finding::Model>,
    observations: Children<observation::Model>,
    form: Form,
}

/// Writes a push.
///
/// # Errors
/// The ledger's.
pub async fn push(
    input: PushEvaluationsInput,
    change: &mut Change,
    desk: &Desk,
) -> Result<Result<Vec<Outcome>, Refusal>> {
    let PushEvaluationsInput { dry_run: _, error_policy, evaluations, source } = input;
    let mut form = Form::new(true, &["input"]);
    check_push(&mut form, &source, "evaluations", evaluations.len(), desk);
    if !form.is_clean() {
        return Ok(Err((Vec::new(), form.into_errors())));
    }
    look_up(&evaluations, desk).await?;
    let mut items = apply(&source, evaluations, &form, desk).await?;
    check(&mut items, desk).await?;
    if error_policy == ErrorPolicy::RejectAll && items.iter().any(|item| !item.form.is_clean()) {
        return Ok(Err((items.into_iter().map(Item::rejected).collect(), Vec::new())));
    }
    write(items, change).await.map(Ok)
}

/// Reads at once what the rows refer to.
async fn look_up(rows: &[PushedEvaluation], desk: &Desk) -> Result<()> {
    let mut named = Named::default();
    for row in rows {
        named.add(row);
    }
    reference::look_up(desk, &named.organisations).await?;
    desk.look_up::<Territory>("code", named.territories).await?;
    desk.look_up::<ResultArea>("code", named.areas).await?;
    desk.look_up::<Indicator>("code", named.indicators).await
}

/// Everything that a push refers to.
#[derive(Default)]
struct Named {
    organisations: Vec<OrganisationRef>,
    territories: Vec<String>,
    areas: Vec<String>,
    indicators: Vec<String>,
}

impl Named {
    fn add(&mut self, row: &PushedEvaluation) {
        let values = &row.values;
        self.organisations
            .extend([&values.commissioner, &values.evaluator].into_iter().filter_map(|named| named.value().cloned()));
        self.territories.extend(values.territory_codes.value().into_iter().flatten().cloned());
        self.areas.extend(values.result_area_codes.value().into_iter().flatten().cloned());
        for observation in row.observations.value().into_iter().flatten() {
            self.territories.extend(observation.values.territory_code.value().cloned());
            self.indicators.extend(observation.values.indicator_code.value().cloned());
        }
    }
}

/// Applies each row to what is there.
async fn apply(source: &str, rows: Vec<PushedEvaluation>, push: &Form, desk: &Desk) -> Result<Vec<Item>> {
    let ids: Vec<String> = rows.iter().map(|row| row.external_id.clone()).collect();
    let mut present = Present::read(source, &ids, desk).await?;
    let mut seen = HashSet::new();
    let mut items = Vec::with_capacity(rows.len());
    for (index, (row, id)) in rows.into_iter().zip(&ids).enumerate() {
        let before = present.evaluations.get(id).cloned();
        let mut form = push.item(before.is_none(), "evaluations", index);
        check_external_id(&mut form, id, &mut seen);
        if before.as_ref().is_some_and(|before| before.access == Access::Restricted) {
            form.refuse("externalId", UserErrorCode::Invalid, children::RESTRICTED);
        }
        items.push(present.item(source, row, before, form, desk).await?);
    }
    Ok(items)
}

/// What the source has pushed before.
struct Present {
    evaluations: HashMap<String, Model>,
    findings: HashMap<Uuid, Vec<finding::Model>>,
    observations: HashMap<Uuid, Vec<observation::Model>>,
}

impl Present {
    /// A source knows its own rows, whatever their access has become.
    async fn read(source: &str, ids: &[String], desk: &Desk) -> Result<Self> {
        let all = desk.unscoped();
        let own = all.with_text::<Model>("external_id", ids.iter().cloned()).add(col::<Model>("source").eq(source));
        let rows = all.locked::<Evaluation>(own).await?;
        let owners: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        desk.look_up_links::<evaluation_territory::Model>(&owners).await?;
        desk.look_up_links::<evaluation_result_area::Model>(&owners).await?;
        Ok(Self {
            findings: children::present::<Finding>(&all, &owners).await?,
            observations: children::present::<Observation>(&all, &owners).await?,
            evaluations: rows.into_iter().filter_map(|row| Some((row.external_id.clone()?, row))).collect(),
        })
    }

    async fn item(
        &mut self,
        source: &str,
        row: PushedEvaluation,
        before: Option<Model>,
        mut form: Form,
        desk: &Desk,
    ) -> Result<Item> {
        let PushedEvaluation { external_id, findings, observations, values } = row;
        let mut after = before.clone().unwrap_or_else(|| Model {
            id: Uuid::now_v7(),
            source: Some(source.to_owned()),
            external_id: Some(external_id.clone()),
            ..Default::default()
        });
        let links = Evaluation::apply(values, before.as_ref(), &mut after, &mut form, desk).await?;
        let parent = Parent { id: after.id, source };
        let given = ("findings", named(findings, |row| (row.external_id, row.values)));
        let there = self.findings.remove(&after.id).unwrap_or_default();
        let findings = children::sync::<Finding>(&parent, there, given, &mut form, desk).await?;
        let given = ("observations", named(observations, |row| (row.external_id, row.values)));
        let there = self.observations.remove(&after.id).unwrap_or_default();
        let observations = children::sync::<Observation>(&parent, there, given, &mut form, desk).await?;
        Ok(Item { external_id, before, after, links, findings, observations, form })
    }
}

fn named<T, V>(rows: MaybeUndefined<Vec<T>>, name: impl Fn(T) -> (String, V)) -> Given<V> {
    rows.map_value(|rows| rows.into_iter().map(name).collect())
}

/// Rules that look beyond a row.
async fn check(items: &mut [Item], desk: &Desk) -> Result<()> {
    let mut drafts: Vec<Draft<'_, Model>> = items
        .iter_mut()
        .map(|item| Draft { before: item.before.as_ref(), row: &item.after, form: &mut item.form })
        .collect();
    Evaluation::check(&mut drafts, desk).await?;
    let removed: Vec<Uuid> = items.iter().flat_map(|item| &item.findings.removed).map(|row| row.id).collect();
    let users = desk.users(Finding::REFERRERS, &removed).await?;
    for item in items {
        for finding in &item.findings.removed {
            if let Some(users) = users.get(&finding.id) {
                let id = finding.external_id.as_deref().unwrap_or_default();
                let message = format!("findings leaves out \"{id}\", which is referred to by {users}.");
                item.form.refuse("findings", UserErrorCode::InUse, message);
            }
        }
    }
    Ok(())
}

impl Item {
    fn rejected(self) -> Outcome {
        let errors = self.form.into_errors();
        Outcome { external_id: self.external_id, status: PushStatus::Rejected, row: None, status_kept: false, errors }
    }

    /// What becomes of the row, unless its own columns turn out to differ.
    fn accepted(&self) -> Outcome {
        let status = match &self.before {
            None => PushStatus::Created,
            Some(_) if self.findings.is_empty() && self.observations.is_empty() => PushStatus::Unchanged,
            Some(_) => PushStatus::Updated,
        };
        let (external_id, row) = (self.external_id.clone(), Some(self.after.clone()));
        Outcome { external_id, status, row, status_kept: self.form.status_kept, errors: Vec::new() }
    }
}

/// All that is to be written, by kind.
struct Sets {
    new: Vec<Model>,
    edits: Vec<Edit<Model>>,
    links: EvaluationLinks,
    findings: Children<finding::Model>,
    observations: Children<observation::Model>,
}

impl Sets {
    fn add(&mut self, item: Item) {
        let Item { before, after, links, findings, observations, .. } = item;
        match before {
            None => self.new.push(after),
            Some(before) => self.edits.push(Edit { before, after, links: links.changed() }),
        }
        self.links.0.absorb(links.0);
        self.links.1.absorb(links.1);
        self.findings.absorb(findings);
        self.observations.absorb(observations);
    }

    /// Parents first. The evaluations as they are now.
    async fn write(self, change: &mut Change) -> Result<HashMap<Uuid, Model>> {
        let written = [change.insert(self.new).await?, change.update(self.edits).await?].concat();
        self.links.write(change).await?;
        self.findings.write(change).await?;
        self.observations.write(change).await?;
        Ok(written.into_iter().map(|row| (row.id, row)).collect())
    }
}

/// Writes all good rows.
async fn write(items: Vec<Item>, change: &mut Change) -> Result<Vec<Outcome>> {
    let mut sets = Sets {
        new: Vec::new(),
        edits: Vec::new(),
        links: (LinkEdit::none(), LinkEdit::none()),
        findings: Children::default(),
        observations: Children::default(),
    };
    let mut outcomes = Vec::with_capacity(items.len());
    for item in items {
        if item.form.is_clean() {
            outcomes.push(item.accepted());
            sets.add(item);
        } else {
            outcomes.push(item.rejected());
        }
    }
    let mut written = sets.write(change).await?;
    for outcome in &mut outcomes {
        let Some(row) = outcome.row.as_mut() else { continue };
        let Some(now) = written.remove(&row.id) else { continue };
        if now.version > row.version && outcome.status == PushStatus::Unchanged {
            outcome.status = PushStatus::Updated;
        }
        *row = now;
    }
    Ok(outcomes)
}
