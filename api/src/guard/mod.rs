//! Checks a document before the framework sees it: what it costs, whether that is allowed, and whether it is valid.
//!
//! The framework walks fragments without memory and literals without a bound on depth, before any limit of its own
//! applies. So the raw text is scanned first (`lexer_limits`), and the parsed document is measured (`cost_visitor`), each
//! fragment once, before anything else sees it. What is within the limits is then validated (`validator`).

mod absent_variables;
mod argument_path;
mod arguments;
mod cost;
mod cost_visitor;
mod document;
mod faults;
mod fields;
mod lexer_limits;
mod limits;
mod operation;
mod scalars;
mod schema_shape;
#[cfg(test)]
mod tests;
mod valid_documents;
mod validator;
mod variables;

use std::sync::Arc;

use async_graphql::Variables;
use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, OperationType};

pub use self::argument_path::argument_at;
use self::cost_visitor::CostVisitor;
pub use self::limits::Limits;
use self::schema_shape::SchemaShape;
use self::valid_documents::ValidDocuments;
use self::validator::Validator;
use crate::error::{Error, Result};

/// Knows the limits, the schema, and which documents are valid.
pub struct Guard {
    limits: Limits,
    shape: SchemaShape,
    validator: Validator,
    valid: ValidDocuments,
}

/// A document that may be run, parsed once.
#[derive(Debug)]
pub struct Checked {
    pub document: ExecutableDocument,
    /// Those that the operation declares, of the types that it declares, and the defaults of those that were not given.
    pub variables: Variables,
    pub kind: OperationType,
    /// What the operation costs, by the formula in the module `cost`.
    pub cost: u64,
}

impl Guard {
    /// # Panics
    /// When the SDL does not parse: it is the schema's own, so the program cannot start.
    #[must_use]
    pub fn new(sdl: &str, limits: Limits) -> Self {
        let (shape, validator) = (SchemaShape::from_sdl(sdl), Validator::new(sdl));
        Self { limits, shape, validator, valid: valid_documents::new() }
    }

    /// Reads the document, measures the operation that would be run, and validates all of it.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` when it cannot be run, `LIMIT_EXCEEDED` when it is too large or costs more than `cost_limit`.
    pub fn check(&self, query: &str, name: Option<&str>, variables: &Variables, cost_limit: u64) -> Result<Checked> {
        lexer_limits::check(query, &self.limits)?;
        let (document, to_validate) = match self.valid.get(query) {
            Some(document) => (document, None),
            None => document::read(query).map(|(document, ast)| (Arc::new(document), Some(ast)))?,
        };
        let chosen = operation::choose(&document.operations, name)?;
        let variables = variables::coerce(self.validator.schema(), chosen, variables.clone())?;
        let (kind, cost) = (chosen.ty, self.cost(&document, chosen, &variables, cost_limit)?);
        if let Some(ast) = to_validate {
            self.validator.check(&ast)?;
            self.valid.insert(query.to_owned(), Arc::clone(&document));
        }
        let mut document = Arc::unwrap_or_clone(document);
        absent_variables::resolve(&mut document, name, &variables)?;
        Ok(Checked { document, variables, kind, cost })
    }

    fn cost(
        &self,
        document: &ExecutableDocument,
        chosen: &OperationDefinition,
        variables: &Variables,
        limit: u64,
    ) -> Result<u64> {
        let cost = CostVisitor::new(document, chosen, variables, &self.shape, &self.limits).run()?.once;
        if cost > limit {
            return Err(Error::Limit(format!(
                "The query could cost {cost}; at most {limit} is allowed. Ask for fewer rows or fields at a time."
            )));
        }
        Ok(cost)
    }
}
