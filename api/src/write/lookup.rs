//! What a write needs to know of the database. Drafts ask for rows by the value of a column and go on with what is known:
//! nothing, at first. Then all that was asked for is read, one statement for each table and column however many drafts
//! asked, and the drafts are made again, until none asks for anything new. So rules are plain functions, and the number of
//! statements depends on the rules, never on the rows.

use std::any::Any;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_graphql::MaybeUndefined;
use entity::{Date, Link, Row};
use futures_util::future::BoxFuture;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, IdenStatic};
use uuid::Uuid;

use super::notes::Notes;
use crate::auth::viewer::Viewer;
use crate::database::Transaction;
use crate::error::{Error, Result};
use crate::kit::column::{among_ids, among_texts, col};
use crate::kit::line::in_line;
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
    /// A row with all that it names in the column, one after the other, locked until the write ends.
    LineLocked,
    /// What the viewer may see, locked until the write ends: what rows belong to comes before the rows.
    SeenAndLocked,
    /// Everything, locked until the write ends: a source knows its own rows, whatever their access has become.
    AllAndLocked,
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
    claims: HashMap<(&'static str, String), (Uuid, usize)>,
    parent: Option<Uuid>,
    parts: HashMap<(&'static str, Uuid, String), Uuid>,
    pushed: HashMap<(&'static str, String), Uuid>,
    references: HashMap<(&'static str, &'static str, Uuid), Option<Uuid>>,
    notes: Notes,
    /// Whether something was noted that is not what was noted before.
    has_news: bool,
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
        self.source().is_some()
    }

    /// The source that pushes. None: an editor writes.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        match &self.mode {
            WriteMode::Push { source } => Some(source),
            WriteMode::Edit { .. } => None,
        }
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

    /// All rows whose column has this value: for keys that a source may name although it does not see what they name.
    pub fn known<R: Row>(&self, column: R::Column, value: impl Into<Datum>) -> Arc<Vec<R>> {
        self.ask::<R>(column, value.into(), Scope::All, |lookup, question, values| {
            Box::pin(lookup.read_of::<R>(question, values, Condition::all()))
        })
    }

    /// A row, locked until the write ends, as are all that its column leads to, whoever may see them: they are read with
    /// one statement, however many there are, and are known from then on.
    pub(super) fn in_line<R: Row>(&self, column: R::Column, id: Uuid) -> Arc<Vec<R>> {
        self.ask::<R>(column, id.into(), Scope::LineLocked, |lookup, question, values| {
            Box::pin(lookup.read_lines::<R>(question, values))
        })
    }

    /// The links that a node lists.
    pub fn links<L: Link>(&self, owner: Uuid) -> Arc<Vec<L>> {
        self.known::<L>(L::OWNER, owner)
    }

    fn ask<R: Row>(&self, column: R::Column, value: Datum, scope: Scope, read: Read) -> Arc<Vec<R>> {
        let question = Question { table: R::TABLE.name, column: column.as_str(), scope };
        let mut state = self.state();
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
        let mut state = self.state();
        *state.ids.entry((parent, list, index)).or_insert_with(Uuid::now_v7)
    }

    /// Whether a part at this place, of this parent, is the first in the push with its external id.
    pub(super) fn claims(&self, table: &'static str, external_id: &str, place: (Uuid, usize)) -> bool {
        let mut state = self.state();
        *state.claims.entry((table, external_id.to_owned())).or_insert(place) == place
    }

    /// Makes a part's draft, in which keys may leave out the parent, and remembers the part by its external id there.
    pub(super) fn within<T>(&self, parent: Uuid, part: (&'static str, &str, Uuid), work: impl FnOnce() -> T) -> T {
        let (table, external_id, id) = part;
        let before = {
            let mut state = self.state();
            let known = state.parts.insert((table, parent, external_id.to_owned()), id);
            state.has_news |= known.is_none();
            state.parent.replace(parent)
        };
        let done = work();
        self.state().parent = before;
        done
    }

    /// The object that is pushed together with what is looked at. None: it is looked at by itself.
    pub fn parent(&self) -> Option<Uuid> {
        self.state().parent
    }

    /// The part with this external id that a push brings with an object.
    pub fn pushed_part<R: Row>(&self, parent: Uuid, external_id: &str) -> Option<Uuid> {
        self.state().parts.get(&(R::TABLE.name, parent, external_id.to_owned())).copied()
    }

    /// Remembers an object that is pushed, by its external id, so that other rows can name it before it is here.
    pub(super) fn note_pushed<R: Row>(&self, external_id: &str, id: Uuid) {
        let mut state = self.state();
        let known = state.pushed.insert((R::TABLE.name, external_id.to_owned()), id);
        state.has_news |= known != Some(id);
    }

    /// The object with this external id that is pushed.
    pub fn pushed<R: Row>(&self, external_id: &str) -> Option<Uuid> {
        self.state().pushed.get(&(R::TABLE.name, external_id.to_owned())).copied()
    }

    /// Remembers what a row that is written comes to name in a column. The drafts are made again until all of them know it.
    pub(super) fn note_reference<R: Row>(&self, column: R::Column, row: Uuid, named: Option<Uuid>) {
        let mut state = self.state();
        let before = state.references.insert((R::TABLE.name, column.as_str(), row), named);
        state.has_news |= before != Some(named);
    }

    /// What a row comes to name in a column when it is written. Undefined: that does not change here.
    pub(super) fn noted_reference<R: Row>(&self, column: R::Column, row: Uuid) -> MaybeUndefined<Uuid> {
        match self.state().references.get(&(R::TABLE.name, column.as_str(), row)) {
            Some(Some(named)) => MaybeUndefined::Value(*named),
            Some(None) => MaybeUndefined::Null,
            None => MaybeUndefined::Undefined,
        }
    }

    /// Remembers what becomes of a row, for the rules of others. The drafts are made again until all of them know it.
    pub fn note<R: Row>(&self, row: &R) {
        let mut state = self.state();
        let is_news = state.notes.put(row);
        state.has_news |= is_news;
    }

    /// These rows as the write leaves them, and those that fit among the ones that it adds, as far as they were noted.
    pub fn as_written<R: Row>(&self, stored: &[R], fits: impl Fn(&R) -> bool) -> Vec<R> {
        let state = self.state();
        let stay = stored.iter().filter(|row| !state.notes.has::<R>(row.id()));
        stay.chain(state.notes.of::<R>().filter(|row| fits(row))).cloned().collect()
    }

    /// Forgets what drafts have said of what they write: not all of it is written.
    pub(super) fn forget_notes(&self) {
        let mut state = self.state();
        state.parts.clear();
        state.pushed.clear();
        state.references.clear();
        state.notes = Notes::default();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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
        let mut state = self.state();
        let has_news = std::mem::take(&mut state.has_news);
        has_news || !state.wanted.is_empty()
    }

    async fn read_wanted(&self) -> Result<()> {
        let wanted = std::mem::take(&mut self.state().wanted);
        for (question, (values, read)) in wanted {
            if let Some(read) = read {
                read(self, question, &values).await?;
            }
        }
        Ok(())
    }

    async fn read_of<R: Row>(&self, question: Question, values: &HashSet<Datum>, visible: Condition) -> Result<()> {
        let Some(column) = R::column(question.column) else {
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
        self.state().known.extend(known);
        Ok(())
    }

    async fn read_lines<R: Row>(&self, question: Question, values: &HashSet<Datum>) -> Result<()> {
        let Some(column) = R::column(question.column) else {
            return Err(Error::internal(format!("{question:?} asks for no column")));
        };
        let starts = values.iter().filter_map(|value| if let Datum::Id(id) = value { Some(*id) } else { None });
        let line = in_line::<R>(self.rows.backend(), column, starts);
        let rows: Vec<R> = self.read(Condition::all().add(col(R::ID).in_subquery(line)), true).await?;
        let nothing = values.iter().map(|value| ((question, value.clone()), Arc::new(Vec::<R>::new()) as Found));
        let found = rows.into_iter().map(|row| ((question, Datum::Id(row.id())), Arc::new(vec![row]) as Found));
        self.state().known.extend(nothing.chain(found));
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
