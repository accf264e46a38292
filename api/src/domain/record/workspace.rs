//! Where groups keep what they work on together.

use derive::{filter, key, object, order};
use entity::workspace::{WorkspacePlatform, WorkspaceStatus};

use crate::domain::body::Body;
use crate::domain::people::Person;
use crate::kit::filter::AnyOf;
use crate::kit::sight::everybody;

/// Gemensam yta: a site, a team or a folder where a group keeps what it works on together.
#[object(workspace, visible = everybody)]
pub struct Workspace {
    /// Workspaces that have taken its place, or are to.
    #[by(ReplacesId)]
    replaced_by: List<Workspace>,
    /// The group that uses it. Null: no single one.
    body: Option<Body>,
    /// Who made it. Null: not said, or the viewer may not see who.
    created_by: Option<Person>,
    /// The workspace whose place it takes. Null: it takes none's.
    replaces: Option<Workspace>,
}

#[filter(Workspace)]
pub struct WorkspaceFilter {
    /// Used by any of these groups.
    body: AnyOf<Body>,
    /// Made by any of these persons, as far as the viewer may see them.
    created_by: AnyOf<Person>,
    /// On any of these platforms.
    platform: Vec<WorkspacePlatform>,
    /// Any of these statuses.
    status: Vec<WorkspaceStatus>,
}

#[order(Workspace, Name, Asc)]
pub enum WorkspaceOrderField {
    /// Namn, in Swedish alphabetical order.
    Name,
}

#[key(Workspace)]
pub enum WorkspaceKey {}
