//! What documents are attached to.

use async_graphql::{ID, OneofObject};
use entity::Row;
use sea_orm::Condition;
use sea_orm::sea_query::Expr;
use uuid::Uuid;

use super::action_plan::{ActionPlan, ActionPlanKey};
use super::assignment::{Assignment, AssignmentKey};
use super::award::{Candidacy, CandidacyKey, SelfAssessment, SelfAssessmentKey};
use super::evaluation::{Evaluation, EvaluationKey};
use super::measure::{Measure, MeasureKey};
use super::meeting::{AgendaItem, AgendaItemKey, Decision, DecisionKey, Meeting, MeetingKey};
use crate::error::{Error, Result};
use crate::kit::column::nothing;
use crate::kit::filter::{AnyOf, Criterion, bounded};
use crate::kit::input::input_as;
use crate::kit::node::{Node, parse_id};
use crate::kit::rows::Rows;
use crate::write::{Form, ListItem, Lookup, UserErrorCode, Value, by_id, is_seen};

/// Declares the types that take documents, in the order of the columns that name them.
macro_rules! attachable {
    ($count:literal: $($(#[$doc:meta])* $node:ident($key:ident),)*) => {
        /// Nyckel: names what a document is attached to. Give exactly one of the fields.
        #[derive(Debug, Clone, OneofObject)]
        pub enum AttachedKey {
            /// The global id of an object of any of these types.
            Id(ID),
            $($(#[$doc])* $node($key),)*
        }

        impl Value for AttachedKey {
            type Stored = [Option<Uuid>; $count];

            fn settle(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Self::Stored> {
                let found = match self {
                    Self::Id(id) => match parse_id(id).ok() {
                        $(Some((kind, _)) if kind == <$node as Node>::Row::TYPE => {
                            (<$node as Node>::Row::TYPE, by_id::<$node>(id, field, form, lookup)?)
                        })*
                        _ => {
                            let message = "Documents are not attached to objects of this type.";
                            form.error(field, UserErrorCode::Invalid, message);
                            return None;
                        }
                    },
                    $(Self::$node(key) => (<$node as Node>::Row::TYPE, key.settle(field, form, lookup)?),)*
                };
                Some([$(<$node as Node>::Row::TYPE),*].map(|kind| (kind == found.0).then_some(found.1)))
            }
        }

        /// Keys of what documents are attached to: a link names any of these objects, as far as the viewer may see them.
        #[derive(Debug, Clone)]
        pub struct AnyAttached(Vec<AttachedKey>);

        input_as!(AnyAttached as Vec<AttachedKey>, |keys| Self(keys), |this| this.0);

        impl AnyAttached {
            /// What the column that names each of these types fits.
            ///
            /// # Errors
            /// `BadInput` for an id that is malformed or of a type that takes no documents, or too long a list.
            pub fn fits(self, column: impl Fn(&'static str) -> Expr, rows: &Rows) -> Result<Condition> {
                let mut any = Condition::any().add(nothing());
                let keys = bounded(self.0)?;
                keys.iter().try_for_each(AttachedKey::check)?;
                $(
                    let of_type: Vec<$key> = keys.iter().filter_map(|key| match key {
                        AttachedKey::$node(key) => Some(key.clone()),
                        AttachedKey::Id(id) => key.is_id_of::<$node>().then(|| $key::Id(id.clone())),
                        _ => None,
                    }).collect();
                    if !of_type.is_empty() {
                        let end = column(<$node as Node>::Row::TABLE.name);
                        any = any.add(AnyOf::<$node>::new(of_type).fits(end, rows)?);
                    }
                )*
                Ok(any)
            }
        }

        impl AttachedKey {
            fn check(&self) -> Result<()> {
                let Self::Id(id) = self else { return Ok(()) };
                let (kind, _) = parse_id(id)?;
                match &*kind {
                    $(kind if kind == <$node as Node>::Row::TYPE => Ok(()),)*
                    _ => Err(Error::BadInput(format!("No document is attached to an object of type {kind}."))),
                }
            }

            fn is_id_of<N: Node>(&self) -> bool {
                matches!(self, Self::Id(id) if parse_id(id).is_ok_and(|(kind, _)| kind == N::Row::TYPE))
            }
        }

        impl ListItem for AttachedKey {
            fn is_seen(targets: &[Option<Uuid>], lookup: &Lookup) -> bool {
                let seen = [$(is_seen::<$node> as fn(Option<Uuid>, &Lookup) -> bool),*];
                seen.iter().zip(targets).any(|(is_seen, target)| target.is_some() && is_seen(*target, lookup))
            }
        }
    };
}

attachable!(9:
    /// Möte: a meeting.
    Meeting(MeetingKey),
    /// Dagordningspunkt: an agenda item.
    AgendaItem(AgendaItemKey),
    /// Utvärdering: an evaluation.
    Evaluation(EvaluationKey),
    /// Beslut: a decision.
    Decision(DecisionKey),
    /// Uppdrag: an assignment.
    Assignment(AssignmentKey),
    /// Handlingsplan: an action plan.
    ActionPlan(ActionPlanKey),
    /// Åtgärd: a measure.
    Measure(MeasureKey),
    /// Självvärdering: a self-assessment.
    SelfAssessment(SelfAssessmentKey),
    /// Kandidatur: a candidacy.
    Candidacy(CandidacyKey),
);
