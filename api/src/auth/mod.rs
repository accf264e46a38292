//! Who asks, proved by a token: the keys that sign it, the claims it carries, the viewer it stands for.

mod claims;
mod jwks;
pub mod policy;
mod rights;
mod token;
pub mod viewer;

pub use jwks::SigningKey;
pub use token::{Grant, Keys, MAX_LIFETIME};
pub use viewer::{Role, Viewer};
