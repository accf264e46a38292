//! What all tables have in common, so that the kit and the ledger can treat them alike.

use sea_orm::{EntityTrait, FromQueryResult};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::DateTime;

/// One row of a table, as the ledger writes and keeps it.
pub trait Row:
    Clone + Default + PartialEq + FromQueryResult + Serialize + DeserializeOwned + Send + Sync + 'static
{
    type Table: EntityTrait<Model = Self>;
    /// The type's name in the schema, in global ids and in the ledger.
    const TYPE: &'static str;
    /// A link belongs to the node that lists it and is no node itself.
    const LINK: bool;

    fn id(&self) -> Uuid;
    fn version(&self) -> i32;
    fn set_id(&mut self, id: Uuid);
    /// The node that lists this link, and the name of its list. None: the row is no link.
    fn listed(&self) -> Option<(Uuid, &'static str)>;
    /// Sets what every write sets. A new row (version 1) is also created at `now`.
    fn stamp(&mut self, version: i32, now: DateTime);
}

/// A row that says which nodes it joins.
pub trait Link: Row {
    /// The column of the node that lists the link.
    const OWNER: &'static str;
    /// The column of the node that is listed. Null in a row that lists another kind of participant.
    const TARGET: &'static str;
    /// The name of the owner's list, as clients know it.
    const LIST: &'static str;
}

/// Ends a table's file: no relations (the kit follows foreign keys itself), and the common columns.
macro_rules! table {
    ($type:literal) => {
        $crate::row::table!($type, false, |_| None);
    };
    ($type:literal, $link:literal, $listed:expr) => {
        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}

        impl $crate::Row for Model {
            type Table = Entity;
            const TYPE: &'static str = $type;
            const LINK: bool = $link;

            fn id(&self) -> Uuid {
                self.id
            }

            fn version(&self) -> i32 {
                self.version
            }

            fn listed(&self) -> Option<(Uuid, &'static str)> {
                let listed: fn(&Self) -> Option<(Uuid, &'static str)> = $listed;
                listed(self)
            }

            fn set_id(&mut self, id: Uuid) {
                self.id = id;
            }

            fn stamp(&mut self, version: i32, now: DateTime) {
                self.version = version;
                self.updated_at = now;
                if version == 1 {
                    self.created_at = now;
                }
            }
        }
    };
}

/// A link that is nothing but its two ends.
pub trait Pair: Link {
    fn new(owner: Uuid, target: Uuid) -> Self;
    fn owner(&self) -> Uuid;
    fn target(&self) -> Uuid;
}

/// Ends a link table's file: `link_table!("EvaluationTerritory", evaluation_id => territory_id, "territories")`, with the
/// name of the owner's list. A question mark behind the target says that it may be null, because the link names another
/// kind of target then.
macro_rules! link_table {
    ($type:literal, $owner:ident => $target:ident?, $list:literal) => {
        $crate::row::table!($type, true, |row| Some((row.$owner, <Model as $crate::Link>::LIST)));

        impl $crate::Link for Model {
            const OWNER: &'static str = stringify!($owner);
            const TARGET: &'static str = stringify!($target);
            const LIST: &'static str = $list;
        }
    };
    ($type:literal, $owner:ident => $target:ident, $list:literal) => {
        $crate::row::link_table!($type, $owner => $target?, $list);

        impl $crate::Pair for Model {
            fn new($owner: Uuid, $target: Uuid) -> Self {
                Self { $owner, $target, ..Self::default() }
            }

            fn owner(&self) -> Uuid {
                self.$owner
            }

            fn target(&self) -> Uuid {
                self.$target
            }
        }
    };
}

pub(crate) use {link_table, table};
