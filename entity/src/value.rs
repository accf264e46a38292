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

    /// The status that this one interrupts and leads back to: neither is further on than the other. None: it interrupts none.
    fn interrupts(self) -> Option<Self> {
        None
    }

    /// Whether allowed steps lead from here to there: each further on than the one before, or on with what was interrupted.
    fn reaches(self, there: Self) -> bool {
        self.leads_to(there) || self.interrupts().is_some_and(|goes_on| goes_on == there || goes_on.leads_to(there))
    }

    /// The same without going on with what was interrupted.
    fn leads_to(self, there: Self) -> bool {
        self.next().iter().filter(|step| **step > self).any(|step| *step == there || step.leads_to(there))
    }
}
