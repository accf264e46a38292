//! One thing that an evaluation or a self-assessment found.

use crate::prelude::*;

#[table("Finding")]
pub struct Model {
    #[reference(evaluation, part)]
    #[came_of(Found)]
    pub evaluation_id: Option<Uuid>,
    /// Either this or `evaluation_id`.
    #[reference(self_assessment, part)]
    #[came_of(Found)]
    pub self_assessment_id: Option<Uuid>,
    /// Its id in the system that pushed the evaluation, unique within the evaluation. Null: it did not come by a push.
    pub external_id: Option<String>,
    /// Ordningsnummer: its number in the order of the findings of its evaluation or self-assessment, from 1.
    pub position: i32,
    /// What kind of finding it is.
    pub kind: FindingKind,
    /// Text, in Swedish: what was found.
    #[searched]
    pub text: String,
    /// The text in English. Null: not translated.
    #[searched]
    pub text_en: Option<String>,
}

/// Slag av slutsats eller iakttagelse: what a finding says about what was studied.
#[text_enum]
pub enum FindingKind {
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
