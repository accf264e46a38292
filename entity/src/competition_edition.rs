//! One year's round of an award.

use crate::prelude::*;

#[table("CompetitionEdition")]
pub struct Model {
    /// Tävling: the award's name, such as `Sveriges modernaste myndighet`.
    #[searched(title)]
    pub competition: String,
    /// År: the year whose award it is, unique within the competition.
    pub year: i32,
    /// How far the round has come.
    pub status: CompetitionEditionStatus,
}

/// Status för tävlingsomgång: how far a round of an award has come.
#[text_enum]
pub enum CompetitionEditionStatus {
    /// Kommande: no entries are taken yet.
    #[next(Open)]
    Upcoming,
    /// Öppen: entries are taken.
    #[next(Judging)]
    Open,
    /// Bedömning: the jury is at work.
    #[next(Decided)]
    Judging,
    /// Avgjord: the winner is known.
    Decided,
}
