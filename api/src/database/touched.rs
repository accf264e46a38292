//! What has changed since: the last commit that touched each table, as far as this process knows the commits without a
//! gap. Its own commits are known at once, those of others with the next look at the ledger.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use entity::{TABLES, Tables};
use tokio::time::Instant;

use super::Head;

/// How long what is known counts, once the ledger could not be looked at: what others write is seen within a second.
const FRESH: Duration = Duration::from_secs(1);

/// A state of the database. Numbers compare within one era only: a ledger that does not continue what was known of it, as
/// after a backup was restored, starts another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub era: u64,
    /// The number of the last change in it.
    pub seq: i64,
}

/// What is known of the commits.
pub struct Touched(Mutex<Known>);

struct Known {
    era: u64,
    /// Up to which change they are known. None before the first look.
    head: Option<Head>,
    /// When the ledger was last looked at.
    looked: Instant,
    /// The last change of each table's rows.
    last: [i64; TABLES.len()],
}

impl Default for Touched {
    fn default() -> Self {
        Self(Mutex::new(Known { era: 0, head: None, looked: Instant::now(), last: [0; TABLES.len()] }))
    }
}

impl Touched {
    /// Nothing that panics holds it.
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The era, to be asked before anything is read that is compared later.
    #[must_use]
    pub fn era(&self) -> u64 {
        self.known().era
    }

    /// Whether the ledger was looked at lately enough for what others have written to be known.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.known().is_fresh()
    }

    /// Whether the commits are known up to this change.
    #[must_use]
    pub fn is_known(&self, seq: i64) -> bool {
        self.known().head.as_ref().is_some_and(|head| head.seq >= seq)
    }

    /// Up to which change the commits are known.
    #[must_use]
    pub fn head(&self) -> Option<Head> {
        self.known().head.clone()
    }

    /// Up to which change it is known that none of the tables was touched after `moment`. None: one of them was, or it is
    /// not known.
    #[must_use]
    pub fn untouched_since(&self, tables: Tables, moment: Moment) -> Option<i64> {
        let known = self.known();
        let head = known.head.as_ref().filter(|head| known.era == moment.era && head.seq >= moment.seq)?;
        (known.is_fresh() && known.last(tables) <= moment.seq).then_some(head.seq)
    }

    /// Whether the rows of these tables are the same at two moments.
    #[must_use]
    pub fn untouched_between(&self, tables: Tables, one: Moment, other: Moment) -> bool {
        let known = self.known();
        let (first, last) = (one.seq.min(other.seq), one.seq.max(other.seq));
        let is_known = known.head.as_ref().is_some_and(|head| head.seq >= last);
        is_known && known.era == one.era && known.era == other.era && known.last(tables) <= first
    }

    /// A commit of this process, whose changes start at `first`. Where others have committed meanwhile, the next look finds
    /// it with theirs.
    pub(crate) fn commit(&self, first: i64, head: &Head, tables: Tables) {
        let mut known = self.known();
        if known.head.as_ref().is_some_and(|last| last.installation == head.installation && last.seq + 1 == first) {
            known.touch(tables, head.seq);
            known.head = Some(head.clone());
        }
    }

    /// What a look found that was started at `at`: the ledger continues up to `head`, and these are the last changes.
    pub(crate) fn continued(&self, at: Instant, head: &Head, touched: &[(Tables, i64)]) {
        let mut known = self.known();
        for (tables, seq) in touched {
            known.touch(*tables, *seq);
        }
        known.looked = known.looked.max(at);
        // A commit of ours may be known beyond it.
        if known.head.as_ref().is_none_or(|last| last.seq < head.seq) {
            known.head = Some(head.clone());
        }
    }

    /// The ledger is another one: nothing from before holds any more.
    pub(crate) fn restart(&self, at: Instant, head: &Head) {
        let mut known = self.known();
        known.era += 1;
        known.last = [head.seq; TABLES.len()];
        (known.looked, known.head) = (at, Some(head.clone()));
    }
}

impl Known {
    fn is_fresh(&self) -> bool {
        self.head.is_some() && self.looked.elapsed() <= FRESH
    }

    fn last(&self, tables: Tables) -> i64 {
        tables.places().map(|place| self.last[place]).max().unwrap_or_default()
    }

    fn touch(&mut self, tables: Tables, seq: i64) {
        for place in tables.places() {
            self.last[place] = self.last[place].max(seq);
        }
    }
}

#[cfg(test)]
mod tests {
    use entity::Tables;
    use tokio::time::{Duration, Instant};

    use super::{Head, Moment, Touched};

    fn head(seq: i64) -> Head {
        Head { installation: "a".into(), seq, hash: format!("hash {seq}") }
    }

    fn known(seq: i64) -> Touched {
        let touched = Touched::default();
        touched.restart(Instant::now(), &head(seq));
        touched
    }

    fn at(touched: &Touched, seq: i64) -> Moment {
        Moment { era: touched.era(), seq }
    }

    fn of(node_type: &str) -> Tables {
        Tables::of_type(node_type)
    }

    #[test]
    fn a_commit_touches_its_tables_and_no_other() {
        let touched = known(10);
        touched.commit(11, &head(12), of("Measure"));
        assert_eq!(touched.untouched_since(of("Theme"), at(&touched, 10)), Some(12));
        assert_eq!(touched.untouched_since(of("Theme") | of("Measure"), at(&touched, 10)), None);
        assert_eq!(touched.untouched_since(of("Measure"), at(&touched, 12)), Some(12));
        assert_eq!(
            touched.untouched_since(of("Theme"), at(&touched, 13)),
            None,
            "nothing is known of what comes later"
        );
    }

    #[test]
    fn what_is_behind_a_gap_is_not_known() {
        let touched = known(10);
        touched.commit(12, &head(12), of("Measure"));
        assert_eq!(touched.head(), Some(head(10)));
        touched.continued(Instant::now(), &head(12), &[(of("Theme"), 11), (of("Measure"), 12)]);
        assert_eq!(touched.untouched_since(of("Theme"), at(&touched, 11)), Some(12));
        assert_eq!(touched.untouched_since(of("Theme"), at(&touched, 10)), None);
    }

    #[test]
    fn a_look_that_is_overtaken_by_a_commit_takes_nothing_back() {
        let touched = known(10);
        touched.commit(11, &head(11), of("Measure"));
        touched.continued(Instant::now(), &head(10), &[]);
        assert_eq!(touched.head(), Some(head(11)));
    }

    #[test]
    fn another_ledger_starts_another_era() {
        let touched = known(10);
        let before = at(&touched, 10);
        touched.restart(Instant::now(), &head(5));
        assert_eq!(touched.untouched_since(Tables::NONE, before), None);
        assert_eq!(touched.untouched_since(of("Theme"), at(&touched, 5)), Some(5));
        assert!(!touched.untouched_between(of("Theme"), before, at(&touched, 5)));
    }

    #[test]
    fn rows_are_the_same_between_two_moments_that_both_are_known() {
        let touched = known(10);
        touched.commit(11, &head(11), of("Measure"));
        touched.commit(12, &head(12), of("Theme"));
        let [ten, eleven, twelve, more] = [10, 11, 12, 13].map(|seq| at(&touched, seq));
        assert!(touched.untouched_between(of("Measure"), twelve, eleven));
        assert!(!touched.untouched_between(of("Measure"), eleven, ten));
        assert!(!touched.untouched_between(of("Theme"), eleven, twelve));
        assert!(!touched.untouched_between(of("Measure"), twelve, more));
    }

    #[test]
    fn without_a_look_at_the_ledger_nothing_is_known_after_a_second() {
        let touched = Touched::default();
        touched.restart(Instant::now() - Duration::from_millis(1_500), &head(10));
        assert_eq!(touched.untouched_since(of("Theme"), at(&touched, 10)), None);
        touched.continued(Instant::now(), &head(10), &[]);
        assert_eq!(touched.untouched_since(of("Theme"), at(&touched, 10)), Some(10));
    }
}
