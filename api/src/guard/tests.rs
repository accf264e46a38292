use std::sync::LazyLock;

use async_graphql::{Variables, value};

use super::{Guard, Limits};
use crate::error::Error;

mod attacks;
mod costs;
mod fuzz;

const SDL: &str = r"
type Query {
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  measures(first: Int, after: String, last: Int, before: String): MeasureConnection!
}
type Mutation { pushMeasures(input: PushInput!): PushPayload! }
input PushInput { rows: [String!]! }
type PushPayload { measures: [Measure!]! }
interface Node { id: ID! }
type MeasureConnection { edges: [MeasureEdge!]! nodes: [Measure!]! pageInfo: PageInfo! totalCount: Int! }
type MeasureEdge { cursor: String! node: Measure! }
type PageInfo { endCursor: String }
type Measure implements Node {
  id: ID!
  title: String!
  parent: Measure
  resultAreas: [ResultArea!]!
  children(first: Int, last: Int, search: [String!]): MeasureConnection!
}
type ResultArea { name: String! }
schema { query: Query mutation: Mutation }
";

/// What the operations of these tests may cost.
const COST: u64 = 75_000;

static GUARD: LazyLock<Guard> = LazyLock::new(|| Guard::new(SDL, Limits::default()));

fn check(query: &str) -> Result<u64, Error> {
    check_with(query, value!({}))
}

fn check_with(query: &str, variables: async_graphql::Value) -> Result<u64, Error> {
    let variables = Variables::from_value(variables);
    GUARD.check(query, None, &variables, COST).map(|checked| checked.cost)
}
