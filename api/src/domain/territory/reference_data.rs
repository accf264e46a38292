//! Sweden's territories: the codes of counties and municipalities are Statistics Sweden's, those of the country's three
//! parts are our own.

use std::collections::HashMap;

use entity::territory::{Model, TerritoryLevel};
use serde::Deserialize;
use uuid::Uuid;

use super::Territory;
use crate::domain::reference_data::ReferenceData;

/// A line of the file. A territory comes after the one that it is in.
#[derive(Debug, Deserialize)]
pub struct Line {
    code: String,
    level: TerritoryLevel,
    name: String,
    parent_code: Option<String>,
}

impl ReferenceData for Territory {
    type Line = Line;

    const LINES: &'static str = include_str!("territories.csv");

    fn code(line: &Line) -> &str {
        &line.code
    }

    fn put(line: Line, ids: &HashMap<String, Uuid>, row: Model) -> Model {
        let Line { code, level, name, parent_code } = line;
        let parent_id = parent_code.and_then(|parent| ids.get(&parent).copied());
        Model { code, level, name, parent_id, ..row }
    }
}
