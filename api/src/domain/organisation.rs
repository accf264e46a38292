//! Who acts: agencies, their units, and all others that are named.

use derive::{filter, key, mutations, object, order, roots, values};
use entity::organisation::{Column, Model, OrganisationKind};

use super::action_plan::ActionPlan;
use super::assignment::Assignment;
use super::award::Candidacy;
use super::body::Body;
use super::evaluation::{Evaluation, ManagementResponse};
use super::indicator::Indicator;
use super::measure::{Measure, MeasureStatusCount};
use super::people::{Person, Post};
use super::steering::ResultArea;
use super::territory::{AtOrBelow, Territory};
use crate::kit::filter::AnyOf;
use crate::kit::sight::everybody;
use crate::write::{Code, CodeOf, Draft, Lookup, Title, WebAddress, Writable};

/// Organisation: an agency, a unit of one, a ministry, a region, a consultancy.
#[object(organisation, visible = everybody, kept)]
pub struct Organisation {
    /// Kandidaturer: awards for which it competes, or thinks of it.
    #[by(OrganisationId)]
    candidacies: List<Candidacy>,
    /// Ledningens svar: responses to recommendations for which it is responsible.
    #[by(ResponsibleId)]
    responses: List<ManagementResponse>,
    /// Handlingsplaner: action plans for which it is responsible.
    #[by(OwnerId)]
    action_plans: List<ActionPlan>,
    /// Grupper: groups of the organisation: its management group, working groups and the like.
    #[by(OrganisationId)]
    bodies: List<Body>,
    /// Underordnade organisationer: those directly below it, such as an agency's units.
    #[by(ParentId)]
    children: List<Organisation>,
    /// Utvärderingar: evaluations that it commissioned.
    #[by(CommissionerId)]
    commissioned_evaluations: List<Evaluation>,
    /// Utvärderingar: evaluations that it made.
    #[by(EvaluatorId)]
    conducted_evaluations: List<Evaluation>,
    /// Indikatorer: indicators for which it is responsible.
    #[by(OwnerId)]
    indicators: List<Indicator>,
    /// Åtgärder: measures for which it is responsible.
    #[by(ResponsibleId)]
    measures: List<Measure>,
    /// How many of the measures for which it is responsible have each status; statuses without any are included with 0.
    #[by(ResponsibleId)]
    measure_counts: Vec<MeasureStatusCount>,
    /// Uppdrag: assignments that the organisation ordered.
    #[by(OrderedByOrganisationId)]
    ordered_assignments: List<Assignment>,
    /// The organisation that it belongs to. Null: it is independent.
    parent: Option<Organisation>,
    /// Personer: people who work directly in it. The public and integrations see none.
    #[by(OrganisationId)]
    persons: List<Person>,
    /// Befattningar: posts in it.
    #[by(OrganisationId)]
    posts: List<Post>,
    /// Resultatområden: result areas for which it is responsible.
    #[by(OwnerId)]
    result_areas: List<ResultArea>,
    /// Where it has its seat. Null: not known.
    territory: Option<Territory>,
}

#[filter(Organisation)]
pub struct OrganisationFilter {
    /// Any of these kinds.
    kind: Vec<OrganisationKind>,
    /// Any of these names, exactly.
    name: Vec<String>,
    /// Directly below any of these organisations.
    parent: AnyOf<Organisation>,
    /// With its seat in any of these territories, by code, or below them.
    territory: AtOrBelow,
}

#[order(Organisation, Name, Asc)]
pub enum OrganisationOrderField {
    /// Namn, in Swedish alphabetical order.
    Name,
}

#[key(Organisation)]
pub enum OrganisationKey {
    /// Namn: its name, exactly as it is written here. It must be the name of one organisation only.
    Name(String),
    /// Organisationsnummer, exactly as it was entered, with or without its hyphen.
    #[column(OrganisationNumber)]
    Number(String),
}

#[roots]
pub trait OrganisationQuery {
    /// Organisationer: agencies, their units, and all others that act or are named.
    fn organisations() -> List<Organisation>;
    /// One organisation. Null: there is none with this key.
    fn organisation(by: OrganisationKey) -> Organisation;
}

#[values(Organisation)]
pub struct OrganisationValues {
    /// What kind of organisation it is.
    kind: OrganisationKind,
    /// Namn, in Swedish, at most 300 characters.
    name: Title,
    /// The name in English, at most 300 characters. Null: not known.
    name_en: Option<Title>,
    /// Organisationsnummer: unique, at most 40 characters, kept as it is given, with or without a hyphen. Null: not
    /// known, or it is a unit without one of its own.
    #[column(organisation_number)]
    #[unique]
    number: Option<Code>,
    /// The organisation that it belongs to. Null: it is independent.
    parent: Option<OrganisationKey>,
    /// Kortnamn, at most 40 characters. Null: it has none.
    short_name: Option<Code>,
    /// The code of the territory of its seat. Null: not known.
    territory_code: Option<CodeOf<Territory>>,
    /// Webbplats. Null: not known.
    website: Option<WebAddress>,
}

impl Writable for Organisation {
    type Values = OrganisationValues;

    fn apply(_: &OrganisationValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.check_circle("parent", Column::ParentId, lookup);
    }
}

mutations!(Organisation);
