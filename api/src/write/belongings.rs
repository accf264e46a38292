//! What belongs to rows that are deleted: their parts and links, which go with them.

use entity::{Row, Table, Visitor};
use futures_util::future::BoxFuture;
use sea_orm::{Condition, IdenStatic, Iterable};
use uuid::Uuid;

use super::batch::Batch;
use super::lookup::Lookup;
use super::parts::is_own;
use super::referrers::Deleted;
use crate::error::Result;
use crate::kit::column::{among_ids, col};

/// A row that belongs to another one.
pub(super) struct Belonging {
    pub table: &'static Table,
    pub parent: Uuid,
    pub id: Uuid,
    /// It is an object that the source which pushes did not bring.
    pub is_others: bool,
    /// How it gets into a batch.
    pub delete: Box<dyn FnOnce(&mut Batch) + Send>,
}

/// The rows that belong to these. One statement for each reference.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn belongings(of: &Deleted, lookup: &Lookup) -> Result<Vec<Belonging>> {
    let mut found = Vec::new();
    for (target, ids) in of {
        for (table, reference) in entity::referring_to(target).filter(|(_, reference)| reference.belongs()) {
            let reader = Reader { column: reference.column, is_part: reference.part, ids, lookup };
            if let Some(read) = entity::visit(table.name, reader) {
                found.extend(read.await?);
            }
        }
    }
    Ok(found)
}

/// Reads the rows of a table whose column names one of these.
struct Reader<'a> {
    column: &'static str,
    is_part: bool,
    ids: &'a [Uuid],
    lookup: &'a Lookup,
}

impl<'a> Visitor for Reader<'a> {
    type Output = BoxFuture<'a, Result<Vec<Belonging>>>;

    fn visit<R: Row>(self) -> Self::Output {
        Box::pin(async move {
            let Some(column) = R::Column::iter().find(|column| column.as_str() == self.column) else {
                return Ok(Vec::new());
            };
            let among = among_ids(self.lookup.backend(), col(column), self.ids.iter().copied());
            let rows: Vec<R> = self.lookup.read(Condition::all().add(among), true).await?;
            let belonging = |row: R| Belonging {
                table: R::TABLE,
                parent: row.reference(column).unwrap_or_default(),
                id: row.id(),
                is_others: self.is_part && self.lookup.is_push() && !is_own(&row, self.lookup),
                delete: Box::new(move |batch| batch.delete(row)),
            };
            Ok(rows.into_iter().map(belonging).collect())
        })
    }
}
