//! The schema as a client sees it, so that generic tests find every list and every root field by themselves.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::app::App;

/// The types of the schema, by name.
pub struct Schema(BTreeMap<String, Type>);

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Type {
    pub name: String,
    pub kind: String,
    pub fields: Option<Vec<Field>>,
    pub input_fields: Option<Vec<Argument>>,
    pub enum_values: Option<Vec<Named>>,
    /// Null but for input objects.
    pub is_one_of: Option<bool>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Field {
    pub name: String,
    pub args: Vec<Argument>,
    #[serde(rename = "type")]
    pub kind: TypeRef,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Argument {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: TypeRef,
    pub default_value: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Named {
    pub name: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TypeRef {
    pub kind: String,
    pub name: Option<String>,
    pub of_type: Option<Box<TypeRef>>,
}

const QUESTION: &str = "
{ __schema { types { name kind isOneOf enumValues { name } fields { name args { ...argument } type { ...reference } }
  inputFields { ...argument } } } }
fragment argument on __InputValue { name defaultValue type { ...reference } }
fragment reference on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
";

impl Schema {
    pub async fn of(app: &App) -> Self {
        let answer = app.public().ask(QUESTION).await;
        let types: Vec<Type> = serde_json::from_value(answer.at("/__schema/types").clone()).expect("types");
        Self(types.into_iter().map(|kind| (kind.name.clone(), kind)).collect())
    }

    #[track_caller]
    pub fn kind(&self, name: &str) -> &Type {
        self.0.get(name).unwrap_or_else(|| panic!("the schema has no type {name}"))
    }

    /// The inputs of the mutations with this verb, such as `Create`.
    pub fn inputs(&self, verb: &str) -> impl Iterator<Item = &Type> {
        self.0.values().filter(move |kind| kind.input_fields.is_some() && kind.name.starts_with(verb))
    }

    pub fn fields(&self, kind: &str) -> &[Field] {
        self.kind(kind).fields.as_deref().unwrap_or_default()
    }

    pub fn values(&self, kind: &str) -> Vec<&str> {
        self.kind(kind).enum_values.iter().flatten().map(|value| value.name.as_str()).collect()
    }

    /// The root fields that are lists of nodes, each with the name of the type that it lists.
    pub fn lists(&self) -> Vec<(&Field, &str)> {
        let lists = self.fields("Query").iter().filter(|field| field.kind.named().ends_with("Connection"));
        let lists = lists.map(|field| (field, field.kind.node()));
        lists.filter(|(_, node)| self.fields(node).iter().any(|field| field.name == "id")).collect()
    }
}

impl Argument {
    pub fn is_needed(&self) -> bool {
        self.kind.is_required() && self.default_value.is_none()
    }
}

impl TypeRef {
    /// The name without lists and non-nulls.
    pub fn named(&self) -> &str {
        match &self.of_type {
            Some(inner) => inner.named(),
            None => self.name.as_deref().unwrap_or_default(),
        }
    }

    /// Of a connection's type: what it lists.
    pub fn node(&self) -> &str {
        self.named().trim_end_matches("Connection")
    }

    pub fn is_required(&self) -> bool {
        self.kind == "NON_NULL"
    }

    pub fn is_list(&self) -> bool {
        self.kind == "LIST" || self.of_type.as_ref().is_some_and(|inner| inner.is_list())
    }
}
