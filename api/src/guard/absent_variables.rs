//! Variables that are not given. By the specification a field of an input object whose variable is absent is absent
//! itself; the framework makes it null, and null clears what should be kept.

use std::collections::HashSet;

use async_graphql::parser::types::{Directive, DocumentOperations, ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Name, Positioned, Value as ConstValue, Variables};
use async_graphql_value::Value;

use crate::error::{Error, Result};

/// Adapts a valid document to its variables: settles `@skip` and `@include`, drops the input fields whose variable is
/// neither given nor has a default, and then the variables that nothing uses. The framework does not look at the
/// directives of `__typename`, and takes a variable that is used only there for unused.
///
/// # Errors
/// `BAD_USER_INPUT` for null in an argument called `filter`, literal or by variable: it would have to mean everything or
/// nothing.
pub fn resolve(document: &mut ExecutableDocument, operation: Option<&str>, variables: &Variables) -> Result<()> {
    let absent = absent(document, operation, variables);
    let (mut null, mut used) = (None, HashSet::new());
    each_argument(document, &mut |argument, value| {
        if argument == "filter" && null.is_none() {
            null = null_within(value, argument, variables);
        }
        if argument == "if" {
            settle(value, variables);
        }
        prune(value, &absent);
        names(value, &mut used);
    });
    if let Some(path) = null {
        return Err(Error::BadInput(format!("{path} is null, which a filter does not accept: leave the field out.")));
    }
    each_operation(document, |_, definition| {
        definition.variable_definitions.retain(|variable| used.contains(&variable.node.name.node));
    });
    Ok(())
}

/// The variables that are not given and have no default.
fn absent(document: &mut ExecutableDocument, operation: Option<&str>, variables: &Variables) -> HashSet<Name> {
    let mut absent = HashSet::new();
    each_operation(document, |name, definition| {
        if operation.is_none() || operation == name {
            let definitions = definition.variable_definitions.iter().map(|variable| &variable.node);
            let missing = definitions.filter(|variable| variable.default_value.is_none());
            let missing = missing.filter(|variable| !variables.contains_key(&variable.name.node));
            absent.extend(missing.map(|variable| variable.name.node.clone()));
        }
    });
    absent
}

fn settle(condition: &mut Value, variables: &Variables) {
    if let Value::Variable(variable) = condition
        && let Some(ConstValue::Boolean(yes)) = variables.get(variable)
    {
        *condition = Value::Boolean(*yes);
    }
}

fn null_within(value: &Value, path: &str, variables: &Variables) -> Option<String> {
    match value {
        Value::Variable(name) => variables.get(name).and_then(|value| const_null_within(value, path)),
        Value::List(items) => items.iter().find_map(|item| null_within(item, path, variables)),
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            let path = format!("{path}.{name}");
            let by_variable = |name: &Name| variables.get(name).is_some_and(|value| *value == ConstValue::Null);
            match value {
                Value::Null => Some(path),
                Value::Variable(name) if by_variable(name) => Some(path),
                value => null_within(value, &path, variables),
            }
        }),
        _ => None,
    }
}

fn const_null_within(value: &ConstValue, path: &str) -> Option<String> {
    match value {
        ConstValue::List(items) => items.iter().find_map(|item| const_null_within(item, path)),
        ConstValue::Object(fields) => fields.iter().find_map(|(name, value)| {
            let path = format!("{path}.{name}");
            if *value == ConstValue::Null { Some(path) } else { const_null_within(value, &path) }
        }),
        _ => None,
    }
}

fn prune(value: &mut Value, absent: &HashSet<Name>) {
    match value {
        Value::List(items) => items.iter_mut().for_each(|item| prune(item, absent)),
        Value::Object(fields) => {
            fields.retain(|_, value| !matches!(value, Value::Variable(name) if absent.contains(name)));
            fields.values_mut().for_each(|value| prune(value, absent));
        }
        _ => {}
    }
}

fn names(value: &Value, used: &mut HashSet<Name>) {
    match value {
        Value::Variable(name) => {
            used.insert(name.clone());
        }
        Value::List(items) => items.iter().for_each(|item| names(item, used)),
        Value::Object(fields) => fields.values().for_each(|value| names(value, used)),
        _ => {}
    }
}

type Operation = async_graphql::parser::types::OperationDefinition;

fn each_operation(document: &mut ExecutableDocument, mut see: impl FnMut(Option<&str>, &mut Operation)) {
    match &mut document.operations {
        DocumentOperations::Single(operation) => see(None, &mut operation.node),
        DocumentOperations::Multiple(operations) => {
            for (name, operation) in operations.iter_mut() {
                see(Some(name), &mut operation.node);
            }
        }
    }
}

/// Shows every argument of every field and directive, each fragment's once.
fn each_argument(document: &mut ExecutableDocument, see: &mut impl FnMut(&str, &mut Value)) {
    each_operation(document, |_, operation| {
        in_directives(&mut operation.directives, see);
        in_selections(&mut operation.selection_set.node, see);
    });
    for fragment in document.fragments.values_mut() {
        in_directives(&mut fragment.node.directives, see);
        in_selections(&mut fragment.node.selection_set.node, see);
    }
}

fn in_selections(set: &mut SelectionSet, see: &mut impl FnMut(&str, &mut Value)) {
    for selection in &mut set.items {
        match &mut selection.node {
            Selection::Field(field) => in_field(&mut field.node, see),
            Selection::InlineFragment(inline) => {
                in_directives(&mut inline.node.directives, see);
                in_selections(&mut inline.node.selection_set.node, see);
            }
            Selection::FragmentSpread(spread) => in_directives(&mut spread.node.directives, see),
        }
    }
}

fn in_field(field: &mut Field, see: &mut impl FnMut(&str, &mut Value)) {
    field.arguments.iter_mut().for_each(|(name, value)| see(&name.node, &mut value.node));
    in_directives(&mut field.directives, see);
    in_selections(&mut field.selection_set.node, see);
}

fn in_directives(directives: &mut [Positioned<Directive>], see: &mut impl FnMut(&str, &mut Value)) {
    for directive in directives {
        directive.node.arguments.iter_mut().for_each(|(name, value)| see(&name.node, &mut value.node));
    }
}
