//! Who acts: agencies and their units, ministries, consultancies.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "organisation")]
#[graphql(name = "OrganisationRow")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[graphql(skip)]
    pub id: Uuid,
    /// Raised by one on every write; send it as `expectedVersion` to be told when somebody else was first.
    pub version: i32,
    /// When it came into Styrgraf.
    pub created_at: DateTime,
    /// When it was last written.
    pub updated_at: DateTime,
    #[graphql(skip)]
    pub parent_id: Option<Uuid>,
    /// Namn, in Swedish.
    pub name: String,
    /// The name in English. Null: not known.
    pub name_en: Option<String>,
    /// Kortnamn: a short name or abbreviation. Null: it has none.
    pub short_name: Option<String>,
    /// Organisationsnummer: unique. Null: not known, or it is a unit without one of its own.
    #[graphql(name = "number")]
    pub organisation_number: Option<String>,
    /// What kind of organisation it is.
    pub kind: OrganisationKind,
    #[graphql(skip)]
    pub territory_id: Option<Uuid>,
    /// Webbplats. Null: not known.
    pub website: Option<Url>,
}

choice! {
    /// Slag av organisation.
    OrganisationKind {
        /// Myndighet.
        Agency,
        /// Avdelning.
        Department,
        /// Enhet.
        Unit,
        /// Stab.
        Staff,
        /// Departement.
        Ministry,
        /// Region.
        Region,
        /// Kommun.
        Municipality,
        /// Konsultföretag.
        Consultancy,
        /// Företag.
        Company,
        /// Universitet eller högskola.
        University,
        /// Annan: none of the others.
        Other,
    }
}

table!("Organisation");
