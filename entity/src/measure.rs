//! One thing that is to be done under an action plan.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "measure")]
#[graphql(name = "MeasureRow")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[graphql(skip)]
    pub id: Uuid,
    /// Raised by one on every write; send it as `expectedVersion` to be told when somebody else was first.
    pub version: i32,
    /// When it came into Styrgraf.
    pub created_at: DateTime,
    /// When it was last written.
    pub updated_at: DateTime,
    /// Åtkomst: who may see it; only those who may see its action plan do.
    pub access: Access,
    /// Källa: the system that pushed it. Null: it did not come by a push.
    pub source: Option<String>,
    /// Its id in the system that pushed it, unique there. Null: it did not come by a push.
    pub external_id: Option<String>,
    #[graphql(skip)]
    pub action_plan_id: Uuid,
    #[graphql(skip)]
    pub focus_area_id: Option<Uuid>,
    /// Kod: what the plan calls it, such as `2.1`. Null: it has none.
    pub code: Option<String>,
    /// Titel, in Swedish.
    pub title: String,
    /// Beskrivning. Null: there is none.
    pub description: Option<String>,
    /// What kind of measure it is.
    pub kind: MeasureKind,
    #[graphql(skip)]
    pub recommendation_id: Option<Uuid>,
    #[graphql(skip)]
    pub decision_id: Option<Uuid>,
    #[graphql(skip)]
    pub responsible_id: Uuid,
    #[graphql(skip)]
    pub responsible_person_id: Option<Uuid>,
    /// The day it starts. Null: not set.
    pub starts_on: Option<Date>,
    /// Senast: the day by which it is to be done. Null: not set.
    pub due_on: Option<Date>,
    /// How far it has come.
    pub status: MeasureStatus,
    /// Framsteg: how much is done, in percent from 0 to 100. Once there are updates, the newest one sets it.
    pub progress: i32,
    /// Whether it will be done in time. Null: not judged. Once there are updates, the newest one sets it.
    pub health: Option<Health>,
    /// The day it was done. Null: not done, or the day is not known.
    pub completed_on: Option<Date>,
}

choice! {
    /// Slag av åtgärd: how much a measure takes on.
    MeasureKind {
        /// Åtgärd: something to be done.
        Measure,
        /// Nyckelåtgärd: one that the plan rests on.
        KeyAction,
        /// Initiativ: something to be tried.
        Initiative,
    }
}

choice! {
    /// Status för åtgärd: how far a measure has come.
    MeasureStatus {
        /// Föreslagen. Next: `PLANNED` or `CANCELLED`.
        Proposed,
        /// Planerad. Next: `IN_PROGRESS` or `CANCELLED`.
        Planned,
        /// Pågår. Next: `COMPLETED`, `ON_HOLD` or `CANCELLED`.
        InProgress,
        /// Pausad. Next: `IN_PROGRESS` or `CANCELLED`.
        OnHold,
        /// Genomförd: its progress is 100. Next: `EFFECT_CONFIRMED` or, reopened, `IN_PROGRESS`.
        Completed,
        /// Effekt bekräftad: an approved observation shows it.
        EffectConfirmed,
        /// Avbruten.
        Cancelled,
    }
}

choice! {
    /// Läge: whether a measure will be done in time.
    Health {
        /// Enligt plan.
        OnTrack,
        /// Risk för avvikelse: it may be late or fall short.
        AtRisk,
        /// Avviker: it will be late or fall short unless something is done.
        OffTrack,
    }
}

table!("Measure");
