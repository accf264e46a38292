//! What things are about. Reference data: loaded when the database is migrated, and the same for everybody.

mod reference_data;

use derive::{filter, key, object, order, roots};
use entity::theme::Column;

use super::evaluation::Evaluation;
use super::measure::{Measure, MeasureStatusCount};
use super::meeting::AgendaItem;
use crate::kit::sight::everybody;
use crate::write::Coded;

/// Tema: what evaluations, agenda items and measures are about, such as skills supply.
#[object(theme, visible = everybody, kept)]
pub struct Theme {
    /// Dagordningspunkter: agenda items that are about it.
    #[through(agenda_item_theme)]
    agenda_items: List<AgendaItem>,
    /// Utvärderingar: evaluations that are about it.
    #[through(evaluation_theme)]
    evaluations: List<Evaluation>,
    /// Åtgärder: measures that are about it.
    #[through(measure_theme)]
    measures: List<Measure>,
    /// How many of its measures have each status; statuses without any are included with 0.
    #[through(measure_theme)]
    measure_counts: Vec<MeasureStatusCount>,
}

#[filter(Theme)]
pub struct ThemeFilter {
    /// Any of these codes.
    code: Vec<String>,
}

#[order(Theme, Name, Asc)]
pub enum ThemeOrderField {
    /// Kod: its code, in Swedish alphabetical order.
    Code,
    /// Namn, in Swedish alphabetical order.
    Name,
}

#[key(Theme)]
pub enum ThemeKey {
    /// Kod, such as `skills`.
    Code(String),
}

#[roots]
pub trait ThemeQuery {
    /// Teman: what evaluations, agenda items and measures can be about.
    fn themes() -> List<Theme>;
    /// One theme. Null: there is none with this key.
    fn theme(by: ThemeKey) -> Theme;
}

impl Coded for Theme {
    const CODE: Column = Column::Code;
}
