//! What the schema says about the size of each field, read from its SDL once at start. Knows no type by name.

use std::collections::{HashMap, HashSet};

use async_graphql::Value;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, ServiceDocument, Type, TypeKind, TypeSystemDefinition,
};

/// Rows that a plain list is counted as.
pub const LIST_ROWS: u64 = 10;
/// Rows that a list in introspection is counted as.
const INTROSPECTION_ROWS: u64 = 5;

/// How many rows a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldShape {
    /// One object or scalar.
    Single,
    /// A list of this many rows.
    List(u64),
    /// As many as the argument `ids` holds.
    ById,
    /// As many as `first` or `last` says, under the lists of what it holds.
    Connection,
    /// A list of such a field, such as `nodes` or `groups`, which holds its rows.
    Rows,
}

#[derive(Debug)]
pub struct Field {
    /// The named type of what the field holds.
    pub kind: String,
    pub shape: FieldShape,
    /// How many steps it goes when `depth` does not say. None: it goes none.
    pub depth: Option<u64>,
}

type Fields = HashMap<String, Field>;

/// Type by name, then field by name, and the names of the two roots.
#[derive(Debug)]
pub struct SchemaShape {
    types: HashMap<String, Fields>,
    pub query: String,
    pub mutation: String,
}

impl SchemaShape {
    pub fn from_sdl(sdl: &str) -> Self {
        let schema = parse(sdl);
        let mut shape = Self { types: HashMap::new(), query: "Query".to_owned(), mutation: "Mutation".to_owned() };
        shape.read(&schema, LIST_ROWS);
        let types = schema.definitions.len();
        shape.read(&parse(INTROSPECTION), INTROSPECTION_ROWS);
        shape.set_rows("__Schema", "types", types as u64);
        shape
    }

    pub fn fields(&self, kind: &str) -> Option<&Fields> {
        self.types.get(kind)
    }

    fn read(&mut self, schema: &ServiceDocument, rows: u64) {
        let paged = paged(schema);
        for definition in &schema.definitions {
            match definition {
                TypeSystemDefinition::Type(kind) => {
                    let name = kind.node.name.node.to_string();
                    let fields = match &kind.node.kind {
                        TypeKind::Object(object) => object.fields.as_slice(),
                        TypeKind::Interface(interface) => interface.fields.as_slice(),
                        _ => continue,
                    };
                    let is_paged = paged.contains(&*name);
                    let fields = fields.iter().map(|field| field_shape(&field.node, is_paged, &paged, rows));
                    self.types.insert(name, fields.collect());
                }
                TypeSystemDefinition::Schema(roots) => {
                    let name = |root: &Option<async_graphql::Positioned<async_graphql::Name>>| {
                        root.as_ref().map(|root| root.node.to_string())
                    };
                    self.query = name(&roots.node.query).unwrap_or_else(|| self.query.clone());
                    self.mutation = name(&roots.node.mutation).unwrap_or_else(|| self.mutation.clone());
                }
                TypeSystemDefinition::Directive(_) => {}
            }
        }
    }

    fn set_rows(&mut self, kind: &str, field: &str, rows: u64) {
        if let Some(field) = self.types.get_mut(kind).and_then(|fields| fields.get_mut(field)) {
            field.shape = FieldShape::List(rows);
        }
    }
}

fn parse(sdl: &str) -> ServiceDocument {
    async_graphql::parser::parse_schema(sdl).expect("the schema's own SDL can be read")
}

/// The types that hold a page: what a field with `first` gives.
fn paged(schema: &ServiceDocument) -> HashSet<&str> {
    let objects = schema.definitions.iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(kind) => match &kind.node.kind {
            TypeKind::Object(object) => Some(&object.fields),
            _ => None,
        },
        _ => None,
    });
    let with_first = objects.flatten().filter(|field| argument(&field.node, "first").is_some());
    with_first.map(|field| named(&field.node.ty.node)).collect()
}

fn argument<'a>(field: &'a FieldDefinition, name: &str) -> Option<&'a InputValueDefinition> {
    field.arguments.iter().map(|argument| &argument.node).find(|argument| argument.name.node == name)
}

/// The number that an argument has when it is not given.
fn default(argument: &InputValueDefinition) -> Option<u64> {
    match &argument.default_value.as_ref()?.node {
        Value::Number(number) => number.as_u64(),
        _ => None,
    }
}

fn field_shape(field: &FieldDefinition, is_paged: bool, paged: &HashSet<&str>, rows: u64) -> (String, Field) {
    let name = field.name.node.to_string();
    let kind = named(&field.ty.node).to_owned();
    let is_list = matches!(field.ty.node.base, BaseType::List(_));
    let by_id = argument(field, "ids").is_some();
    let depth = argument(field, "depth").map(|depth| default(depth).unwrap_or_default());
    let shape = if is_paged && is_list {
        FieldShape::Rows
    } else if paged.contains(&*kind) {
        FieldShape::Connection
    } else if is_list && by_id {
        FieldShape::ById
    } else if is_list {
        FieldShape::List(rows)
    } else {
        FieldShape::Single
    };
    (name, Field { kind, shape, depth })
}

fn named(kind: &Type) -> &str {
    match &kind.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => named(inner),
    }
}

/// The part of every schema that no SDL shows.
const INTROSPECTION: &str = "
type __Schema { description: String types: [__Type] queryType: __Type mutationType: __Type subscriptionType: __Type
  directives: [__Directive] }
type __Type { fields: [__Field] inputFields: [__InputValue] interfaces: [__Type] possibleTypes: [__Type]
  enumValues: [__EnumValue] ofType: __Type }
type __Field { args: [__InputValue] type: __Type }
type __InputValue { type: __Type }
type __EnumValue { name: String }
type __Directive { args: [__InputValue] locations: [String] }
";
