//! How every table is read and written about. It knows no domain name.

pub mod access;
pub mod column;
pub mod cursor;
pub mod filter;
pub mod form;
pub mod given;
pub mod link;
pub mod listing;
pub mod loader;
pub mod node;
pub mod object;
pub mod order;
pub mod page;
pub mod payload;
pub mod related;
pub mod rows;
pub mod scope;
pub mod tally;
