//! The roots of the schema, merged from the domain, and what each request brings with it.

mod description;
mod mutation;
mod query;

use std::sync::Arc;

use async_graphql::{EmptySubscription, Request, Response};
use uuid::Uuid;

use crate::auth::viewer::Viewer;
use crate::domain::nodes::NODES;
use crate::kit::context::RequestContext;
use crate::kit::kept_rows::KeptRows;
use crate::kit::rows::Rows;
use crate::kit::scope::Scope;
use crate::ledger::Ledger;
use crate::write::WriteContext;

pub use mutation::Mutation;
pub use query::Query;

/// Fields, each with the type that has it, that read several tables or many rows for what they show.
pub const DEAR: &[(&str, &str)] = &[
    ("MeetingPack", "agendaItems"),
    ("MeetingPack", "assignments"),
    ("MeetingPack", "gaps"),
    ("MeetingPack", "measures"),
    ("MeetingPack", "recommendations"),
    ("MeetingPack", "staleMeasures"),
    ("Query", "commitments"),
    ("Query", "evaluationStatistics"),
    ("Query", "measureStatistics"),
    ("Query", "observationSeries"),
    ("Query", "observationStatistics"),
    ("Query", "recommendationStatistics"),
    ("Query", "search"),
    ("Query", "threadGaps"),
];

pub type Schema = async_graphql::Schema<Query, Mutation, EmptySubscription>;

/// Builds the schema.
#[must_use]
pub fn build(introspection: bool) -> Schema {
    let schema = Schema::build(Query::default(), Mutation::default(), EmptySubscription);
    if introspection { schema.finish() } else { schema.disable_introspection().finish() }
}

/// The schema in the schema definition language, with the description of the whole.
#[must_use]
pub fn sdl() -> String {
    description::definition() + &types()
}

/// The schema's types in the schema definition language: sorted, and without the directives that every server has.
/// async-graphql's own parser reads this, but no description of the whole.
#[must_use]
pub fn types() -> String {
    let options = async_graphql::SDLExportOptions::new();
    let options = options.sorted_fields().sorted_arguments().sorted_enum_items().include_specified_by();
    without_builtin_directives(&build(true).sdl_with_options(options))
}

/// Drops each `directive @…` definition with its description.
fn without_builtin_directives(sdl: &str) -> String {
    let blocks = sdl.split("\n\n").filter(|block| !block.lines().any(|line| line.starts_with("directive @")));
    let mut kept: Vec<&str> = blocks.map(str::trim).filter(|block| !block.is_empty()).collect();
    kept.push("");
    kept.join("\n\n").trim_end().to_owned() + "\n"
}

/// Runs a request whose document has this text.
pub async fn execute(schema: &Schema, request: Request, text: &str) -> Response {
    let mut response = schema.execute(request).await;
    if description::is_asked(text) {
        description::put(&mut response);
    }
    response
}

/// A request that knows who asks and when.
pub struct Prepared {
    pub request: Request,
    /// Where it reads.
    pub context: Arc<RequestContext>,
    /// Where it writes, and records what it wrote.
    pub writes: Arc<WriteContext>,
}

/// Gives a request what its resolvers need.
#[must_use]
pub fn prepare(
    ledger: &Ledger,
    kept: Arc<KeptRows>,
    request: Request,
    (viewer, request_id): (Viewer, Uuid),
) -> Prepared {
    let rows = Rows::new(ledger.db().clone(), Scope::new(Arc::new(viewer), ledger.clock())).with(kept);
    let context = Arc::new(RequestContext::new(rows, NODES));
    let writes = Arc::new(WriteContext::new(ledger.clone(), request_id));
    Prepared { request: request.data(context.clone()).data(writes.clone()), context, writes }
}

#[cfg(test)]
mod tests {
    use super::{DEAR, types};

    #[test]
    fn every_dear_field_is_in_the_schema() {
        let sdl = types();
        for (kind, field) in DEAR {
            let block = sdl.split(&format!("\ntype {kind} ")).nth(1).and_then(|rest| rest.split("\n}\n").next());
            assert!(block.is_some_and(|block| block.contains(&format!("\n\t{field}("))), "{kind}.{field}");
        }
    }
}
