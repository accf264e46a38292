//! Finds the argument at a place in a document, and the value within it.

use apollo_compiler::Node;
use apollo_compiler::ast::{Argument, Definition, Document, Selection, Value};
use apollo_compiler::parser::Parser;
use async_graphql::Pos;

use super::faults;

/// The argument at a place in a query that has passed the guard.
#[must_use]
pub fn argument_at(query: &str, place: Pos) -> Option<String> {
    path_at(&Parser::new().parse_ast(query, "query").ok()?, place)
}

/// Such as `filter.kind.0`.
pub fn path_at(document: &Document, place: Pos) -> Option<String> {
    let search = Search { document, place };
    document.definitions.iter().find_map(|definition| match definition {
        Definition::OperationDefinition(node) => search.selections(&node.selection_set),
        Definition::FragmentDefinition(node) => search.selections(&node.selection_set),
        _ => None,
    })
}

struct Search<'d> {
    document: &'d Document,
    place: Pos,
}

impl Search<'_> {
    fn selections(&self, set: &[Selection]) -> Option<String> {
        set.iter().find_map(|selection| match selection {
            Selection::Field(node) => self.arguments(&node.arguments).or_else(|| self.selections(&node.selection_set)),
            Selection::InlineFragment(node) => self.selections(&node.selection_set),
            Selection::FragmentSpread(_) => None,
        })
    }

    fn arguments(&self, arguments: &[Node<Argument>]) -> Option<String> {
        arguments.iter().find_map(|argument| self.value(&argument.value, argument.name.to_string()))
    }

    fn value(&self, value: &Node<Value>, path: String) -> Option<String> {
        let at = value.location().and_then(|span| faults::place(span, &self.document.sources));
        if at == Some(self.place) {
            return Some(path);
        }
        match &**value {
            Value::List(items) => {
                items.iter().enumerate().find_map(|(n, item)| self.value(item, format!("{path}.{n}")))
            }
            Value::Object(fields) => {
                fields.iter().find_map(|(name, field)| self.value(field, format!("{path}.{name}")))
            }
            _ => None,
        }
    }
}
