//! What one request brings with it: who asks, when, and where it reads.

use async_graphql::Context;
use sea_orm::Condition;

use super::loader::Loaders;
use super::queries::Queries;
use super::rows::Rows;
use super::sight::Sight;
use crate::auth::viewer::Viewer;

/// One request's context: what every resolver finds beside its arguments.
pub struct RequestContext {
    pub loaders: Loaders,
    pub queries: Queries,
    /// All types of nodes.
    pub nodes: &'static [NodeType],
}

/// A type of nodes as far as it is known without its name.
#[derive(Debug)]
pub struct NodeType {
    /// Its name in the schema.
    pub node_type: &'static str,
    pub table: &'static str,
    pub visible: fn(&Sight<'_>) -> Condition,
}

impl RequestContext {
    #[must_use]
    pub fn new(rows: Rows, nodes: &'static [NodeType]) -> Self {
        Self { loaders: Loaders::new(rows), queries: Queries::default(), nodes }
    }

    #[must_use]
    pub fn rows(&self) -> &Rows {
        self.loaders.rows()
    }

    /// Who asks: from here on the answer is for nobody else.
    #[must_use]
    pub fn viewer(&self) -> &Viewer {
        self.rows().set_own();
        &self.rows().scope.viewer
    }
}

/// The context of the request that a resolver runs in.
#[must_use]
pub fn context<'a>(ctx: &Context<'a>) -> &'a RequestContext {
    ctx.data_unchecked::<std::sync::Arc<RequestContext>>()
}
