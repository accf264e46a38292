//! Applies an input's values to a row and gathers everything that is wrong with them, each error at its place.

use async_graphql::{
    MaybeUndefined,
    MaybeUndefined::{Null, Undefined, Value},
};
use entity::{Access, Date, Url};
use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};

use super::payload::{UserError, UserErrorCode};

/// At most this many characters.
pub const TITLE: usize = 300;
/// At most this many characters.
pub const FREE_TEXT: usize = 20_000;
/// At most this many characters.
pub const CODE: usize = 40;
const URL: usize = 2_000;

/// An input being applied. Absent fields keep what is there; null clears, or is refused where a value is needed.
#[derive(Debug, Clone)]
pub struct Form {
    /// A new row: what is needed must be given.
    creating: bool,
    path: Vec<String>,
    errors: Vec<UserError>,
    /// A pushed status lay behind the present one, which stays.
    pub status_kept: bool,
}

impl Form {
    #[must_use]
    pub fn new(creating: bool, path: &[&str]) -> Self {
        Self { creating, path: path.iter().map(ToString::to_string).collect(), errors: Vec::new(), status_kept: false }
    }

    /// A form for an item of a list within this one.
    #[must_use]
    pub fn item(&self, creating: bool, list: &str, index: usize) -> Self {
        let mut path = self.path.clone();
        path.extend([list.to_owned(), index.to_string()]);
        Self { creating, path, errors: Vec::new(), status_kept: false }
    }

    /// Takes over what there is to say of an item.
    pub fn absorb(&mut self, item: Self) {
        self.errors.extend(item.errors);
        self.status_kept |= item.status_kept;
    }

    #[must_use]
    pub fn creating(&self) -> bool {
        self.creating
    }

    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    #[must_use]
    pub fn into_errors(self) -> Vec<UserError> {
        self.errors
    }

    /// Notes an error at a field; an empty name stands for the input as a whole.
    pub fn refuse(&mut self, field: &str, code: UserErrorCode, message: impl Into<String>) {
        let mut path = self.path.clone();
        path.extend((!field.is_empty()).then(|| field.to_owned()));
        self.errors.push(UserError { code, message: message.into(), path });
    }

    fn required(&mut self, field: &str) {
        self.refuse(field, UserErrorCode::Required, format!("{field} is required."));
    }

    /// A value that every row has. A new row must be given one.
    pub fn set<T>(&mut self, field: &str, given: MaybeUndefined<T>, slot: &mut T) {
        match given {
            Value(value) => *slot = value,
            Undefined if !self.creating => {}
            _ => self.required(field),
        }
    }

    /// A value that every row has, and a new one has by itself.
    pub fn set_or_keep<T>(&mut self, field: &str, given: MaybeUndefined<T>, slot: &mut T) {
        match given {
            Value(value) => *slot = value,
            Undefined => {}
            Null => self.required(field),
        }
    }

    /// A value that a row may lack.
    pub fn clearable<T>(&self, given: MaybeUndefined<T>, slot: &mut Option<T>) {
        match given {
            Value(value) => *slot = Some(value),
            Undefined => {}
            Null => *slot = None,
        }
    }

    /// A text that every row has.
    pub fn text(&mut self, field: &str, given: MaybeUndefined<String>, slot: &mut String, most: usize) {
        if let Value(text) = &given
            && !self.fits(field, text, most)
        {
            return;
        }
        self.set(field, given, slot);
    }

    /// A text that a row may lack.
    pub fn clearable_text(
        &mut self,
        field: &str,
        given: MaybeUndefined<String>,
        slot: &mut Option<String>,
        most: usize,
    ) {
        if let Value(text) = &given
            && !self.fits(field, text, most)
        {
            return;
        }
        self.clearable(given, slot);
    }

    /// A web address that a row may lack. It is never fetched.
    pub fn url(&mut self, field: &str, given: MaybeUndefined<Url>, slot: &mut Option<Url>) {
        if let Value(Url(text)) = &given {
            if !self.fits(field, text, URL) {
                return;
            }
            let parsed =
                url::Url::parse(text).ok().filter(|url| ["http", "https"].contains(&url.scheme()) && url.has_host());
            if parsed.is_none() || text.chars().any(char::is_whitespace) {
                let message = format!("{field} is no web address that begins with http:// or https://.");
                return self.refuse(field, UserErrorCode::Invalid, message);
            }
        }
        self.clearable(given, slot);
    }

    /// A whole number between limits.
    pub fn number(
        &mut self,
        field: &str,
        given: MaybeUndefined<i32>,
        slot: &mut i32,
        limits: std::ops::RangeInclusive<i32>,
    ) {
        match given {
            Value(number) if !limits.contains(&number) => {
                let message = format!("{field} is {number}; it must be {} to {}.", limits.start(), limits.end());
                self.refuse(field, UserErrorCode::OutOfRange, message);
            }
            given => self.set_or_keep(field, given, slot),
        }
    }

    /// Who may see the row. A source cannot hide a row from itself.
    pub fn access(&mut self, given: MaybeUndefined<Access>, slot: &mut Access, pushes: bool) {
        if pushes && matches!(given, Value(Access::Restricted)) {
            return self.refuse("access", UserErrorCode::Invalid, "access is RESTRICTED, which a push cannot set.");
        }
        self.set_or_keep("access", given, slot);
    }

    /// A range of days must not end before it starts.
    pub fn in_order(&mut self, (from_field, from): (&str, Option<Date>), (to_field, to): (&str, Option<Date>)) {
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            let message = format!("{to_field} ({to}) lies before {from_field} ({from}).");
            self.refuse(to_field, UserErrorCode::OutOfRange, message);
        }
    }

    /// Whether a text is no longer than its limit, not blank, and free of control characters.
    pub fn fits(&mut self, field: &str, text: &str, most: usize) -> bool {
        let length = text.chars().count();
        if length > most {
            let message = format!("{field} has {length} characters; at most {most} are allowed.");
            self.refuse(field, UserErrorCode::TooLong, message);
        } else if text.chars().all(is_invisible) {
            self.refuse(field, UserErrorCode::Required, format!("{field} is blank."));
        } else if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.refuse(field, UserErrorCode::Invalid, format!("{field} holds a control character."));
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

    #[test]
    fn a_text_that_shows_nothing_is_blank() {
        let blank =
            ["", " ", "\u{200b}", "\u{feff}\u{a0}", "\u{3164}", "\u{ffa0}", "\u{115f}\u{1160}", "\u{2800}", "\u{ad}"];
        for text in
            blank.into_iter().chain(["\u{200e}\u{202e}\u{2066}", "\u{e0020}\u{fe0f}", "\u{180e}\u{34f}", "\n\t"])
        {
            let mut form = Form::new(true, &[]);
            assert!(!form.fits("title", text, TITLE), "{text:?}");
            assert_eq!(form.into_errors()[0].code, UserErrorCode::Required, "{text:?}");
        }
        for text in ["a", "\u{200b}å", "👨\u{200d}👩", "."] {
            assert!(Form::new(true, &[]).fits("title", text, TITLE), "{text:?}");
        }
    }
}
