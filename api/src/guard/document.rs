//! Reads a document, once, and gives it in the framework's form. The framework's own parser does not read all that the
//! specification allows: no surrogate pairs in strings, and directives of variables in the wrong place.

use std::collections::HashMap;

use apollo_compiler::ast::{self, Definition};
use apollo_compiler::parser::{Parser, SourceMap, SourceSpan};
use apollo_compiler::{Name, Node};
use async_graphql::parser::types::{
    BaseType, Directive, DocumentOperations, ExecutableDocument, Field, FragmentDefinition, FragmentSpread,
    InlineFragment, OperationDefinition, OperationType, Selection, SelectionSet, Type, TypeCondition,
    VariableDefinition,
};
use async_graphql::{Name as PlainName, Positioned};
use async_graphql_value::Value;

use super::{faults, fields};
use crate::error::{Error, Result};

/// The document in the framework's form, and in that of the compiler, which knows whether it is valid.
///
/// # Errors
/// `BAD_USER_INPUT` with each place that cannot be read.
pub fn read(text: &str) -> Result<(ExecutableDocument, ast::Document)> {
    let ast = Parser::new().parse_ast(text, "query").map_err(|found| faults::unreadable(&found.errors))?;
    fields::check(text)?;
    Ok((Plain { sources: &ast.sources }.document(&ast)?, ast))
}

struct Plain<'a> {
    sources: &'a SourceMap,
}

impl Plain<'_> {
    /// Duplicate names, and definitions that are neither operations nor fragments, are refused as invalid later.
    fn document(&self, ast: &ast::Document) -> Result<ExecutableDocument> {
        let (mut unnamed, mut named, mut fragments) = (None, HashMap::new(), HashMap::new());
        for definition in &ast.definitions {
            match definition {
                Definition::OperationDefinition(node) => match &node.name {
                    Some(name) => drop(named.insert(plain(name), self.operation(node))),
                    None => unnamed = Some(self.operation(node)),
                },
                Definition::FragmentDefinition(node) => drop(fragments.insert(plain(&node.name), self.fragment(node))),
                _ => {}
            }
        }
        let operations = match unnamed {
            Some(operation) if named.is_empty() => DocumentOperations::Single(operation),
            Some(_) => {
                return Err(Error::bad_input("An operation without a name must be the only one in its document."));
            }
            None if named.is_empty() => return Err(Error::bad_input("The document holds no operation.")),
            None => DocumentOperations::Multiple(named),
        };
        Ok(ExecutableDocument { operations, fragments })
    }

    fn operation(&self, node: &Node<ast::OperationDefinition>) -> Positioned<OperationDefinition> {
        let ty = match node.operation_type {
            ast::OperationType::Query => OperationType::Query,
            ast::OperationType::Mutation => OperationType::Mutation,
            ast::OperationType::Subscription => OperationType::Subscription,
        };
        let operation = OperationDefinition {
            ty,
            variable_definitions: node.variables.iter().map(|variable| self.variable(variable)).collect(),
            directives: self.directives(&node.directives),
            selection_set: self.selections(&node.selection_set, node.location()),
        };
        self.at(node.location(), operation)
    }

    fn variable(&self, node: &Node<ast::VariableDefinition>) -> Positioned<VariableDefinition> {
        let default = node.default_value.as_ref();
        let default = default.and_then(|node| Some(self.at(node.location(), value(node).into_const()?)));
        let variable = VariableDefinition {
            name: self.name(&node.name),
            var_type: self.at(node.ty.location(), kind(&node.ty)),
            directives: self.directives(&node.directives),
            default_value: default,
        };
        self.at(node.location(), variable)
    }

    fn fragment(&self, node: &Node<ast::FragmentDefinition>) -> Positioned<FragmentDefinition> {
        let fragment = FragmentDefinition {
            type_condition: self.condition(&node.type_condition),
            directives: self.directives(&node.directives),
            selection_set: self.selections(&node.selection_set, node.location()),
        };
        self.at(node.location(), fragment)
    }

    fn selections(&self, set: &[ast::Selection], place: Option<SourceSpan>) -> Positioned<SelectionSet> {
        let items = set.iter().map(|selection| match selection {
            ast::Selection::Field(node) => self.at(node.location(), Selection::Field(self.field(node))),
            ast::Selection::FragmentSpread(node) => {
                let fragment_name = self.name(&node.fragment_name);
                let spread = FragmentSpread { fragment_name, directives: self.directives(&node.directives) };
                self.at(node.location(), Selection::FragmentSpread(self.at(node.location(), spread)))
            }
            ast::Selection::InlineFragment(node) => {
                let inline = InlineFragment {
                    type_condition: node.type_condition.as_ref().map(|on| self.condition(on)),
                    directives: self.directives(&node.directives),
                    selection_set: self.selections(&node.selection_set, node.location()),
                };
                self.at(node.location(), Selection::InlineFragment(self.at(node.location(), inline)))
            }
        });
        self.at(place, SelectionSet { items: items.collect() })
    }

    fn field(&self, node: &Node<ast::Field>) -> Positioned<Field> {
        let field = Field {
            alias: node.alias.as_ref().map(|alias| self.name(alias)),
            name: self.name(&node.name),
            arguments: self.arguments(&node.arguments),
            directives: self.directives(&node.directives),
            selection_set: self.selections(&node.selection_set, node.location()),
        };
        self.at(node.location(), field)
    }

    fn directives(&self, list: &ast::DirectiveList) -> Vec<Positioned<Directive>> {
        let directive = |node: &Node<ast::Directive>| {
            let directive = Directive { name: self.name(&node.name), arguments: self.arguments(&node.arguments) };
            self.at(node.location(), directive)
        };
        list.iter().map(directive).collect()
    }

    fn arguments(&self, list: &[Node<ast::Argument>]) -> Vec<(Positioned<PlainName>, Positioned<Value>)> {
        list.iter().map(|node| (self.name(&node.name), self.at(node.value.location(), value(&node.value)))).collect()
    }

    fn condition(&self, on: &Name) -> Positioned<TypeCondition> {
        self.at(on.location(), TypeCondition { on: self.name(on) })
    }

    fn name(&self, name: &Name) -> Positioned<PlainName> {
        self.at(name.location(), plain(name))
    }

    fn at<T>(&self, span: Option<SourceSpan>, node: T) -> Positioned<T> {
        Positioned::new(node, span.and_then(|span| faults::place(span, self.sources)).unwrap_or_default())
    }
}

fn plain(name: &Name) -> PlainName {
    PlainName::new(name.as_str())
}

fn kind(of: &ast::Type) -> Type {
    let (base, nullable) = match of {
        ast::Type::Named(name) => (BaseType::Named(plain(name)), true),
        ast::Type::NonNullNamed(name) => (BaseType::Named(plain(name)), false),
        ast::Type::List(items) => (BaseType::List(Box::new(kind(items))), true),
        ast::Type::NonNullList(items) => (BaseType::List(Box::new(kind(items))), false),
    };
    Type { base, nullable }
}

/// A number too large for any is null here; it is refused as invalid later.
fn value(of: &ast::Value) -> Value {
    match of {
        ast::Value::Null => Value::Null,
        ast::Value::Enum(name) => Value::Enum(plain(name)),
        ast::Value::Variable(name) => Value::Variable(plain(name)),
        ast::Value::String(text) => Value::String(text.clone()),
        ast::Value::Float(number) => float(number.as_str()),
        // As a whole number, or `-0` would be a float.
        ast::Value::Int(number) => {
            number.as_str().parse::<i64>().map_or_else(|_| float(number.as_str()), |whole| Value::Number(whole.into()))
        }
        ast::Value::Boolean(yes) => Value::Boolean(*yes),
        ast::Value::List(items) => Value::List(items.iter().map(|item| value(item)).collect()),
        ast::Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, field)| (plain(name), value(field))).collect())
        }
    }
}

fn float(text: &str) -> Value {
    text.parse().map_or(Value::Null, Value::Number)
}
