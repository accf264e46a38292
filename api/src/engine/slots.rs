//! How many may do something at one time: so many of the public, and so many others. Neither can take the other's slots.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::limits::LimitClass;
use crate::error::{Error, Result};

/// The slots that are taken.
#[derive(Debug, Default)]
pub(super) struct Slots {
    public: Arc<AtomicUsize>,
    others: Arc<AtomicUsize>,
}

/// One slot, until it is dropped.
#[derive(Debug)]
pub(super) struct Slot(Arc<AtomicUsize>);

impl Slots {
    /// # Errors
    /// `Overloaded` at once when `limit` slots are taken.
    pub(super) fn acquire(&self, class: LimitClass, limit: usize) -> Result<Slot> {
        let taken = if class == LimitClass::Public { &self.public } else { &self.others };
        let one_more = |taken| (taken < limit).then_some(taken + 1);
        let acquired = taken.fetch_update(Ordering::AcqRel, Ordering::Acquire, one_more);
        acquired.map(|_| Slot(Arc::clone(taken))).map_err(|_| Error::Overloaded)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::{LimitClass, Slots};

    #[test]
    fn the_public_and_the_others_have_slots_of_their_own() {
        let slots = Slots::default();
        let public = slots.acquire(LimitClass::Public, 1).expect("a slot");
        assert!(slots.acquire(LimitClass::Public, 1).is_err(), "it is taken");
        assert!(slots.acquire(LimitClass::Reader, 1).is_ok());
        drop(public);
        assert!(slots.acquire(LimitClass::Public, 1).is_ok(), "it is free again");
    }
}
