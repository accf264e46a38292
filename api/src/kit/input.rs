//! Inputs that are a type of their own here and another one in the schema, and numbers within limits.

use crate::error::{Error, Result};

/// A number that an argument gives, from 1 on.
///
/// # Errors
/// `BadInput` for one that is too small or too large.
pub fn within(argument: &str, given: i32, most: i32) -> Result<usize> {
    let fits = usize::try_from(given).ok().filter(|_| (1..=most).contains(&given));
    fits.ok_or_else(|| Error::BadInput(format!("{argument} is {given}: give 1 to {most}.")))
}

/// Declares an input type that is another one in the schema:
/// `input_as!([N: Keyed] AnyOf<N> as Vec<N::Key>, |keys| Self(keys), |this| this.0)`.
macro_rules! input_as {
    ([$($generic:tt)*] $name:ty as $schema:ty, |$value:ident| $new:expr, |$this:ident| $old:expr) => {
        impl<$($generic)*> async_graphql::InputType for $name {
            type RawValueType = Self;

            fn type_name() -> std::borrow::Cow<'static, str> {
                <$schema as async_graphql::InputType>::type_name()
            }

            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                <$schema as async_graphql::InputType>::create_type_info(registry)
            }

            fn parse(value: Option<async_graphql::Value>) -> async_graphql::InputValueResult<Self> {
                let $value = <$schema as async_graphql::InputType>::parse(value)
                    .map_err(async_graphql::InputValueError::propagate)?;
                Ok($new)
            }

            fn to_value(&self) -> async_graphql::Value {
                let $this = self;
                async_graphql::InputType::to_value(&$old)
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }
        }
    };
    ($name:ty as $($rest:tt)*) => {
        $crate::kit::input::input_as!([] $name as $($rest)*);
    };
}
pub(crate) use input_as;
