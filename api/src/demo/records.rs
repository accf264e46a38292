//! The documents that the page mentions, none with an address, and the group's workspaces.

use entity::document::{DocumentKind, Model};
use entity::workspace::{self, WorkspacePlatform, WorkspaceStatus};
use entity::{Access, attachment};
use uuid::Uuid;

use super::evaluations::Evaluations;
use super::meeting::Items;
use super::people::People;
use crate::error::Result;
use crate::ledger::WriteTx;

/// Returns the policy.
pub async fn write(tx: &mut WriteTx, people: &People, evaluations: &Evaluations, items: &Items) -> Result<Uuid> {
    let paper =
        document(DocumentKind::DiscussionPaper, "Diskussionsunderlag till ledningsgruppen om innovativ förmåga");
    let release = document(DocumentKind::PressRelease, "Pressmeddelande från Tillväxtverket om Facebooks etablering");
    let policy = document(DocumentKind::Policy, "Medarbetarpolicy");
    let (attached, policy_id) = (
        vec![
            attachment::Model { document_id: paper.id, agenda_item_id: Some(items.innovation), ..Default::default() },
            attachment::Model {
                document_id: release.id,
                evaluation_id: Some(evaluations.facebook),
                ..Default::default()
            },
        ],
        policy.id,
    );
    tx.insert(vec![paper, release, policy]).await?;
    tx.insert(attached).await?;
    workspaces(tx, people).await?;
    Ok(policy_id)
}

/// Their titles are made from what the page says of them.
fn document(kind: DocumentKind, title: &str) -> Model {
    Model {
        id: Uuid::now_v7(),
        access: Access::Public,
        title: title.into(),
        kind,
        language: "sv".into(),
        ..Default::default()
    }
}

/// "Den ska successivt ersätta bland annat de gemensamma mappar på G:."
async fn workspaces(tx: &mut WriteTx, people: &People) -> Result<()> {
    let workspace = |name: &str, platform, location: &str, status| workspace::Model {
        id: Uuid::now_v7(),
        name: name.into(),
        platform,
        location: location.into(),
        body_id: Some(people.management_group),
        status,
        ..Default::default()
    };
    let (folders, area) = ("Gemensamma mappar på G:", "En gemensam yta för ledningsgruppen i Sharepoint");
    let folders = workspace(folders, WorkspacePlatform::FileShare, "G:", WorkspaceStatus::Migrating);
    let area = workspace::Model {
        created_by_id: Some(people.asander),
        replaces_id: Some(folders.id),
        ..workspace(area, WorkspacePlatform::Sharepoint, "Sharepoint", WorkspaceStatus::Active)
    };
    tx.insert(vec![folders]).await?;
    tx.insert(vec![area]).await.map(drop)
}
