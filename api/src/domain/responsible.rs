//! Who is responsible for a row, by id: read with the row, and loaded when it is asked for.

use async_graphql::Context;
use entity::{assignment, body, measure, person};
use sea_orm::sea_query::{Expr, Func, SelectStatement};
use sea_orm::{Condition, QueryResult};
use uuid::Uuid;

use super::body::Body;
use super::organisation::Organisation;
use super::people::Person;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::filter::{AnyOf, Criterion, NonNull};
use crate::kit::node::{Node, by_id};
use crate::kit::related::value_of;
use crate::kit::rows::Rows;
use crate::kit::scope::At;

/// Expressions on a table's rows: the ids of the unit and the person. Null: none is named.
#[derive(Debug, Clone)]
pub(super) struct Responsible {
    pub organisation: Expr,
    pub person: Expr,
}

const ORGANISATION: &str = "organisation_";
const PERSON: &str = "person_";

impl Responsible {
    /// A unit, and nobody in person.
    pub(super) fn unit(organisation: Expr) -> Self {
        Self { organisation, person: Expr::cust("NULL") }
    }

    /// Of assignments: the leader, and the leader's unit, or the group's where the viewer may not see who leads.
    pub(super) fn of_assignments(rows: &Rows) -> Self {
        let leader = col(assignment::Column::LeaderId);
        let unit = value_of::<Person>(person::Column::OrganisationId, leader.clone(), rows);
        let group = value_of::<Body>(body::Column::OrganisationId, col(assignment::Column::BodyId), rows);
        Self { organisation: Func::coalesce([unit, group]).into(), person: leader }
    }

    pub(super) fn of_measures() -> Self {
        let (unit, person) = (col(measure::Column::ResponsibleId), col(measure::Column::ResponsiblePersonId));
        Self { organisation: unit, person }
    }

    /// The rows for which one of these is responsible.
    pub(super) fn fits(
        &self,
        organisations: &NonNull<AnyOf<Organisation>>,
        persons: &NonNull<AnyOf<Person>>,
        rows: &Rows,
    ) -> Result<Condition> {
        let unit = organisations.0.clone().map(|units| units.fits(self.organisation.clone(), rows));
        let person = persons.0.clone().map(|persons| persons.fits(self.person.clone(), rows));
        Ok(Condition::all().add_option(unit.transpose()?).add_option(person.transpose()?))
    }

    /// Reads the ids with the rows.
    pub(super) fn add_to(self, select: &mut SelectStatement) {
        select.expr_as(self.organisation, ORGANISATION).expr_as(self.person, PERSON);
    }
}

/// Who is responsible for a row that was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub organisation: Option<Uuid>,
    pub person: Option<Uuid>,
}

impl Named {
    pub(super) fn read(row: &QueryResult) -> Result<Self> {
        Ok(Self { organisation: row.try_get("", ORGANISATION)?, person: row.try_get("", PERSON)? })
    }
}

/// The object with this id, if there is one and the viewer may see it.
pub(super) async fn seen_by<N: Node>(ctx: &Context<'_>, id: Option<Uuid>, at: At) -> Option<Result<N>> {
    by_id(ctx, id?, at).await.transpose()
}
