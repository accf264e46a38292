//! Everything that can be written, merged by subject: each level of a merged type costs stack in every call.

use async_graphql::MergedObject;

use crate::domain::action_plan::{ActionPlanMutation, FocusAreaMutation};
use crate::domain::assignment::AssignmentMutation;
use crate::domain::award::{
    AreaScoreMutation, AssessmentAreaMutation, CandidacyMutation, CompetitionEditionMutation, SelfAssessmentMutation,
};
use crate::domain::body::{BodyMembershipMutation, BodyMutation};
use crate::domain::evaluation::{
    CriterionRatingMutation, EvaluationMutation, EvaluationPush, FindingMutation, ManagementResponseMutation,
    RecommendationMutation,
};
use crate::domain::indicator::{IndicatorMutation, TargetMutation};
use crate::domain::measure::{MeasureMutation, MeasurePush, MeasureUpdateMutation, MeasureUpdatePush};
use crate::domain::meeting::{
    AgendaItemMutation, AttendanceMutation, DecisionMutation, MeetingMutation, MeetingPush, StatementMutation,
};
use crate::domain::objective::{ObjectiveMutation, ObjectivePush};
use crate::domain::observation::{ObservationMutation, ObservationPush};
use crate::domain::organisation::OrganisationMutation;
use crate::domain::people::{PersonMutation, PostMutation};
use crate::domain::record::{DocumentMutation, DocumentPush, WorkspaceMutation};
use crate::domain::steering::{ResultAreaMutation, SteeringFrameworkMutation};
use crate::domain::trace_link::TraceLinkMutation;

/// Ändringar: everything that can be written. With an object are deleted: the findings and criterion ratings of an
/// evaluation, the response to a recommendation, the attendance of a meeting, the statements at an agenda item, the
/// updates of a measure, the focus areas of an action plan, the memberships of a group, the targets of an indicator,
/// the areas of an edition, and the scores and findings of a self-assessment. Anything else that refers to an object
/// keeps it from being deleted. Texts are kept without blanks around them; one that is blank, or has control
/// characters, is refused.
#[derive(MergedObject, Default)]
pub struct Mutation(Action, Award, Evaluations, Meetings, Organisations, Records, Results);

#[derive(MergedObject, Default)]
struct Action(
    ActionPlanMutation,
    AssignmentMutation,
    FocusAreaMutation,
    MeasureMutation,
    MeasurePush,
    MeasureUpdateMutation,
    MeasureUpdatePush,
);

#[derive(MergedObject, Default)]
struct Award(
    AreaScoreMutation,
    AssessmentAreaMutation,
    CandidacyMutation,
    CompetitionEditionMutation,
    SelfAssessmentMutation,
);

#[derive(MergedObject, Default)]
struct Evaluations(
    CriterionRatingMutation,
    EvaluationMutation,
    EvaluationPush,
    FindingMutation,
    ManagementResponseMutation,
    RecommendationMutation,
);

#[derive(MergedObject, Default)]
struct Meetings(
    AgendaItemMutation,
    AttendanceMutation,
    DecisionMutation,
    MeetingMutation,
    MeetingPush,
    StatementMutation,
);

#[derive(MergedObject, Default)]
struct Organisations(BodyMembershipMutation, BodyMutation, OrganisationMutation, PersonMutation, PostMutation);

#[derive(MergedObject, Default)]
struct Records(DocumentMutation, DocumentPush, TraceLinkMutation, WorkspaceMutation);

#[derive(MergedObject, Default)]
struct Results(
    IndicatorMutation,
    ObjectiveMutation,
    ObjectivePush,
    ObservationMutation,
    ObservationPush,
    ResultAreaMutation,
    SteeringFrameworkMutation,
    TargetMutation,
);
