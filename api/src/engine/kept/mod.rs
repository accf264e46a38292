//! Answers that are kept until something changes: what was read from the database holds until a commit touches a table
//! that it was read from, or the day ends.

mod answer;
mod flights;
mod key;

use std::sync::Arc;

use chrono::NaiveDate;
use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};

use self::key::Key;
use super::answer::Cached;
use super::{Request, answer::Answer};
use crate::ledger::{Ledger, Revision};

pub use self::answer::KeptAnswer;
pub use self::flights::{Boarding, Flight, Flights, landed};

/// The answers that are kept, and those that are made for several.
pub struct Kept {
    answers: Cache<Key, Arc<KeptAnswer>, ByBytes>,
    flights: Arc<Flights>,
    largest: u64,
}

/// A share of the room that one answer may take.
const SHARE: u64 = 8;
/// Bytes of an answer, by which the room is divided into places.
const TYPICAL: u64 = 8 * 1024;
/// Parts with a lock of their own. Each has room for the largest answer.
const SHARDS: usize = 2;

#[derive(Clone)]
struct ByBytes;

impl Weighter<Key, Arc<KeptAnswer>> for ByBytes {
    fn weight(&self, _: &Key, answer: &Arc<KeptAnswer>) -> u64 {
        answer.weight()
    }
}

impl Kept {
    /// Room for so many bytes. None: nothing is kept.
    pub fn new(bytes: u64) -> Option<Self> {
        let places = usize::try_from(bytes / TYPICAL).unwrap_or(usize::MAX);
        let mut options = OptionsBuilder::new();
        options.shards(SHARDS).weight_capacity(bytes).estimated_items_capacity(places);
        let options = options.build().ok().filter(|_| bytes > 0)?;
        let answers = Cache::with_options(options, ByBytes, DefaultHashBuilder::default(), DefaultLifecycle::default());
        Some(Self { answers, flights: Arc::default(), largest: bytes / SHARE })
    }

    /// Keeps an answer, unless it is too large. Whether it did.
    pub fn keep(&self, key: Key, answer: &Arc<KeptAnswer>) -> bool {
        let fits = answer.weight() <= self.largest;
        if fits {
            self.answers.insert(key, Arc::clone(answer));
        }
        fits
    }

    pub fn board(&self, question: &Question) -> Boarding {
        self.flights.board(question.key)
    }

    pub fn clear(&self) {
        self.answers.clear();
    }

    /// Bytes that the answers take.
    pub fn weight(&self) -> u64 {
        self.answers.weight()
    }
}

/// A request, as far as it matters to what is kept.
#[derive(Debug, Clone)]
pub struct Question {
    pub key: Key,
    /// The day that is asked about.
    pub today: NaiveDate,
    /// From when on its answer must be, as the client says.
    wanted: Option<Revision>,
    /// The ledger as it was known when it was asked.
    pub era: u64,
    newest: Option<i64>,
    /// Whether something was kept that does not hold any more.
    pub was_kept: bool,
}

impl Question {
    pub fn new(request: &Request, ledger: &Ledger) -> Self {
        let today = ledger.clock().today();
        Self {
            key: Key::of(request, today),
            today,
            wanted: request.revision.clone(),
            era: ledger.db().touched().era(),
            newest: ledger.db().touched().is_fresh().then(|| ledger.newest().seq),
            was_kept: false,
        }
    }

    /// What is kept for it and holds.
    pub fn find(&mut self, kept: &Kept, ledger: &Ledger) -> Option<Answer> {
        let found = kept.answers.get(&self.key)?;
        let revision = ledger.unchanged(found.tables, found.moment()).filter(|revision| self.is_late_enough(revision));
        self.was_kept |= revision.is_none();
        Some(found.answer(revision?, Cached::Hit))
    }

    /// What it waited for, if that was read after it was asked, or still holds.
    pub fn share(&self, landed: &KeptAnswer, ledger: &Ledger) -> Option<Answer> {
        let is_later = landed.era == self.era && self.newest.is_some_and(|newest| landed.revision.seq >= newest);
        let read = is_later.then(|| landed.revision.clone());
        let revision = ledger.unchanged(landed.tables, landed.moment()).or(read);
        let revision = revision.filter(|revision| self.is_late_enough(revision))?;
        Some(landed.answer(revision, Cached::Shared { was_kept: self.was_kept }))
    }

    fn is_late_enough(&self, revision: &Revision) -> bool {
        let wanted = self.wanted.as_ref();
        wanted.is_none_or(|wanted| wanted.installation == revision.installation && wanted.seq <= revision.seq)
    }
}
