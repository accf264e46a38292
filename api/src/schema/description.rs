//! What the schema says of itself. async-graphql 7.0.19 cannot be given a description of the schema: it prints none and
//! answers introspection with a sentence of its own. Once it can, the text goes to the builder and this file goes.

use async_graphql::{Response, Value};

const DESCRIPTION: &str = "Styrgraf holds how a public agency is steered, as one graph: which evaluations were presented \
at which meetings, what was decided, who got the assignment, and which action plans and measures followed. The API is in \
English with the Swedish term in each description; the data is in Swedish. Start with `meetings`, `evaluations` or \
`actionPlans` and follow the relations, or ask `thread` what led to an object and what came of it; `viewer` shows what \
your token allows. The first and the last day of a period belong to it. They are `periodFrom` and `periodTo` of what a figure \
is about, `coversFrom` and `coversTo` of what an evaluation looks at, `startsOn` and `endsOn` of what is carried out, \
`validFrom` and `validTo` of what is in force, and `horizonFrom` and `horizonTo` of when something is to be reached.";

/// What async-graphql answers in its place.
const OF_THE_FRAMEWORK: &str = "A GraphQL Schema defines the capabilities of a GraphQL server. It exposes all available \
types and directives on the server, as well as the entry points for query, mutation, and subscription operations.";

/// The definition of the schema, with its description, that a schema as text starts with.
pub fn definition() -> String {
    format!("\"\"\"\n{DESCRIPTION}\n\"\"\"\nschema {{\n\tquery: Query\n\tmutation: Mutation\n}}\n\n")
}

/// Whether an answer to this document may hold the schema's description.
pub fn is_asked(query: &str) -> bool {
    query.contains("__schema")
}

/// Puts our description in the place of the framework's, under whatever aliases.
pub fn put(response: &mut Response) {
    for text in fields(&mut response.data).flat_map(fields) {
        if matches!(text, Value::String(text) if text == OF_THE_FRAMEWORK) {
            *text = DESCRIPTION.into();
        }
    }
}

fn fields(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    let fields = if let Value::Object(fields) = value { Some(fields.values_mut()) } else { None };
    fields.into_iter().flatten()
}
