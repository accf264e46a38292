//! How inputs name an organisation.

use async_graphql::{ID, MaybeUndefined, MaybeUndefined::*, OneofObject};
use uuid::Uuid;

use super::desk::Desk;
use super::organisation::Organisation;
use crate::error::Result;
use crate::kit::form::Form;
use crate::kit::node::id_of;

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
pub async fn look_up(desk: &Desk, wanted: impl Iterator<Item = &OrganisationRef>) -> Result<()> {
    let keys = wanted.map(OrganisationRef::key).collect::<Result<Vec<_>>>()?;
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
