//! The numbers that a request is held to, whatever it asks for.

use std::time::Duration;

use crate::auth::viewer::{Role, Viewer};

#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of a body: 256 KiB.
    pub body: usize,
    /// The same for those who push or edit: 8 MiB.
    pub large_body: usize,
    /// How long a body may take to arrive: 15 s.
    pub body_deadline: Duration,
    /// How long the head of a request may take to arrive: 10 s.
    pub head_deadline: Duration,
    /// How long an idle connection is kept: 30 s.
    pub keep_alive: Duration,
    /// How long writing may wait for a client that takes nothing: 15 s.
    pub write_wait: Duration,
    /// Bytes that a client has to take for another second of waiting: 64 KiB.
    pub write_pace: usize,
    /// Bytes that the system holds of what a client has not taken, for each connection: 256 KiB.
    pub send_buffer: usize,
    /// Bytes of bodies and unread answers that are held for the public, and again for all others: 128 MiB.
    pub held: usize,
    /// The same for the clients of one address: 64 MiB.
    pub held_for_one: usize,
    /// Connections to each worker at one time: 2,000.
    pub connections: usize,
    /// How long a stop waits for what is under way: 17 s, which leaves some of the promised 20 for the database.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 256 * 1024,
            large_body: 8 * 1024 * 1024,
            body_deadline: Duration::from_secs(15),
            head_deadline: Duration::from_secs(10),
            keep_alive: Duration::from_secs(30),
            write_wait: Duration::from_secs(15),
            write_pace: 64 * 1024,
            send_buffer: 256 * 1024,
            held: 128 * 1024 * 1024,
            held_for_one: 64 * 1024 * 1024,
            connections: 2_000,
            drain: Duration::from_secs(17),
        }
    }
}

impl Limits {
    #[must_use]
    pub fn body_of(&self, viewer: &Viewer) -> usize {
        if viewer.edits() || viewer.is(Role::Integration) { self.large_body } else { self.body }
    }
}
