//! The kinds of values that inputs have, each with its limits. In the schema they are plain scalars.

use async_graphql::InputType;
use entity::Plain;

use super::form::Form;
use super::lookup::Lookup;
use super::user_error::UserErrorCode;
use crate::kit::input::input_as;
use crate::kit::text::normal;

/// A value as an input gives it, and what is kept of it.
pub trait Value: InputType {
    type Stored;

    /// What the row keeps. None: it is refused, and the form says why.
    fn settle(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Self::Stored>;
}

impl<T: Plain + InputType + Copy> Value for T {
    type Stored = T;

    fn settle(&self, _: &str, _: &mut Form, _: &Lookup) -> Option<T> {
        Some(*self)
    }
}

/// Declares a text with a limit.
macro_rules! text {
    ($($(#[$doc:meta])* $name:ident($most:literal);)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(pub String);

        input_as!($name as String, |text| Self(normal(&text)), |this| this.0);

        impl Value for $name {
            type Stored = String;

            fn settle(&self, field: &str, form: &mut Form, _: &Lookup) -> Option<String> {
                form.check_text(field, &self.0, $most).then(|| self.0.clone())
            }
        }
    )*};
}

text! {
    /// A title or name: at most 300 characters.
    Title(300);
    /// At most 20,000 characters.
    FreeText(20_000);
    /// At most 40 characters.
    Code(40);
}

/// A language, as a BCP 47 tag: letters, then parts of letters and digits after hyphens.
#[derive(Debug, Clone)]
pub struct Language(pub String);

input_as!(Language as String, |tag| Self(normal(&tag)), |this| this.0);

impl Value for Language {
    type Stored = String;

    fn settle(&self, field: &str, form: &mut Form, _: &Lookup) -> Option<String> {
        let mut parts = self.0.split('-');
        let is_language = |part: &str| (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphabetic());
        let is_part = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
        let fits = parts.next().is_some_and(is_language) && parts.all(is_part) && self.0.len() <= 40;
        if !fits {
            form.error(field, UserErrorCode::Invalid, format!("{field} must be a BCP 47 tag such as sv or en-GB."));
        }
        fits.then(|| self.0.clone())
    }
}

/// A web address, at most 2,000 characters. It is never fetched.
#[derive(Debug, Clone)]
pub struct WebAddress(pub entity::Url);

input_as!(WebAddress as entity::Url, |url| Self(entity::Url(normal(&url.0))), |this| this.0);

const LONGEST_URL: usize = 2_000;

impl Value for WebAddress {
    type Stored = entity::Url;

    fn settle(&self, field: &str, form: &mut Form, _: &Lookup) -> Option<entity::Url> {
        let text = &self.0.0;
        if !form.check_text(field, text, LONGEST_URL) {
            return None;
        }
        let parsed = url::Url::parse(text).ok();
        let fits = parsed.is_some_and(|url| ["http", "https"].contains(&url.scheme()) && url.has_host());
        if !fits || text.chars().any(char::is_whitespace) {
            form.error(field, UserErrorCode::Invalid, format!("{field} must be an http:// or https:// URL."));
            return None;
        }
        Some(self.0.clone())
    }
}

/// A whole number between limits, both included.
#[derive(Debug, Clone, Copy)]
pub struct Whole<const LEAST: i32, const MOST: i32>(pub i32);

/// A part of a hundred.
pub type Percent = Whole<0, 100>;

input_as!([const LEAST: i32, const MOST: i32] Whole<LEAST, MOST> as i32, |number| Self(number), |this| this.0);

impl<const LEAST: i32, const MOST: i32> Value for Whole<LEAST, MOST> {
    type Stored = i32;

    fn settle(&self, field: &str, form: &mut Form, _: &Lookup) -> Option<i32> {
        let fits = (LEAST..=MOST).contains(&self.0);
        if !fits {
            let message = format!("{field} is {}; it must be {LEAST} to {MOST}.", self.0);
            form.error(field, UserErrorCode::OutOfRange, message);
        }
        fits.then_some(self.0)
    }
}

/// A figure of a size that both databases read back to the last digit.
#[derive(Debug, Clone, Copy)]
pub struct Figure(pub f64);

input_as!(Figure as f64, |figure| Self(figure), |this| this.0);

const SIZES: std::ops::RangeInclusive<f64> = 1e-6..=1e15;

impl Value for Figure {
    type Stored = f64;

    fn settle(&self, field: &str, form: &mut Form, _: &Lookup) -> Option<f64> {
        // There is one zero, without a sign.
        let figure = if self.0 == 0.0 { 0.0 } else { self.0 };
        if figure == 0.0 || SIZES.contains(&figure.abs()) {
            return Some(figure);
        }
        let (least, most) = (SIZES.start(), SIZES.end());
        let message = format!("{field} is {figure}; unless it is 0 its size must be {least:e} to {most:e}.");
        form.error(field, UserErrorCode::OutOfRange, message);
        None
    }
}
