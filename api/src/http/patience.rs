//! How long a client may keep the server waiting while it writes.

use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::time::{Duration, Instant, Sleep, sleep};

/// Waiting spends it, and what the client takes earns it back. So one rule ends both a client that takes nothing and one
/// that takes a byte now and then, wherever one answer ends and the next starts.
pub struct Patience {
    most: Duration,
    /// Bytes that earn a second.
    pace: usize,
    left: Duration,
    wait: Option<Wait>,
}

struct Wait {
    since: Instant,
    end: Pin<Box<Sleep>>,
}

impl Patience {
    pub fn new(most: Duration, pace: usize) -> Self {
        Self { most, pace, left: most, wait: None }
    }

    /// The client takes nothing now. Ready when the patience is spent.
    pub fn poll_spent(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let left = self.left;
        let wait = self.wait.get_or_insert_with(|| Wait { since: Instant::now(), end: Box::pin(sleep(left)) });
        wait.end.as_mut().poll(context)
    }

    /// The client took this many bytes.
    pub fn earn(&mut self, bytes: usize) {
        let waited = self.wait.take().map_or(Duration::ZERO, |wait| wait.since.elapsed());
        self.settle(waited, bytes);
    }

    fn settle(&mut self, waited: Duration, bytes: usize) {
        let micros = bytes.saturating_mul(1_000_000) / self.pace.max(1);
        let earned = Duration::from_micros(micros.try_into().unwrap_or(u64::MAX));
        self.left = self.left.saturating_sub(waited).saturating_add(earned).min(self.most);
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Patience};

    /// After how many seconds a client is given up that takes so many bytes each second. None: never.
    fn given_up(bytes: usize) -> Option<usize> {
        let mut patience = Patience::new(Duration::from_secs(15), 1_000);
        (1..1_000).find(|_| {
            let is_spent = patience.left <= Duration::from_secs(1);
            patience.settle(Duration::from_secs(1), bytes);
            is_spent
        })
    }

    #[test]
    fn the_slower_a_client_reads_the_sooner_it_is_given_up() {
        assert_eq!(given_up(0), Some(15));
        assert_eq!(given_up(500), Some(29));
        assert_eq!(given_up(1_000), None);
        assert_eq!(given_up(1_000_000), None);
    }
}
