//! What the page does not say is marked: nothing invented can be taken for a fact of an agency that exists.

use rstest::rstest;

use crate::support::{App, Backend, Backend::*, Role, Schema};

/// All titles and names without the mark. Those of groups, documents, the assignment, its plan and its areas, and the
/// stock-taking are made from what the page says of them.
const OF_THE_PAGE: [&str; 30] = [
    "Arbetsgrupp för inventering",
    "Biltestverksamheten i Arjeplog och Arvidsjaur",
    "Biltestverksamheten i Arjeplog och Arvidsjaur",
    "Diskussionsunderlag till ledningsgruppen om innovativ förmåga",
    "En gemensam yta för ledningsgruppen i Sharepoint",
    "Facebooks etablering i Luleå",
    "Facebooks etablering i Luleå",
    "Förenkling",
    "Förvaltning",
    "Gd-stab",
    "Gemensamma mappar på G:",
    "Generaldirektör",
    "Handlingsplan för stärkt innovativ förmåga 2018–2020",
    "Innovativ förmåga till nytta för våra kunder",
    "Inventering inom de områden som värderas i tävlingen Sveriges modernaste myndighet",
    "Jobba med kulturen",
    "Kapitalförsörjning",
    "Kunskapsutveckling",
    "Ledningsgrupp 31 oktober",
    "Ledningsgruppen",
    "Lektion i Office 365 och samarbete i Sharepoint",
    "Medarbetarpolicy",
    "Pressmeddelande från Tillväxtverket om Facebooks etablering",
    "Projektgrupp för strategiskt innovationsarbete",
    "Sveriges modernaste myndighet",
    "Sweco",
    "Ta fram en handlingsplan för stärkt innovativ förmåga",
    "Tillväxtverket",
    "Utveckla metoder",
    "Utveckla stödjande strukturer",
];

/// Nine findings, two statements and a decision.
const TEXTS: usize = 12;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_the_page_does_not_say_is_marked(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let mut named = unmarked(&app, &["title", "name", "competition"]).await;
    named.sort();
    assert_eq!(named, OF_THE_PAGE);
    let texts = unmarked(&app, &["text"]).await;
    assert_eq!(texts.len(), TEXTS, "{texts:#?}");
}

/// What the rows of all lists have in these fields without the mark, as an admin sees them. Territories and themes come with
/// the program.
async fn unmarked(app: &App, names: &[&str]) -> Vec<String> {
    let schema = Schema::of(app).await;
    let mut found = Vec::new();
    for (root, node) in schema.lists().into_iter().filter(|(_, node)| !["Territory", "Theme"].contains(node)) {
        for field in schema.fields(node).iter().filter(|field| names.contains(&field.name.as_str())) {
            let query = format!(
                "{{ list: {}(first: 100) {{ nodes {{ text: {} }} pageInfo {{ hasNextPage }} }} }}",
                root.name, field.name
            );
            let answer = app.as_role(Role::Admin).ask(query).await;
            assert_eq!(answer.at("/list/pageInfo/hasNextPage"), false, "{node}");
            let texts = answer.texts("/list/nodes", "text").into_iter();
            found.extend(texts.filter(|text| !text.starts_with("Exempel:")).map(str::to_owned));
        }
    }
    found
}
