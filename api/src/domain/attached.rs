//! What documents are attached to.

use async_graphql::{ID, OneofObject};
use entity::Row;
use uuid::Uuid;

use super::action_plan::{ActionPlan, ActionPlanKey};
use super::assignment::{Assignment, AssignmentKey};
use super::award::{Candidacy, CandidacyKey, SelfAssessment, SelfAssessmentKey};
use super::evaluation::{Evaluation, EvaluationKey};
use super::measure::{Measure, MeasureKey};
use super::meeting::{AgendaItem, AgendaItemKey, Decision, DecisionKey, Meeting, MeetingKey};
use crate::kit::node::{Node, parse_id};
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
