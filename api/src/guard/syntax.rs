//! Says where a document does not parse, without the text around the place.

use async_graphql::parser::Error as ParseError;

use crate::error::Error;

/// The parser's own words quote the line of the query; only its list of what it expected there is kept.
pub fn explain(error: &ParseError) -> Error {
    let text = match error {
        ParseError::Syntax { message, start, .. } => {
            format!("The query cannot be read at line {}, column {}{}.", start.line, start.column, expected(message))
        }
        ParseError::MultipleOperations { .. } => {
            "An operation without a name must be the only one in its document.".to_owned()
        }
        ParseError::OperationDuplicated { .. } => "Two operations have the same name.".to_owned(),
        ParseError::FragmentDuplicated { .. } => "Two fragments have the same name.".to_owned(),
        ParseError::MissingOperation => "The document holds no operation.".to_owned(),
        _ => "The query cannot be read.".to_owned(),
    };
    Error::BadInput(text)
}

/// `: expected a, b` from the last line of the parser's message, which names rules of the grammar only.
fn expected(message: &str) -> String {
    let reason = message.lines().last().and_then(|line| line.trim_start().strip_prefix("= expected "));
    reason.map_or_else(String::new, |rules| format!(": expected {}", rules.replace('_', " ").replace("EOI", "the end")))
}
