//! The themes of a business development agency. The codes are our own.

use std::collections::HashMap;

use entity::theme::Model;
use serde::Deserialize;
use uuid::Uuid;

use super::Theme;
use crate::domain::reference_data::ReferenceData;

/// A line of the file.
#[derive(Debug, Deserialize)]
pub struct Line {
    code: String,
    name: String,
    name_en: String,
}

impl ReferenceData for Theme {
    type Line = Line;

    const LINES: &'static str = include_str!("themes.csv");

    fn code(line: &Line) -> &str {
        &line.code
    }

    fn put(line: Line, _: &HashMap<String, Uuid>, row: Model) -> Model {
        let Line { code, name, name_en } = line;
        Model { code, name, name_en, ..row }
    }
}
