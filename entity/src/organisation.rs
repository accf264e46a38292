//! Who acts: agencies and their units, ministries, consultancies.

use crate::prelude::*;

#[table("Organisation")]
pub struct Model {
    #[reference(organisation)]
    pub parent_id: Option<Uuid>,
    /// Namn, in Swedish.
    #[searched(title)]
    pub name: String,
    /// The name in English. Null: not known.
    #[searched(title)]
    pub name_en: Option<String>,
    /// Kortnamn: a short name or abbreviation. Null: it has none.
    #[searched(title)]
    pub short_name: Option<String>,
    /// Organisationsnummer: unique. Null: not known, or it is a unit without one of its own.
    #[graphql(name = "number")]
    #[searched(title)]
    pub organisation_number: Option<String>,
    /// What kind of organisation it is.
    pub kind: OrganisationKind,
    #[reference(territory)]
    pub territory_id: Option<Uuid>,
    /// Webbplats: the address of its website. Null: not known.
    pub website: Option<Url>,
}

/// Slag av organisation: what an organisation is, in law or within another one.
#[text_enum]
pub enum OrganisationKind {
    /// Myndighet: a public agency.
    Agency,
    /// Avdelning: a department of an organisation.
    Department,
    /// Enhet: a unit of a department or an agency.
    Unit,
    /// Stab: a staff that serves the management.
    Staff,
    /// Departement: a ministry of the Government Offices.
    Ministry,
    /// Region: a regional authority.
    Region,
    /// Kommun: a municipality.
    Municipality,
    /// Konsultföretag: a company that advises or evaluates.
    Consultancy,
    /// Företag: any other company.
    Company,
    /// Universitet eller högskola: a university or university college.
    University,
    /// Annan: none of the others.
    Other,
}
