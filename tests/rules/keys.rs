//! Lists by the keys of others.

use rstest::rstest;
use serde_json::{Value, json};

use super::Stage;
use super::missing::found;
use crate::support::{Backend, Backend::*, Role, an_indicator};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn lists_ask_for_who_is_named_by_any_key(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    for code in ["I", "J"] {
        stage.create("Indicator", an_indicator(code)).await;
        let figure = json!({ "indicatorCode": code, "claim": "STATED", "valueText": code });
        stage.create("Observation", figure).await;
    }
    stage.create("Organisation", json!({ "name": "Enheten", "kind": "UNIT", "number": "1" })).await;
    for unit in ["Enheten", "Myndigheten"] {
        let measure = json!({ "title": unit, "actionPlan": { "title": "Planen" }, "responsible": { "name": unit },
            "responsiblePerson": { "id": stage.person() } });
        stage.create("Measure", measure).await;
    }
    let reader = stage.app.as_role(Role::Reader);
    for (filter, expected) in [
        (r#"responsible: [{ name: "Enheten" }]"#, "Enheten"),
        (r#"responsible: { number: "1" }"#, "Enheten"),
        (r#"responsible: [{ name: "Enheten" }, { name: "Myndigheten" }]"#, "Enheten Myndigheten"),
        (r#"responsible: [{ name: "Ingen" }]"#, ""),
        (r"responsible: []", ""),
        (r#"actionPlan: { title: "Planen" }, not: { responsible: { name: "Enheten" } }"#, "Myndigheten"),
        (r#"actionPlan: { title: "Annan" }"#, ""),
    ] {
        assert_eq!(found(&reader, "measures", filter).await, expected, "{filter}");
    }
    let by_code = async |codes: &str| {
        let query = format!("{{ observations(filter: {{ indicator: {codes} }}) {{ nodes {{ valueText }} }} }}");
        reader.ask(query).await.texts("/observations/nodes", "valueText").concat()
    };
    assert_eq!(by_code(r#"[{ code: "I" }]"#).await, "I");
    assert_eq!(by_code(r#"[{ code: "J" }, { code: "X" }]"#).await, "J");
    let name = r#"{ givenName: "Karin", familyName: "Åberg", organisation: { name: "Myndigheten" } }"#;
    let by_name = format!("{{ posts(filter: {{ holder: [{{ name: {name} }}] }}) {{ totalCount }} }}");
    stage
        .create(
            "Post",
            json!({ "title": "Gd", "organisation": { "name": "Myndigheten" }, "holder": { "id": stage.person() } }),
        )
        .await;
    assert_eq!(reader.ask(&by_name).await.at("/posts/totalCount"), 1);
    assert_eq!(stage.app.public().ask(&by_name).await.at("/posts/totalCount"), 0, "the public knows no persons");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_filter_lists_at_most_a_hundred_keys(#[values(Sqlite, Postgres)] on: Backend) {
    let stage = Stage::set(on).await;
    let reader = stage.app.as_role(Role::Reader);
    let query = "query ($of: [OrganisationKey!]!) { measures(filter: { responsible: $of }) { totalCount } }";
    let named = |count: usize| (0..count).map(|number| json!({ "name": number.to_string() })).collect::<Vec<_>>();
    let hundred = reader.ask_with(query, json!({ "of": named(100) })).await;
    assert_eq!(hundred.at("/measures/totalCount"), 0);
    let more = reader.ask_with(query, json!({ "of": named(101) })).await;
    let message = more.refusal("BAD_USER_INPUT");
    assert!(message.contains("101") && message.contains("at most 100"), "{message}");
    let twice = "query ($of: [EvaluationKey!]!) { evaluations(filter: { by: $of }) { totalCount } }".to_string();
    let keys: Vec<Value> =
        (0..101).map(|n| json!({ "external": { "source": "s", "externalId": n.to_string() } })).collect();
    reader.ask_with(twice, json!({ "of": keys })).await.refusal("BAD_USER_INPUT");
}
