//! Whole tables in memory, of those that are small, seldom change and are seen by everybody: what names one of their rows costs no
//! statement. They hold until a commit touches the table.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use entity::{Row, Tables};
use uuid::Uuid;

use crate::database::{Moment, Touched};

/// Rows of a table that is kept. A larger one is read row by row.
pub const MOST: usize = 2_000;

/// The rows of a table by their ids. None: it is too large.
pub type Whole<R> = Option<Arc<HashMap<Uuid, Arc<R>>>>;

#[derive(Default)]
pub struct KeptRows(Mutex<HashMap<TypeId, Kept>>);

struct Kept {
    /// A `Whole` of the table's rows.
    whole: Arc<dyn Any + Send + Sync>,
    moment: Moment,
}

impl KeptRows {
    /// Nothing that panics holds them.
    fn all(&self) -> MutexGuard<'_, HashMap<TypeId, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The table as it is at a moment. None: it is not kept, or nobody knows whether it is still the same.
    #[must_use]
    pub fn at<R: Row>(&self, moment: Moment, touched: &Touched) -> Option<Whole<R>> {
        let all = self.all();
        let kept = all.get(&TypeId::of::<R>())?;
        let is_same = touched.untouched_between(Tables::of_type(R::TYPE), kept.moment, moment);
        is_same.then(|| kept.whole.downcast_ref::<Whole<R>>().cloned()).flatten()
    }

    pub fn clear(&self) {
        self.all().clear();
    }

    /// Keeps the table as it was read at a moment, unless a later one is kept.
    pub fn keep<R: Row>(&self, moment: Moment, whole: Whole<R>) {
        let mut all = self.all();
        let is_later = |kept: &Kept| kept.moment.era == moment.era && kept.moment.seq > moment.seq;
        if !all.get(&TypeId::of::<R>()).is_some_and(is_later) {
            all.insert(TypeId::of::<R>(), Kept { whole: Arc::new(whole), moment });
        }
    }
}
