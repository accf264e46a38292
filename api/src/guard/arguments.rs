//! Reads a field's arguments, literal or by variable, for what they say about its cost.

use async_graphql::parser::types::{Field, OperationDefinition};
use async_graphql::{Name, Value, Variables};

use super::schema_shape::FieldShape;

/// Rows of a page when neither `first` nor `last` is given.
const PAGE_ROWS: u64 = 25;
/// Values in an argument that cost as much as one field.
const VALUES_PER_COST: u64 = 100;
/// Bytes of text that count as one value.
const BYTES_PER_VALUE: usize = 64;
/// The arguments of one operation's fields.
pub struct Arguments<'d> {
    operation: &'d OperationDefinition,
    variables: &'d Variables,
}

impl<'d> Arguments<'d> {
    pub fn new(operation: &'d OperationDefinition, variables: &'d Variables) -> Self {
        Self { operation, variables }
    }

    /// How many rows the field has.
    pub fn rows(&self, field: &Field, shape: FieldShape) -> u64 {
        match shape {
            FieldShape::Single | FieldShape::Rows => 1,
            FieldShape::List(rows) => rows,
            FieldShape::ById => self.ids(field),
            FieldShape::Connection => self.page(field, "first").max(self.page(field, "last")).unwrap_or(PAGE_ROWS),
        }
    }

    /// How many steps the field goes.
    pub fn depth(&self, field: &Field, otherwise: u64) -> u64 {
        self.page(field, "depth").unwrap_or(otherwise)
    }

    /// What the values in the field's arguments cost.
    pub fn cost(&self, field: &Field) -> u64 {
        let values = field.arguments.iter().map(|(_, value)| {
            let mut of_variables = 0;
            let literal = value.node.clone().into_const_with(|name| {
                of_variables += self.variable(&name).map_or(0, count);
                Ok::<_, ()>(Value::Null)
            });
            literal.map_or(0, |literal| count(&literal)).saturating_add(of_variables)
        });
        values.fold(0, u64::saturating_add) / VALUES_PER_COST
    }

    /// How many items the lists in the field's arguments have: those of an input together, or the longest within.
    pub fn items(&self, field: &Field) -> u64 {
        let lists = field.arguments.iter().map(|(_, value)| {
            let mut of_variables = 0;
            let literal = value.node.clone().into_const_with(|name| {
                of_variables += self.variable(&name).map_or(0, items);
                Ok::<_, ()>(Value::Null)
            });
            literal.map_or(0, |literal| items(&literal)).saturating_add(of_variables)
        });
        lists.max().unwrap_or(0)
    }

    fn ids(&self, field: &Field) -> u64 {
        let Some(value) = field.get_argument("ids") else { return 0 };
        let by_variable = |name: Name| self.variable(&name).map(|value| Value::from(length(value))).ok_or(());
        value.node.clone().into_const_with(by_variable).map_or(0, |ids| match &ids {
            Value::Number(length) => length.as_u64().unwrap_or(1),
            literal => length(literal),
        })
    }

    /// The page size that one of the two arguments asks for; below zero is refused later and counts as none.
    fn page(&self, field: &Field, argument: &str) -> Option<u64> {
        let number = |name: Name| match self.variable(&name) {
            Some(Value::Number(number)) => Ok(Value::Number(number.clone())),
            _ => Err(()),
        };
        match field.get_argument(argument)?.node.clone().into_const_with(number) {
            Ok(Value::Number(number)) => Some(number.as_u64().unwrap_or(0)),
            _ => None,
        }
    }

    fn variable(&self, name: &str) -> Option<&Value> {
        self.variables.get(name).or_else(|| {
            let definition = self.operation.variable_definitions.iter().find(|one| one.node.name.node == name)?;
            definition.node.default_value.as_ref().map(|value| &value.node)
        })
    }
}

fn length(value: &Value) -> u64 {
    if let Value::List(items) = value { items.len() as u64 } else { 1 }
}

/// A payload may have a result for each item of each list of its input.
fn items(value: &Value) -> u64 {
    let direct = match value {
        Value::Object(fields) => fields.values().filter(|value| matches!(value, Value::List(_))).map(length).sum(),
        _ => 0,
    };
    longest(value).max(direct)
}

fn longest(value: &Value) -> u64 {
    match value {
        Value::List(items) => items.iter().map(longest).max().unwrap_or(0).max(items.len() as u64),
        Value::Object(fields) => fields.values().map(longest).max().unwrap_or(0),
        _ => 0,
    }
}

/// How many values there are in a value. JSON is at most 128 levels deep, a literal 48.
fn count(value: &Value) -> u64 {
    match value {
        Value::List(items) => items.iter().map(count).fold(1, u64::saturating_add),
        Value::Object(fields) => fields.values().map(count).fold(1, u64::saturating_add),
        Value::String(text) => 1 + (text.len() / BYTES_PER_VALUE) as u64,
        _ => 1,
    }
}
