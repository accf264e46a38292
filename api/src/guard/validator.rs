//! Whether a document is valid by the specification. The framework checks a part of its rules only, so it sees none but
//! documents that `apollo-compiler` found valid, and the three rules beside it that it leaves out.

mod lists;
mod values;

use apollo_compiler::Schema;
use apollo_compiler::ast::Document;
use apollo_compiler::validation::Valid;

use super::faults;
use crate::error::{Error, Result};

/// What the compiler does not know by itself.
const BESIDE: &str = "directive @oneOf on INPUT_OBJECT\nextend type __Type { isOneOf: Boolean }\n";

pub struct Validator {
    schema: Valid<Schema>,
}

impl Validator {
    /// # Panics
    /// When the SDL is not valid: it is the schema's own, so the program cannot start.
    pub fn new(sdl: &str) -> Self {
        let schema = Schema::parse_and_validate(format!("{sdl}\n{BESIDE}"), "schema.graphql");
        Self { schema: schema.unwrap_or_else(|found| panic!("the schema's own SDL is not valid: {}", found.errors)) }
    }

    /// # Errors
    /// `BAD_USER_INPUT` with each fault and its place.
    pub fn check(&self, document: &Document) -> Result<()> {
        let found = match document.to_executable_validate(&self.schema) {
            Ok(valid) => {
                lists::check(document, &self.schema)?;
                values::check(document, &valid, &self.schema, false)
            }
            Err(found) => {
                let mut faults = faults::invalid(&found.errors, document, &self.schema);
                faults.extend(values::check(document, &found.partial, &self.schema, true));
                faults
            }
        };
        if found.is_empty() { Ok(()) } else { Err(Error::Invalid(found)) }
    }

    pub fn schema(&self) -> &Schema {
        &self.schema
    }
}
