//! Which operation of a document is run.

use async_graphql::parser::types::{DocumentOperations, OperationDefinition, OperationType};

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
