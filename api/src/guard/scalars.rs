//! What the compiler does not know of a schema's own scalars and enums.

use std::fmt::Display;

/// Why a text is not a value of a scalar of ours. None: it is one.
pub fn unfit(scalar: &str, text: &str) -> Option<&'static str> {
    match scalar {
        "Date" => text.parse::<entity::Date>().err(),
        "DateTime" => text.parse::<entity::DateTime>().err(),
        _ => None,
    }
}

/// Whether the scalar is one of ours, which are all written as strings.
pub fn is_ours(scalar: &str) -> bool {
    ["Date", "DateTime", "Url"].contains(&scalar)
}

/// `A, B or C`.
pub fn alternatives<T: Display>(values: impl Iterator<Item = T>) -> String {
    let values: Vec<String> = values.map(|value| value.to_string()).collect();
    match values.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => values.concat(),
    }
}
