//! Searching all texts by words: what is found, in which order, and how it is shown. Every case is tested on both
//! databases, and so finds the same on both.

mod asking;
mod keeping;
mod plans;

use chrono::TimeDelta;
use entity::{Access, document, evaluation, finding, measure, organisation, person};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, Answer, App, Backend, Backend::*, Role, World, plan};

const QUERY: &str = "query ($query: String!, $types: [NodeType!], $first: Int = 100, $after: String) {
    search(query: $query, types: $types, first: $first, after: $after) {
        totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        edges { cursor node { field } }
        nodes { field snippet { text hits { start length } } node { __typename id } } } }";

pub async fn search(actor: &Actor<'_>, variables: Value) -> Answer {
    actor.ask_with(QUERY, variables).await
}

/// What is found, each as its type and its snippet, with the marked words in brackets.
pub fn shown(answer: &Answer) -> Vec<String> {
    let hits = answer.at("/search/nodes").as_array().expect("hits").iter();
    hits.map(|hit| {
        let text: Vec<u16> = hit["snippet"]["text"].as_str().expect("a text").encode_utf16().collect();
        let (mut shown, mut end) = (hit["node"]["__typename"].as_str().expect("a type").to_owned() + ": ", 0);
        for mark in hit["snippet"]["hits"].as_array().expect("marks") {
            let number = |name: &str| usize::try_from(mark[name].as_u64().expect("a number")).expect("a size");
            let (start, length) = (number("start"), number("length"));
            let part = |from: usize, to: usize| String::from_utf16(&text[from..to]).expect("whole characters");
            shown.extend([part(end, start), format!("[{}]", part(start, start + length))]);
            end = start + length;
        }
        shown + &String::from_utf16(&text[end..]).expect("whole characters")
    })
    .collect()
}

/// Texts in which words are found, the first the oldest. All are internal.
pub async fn texts(app: &App) -> World {
    let world = World::of(app).await;
    let later = || app.pass(TimeDelta::seconds(1));
    let plan = app.write(vec![plan("Handlingsplan för stärkt förmåga", Access::Internal)]).await[0].id;
    let measure = |code: &str, title: &str, description: &str| measure::Model {
        action_plan_id: plan,
        responsible_id: world.agency,
        code: Some(code.into()),
        title: title.into(),
        description: Some(description.into()),
        ..Default::default()
    };
    later();
    app.write(vec![measure("KF-2.1", "Stärka kompetensförsörjningen", "Fler 🚗-testare i Arjeplog i mars.")]).await;
    later();
    app.write(vec![measure("KF-2.2", "Ordna en e-tjänst", "Alla åtgärderna rör kompetens och marknaden.")]).await;
    later();
    let study = evaluation::Model {
        title: "Utvärdering av åtgärder för kompetens".into(),
        title_en: Some("Evaluation of skills supply".into()),
        subject: "Åre\u{301} och Idéverkstaden".into(),
        registration_number: Some("N2018/01234/RS".into()),
        ..Default::default()
    };
    let study = app.write(vec![study]).await[0].id;
    later();
    let text = "En åtgärd i Umeå: kursen i att utvärdera.".to_owned();
    app.write(vec![finding::Model { evaluation_id: Some(study), position: 1, text, ..Default::default() }]).await;
    later();
    let (given_name, family_name) = ("Bosse".into(), "Olsson".into());
    app.write(vec![person::Model { given_name, family_name, organisation_id: world.agency, ..Default::default() }])
        .await;
    let number = Some("202100-4979".to_owned());
    let name = "Olssons konsulter".to_owned();
    app.write(vec![organisation::Model { name, organisation_number: number, ..Default::default() }]).await;
    later();
    let title = "Protokoll: \"foo\" & bar".to_owned();
    app.write(vec![document::Model { title, language: "sv".into(), ..Default::default() }]).await;
    world
}

const STUDY: &str = "Evaluation: Utvärdering av åtgärder för kompetens";

/// Queries, and what is found, in order.
const CASES: &[(&str, &[&str])] = &[
    // Forms, and what begins with a word. Titles with all words come first, then the newest.
    (
        "åtgärder",
        &[
            "Evaluation: Utvärdering av [åtgärder] för kompetens",
            "Finding: En [åtgärd] i Umeå: kursen i att utvärdera.",
            "Measure: Alla [åtgärderna] rör kompetens och marknaden.",
        ],
    ),
    (
        "ÅTGÄRD",
        &[
            "Evaluation: Utvärdering av [åtgärder] för kompetens",
            "Finding: En [åtgärd] i Umeå: kursen i att utvärdera.",
            "Measure: Alla [åtgärderna] rör kompetens och marknaden.",
        ],
    ),
    ("utvärderingen", &["Evaluation: [Utvärdering] av åtgärder för kompetens"]),
    (
        "utvärdera",
        &[
            "Evaluation: [Utvärdering] av åtgärder för kompetens",
            "Finding: En åtgärd i Umeå: kursen i att [utvärdera].",
        ],
    ),
    (
        "kompetens",
        &[
            "Evaluation: Utvärdering av åtgärder för [kompetens]",
            "Measure: Stärka [kompetensförsörjningen]",
            "Theme: [Kompetensförsörjning]",
            "Measure: Alla åtgärderna rör [kompetens] och marknaden.",
        ],
    ),
    ("kurser", &["Finding: En åtgärd i Umeå: [kursen] i att utvärdera."]),
    ("handlingsplanen", &["ActionPlan: [Handlingsplan] för stärkt förmåga"]),
    // The stem of mars is the beginning of marknad, which is another word.
    ("mars", &["Measure: Fler 🚗-testare i Arjeplog i [mars]."]),
    ("marknad", &["Measure: Alla åtgärderna rör kompetens och [marknaden]."]),
    // All words, in any order and in any of the texts; some in the title before none.
    (
        "kompetens åtgärd",
        &[
            "Evaluation: Utvärdering av [åtgärder] för [kompetens]",
            "Measure: Alla [åtgärderna] rör [kompetens] och marknaden.",
        ],
    ),
    ("arjeplog kompetensförsörjning", &["Measure: Stärka [kompetensförsörjningen]"]),
    ("tjänst marknad", &["Measure: Ordna en e-[tjänst]"]),
    ("i att", &["Finding: En åtgärd [i] Umeå: kursen [i] [att] utvärdera."]),
    ("umeå kompetens", &[]),
    // Letters are what they are.
    ("atgard", &[]),
    ("umea", &[]),
    ("ide", &[]),
    ("idéverkstad", &["Evaluation: Åre\u{301} och [Idéverkstaden]"]),
    ("A\u{30a}tga\u{308}rder kompetens arjeplog", &[]),
    ("ume\u{e5}", &["Territory: [Umeå]", "Finding: En åtgärd i [Umeå]: kursen i att utvärdera."]),
    ("umea\u{30a}", &["Territory: [Umeå]", "Finding: En åtgärd i [Umeå]: kursen i att utvärdera."]),
    // Hyphens, codes, numbers, names, English.
    ("e-tjänster", &["Measure: Ordna en [e]-[tjänst]"]),
    ("tjänsten", &["Measure: Ordna en e-[tjänst]"]),
    ("KF-2.1", &["Measure: [KF]-[2].[1]"]),
    ("kf", &["Measure: [KF]-2.2", "Measure: [KF]-2.1"]),
    ("N2018/01234", &["Evaluation: [N2018]/[01234]/RS"]),
    ("202100-4979", &["Organisation: [202100]-[4979]"]),
    ("olsson", &["Organisation: [Olssons] konsulter", "Person: [Olsson]"]),
    ("Bosse Olsson", &["Person: [Bosse]"]),
    ("skills evaluations", &["Evaluation: [Evaluation] of [skills] supply"]),
    ("Pajala", &["Territory: [Pajala]"]),
    ("0125", &["Territory: [0125]"]),
    // Signs are no words.
    ("\"foo OR *:& ! (", &[]),
    ("\"foo\" -bar*", &["Document: Protokoll: \"[foo]\" & [bar]"]),
    ("title:protokoll", &[]),
    ("'); DROP TABLE measure; --", &[]),
    (
        "åtgärd':* | 'kompetens",
        &[
            "Evaluation: Utvärdering av [åtgärder] för [kompetens]",
            "Measure: Alla [åtgärderna] rör [kompetens] och marknaden.",
        ],
    ),
    ("NOT åtgärd", &[]),
    ("finnsinte", &[]),
    ("🚗 arjeplog försörjning", &[]),
    ("🚗 testare", &["Measure: Fler 🚗-[testare] i Arjeplog i mars."]),
];

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn words_find_the_same_in_the_same_order_on_both_databases(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    texts(&app).await;
    let reader = app.as_role(Role::Reader);
    let mut wrong = Vec::new();
    for (query, expected) in CASES {
        let answer = search(&reader, json!({ "query": query })).await;
        if shown(&answer) != *expected || answer.at("/search/totalCount") != expected.len() {
            wrong.push(format!("{query}: {:#?}", shown(&answer)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    eprintln!("{} cases on {on:?}", CASES.len());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_hit_says_which_field_it_is_from(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    texts(&app).await;
    let reader = app.as_role(Role::Reader);
    for (query, field) in [
        ("utvärdering kompetens", "title"),
        ("skills evaluations", "titleEn"),
        ("idéverkstad", "subject"),
        ("N2018", "registrationNumber"),
        ("4979", "number"),
        ("arjeplog kompetensförsörjning testare", "description"),
    ] {
        let answer = search(&reader, json!({ "query": query })).await;
        assert_eq!(
            (answer.text("/search/nodes/0/field"), answer.at("/search/totalCount")),
            (field, &json!(1)),
            "{query}"
        );
        assert_eq!(answer.text("/search/edges/0/node/field"), field);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_object_is_not_found_by_its_words(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::start(on).await;
    texts(&app).await;
    for (query, expected) in [("åtgärder", 0), ("olsson", 1), ("Pajala", 1), ("kompetens", 1), ("handlingsplan", 0)] {
        let answer = search(&app.public(), json!({ "query": query })).await;
        assert_eq!(answer.at("/search/totalCount"), expected, "{query}");
        assert!(!answer.body.to_string().contains("Person") && !answer.body.to_string().contains(STUDY), "{query}");
    }
    app.tamper("UPDATE evaluation SET access = 'PUBLIC', status = 'PUBLISHED'").await;
    let answer = search(&app.public(), json!({ "query": "åtgärder" })).await;
    assert_eq!(shown(&answer).len(), 2, "the study and its finding: {}", answer.body);
}
