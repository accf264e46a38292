//! What a write needs to know of the database. Drafts ask for rows by the value of a column and go on with what is known:
//! nothing, at first. Then all that was asked for is read, one statement for each table and column however many drafts
//! asked, and the drafts are made again, until none asks for anything new. So rules are plain functions, and the number of
//! statements depends on the rules, never on the rows.

use std::any::Any;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use entity::{Date, Link, Row};
use futures_util::future::BoxFuture;
use sea_orm::{Condition, IdenStatic, Iterable};
use uuid::Uuid;

use crate::auth::viewer::Viewer;
use crate::database::Transaction;
use crate::error::{Error, Result};
use crate::kit::column::{among_ids, among_texts, col};
use crate::kit::node::Node;
use crate::kit::rows::Rows;
use crate::kit::sight::Sight;

/// How rows are written.
#[derive(Debug, Clone)]
pub enum WriteMode {
    /// One by one, by an editor or admin, perhaps with a reason.
    Edit { reason: Option<String> },
    /// By a source that says what it has.
    Push { source: String },
}

/// A column's value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Datum {
    Id(Uuid),
    Text(String),
}

impl From<Uuid> for Datum {
    fn from(id: Uuid) -> Self {
        Self::Id(id)
    }
}

impl From<&str> for Datum {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// What is read at once. What is locked is read first, always in the same order: what is read after it is no older.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Question {
    scope: Scope,
    table: &'static str,
    column: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Scope {
    /// Everything, locked until the write ends: a source knows its own rows, whatever their access has become.
    AllAndLocked,
    /// What the viewer may see, locked until the write ends.
    SeenAndLocked,
    /// Everything.
    All,
    /// What the viewer may see.
    Seen,
}

type Read = for<'a> fn(&'a Lookup, Question, &'a HashSet<Datum>) -> BoxFuture<'a, Result<()>>;
type Found = Arc<dyn Any + Send + Sync>;

#[derive(Default)]
struct State {
    known: HashMap<(Question, Datum), Found>,
    wanted: BTreeMap<Question, (HashSet<Datum>, Option<Read>)>,
    ids: HashMap<(Uuid, &'static str, usize), Uuid>,
}

/// Reads within a write's transaction.
pub struct Lookup {
    rows: Rows,
    transaction: Arc<Transaction>,
    state: Mutex<State>,
    pub mode: WriteMode,
}

/// A rule that asks for more after so many answers would never be content.
const ROUNDS: usize = 100;

impl Lookup {
    #[must_use]
    pub fn new(rows: Rows, transaction: Arc<Transaction>, mode: WriteMode) -> Self {
        Self { rows, transaction, state: Mutex::default(), mode }
    }

    #[must_use]
    pub fn viewer(&self) -> &Viewer {
        &self.rows.scope.viewer
    }

    /// The date in Sweden when the write started.
    #[must_use]
    pub fn today(&self) -> Date {
        Date(self.rows.scope.today)
    }

    #[must_use]
    pub fn is_push(&self) -> bool {
        matches!(self.mode, WriteMode::Push { .. })
    }

    /// The rows that the viewer may see whose column has this value.
    pub fn by<N: Node>(&self, column: N::Column, value: impl Into<Datum>) -> Arc<Vec<N::Row>> {
        self.ask::<N::Row>(column, value.into(), Scope::Seen, |lookup, question, values| {
            Box::pin(lookup.read_of::<N::Row>(question, values, N::visible(&Sight::of(lookup.viewer()))))
        })
    }

    /// The same, locked until the write ends.
    pub fn locked<N: Node>(&self, column: N::Column, value: impl Into<Datum>) -> Arc<Vec<N::Row>> {
        self.ask::<N::Row>(column, value.into(), Scope::SeenAndLocked, |lookup, question, values| {
            Box::pin(lookup.read_of::<N::Row>(question, values, N::visible(&Sight::of(lookup.viewer()))))
        })
    }

    /// All rows whose column has this value, locked until the write ends.
    pub fn all<R: Row>(&self, column: R::Column, value: impl Into<Datum>) -> Arc<Vec<R>> {
        self.ask::<R>(column, value.into(), Scope::AllAndLocked, |lookup, question, values| {
            Box::pin(lookup.read_of::<R>(question, values, Condition::all()))
        })
    }

    /// The links that a node lists.
    pub fn links<L: Link>(&self, owner: Uuid) -> Arc<Vec<L>> {
        self.ask::<L>(L::OWNER, owner.into(), Scope::All, |lookup, question, values| {
            Box::pin(lookup.read_of::<L>(question, values, Condition::all()))
        })
    }

    fn ask<R: Row>(&self, column: R::Column, value: Datum, scope: Scope, read: Read) -> Arc<Vec<R>> {
        let question = Question { table: R::TABLE.name, column: column.as_str(), scope };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (question, value);
        if let Some(found) = state.known.get(&key) {
            return found.clone().downcast().unwrap_or_default();
        }
        let (wanted, by) = state.wanted.entry(question).or_default();
        wanted.insert(key.1);
        *by = Some(read);
        Arc::default()
    }

    /// The id of a new part, the same each time that its draft is made.
    pub(super) fn new_id(&self, parent: Uuid, list: &'static str, index: usize) -> Uuid {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state.ids.entry((parent, list, index)).or_insert_with(Uuid::now_v7)
    }

    /// Does the work until it asks for nothing that is not known.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn settled<T>(&self, work: impl Fn() -> T) -> Result<T> {
        for _ in 0..ROUNDS {
            {
                let done = work();
                if !self.wants_more() {
                    return Ok(done);
                }
            }
            self.read_wanted().await?;
        }
        Err(Error::internal("a rule never stops asking"))
    }

    fn wants_more(&self) -> bool {
        !self.state.lock().unwrap_or_else(PoisonError::into_inner).wanted.is_empty()
    }

    async fn read_wanted(&self) -> Result<()> {
        let wanted = std::mem::take(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner).wanted);
        for (question, (values, read)) in wanted {
            if let Some(read) = read {
                read(self, question, &values).await?;
            }
        }
        Ok(())
    }

    async fn read_of<R: Row>(&self, question: Question, values: &HashSet<Datum>, visible: Condition) -> Result<()> {
        let Some(column) = R::Column::iter().find(|column| column.as_str() == question.column) else {
            return Err(Error::internal(format!("{question:?} asks for no column")));
        };
        let condition = visible.add(self.among(col(column), values));
        let lock = matches!(question.scope, Scope::SeenAndLocked | Scope::AllAndLocked);
        let mut of: HashMap<Datum, Vec<R>> = values.iter().map(|value| (value.clone(), Vec::new())).collect();
        for row in self.read::<R>(condition, lock).await? {
            let value = row.reference(column).map(Datum::Id).or_else(|| row.text(column).map(Datum::from));
            if let Some(rows) = value.and_then(|value| of.get_mut(&value)) {
                rows.push(row);
            }
        }
        let known = of.into_iter().map(|(value, rows)| ((question, value), Arc::new(rows) as Found));
        self.state.lock().unwrap_or_else(PoisonError::into_inner).known.extend(known);
        Ok(())
    }

    fn among(&self, column: sea_orm::sea_query::Expr, values: &HashSet<Datum>) -> sea_orm::sea_query::Expr {
        let ids = values.iter().filter_map(|value| if let Datum::Id(id) = value { Some(*id) } else { None });
        let texts =
            values.iter().filter_map(|value| if let Datum::Text(text) = value { Some(text.clone()) } else { None });
        if values.iter().any(|value| matches!(value, Datum::Id(_))) {
            among_ids(self.rows.backend(), column, ids)
        } else {
            among_texts(self.rows.backend(), column, texts)
        }
    }

    /// Rows that fit, also those that the viewer may not see.
    ///
    /// # Errors
    /// `Conflict` when they are to be locked and others hold them too long.
    pub async fn read<R: Row>(&self, condition: Condition, lock: bool) -> Result<Vec<R>> {
        self.rows.find_in(&*self.transaction, condition, lock).await
    }

    pub(super) fn transaction(&self) -> &Transaction {
        &self.transaction
    }

    pub(super) fn backend(&self) -> sea_orm::DbBackend {
        self.rows.backend()
    }
}
