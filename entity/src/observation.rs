//! A figure, or words in place of one, for an indicator: with its wording and where it comes from.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "observation")]
#[graphql(name = "ObservationRow")]
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
    /// Åtkomst: who may see it. One of an evaluation is seen only by those who see the evaluation.
    pub access: Access,
    /// Källa: the system that pushed it. Null: it did not come by a push.
    pub source: Option<String>,
    /// Its id in the system that pushed it, unique there or within its evaluation. Null: it did not come by a push.
    pub external_id: Option<String>,
    #[graphql(skip)]
    pub indicator_id: Uuid,
    #[graphql(skip)]
    pub territory_id: Option<Uuid>,
    /// The territory as the source words it, such as `regionen`. Null: the source names none, or names it exactly.
    pub territory_as_stated: Option<String>,
    /// Periodens första dag. Null: the period is not known; then `periodTo` is null too.
    pub period_from: Option<Date>,
    /// Periodens sista dag. Null: the period is not known; then `periodFrom` is null too.
    pub period_to: Option<Date>,
    /// Värde, in the indicator's unit. Null: there are only words, in `valueText`.
    pub value: Option<f64>,
    /// Värde i ord, such as `blygsam utveckling`. Null: there is only a figure, in `value`.
    pub value_text: Option<String>,
    /// How the source words the figure: "drygt 240" is the value 240 with `OVER`. Null: there is no figure.
    pub qualifier: Option<Qualifier>,
    /// What the figure claims to be.
    pub claim: Claim,
    /// Citat: the source's own words. Null: not quoted.
    pub quote: Option<String>,
    #[graphql(skip)]
    pub evaluation_id: Option<Uuid>,
    #[graphql(skip)]
    pub measure_id: Option<Uuid>,
    /// How far it has come. The public sees approved ones only.
    pub status: ObservationStatus,
}

choice! {
    /// Precisering: how exactly a figure is meant.
    Qualifier {
        /// Exakt: the figure itself.
        Exact,
        /// Omkring: somewhat more or less.
        About,
        /// Drygt: somewhat more.
        Over,
        /// Knappt: somewhat less.
        Under,
        /// Minst: this or more.
        AtLeast,
        /// Högst: this or less.
        AtMost,
    }
}

choice! {
    /// Anspråk: what an observation claims to be.
    Claim {
        /// Uppgift: somebody says so; how it was found is not known.
        Stated,
        /// Mätning: counted or measured.
        Measured,
        /// Skattad effekt: what an evaluator attributes to something; no measurement.
        EstimatedEffect,
        /// Prognos: what is expected.
        Forecast,
    }
}

choice! {
    /// Status för utfall: how far an observation has come.
    ObservationStatus {
        /// Inlämnad: waits for approval. Next: `APPROVED` or `RETURNED`.
        Submitted,
        /// Godkänd: `SUBMITTED` again if its figure changes.
        Approved,
        /// Återlämnad: to be corrected. Next: `SUBMITTED`.
        Returned,
    }
}

table!("Observation");
