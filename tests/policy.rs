//! Who may call what: a table of every root field and every role, made by calling them.

use std::fmt::Write;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use crate::support::{Actor, App, Argument, Backend, Field, Role, Schema, expect_file, unused_id};

#[tokio::test(flavor = "multi_thread")]
async fn the_committed_table_says_who_may_call_what() {
    let app = App::start(Backend::Sqlite).await;
    let schema = Schema::of(&app).await;
    let before = app.changes().await;
    let mut actors = vec![("public", app.public())];
    actors.extend(Role::ALL.map(|role| (role.name(), app.as_role(role))));
    let mut table = format!("{:40}", "");
    for (name, _) in &actors {
        let _ = write!(table, " {name:<15}");
    }
    for root in ["Query", "Mutation"] {
        let mut fields: Vec<&Field> = schema.fields(root).iter().collect();
        fields.sort_by_key(|field| &field.name);
        for field in fields {
            let query = call(&schema, root, field);
            table.truncate(table.trim_end().len());
            let _ = write!(table, "\n{:40}", format!("{root}.{}", field.name));
            for (_, actor) in &actors {
                let _ = write!(table, " {:<15}", verdict(actor, &query).await);
            }
        }
    }
    assert_eq!(app.changes().await, before, "calls without a value wrote something");
    expect_file("tests/policy.txt", &format!("{}\n", table.trim_end()));
}

/// Whether this actor may call it. What else is wrong with the call is found only when it may.
async fn verdict(actor: &Actor<'_>, query: &str) -> String {
    let answer = actor.ask(query).await;
    match answer.codes()[..] {
        [] => "allowed".into(),
        [code @ ("UNAUTHENTICATED" | "FORBIDDEN")] => code.into(),
        // What is named is not there.
        ["BAD_USER_INPUT"] if answer.refusal("BAD_USER_INPUT").contains("there is no Indicator") => "allowed".into(),
        _ => panic!("{query} is no question of who may: {}", answer.body),
    }
}

/// The field with the least that it can be called with.
fn call(schema: &Schema, root: &str, field: &Field) -> String {
    let needed = field.args.iter().filter(|argument| argument.is_needed());
    let arguments: Vec<String> = needed.map(|argument| given(schema, argument, &field.name)).collect();
    let arguments = if arguments.is_empty() { String::new() } else { format!("({})", arguments.join(", ")) };
    let selection = if schema.fields(field.kind.named()).is_empty() { "" } else { " { __typename }" };
    format!("{} {{ {}{arguments}{selection} }}", root.to_lowercase(), field.name)
}

fn given(schema: &Schema, argument: &Argument, field: &str) -> String {
    format!("{}: {}", argument.name, value(schema, argument, field))
}

fn value(schema: &Schema, argument: &Argument, field: &str) -> String {
    if argument.kind.is_list() {
        return "[]".into();
    }
    let kind = schema.kind(argument.kind.named());
    match (kind.kind.as_str(), kind.name.as_str()) {
        ("INPUT_OBJECT", _) => {
            let fields = kind.input_fields.as_deref().unwrap_or_default();
            let wanted = |part: &&Argument| part.is_needed() || part.name == "dryRun";
            let fields: Vec<&Argument> = if kind.is_one_of == Some(true) {
                fields.iter().take(1).collect()
            } else {
                fields.iter().filter(wanted).collect()
            };
            let fields: Vec<String> = fields.into_iter().map(|part| given(schema, part, field)).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        ("ENUM", name) => schema.values(name)[0].to_owned(),
        (_, "ID") => format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(format!("{}:{}", node(field), unused_id()))),
        (_, "Boolean") => "true".into(),
        (_, "Int" | "Float") => "1".into(),
        (_, "Date") => "\"2017-01-01\"".into(),
        _ => "\"xx\"".into(),
    }
}

/// The type that a root field is about: `updateMeasure` and `measure` are about `Measure`.
fn node(field: &str) -> String {
    let verb = ["create", "update", "delete"].into_iter().find(|verb| field.starts_with(verb)).unwrap_or_default();
    let noun = &field[verb.len()..];
    let about = match noun {
        "node" | "thread" => "organisation",
        "observationSeries" => "indicator",
        noun => noun,
    };
    let mut letters = about.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
