//! Who asks, proved by a token: the keys that sign it, the claims it carries, the viewer it describes.

mod claims;
mod grant_rules;
mod keys;
pub mod policy;
mod token;
pub mod viewer;

pub use keys::SigningKey;
pub use token::{Grant, Keys, MAX_LIFETIME};
pub use viewer::{Role, Viewer};
