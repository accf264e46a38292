//! Keys of what came from another system.

use async_graphql::InputObject;
use entity::Row;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::evaluation::{Evaluation, EvaluationKey};
use crate::error::{Error, Result};
use crate::kit::column::col;
use crate::kit::key::Key;
use crate::kit::node::Node;
use crate::kit::related::related;
use crate::kit::rows::Rows;
use crate::kit::text::normal;
use crate::write::{Form, KeyPart, Lookup, UserErrorCode, Value, WriteMode};

/// Extern nyckel: names what a source pushed by the id that it has there. In a push, also what the same push creates.
#[derive(Debug, Clone, InputObject)]
pub struct ExternalKey {
    /// Its id in the source, exactly as it was pushed.
    external_id: String,
    /// Källa: the system that pushed it. Null, in a push only: the source that pushes.
    source: Option<String>,
}

/// The columns of an object that sources push.
fn columns<N: Node>() -> Result<(N::Column, N::Column)> {
    let columns = N::Row::column("source").zip(N::Row::column("external_id"));
    columns.ok_or_else(|| Error::internal(format!("{} has no external key", N::Row::TYPE)))
}

impl<N: Node> KeyPart<N> for ExternalKey {
    const BY: &'static str = "external id";

    fn condition(self, _: &Rows) -> Result<Condition> {
        let (source, external_id) = columns::<N>()?;
        let own = self.source.ok_or_else(|| Error::bad_input("An external key needs its source here."))?;
        let condition = Condition::all().add(col(source).eq(normal(&own)));
        Ok(condition.add(col(external_id).eq(normal(&self.external_id))))
    }

    fn find(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Vec<Uuid>> {
        let (source, external_id) = columns::<N>().ok()?;
        let own = match (&self.source, &lookup.mode) {
            (Some(source), _) => normal(source),
            (None, WriteMode::Push { source }) => source.clone(),
            (None, WriteMode::Edit { .. }) => {
                let message = format!("{}: an external key needs its source here.", form.name(field));
                form.error(field, UserErrorCode::Required, message);
                return None;
            }
        };
        let id = normal(&self.external_id);
        if let Some(pushed) = lookup.pushed::<N::Row>(&id).filter(|_| lookup.source() == Some(&own)) {
            return Some(vec![pushed]);
        }
        let found = lookup.by::<N>(external_id, &*id);
        Some(found.iter().filter(|row| row.text(source) == Some(&own)).map(Row::id).collect())
    }

    fn words(&self) -> String {
        self.external_id.clone()
    }
}

/// Nyckel i en utvärdering: names what was pushed with an evaluation by the id that it has there.
#[derive(Debug, Clone, InputObject)]
pub struct PartOfEvaluation {
    /// The evaluation. Null, in a push only: the one that it is pushed with.
    evaluation: Option<EvaluationKey>,
    /// Its id in the system that pushed the evaluation.
    external_id: String,
}

/// A type whose objects are pushed with an evaluation.
pub trait EvaluationPart: Node {
    const EVALUATION: Self::Column;
    const EXTERNAL_ID: Self::Column;
}

impl<N: EvaluationPart> KeyPart<N> for PartOfEvaluation {
    const BY: &'static str = "external id";

    fn condition(self, rows: &Rows) -> Result<Condition> {
        let key =
            self.evaluation.ok_or_else(|| Error::bad_input("A key within an evaluation needs the evaluation."))?;
        let of_evaluation = related::<Evaluation>(col(N::EVALUATION), key.condition(rows)?, rows);
        Ok(of_evaluation.add(N::EXTERNAL_ID.eq(normal(&self.external_id))))
    }

    fn find(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Vec<Uuid>> {
        let evaluation = match &self.evaluation {
            Some(key) => key.settle(field, form, lookup)?,
            None => lookup.parent().or_else(|| {
                let message = format!("{}: a key within an evaluation needs the evaluation here.", form.name(field));
                form.error(field, UserErrorCode::Required, message);
                None
            })?,
        };
        let external_id = normal(&self.external_id);
        if let Some(pushed) = lookup.pushed_part::<N::Row>(evaluation, &external_id) {
            return Some(vec![pushed]);
        }
        let found = lookup.by::<N>(N::EVALUATION, evaluation);
        Some(found.iter().filter(|row| row.external_id() == Some(&external_id)).map(Row::id).collect())
    }

    fn words(&self) -> String {
        self.external_id.clone()
    }
}
