//! The kinds of values that inputs have, each with its limits. In the schema they are plain scalars.

use std::borrow::Cow;

use async_graphql::{InputType, InputValueError, InputValueResult, registry::Registry};
use entity::Plain;

use super::form::Form;
use super::lookup::Lookup;
use super::user_error::UserErrorCode;
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

/// Declares an input type that is another one in the schema.
macro_rules! input_as {
    (generic $generic:ident: $($rest:tt)*) => {
        $crate::write::input_as!(@ [<$generic: 'static>] $($rest)*);
    };
    (@ [$($generic:tt)*] $name:ty as $schema:ty, |$value:ident| $new:expr, |$this:ident| $old:expr) => {
        impl $($generic)* InputType for $name {
            type RawValueType = Self;

            fn type_name() -> std::borrow::Cow<'static, str> {
                <$schema>::type_name()
            }

            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                <$schema>::create_type_info(registry)
            }

            fn parse(value: Option<async_graphql::Value>) -> async_graphql::InputValueResult<Self> {
                let $value: $schema = InputType::parse(value).map_err(async_graphql::InputValueError::propagate)?;
                Ok($new)
            }

            fn to_value(&self) -> async_graphql::Value {
                let $this = self;
                $old.to_value()
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }
        }
    };
    ($name:ty as $($rest:tt)*) => {
        $crate::write::input_as!(@ [] $name as $($rest)*);
    };
}
pub(crate) use input_as;

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

impl<const LEAST: i32, const MOST: i32> InputType for Whole<LEAST, MOST> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        i32::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        i32::create_type_info(registry)
    }

    fn parse(value: Option<async_graphql::Value>) -> InputValueResult<Self> {
        i32::parse(value).map(Self).map_err(InputValueError::propagate)
    }

    fn to_value(&self) -> async_graphql::Value {
        self.0.to_value()
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

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
