//! How inputs name an organisation, and what came from another system.

use async_graphql::{
    ID, InputObject, MaybeUndefined,
    MaybeUndefined::{Null, Undefined, Value},
    OneofObject,
};
use entity::Row;
use sea_orm::Condition;
use sea_orm::sea_query::ExprTrait;
use uuid::Uuid;

use super::desk::Desk;
use super::organisation::Organisation;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::form::Form;
use crate::kit::node::{Node, id_of};
use crate::kit::payload::UserErrorCode;

/// Hänvisning till organisation: names one organisation. Give exactly one of the fields.
#[derive(Debug, Clone, OneofObject)]
pub enum OrganisationRef {
    /// Its global id.
    Id(ID),
    /// Namn: its name, exactly as it is written here. It must be the name of one organisation only.
    Name(String),
    /// Organisationsnummer, as it is written here.
    OrganisationNumber(String),
}

impl OrganisationRef {
    fn key(&self) -> Result<(&'static str, String)> {
        Ok(match self {
            Self::Id(id) => ("id", id_of::<entity::organisation::Model>(id)?.to_string()),
            Self::Name(name) => ("name", name.clone()),
            Self::OrganisationNumber(number) => ("organisation_number", number.clone()),
        })
    }
}

/// Reads all these organisations at once.
///
/// # Errors
/// `BadInput` for an id that is malformed or another type's.
pub async fn look_up(desk: &Desk, wanted: &[OrganisationRef]) -> Result<()> {
    let keys = wanted.iter().map(OrganisationRef::key).collect::<Result<Vec<_>>>()?;
    for column in ["id", "name", "organisation_number"] {
        let values = keys.iter().filter(|(by, _)| *by == column).map(|(_, value)| value.clone());
        desk.look_up::<Organisation>(column, values).await?;
    }
    Ok(())
}

/// The organisation that is named, which must be one.
///
/// # Errors
/// `BadInput` for an id that is malformed or another type's.
pub async fn organisation(
    desk: &Desk,
    form: &mut Form,
    field: &str,
    named: MaybeUndefined<OrganisationRef>,
) -> Result<MaybeUndefined<Uuid>> {
    Ok(match named {
        Undefined => Undefined,
        Null => Null,
        Value(named) => {
            let (column, value) = named.key()?;
            Value(desk.one::<Organisation>(form, field, column, &value).await?)
        }
    })
}

/// Nyckel i en källa: names what a source pushed by the id that it has there.
#[derive(Debug, Clone, InputObject)]
pub struct ExternalKey {
    /// Its id in the source, exactly as it was pushed.
    external_id: String,
    /// Källa: the system that pushed it.
    source: String,
}

impl ExternalKey {
    /// The condition that a row is the one with this key.
    #[must_use]
    pub fn names<R: Row>(self) -> Condition {
        let Self { external_id, source } = self;
        Condition::all().add(col::<R>("source").eq(source)).add(col::<R>("external_id").eq(external_id))
    }
}

/// How many objects one list may name.
const MOST: usize = 100;

/// The objects that a list of codes names; null names none.
///
/// # Errors
/// When the database does not answer.
pub async fn codes<N: Node>(
    desk: &Desk,
    form: &mut Form,
    field: &str,
    codes: MaybeUndefined<Vec<String>>,
) -> Result<Vec<Uuid>> {
    let codes = codes.take().unwrap_or_default();
    if codes.len() > MOST {
        let message = format!("{field} has {} items; at most {MOST} are allowed.", codes.len());
        form.refuse(field, UserErrorCode::TooMany, message);
        return Ok(Vec::new());
    }
    desk.look_up::<N>("code", codes.iter().cloned()).await?;
    let mut found = Vec::with_capacity(codes.len());
    for code in codes {
        found.push(desk.one::<N>(form, field, "code", &code).await?);
    }
    Ok(found)
}
