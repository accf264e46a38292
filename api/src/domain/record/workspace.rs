//! Where groups keep what they work on together.

use derive::{filter, key, mutations, object, order, values};
use entity::workspace::{WorkspacePlatform, WorkspaceStatus};

use crate::domain::body::Body;
use crate::domain::body::BodyKey;
use crate::domain::people::Person;
use crate::domain::people::PersonKey;
use crate::kit::filter::AnyOf;
use crate::kit::sight::everybody;
use crate::write::{Draft, Lookup, Title, Writable};
use entity::workspace::{Column, Model};

/// Gemensam yta: a site, a team or a folder where a group keeps what it works on together.
#[object(workspace, visible = everybody)]
pub struct Workspace {
    /// Gemensamma ytor: workspaces that have taken its place, or are to.
    #[by(ReplacesId)]
    replaced_by: List<Workspace>,
    /// The group that uses it. Null: it is not bound to one group.
    body: Option<Body>,
    /// The person who set the workspace up, not who entered it here. Null: not said, or the viewer may not see who.
    created_by: Option<Person>,
    /// The workspace that it replaces. Null: none.
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

#[values(Workspace)]
pub struct WorkspaceValues {
    /// The group that uses it. Null: it is not bound to one group.
    body: Option<BodyKey>,
    /// The person who set the workspace up, not who enters it here. Null: not said.
    created_by: Option<PersonKey>,
    /// Adress: where it is found, such as a web address or a path like `G:\Ledning`, at most 300 characters.
    location: Title,
    /// Namn, in Swedish, at most 300 characters.
    name: Title,
    /// What kind of place it is.
    platform: WorkspacePlatform,
    /// The workspace that it replaces. Null: none.
    replaces: Option<WorkspaceKey>,
    /// How far it has come.
    #[default(PLANNED)]
    #[own]
    status: WorkspaceStatus,
}

impl Writable for Workspace {
    type Values = WorkspaceValues;

    fn apply(values: &WorkspaceValues, draft: &mut Draft<Model>, lookup: &Lookup) {
        draft.step(&values.status, lookup, |row| &mut row.status);
        draft.check_circle("replaces", Column::ReplacesId, lookup);
    }
}

mutations!(Workspace);
