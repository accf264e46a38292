//! Every fact of the page, found through the API: as a reader, and as the public, who sees no persons.

use rstest::rstest;
use serde_json::{Value, json};

use super::queries::{ACTION, BEHIND, CAR_TESTING, FACEBOOK, INNOVATION, LESSON, MEETING, PEOPLE, PROOFS, RECORDS};
use crate::support::{App, Backend, Backend::*, Role};

/// What the public sees of a fact.
enum Public {
    /// The same as a reader.
    Same,
    /// No person: this in its place.
    Instead(Value),
}
use Public::{Instead, Same};

type Fact = (&'static str, &'static str, Value, Public);

fn hidden() -> Public {
    Instead(Value::Null)
}

fn meeting() -> Vec<Fact> {
    vec![
        ("Tillväxtverket's management group met", "/organisation/name", json!("Tillväxtverket"), Same),
        ("it is a management group", "/kind", json!("MANAGEMENT_GROUP"), Same),
        ("on 31 October, the year inferred", "/meetings/nodes/0/startsOn", json!("2017-10-31"), Same),
        ("the page says the day only", "/meetings/nodes/0/startsAsStated", json!("31 oktober"), Same),
        ("four items", "/meetings/nodes/0/agendaItems/totalCount", json!(4), Same),
        ("the Director-General is a post", "/organisation/posts/nodes/0/title", json!("Generaldirektör"), Same),
        ("whose holder is not named", "/organisation/posts/nodes/0/holder", Value::Null, Same),
    ]
}

fn people() -> Vec<Fact> {
    let units = [
        "Kapitalförsörjning",
        "Förvaltning",
        "Förvaltning",
        "Förenkling",
        "Förenkling",
        "Gd-stab",
        "Kunskapsutveckling",
    ];
    let keys = ["olofsson", "asander", "olsson", "johansson", "arwidsson", "odmark", "carlsson"];
    let at: [&'static str; 7] = [
        "/olofsson/organisation/name",
        "/asander/organisation/name",
        "/olsson/organisation/name",
        "/johansson/organisation/name",
        "/arwidsson/organisation/name",
        "/odmark/organisation/name",
        "/carlsson/organisation/name",
    ];
    keys.iter().zip(at).zip(units).map(|((key, at), unit)| (*key, at, json!(unit), hidden())).collect()
}

fn car_testing() -> Vec<Fact> {
    vec![
        ("it is for information", "/purpose", json!("INFORMATION"), Same),
        ("presented by Olofsson", "/presenters", json!([{ "familyName": "Olofsson" }]), Instead(json!([]))),
        ("an analysis", "/evaluations/nodes/0/kind", json!("ANALYSIS"), Same),
        ("by Sweco", "/evaluations/nodes/0/evaluator/name", json!("Sweco"), Same),
        ("for Tillväxtverket", "/evaluations/nodes/0/commissioner/name", json!("Tillväxtverket"), Same),
        (
            "in Arjeplog and Arvidsjaur",
            "/evaluations/nodes/0/territories",
            json!([{ "code": "2506" }, { "code": "2505" }]),
            Same,
        ),
        (
            "the industry matters but needs complementing",
            "/evaluations/nodes/0/findings/nodes/0/text",
            json!("Biltestindustrin är viktig i Norrland men den behöver kompletteras."),
            Same,
        ),
        (
            "the state invests much",
            "/evaluations/nodes/0/findings/nodes/1/text",
            json!("Staten, både nationellt och regionalt, investerar mycket i området, bland annat i hotellutbyggnad."),
            Same,
        ),
        (
            "the season is short",
            "/evaluations/nodes/0/findings/nodes/2/text",
            json!("Säsongen är dock kort och ser ut att bli kortare när bilföretagen effektiviserar."),
            Same,
        ),
        (
            "hotels developed modestly",
            "/evaluations/nodes/0/findings/nodes/3/text",
            json!("Utvärderingen visar på blygsam utveckling av omsättning och sysselsättning i hotellföretagen."),
            Same,
        ),
        (
            "needed are activity all the year and qualified jobs",
            "/evaluations/nodes/0/findings/nodes/4/text",
            json!("Det som behövs är året-runt-verksamhet och mer kvalificerade arbeten."),
            Same,
        ),
        (
            "skills supply becomes central",
            "/evaluations/nodes/0/findings/nodes/5/text",
            json!("Kompetensförsörjning blir då en central fråga."),
            Same,
        ),
        (
            "no figures, but words, twice",
            "/evaluations/nodes/0/observations/nodes",
            json!([{ "value": null, "valueText": "blygsam utveckling" }, { "value": null, "valueText": "blygsam utveckling" }]),
            Same,
        ),
        ("skills supply is a theme", "/themes", json!([{ "code": "skills" }, { "code": "regional-growth" }]), Same),
        (
            "the Director-General's words",
            "/statements/nodes/0",
            json!({ "kind": "QUOTE", "text": "Det här är viktig information för det regionala tillväxtarbetet",
                "participant": { "title": "Generaldirektör" } }),
            Same,
        ),
        (
            "and what the agency must do",
            "/statements/nodes/1",
            json!({ "kind": "DIRECTION", "text": "Tillväxtverket behöver bidra till större fokus på kompetensförsörjning och en breddad verksamhet i regionen.",
                "participant": { "title": "Generaldirektör" } }),
            Same,
        ),
    ]
}

fn facebook() -> Vec<Fact> {
    vec![
        ("it is for information", "/purpose", json!("INFORMATION"), Same),
        ("presented by Olofsson", "/presenters", json!([{ "familyName": "Olofsson" }]), Instead(json!([]))),
        ("in Luleå", "/evaluations/nodes/0/territories/0/code", json!("2580"), Same),
        ("the evaluator is not named", "/evaluations/nodes/0/evaluator", Value::Null, Same),
        (
            "over 240 jobs in the region",
            "/evaluations/nodes/0/observations/nodes/0",
            json!({ "value": 240.0, "qualifier": "OVER", "claim": "ESTIMATED_EFFECT", "territoryAsStated": "regionen",
                "territory": { "code": "25" }, "periodFrom": "2016-01-01", "periodTo": "2016-12-31" }),
            Same,
        ),
        (
            "over 400 in the country",
            "/evaluations/nodes/0/observations/nodes/1",
            json!({ "value": 400.0, "qualifier": "OVER", "claim": "ESTIMATED_EFFECT", "territoryAsStated": null,
                "territory": { "code": "SE" }, "periodFrom": "2016-01-01", "periodTo": "2016-12-31" }),
            Same,
        ),
        (
            "a press release without an address",
            "/evaluations/nodes/0/documents/nodes",
            json!([{ "kind": "PRESS_RELEASE", "url": null }]),
            Same,
        ),
    ]
}

fn lesson() -> Vec<Fact> {
    vec![
        ("a lesson", "/purpose", json!("TRAINING"), Same),
        ("by Åsander", "/presenters", json!([{ "familyName": "Åsander" }]), Instead(json!([]))),
        ("about Office 365 and SharePoint", "/title", json!("Lektion i Office 365 och samarbete i Sharepoint"), Same),
    ]
}

fn innovation() -> Vec<Fact> {
    let three = json!([{ "familyName": "Johansson" }, { "familyName": "Odmark" }, { "familyName": "Carlsson" }]);
    vec![
        ("it is for decision", "/purpose", json!("DECISION"), Same),
        ("and was handled", "/status", json!("HANDLED"), Same),
        ("presented by the three", "/presenters", three.clone(), Instead(json!([]))),
        ("with a discussion paper", "/documents/nodes", json!([{ "kind": "DISCUSSION_PAPER", "url": null }]), Same),
        ("innovation is its theme", "/themes", json!([{ "code": "innovation" }]), Same),
        ("the group adopted it", "/decisions/nodes/0/kind", json!("ADOPT"), Same),
        ("the three's proposal", "/decisions/nodes/0/proposers", three, Instead(json!([]))),
        (
            "a proposed assignment for a project group",
            "/decisions/nodes/0/proposal",
            json!("Trion presenterade förslag på uppdrag till en projektgrupp."),
            Same,
        ),
    ]
}

fn behind() -> Vec<Fact> {
    vec![
        ("the autumn before", "/periodFrom", json!("2016-09-01"), Same),
        ("to its end, inferred", "/periodTo", json!("2016-11-30"), Same),
        ("a working group", "/body/kind", json!("WORKING_GROUP"), Same),
        ("led by Olsson", "/leader/familyName", json!("Olsson"), hidden()),
        ("who is the group's leader", "/body/members/nodes/0/role", json!("LEADER"), Same),
        (
            "its conclusion",
            "/conclusion",
            json!(
                "En slutsats var att vi behöver arbeta mer strategiskt och samordnat med innovation till nytta för våra kunder. Det behöver vi göra oavsett tävlingen."
            ),
            Same,
        ),
        (
            "what is missing",
            "/findings/nodes/0",
            json!({ "kind": "DEFICIENCY", "text": "Det som saknas är en långsiktig ambition och plan för hur vi ska öka vår innovativa mognadsgrad och arbeta mer samordnat." }),
            Same,
        ),
        (
            "what is there",
            "/findings/nodes/1",
            json!({ "kind": "STRENGTH", "text": "Det finns mycket kompetens och erfarenhet i myndigheten. Många initiativ tas." }),
            Same,
        ),
    ]
}

fn action() -> Vec<Fact> {
    let levers = json!([{ "kind": "CULTURE" }, { "kind": "SUPPORT_STRUCTURE" }, { "kind": "METHOD" }]);
    vec![
        ("the assignment is led by Arwidsson", "/leader/familyName", json!("Arwidsson"), hidden()),
        ("ordered by the Director-General", "/orderedBy/title", json!("Generaldirektör"), Same),
        ("by Christmas", "/dueAsStated", json!("fram till jul"), Same),
        ("a day inferred", "/dueOn", json!("2017-12-24"), Same),
        ("a project group carries it out", "/body/kind", json!("PROJECT_GROUP"), Same),
        (
            "it delivers a plan",
            "/expectedDeliverable",
            json!("En handlingsplan för vad vi behöver göra 2018-2020 för att flytta fram positionerna."),
            Same,
        ),
        ("for 2018", "/actionPlans/nodes/0/startsOn", json!("2018-01-01"), Same),
        ("to 2020", "/actionPlans/nodes/0/endsOn", json!("2020-12-31"), Same),
        ("which has no measures", "/actionPlans/nodes/0/measures/totalCount", json!(0), Same),
        ("the levers named", "/actionPlans/nodes/0/focusAreas/nodes", levers, Same),
        ("the award is the next", "/actionPlans/nodes/0/candidacies/nodes/0/edition/year", json!(2019), Same),
        (
            "Sveriges modernaste myndighet",
            "/actionPlans/nodes/0/candidacies/nodes/0/edition/competition",
            json!("Sveriges modernaste myndighet"),
            Same,
        ),
        ("to stand is considered", "/actionPlans/nodes/0/candidacies/nodes/0/status", json!("CONSIDERED"), Same),
    ]
}

fn records() -> Vec<Fact> {
    vec![
        ("a shared area in SharePoint", "/workspaces/nodes/0/platform", json!("SHAREPOINT"), Same),
        ("made by Åsander", "/workspaces/nodes/0/createdBy/familyName", json!("Åsander"), hidden()),
        ("for the management group", "/workspaces/nodes/0/body/name", json!("Ledningsgruppen"), Same),
        (
            "takes the place of the folders on G:",
            "/workspaces/nodes/0/replaces",
            json!({ "platform": "FILE_SHARE", "location": "G:", "status": "MIGRATING" }),
            Same,
        ),
        ("the staff policy", "/documents/nodes/0/title", json!("Medarbetarpolicy"), Same),
        (
            "in its own words",
            "/policy/nodes/0/basis",
            json!(
                "Vår medarbetarpolicy uttrycker att ”vi ska visa mod och initiativkraft för att förbättra, förenkla och förnya verksamheten”."
            ),
            Same,
        ),
    ]
}

fn proofs() -> Vec<Fact> {
    vec![
        (
            "the stock-taking informed the item",
            "/item/nodes/0/to/title",
            json!("Innovativ förmåga till nytta för våra kunder"),
            Same,
        ),
        ("it led to the decision", "/decision/nodes/0/to/kind", json!("ADOPT"), Same),
        (
            "and so to assignment, plan and candidacy",
            "/decision/nodes/0/to/assignments/nodes/0/actionPlans/nodes/0/candidacies/totalCount",
            json!(1),
            Same,
        ),
        (
            "both studies have no recommendation, response or decision after them",
            "/evaluations/nodes",
            json!([{ "title": "Biltestverksamheten i Arjeplog och Arvidsjaur" }, { "title": "Facebooks etablering i Luleå" }]),
            Same,
        ),
    ]
}

/// A query, where in its answer the facts start, and the facts.
fn chapters() -> Vec<(&'static str, &'static str, Vec<Fact>)> {
    let item = "/meetings/nodes/0/agendaItems/edges/0/node";
    vec![
        (MEETING, "/body", meeting()),
        (PEOPLE, "", people()),
        (CAR_TESTING, item, car_testing()),
        (FACEBOOK, item, facebook()),
        (LESSON, item, lesson()),
        (INNOVATION, item, innovation()),
        (BEHIND, "/selfAssessments/nodes/0", behind()),
        (ACTION, "/assignment", action()),
        (RECORDS, "", records()),
        (PROOFS, "", proofs()),
    ]
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_fact_of_the_page_is_found(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let (mut found, mut missed) = (0, Vec::new());
    for (query, start, facts) in chapters() {
        let query = query.split_whitespace().collect::<Vec<_>>().join(" ");
        let (read, seen) = (app.as_role(Role::Reader).ask(&query).await, app.public().ask(&query).await);
        for (fact, at, expected, public) in facts {
            let at = format!("{start}{at}");
            let of_public = match public {
                Same => expected.clone(),
                Instead(value) => value,
            };
            let value = |data: &Value| data.pointer(&at).cloned().unwrap_or_default();
            let (read, seen) = (value(read.data()), value(seen.data()));
            if (&read, &seen) == (&expected, &of_public) {
                found += 1;
            } else {
                missed.push(format!("{fact} ({at}): {read}, to the public {seen}"));
            }
        }
    }
    println!("facts covered: {found} of {}", found + missed.len());
    assert!(missed.is_empty(), "{missed:#?}");
    assert!(found >= 75, "{found}");
}
