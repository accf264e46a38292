//! A server of its own for each test, on SQLite or PostgreSQL, and actors that speak to it over HTTP.

mod actor;
mod answer;
mod app;
mod attacks;
pub mod database;
mod expected;
mod hang_up;
pub mod postgres;
mod schema;
pub mod slow;
mod world;

pub use actor::Actor;
pub use answer::Answer;
pub use app::{App, unused_id};
pub use attacks::attacks;
pub use database::Backend;
pub use expected::expect_file;
pub use hang_up::{hang_up, later_writes, open_transactions};
pub use schema::{Argument, Field, Schema};
pub use styrgraf::auth::Role;
pub use world::{World, an_evaluation, an_indicator, id_of, plan, recommend, uuid_of, with};
