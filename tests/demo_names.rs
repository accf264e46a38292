//! Persons are internal, so no text of the demo names them to the public.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{App, Argument, Backend, Backend::*, Role, Schema};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_text_that_the_public_reads_names_a_person(#[values(Sqlite, Postgres)] on: Backend) {
    let app = App::demo(on).await;
    let names = names(&app).await;
    assert_eq!(names.len(), 8, "{names:?}");
    let texts = public_texts(&app).await;
    assert!(texts.iter().any(|text| text.starts_with("Ledningsgruppen gick på trions förslag")), "{texts:?}");
    for [given, family] in &names {
        for text in &texts {
            assert!(!text.contains(family), "{family} is named in: {text}");
            assert!(!words(text).any(|word| word == given), "{given} is named in: {text}");
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
}

/// Each person's given name and family name, as a reader sees them.
async fn names(app: &App) -> Vec<[String; 2]> {
    let answer = app.as_role(Role::Reader).ask("{ persons(first: 100) { nodes { givenName familyName } } }").await;
    let (given, family) = (answer.texts("/persons/nodes", "givenName"), answer.texts("/persons/nodes", "familyName"));
    given.into_iter().zip(family).map(|(given, family)| [given.to_owned(), family.to_owned()]).collect()
}

/// Every text in every row of every list, whatever type the schema has.
async fn public_texts(app: &App) -> Vec<String> {
    let schema = Schema::of(app).await;
    let lists = schema.lists();
    assert!(lists.len() >= 20);
    let mut texts = Vec::new();
    for (root, node) in lists {
        let fields = scalars(&schema, node);
        let mut cursor = Value::Null;
        loop {
            let query = format!(
                "query ($after: String) {{ list: {}(first: 100, after: $after) {{
                   nodes {{ {fields} }} pageInfo {{ hasNextPage endCursor }} }} }}",
                root.name
            );
            let answer = app.public().ask_with(query, json!({ "after": cursor })).await;
            collect(answer.at("/list/nodes"), &mut texts);
            cursor = answer.at("/list/pageInfo/endCursor").clone();
            if answer.at("/list/pageInfo/hasNextPage") == false {
                break;
            }
        }
    }
    texts
}

/// The fields of a type that hold a value and can be asked for without more.
fn scalars(schema: &Schema, node: &str) -> String {
    let is_value = |kind: &str| matches!(schema.kind(kind).kind.as_str(), "SCALAR" | "ENUM");
    let fields = schema.fields(node).iter();
    let values = fields.filter(|field| is_value(field.kind.named()) && !field.args.iter().any(Argument::is_needed));
    values.map(|field| field.name.as_str()).collect::<Vec<_>>().join(" ")
}

fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, texts)),
        _ => {}
    }
}
