//! Stands in front of the parser and the schema: says what a document costs and refuses what is too much.
//!
//! The framework walks fragments without memory and literals without a bound on depth, before any limit of its own
//! applies. So the raw text is scanned first (`tokens`), and the parsed document is measured (`measure`), each fragment
//! once, before anything else sees it.

mod absent;
mod cost;
mod limits;
mod measure;
mod operation;
mod syntax;
#[cfg(test)]
mod tests;
mod tokens;
mod weights;

use async_graphql::Variables;
use async_graphql::parser::types::{ExecutableDocument, OperationType};

pub use self::limits::{CostLimits, Limits};
use self::measure::Measure;
use self::weights::Weights;
use crate::auth::viewer::Viewer;
use crate::error::{Error, Result};

/// Knows the limits, and what each field of the schema weighs.
pub struct Guard {
    limits: Limits,
    weights: Weights,
}

/// A document that may be run, parsed once.
#[derive(Debug)]
pub struct Checked {
    pub document: ExecutableDocument,
    /// Those given, and the defaults of the others: the framework ignores defaults in `@skip` and `@include`.
    pub variables: Variables,
    pub kind: OperationType,
    /// What the operation costs, by the formula told at `Guard`'s `cost` module.
    pub cost: u64,
    /// What this viewer's operation may cost.
    pub limit: u64,
}

impl Guard {
    /// # Panics
    /// When the SDL does not parse: it is the schema's own, so the program cannot start.
    #[must_use]
    pub fn new(sdl: &str, limits: Limits) -> Self {
        Self { weights: Weights::of(sdl), limits }
    }

    /// Parses the document and measures the operation that would be run.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` when there is nothing that can be run, `LIMIT_EXCEEDED` when it is too much.
    pub fn check(&self, query: &str, name: Option<&str>, variables: &Variables, viewer: &Viewer) -> Result<Checked> {
        tokens::scan(query, &self.limits)?;
        let mut document = async_graphql::parser::parse_query(query).map_err(|error| syntax::explain(&error))?;
        let chosen = operation::choose(&document.operations, name)?;
        let kind = chosen.ty;
        operation::require_variables(chosen, variables)?;
        let variables = &operation::with_defaults(chosen, variables);
        let size = Measure::new(&document, chosen, variables, &self.weights, &self.limits).run()?;
        absent::refuse_null_in_filters(&mut document, variables)?;
        absent::drop_absent(&mut document, name, variables);
        let limit = self.limits.cost.of(viewer);
        if size.cost > limit {
            return Err(Error::Limit(format!(
                "The query could cost {}; at most {limit} is allowed. Ask for fewer rows or fields at a time.",
                size.cost
            )));
        }
        Ok(Checked { cost: size.cost, limit, kind, document, variables: variables.clone() })
    }
}
