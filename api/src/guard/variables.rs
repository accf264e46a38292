//! Gives the variables the types that the operation declares, as the specification says: nothing is read as something else,
//! and what is not given has its default. The framework looks at a variable only where it is used, and reads more loosely.

use apollo_compiler::Schema;
use apollo_compiler::schema::{ExtendedType, InputObjectType};
use async_graphql::parser::types::{BaseType, OperationDefinition, Type};
use async_graphql::{Name, Value, Variables};
use serde_json::Number;

use crate::error::{Error, Result};

/// The values of the variables that the operation declares, the defaults of those that are not given among them.
///
/// # Errors
/// `BAD_USER_INPUT` naming the first value that does not fit, and never the value.
pub fn coerce(schema: &Schema, operation: &OperationDefinition, mut given: Variables) -> Result<Variables> {
    let mut all = Variables::default();
    for definition in operation.variable_definitions.iter().map(|definition| &definition.node) {
        let (name, kind) = (&definition.name.node, &definition.var_type.node);
        let default = || definition.default_value.as_ref().map(|value| value.node.clone());
        match given.remove(name) {
            Some(value) => drop(all.insert(name.clone(), coerced(schema, kind, value, &mut vec![format!("${name}")])?)),
            None => match default() {
                Some(value) => drop(all.insert(name.clone(), value)),
                None if kind.nullable => {}
                None => return Err(missing(&[format!("${name}")], kind)),
            },
        }
    }
    Ok(all)
}

fn coerced(schema: &Schema, kind: &Type, value: Value, path: &mut Vec<String>) -> Result<Value> {
    match (&kind.base, value) {
        (_, Value::Null) if kind.nullable => Ok(Value::Null),
        (_, Value::Null) => Err(missing(path, kind)),
        (BaseType::List(item), Value::List(items)) => {
            let items = items.into_iter().enumerate();
            let items = items.map(|(n, value)| within(path, n.to_string(), |path| coerced(schema, item, value, path)));
            Ok(Value::List(items.collect::<Result<_>>()?))
        }
        // A single value is a list of one.
        (BaseType::List(item), value) => Ok(Value::List(vec![coerced(schema, item, value, path)?])),
        (BaseType::Named(name), value) => match schema.types.get(name.as_str()) {
            Some(ExtendedType::Scalar(_)) => scalar(name, value).ok_or_else(|| unfit(path, kind)),
            Some(ExtendedType::Enum(known)) => match value {
                Value::String(text) if known.values.contains_key(text.as_str()) => Ok(Value::String(text)),
                _ => Err(Error::BadInput(format!(
                    "The value of \"{}\" is none of the values of {name}.",
                    path.join(".")
                ))),
            },
            Some(ExtendedType::InputObject(known)) => match value {
                Value::Object(fields) => object(schema, known, fields, path),
                _ => Err(unfit(path, kind)),
            },
            // No input type: the document is refused as invalid.
            _ => Ok(value),
        },
    }
}

type Fields = async_graphql::indexmap::IndexMap<Name, Value>;

/// Absent fields stay absent; the framework knows their defaults.
fn object(schema: &Schema, known: &InputObjectType, fields: Fields, path: &mut Vec<String>) -> Result<Value> {
    if let Some(field) =
        known.fields.values().find(|field| field.is_required() && !fields.contains_key(field.name.as_str()))
    {
        path.push(field.name.to_string());
        return Err(missing(path, &*field.ty));
    }
    let is_one = fields.len() == 1 && fields.values().all(|value| *value != Value::Null);
    if known.directives.has("oneOf") && !is_one {
        return Err(Error::BadInput(format!(
            "\"{}\" must have exactly one field, and it must not be null.",
            path.join(".")
        )));
    }
    let read = |(name, value): (Name, Value)| {
        let kind = known.fields.get(name.as_str()).and_then(|field| Type::new(&field.ty.to_string()));
        let Some(kind) = kind else {
            let place = path.join(".");
            return Err(Error::BadInput(format!(
                "\"{place}\" has a field \"{name}\" that {} does not know.",
                known.name
            )));
        };
        let value = within(path, name.to_string(), |path| coerced(schema, &kind, value, path))?;
        Ok((name, value))
    };
    Ok(Value::Object(fields.into_iter().map(read).collect::<Result<_>>()?))
}

/// None: the value is not one of this type. Our own scalars read theirs themselves.
fn scalar(name: &str, value: Value) -> Option<Value> {
    match (name, &value) {
        ("Int", Value::Number(number)) => whole(number).filter(|int| i32::try_from(*int).is_ok()).map(Value::from),
        ("ID", Value::Number(number)) => whole(number).map(Value::from),
        ("Float", Value::Number(_)) | ("String" | "ID", Value::String(_)) | ("Boolean", Value::Boolean(_)) => {
            Some(value)
        }
        ("Int" | "ID" | "Float" | "String" | "Boolean", _) => None,
        _ => Some(value),
    }
}

/// `1.0` is the whole number 1 in JSON.
#[allow(clippy::cast_possible_truncation)]
fn whole(number: &Number) -> Option<i64> {
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    let of_float = || number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() <= LARGEST);
    number.as_i64().or_else(|| of_float().map(|float| float as i64))
}

fn within<T>(path: &mut Vec<String>, step: String, read: impl FnOnce(&mut Vec<String>) -> Result<T>) -> Result<T> {
    path.push(step);
    let read = read(path);
    path.pop();
    read
}

fn missing(path: &[String], kind: &impl std::fmt::Display) -> Error {
    let what = if path.len() == 1 { "variable" } else { "field" };
    Error::BadInput(format!("The {what} \"{}\" of type \"{kind}\" needs a value.", path.join(".")))
}

fn unfit(path: &[String], kind: &Type) -> Error {
    let kind = kind.to_string();
    Error::BadInput(format!("The value of \"{}\" is not a valid {}.", path.join("."), kind.trim_end_matches('!')))
}
