//! How one declaration of values becomes the fields of three inputs.

use async_graphql::indexmap::IndexMap;
use async_graphql::registry::{MetaInputValue, Registry};
use async_graphql::{InputType, InputValueError, MaybeUndefined, Name, Value};
use entity::Row;

use super::draft::Draft;
use super::lookup::Lookup;

/// What inputs say of an object: declared by `#[values]`.
pub trait Values: Clone + Default + std::fmt::Debug + Send + Sync + 'static {
    type Row: Row;

    /// Whether the object's status is written.
    const HAS_STATUS: bool;

    fn declare(fields: &mut Fields<'_>);

    /// # Errors
    /// For a value that is not of its field's type.
    fn parse(given: &Given<'_>) -> Parsed<Self>;

    /// A new row, with what it has by itself.
    fn new_row() -> Self::Row;

    /// Puts the values into the draft's row.
    fn put(&self, draft: &mut Draft<Self::Row>, lookup: &Lookup);
}

/// Something read from an input.
pub type Parsed<T> = Result<T, InputValueError<String>>;

/// A field of an input.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub need: Need,
    pub used: Used,
}

/// Whether an object can be without a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It always has one, which must be given.
    Required,
    /// It always has one, and a new object this by itself.
    Default(&'static str),
    /// It may be null.
    Optional,
}

/// Which inputs have a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Used {
    Always,
    /// Only when an object is created.
    Creation,
    /// When an object is created, or pushed by itself: what it belongs to, which never changes.
    Parent,
    /// Only in pushes.
    Push,
}

/// What an input is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Create,
    Update,
    Push,
}

/// The fields of an input as they are declared.
pub struct Fields<'a> {
    registry: &'a mut Registry,
    purpose: Purpose,
    declared: IndexMap<String, MetaInputValue>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(registry: &'a mut Registry, purpose: Purpose) -> Self {
        Self { registry, purpose, declared: IndexMap::new() }
    }

    /// Declares a field that the purpose has, with the nullability and the sentence that it has there.
    pub fn add<T: InputType>(&mut self, field: Field, doc: &str) {
        let is_used = match field.used {
            Used::Always => true,
            Used::Creation => self.purpose == Purpose::Create,
            Used::Parent => self.purpose != Purpose::Update,
            Used::Push => self.purpose == Purpose::Push,
        };
        if !is_used {
            return;
        }
        let more = if field.name == "status" { self.steps(field.need) } else { self.need(&field) };
        let default = match field.need {
            Need::Default(value) if self.purpose == Purpose::Create => Some(value),
            _ => None,
        };
        let is_needed = self.purpose == Purpose::Create && field.need != Need::Optional;
        self.declare::<T>(field.name, &format!("{doc}{more}"), is_needed, default);
    }

    /// What the purpose asks of a field.
    fn need(&self, field: &Field) -> String {
        let restricted = if field.name == "access" { " A push cannot set `RESTRICTED`." } else { "" };
        match (self.purpose, field.need) {
            (Purpose::Create, _) | (_, Need::Optional) => String::new(),
            (Purpose::Push, _) if field.used == Used::Parent => {
                " Required for a new object that is pushed by itself; left out within the object that it belongs to. It \
                 never changes."
                    .into()
            }
            (Purpose::Update, _) => " It cannot be null.".into(),
            (Purpose::Push, Need::Required) => " Required for a new object; it cannot be null.".into(),
            (Purpose::Push, Need::Default(_)) if field.name == "position" => {
                " A row without it gets its number from its place in the list that is pushed; it cannot be null.".into()
            }
            (Purpose::Push, Need::Default(value)) => {
                format!("{restricted} A new object without it has `{value}`; it cannot be null.")
            }
        }
    }

    /// Which steps of a status the purpose takes.
    fn steps(&self, need: Need) -> String {
        match (self.purpose, need) {
            (Purpose::Create, Need::Default(value)) => {
                format!(" A new object starts as `{value}`; any other is refused.")
            }
            (Purpose::Create, _) => String::new(),
            (Purpose::Update, _) => {
                " Only a step that the current status names as next or, by an admin with a `reason`, \
                 one back. It cannot be null."
                    .into()
            }
            (Purpose::Push, Need::Default(value)) => format!(
                " A new object may have any, and has `{value}` without it. Later it only goes forward, also several steps \
                 at once; one that is behind the current status is ignored, see `statusKept`. It cannot be null."
            ),
            (Purpose::Push, _) => " It cannot be null.".into(),
        }
    }

    pub(super) fn declare<T: InputType>(&mut self, name: &str, doc: &str, is_needed: bool, default: Option<&str>) {
        let qualified = T::create_type_info(self.registry);
        let ty = if is_needed { qualified } else { qualified.trim_end_matches('!').to_owned() };
        let value = MetaInputValue {
            name: name.to_owned(),
            description: Some(doc.to_owned()),
            ty,
            deprecation: async_graphql::registry::Deprecation::NoDeprecated,
            default_value: default.map(str::to_owned),
            visible: None,
            inaccessible: false,
            tags: Vec::new(),
            is_secret: false,
            directive_invocations: Vec::new(),
        };
        self.declared.insert(name.to_owned(), value);
    }

    pub(super) fn into_declared(self) -> IndexMap<String, MetaInputValue> {
        self.declared
    }
}

/// The fields of an input as a client gave them.
pub struct Given<'a>(pub(super) &'a IndexMap<Name, Value>);

impl Given<'_> {
    /// # Errors
    /// For a value that is not of the field's type.
    pub fn value<T: InputType>(&self, name: &str) -> Parsed<MaybeUndefined<T>> {
        MaybeUndefined::<T>::parse(self.0.get(name).cloned()).map_err(InputValueError::propagate)
    }

    /// A value that every such input has.
    pub(super) fn needed<T: InputType>(&self, name: &str) -> Parsed<T> {
        T::parse(self.0.get(name).cloned()).map_err(InputValueError::propagate)
    }
}
