//! What is measured to see whether a result is reached.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "indicator")]
#[graphql(name = "IndicatorRow")]
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
    /// Kod: unique.
    pub code: String,
    /// Namn, in Swedish.
    pub name: String,
    /// The name in English. Null: not known.
    pub name_en: Option<String>,
    /// Definition: what is counted, and how. Null: not defined.
    pub definition: Option<String>,
    /// Enhet: the unit of its figures in words, such as `arbetstillfällen`.
    pub unit: String,
    /// The unit's code in a code list. Null: it has none.
    pub unit_code: Option<String>,
    /// With how many decimals its figures are shown.
    pub decimals: i32,
    /// What kind of result it measures.
    pub kind: IndicatorKind,
    /// Which way is better.
    pub direction: IndicatorDirection,
    /// How figures of several periods or territories are put together.
    pub aggregation: IndicatorAggregation,
    #[graphql(skip)]
    pub result_area_id: Option<Uuid>,
    #[graphql(skip)]
    pub owner_id: Option<Uuid>,
}

choice! {
    /// Slag av indikator: which link of the chain of results an indicator measures.
    IndicatorKind {
        /// Prestation: what the agency itself delivers.
        Output,
        /// Utfall hos målgruppen: what changes for those whom it is delivered to.
        Outcome,
        /// Effekt: what changes in society in the long run.
        Impact,
    }
}

choice! {
    /// Önskad riktning: which way an indicator should go.
    IndicatorDirection {
        /// Öka: more is better.
        Increase,
        /// Minska: less is better.
        Decrease,
        /// Ingen: neither is better in itself.
        None,
    }
}

choice! {
    /// Sammanvägning: how the figures of an indicator may be put together.
    IndicatorAggregation {
        /// Summa: they may be added.
        Sum,
        /// Medelvärde: their mean says something, their sum does not.
        Average,
        /// Senaste: the latest one stands for all.
        Latest,
        /// Ingen: each stands for itself.
        None,
    }
}

table!("Indicator");
