//! The structure that an agency is steered by for some years.

use crate::prelude::*;

#[table("SteeringFramework")]
pub struct Model {
    /// Namn, in Swedish.
    #[searched(title)]
    pub name: String,
    /// How far it has come.
    pub status: SteeringFrameworkStatus,
    /// Från och med: the first day on which it is in force. Null: not set.
    pub valid_from: Option<Date>,
    /// Till och med: the last day on which it is in force. Null: until further notice.
    pub valid_to: Option<Date>,
    #[reference(steering_framework)]
    pub replaces_id: Option<Uuid>,
}

/// Status för styrstruktur: how far a steering framework has come.
#[text_enum]
pub enum SteeringFrameworkStatus {
    /// Utkast: being written.
    #[next(Adopted)]
    Draft,
    /// Beslutad: decided, but not yet in force.
    #[next(InForce, Draft)]
    Adopted,
    /// Gällande: what the agency is steered by.
    #[next(Replaced)]
    InForce,
    /// Ersatt: another has taken its place.
    Replaced,
}
