//! What is kept beside the chain: documents, and the places where groups work.

mod document;
mod repair;
mod workspace;

use derive::roots;

pub use document::{Document, DocumentKey, DocumentMutation, DocumentPush, attach, detach};
pub use repair::repair_languages;
pub use workspace::{Workspace, WorkspaceKey, WorkspaceMutation};

#[roots]
pub trait RecordQuery {
    /// Dokument: those that the viewer may see, the latest published first.
    fn documents() -> List<Document>;
    /// One document. Null: there is none with this key, or the viewer may not see it.
    fn document(by: DocumentKey) -> Document;
    /// Gemensamma ytor: where groups keep what they work on together.
    fn workspaces() -> List<Workspace>;
    /// One workspace. Null: there is none with this key.
    fn workspace(by: WorkspaceKey) -> Workspace;
}
