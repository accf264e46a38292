//! The inputs of the mutations, made of each type's values: generic types with a name of their own.

use std::borrow::Cow;
use std::fmt::Debug;

use async_graphql::indexmap::IndexMap;
use async_graphql::registry::{MetaType, MetaTypeId, Registry};
use async_graphql::{ID, InputType, InputValueError, InputValueResult, Name, Value};
use entity::Row;

use super::Writable;
use super::fields::{Fields, Given, Parsed, Purpose, Values};
use super::value::{FreeText, Title};
use crate::kit::text::normal;

/// What creates an object.
#[derive(Debug, Clone)]
pub struct Create<N: Writable> {
    pub dry_run: bool,
    pub values: N::Values,
}

/// What changes an object.
#[derive(Debug, Clone)]
pub struct Update<N: Writable> {
    pub dry_run: bool,
    pub expected_version: Option<i32>,
    pub id: ID,
    pub reason: Option<FreeText>,
    pub values: N::Values,
}

/// What deletes an object.
#[derive(Debug, Clone)]
pub struct Delete<N> {
    pub dry_run: bool,
    pub expected_version: Option<i32>,
    pub id: ID,
    node: std::marker::PhantomData<fn() -> N>,
}

/// An object as its source has it.
#[derive(Debug, Clone)]
pub struct PushedRow<N: Writable> {
    pub external_id: String,
    pub values: N::Values,
}

/// An input object: its name, its description, its fields, and how it is read.
trait Input: Sized {
    const PURPOSE: Purpose;

    fn name() -> String;
    fn doc() -> String;
    fn declare(fields: &mut Fields<'_>);
    fn read(given: &Given<'_>) -> Parsed<Self>;
}

const DRY_RUN: &str = "Provkörning: check everything and write nothing.";
const EXPECTED: &str =
    "The version that was read: the write is refused if the object has another one. Null: the version is not checked.";
const REASON: &str = "Skäl: why, at most 20,000 characters; the ledger keeps it. Required when an admin moves a status back. Null: no reason is given.";

impl<N: Writable> Input for Create<N> {
    const PURPOSE: Purpose = Purpose::Create;

    fn name() -> String {
        format!("Create{}Input", N::Row::TYPE)
    }

    fn doc() -> String {
        format!("Indata: a new object of type `{}`.", N::Row::TYPE)
    }

    fn declare(fields: &mut Fields<'_>) {
        fields.declare::<bool>("dryRun", DRY_RUN, true, Some("false"));
        N::Values::declare(fields);
    }

    fn read(given: &Given<'_>) -> Parsed<Self> {
        let dry_run = given.value("dryRun")?.take().unwrap_or_default();
        Ok(Self { dry_run, values: N::Values::parse(given)? })
    }
}

impl<N: Writable> Input for Update<N> {
    const PURPOSE: Purpose = Purpose::Update;

    fn name() -> String {
        format!("Update{}Input", N::Row::TYPE)
    }

    fn doc() -> String {
        format!("Indata: changes to an object of type `{}`. Absent fields stay as they are; null clears.", N::Row::TYPE)
    }

    fn declare(fields: &mut Fields<'_>) {
        declare_target(fields);
        if N::Values::HAS_STATUS {
            fields.declare::<FreeText>("reason", REASON, false, None);
        }
        N::Values::declare(fields);
    }

    fn read(given: &Given<'_>) -> Parsed<Self> {
        Ok(Self {
            dry_run: given.value("dryRun")?.take().unwrap_or_default(),
            expected_version: given.value("expectedVersion")?.take(),
            id: given.needed("id")?,
            reason: given.value("reason")?.take(),
            values: N::Values::parse(given)?,
        })
    }
}

impl<N: Writable> Input for Delete<N> {
    const PURPOSE: Purpose = Purpose::Update;

    fn name() -> String {
        format!("Delete{}Input", N::Row::TYPE)
    }

    fn doc() -> String {
        format!("Indata: the object of type `{}` to delete.", N::Row::TYPE)
    }

    fn declare(fields: &mut Fields<'_>) {
        declare_target(fields);
    }

    fn read(given: &Given<'_>) -> Parsed<Self> {
        Ok(Self {
            dry_run: given.value("dryRun")?.take().unwrap_or_default(),
            expected_version: given.value("expectedVersion")?.take(),
            id: given.needed("id")?,
            node: std::marker::PhantomData,
        })
    }
}

fn declare_target(fields: &mut Fields<'_>) {
    fields.declare::<bool>("dryRun", DRY_RUN, true, Some("false"));
    fields.declare::<i32>("expectedVersion", EXPECTED, false, None);
    fields.declare::<ID>("id", "Which object.", true, None);
}

impl<N: Writable> Input for PushedRow<N> {
    const PURPOSE: Purpose = Purpose::Push;

    fn name() -> String {
        format!("Pushed{}", N::Row::TYPE)
    }

    fn doc() -> String {
        format!(
            "Rad: an object of type `{}` as its source has it. Absent fields and lists stay as they are, null clears, `[]` empties.",
            N::Row::TYPE
        )
    }

    fn declare(fields: &mut Fields<'_>) {
        let doc = "Its id in the source, at most 300 characters. The next push finds the object by it.";
        fields.declare::<Title>("externalId", doc, true, None);
        N::Values::declare(fields);
    }

    fn read(given: &Given<'_>) -> Parsed<Self> {
        let external_id: String = given.needed("externalId")?;
        Ok(Self { external_id: normal(&external_id), values: N::Values::parse(given)? })
    }
}

/// Makes an `Input` one of GraphQL's.
macro_rules! input_object {
    ($($input:ident),*) => {$(
        impl<N: Writable> InputType for $input<N> {
            type RawValueType = Self;

            fn type_name() -> Cow<'static, str> {
                <Self as Input>::name().into()
            }

            fn create_type_info(registry: &mut Registry) -> String {
                registry.create_input_type::<Self, _>(MetaTypeId::InputObject, meta_type::<Self>)
            }

            fn parse(value: Option<Value>) -> InputValueResult<Self> {
                read(value)
            }

            fn to_value(&self) -> Value {
                Value::Null
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }
        }
    )*};
}
input_object!(Create, Update, Delete, PushedRow);

fn meta_type<I: Input + InputType>(registry: &mut Registry) -> MetaType {
    let mut fields = Fields::new(registry, I::PURPOSE);
    I::declare(&mut fields);
    MetaType::InputObject {
        name: <I as Input>::name(),
        description: Some(I::doc()),
        input_fields: fields.into_declared(),
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        rust_typename: Some(std::any::type_name::<I>()),
        oneof: false,
        directive_invocations: Vec::new(),
    }
}

fn read<I: Input + InputType>(value: Option<Value>) -> InputValueResult<I> {
    match value {
        Some(Value::Object(fields)) => {
            let fields: IndexMap<Name, Value> = fields;
            I::read(&Given(&fields)).map_err(InputValueError::propagate)
        }
        other => Err(InputValueError::expected_type(other.unwrap_or_default())),
    }
}
