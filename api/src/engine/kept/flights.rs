//! Equal queries that are asked at the same time: one runs, the others wait for what becomes of it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::answer::KeptAnswer;
use super::key::Key;

/// How long equal queries run side by side, after one of them turned out to be nobody else's: else each would wait for the
/// one before it.
const APART: Duration = Duration::from_secs(1);

/// What becomes of a flight. None: nothing that others may have.
type Landing = watch::Receiver<Option<Arc<KeptAnswer>>>;

#[derive(Default)]
pub struct Flights(Mutex<HashMap<Key, Entry>>);

enum Entry {
    Under(Landing),
    Apart { until: Instant },
}

/// What a query does that finds nothing kept.
pub enum Boarding {
    /// It runs, and the others wait.
    Lead(Flight),
    Wait(Landing),
    /// It runs beside the others.
    Apart,
}

/// The one that runs. Dropped, it lets the others go.
pub struct Flight {
    flights: Arc<Flights>,
    pub key: Key,
    landing: watch::Sender<Option<Arc<KeptAnswer>>>,
}

impl Flights {
    /// Nothing that panics holds them.
    fn all(&self) -> MutexGuard<'_, HashMap<Key, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn board(self: &Arc<Self>, key: Key) -> Boarding {
        let mut all = self.all();
        match all.get(&key) {
            Some(Entry::Under(landing)) => return Boarding::Wait(landing.clone()),
            Some(Entry::Apart { until }) if *until > Instant::now() => return Boarding::Apart,
            _ => (),
        }
        let (landing, others) = watch::channel(None);
        all.insert(key, Entry::Under(others));
        Boarding::Lead(Flight { flights: Arc::clone(self), key, landing })
    }
}

impl Flight {
    /// Gives the others the answer.
    pub fn land(self, answer: Arc<KeptAnswer>) {
        self.landing.send_replace(Some(answer));
    }

    /// There is nothing that the others may have: from here on, for a moment, each runs by itself.
    pub fn part(self) {
        // One receiver is the map's own.
        if self.landing.receiver_count() > 1 {
            let (now, mut all) = (Instant::now(), self.flights.all());
            all.retain(|_, entry| !matches!(entry, Entry::Apart { until } if *until <= now));
            all.insert(self.key, Entry::Apart { until: now + APART });
        }
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        let mut all = self.flights.all();
        if matches!(all.get(&self.key), Some(Entry::Under(_))) {
            all.remove(&self.key);
        }
    }
}

/// Waits for what becomes of a flight.
pub async fn landed(mut landing: Landing) -> Option<Arc<KeptAnswer>> {
    // It ends with an error if the flight was dropped, with or without an answer.
    let _ = landing.wait_for(Option::is_some).await;
    landing.borrow().clone()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use uuid::Uuid;

    use super::{Boarding, Flights, Key, landed};
    use crate::auth::Viewer;
    use crate::engine::Request;

    fn key(query: &str) -> Key {
        Key::of(&Request::new(Uuid::nil(), Viewer::public(), query), "2017-11-01".parse().unwrap())
    }

    #[tokio::test]
    async fn a_flight_that_is_dropped_lets_the_others_go() {
        let flights = Arc::new(Flights::default());
        let Boarding::Lead(flight) = flights.board(key("{ a }")) else { panic!("nobody else runs") };
        let Boarding::Wait(landing) = flights.board(key("{ a }")) else { panic!("one runs") };
        assert!(matches!(flights.board(key("{ b }")), Boarding::Lead(_)), "another query has a flight of its own");
        drop(flight);
        assert!(landed(landing).await.is_none());
        assert!(flights.all().is_empty());
    }

    #[tokio::test]
    async fn those_that_have_nothing_to_share_run_side_by_side_for_a_moment() {
        let flights = Arc::new(Flights::default());
        let Boarding::Lead(flight) = flights.board(key("{ a }")) else { panic!("nobody else runs") };
        let Boarding::Wait(landing) = flights.board(key("{ a }")) else { panic!("one runs") };
        flight.part();
        assert!(landed(landing).await.is_none());
        assert!(matches!(flights.board(key("{ a }")), Boarding::Apart));
    }

    #[test]
    fn nothing_is_remembered_of_a_flight_that_nobody_waited_for() {
        let flights = Arc::new(Flights::default());
        let Boarding::Lead(flight) = flights.board(key("{ a }")) else { panic!("nobody else runs") };
        flight.part();
        assert!(flights.all().is_empty());
    }
}
