//! Which operation of a document is run, and whether its variables are all there.

use async_graphql::parser::types::{DocumentOperations, OperationDefinition, OperationType};
use async_graphql::{Value, Variables};

use crate::error::{Error, Result};

/// # Errors
/// `BAD_USER_INPUT` when the name fits none, when several could be meant, or for a subscription.
pub fn choose<'d>(operations: &'d DocumentOperations, name: Option<&str>) -> Result<&'d OperationDefinition> {
    let found = match (operations, name) {
        (DocumentOperations::Single(operation), None) => operation,
        (DocumentOperations::Multiple(named), None) if named.len() == 1 => named.values().next().ok_or_else(unknown)?,
        (DocumentOperations::Multiple(_), None) => {
            return Err(Error::bad_input("The document holds several operations: name one in operationName."));
        }
        (DocumentOperations::Multiple(named), Some(name)) => named.get(name).ok_or_else(unknown)?,
        (DocumentOperations::Single(_), Some(_)) => return Err(unknown()),
    };
    if found.node.ty == OperationType::Subscription {
        return Err(Error::bad_input("Subscriptions are not served yet. Ask again with a query."));
    }
    Ok(&found.node)
}

fn unknown() -> Error {
    Error::bad_input("The document holds no operation of the name given in operationName.")
}

/// The variables with the defaults of those that are not given.
pub fn with_defaults(operation: &OperationDefinition, variables: &Variables) -> Variables {
    let mut all = variables.clone();
    for definition in operation.variable_definitions.iter().map(|definition| &definition.node) {
        if let Some(default) = &definition.default_value {
            all.entry(definition.name.node.clone()).or_insert_with(|| default.node.clone());
        }
    }
    all
}

/// The framework looks at a variable only where it is used.
///
/// # Errors
/// `BAD_USER_INPUT` naming the first variable that must have a value and has none.
pub fn require_variables(operation: &OperationDefinition, variables: &Variables) -> Result<()> {
    for definition in operation.variable_definitions.iter().map(|definition| &definition.node) {
        let name = &definition.name.node;
        let missing = match variables.get(name) {
            None => definition.default_value.is_none(),
            Some(value) => *value == Value::Null,
        };
        if missing && !definition.var_type.node.nullable {
            let kind = &definition.var_type.node;
            return Err(Error::bad_input(format!("The variable \"${name}\" of type \"{kind}\" needs a value.")));
        }
    }
    Ok(())
}
