//! One thing that an evaluation found.

use crate::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, DeriveEntityModel, SimpleObject, Serialize, Deserialize)]
#[sea_orm(table_name = "finding")]
#[graphql(name = "FindingRow")]
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
    #[graphql(skip)]
    pub evaluation_id: Option<Uuid>,
    /// Its id in the system that pushed the evaluation, unique within the evaluation. Null: it did not come by a push.
    pub external_id: Option<String>,
    /// Its place in the report, from 1.
    pub position: i32,
    /// What kind of finding it is.
    pub kind: FindingKind,
    /// Text, in Swedish.
    pub text: String,
    /// The text in English. Null: not translated.
    pub text_en: Option<String>,
}

choice! {
    /// Slag av slutsats: what a finding says about what was studied.
    FindingKind {
        /// Iakttagelse: how something is.
        Observation,
        /// Slutsats: what follows from what was seen.
        Conclusion,
        /// Styrka: what works well.
        Strength,
        /// Behov: what is needed.
        Need,
        /// Lärdom: what others can learn.
        Lesson,
        /// Risk: what may go wrong.
        Risk,
        /// Brist: what is missing or does not work.
        Deficiency,
    }
}

table!("Finding");
