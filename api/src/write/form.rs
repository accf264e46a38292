//! What is wrong with an input, each error at its place.

use std::collections::HashSet;

use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};

use super::user_error::{UserError, UserErrorCode};

/// The errors of an input, or of a part of one.
#[derive(Debug, Clone, Default)]
pub struct Form {
    path: Vec<String>,
    errors: Vec<UserError>,
}

/// At most this many characters.
const EXTERNAL_ID: usize = 300;

impl Form {
    #[must_use]
    pub fn new(path: &[&str]) -> Self {
        Self { path: path.iter().map(ToString::to_string).collect(), errors: Vec::new() }
    }

    /// A form for an item of a list within this one.
    #[must_use]
    pub fn item(&self, list: &str, index: usize) -> Self {
        let mut path = self.path.clone();
        path.extend([list.to_owned(), index.to_string()]);
        Self { path, errors: Vec::new() }
    }

    /// Takes over an item's errors.
    pub fn merge(&mut self, item: Self) {
        self.errors.extend(item.errors);
    }

    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    #[must_use]
    pub fn into_errors(self) -> Vec<UserError> {
        self.errors
    }

    /// Notes an error at a field; an empty name means the input as a whole.
    pub fn error(&mut self, field: &str, code: UserErrorCode, message: impl Into<String>) {
        let mut path = self.path.clone();
        path.extend((!field.is_empty()).then(|| field.to_owned()));
        self.errors.push(UserError { code, message: message.into(), path });
    }

    /// What messages call a field: an item of a list is called by the list.
    #[must_use]
    pub fn name<'a>(&'a self, field: &'a str) -> &'a str {
        let list = || self.path.iter().rev().find(|step| step.parse::<usize>().is_err());
        if field.is_empty() { list().map_or("", String::as_str) } else { field }
    }

    /// Notes that a value is missing.
    pub fn required(&mut self, field: &str) {
        self.error(field, UserErrorCode::Required, format!("{field} is required."));
    }

    /// Whether a list is no longer than it may be.
    pub fn check_length(&mut self, list: &str, length: usize, most: usize) -> bool {
        if length > most {
            let message = format!("{list} has {length} items; at most {most} are allowed.");
            self.error(list, UserErrorCode::TooMany, message);
        }
        length <= most
    }

    /// Refuses an external id that is malformed, or that an earlier row has.
    pub fn check_external_id<'a>(&mut self, field: &str, id: &'a str, seen: &mut HashSet<&'a str>) {
        if self.check_text_as("externalId", field, id, EXTERNAL_ID) && !seen.insert(id) {
            self.duplicate(field, id);
        }
    }

    /// Refuses an external id that an earlier row has.
    pub fn duplicate(&mut self, field: &str, id: &str) {
        let message = format!("externalId \"{id}\" is used by an earlier row.");
        self.error(field, UserErrorCode::DuplicateInPush, message);
    }

    /// Whether a text is no longer than its limit, not blank, and free of control characters.
    pub fn check_text(&mut self, field: &str, text: &str, most: usize) -> bool {
        self.check_text_as(field, field, text, most)
    }

    /// The same for a text that has a name of its own.
    fn check_text_as(&mut self, name: &str, field: &str, text: &str, most: usize) -> bool {
        let length = text.chars().count();
        if length > most {
            let message = format!("{name} has {length} characters; at most {most} are allowed.");
            self.error(field, UserErrorCode::TooLong, message);
        } else if text.chars().all(is_invisible) {
            self.error(field, UserErrorCode::Required, format!("{name} is blank."));
        } else if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.error(field, UserErrorCode::Invalid, format!("{name} contains a control character."));
        } else {
            return true;
        }
        false
    }
}

/// Spaces of every kind, controls, and what Unicode says is shown as nothing; the empty Braille pattern is a space too.
fn is_invisible(letter: char) -> bool {
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    letter.is_whitespace() || letter.is_control() || letter == '\u{2800}' || ignorable.contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLE: usize = 300;

    #[test]
    fn a_text_that_shows_nothing_is_blank() {
        let blank =
            ["", " ", "\u{200b}", "\u{feff}\u{a0}", "\u{3164}", "\u{ffa0}", "\u{115f}\u{1160}", "\u{2800}", "\u{ad}"];
        for text in
            blank.into_iter().chain(["\u{200e}\u{202e}\u{2066}", "\u{e0020}\u{fe0f}", "\u{180e}\u{34f}", "\n\t"])
        {
            let mut form = Form::new(&[]);
            assert!(!form.check_text("title", text, TITLE), "{text:?}");
            assert_eq!(form.into_errors()[0].code, UserErrorCode::Required, "{text:?}");
        }
        for text in ["a", "\u{200b}å", "👨\u{200d}👩", "."] {
            assert!(Form::new(&[]).check_text("title", text, TITLE), "{text:?}");
        }
    }
}
