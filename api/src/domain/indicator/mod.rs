//! What results are measured by.

mod target;

use derive::{filter, key, mutations, object, order, roots, values};
use entity::indicator::{IndicatorAggregation, IndicatorDirection, IndicatorKind};

use super::observation::Observation;
use super::organisation::{Organisation, OrganisationKey};
use super::steering::ResultArea;
use crate::kit::filter::AnyOf;
use crate::kit::sight::everybody;
use crate::write::{Code, CodeOf, Coded, FreeText, Title, Whole, Writable};

pub use target::{Target, TargetKey, TargetMutation};

/// Indikator: what is observed to tell whether a result is reached.
#[object(indicator, visible = everybody, kept)]
pub struct Indicator {
    /// Målvärden och basvärden: what it is to reach, and where it started.
    #[by(IndicatorId)]
    targets: List<Target>,
    /// Utfall: what has been observed.
    #[by(IndicatorId)]
    observations: List<Observation>,
    /// Who is responsible for it. Null: not said.
    owner: Option<Organisation>,
    /// The result area whose results it measures. Null: none.
    result_area: Option<ResultArea>,
}

#[filter(Indicator)]
pub struct IndicatorFilter {
    /// Any of these codes.
    code: Vec<String>,
    /// Any of these kinds.
    kind: Vec<IndicatorKind>,
    /// Of any of these result areas.
    result_area: AnyOf<ResultArea>,
}

#[order(Indicator, Code, Asc)]
pub enum IndicatorOrderField {
    /// Kod: its code, in Swedish alphabetical order.
    Code,
    /// Namn, in Swedish alphabetical order.
    Name,
}

#[key(Indicator)]
pub enum IndicatorKey {
    /// Kod: its code, exactly.
    Code(String),
}

#[roots]
pub trait IndicatorQuery {
    /// Indikatorer: what results are measured by.
    fn indicators() -> List<Indicator>;
    /// One indicator. Null: there is none with this key.
    fn indicator(by: IndicatorKey) -> Indicator;
    /// Målvärden och basvärden: what observations are compared with.
    fn targets() -> List<Target>;
    /// One target. Null: there is none with this key.
    fn target(by: TargetKey) -> Target;
}

#[values(Indicator)]
pub struct IndicatorValues {
    /// How figures of several territories or periods are put together.
    aggregation: IndicatorAggregation,
    /// Kod: unique, at most 40 characters.
    #[unique]
    code: Code,
    /// With how many decimals figures are shown, 0 to 10.
    #[default(0)]
    decimals: Whole<0, 10>,
    /// Definition, at most 20,000 characters. Null: not defined.
    definition: Option<FreeText>,
    /// Which way is better.
    direction: IndicatorDirection,
    /// Which kind of result it measures.
    kind: IndicatorKind,
    /// Namn, in Swedish, at most 300 characters.
    name: Title,
    /// The name in English, at most 300 characters. Null: not known.
    name_en: Option<Title>,
    /// Who is responsible for it. Null: not said.
    owner: Option<OrganisationKey>,
    /// The code of the result area whose results it measures. Of a code that several frameworks use, the area of the
    /// one in force is meant; give the id to name another. Null: none.
    result_area_code: Option<CodeOf<ResultArea>>,
    /// Enhet, in words, at most 300 characters.
    unit: Title,
    /// The unit's code in a list of units, such as `C62` in UN/CEFACT Recommendation 20, at most 40 characters; any
    /// list may be used. Null: it has none.
    unit_code: Option<Code>,
}

impl Writable for Indicator {
    type Values = IndicatorValues;
}

impl Coded for Indicator {
    const CODE: Self::Column = Self::Column::Code;
}

mutations!(Indicator);
