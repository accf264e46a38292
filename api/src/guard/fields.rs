//! An object's field must have a value. apollo-parser 0.8 takes `{ overdue }` for an object without fields; this can go when
//! it refuses that.

use apollo_parser::{Parser, SyntaxKind, cst::CstNode};
use async_graphql::Pos;

use crate::error::{Error, Fault, Result};

/// # Errors
/// `BAD_USER_INPUT` at the first field of an object literal without a value.
pub fn check(text: &str) -> Result<()> {
    let document = Parser::new(text).parse().document();
    let without_value = document.syntax().descendants().find(|node| {
        node.kind() == SyntaxKind::OBJECT_FIELD && node.children().all(|child| child.kind() == SyntaxKind::NAME)
    });
    let Some(field) = without_value else { return Ok(()) };
    let at = position(text, field.text_range().start().into());
    let message =
        format!("The query cannot be read at line {}, column {}: the field has no value.", at.line, at.column);
    Err(Error::Invalid(vec![Fault { message, place: Some(at) }]))
}

fn position(text: &str, offset: usize) -> Pos {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    Pos { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
}
