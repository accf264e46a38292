//! Gives the variables the types that the operation declares, as the specification says: nothing is read as something else,
//! and what is not given has its default. The framework looks at a variable only where it is used, and reads more loosely.

use apollo_compiler::Schema;
use apollo_compiler::schema::{ExtendedType, InputObjectType};
use async_graphql::parser::types::{BaseType, OperationDefinition, Type};
use async_graphql::{Name, Value, Variables};
use serde_json::Number;

use super::scalars;
use crate::error::{Error, Fault, Result};

/// The values of the variables that the operation declares, the defaults of those that are not given among them.
///
/// # Errors
/// `BAD_USER_INPUT` naming each value that does not fit, and never the value.
pub fn coerce(schema: &Schema, operation: &OperationDefinition, mut given: Variables) -> Result<Variables> {
    let mut all = Variables::default();
    let mut coercion = Coercion { schema, path: Vec::new(), faults: Vec::new() };
    for definition in operation.variable_definitions.iter().map(|definition| &definition.node) {
        let (name, kind) = (&definition.name.node, &definition.var_type.node);
        let default = || definition.default_value.as_ref().map(|value| value.node.clone());
        coercion.path.push(format!("${name}"));
        match given.remove(name) {
            Some(value) => drop(all.insert(name.clone(), coercion.value(kind, value))),
            None => match default() {
                Some(value) => drop(all.insert(name.clone(), value)),
                None if kind.nullable => {}
                None => coercion.missing(kind),
            },
        }
        coercion.path.pop();
    }
    if coercion.faults.is_empty() { Ok(all) } else { Err(Error::Invalid(coercion.faults)) }
}

type Fields = async_graphql::indexmap::IndexMap<Name, Value>;

/// A walk through the variables' values, with all that does not fit. Its result counts only if everything fits.
struct Coercion<'s> {
    schema: &'s Schema,
    path: Vec<String>,
    faults: Vec<Fault>,
}

impl Coercion<'_> {
    fn value(&mut self, kind: &Type, value: Value) -> Value {
        match (&kind.base, value) {
            (_, Value::Null) => {
                if !kind.nullable {
                    self.missing(kind);
                }
                Value::Null
            }
            (BaseType::List(item), Value::List(items)) => {
                let items = items.into_iter().enumerate();
                Value::List(items.map(|(n, value)| self.within(n.to_string(), |it| it.value(item, value))).collect())
            }
            // A single value is a list of one.
            (BaseType::List(item), value) => Value::List(vec![self.value(item, value)]),
            (BaseType::Named(name), value) => self.named(name, kind, value),
        }
    }

    fn named(&mut self, name: &Name, kind: &Type, value: Value) -> Value {
        match self.schema.types.get(name.as_str()) {
            Some(ExtendedType::Scalar(_)) => self.scalar(name, kind, value),
            Some(ExtendedType::Enum(known)) => {
                let fits = matches!(&value, Value::String(text) if known.values.contains_key(text.as_str()));
                if !fits {
                    let allowed = scalars::alternatives(known.values.keys());
                    self.refuse(|place| format!("The value of \"{place}\" is not a value of {name}: use {allowed}."));
                }
                value
            }
            Some(ExtendedType::InputObject(known)) => match value {
                Value::Object(fields) => self.object(known, fields),
                value => {
                    self.unfit(kind);
                    value
                }
            },
            // No input type: the document is refused as invalid.
            _ => value,
        }
    }

    /// Absent fields stay absent; the framework knows their defaults.
    fn object(&mut self, known: &InputObjectType, fields: Fields) -> Value {
        for field in known.fields.values().filter(|field| field.is_required()) {
            if !fields.contains_key(field.name.as_str()) {
                self.within(field.name.to_string(), |it| it.missing(&*field.ty));
            }
        }
        let is_one = fields.len() == 1 && fields.values().all(|value| *value != Value::Null);
        if known.directives.has("oneOf") && !is_one {
            self.refuse(|place| format!("\"{place}\" must have exactly one field, and it must not be null."));
            return Value::Null;
        }
        let mut read = Fields::new();
        for (name, value) in fields {
            let kind = known.fields.get(name.as_str()).and_then(|field| Type::new(&field.ty.to_string()));
            let Some(kind) = kind else {
                let object = &known.name;
                self.refuse(|place| format!("\"{place}\" has a field \"{name}\" that {object} does not know."));
                continue;
            };
            let value = self.within(name.to_string(), |it| it.value(&kind, value));
            read.insert(name, value);
        }
        Value::Object(read)
    }

    fn scalar(&mut self, name: &Name, kind: &Type, value: Value) -> Value {
        if let Value::String(text) = &value
            && let Some(why) = scalars::unfit(name, text)
        {
            self.refuse(|place| format!("The value of \"{place}\" {why}."));
            return value;
        }
        built_in(name, value).unwrap_or_else(|| {
            self.unfit(kind);
            Value::Null
        })
    }

    fn within<T>(&mut self, step: String, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let read = read(self);
        self.path.pop();
        read
    }

    fn missing(&mut self, kind: &impl std::fmt::Display) {
        let what = if self.path.len() == 1 { "variable" } else { "field" };
        self.refuse(|place| format!("The {what} \"{place}\" of type \"{kind}\" needs a value."));
    }

    fn unfit(&mut self, kind: &Type) {
        let kind = kind.to_string();
        self.refuse(|place| format!("The value of \"{place}\" is not a valid {}.", kind.trim_end_matches('!')));
    }

    fn refuse(&mut self, message: impl FnOnce(&str) -> String) {
        let message = message(&self.path.join("."));
        self.faults.push(Fault { message, place: None });
    }
}

/// None: the value is not one of this type.
fn built_in(name: &str, value: Value) -> Option<Value> {
    match (name, &value) {
        ("Int", Value::Number(number)) => whole(number).filter(|int| i32::try_from(*int).is_ok()).map(Value::from),
        ("ID", Value::Number(number)) => whole(number).map(Value::from),
        ("Float", Value::Number(_)) | ("Boolean", Value::Boolean(_)) => Some(value),
        ("Int" | "Float" | "Boolean", _) => None,
        (_, Value::String(_)) => Some(value),
        _ => None,
    }
}

/// `1.0` is the whole number 1 in JSON.
#[allow(clippy::cast_possible_truncation)]
fn whole(number: &Number) -> Option<i64> {
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    let of_float = || number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() <= LARGEST);
    number.as_i64().or_else(|| of_float().map(|float| float as i64))
}
