//! A server of its own for each test, on SQLite or PostgreSQL, and actors that speak to it over HTTP.

mod actor;
mod answer;
mod app;
mod database;
mod expected;
mod postgres;
mod schema;
mod world;

pub use actor::Actor;
pub use answer::Answer;
pub use app::{App, unused_id};
pub use database::Backend;
pub use expected::expect_file;
pub use schema::{Argument, Field, Schema};
pub use styrgraf::auth::Role;
pub use world::{World, an_evaluation, an_indicator, id_of, plan, recommend, uuid_of, with};
