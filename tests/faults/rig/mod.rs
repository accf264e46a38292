//! The program and PostgreSQL in processes of their own, a proxy between them, and clients that keep books.

mod binary;
mod book;
mod client;
mod disk;
mod others;
mod postgres;
mod proxy;
mod server;
mod stage;
mod traffic;
mod wire;

pub use book::Book;
pub use client::{Client, Reply};
pub use disk::Disk;
pub use others::{Others, TERMINATE};
pub use postgres::Postgres;
pub use proxy::Fault;
pub use server::{Server, Setup};
pub use stage::Stage;
pub use traffic::{Kind, Load, SOME, Traffic};
