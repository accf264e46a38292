//! Pass 2: one walk over the parsed document. Each fragment is walked once and remembered; every sum saturates.

use std::collections::HashMap;

use async_graphql::Variables;
use async_graphql::parser::types::{
    ExecutableDocument, Field, FragmentDefinition, OperationDefinition, OperationType, Selection, SelectionSet,
};

use super::arguments::Arguments;
use super::cost::{Cost, INTROSPECTION_SHARE, STEP};
use super::limits::{Limits, at_most};
use super::schema_shape::{FieldShape, SchemaShape};
use crate::error::{Error, Result};

/// Lists that lead from introspection's types to more of them.
const INTROSPECTION_LISTS: [&str; 5] = ["types", "fields", "inputFields", "interfaces", "possibleTypes"];

pub struct CostVisitor<'d> {
    document: &'d ExecutableDocument,
    chosen: &'d OperationDefinition,
    arguments: Arguments<'d>,
    shape: &'d SchemaShape,
    limits: &'d Limits,
    /// What is known of each fragment; none while it is being walked.
    fragments: HashMap<&'d str, Option<Cost>>,
    /// How many selections the one being walked is inside of.
    level: u64,
    /// The longest list in the input of a mutation: its payload may answer each item.
    pushed: u64,
}

impl<'d> CostVisitor<'d> {
    pub fn new(
        document: &'d ExecutableDocument,
        chosen: &'d OperationDefinition,
        variables: &'d Variables,
        shape: &'d SchemaShape,
        limits: &'d Limits,
    ) -> Self {
        let arguments = Arguments::new(chosen, variables);
        Self { document, chosen, arguments, shape, limits, fragments: HashMap::new(), level: 0, pushed: 0 }
    }

    /// Measures every operation and every fragment, for all of them are validated.
    ///
    /// # Errors
    /// `LIMIT_EXCEEDED` with the limit that was exceeded; `BAD_USER_INPUT` for a fragment that spreads itself.
    pub fn run(mut self) -> Result<Cost> {
        let mut selections = 0_u64;
        for (_, operation) in self.document.operations.iter() {
            selections = selections.saturating_add(self.operation(&operation.node)?.selections);
        }
        for (name, fragment) in &self.document.fragments {
            self.fragment(name, &fragment.node)?;
        }
        at_most("comes to", selections, "fields and fragments", self.limits.document_selections)?;
        let cost = self.operation(self.chosen)?;
        at_most("nests", cost.depth, "levels deep", self.limits.depth)?;
        at_most("has", cost.aliases, "aliases", self.limits.aliases)?;
        at_most("comes to", cost.selections, "fields and fragments", self.limits.selections)?;
        Ok(cost)
    }

    fn operation(&mut self, operation: &'d OperationDefinition) -> Result<Cost> {
        let root = match operation.ty {
            OperationType::Mutation => &self.shape.mutation,
            _ => &self.shape.query,
        };
        self.selections(&operation.selection_set.node, Some(root))
    }

    fn selections(&mut self, set: &'d SelectionSet, on: Option<&'d str>) -> Result<Cost> {
        if set.items.is_empty() {
            return Ok(Cost::default());
        }
        self.enter(1)?;
        let mut sum = Cost::default();
        for selection in &set.items {
            sum = sum.and(self.selection(&selection.node, on)?);
        }
        self.level -= 1;
        Ok(sum.inside())
    }

    fn selection(&mut self, selection: &'d Selection, on: Option<&'d str>) -> Result<Cost> {
        let cost = match selection {
            Selection::Field(field) => self.field(&field.node, on)?,
            Selection::InlineFragment(inline) => {
                let condition = inline.node.type_condition.as_ref().map(|condition| condition.node.on.node.as_str());
                self.selections(&inline.node.selection_set.node, condition.or(on))?
            }
            Selection::FragmentSpread(spread) => {
                let name = spread.node.fragment_name.node.as_str();
                match self.document.fragments.get(name) {
                    Some(fragment) => self.fragment(name, &fragment.node)?,
                    None => Cost::default(),
                }
            }
        };
        Ok(cost.counted())
    }

    fn fragment(&mut self, name: &'d str, fragment: &'d FragmentDefinition) -> Result<Cost> {
        match self.fragments.get(name) {
            Some(Some(known)) => {
                let known = *known;
                self.enter(known.nesting)?;
                self.level -= known.nesting;
                Ok(known)
            }
            Some(None) => Err(Error::bad_input("A fragment of the query spreads itself, directly or through others.")),
            None => {
                self.fragments.insert(name, None);
                let on = fragment.type_condition.node.on.node.as_str();
                let cost = self.selections(&fragment.selection_set.node, Some(on))?;
                self.fragments.insert(name, Some(cost));
                Ok(cost)
            }
        }
    }

    fn field(&mut self, field: &'d Field, on: Option<&str>) -> Result<Cost> {
        let name = field.name.node.as_str();
        if let Some(kind) = introspection_root(name) {
            return self.introspection(field, kind);
        }
        let known = on.and_then(|kind| self.shape.fields(kind)).and_then(|fields| fields.get(name));
        let shape = known.map_or(FieldShape::Single, |field| field.shape);
        let is_mutation = on == Some(self.shape.mutation.as_str());
        if is_mutation {
            self.pushed = self.pushed.max(self.arguments.items(field));
        }
        let inner = self.selections(&field.selection_set.node, known.map(|field| field.kind.as_str()))?;
        let shape = match shape {
            FieldShape::List(rows) if on.is_some_and(|kind| kind.ends_with("Payload")) => {
                FieldShape::List(rows.max(self.pushed))
            }
            shape => shape,
        };
        let rows = self.arguments.rows(field, shape);
        let steps = known.and_then(|known| known.depth).map_or(0, |depth| self.arguments.depth(field, depth));
        let is_dear = on.is_some_and(|kind| self.limits.dear.contains(&(kind, name)));
        let steps = steps.saturating_add(u64::from(is_dear));
        let own = if name == "totalCount" { 2 } else { 1 } + steps.saturating_mul(STEP);
        let arguments = if is_mutation { 0 } else { self.arguments.cost(field) };
        let in_introspection = on.is_some_and(|kind| kind.starts_with("__"));
        let lists = u64::from(in_introspection && INTROSPECTION_LISTS.contains(&name));
        Ok(inner.under(own + arguments, shape, rows).of_field(field.alias.is_some(), lists))
    }

    fn introspection(&mut self, field: &'d Field, kind: &'static str) -> Result<Cost> {
        if !self.limits.introspection {
            return Err(Error::bad_input(
                "Introspection is switched off on this server. The schema is at /schema.graphql.",
            ));
        }
        let inner = self.selections(&field.selection_set.node, Some(kind))?;
        at_most("asks for", inner.lists, "lists of types inside each other", self.limits.introspection_lists)?;
        let share = Cost { once: inner.once.div_ceil(INTROSPECTION_SHARE), lists: 0, ..inner };
        Ok(share.under(1, FieldShape::Single, 1).of_field(field.alias.is_some(), 0))
    }

    fn enter(&mut self, levels: u64) -> Result<()> {
        self.level += levels;
        at_most("nests", self.level, "levels deep, fragments counted", self.limits.nesting)
    }
}

fn introspection_root(name: &str) -> Option<&'static str> {
    match name {
        "__schema" => Some("__Schema"),
        "__type" => Some("__Type"),
        _ => None,
    }
}
