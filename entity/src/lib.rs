//! The tables of Styrgraf, one file each. A column's doc comment is its description in the GraphQL schema.

mod access;
mod columns;
mod row;
mod scalar;
mod table;
mod tables;
mod thread;
mod value;

pub use access::Access;
pub use columns::{Columns, Reading};
pub use row::{Link, Row};
pub use scalar::{Date, DateTime, Url};
pub use table::{Optional, Reference, Searched, Table};
pub use tables::Tables;
pub use thread::{Step, ThreadRelation};
pub use value::{Plain, Text, Transition};

/// What every table's file starts with.
pub(crate) mod prelude {
    pub use derive::{link_table, table, text_enum};
    pub use sea_orm::entity::prelude::*;

    // Named one by one, these win over SeaORM's of the same name.
    pub use crate::{Date, DateTime, Url};
}

/// Something to be done with the rows of a table that is known by name only.
pub trait Visitor {
    type Output;

    fn visit<R: Row>(self) -> Self::Output;
}

/// Declares the tables, each a file.
macro_rules! tables {
    ($($table:ident),* $(,)?) => {
        $(pub mod $table;)*

        /// All tables.
        pub static TABLES: &[&Table] = &[$(<$table::Model as Row>::TABLE),*];

        /// Does something with the rows of the table that has this name. None: no table has this name.
        pub fn visit<V: Visitor>(table: &str, visitor: V) -> Option<V::Output> {
            match table {
                $(stringify!($table) => Some(visitor.visit::<$table::Model>()),)*
                _ => None,
            }
        }
    };
}

tables!(
    action_plan,
    agenda_item,
    agenda_item_evaluation,
    agenda_item_presenter,
    agenda_item_theme,
    area_score,
    assessment_area,
    assignment,
    attachment,
    attendance,
    body,
    body_membership,
    candidacy,
    competition_edition,
    criterion_rating,
    decision,
    decision_proposer,
    document,
    evaluation,
    evaluation_result_area,
    evaluation_territory,
    evaluation_theme,
    finding,
    focus_area,
    indicator,
    management_response,
    measure,
    measure_result_area,
    measure_theme,
    measure_update,
    meeting,
    objective,
    observation,
    organisation,
    person,
    post,
    recommendation,
    result_area,
    self_assessment,
    statement,
    steering_framework,
    target,
    territory,
    theme,
    trace_link,
    workspace,
);

/// The target of a reference that may name a row of any table of nodes. No database keeps such a reference: it is kept by
/// locks.
pub const ANY: &str = "any";

/// What refers to a table: each table that does, and by which column.
pub fn referring_to(table: &str) -> impl Iterator<Item = (&'static Table, &'static Reference)> {
    let all = TABLES.iter().flat_map(|table| table.references.iter().map(move |reference| (*table, reference)));
    all.filter(move |(_, reference)| reference.target == table || reference.target == ANY)
}
