//! A paper that says more, kept elsewhere.

use crate::prelude::*;

#[table("Document", access, pushed)]
pub struct Model {
    /// Titel, in the document's own language.
    #[searched(title)]
    pub title: String,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// Where it can be read: this server never fetches it. Null: the address is not known.
    pub url: Option<Url>,
    /// Språk: the language that it is written in, as a BCP 47 tag such as `sv` or `en-GB`.
    pub language: String,
    /// Publicerad: the day it was published. Null: not published, or not known.
    pub published_on: Option<Date>,
    /// Diarienummer, as the agency writes it. Null: it has none, or not known.
    #[searched(title)]
    pub registration_number: Option<String>,
}

/// Slag av dokument: what a document is made for.
#[text_enum]
pub enum DocumentKind {
    /// Rapport: says what was found or done.
    Report,
    /// Diskussionsunderlag: what a discussion starts from.
    DiscussionPaper,
    /// Beslutsunderlag: what a decision rests on.
    DecisionPaper,
    /// Protokoll: what a meeting said and decided.
    Minutes,
    /// Kallelse: calls to a meeting.
    Notice,
    /// Policy: how something is to be done from now on.
    Policy,
    /// Pressmeddelande: informs the press.
    PressRelease,
    /// Presentation: shown while something is presented.
    Presentation,
    /// Annat: none of the others.
    Other,
}
