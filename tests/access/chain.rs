//! Rows of the types that hang between the links of the chain, each on rows of every access.

use entity::{
    agenda_item_theme, area_score, assessment_area, attachment, attendance, body_membership, candidacy,
    competition_edition, criterion_rating, document, evaluation_theme, finding, management_response, measure_theme,
    self_assessment, statement, target, theme, trace_link, workspace,
};
use uuid::Uuid;

use super::case::{Cases, Gate};
use super::rows::{ACCESSES, Base, key, one};
use crate::support::App;

pub async fn write(app: &App, base: &Base, cases: &mut Cases) {
    let theme = one(app, theme::Model { code: "t".into(), ..Default::default() }).await.id;
    open(app, base, cases).await;
    evaluations(app, base, theme, cases).await;
    meetings(app, base, theme, cases).await;
    awards(app, base, cases).await;
    documents(app, cases).await;
    trace_links(app, base, cases).await;
}

/// What everybody sees.
async fn open(app: &App, base: &Base, cases: &mut Cases) {
    for (person_id, post_id) in [(Some(base.world.person), None), (None, Some(base.post))] {
        let row = body_membership::Model { body_id: base.world.body, person_id, post_id, ..Default::default() };
        cases.add(&one(app, row).await, &[], &[]);
    }
    let row = target::Model { indicator_id: base.indicator, territory_id: Some(base.territory), ..Default::default() };
    cases.add(&one(app, row).await, &[], &[]);
    let row = workspace::Model {
        body_id: Some(base.world.body),
        created_by_id: Some(base.world.person),
        ..Default::default()
    };
    cases.add(&one(app, row).await, &[], &[]);
}

async fn evaluations(app: &App, base: &Base, theme_id: Uuid, cases: &mut Cases) {
    for (evaluation_id, gates) in cases.roots("Evaluation") {
        one(app, evaluation_theme::Model { evaluation_id, theme_id, ..Default::default() }).await;
        let row = criterion_rating::Model { evaluation_id, ..Default::default() };
        cases.add(&one(app, row).await, &[], &gates);
    }
    let items = cases.roots("AgendaItem");
    for ((recommendation_id, gates), (item, _)) in cases.roots("Recommendation").into_iter().zip(items) {
        let row = management_response::Model {
            recommendation_id,
            responsible_id: base.world.agency,
            agenda_item_id: Some(item),
            ..Default::default()
        };
        cases.add(&one(app, row).await, &[], &gates);
    }
    for (measure_id, _) in cases.roots("Measure") {
        one(app, measure_theme::Model { measure_id, theme_id, ..Default::default() }).await;
    }
}

async fn meetings(app: &App, base: &Base, theme_id: Uuid, cases: &mut Cases) {
    let who = [(Some(base.world.person), None), (None, Some(base.post))];
    for (meeting_id, gates) in cases.roots("Meeting") {
        for (person_id, post_id) in who {
            let row = attendance::Model { meeting_id, person_id, post_id, ..Default::default() };
            cases.add(&one(app, row).await, &[], &gates);
        }
    }
    for (agenda_item_id, gates) in cases.roots("AgendaItem") {
        one(app, agenda_item_theme::Model { agenda_item_id, theme_id, ..Default::default() }).await;
        for (person_id, post_id) in who {
            let row = statement::Model { agenda_item_id, person_id, post_id, position: 1, ..Default::default() };
            cases.add(&one(app, row).await, &[], &gates);
        }
    }
}

async fn awards(app: &App, base: &Base, cases: &mut Cases) {
    let edition = one(app, competition_edition::Model { year: 2019, ..Default::default() }).await.id;
    let area = one(app, assessment_area::Model { edition_id: edition, position: 1, ..Default::default() }).await;
    cases.add(&area, &[], &[]);
    for (plan, _) in cases.roots("ActionPlan").into_iter().take(9) {
        let row = candidacy::Model {
            edition_id: edition,
            organisation_id: base.world.agency,
            action_plan_id: Some(plan),
            ..Default::default()
        };
        cases.add(&one(app, row).await, &[], &[]);
    }
    for access in ACCESSES {
        let row = self_assessment::Model {
            access,
            edition_id: Some(edition),
            leader_id: Some(base.world.person),
            body_id: Some(base.world.body),
            ..Default::default()
        };
        let row = one(app, row).await;
        let (of, gates) = (row.id, [Gate::Access(access, false, true)]);
        cases.add(&row, &[], &gates);
        let score = area_score::Model { self_assessment_id: of, area_id: area.id, maturity: 1, ..Default::default() };
        cases.add(&one(app, score).await, &[], &gates);
        let found = finding::Model { self_assessment_id: Some(of), position: 1, ..Default::default() };
        cases.add(&one(app, found).await, &[], &gates);
    }
}

/// Documents of every access, on rows of every type that they can be attached to.
async fn documents(app: &App, cases: &mut Cases) {
    let ids = |kind: &str| cases.roots(kind).into_iter().map(|(id, _)| Some(id)).take(9);
    let on = |change: fn(&mut attachment::Model, Option<Uuid>), kind: &str| -> Vec<attachment::Model> {
        let attached = ids(kind).map(|id| {
            let mut link = attachment::Model::default();
            change(&mut link, id);
            link
        });
        attached.collect()
    };
    let links = [
        on(|link, id| link.meeting_id = id, "Meeting"),
        on(|link, id| link.agenda_item_id = id, "AgendaItem"),
        on(|link, id| link.evaluation_id = id, "Evaluation"),
        on(|link, id| link.decision_id = id, "Decision"),
        on(|link, id| link.assignment_id = id, "Assignment"),
        on(|link, id| link.action_plan_id = id, "ActionPlan"),
        on(|link, id| link.measure_id = id, "Measure"),
        on(|link, id| link.self_assessment_id = id, "SelfAssessment"),
        on(|link, id| link.candidacy_id = id, "Candidacy"),
    ]
    .concat();
    for access in ACCESSES {
        let (source, external_id) = key();
        let row = one(app, document::Model { access, source, external_id, ..Default::default() }).await;
        cases.pushed(&row, row.external_id.as_ref(), &[Gate::Access(access, true, true)]);
        let of = |link: &attachment::Model| attachment::Model { document_id: row.id, ..link.clone() };
        app.write(links.iter().map(of).collect()).await;
    }
}

/// From rows of each type to rows of the next.
async fn trace_links(app: &App, base: &Base, cases: &mut Cases) {
    let open = ("Territory", vec![(base.territory, Vec::new()); 3]);
    let hidden =
        ["Evaluation", "Decision", "Person", "Measure", "Observation", "SelfAssessment", "Document", "Statement"];
    let types: Vec<_> = hidden.map(|kind| (kind, cases.roots(kind))).into_iter().chain([open]).collect();
    for ((from, starts), (to, ends)) in types.iter().zip(types.iter().cycle().skip(1)) {
        for ((from_id, before), (to_id, after)) in starts.iter().zip(ends.iter().rev()).take(9) {
            let row = trace_link::Model {
                from_type: (*from).into(),
                from_id: *from_id,
                to_type: (*to).into(),
                to_id: *to_id,
                ..Default::default()
            };
            cases.add(&one(app, row).await, &[], &[before.clone(), after.clone()].concat());
        }
    }
}
