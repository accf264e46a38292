//! How every table is read. It knows no domain name.

pub mod aggregate;
pub mod column;
pub mod context;
pub mod cursor;
pub mod filter;
pub mod group;
pub mod grouping;
pub mod input;
pub mod key;
pub mod line;
pub mod link;
pub mod listing;
pub mod loader;
pub mod merged;
pub mod node;
pub mod order;
pub mod page;
pub mod place;
pub mod presence;
pub mod related;
pub mod relation;
pub mod rows;
pub mod scope;
pub mod sight;
pub mod statistics;
pub mod text;
