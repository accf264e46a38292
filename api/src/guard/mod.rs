//! Stands in front of the framework: says what a document costs, and refuses what is too much or not valid.
//!
//! The framework walks fragments without memory and literals without a bound on depth, before any limit of its own
//! applies. So the raw text is scanned first (`tokens`), and the parsed document is measured (`measure`), each fragment
//! once, before anything else sees it. What is within the limits is then validated (`validator`).

mod absent;
mod cost;
mod document;
mod faults;
mod fields;
mod known;
mod limits;
mod measure;
mod operation;
mod place;
#[cfg(test)]
mod tests;
mod tokens;
mod validator;
mod variables;
mod weights;

use std::sync::Arc;

use async_graphql::Variables;
use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, OperationType};

use self::known::Known;
pub use self::limits::{CostLimits, Limits};
use self::measure::Measure;
pub use self::place::argument_at;
use self::validator::Validator;
use self::weights::Weights;
use crate::auth::viewer::Viewer;
use crate::error::{Error, Result};

/// Knows the limits, what each field of the schema weighs, and which documents are valid.
pub struct Guard {
    limits: Limits,
    weights: Weights,
    validator: Validator,
    known: Known,
}

/// A document that may be run, parsed once.
#[derive(Debug)]
pub struct Checked {
    pub document: ExecutableDocument,
    /// Those that the operation declares, of the types that it declares, and the defaults of those that were not given.
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
        Self { weights: Weights::of(sdl), validator: Validator::new(sdl), known: known::new(), limits }
    }

    /// Reads the document, measures the operation that would be run, and validates all of it.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` when it cannot be run, `LIMIT_EXCEEDED` when it is too much.
    pub fn check(&self, query: &str, name: Option<&str>, variables: &Variables, viewer: &Viewer) -> Result<Checked> {
        tokens::scan(query, &self.limits)?;
        let (document, unproved) = match self.known.get(query) {
            Some(document) => (document, None),
            None => document::read(query).map(|(document, ast)| (Arc::new(document), Some(ast)))?,
        };
        let chosen = operation::choose(&document.operations, name)?;
        let variables = variables::coerce(self.validator.schema(), chosen, variables.clone())?;
        let (kind, cost) = (chosen.ty, self.cost(&document, chosen, &variables, viewer)?);
        if let Some(ast) = unproved {
            self.validator.check(&ast)?;
            self.known.insert(query.to_owned(), Arc::clone(&document));
        }
        let mut document = Arc::unwrap_or_clone(document);
        absent::refuse_null_in_filters(&mut document, &variables)?;
        absent::drop_absent(&mut document, name, &variables);
        absent::settle_conditions(&mut document, &variables);
        Ok(Checked { cost, limit: self.limits.cost.of(viewer), kind, document, variables })
    }

    fn cost(
        &self,
        document: &ExecutableDocument,
        chosen: &OperationDefinition,
        variables: &Variables,
        viewer: &Viewer,
    ) -> Result<u64> {
        let size = Measure::new(document, chosen, variables, &self.weights, &self.limits).run()?;
        let limit = self.limits.cost.of(viewer);
        if size.cost > limit {
            return Err(Error::Limit(format!(
                "The query could cost {}; at most {limit} is allowed. Ask for fewer rows or fields at a time.",
                size.cost
            )));
        }
        Ok(size.cost)
    }
}
