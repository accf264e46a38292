//! The groups that meet and decide, or work something out.

use derive::{filter, key, object, order, roots};
use entity::body::BodyKind;

use super::assignment::Assignment;
use super::meeting::Meeting;
use super::organisation::Organisation;
use crate::kit::filter::AnyOf;
use crate::kit::sight::everybody;

/// Grupp: a group that meets and decides, or works something out, such as a management group.
#[object(body, visible = everybody)]
pub struct Body {
    /// Uppdrag: assignments that the group carries out.
    #[by(BodyId)]
    assignments: List<Assignment>,
    /// Möten: meetings that the group has held or is to hold.
    #[by(BodyId)]
    meetings: List<Meeting>,
    /// The organisation that it belongs to.
    organisation: Organisation,
}

#[filter(Body)]
pub struct BodyFilter {
    /// Any of these kinds.
    kind: Vec<BodyKind>,
    /// Any of these names, exactly.
    name: Vec<String>,
    /// In any of these organisations.
    organisation: AnyOf<Organisation>,
}

#[order(Body, Name, Asc)]
pub enum BodyOrderField {
    /// Namn, in Swedish alphabetical order.
    Name,
}

#[key(Body)]
pub enum BodyKey {}

#[roots]
pub trait BodyQuery {
    /// Grupper: management groups, working groups, project groups and the like.
    fn bodies() -> List<Body>;
    /// One group. Null: there is none with this key.
    fn body(by: BodyKey) -> Body;
}
