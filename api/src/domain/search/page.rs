//! What a search reads: the words' index finds candidates, which are put in order, and each type's own rule says which of
//! them the viewer sees.

use entity::TABLES;
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{Condition, DbBackend};

use super::matching::{Quantity, having, title_has};
use super::place::Place;
use crate::domain::nodes::NODES;
use crate::error::{Error, Result};
use crate::kit::rows::Rows;
use crate::kit::scope::At;
use crate::kit::sight::{Sight, seen};
use crate::words::Terms;

/// What is looked for.
pub struct Search {
    pub at: At,
    pub terms: Terms,
    /// Of which types. None: of all.
    types: Option<Vec<&'static str>>,
    after: Option<Place>,
}

/// What was found.
pub struct Found {
    pub node_type: String,
    pub place: Place,
}

/// No bound, but a limit all the same: what is within it is put in order first, and only as many of them are asked whether
/// they are seen as a page takes.
const ALL: u64 = i64::MAX as u64;

impl Search {
    /// # Errors
    /// `BadInput` for a cursor that does not fit.
    pub fn new(at: At, terms: Terms, types: Option<Vec<&'static str>>, after: Option<String>) -> Result<Self> {
        let after = after.map(|cursor| Place::decode(&cursor, &terms)).transpose()?;
        Ok(Self { at, terms, types, after })
    }

    /// The first that are found after the cursor, one more than `size`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn page(&self, rows: &Rows, size: u64) -> Result<Vec<Found>> {
        let found = rows.raw(self.at, self.select(rows, size)).await?;
        found
            .iter()
            .map(|row| Ok(Found { node_type: row.try_get("", "node_type")?, place: Place::read(row)? }))
            .collect()
    }

    /// What reads a page.
    #[must_use]
    pub fn select(&self, rows: &Rows, size: u64) -> SelectStatement {
        let backend = rows.backend();
        let mut candidates = self.candidates(backend);
        if let Some(place) = self.after {
            candidates.and_where(self.here(backend).gt(there(place)));
        }
        candidates.expr_as(self.class(backend), "class_").column("updated_ms");
        ordered(&mut candidates).limit(ALL);
        let mut page = self.seen(candidates, rows);
        page.columns(["node_type", "node_id", "class_", "updated_ms"]);
        ordered(&mut page).limit(size + 1).take()
    }

    /// Whether anything is found up to the cursor.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn has_previous(&self, rows: &Rows) -> Result<bool> {
        let Some(place) = self.after else { return Ok(false) };
        let mut candidates = self.candidates(rows.backend());
        candidates.and_where(self.here(rows.backend()).lte(there(place)));
        let first = self.seen(candidates, rows).column("node_id").limit(1).take();
        Ok(!rows.raw(self.at, first).await?.is_empty())
    }

    /// How many are found.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn total(&self, rows: &Rows) -> Result<i32> {
        let total = rows.count(self.at, self.seen(self.candidates(rows.backend()), rows)).await?;
        i32::try_from(total).map_err(Error::internal)
    }

    /// What has all words, of these types.
    fn candidates(&self, backend: DbBackend) -> SelectStatement {
        let mut candidates = having(backend, &self.terms);
        candidates.columns(["node_type", "node_id"]);
        if let Some(types) = &self.types {
            candidates.and_where(Expr::col("node_type").is_in(types.iter().copied()));
        }
        candidates
    }

    /// Those of the candidates that the viewer may see.
    fn seen(&self, candidates: SelectStatement, rows: &Rows) -> SelectStatement {
        let hit = |column: &'static str| Expr::col((Alias::new("hit"), Alias::new(column)));
        let sight = Sight::of(&rows.scope.viewer);
        let types = NODES.iter().filter(|one| self.types.as_ref().is_none_or(|types| types.contains(&one.node_type)));
        let visible = types.filter(|one| is_searched(one.table)).map(|one| (one, (one.visible)(&sight)));
        let (all, some): (Vec<_>, Vec<_>) = visible.partition(|(_, visible)| visible.is_empty());
        let any = Condition::any().add(hit("node_type").is_in(all.into_iter().map(|(one, _)| one.node_type)));
        let any = some.into_iter().fold(any, |any, (one, visible)| {
            any.add(hit("node_type").eq(one.node_type).and(seen(one.table, hit("node_id"), visible)))
        });
        Query::select().from_subquery(candidates, "hit").cond_where(any).take()
    }

    fn class(&self, backend: DbBackend) -> Expr {
        let title = |quantity| title_has(backend, &self.terms, quantity);
        let class = CaseStatement::new().case(title(Quantity::All), Expr::cust("0"));
        class.case(title(Quantity::Any), Expr::cust("1")).finally(Expr::cust("2")).into()
    }

    /// A candidate's place, to be compared.
    fn here(&self, backend: DbBackend) -> Expr {
        Expr::tuple([self.class(backend), Expr::cust("-updated_ms"), Expr::col("node_id")])
    }
}

/// Whether there is anything to be found by in a table.
fn is_searched(table: &str) -> bool {
    TABLES.iter().any(|one| one.name == table && !one.searched.is_empty())
}

fn there(place: Place) -> Expr {
    Expr::tuple([Expr::val(place.class), Expr::val(-place.updated), Expr::val(place.id)])
}

fn ordered(select: &mut SelectStatement) -> &mut SelectStatement {
    select.order_by("class_", Order::Asc).order_by("updated_ms", Order::Desc).order_by("node_id", Order::Asc)
}
