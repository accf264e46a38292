//! The steps that a thread can take: each reference that says how two objects came of each other.

use std::sync::LazyLock;

use entity::{Reference, Step as Declared, TABLES, Table, ThreadRelation};
use sea_orm::sea_query::{Alias, Expr, Order, Query, SelectStatement};
use sea_orm::{Condition, QueryResult};
use uuid::Uuid;

use super::Direction;
use crate::domain::nodes::node_of;
use crate::error::Result;
use crate::kit::column::among_ids;
use crate::kit::rows::Rows;
use crate::kit::sight::{Sight, seen};

/// A reference, read as a step from the earlier object to the later one.
#[derive(Debug)]
pub struct Step {
    pub relation: ThreadRelation,
    /// The table whose rows say so.
    holder: &'static Table,
    reference: &'static Reference,
    earlier: End,
    later: End,
}

/// An object at one end of a step: its table, and the column that holds its id.
#[derive(Debug, Clone, Copy)]
struct End {
    table: &'static str,
    column: &'static str,
}

/// All steps of all tables.
pub static STEPS: LazyLock<Vec<Step>> = LazyLock::new(|| {
    let references = TABLES.iter().flat_map(|table| table.references.iter().map(move |reference| (*table, reference)));
    references.filter_map(|(table, reference)| Step::of(table, reference)).collect()
});

/// An object: its table, and its id.
pub type Place = (&'static str, Uuid);

impl Step {
    fn of(holder: &'static Table, reference: &'static Reference) -> Option<Self> {
        let own = match holder.owner() {
            Some(owner) => End { table: owner.target, column: owner.column },
            None => End { table: holder.name, column: "id" },
        };
        let named = End { table: reference.target, column: reference.column };
        let (relation, earlier, later) = match reference.step? {
            Declared::CameOf(relation) => (relation, named, own),
            Declared::LeadsTo(relation) => (relation, own, named),
        };
        Some(Self { relation, holder, reference, earlier, later })
    }

    /// The table of the nodes that show it.
    pub fn owner(&self) -> &'static str {
        self.holder.owner().map_or(self.holder.name, |owner| owner.target)
    }

    /// The field that shows it.
    pub fn field(&self) -> &'static str {
        self.holder.list.unwrap_or(self.reference.field)
    }

    /// The table that the step starts from when it is taken this way.
    pub fn starts_at(&self, direction: Direction) -> &'static str {
        self.ends(direction).0.table
    }

    fn ends(&self, direction: Direction) -> (End, End) {
        match direction {
            Direction::Downstream => (self.earlier, self.later),
            Direction::Upstream => (self.later, self.earlier),
        }
    }

    /// The step taken from these objects to those that the viewer may see, at most so often.
    pub fn select(&self, direction: Direction, ids: &[Uuid], most: u64, rows: &Rows) -> Option<SelectStatement> {
        let (start, end) = self.ends(direction);
        let sight = Sight::of(&rows.scope.viewer);
        let visible = (node_of(end.table)?.visible)(&sight);
        // What a condition says of a table it says by the table's own name, so a row that only names what is to be seen
        // takes another.
        let is_row = end.column == "id";
        let holder = if is_row { self.holder.name } else { "holder_" };
        let column = |name: &'static str| Expr::col((Alias::new(holder), Alias::new(name)));
        let is_seen = if is_row { visible } else { Condition::all().add(seen(end.table, column(end.column), visible)) };
        let mut select = Query::select();
        select.expr_as(column(self.earlier.column), "earlier_").expr_as(column(self.later.column), "later_");
        select.expr_as(column("created_at"), "since_");
        select.from_as(Alias::new(self.holder.name), Alias::new(holder));
        select.and_where(among_ids(rows.backend(), column(start.column), ids.iter().copied())).cond_where(is_seen);
        Some(select.order_by_expr(column("id"), Order::Asc).limit(most).take())
    }

    /// The two ends of a row that the select gave, and since when.
    pub fn read(&self, row: &QueryResult) -> Result<(Place, Place, entity::DateTime)> {
        let (earlier, later) = (row.try_get("", "earlier_")?, row.try_get("", "later_")?);
        Ok(((self.earlier.table, earlier), (self.later.table, later), row.try_get("", "since_")?))
    }
}
