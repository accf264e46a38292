//! Where a group keeps what it works on together.

use crate::prelude::*;

#[table("Workspace")]
pub struct Model {
    /// Namn, in Swedish.
    #[searched(title)]
    pub name: String,
    /// What kind of place it is.
    pub platform: WorkspacePlatform,
    /// Adress: where it is found, such as a web address or a path like `G:\Ledning`.
    #[searched]
    pub location: String,
    #[reference(body)]
    pub body_id: Option<Uuid>,
    #[reference(person)]
    pub created_by_id: Option<Uuid>,
    /// How far it has come.
    pub status: WorkspaceStatus,
    #[reference(workspace)]
    pub replaces_id: Option<Uuid>,
}

/// Plattform: what kind of place a workspace is.
#[text_enum]
pub enum WorkspacePlatform {
    /// SharePoint: a site with documents and lists.
    Sharepoint,
    /// Filserver: shared folders.
    FileShare,
    /// Teams: a team with channels and files.
    Teams,
}

/// Status för gemensam yta: how far a workspace has come.
#[text_enum]
pub enum WorkspaceStatus {
    /// Planerad: not yet there.
    #[next(Active)]
    Planned,
    /// I bruk: the group works there.
    #[next(Migrating, Retired)]
    Active,
    /// Flyttas: what it holds is moving elsewhere.
    #[next(Retired)]
    Migrating,
    /// Avvecklad: nobody works there any more.
    Retired,
}
