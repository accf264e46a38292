//! Who is in a group, in which role, and for how long.

use crate::prelude::*;

#[table("BodyMembership")]
pub struct Model {
    #[reference(body, part)]
    pub body_id: Uuid,
    /// Either this or `post_id`.
    #[reference(person)]
    pub person_id: Option<Uuid>,
    #[reference(post)]
    pub post_id: Option<Uuid>,
    /// Roll: what the member does in the group.
    pub role: MembershipRole,
    /// Från och med: the first day of the membership. Null: not known.
    pub valid_from: Option<Date>,
    /// Till och med: the last day of the membership. Null: it goes on, or the day is not known.
    pub valid_to: Option<Date>,
}

/// Roll i grupp: what a member does in a group.
#[text_enum]
pub enum MembershipRole {
    /// Ordförande: leads the meetings.
    Chair,
    /// Ledare: leads the work between the meetings.
    Leader,
    /// Ledamot: takes part without a special task.
    Member,
    /// Sekreterare: prepares the meetings and keeps the minutes.
    Secretary,
}
