//! Rows of all types that have an access or hang under one that has, each access under each other, and who is to see
//! them. What can be pushed comes from the source `tests`.

use entity::evaluation::EvaluationStatus;
use entity::observation::ObservationStatus;
use entity::{Access, Row};
use entity::{
    action_plan, agenda_item, agenda_item_evaluation, agenda_item_presenter, assignment, decision, decision_proposer,
    evaluation, evaluation_result_area, evaluation_territory, finding, focus_area, indicator, measure,
    measure_result_area, measure_update, meeting, observation, person, post, recommendation,
};
use uuid::Uuid;

use super::case::{Cases, Gate};
use super::chain;
use crate::support::{App, World, id_of, plan};

pub const ACCESSES: [Access; 3] = [Access::Public, Access::Internal, Access::Restricted];

pub fn key() -> (Option<String>, Option<String>) {
    (Some("tests".into()), Some(Uuid::now_v7().to_string()))
}

pub async fn one<R: Row>(app: &App, row: R) -> R {
    app.write(vec![row]).await.remove(0)
}

/// A row that others hang on, and what stands before it.
type Root = (Uuid, Gate);

/// What rows hang on.
pub struct Base {
    pub world: World,
    pub post: Uuid,
    pub indicator: Uuid,
    area: Uuid,
    pub territory: Uuid,
}

pub async fn write(app: &App) -> Cases {
    let world = World::of(app).await;
    let mut cases = Cases::default();
    let people = person::Model { id: world.person, ..Default::default() };
    cases.add(&people, &[], &[Gate::Internal]);
    let post = post::Model {
        organisation_id: world.agency,
        title: "gd".into(),
        holder_id: Some(world.person),
        ..Default::default()
    };
    let indicator = indicator::Model { code: "I".into(), ..Default::default() };
    let uuid = async |sql: &str, kind: &str| {
        let answer = app.as_role(crate::support::Role::Reader).ask(sql).await;
        crate::support::uuid_of(answer.text(&format!("/{kind}/nodes/0/id")))
    };
    let base = Base {
        post: one(app, post).await.id,
        indicator: one(app, indicator).await.id,
        area: uuid("{ resultAreas { nodes { id } } }", "resultAreas").await,
        territory: uuid("{ territories { nodes { id } } }", "territories").await,
        world,
    };
    let own_plan = plan_case(&mut cases, &base);
    let evaluations = evaluations(app, &base, &mut cases).await;
    let decisions = meetings(app, &base, &evaluations, &mut cases).await;
    let plans = plans(app, &base, &decisions, &mut cases).await;
    measures(app, &base, &[plans, vec![own_plan]].concat(), &decisions, &evaluations, &mut cases).await;
    chain::write(app, &base, &mut cases).await;
    cases
}

/// The plan that the world has.
fn plan_case(cases: &mut Cases, base: &Base) -> Root {
    let gate = Gate::Access(Access::Internal, false, true);
    cases.add(&action_plan::Model { id: base.world.plan, ..plan("", Access::Internal) }, &[], &[gate]);
    (base.world.plan, gate)
}

async fn evaluations(app: &App, base: &Base, cases: &mut Cases) -> Vec<(Uuid, Uuid, Gate)> {
    let mut written = Vec::new();
    for (access, status) in pairs([EvaluationStatus::Delivered, EvaluationStatus::Published]) {
        let gate = Gate::Access(access, true, status == EvaluationStatus::Published);
        let (source, external_id) = key();
        let row = evaluation::Model {
            access,
            status,
            source,
            external_id,
            commissioner_id: Some(base.world.agency),
            ..Default::default()
        };
        let row = one(app, row).await;
        cases.pushed(&row, row.external_id.as_ref(), &[gate]);
        one(
            app,
            evaluation_territory::Model { evaluation_id: row.id, territory_id: base.territory, ..Default::default() },
        )
        .await;
        one(
            app,
            evaluation_result_area::Model { evaluation_id: row.id, result_area_id: base.area, ..Default::default() },
        )
        .await;
        let found = one(app, finding::Model { evaluation_id: Some(row.id), position: 1, ..Default::default() }).await;
        cases.add(&found, &[], &[gate]);
        let advice = recommendation::Model {
            evaluation_id: row.id,
            finding_id: Some(found.id),
            position: 1,
            ..Default::default()
        };
        let advice = one(app, advice).await;
        cases.add(&advice, &[], &[gate]);
        for (access, status) in pairs([ObservationStatus::Submitted, ObservationStatus::Approved]) {
            observe(app, base, (Some((row.id, gate)), None), (access, status), cases).await;
        }
        written.push((row.id, advice.id, gate));
    }
    written
}

/// An observation of an evaluation, of a measure, of both or of none.
async fn observe(
    app: &App,
    base: &Base,
    (evaluation, measure): (Option<Root>, Option<(Uuid, &[Gate])>),
    (access, status): (Access, ObservationStatus),
    cases: &mut Cases,
) {
    let (source, external_id) = key();
    let row = observation::Model {
        access,
        status,
        source,
        external_id,
        indicator_id: base.indicator,
        territory_id: Some(base.territory),
        evaluation_id: evaluation.map(|(id, _)| id),
        measure_id: measure.map(|(id, _)| id),
        ..Default::default()
    };
    let row = one(app, row).await;
    let mut gates = vec![Gate::Access(access, true, status == ObservationStatus::Approved)];
    gates.extend(evaluation.map(|(_, gate)| gate));
    gates.extend(measure.into_iter().flat_map(|(_, gates)| gates));
    let external = row.external_id.clone().unwrap_or_default();
    match evaluation {
        None => cases.pushed(&row, Some(&external), &gates),
        Some((id, _)) => {
            let evaluation = id_of::<evaluation::Model>(id);
            let named =
                format!("{{ ofEvaluation: {{ evaluation: {{ id: \"{evaluation}\" }}, externalId: \"{external}\" }} }}");
            cases.add(&row, &[named], &gates);
        }
    }
}

async fn meetings(app: &App, base: &Base, evaluations: &[(Uuid, Uuid, Gate)], cases: &mut Cases) -> Vec<Uuid> {
    let mut decisions = Vec::new();
    for access in ACCESSES {
        let (source, external_id) = key();
        let row = meeting::Model { access, source, external_id, body_id: base.world.body, ..Default::default() };
        let meeting = one(app, row).await;
        let of_meeting = Gate::Access(access, true, true);
        cases.pushed(&meeting, meeting.external_id.as_ref(), &[of_meeting]);
        for access in ACCESSES {
            let (source, external_id) = key();
            let row = agenda_item::Model {
                access,
                source,
                external_id,
                meeting_id: meeting.id,
                position: 1,
                ..Default::default()
            };
            let item = one(app, row).await;
            let gates = [of_meeting, Gate::Access(access, true, true)];
            cases.pushed(&item, item.external_id.as_ref(), &gates);
            let about = evaluations.iter().map(|(evaluation, ..)| agenda_item_evaluation::Model {
                agenda_item_id: item.id,
                evaluation_id: *evaluation,
                position: 1,
                ..Default::default()
            });
            app.write(about.collect()).await;
            let presenter = |person_id, post_id| agenda_item_presenter::Model {
                agenda_item_id: item.id,
                person_id,
                post_id,
                position: 1,
                ..Default::default()
            };
            app.write(vec![presenter(Some(base.world.person), None), presenter(None, Some(base.post))]).await;
            for access in ACCESSES {
                let row = decision::Model {
                    access,
                    agenda_item_id: item.id,
                    supersedes_id: decisions.last().copied(),
                    ..Default::default()
                };
                let decision = one(app, row).await;
                cases.add(&decision, &[], &[gates[0], gates[1], Gate::Access(access, false, true)]);
                let proposer = decision_proposer::Model {
                    decision_id: decision.id,
                    person_id: Some(base.world.person),
                    position: 1,
                    ..Default::default()
                };
                one(app, proposer).await;
                decisions.push(decision.id);
            }
        }
    }
    decisions
}

/// Plans of every access, on an assignment of every access, on each decision in turn.
async fn plans(app: &App, base: &Base, decisions: &[Uuid], cases: &mut Cases) -> Vec<Root> {
    let mut plans = Vec::new();
    for (number, decision) in decisions.iter().enumerate() {
        let (outer, inner) = (ACCESSES[number % 3], ACCESSES[number / 3 % 3]);
        let row = assignment::Model {
            access: outer,
            decision_id: Some(*decision),
            ordered_by_person_id: (number < 9).then_some(base.world.person),
            ordered_by_post_id: (number >= 9).then_some(base.post),
            leader_id: base.world.person,
            body_id: Some(base.world.body),
            ..Default::default()
        };
        let assignment = one(app, row).await;
        cases.add(&assignment, &[], &[Gate::Access(outer, false, true)]);
        let row = action_plan::Model {
            assignment_id: Some(assignment.id),
            decision_id: Some(*decision),
            ..plan("En plan", inner)
        };
        let row = one(app, row).await;
        let gate = Gate::Access(inner, false, true);
        cases.add(&row, &[], &[gate]);
        if number % 3 == 0 && number < 9 {
            plans.push((row.id, gate));
        }
    }
    plans
}

async fn measures(
    app: &App,
    base: &Base,
    plans: &[Root],
    decisions: &[Uuid],
    evaluations: &[(Uuid, Uuid, Gate)],
    cases: &mut Cases,
) {
    for (plan, of_plan) in plans {
        let focus = one(app, focus_area::Model { action_plan_id: *plan, position: 1, ..Default::default() }).await;
        cases.add(&focus, &[], &[*of_plan]);
        for (number, access) in ACCESSES.into_iter().enumerate() {
            let (source, external_id) = key();
            let (evaluation, advice, of_evaluation) = evaluations[(number * 2 + 1) % evaluations.len()];
            let row = measure::Model {
                access,
                source,
                external_id,
                action_plan_id: *plan,
                focus_area_id: Some(focus.id),
                recommendation_id: Some(advice),
                decision_id: Some(decisions[number * 4]),
                responsible_id: base.world.agency,
                responsible_person_id: Some(base.world.person),
                ..Default::default()
            };
            let row = one(app, row).await;
            let gates = [*of_plan, Gate::Access(access, true, true)];
            cases.pushed(&row, row.external_id.as_ref(), &gates);
            one(
                app,
                measure_result_area::Model { measure_id: row.id, result_area_id: base.area, ..Default::default() },
            )
            .await;
            let report = measure_update::Model {
                measure_id: row.id,
                reported_by_id: Some(base.world.person),
                ..Default::default()
            };
            cases.add(&one(app, report).await, &[], &gates);
            let shown = (Access::Public, ObservationStatus::Approved);
            observe(app, base, (None, Some((row.id, &gates))), shown, cases).await;
            observe(app, base, (Some((evaluation, of_evaluation)), Some((row.id, &gates))), shown, cases).await;
        }
    }
}

/// Every access with each of two statuses.
fn pairs<S: Copy>(statuses: [S; 2]) -> impl Iterator<Item = (Access, S)> {
    ACCESSES.into_iter().flat_map(move |access| statuses.map(|status| (access, status)))
}
