//! Pages under parents with many children, through links and by a key, against what the list of all measures says.

use rstest::rstest;
use sea_orm::DbBackend;
use serde_json::Value;

use crate::support::{Actor, App, Backend, Backend::*, Role, World, plan};

const MEASURES: usize = 5_000;

/// Result areas, and which measures they have by their rank by the day. SQLite walks past more than 2,000 links, and over 2,000 rows.
const AREAS: [(&str, &str); 8] = [
    ("all", "true"),
    ("below the limit", "rank % 2 = 0 AND rank < 3998"),
    ("at the limit", "rank % 2 = 0 AND rank < 4000"),
    ("above the limit", "rank % 2 = 0 AND rank < 4002"),
    ("beyond the walk", "rank >= 2100 AND rank <> 2500"),
    ("three on the walk", "rank >= 2900 OR rank IN (7, 8, 1999)"),
    ("few", "rank % 500 = 3"),
    ("none", "false"),
];

/// What is asked for, and which measures fit.
type Fit = fn(&Measure) -> bool;
const FILTERS: [(&str, Fit); 4] = [
    ("", |_| true),
    ("progress: { from: 51 }", |measure| measure.progress >= 51),
    ("progress: { from: 100 }", |measure| measure.progress >= 100),
    ("status: [CANCELLED]", |_| false),
];

/// A measure as the list of all shows it, and the names of its parents.
struct Measure {
    cursor: String,
    id: String,
    progress: i64,
    parents: Vec<String>,
}

/// The rows between two of them.
type Window = (Option<usize>, Option<usize>);

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pages_under_parents_are_those_of_the_whole_list(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    fill(&app).await;
    for viewer in [app.public(), app.as_role(Role::Reader)] {
        for order in ["DUE_ON, direction: ASC", "DUE_ON, direction: DESC", "PROGRESS, direction: DESC", "TITLE"] {
            let measures = measures(&viewer, order).await;
            assert!(measures.len() > MEASURES / 3, "the list is too short to test much");
            let last = measures.len() - 1;
            let (near, far) = (Some(30), Some(last - 30));
            for window in [(None, None), (near, None), (None, far), (near, far), (far, None), (None, near)] {
                for (filter, fits) in FILTERS {
                    for count in ["first", "last"] {
                        let arguments = arguments(&measures, order, filter, count, window);
                        compare(&viewer, &measures, &arguments, (count == "last", fits, window)).await;
                    }
                }
            }
        }
    }
}

fn arguments(measures: &[Measure], order: &str, filter: &str, count: &str, (after, before): Window) -> String {
    let cursor = |name: &str, place: Option<usize>| {
        place.map(|place| format!(", {name}: {:?}", measures[place].cursor)).unwrap_or_default()
    };
    let cursors = cursor("after", after) + &cursor("before", before);
    format!("{count}: 5, orderBy: {{ field: {order} }}, filter: {{ {filter} }}{cursors}")
}

/// Compares a page under every parent.
async fn compare(
    viewer: &Actor<'_>,
    measures: &[Measure],
    arguments: &str,
    (backward, fits, window): (bool, Fit, Window),
) {
    let page = format!("measures({arguments}) {{ nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage }} }}");
    let query = format!(
        "{{ areas: resultAreas {{ nodes {{ name {page} }} }} plans: actionPlans {{ nodes {{ name: title {page} }} }} }}"
    );
    let answer = viewer.ask(query).await;
    for parent in ["/areas/nodes", "/plans/nodes"].iter().flat_map(|list| nodes(answer.at(list))) {
        let name = text(parent, "name");
        let list: Vec<usize> = (0..measures.len())
            .filter(|place| measures[*place].parents.contains(&name) && fits(&measures[*place]))
            .collect();
        let page = cut(&list, backward, window);
        let ids: Vec<_> = nodes(&parent["measures"]["nodes"]).iter().map(|node| text(node, "id")).collect();
        let expected: Vec<_> = page.iter().map(|place| measures[*place].id.clone()).collect();
        assert_eq!(ids, expected, "{name}: {arguments}");
        let (Some(start), Some(end)) = (page.first(), page.last()) else { continue };
        let info = &parent["measures"]["pageInfo"];
        assert_eq!(info["hasPreviousPage"], list[0] < *start, "{name}: {arguments}");
        assert_eq!(info["hasNextPage"], list[list.len() - 1] > *end, "{name}: {arguments}");
    }
}

/// The first five or the last of those places that are within a window.
fn cut(list: &[usize], backward: bool, (after, before): Window) -> Vec<usize> {
    let is_within =
        |place: &usize| after.is_none_or(|after| *place > after) && before.is_none_or(|before| *place < before);
    let within: Vec<usize> = list.iter().copied().filter(is_within).collect();
    let skipped = if backward { within.len().saturating_sub(5) } else { 0 };
    within.into_iter().skip(skipped).take(5).collect()
}

/// All that the viewer sees, in this order.
async fn measures(viewer: &Actor<'_>, order: &str) -> Vec<Measure> {
    let (mut measures, mut after) = (Vec::new(), Value::Null);
    loop {
        let query = format!(
            "{{ measures(first: 100, after: {after}, orderBy: {{ field: {order} }}) {{ pageInfo {{ hasNextPage }}
                edges {{ cursor node {{ id progress actionPlan {{ name: title }} resultAreas {{ name }} }} }} }} }}"
        );
        let answer = viewer.ask(query).await;
        for edge in nodes(answer.at("/measures/edges")) {
            let node = &edge["node"];
            let parents = nodes(&node["resultAreas"]).iter().chain([&node["actionPlan"]]);
            measures.push(Measure {
                cursor: text(edge, "cursor"),
                id: text(node, "id"),
                progress: node["progress"].as_i64().expect("a number"),
                parents: parents.map(|parent| text(parent, "name")).collect(),
            });
            after = edge["cursor"].clone();
        }
        if answer.at("/measures/pageInfo/hasNextPage") == false {
            return measures;
        }
    }
}

fn nodes(list: &Value) -> &[Value] {
    list.as_array().expect("a list")
}

fn text(node: &Value, name: &str) -> String {
    node[name].as_str().expect("a text").to_owned()
}

/// Three fifths of the measures are in a public plan, the others in an internal one.
async fn fill(app: &App) {
    World::of(app).await;
    app.write(vec![plan("Öppna planen", entity::Access::Public)]).await;
    let (id, day) = match app.backend() {
        DbBackend::Postgres => ("gen_random_uuid()", "date '2017-01-01' + rank / 3"),
        _ => ("randomblob(16)", "date('2017-01-01', (rank / 3) || ' days')"),
    };
    let now = "'2017-11-01 08:00:00.000+00:00'";
    // Their ranks in the order of the numbers are mixed up, three are due on each day, and the last have no day.
    app.tamper(&format!(
        "WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < {MEASURES} - 1),
           ranked (n, rank) AS (SELECT n, n * 1237 % {MEASURES} FROM number)
         INSERT INTO measure (id, version, created_at, updated_at, access, action_plan_id, code, title, kind,
           responsible_id, status, progress, due_on)
         SELECT {id}, 1, {now}, {now}, CASE n % 9 WHEN 1 THEN 'INTERNAL' WHEN 2 THEN 'RESTRICTED' ELSE 'PUBLIC' END,
           (SELECT id FROM action_plan WHERE title = CASE WHEN n % 5 < 3 THEN 'Öppna planen' ELSE 'Planen' END),
           CAST(rank AS text), 'Åtgärd ' || n % 700, 'MEASURE', (SELECT id FROM organisation), 'PLANNED', n % 101,
           CASE WHEN rank < 4700 THEN {day} END FROM ranked"
    ))
    .await;
    for (position, (name, which)) in AREAS.iter().enumerate() {
        app.tamper(&format!(
            "INSERT INTO result_area (id, version, created_at, updated_at, framework_id, code, name, position)
             SELECT {id}, 1, {now}, {now}, id, '{name}', '{name}', {position} + 3 FROM steering_framework"
        ))
        .await;
        app.tamper(&format!(
            "INSERT INTO measure_result_area (id, version, created_at, updated_at, measure_id, result_area_id)
             SELECT {id}, 1, {now}, {now}, measure.id, result_area.id
             FROM (SELECT id, CAST(code AS integer) AS rank FROM measure) AS measure, result_area
             WHERE result_area.name = '{name}' AND ({which})"
        ))
        .await;
    }
}
