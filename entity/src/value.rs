//! What columns hold, as far as it matters to filters and inputs.

/// A value that a column takes as an input gives it: nothing has to be checked or looked up.
pub trait Plain {}

impl Plain for bool {}

/// A value that is text in the database.
pub trait Text {
    fn into_text(self) -> String;
}

impl Text for String {
    fn into_text(self) -> String {
        self
    }
}

/// A status whose next steps are fixed. Its values are declared in the order in which they follow each other.
pub trait Transition: sea_orm::ActiveEnum<Value = String> + Copy + Default + PartialOrd + 'static {
    fn next(self) -> &'static [Self];

    /// Whether allowed steps lead from here to there, each further on than the one before.
    fn reaches(self, there: Self) -> bool {
        self.next().iter().filter(|step| **step > self).any(|step| *step == there || step.reaches(there))
    }
}
