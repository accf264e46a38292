//! What is wrong with a document, in the compiler's words but for what a reader cannot use, and without the values that
//! the document holds.

use apollo_compiler::Schema;
use apollo_compiler::ast::Document;
use apollo_compiler::parser::{SourceMap, SourceSpan};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::DiagnosticList;
use async_graphql::Pos;

use super::argument_path::path_at;
use super::scalars;
use crate::error::{Error, Fault};

/// The first place that cannot be read: what follows it may be wrong only because of it.
pub fn unreadable(found: &DiagnosticList) -> Error {
    let first = found.iter().next().map(|one| (one.error.to_string(), one.line_column_range()));
    let (text, range) = first.unwrap_or_default();
    let place = range.map(|range| position(range.start));
    let reason = text.trim_start_matches("syntax error: ").split(", got").next().unwrap_or_default();
    let reason = SIGNS.iter().fold(reason.to_owned(), |reason, (name, sign)| reason.replace(name, sign));
    let at = place.map(|at| format!(" at line {}, column {}", at.line, at.column)).unwrap_or_default();
    Error::Invalid(vec![Fault { message: format!("The query cannot be read{at}: {}", lower(&reason)), place }])
}

/// How the compiler calls signs, and what they are.
const SIGNS: [(&str, &str); 8] = [
    ("L_CURLY", "{"),
    ("R_CURLY", "}"),
    ("L_PAREN", "("),
    ("R_PAREN", ")"),
    ("L_BRACK", "["),
    ("R_BRACK", "]"),
    ("COLON", ":"),
    ("NAME", "a name"),
];

/// All that is not valid. A value is named by its path, such as `filter.kind.0`.
pub fn invalid(found: &DiagnosticList, document: &Document, schema: &Schema) -> Vec<Fault> {
    let mut faults: Vec<Fault> = found
        .iter()
        .map(|one| {
            let place = one.line_column_range().map(|range| position(range.start));
            fault(&with_alternatives(one.error.to_string(), schema), place, document)
        })
        .collect();
    // A selection of nothing but unknown fields is not also a missing one.
    if faults.iter().any(|fault| fault.message.contains("does not have a field")) {
        faults.retain(|fault| !fault.message.contains(WITHOUT_FIELDS));
    }
    faults
}

/// A value that an enum does not have, with those that it has.
fn with_alternatives(text: String, schema: &Schema) -> String {
    let kind = text.split_once(" does not exist on `").and_then(|(_, kind)| kind.split('`').next());
    match kind.and_then(|kind| schema.types.get(kind)) {
        Some(ExtendedType::Enum(known)) => format!("{text}: use {}", scalars::alternatives(known.values.keys())),
        _ => text,
    }
}

const WITHOUT_FIELDS: &str = "must have a selection of fields";

/// A fault, with the path of the value that it is about.
pub fn fault(text: &str, place: Option<Pos>, document: &Document) -> Fault {
    let path = place.and_then(|place| path_at(document, place));
    if text.ends_with("must have a subselection set") {
        let field = place.map(|place| word_at(document, place)).unwrap_or_default();
        return Fault { message: format!("\"{field}\" {WITHOUT_FIELDS}, as in {field} {{ … }}."), place };
    }
    let text = text.replace('`', "\"");
    let message = path.map_or_else(|| upper(&text), |path| format!("\"{path}\": {}", lower(&text)));
    Fault { message, place }
}

/// The name that starts at a place.
fn word_at(document: &Document, place: Pos) -> String {
    let text = document.sources.values().next().map(|source| source.source_text()).unwrap_or_default();
    let line = text.lines().nth(place.line.saturating_sub(1)).unwrap_or_default();
    let rest = line.chars().skip(place.column.saturating_sub(1));
    rest.take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect()
}

/// Line and column of where something starts.
pub fn place(span: SourceSpan, sources: &SourceMap) -> Option<Pos> {
    span.line_column(sources).map(position)
}

fn position(at: apollo_compiler::parser::LineColumn) -> Pos {
    Pos { line: at.line, column: at.column }
}

fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), full_stop(letters.as_str())))
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_lowercase(), full_stop(letters.as_str())))
}

fn full_stop(text: &str) -> String {
    format!("{}.", text.trim_end_matches('.'))
}
