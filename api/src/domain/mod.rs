//! The agency's steering, one file for each part of it: what can be seen, asked and written, and by which rules.

pub mod desk;
pub mod editing;
pub mod organisation;
pub mod reference;
pub mod territory;
