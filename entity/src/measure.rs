//! One thing that is to be done under an action plan.

use crate::prelude::*;

#[table("Measure", access, pushed)]
pub struct Model {
    #[reference(action_plan)]
    #[came_of(Contains)]
    pub action_plan_id: Uuid,
    #[reference(focus_area)]
    #[came_of(Contains)]
    pub focus_area_id: Option<Uuid>,
    /// Kod: what the plan calls it, such as `2.1`. Null: it has none.
    #[searched(title)]
    pub code: Option<String>,
    /// Titel, in Swedish.
    #[searched(title)]
    pub title: String,
    /// Beskrivning: what is to be done, in more words than the title. Null: there is none.
    #[searched]
    pub description: Option<String>,
    /// What kind of measure it is.
    pub kind: MeasureKind,
    #[reference(recommendation)]
    #[came_of(LedTo)]
    pub recommendation_id: Option<Uuid>,
    #[reference(decision)]
    #[came_of(LedTo)]
    pub decision_id: Option<Uuid>,
    #[reference(organisation)]
    pub responsible_id: Uuid,
    #[reference(person)]
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
    /// Tyst sedan: the day of its newest update; without updates `startsOn`; without that, the day it was created here.
    pub silent_since: Date,
}

/// Slag av åtgärd: how much a measure takes on.
#[text_enum]
pub enum MeasureKind {
    /// Åtgärd: something to be done.
    Measure,
    /// Nyckelåtgärd: one that the plan rests on.
    KeyAction,
    /// Initiativ: something to be tried.
    Initiative,
}

/// Status för åtgärd: how far a measure has come.
#[text_enum]
pub enum MeasureStatus {
    /// Föreslagen: it has not been decided.
    #[next(Planned, Cancelled)]
    Proposed,
    /// Planerad: it has been decided and has not started.
    #[next(InProgress, Cancelled)]
    Planned,
    /// Pågår: it is being carried out.
    #[next(Completed, OnHold, Cancelled)]
    InProgress,
    /// Pausad: work has stopped for now.
    #[next(InProgress, Cancelled)]
    #[interrupts(InProgress)]
    OnHold,
    /// Genomförd: all of it is done; its progress is 100.
    #[next(EffectConfirmed, InProgress)]
    Completed,
    /// Effekt bekräftad: an approved observation shows it.
    EffectConfirmed,
    /// Avbruten: it was given up before it was done.
    Cancelled,
}

/// Läge: whether a measure will be done in time.
#[text_enum]
pub enum Health {
    /// Enligt plan: it is expected to be done in time.
    OnTrack,
    /// Risk för avvikelse: it may be late or fall short.
    AtRisk,
    /// Avviker: it will be late or fall short unless something is done.
    OffTrack,
}
