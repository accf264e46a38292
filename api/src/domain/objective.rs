//! What is to be reached in a result area.

use derive::{filter, key, mutations, object, order, push, roots, values};
use entity::Date;
use entity::objective::{Model, ObjectiveKind};

use super::reference::ExternalKey;
use super::steering::ResultArea;
use crate::kit::filter::{AnyOf, DateRange};
use crate::kit::sight::everybody;
use crate::write::{CodeOf, Draft, Lookup, Title, Writable};

/// Mål: what is to be reached in a result area.
#[object(objective, visible = everybody, kept)]
pub struct Objective {
    /// The result area in which it is to be reached. Null: it is not bound to one.
    result_area: Option<ResultArea>,
}

#[filter(Objective)]
pub struct ObjectiveFilter {
    /// To be reached within these days.
    horizon_to: DateRange,
    /// Any of these kinds.
    kind: Vec<ObjectiveKind>,
    /// Of any of these result areas.
    result_area: AnyOf<ResultArea>,
    /// Pushed by any of these sources.
    source: Vec<String>,
}

#[order(Objective, Title, Asc)]
pub enum ObjectiveOrderField {
    /// The day by which it is to be reached; those without one last.
    HorizonTo,
    /// Titel, in Swedish alphabetical order.
    Title,
}

#[key(Objective)]
pub enum ObjectiveKey {
    /// Extern nyckel: its id in the source that pushed it.
    External(ExternalKey),
}

#[roots]
pub trait ObjectiveQuery {
    /// Mål: what is to be reached in the result areas.
    fn objectives() -> List<Objective>;
    /// One objective. Null: there is none with this key.
    fn objective(by: ObjectiveKey) -> Objective;
}

#[values(Objective)]
pub struct ObjectiveValues {
    /// The first day of its horizon. Null: not said.
    horizon_from: Option<Date>,
    /// The day by which it is to be reached, not before `horizonFrom`. Null: not said.
    horizon_to: Option<Date>,
    /// What kind of objective it is.
    kind: ObjectiveKind,
    /// The code of the result area in which it is to be reached. Of a code that several frameworks use, the area of the
    /// one in force is meant; give the id to name another. Null: it is not bound to one.
    result_area_code: Option<CodeOf<ResultArea>>,
    /// Titel, in Swedish, at most 300 characters.
    title: Title,
}

impl Writable for Objective {
    type Values = ObjectiveValues;

    fn apply(_: &ObjectiveValues, draft: &mut Draft<Model>, _: &Lookup) {
        let Model { horizon_from, horizon_to, .. } = draft.row;
        draft.check_order(("horizonFrom", horizon_from), ("horizonTo", horizon_to));
    }
}

mutations!(Objective);
push!(Objective, objectives);
