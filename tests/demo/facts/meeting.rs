//! The meeting, the agency, and those whom the page names.

use serde_json::json;

use super::{Chapter, Fact, is, person};

pub fn meeting() -> Chapter {
    Chapter { query: MEETING, start: "/body", facts: [group(), agenda(), attendance()].into_iter().flatten().collect() }
}

const MEETING: &str = r#"{ body(by: { name: "Ledningsgruppen" }) { kind organisation { name kind
    posts(first: 2) { totalCount nodes { title holder { familyName } } } }
  meetings(first: 1, filter: { present: [STARTS_AS_STATED] }) { nodes { startsOn startsAsStated status access
    agendaItems(first: 9) { totalCount nodes { title access } }
    attendance(first: 9) { totalCount nodes { role present participant { ... on Person { familyName } } } } } } } }"#;

fn group() -> Vec<Fact> {
    vec![
        is("it is the management group", "/kind", json!("MANAGEMENT_GROUP")),
        is("of Tillväxtverket", "/organisation/name", json!("Tillväxtverket")),
        is("which is an agency", "/organisation/kind", json!("AGENCY")),
        is("the Director-General is a post", "/organisation/posts/nodes/0/title", json!("Generaldirektör")),
        is("the only one", "/organisation/posts/totalCount", json!(1)),
        is("whose holder is not named", "/organisation/posts/nodes/0/holder", json!(null)),
    ]
}

fn agenda() -> Vec<Fact> {
    vec![
        is("it met on 31 October, the year inferred", "/meetings/nodes/0/startsOn", json!("2017-10-31")),
        is("of which the page says the day", "/meetings/nodes/0/startsAsStated", json!("31 oktober")),
        is("the meeting was held", "/meetings/nodes/0/status", json!("HELD")),
        is("and is public", "/meetings/nodes/0/access", json!("PUBLIC")),
        is("four items", "/meetings/nodes/0/agendaItems/totalCount", json!(4)),
        item("car testing", "/meetings/nodes/0/agendaItems/nodes/0", "Biltestverksamheten i Arjeplog och Arvidsjaur"),
        item("Facebook", "/meetings/nodes/0/agendaItems/nodes/1", "Facebooks etablering i Luleå"),
        item("a lesson", "/meetings/nodes/0/agendaItems/nodes/2", "Lektion i Office 365 och samarbete i Sharepoint"),
        item("innovation", "/meetings/nodes/0/agendaItems/nodes/3", "Innovativ förmåga till nytta för våra kunder"),
    ]
}

fn item(what: &'static str, at: &'static str, title: &str) -> Fact {
    is(what, at, json!({ "title": title, "access": "PUBLIC" }))
}

fn attendance() -> Vec<Fact> {
    let came = |what, at, name: &str| person(what, at, json!({ "familyName": name }));
    vec![
        is("five presented something", "/meetings/nodes/0/attendance/totalCount", json!(5)),
        is("as presenters", "/meetings/nodes/0/attendance/nodes/0/role", json!("PRESENTER")),
        is("who were there", "/meetings/nodes/0/attendance/nodes/0/present", json!(true)),
        came("Olofsson", "/meetings/nodes/0/attendance/nodes/0/participant", "Olofsson"),
        came("Åsander", "/meetings/nodes/0/attendance/nodes/1/participant", "Åsander"),
        came("Johansson", "/meetings/nodes/0/attendance/nodes/2/participant", "Johansson"),
        came("Odmark", "/meetings/nodes/0/attendance/nodes/3/participant", "Odmark"),
        came("Carlsson", "/meetings/nodes/0/attendance/nodes/4/participant", "Carlsson"),
    ]
}

pub fn people() -> Chapter {
    let of = |what, at, unit: &str| person(what, at, json!(unit));
    Chapter {
        query: PEOPLE,
        start: "",
        facts: vec![
            of("Fredrik Olofsson", "/olofsson/organisation/name", "Kapitalförsörjning"),
            of("Mattias Åsander", "/asander/organisation/name", "Förvaltning"),
            of("Bosse Olsson", "/olsson/organisation/name", "Förvaltning"),
            of("Anna Johansson", "/johansson/organisation/name", "Förenkling"),
            of("Henrik Arwidsson", "/arwidsson/organisation/name", "Förenkling"),
            of("Aslög Odmark", "/odmark/organisation/name", "Gd-stab"),
            of("Lena Carlsson", "/carlsson/organisation/name", "Kunskapsutveckling"),
        ],
    }
}

const PEOPLE: &str = r#"fragment Unit on Person { organisation { name } } {
  olofsson: person(by: { name: { givenName: "Fredrik", familyName: "Olofsson", organisation: { name: "Kapitalförsörjning" } } }) { ...Unit }
  asander: person(by: { name: { givenName: "Mattias", familyName: "Åsander", organisation: { name: "Förvaltning" } } }) { ...Unit }
  olsson: person(by: { name: { givenName: "Bosse", familyName: "Olsson", organisation: { name: "Förvaltning" } } }) { ...Unit }
  johansson: person(by: { name: { givenName: "Anna", familyName: "Johansson", organisation: { name: "Förenkling" } } }) { ...Unit }
  arwidsson: person(by: { name: { givenName: "Henrik", familyName: "Arwidsson", organisation: { name: "Förenkling" } } }) { ...Unit }
  odmark: person(by: { name: { givenName: "Aslög", familyName: "Odmark", organisation: { name: "Gd-stab" } } }) { ...Unit }
  carlsson: person(by: { name: { givenName: "Lena", familyName: "Carlsson", organisation: { name: "Kunskapsutveckling" } } }) { ...Unit } }"#;
