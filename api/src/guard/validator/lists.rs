//! Two fields of one name must have the same arguments. apollo-compiler 1.33 compares lists only as far as the shorter one
//! goes, so `[1]` and `[1, 2]` are the same to it. It is asked once more, with a mark at the end of every list; this can go
//! when it compares the lengths.

use apollo_compiler::ast::{Definition, Document, Field, Selection, Value};
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{Name, Node, Schema};

use crate::error::{Error, Fault, Result};
use crate::guard::faults;

/// # Errors
/// `BAD_USER_INPUT` for two fields that cannot be one.
pub fn check(document: &Document, schema: &Valid<Schema>) -> Result<()> {
    let mut marked = document.clone();
    let mut lists = 0;
    for definition in &mut marked.definitions {
        match definition {
            Definition::OperationDefinition(node) => mark(&mut node.make_mut().selection_set, &mut lists),
            Definition::FragmentDefinition(node) => mark(&mut node.make_mut().selection_set, &mut lists),
            _ => {}
        }
    }
    if lists < 2 {
        return Ok(());
    }
    let found = marked.to_executable_validate(schema).err();
    let found = found.map(|found| conflicts(&found.errors, document, schema)).unwrap_or_default();
    if found.is_empty() { Ok(()) } else { Err(Error::Invalid(found)) }
}

/// The mark is a name that no list holds, so the compiler has other complaints too.
fn conflicts(found: &DiagnosticList, document: &Document, schema: &Schema) -> Vec<Fault> {
    let found = faults::invalid(found, document, schema);
    found.into_iter().filter(|fault| fault.message.contains("conflicting")).collect()
}

fn mark(selections: &mut [Selection], lists: &mut usize) {
    for selection in selections {
        match selection {
            Selection::Field(node) => mark_field(node.make_mut(), lists),
            Selection::InlineFragment(node) => mark(&mut node.make_mut().selection_set, lists),
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn mark_field(field: &mut Field, lists: &mut usize) {
    for argument in &mut field.arguments {
        mark_value(&mut argument.make_mut().value, lists);
    }
    mark(&mut field.selection_set, lists);
}

fn mark_value(value: &mut Node<Value>, lists: &mut usize) {
    match value.make_mut() {
        Value::List(items) => {
            *lists += 1;
            for item in items.iter_mut() {
                mark_value(item, lists);
            }
            items.push(Node::new(Value::Enum(Name::new_static_unchecked("end"))));
        }
        Value::Object(fields) => fields.iter_mut().for_each(|(_, field)| mark_value(field, lists)),
        _ => {}
    }
}
