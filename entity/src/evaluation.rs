//! An evaluation or analysis, from plan to published report.

use crate::prelude::*;

#[table("Evaluation", access, pushed)]
pub struct Model {
    /// Titel, in Swedish.
    #[searched(title)]
    pub title: String,
    /// The title in English. Null: not known.
    #[searched(title)]
    pub title_en: Option<String>,
    /// Sammanfattning: what it found, in short. Null: not written.
    #[searched]
    pub summary: Option<String>,
    /// What kind of study it is.
    pub kind: EvaluationKind,
    /// When it is made, seen from what it evaluates. Null: not known, or none of the values fits.
    pub timing: Option<EvaluationTiming>,
    /// How far it has come. If its access is `PUBLIC`, the public sees it once it is `PUBLISHED` or `CLOSED`.
    pub status: EvaluationStatus,
    /// Föremål: what is evaluated, in words.
    #[searched]
    pub subject: String,
    /// What kind of thing is evaluated.
    pub subject_kind: SubjectKind,
    #[reference(organisation)]
    pub commissioner_id: Option<Uuid>,
    #[reference(organisation)]
    pub evaluator_id: Option<Uuid>,
    /// The evaluator as the source words it. Null: not stated, or it is known here and named in `evaluator`.
    #[searched]
    pub evaluator_as_stated: Option<String>,
    /// Diarienummer, as the agency writes it. Null: it has none, or not known.
    #[searched(title)]
    pub registration_number: Option<String>,
    /// The first day of the time that it covers. Null: not known.
    pub covers_from: Option<Date>,
    /// The last day of the time that it covers. Null: not known.
    pub covers_to: Option<Date>,
    /// Beställd: the day it was commissioned. Null: not yet, or not known.
    pub commissioned_on: Option<Date>,
    /// Levererad: the day it was delivered. Null: not yet, or not known.
    pub delivered_on: Option<Date>,
    /// Publicerad: the day it was published. Null: not yet, or not known.
    pub published_on: Option<Date>,
    /// Where it can be read. Null: not known.
    pub url: Option<Url>,
}

/// Slag av utvärdering: what a study does with its subject.
#[text_enum]
pub enum EvaluationKind {
    /// Utvärdering: judges what something led to.
    Evaluation,
    /// Analys: examines a question without judging an intervention.
    Analysis,
    /// Studie: gathers knowledge.
    Study,
    /// Egen utvärdering: made by those who are evaluated.
    SelfEvaluation,
}

/// Tidpunkt: when an evaluation is made, seen from what it evaluates.
#[text_enum]
pub enum EvaluationTiming {
    /// Förhandsutvärdering: before it starts.
    ExAnte,
    /// Halvtidsutvärdering: halfway.
    MidTerm,
    /// Slututvärdering: as it ends.
    Final,
    /// Efterhandsutvärdering: some time after its end.
    ExPost,
}

/// Status för utvärdering: how far an evaluation has come.
#[text_enum]
pub enum EvaluationStatus {
    /// Planerad: it is meant to be made.
    #[next(Commissioned, Cancelled)]
    Planned,
    /// Beställd: an evaluator has been asked to make it.
    #[next(InProgress, Cancelled)]
    Commissioned,
    /// Pågår: it is being made.
    #[next(Delivered, Cancelled)]
    InProgress,
    /// Levererad: the report is with the commissioner.
    #[next(Published, Closed, InProgress)]
    Delivered,
    /// Publicerad: anyone may read it if its access is `PUBLIC`.
    #[next(Closed)]
    Published,
    /// Avslutad: every recommendation has been answered, or no longer matters. Anyone may read it if its access is
    /// `PUBLIC`.
    Closed,
    /// Avbruten: it was never delivered.
    Cancelled,
}

/// Slag av föremål: what kind of thing is evaluated.
#[text_enum]
pub enum SubjectKind {
    /// Bransch: a trade or an industry.
    Industry,
    /// Etablering: a company that settles somewhere.
    Establishment,
    /// Insats: something that was done to change something.
    Intervention,
    /// Program: many interventions together.
    Programme,
    /// Förmåga: what an organisation is able to do.
    Capability,
}
