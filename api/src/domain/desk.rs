//! What a write needs to know of the rest: the rows it touches, what it refers to, and what refers to it.

use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{
    ID, MaybeUndefined,
    MaybeUndefined::{Null, Undefined, Value},
};
use entity::{Date, Pair, Row};
use sea_orm::{Condition, ConnectionTrait, Statement};
use uuid::Uuid;

use super::editing::Referrer;
use crate::auth::viewer::{Role, Viewer};
use crate::database::Transaction;
use crate::error::{Error, Result};
use crate::kit::column::{among_ids, among_texts, col};
use crate::kit::form::Form;
use crate::kit::node::{Node, id_of};
use crate::kit::payload::UserErrorCode;
use crate::kit::rows::Rows;

/// Which ids a type's column value names.
type Known = HashMap<(&'static str, &'static str, String), Vec<Uuid>>;

/// The links of each type and owner, as a `Vec` of the type's rows.
type KnownLinks = HashMap<(&'static str, Uuid), Box<dyn Any + Send>>;

/// How a row is being written.
#[derive(Debug, Clone)]
pub enum Manner {
    /// One by one, by an editor or admin, perhaps with a reason.
    Edit { reason: Option<String> },
    /// By a source that says how things stand with it.
    Push,
}

/// Reads within a write's transaction, and remembers what it found, so that a push of many rows reads once.
pub struct Desk {
    rows: Rows,
    connection: Arc<Transaction>,
    known: Mutex<Known>,
    links: Mutex<KnownLinks>,
    pub manner: Manner,
}

impl Desk {
    #[must_use]
    pub fn new(rows: Rows, connection: Arc<Transaction>, manner: Manner) -> Self {
        Self { rows, connection, known: Mutex::default(), links: Mutex::default(), manner }
    }

    /// The same desk for one who sees everything: a source knows its own rows, whatever their access has become.
    #[must_use]
    pub fn unscoped(&self) -> Self {
        let mut rows = self.rows.clone();
        rows.scope.viewer = Arc::new(Viewer { roles: vec![Role::Admin], ..Viewer::default() });
        Self::new(rows, self.connection.clone(), self.manner.clone())
    }

    /// Whether the row comes from a source.
    #[must_use]
    pub fn manner_pushes(&self) -> bool {
        matches!(self.manner, Manner::Push)
    }

    /// The date in Sweden as the write began.
    #[must_use]
    pub fn today(&self) -> Date {
        Date(self.rows.scope.today)
    }

    #[must_use]
    pub fn viewer(&self) -> &Viewer {
        &self.rows.scope.viewer
    }

    /// Rows that the viewer may see, locked until the write ends.
    ///
    /// # Errors
    /// `Conflict` when others hold them too long.
    pub async fn locked<N: Node>(&self, condition: Condition) -> Result<Vec<N::Row>> {
        self.rows.locked::<N>(&*self.connection, condition).await
    }

    /// Rows that the viewer may see.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find<N: Node>(&self, condition: Condition) -> Result<Vec<N::Row>> {
        self.rows.within::<N>(&*self.connection, condition).await
    }

    /// Reads the links of all these nodes, with one statement.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn look_up_links<L: Pair>(&self, owners: &[Uuid]) -> Result<()> {
        let mut of: HashMap<Uuid, Vec<L>> = owners.iter().map(|owner| (*owner, Vec::new())).collect();
        for link in self.rows.links::<L>(&*self.connection, owners).await? {
            of.entry(link.owner()).or_default().push(link);
        }
        let of = of.into_iter().map(|(owner, links)| ((L::TYPE, owner), Box::new(links) as Box<dyn Any + Send>));
        self.links.lock().unwrap_or_else(PoisonError::into_inner).extend(of);
        Ok(())
    }

    /// The links of a node.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn links_of<L: Pair>(&self, owner: Uuid) -> Result<Vec<L>> {
        if let Some(links) = self.known_links(owner) {
            return Ok(links);
        }
        self.look_up_links::<L>(&[owner]).await?;
        Ok(self.known_links(owner).unwrap_or_default())
    }

    fn known_links<L: Pair>(&self, owner: Uuid) -> Option<Vec<L>> {
        let links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        links.get(&(L::TYPE, owner))?.downcast_ref::<Vec<L>>().cloned()
    }

    /// Rows whose column holds one of these ids.
    #[must_use]
    pub fn with_any<R: Row>(&self, column: &'static str, ids: impl IntoIterator<Item = Uuid>) -> Condition {
        Condition::all().add(among_ids(self.rows.backend(), col::<R>(column), ids))
    }

    /// Rows whose column holds one of these texts.
    #[must_use]
    pub fn with_text<R: Row>(&self, column: &'static str, texts: impl IntoIterator<Item = String>) -> Condition {
        Condition::all().add(among_texts(self.rows.backend(), col::<R>(column), texts))
    }

    /// Reads, with one statement, which objects these values of a column name.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn look_up<N: Node>(&self, column: &'static str, values: impl IntoIterator<Item = String>) -> Result<()> {
        let kind = N::Row::TYPE;
        let new: HashSet<String> =
            values.into_iter().filter(|value| self.known(kind, column, value).is_none()).collect();
        if new.is_empty() {
            return Ok(());
        }
        let condition = match column {
            "id" => self.with_any::<N::Row>("id", new.iter().filter_map(|id| Uuid::try_parse(id).ok())),
            _ => self.with_text::<N::Row>(column, new.iter().cloned()),
        };
        let found = self.find::<N>(condition).await?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.extend(new.into_iter().map(|value| ((kind, column, value), Vec::new())));
        for row in found {
            let fields = serde_json::to_value(&row).map_err(Error::internal)?;
            let value = fields[column].as_str().unwrap_or_default().to_owned();
            known.entry((kind, column, value)).or_default().push(row.id());
        }
        Ok(())
    }

    fn known(&self, kind: &'static str, column: &'static str, value: &str) -> Option<Vec<Uuid>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(kind, column, value.to_owned())).cloned()
    }

    /// The ids of those that a value of a column names.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn named<N: Node>(&self, column: &'static str, value: &str) -> Result<Vec<Uuid>> {
        self.look_up::<N>(column, [value.to_owned()]).await?;
        Ok(self.known(N::Row::TYPE, column, value).unwrap_or_default())
    }

    /// The one object that a value names; otherwise it is refused at the field. What is returned then is never written.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn one<N: Node>(&self, form: &mut Form, field: &str, column: &'static str, value: &str) -> Result<Uuid> {
        let found = self.named::<N>(column, value).await?;
        let kind = N::Row::TYPE;
        match found[..] {
            [id] => return Ok(id),
            [] if column == "id" => {
                form.refuse(
                    field,
                    UserErrorCode::UnknownReference,
                    format!("There is no {kind} with the id in {field}."),
                );
            }
            [] => {
                let message = format!("{field}: there is no {kind} whose {} is {}.", spoken(column), quoted(value));
                form.refuse(field, UserErrorCode::UnknownReference, message);
            }
            _ => {
                let (count, value) = (found.len(), quoted(value));
                let message = format!("{field}: {count} of type {kind} have the {} {value}.", spoken(column));
                form.refuse(field, UserErrorCode::UnknownReference, message);
            }
        }
        Ok(Uuid::nil())
    }

    /// The object that a global id names.
    ///
    /// # Errors
    /// `BadInput` for an id that is malformed or another type's.
    pub async fn by_id<N: Node>(
        &self,
        form: &mut Form,
        field: &str,
        id: MaybeUndefined<ID>,
    ) -> Result<MaybeUndefined<Uuid>> {
        Ok(match id {
            Undefined => Undefined,
            Null => Null,
            Value(id) => Value(self.one::<N>(form, field, "id", &id_of::<N::Row>(&id)?.to_string()).await?),
        })
    }

    /// The object that a code names.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn by_code<N: Node>(
        &self,
        form: &mut Form,
        field: &str,
        code: MaybeUndefined<String>,
    ) -> Result<MaybeUndefined<Uuid>> {
        Ok(match code {
            Undefined => Undefined,
            Null => Null,
            Value(code) => Value(self.one::<N>(form, field, "code", &code).await?),
        })
    }

    /// Refuses a value of a natural key that another object has.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn unique<N: Node>(
        &self,
        form: &mut Form,
        field: &str,
        column: &'static str,
        before: Option<&str>,
        value: &str,
    ) -> Result<()> {
        if before != Some(value) && form.is_clean() && !self.named::<N>(column, value).await?.is_empty() {
            let message = format!("Another {} has the {field} \"{value}\".", N::Row::TYPE);
            form.refuse(field, UserErrorCode::AlreadyExists, message);
        }
        Ok(())
    }

    /// What refers to these ids, in words, for each that something refers to: what the viewer may see is counted, and
    /// the rest is `others`. One statement.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn users(&self, referrers: &[Referrer], ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
        if referrers.is_empty() || ids.is_empty() {
            return Ok(HashMap::new());
        }
        let mut users: HashMap<Uuid, Users> = HashMap::new();
        for row in self.connection.query_all_raw(self.usage(referrers, ids)).await? {
            let (by, all, seen): (String, i64, i64) =
                (row.try_get("", "referrer")?, row.try_get("", "uses")?, row.try_get("", "seen")?);
            let users = users.entry(row.try_get("", "referred")?).or_default();
            users.others |= seen < all;
            users.seen.extend((seen > 0).then(|| format!("{by} ({seen})")));
        }
        Ok(users.into_iter().map(|(id, users)| (id, users.words())).collect())
    }

    fn usage(&self, referrers: &[Referrer], ids: &[Uuid]) -> Statement {
        use sea_orm::sea_query::{Alias, CaseStatement, Expr, Func, Query, UnionType};
        let of = |referrer: &Referrer| {
            let column = Expr::col((Alias::new(referrer.table), Alias::new(referrer.column)));
            let mut select = Query::select();
            select.expr_as(Expr::val(referrer.by), "referrer").expr_as(column.clone(), "referred");
            select.expr_as(Func::count(column.clone()), "uses").from(Alias::new(referrer.table));
            let seen = CaseStatement::new().case((referrer.visible)(self.viewer()), Expr::cust("1"));
            select.expr_as(Func::sum(seen.finally(Expr::cust("0"))), "seen");
            select
                .and_where(among_ids(self.rows.backend(), column.clone(), ids.iter().copied()))
                .add_group_by([column]);
            select
        };
        let mut selects = referrers.iter().map(of);
        let mut all = selects.next().unwrap_or_default();
        for select in selects {
            all.union(UnionType::All, select);
        }
        self.rows.backend().build(&all)
    }
}

/// What refers to an object.
#[derive(Default)]
struct Users {
    /// What the viewer may see, such as `Evaluation.evaluator (2)`.
    seen: Vec<String>,
    /// Whether there is more.
    others: bool,
}

impl Users {
    fn words(&self) -> String {
        match (self.seen.join(", "), self.others) {
            (seen, false) => seen,
            (seen, true) if seen.is_empty() => "objects that you may not see".to_owned(),
            (seen, true) => format!("{seen} and others"),
        }
    }
}

/// A value that a client sent, cut short if it is long.
fn quoted(value: &str) -> String {
    let shown: String = value.chars().take(50).collect();
    let rest = if shown.len() < value.len() { "…" } else { "" };
    format!("\"{shown}{rest}\"")
}

/// A column's name as a reader says it.
fn spoken(column: &str) -> String {
    column.replace('_', " ")
}
