//! The same rows in both databases, all of them public.

use std::path::Path;

use crate::measures::{Amount, fill};
use crate::support::{App, Backend};

pub const MEASURES: u32 = 20_000;

/// The demo's own are out of the way.
pub async fn filled(on: Backend) -> App {
    let app = App::demo(on).await;
    app.tamper("UPDATE measure SET due_on = NULL, access = 'PUBLIC'; UPDATE action_plan SET access = 'PUBLIC'").await;
    fill(&app, &Amount { measures: MEASURES, plans: 24, areas: 8, some_hidden: false }).await;
    app
}

/// The same on SQLite, in a file for other servers.
pub async fn copy(file: &Path) {
    let app = filled(Backend::Sqlite).await;
    app.tamper(&format!("VACUUM INTO '{}'", file.display())).await;
}
