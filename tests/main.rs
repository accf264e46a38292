//! Tests that speak to a running server over HTTP, on both databases. One binary, so that it links once.

mod support;

mod access;
mod bad_input;
mod batching;
mod edge;
mod hang_ups;
mod indexes;
mod ledger;
mod order_of_keys;
mod organisation;
mod paging;
mod policy;
mod revision;
mod schema;
mod territory;
mod token;
