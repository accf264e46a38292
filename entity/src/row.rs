//! What all tables have in common, so that reading and writing can treat them alike.

use async_graphql::Value;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, IdenStatic, Iterable, QueryResult};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{Access, Columns, DateTime, Searched, Table};

/// One row of a table, as the ledger writes and keeps it. Declared by `#[table]` and `#[link_table]`.
pub trait Row:
    Clone + Default + PartialEq + std::fmt::Debug + Serialize + DeserializeOwned + Send + Sync + 'static
{
    type Table: EntityTrait<Model = Self, Column = Self::Column>;
    type Column: ColumnTrait + IdenStatic + Iterable + Copy;

    /// What the table is and refers to.
    const TABLE: &'static Table;
    /// The type's name in the schema, in global ids and in the ledger.
    const TYPE: &'static str = Self::TABLE.node_type;
    const ID: Self::Column;
    const CREATED_AT: Self::Column;
    const UPDATED_AT: Self::Column;

    /// The column of this name.
    #[must_use]
    fn column(name: &str) -> Option<Self::Column> {
        Self::Column::iter().find(|column| column.as_str() == name)
    }

    /// The set of the column of this name, which is empty if there is none.
    #[must_use]
    fn columns(name: &str) -> Columns {
        let place = Self::Column::iter().position(|column| column.as_str() == name);
        place.map_or(Columns::NONE, Columns::at)
    }

    /// The place of the column that a field of the schema shows. None: there is no such field.
    #[must_use]
    fn place(field: &str) -> Option<usize>;

    /// What the field of the column at this place shows. Null, too: no field shows that column as it is.
    #[must_use]
    fn shown_at(&self, place: usize) -> Value;

    /// Reads a row of which these columns were asked for, from the `first` value on.
    ///
    /// # Errors
    /// When a value does not fit its column.
    fn read(row: &QueryResult, columns: Columns, first: usize) -> Result<Self, DbErr>;

    fn id(&self) -> Uuid;
    fn version(&self) -> i32;
    fn updated_at(&self) -> DateTime;
    fn set_id(&mut self, id: Uuid);
    /// Sets what every write sets. A new row (version 1) is also created at `now`.
    fn stamp(&mut self, version: i32, now: DateTime);

    /// The row's own id, or the one that a reference holds.
    fn reference(&self, column: Self::Column) -> Option<Uuid>;
    fn set_reference(&mut self, column: Self::Column, id: Uuid);
    /// What a text column holds.
    fn text(&self, column: Self::Column) -> Option<&str>;

    /// What a search reads of it, without what is missing.
    fn searched(&self) -> Vec<(&'static Searched, &str)> {
        let texts = Self::TABLE.searched.iter();
        texts.filter_map(|searched| Some((searched, self.text(Self::column(searched.column)?)?))).collect()
    }

    /// Who may see the row, if that is said of each.
    fn access(&self) -> Option<Access> {
        None
    }

    /// Sets the row's place in its list, where it has one.
    fn set_position(&mut self, _position: i32) {}

    /// Its id in the source that pushed it.
    fn external_id(&self) -> Option<&str> {
        None
    }

    fn set_external(&mut self, _source: &str, _external_id: &str) {}

    /// The node whose list this link is in, and the list's name. None: the row is not a link.
    fn listed(&self) -> Option<(Uuid, &'static str)> {
        None
    }
}

/// A row in a node's list, that names another node. It belongs to the first and is not a node itself.
pub trait Link: Row {
    /// The column of the node that lists the link.
    const OWNER: Self::Column;
    /// The name of the owner's list, as clients know it.
    const LIST: &'static str;

    fn owner(&self) -> Uuid;

    /// A link that names what is listed, in the order of [`Link::targets`].
    #[must_use]
    fn new(owner: Uuid, targets: &[Option<Uuid>]) -> Self {
        let mut link = Self::default();
        link.set_reference(Self::OWNER, owner);
        for (column, target) in target_columns::<Self>().zip(targets) {
            if let Some(target) = target {
                link.set_reference(column, *target);
            }
        }
        link
    }

    /// What is listed: the columns that name other nodes than the owner, as they are declared. One of them is set.
    fn targets(&self) -> Vec<Option<Uuid>> {
        target_columns::<Self>().map(|column| self.reference(column)).collect()
    }
}

fn target_columns<L: Link>() -> impl Iterator<Item = L::Column> {
    let targets = L::TABLE.references.iter().filter(|reference| !reference.owner);
    targets.filter_map(|target| L::column(target.column))
}
