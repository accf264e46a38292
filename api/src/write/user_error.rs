//! What is wrong with a well-formed input: data, which a client can show its user.

use async_graphql::{Enum, SimpleObject};

/// Felkod: what is wrong with a value. New codes may be added: treat one that you do not know as `INVALID`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum UserErrorCode {
    /// Krävs: a value is missing, or null where one is needed; a text is blank; or a list is empty where it must not
    /// be.
    Required,
    /// Ogiltigt: the value does not fit; the message says why.
    Invalid,
    /// För långt: the text is longer than its limit.
    TooLong,
    /// Utanför gränserna: the number or date is outside its limits.
    OutOfRange,
    /// Okänd: what is referred to does not exist, the viewer may not see it, or its name is that of several.
    UnknownReference,
    /// Finns redan: another object has the same key, or already says or covers the same.
    AlreadyExists,
    /// Används: others refer to it; the message names what.
    InUse,
    /// Otillåtet steg: the object cannot get this status; the message names those that it can, or what is missing.
    InvalidTransition,
    /// Föråldrad version: the object was changed in the meantime; the message names the current version.
    StaleVersion,
    /// Cirkel: the object would refer to itself, directly or by way of others.
    Cycle,
    /// Främmande källa: the token does not allow this source, or a push names a document of another one.
    ForbiddenSource,
    /// Dubblett: two rows of the push have the same external id.
    DuplicateInPush,
    /// För många: more items than are allowed.
    TooMany,
}

/// Fel i indata: something in a well-formed input that cannot be written. Nothing of that input, or of that row of a
/// push, was written.
#[derive(Debug, Clone, SimpleObject)]
pub struct UserError {
    /// What kind of error it is.
    pub code: UserErrorCode,
    /// What is wrong and what would be right, in English.
    pub message: String,
    /// Where: the names of the fields from `input` on; items of lists by their number from 0.
    pub path: Vec<String>,
}
