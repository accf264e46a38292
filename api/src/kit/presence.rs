//! What an object may lack: every list can ask for it as missing or present. The type's columns that may be null and its
//! relations are known from its declarations.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::{Debug, Formatter};
use std::marker::PhantomData;

use async_graphql::indexmap::IndexMap;
use async_graphql::registry::{Deprecation, MetaEnumValue, MetaType, MetaTypeId, Registry};
use async_graphql::{InputType, InputValueError, InputValueResult, Name, Value};
use entity::Row;
use sea_orm::Condition;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};

use super::column::col;
use super::node::Node;
use super::relation::{Parents, Relation};
use super::rows::Rows;
use super::scope::At;
use crate::error::{Error, Result};

/// A relation of a type, as `#[object]` declares it.
#[derive(Debug)]
pub struct RelationField {
    /// Its name among the values of the type's enum.
    pub name: &'static str,
    pub doc: &'static str,
    /// Which rows have any of it that the viewer may see.
    pub present: fn(&Rows) -> Condition,
}

/// Something that an object of a type may lack: a value of the enum that is made of them.
pub struct FieldOf<N> {
    index: usize,
    node: PhantomData<fn() -> N>,
}

/// What a type's objects may lack: the columns that may be null, then the relations.
fn names<N: Node>() -> impl Iterator<Item = (&'static str, &'static str)> {
    let columns = N::Row::TABLE.optional.iter().map(|column| (column.name, column.doc));
    columns.chain(N::RELATIONS.iter().map(|relation| (relation.name, relation.doc)))
}

impl<N: Node> FieldOf<N> {
    fn name(&self) -> &'static str {
        names::<N>().nth(self.index).map_or("", |(name, _)| name)
    }

    /// Which rows have it, as far as the viewer may see it.
    #[must_use]
    pub fn present(&self, rows: &Rows) -> Condition {
        let columns = N::Row::TABLE.optional;
        if let Some(relation) = self.index.checked_sub(columns.len()).and_then(|index| N::RELATIONS.get(index)) {
            return (relation.present)(rows);
        }
        let column = columns.get(self.index).and_then(|column| N::Row::column(column.column));
        column.map_or(Condition::all(), |column| Condition::all().add(col(column).is_not_null()))
    }

    /// Which rows lack it, as far as the viewer can tell.
    #[must_use]
    pub fn missing(&self, rows: &Rows) -> Condition {
        not(self.present(rows))
    }
}

/// The rows that have none of a relation, as far as the viewer can tell, by its name in the type's enum.
///
/// # Errors
/// `Internal` when the type has no such relation.
pub fn has_no<N: Node>(relation: &str, rows: &Rows) -> Result<Condition> {
    let known = N::RELATIONS.iter().find(|known| known.name == relation);
    let unknown = || Error::internal(format!("{} has no relation {relation}", N::Row::TYPE));
    known.map(|known| not((known.present)(rows))).ok_or_else(unknown)
}

/// The fields that a list names, each once: there are never more than the type has.
#[must_use]
pub fn each_once<N>(named: Option<Vec<FieldOf<N>>>) -> Vec<FieldOf<N>> {
    let mut seen = HashSet::new();
    named.into_iter().flatten().filter(|field| seen.insert(field.index)).collect()
}

/// The rows that do not fit, also those of which the database cannot tell.
#[must_use]
pub fn not(condition: Condition) -> Condition {
    let fits = if condition.is_empty() { Expr::cust("1 = 1") } else { condition.into() };
    Condition::all().add(Expr::expr(Func::coalesce([fits, Expr::val(false)])).not())
}

/// The parents that have a child by this relation that the viewer may see.
#[must_use]
pub fn has<Parent: Node, Child: Node>(relation: Relation, rows: &Rows) -> Condition {
    let mut children = rows.select::<Child>(At::Now);
    let parent = relation.parents::<Child::Row>(&mut children, &Parents::Any);
    children.clear_selects().expr_as(parent, "parent_");
    let mut found = Query::select();
    found.expr(Expr::val(1)).from_subquery(children, "children_");
    found.and_where(Expr::col(("children_", "parent_")).eq(col(Parent::ID)));
    Condition::all().add(Expr::exists(found))
}

impl<N: Node> InputType for FieldOf<N> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        format!("{}Field", N::Row::TYPE).into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_input_type::<Self, _>(MetaTypeId::Enum, |_| meta_type::<N>(Self::type_name().into_owned()))
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let given = match &value {
            Some(Value::Enum(name)) => Some(name.as_str()),
            Some(Value::String(name)) => Some(name.as_str()),
            _ => None,
        };
        let index = given.and_then(|given| names::<N>().position(|(name, _)| name == given));
        match index {
            Some(index) => Ok(Self { index, node: PhantomData }),
            None => Err(InputValueError::expected_type(value.unwrap_or_default())),
        }
    }

    fn to_value(&self) -> Value {
        Value::Enum(Name::new(self.name()))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

fn meta_type<N: Node>(name: String) -> MetaType {
    let value = |(name, doc): (&'static str, &'static str)| {
        // What null means is not asked here.
        let doc = doc.split(" Null:").next().unwrap_or(doc);
        let value = MetaEnumValue {
            name: name.to_owned(),
            description: Some(doc.to_owned()),
            deprecation: Deprecation::NoDeprecated,
            visible: None,
            inaccessible: false,
            tags: Vec::new(),
            directive_invocations: Vec::new(),
        };
        (name.to_owned(), value)
    };
    MetaType::Enum {
        name,
        description: Some(format!("Fält: what an object of type `{}` may lack.", N::Row::TYPE)),
        enum_values: names::<N>().map(value).collect::<IndexMap<_, _>>(),
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        rust_typename: Some(std::any::type_name::<FieldOf<N>>()),
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    }
}

impl<N> Clone for FieldOf<N> {
    fn clone(&self) -> Self {
        Self { index: self.index, node: PhantomData }
    }
}

impl<N: Node> Debug for FieldOf<N> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
