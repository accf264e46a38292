//! What happens when things fail: the real program in a process of its own, which is killed, cut off from its database
//! and left without room. No test asserts on time: each polls until the server serves again.

mod connection;
mod full_postgres;
mod full_sqlite;
mod kept;
mod kills;
mod long;
mod occupied;
mod rig;
