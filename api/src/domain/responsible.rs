//! Who is responsible for a row, by id: read with the row, and loaded when it is asked for.

use async_graphql::Context;
use entity::{assignment, body, measure, person};
use sea_orm::QueryResult;
use sea_orm::sea_query::{Expr, Func, SelectStatement};
use uuid::Uuid;

use super::body::Body;
use super::people::Person;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::node::{Node, by_id};
use crate::kit::related::value_of;
use crate::kit::rows::Rows;
use crate::kit::scope::At;

/// Expressions on a table's rows: the ids of the unit and the person. Null: none is named.
#[derive(Debug, Clone)]
pub struct Responsible {
    pub organisation: Expr,
    pub person: Expr,
}

pub const ORGANISATION: &str = "organisation_";
pub const PERSON: &str = "person_";

impl Responsible {
    /// A unit, and nobody in person.
    pub fn unit(organisation: Expr) -> Self {
        Self { organisation, person: Expr::cust("NULL") }
    }

    /// Of assignments: the leader, and the leader's unit, or the group's where the viewer may not see who leads.
    pub fn of_assignments(rows: &Rows) -> Self {
        let leader = col(assignment::Column::LeaderId);
        let unit = value_of::<Person>(person::Column::OrganisationId, leader.clone(), rows);
        let group = value_of::<Body>(body::Column::OrganisationId, col(assignment::Column::BodyId), rows);
        Self { organisation: Func::coalesce([unit, group]).into(), person: leader }
    }

    pub fn of_measures() -> Self {
        let (unit, person) = (col(measure::Column::ResponsibleId), col(measure::Column::ResponsiblePersonId));
        Self { organisation: unit, person }
    }

    /// Reads the ids with the rows.
    pub fn add_to(self, select: &mut SelectStatement) {
        select.expr_as(self.organisation, ORGANISATION).expr_as(self.person, PERSON);
    }
}

/// The object whose id was read with a row, if the viewer may see it.
///
/// # Errors
/// When the database does not answer.
pub async fn named_in<N: Node>(row: &QueryResult, column: &str, at: At, ctx: &Context<'_>) -> Result<Option<N>> {
    let id: Option<Uuid> = row.try_get("", column)?;
    match id {
        Some(id) => by_id(ctx, id, at).await,
        None => Ok(None),
    }
}
