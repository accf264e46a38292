//! Tests that speak to a running server over HTTP, on both databases. One binary, so that it links once.

mod support;

mod access;
mod bad_input;
mod batching;
mod broken_commits;
mod concurrency;
mod demo;
mod demo_names;
mod edge;
mod evaluation;
mod faults;
mod finding;
mod hang_ups;
mod hidden;
mod indexes;
mod indicator;
mod ledger;
mod measure;
mod observation;
mod order_of_keys;
mod organisation;
mod page_info;
mod paging;
mod policy;
mod push;
mod revision;
mod schema;
mod slow_clients;
mod specification;
mod start;
mod stop;
mod territory;
mod token;
