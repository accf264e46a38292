//! Rules about values that apollo-compiler 1.33 leaves out: an object has no field twice, a variable within a list or an
//! object must fit its place as one that is an argument must, a default of null does not make a variable fit, `@oneOf`, and
//! what the schema's own scalars take.
//! This can go when it knows them.

use std::collections::HashSet;

use apollo_compiler::ast::{Argument, DirectiveList, Document, InputValueDefinition, Type, Value, VariableDefinition};
use apollo_compiler::executable::{Operation, Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{ExecutableDocument, Name, Node, Schema};

use crate::error::Fault;
use crate::guard::{faults, scalars};

/// `only_scalars`: the compiler has found other faults already, and these may follow from them.
pub fn check(text: &Document, document: &ExecutableDocument, schema: &Schema, only_scalars: bool) -> Vec<Fault> {
    let mut all = Vec::new();
    for operation in document.operations.iter() {
        let mut values =
            Values { text, document, schema, operation, seen: HashSet::new(), only_scalars, found: Vec::new() };
        values.defaults();
        values.directives(&operation.directives);
        values.selections(&operation.selection_set);
        all.append(&mut values.found);
    }
    all
}

/// One operation's values, with its variables; each fragment is looked at once.
struct Values<'d> {
    text: &'d Document,
    document: &'d ExecutableDocument,
    schema: &'d Schema,
    operation: &'d Operation,
    seen: HashSet<&'d Name>,
    only_scalars: bool,
    found: Vec<Fault>,
}

impl<'d> Values<'d> {
    fn defaults(&mut self) {
        for variable in &self.operation.variables {
            if let Some(default) = &variable.default_value {
                self.value(default, &variable.ty, false);
            }
        }
    }

    fn selections(&mut self, set: &'d SelectionSet) {
        for selection in &set.selections {
            self.directives(selection.directives());
            match selection {
                Selection::Field(field) => {
                    self.arguments(&field.arguments, &field.definition.arguments);
                    self.selections(&field.selection_set);
                }
                Selection::InlineFragment(inline) => self.selections(&inline.selection_set),
                Selection::FragmentSpread(spread) => {
                    let fragment = self.document.fragments.get(&spread.fragment_name);
                    if let Some(fragment) = fragment.filter(|_| self.seen.insert(&spread.fragment_name)) {
                        self.directives(&fragment.directives);
                        self.selections(&fragment.selection_set);
                    }
                }
            }
        }
    }

    fn directives(&mut self, directives: &DirectiveList) {
        for directive in directives {
            if let Some(definition) = self.schema.directive_definitions.get(&directive.name) {
                self.arguments(&directive.arguments, &definition.arguments);
            }
        }
    }

    fn arguments(&mut self, given: &[Node<Argument>], known: &[Node<InputValueDefinition>]) {
        for argument in given {
            if let Some(known) = known.iter().find(|known| known.name == argument.name) {
                self.value(&argument.value, &known.ty, known.default_value.is_some());
            }
        }
    }

    fn value(&mut self, value: &Node<Value>, kind: &Type, has_default: bool) {
        match &**value {
            Value::Variable(name) => self.variable(value, name, kind, has_default),
            Value::List(items) => items.iter().for_each(|item| self.value(item, kind.item_type(), false)),
            Value::Object(fields) => self.object(value, fields, kind),
            _ => self.scalar(value, kind.inner_named_type()),
        }
    }

    /// The schema's own scalars, which the compiler takes in any form.
    fn scalar(&mut self, value: &Node<Value>, kind: &Name) {
        let unfit = match &**value {
            Value::String(text) => scalars::unfit(kind, text),
            Value::Null => None,
            _ if scalars::is_ours(kind) => Some("must be a string"),
            _ => None,
        };
        if let Some(why) = unfit {
            self.add(value, why);
        }
    }

    fn object(&mut self, value: &Node<Value>, fields: &[(Name, Node<Value>)], kind: &Type) {
        let mut names = HashSet::new();
        if let Some((name, again)) = fields.iter().find(|(name, _)| !names.insert(name)) {
            self.refuse(again, &format!("the field \"{name}\" is given twice"));
        }
        let Some(ExtendedType::InputObject(object)) = self.schema.types.get(kind.inner_named_type()) else { return };
        for (name, field) in fields {
            if let Some(known) = object.fields.get(name) {
                self.value(field, &known.ty, known.default_value.is_some());
            }
        }
        if object.directives.has("oneOf") && !matches!(fields, [(_, only)] if self.is_given(only)) {
            let message =
                format!("an object of type \"{}\" must have exactly one field, which is not null", object.name);
            self.refuse(value, &message);
        }
    }

    fn is_given(&self, value: &Value) -> bool {
        match value {
            Value::Null => false,
            Value::Variable(name) => self.definition(name).is_none_or(|variable| variable.ty.is_non_null()),
            _ => true,
        }
    }

    fn variable(&mut self, value: &Node<Value>, name: &Name, kind: &Type, has_default: bool) {
        let Some(variable) = self.definition(name) else { return };
        let has_value = has_default || variable.default_value.as_ref().is_some_and(|value| !value.is_null());
        let fits = if kind.is_non_null() && !variable.ty.is_non_null() && has_value {
            variable.ty.is_assignable_to(&kind.clone().nullable())
        } else {
            variable.ty.is_assignable_to(kind)
        };
        if !fits {
            let message =
                format!("the variable \"${name}\" of type \"{}\" does not fit here: \"{kind}\" is needed", variable.ty);
            self.refuse(value, &message);
        }
    }

    fn definition(&self, name: &Name) -> Option<&'d VariableDefinition> {
        self.operation.variables.iter().find(|variable| variable.name == *name).map(|node| &**node)
    }

    fn refuse(&mut self, value: &Node<Value>, text: &str) {
        if !self.only_scalars {
            self.add(value, text);
        }
    }

    fn add(&mut self, value: &Node<Value>, text: &str) {
        let place = value.location().and_then(|span| faults::place(span, &self.document.sources));
        self.found.push(faults::fault(text, place, self.text));
    }
}
