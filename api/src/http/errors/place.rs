//! Finds the argument whose value stands at a place in the query.

use async_graphql::Pos;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::{Selection, SelectionSet};

/// The query has passed the guard, so it is short, and its nesting is bounded.
pub fn argument_at(query: &str, place: Pos) -> Option<String> {
    let document = parse_query(query).ok()?;
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    operations.chain(fragments).find_map(|set| within(set, place))
}

fn within(set: &SelectionSet, place: Pos) -> Option<String> {
    set.items.iter().find_map(|selection| match &selection.node {
        Selection::Field(field) => {
            let found = field.node.arguments.iter().find(|(_, value)| value.pos == place);
            found.map(|(name, _)| name.node.to_string()).or_else(|| within(&field.node.selection_set.node, place))
        }
        Selection::InlineFragment(inline) => within(&inline.node.selection_set.node, place),
        Selection::FragmentSpread(_) => None,
    })
}
