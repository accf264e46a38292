//! What a document is attached to: exactly one object in each row.

use crate::prelude::*;

#[link_table("Attachment", "attachedTo")]
pub struct Model {
    #[reference(document, owner)]
    pub document_id: Uuid,
    #[reference(meeting)]
    pub meeting_id: Option<Uuid>,
    #[reference(agenda_item)]
    pub agenda_item_id: Option<Uuid>,
    #[reference(evaluation)]
    pub evaluation_id: Option<Uuid>,
    #[reference(decision)]
    pub decision_id: Option<Uuid>,
    #[reference(assignment)]
    pub assignment_id: Option<Uuid>,
    #[reference(action_plan)]
    pub action_plan_id: Option<Uuid>,
    #[reference(measure)]
    pub measure_id: Option<Uuid>,
    #[reference(self_assessment)]
    pub self_assessment_id: Option<Uuid>,
    #[reference(candidacy)]
    pub candidacy_id: Option<Uuid>,
}
