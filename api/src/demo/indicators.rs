//! What the figures are figures of. The page names no indicators, so all of these are examples.

use entity::indicator::{IndicatorAggregation as Aggregation, IndicatorDirection, IndicatorKind as Kind, Model};
use uuid::Uuid;

use super::examples::areas::Areas;
use crate::error::Result;
use crate::ledger::WriteTx;

pub struct Indicators {
    /// Those that the page's figures belong to.
    pub jobs: Uuid,
    pub turnover: Uuid,
    pub employment: Uuid,
    /// Those that only examples belong to.
    pub clarity: Uuid,
    pub sorted: Uuid,
}

pub async fn write(tx: &mut WriteTx, areas: &Areas) -> Result<Indicators> {
    let indicators = INDICATORS.map(|example| example.among(areas));
    let [jobs, turnover, employment, clarity, sorted] = indicators.each_ref().map(|row| row.id);
    tx.insert(indicators.into()).await?;
    Ok(Indicators { jobs, turnover, employment, clarity, sorted })
}

struct Example {
    code: &'static str,
    name: &'static str,
    name_en: &'static str,
    definition: &'static str,
    unit: &'static str,
    kind: Kind,
    aggregation: Aggregation,
    area: fn(&Areas) -> Uuid,
}

const INDICATORS: [Example; 5] = [
    Example {
        code: "EX-JOBB",
        name: "Exempel: Arbetstillfällen som en etablering bidragit till",
        name_en: "Example: Jobs that an establishment contributed to",
        // The page does not say whether the country's figure holds the region's. It presumably does.
        definition: "Skattat bidrag inom ett område. Rikets tal rymmer förmodligen regionens: lägg inte ihop dem.",
        unit: "arbetstillfällen",
        kind: Kind::Impact,
        aggregation: Aggregation::Sum,
        area: |areas| areas.businesses,
    },
    Example {
        code: "EX-OMS",
        name: "Exempel: Omsättning i hotellföretag",
        name_en: "Example: Turnover of hotel companies",
        definition: "Nettoomsättning under ett år.",
        unit: "kronor",
        kind: Kind::Outcome,
        aggregation: Aggregation::Sum,
        area: |areas| areas.businesses,
    },
    Example {
        code: "EX-SYSS",
        name: "Exempel: Sysselsättning i hotellföretag",
        name_en: "Example: Employment in hotel companies",
        definition: "Sysselsatta i medeltal under ett år.",
        unit: "sysselsatta",
        kind: Kind::Outcome,
        aggregation: Aggregation::Sum,
        area: |areas| areas.skills,
    },
    Example {
        code: "EX-ENKELT",
        name: "Exempel: Kunder som tycker att vi är enkla att förstå",
        name_en: "Example: Customers who find us easy to understand",
        definition: "Andel av de svarande i en årlig enkät.",
        unit: "procent",
        kind: Kind::Outcome,
        aggregation: Aggregation::Average,
        area: |areas| areas.innovation,
    },
    Example {
        code: "EX-SORT",
        name: "Exempel: Rätt sorterat avfall",
        name_en: "Example: Waste that is sorted rightly",
        definition: "Andel av vikten vid en stickprovskontroll.",
        unit: "procent",
        kind: Kind::Output,
        aggregation: Aggregation::Latest,
        area: |areas| areas.innovation,
    },
];

impl Example {
    fn among(self, areas: &Areas) -> Model {
        Model {
            id: Uuid::now_v7(),
            code: self.code.into(),
            name: self.name.into(),
            name_en: Some(self.name_en.into()),
            definition: Some(self.definition.into()),
            unit: self.unit.into(),
            kind: self.kind,
            direction: IndicatorDirection::Increase,
            aggregation: self.aggregation,
            result_area_id: Some((self.area)(areas)),
            ..Default::default()
        }
    }
}
