//! The one way to write. A commit applies its rows, raises their versions, and appends to the append-only list of
//! changes who wrote what and when, under the next number, in one transaction.

mod change;
mod commit;
mod entry;
mod head;
mod revision;
mod seal;
mod set;
mod settle;
mod verify;

pub use change::{Change, Edit};
pub use commit::{Actor, commit};
pub use entry::Operation;
pub use head::{current, has, prepare, wait_for, watch};
pub use revision::{Revision, RevisionSlot};
pub use seal::Seal;
pub use verify::{VerifyReport, verify};
