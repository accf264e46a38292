//! The tables of Styrgraf, one file each. A column's doc comment is its description in the GraphQL schema.

mod access;
mod choice;
mod row;
mod scalar;

pub mod action_plan;
pub mod agenda_item;
pub mod agenda_item_evaluation;
pub mod agenda_item_presenter;
pub mod assignment;
pub mod body;
pub mod decision;
pub mod decision_proposer;
pub mod evaluation;
pub mod evaluation_result_area;
pub mod evaluation_territory;
pub mod finding;
pub mod focus_area;
pub mod indicator;
pub mod measure;
pub mod measure_result_area;
pub mod measure_update;
pub mod meeting;
pub mod observation;
pub mod organisation;
pub mod person;
pub mod post;
pub mod recommendation;
pub mod result_area;
pub mod steering_framework;
pub mod territory;

pub use access::Access;
pub use row::{Link, Pair, Row};
pub use scalar::{Date, DateTime, Url};

/// What every table's file begins with.
pub(crate) mod prelude {
    pub use async_graphql::SimpleObject;
    pub use sea_orm::entity::prelude::*;
    pub use serde::{Deserialize, Serialize};

    pub(crate) use crate::choice::choice;
    pub(crate) use crate::row::{link_table, table};
    // Named one by one, these win over SeaORM's of the same name.
    pub use crate::{Access, Date, DateTime, Url};
}
