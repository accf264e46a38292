//! An evaluation or analysis, from plan to published report.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "evaluation")]
#[graphql(name = "EvaluationRow")]
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
    /// Åtkomst: who may see it.
    pub access: Access,
    /// Källa: the system that pushed it. Null: it did not come by a push.
    pub source: Option<String>,
    /// Its id in the system that pushed it, unique there. Null: it did not come by a push.
    pub external_id: Option<String>,
    /// Titel, in Swedish.
    pub title: String,
    /// The title in English. Null: not known.
    pub title_en: Option<String>,
    /// Sammanfattning. Null: not written.
    pub summary: Option<String>,
    /// What kind of study it is.
    pub kind: EvaluationKind,
    /// When it is made, seen from what it evaluates. Null: not known, or the word does not fit.
    pub timing: Option<EvaluationTiming>,
    /// How far it has come. The public sees it from `PUBLISHED` on, if its access is `PUBLIC`.
    pub status: EvaluationStatus,
    /// Föremål: what is evaluated, in words.
    pub subject: String,
    /// What kind of thing is evaluated.
    pub subject_kind: SubjectKind,
    #[graphql(skip)]
    pub commissioner_id: Option<Uuid>,
    #[graphql(skip)]
    pub evaluator_id: Option<Uuid>,
    /// The evaluator as the source words it. Null: not stated, or it is known here and stands in `evaluator`.
    pub evaluator_as_stated: Option<String>,
    /// Diarienummer, as the agency writes it. Null: not known.
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

choice! {
    /// Slag av utvärdering: how a study goes about it.
    EvaluationKind {
        /// Utvärdering: judges what something led to.
        Evaluation,
        /// Analys: examines a question without judging an intervention.
        Analysis,
        /// Studie: gathers knowledge.
        Study,
        /// Egen utvärdering: made by those who are evaluated.
        SelfEvaluation,
    }
}

choice! {
    /// Tidpunkt: when an evaluation is made, seen from what it evaluates.
    EvaluationTiming {
        /// Förhandsutvärdering: before it begins.
        ExAnte,
        /// Halvtidsutvärdering: halfway.
        MidTerm,
        /// Slututvärdering: as it ends.
        Final,
        /// Efterhandsutvärdering: some time after its end.
        ExPost,
    }
}

choice! {
    /// Status för utvärdering: how far an evaluation has come.
    EvaluationStatus {
        /// Planerad. Next: `COMMISSIONED` or `CANCELLED`.
        Planned,
        /// Beställd. Next: `IN_PROGRESS` or `CANCELLED`.
        Commissioned,
        /// Pågår. Next: `DELIVERED` or `CANCELLED`.
        InProgress,
        /// Levererad. Next: `PUBLISHED`, `CLOSED` or, to be reworked, `IN_PROGRESS`.
        Delivered,
        /// Publicerad: anyone may read it if its access is `PUBLIC`. Next: `CLOSED`.
        Published,
        /// Avslutad: every recommendation has been answered.
        Closed,
        /// Avbruten: it was never delivered.
        Cancelled,
    }
}

choice! {
    /// Slag av föremål: what kind of thing is evaluated.
    SubjectKind {
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
}

table!("Evaluation");
