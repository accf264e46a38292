//! Arguments and the fields of objects must have a value. apollo-parser 0.8 leaves those without one out, in silence; this
//! can go when it refuses them.

use apollo_parser::{Parser, SyntaxKind, cst::CstNode};
use async_graphql::Pos;

use crate::error::{Error, Fault, Result};

/// # Errors
/// `BAD_USER_INPUT` at the first that has none.
pub fn check(text: &str) -> Result<()> {
    let document = Parser::new(text).parse().document();
    let without_value = document.syntax().descendants().find(|node| {
        [SyntaxKind::OBJECT_FIELD, SyntaxKind::ARGUMENT].contains(&node.kind())
            && node.children().all(|child| child.kind() == SyntaxKind::NAME)
    });
    let Some(field) = without_value else { return Ok(()) };
    let at = position(text, field.text_range().start().into());
    let message = format!("The query cannot be read at line {}, column {}: a value is missing.", at.line, at.column);
    Err(Error::Invalid(vec![Fault { message, place: Some(at) }]))
}

fn position(text: &str, offset: usize) -> Pos {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    Pos { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
}
