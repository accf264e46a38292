//! The measures of the plan: one is overdue, one is stale, one is on its way, one is done, one has not begun, one was
//! given up, and one is internal.

use entity::Access::{self, Internal, Public};
use entity::measure::Health::{self, AtRisk, OffTrack, OnTrack};
use entity::measure::MeasureKind::{self, Initiative, KeyAction, Measure};
use entity::measure::MeasureStatus::{self, Cancelled, Completed, InProgress, Planned};
use uuid::Uuid;

use super::areas::Areas;
use super::plan::Plan;
use crate::demo::organisations::Organisations;

/// A measure and what hangs on it.
pub struct Example {
    pub title: &'static str,
    pub kind: MeasureKind,
    pub access: Access,
    pub status: MeasureStatus,
    /// From when to when, in days from today.
    pub days: (i64, i64),
    pub focus: fn(&Plan) -> Uuid,
    pub unit: fn(&Organisations) -> Uuid,
    pub areas: fn(&Areas) -> Vec<Uuid>,
    /// Whether it follows the recommendation of the example evaluation.
    pub follows: bool,
    /// What was reported, the newest last.
    pub reports: &'static [Report],
}

pub struct Report {
    pub days_ago: i64,
    /// In percent.
    pub progress: i32,
    pub health: Health,
    pub comment: &'static str,
}

const fn report(days_ago: i64, progress: i32, health: Health, comment: &'static str) -> Report {
    Report { days_ago, progress, health, comment }
}

const OVERDUE: Example = Example {
    title: "Exempel: Ta hand om de regionala dialogernas resultat",
    kind: Measure,
    access: Public,
    status: InProgress,
    days: (-200, -14),
    focus: |plan| plan.structures,
    unit: |units| units.capital_supply,
    areas: |areas| vec![areas.businesses, areas.innovation],
    follows: false,
    reports: &[
        report(120, 30, OnTrack, "Exempel: Arbetssättet är beskrivet."),
        report(20, 60, OffTrack, "Exempel: Två dialoger återstår och hinns inte med i tid."),
    ],
};

const STALE: Example = Example {
    title: "Exempel: Pröva tjänstedesign i en ansökan",
    kind: Measure,
    access: Public,
    status: InProgress,
    days: (-150, 60),
    focus: |plan| plan.methods,
    unit: |units| units.simplification,
    areas: |areas| vec![areas.innovation],
    follows: false,
    reports: &[report(70, 25, AtRisk, "Exempel: Väntar på en ny projektledare.")],
};

const ON_ITS_WAY: Example = Example {
    title: "Exempel: Ge alla medarbetare en kurs i kundfokus",
    kind: KeyAction,
    access: Public,
    status: InProgress,
    days: (-130, 90),
    focus: |plan| plan.culture,
    unit: |units| units.knowledge,
    areas: |areas| vec![areas.innovation, areas.skills],
    follows: false,
    reports: &[
        report(90, 20, AtRisk, "Exempel: Kursen blev dyrare än väntat."),
        report(45, 45, OnTrack, "Exempel: Hälften av grupperna har börjat."),
        report(7, 70, OnTrack, "Exempel: De flesta grupper är klara."),
    ],
};

const DONE: Example = Example {
    title: "Exempel: Gör sopsorteringen enkel att förstå",
    kind: Measure,
    access: Public,
    status: Completed,
    days: (-180, -25),
    focus: |plan| plan.methods,
    unit: |units| units.administration,
    areas: |areas| vec![areas.innovation],
    follows: false,
    reports: &[
        report(100, 50, OnTrack, "Exempel: Nya skyltar har prövats på ett kontor."),
        report(30, 100, OnTrack, "Exempel: Klart på alla kontor."),
    ],
};

const NOT_BEGUN: Example = Example {
    title: "Exempel: Låt varje enhet möta sina kunder en dag om året",
    kind: Measure,
    access: Public,
    status: Planned,
    days: (30, 200),
    focus: |plan| plan.culture,
    unit: |units| units.staff,
    areas: |areas| vec![areas.innovation],
    follows: false,
    reports: &[],
};

const GIVEN_UP: Example = Example {
    title: "Exempel: Inför ett eget system för idéer",
    kind: Initiative,
    access: Public,
    status: Cancelled,
    days: (-160, -10),
    focus: |plan| plan.structures,
    unit: |units| units.administration,
    areas: |areas| vec![areas.innovation],
    follows: false,
    reports: &[report(140, 10, OffTrack, "Exempel: Läggs ner, för det finns redan ett system som räcker.")],
};

const RECOMMENDED: Example = Example {
    title: "Exempel: Återkoppla efter varje regional dialog",
    kind: Measure,
    access: Internal,
    status: Planned,
    days: (14, 50),
    focus: |plan| plan.structures,
    unit: |units| units.capital_supply,
    areas: |areas| vec![areas.businesses],
    follows: true,
    reports: &[],
};

pub const MEASURES: [Example; 7] = [OVERDUE, STALE, ON_ITS_WAY, DONE, NOT_BEGUN, GIVEN_UP, RECOMMENDED];
