//! What led to what where no reference says so, with the page's words for it.

use entity::Row;
use entity::trace_link::{Model, TraceConfidence, TraceRelation};
use entity::{agenda_item, decision, document, finding, self_assessment};
use uuid::Uuid;

use super::assessment::Assessment;
use super::meeting::Items;
use crate::error::Result;
use crate::ledger::WriteTx;

pub async fn write(
    tx: &mut WriteTx,
    assessment: &Assessment,
    items: &Items,
    policy: Uuid,
    decision: Uuid,
) -> Result<()> {
    let stock = end::<self_assessment::Model>(assessment.id);
    let missing = end::<finding::Model>(assessment.deficiency);
    let item = end::<agenda_item::Model>(items.innovation);
    let decision = end::<decision::Model>(decision);
    tx.insert(vec![
        link(stock, TraceRelation::Informed, item, TraceConfidence::Stated, STOCK),
        link(end::<document::Model>(policy), TraceRelation::Informed, item, TraceConfidence::Stated, POLICY),
        link(stock, TraceRelation::LedTo, decision, TraceConfidence::Inferred, STOCK),
        link(missing, TraceRelation::LedTo, decision, TraceConfidence::Inferred, MISSING),
    ])
    .await
    .map(drop)
}

const STOCK: &str = "Förra hösten inventerade en arbetsgrupp hur vi står oss inom de områden som värderas i tävlingen \
                     Sveriges modernaste myndighet.";
const POLICY: &str = "Vår medarbetarpolicy uttrycker att ”vi ska visa mod och initiativkraft för att förbättra, förenkla \
                      och förnya verksamheten”.";
const MISSING: &str = "Det som saknas är en långsiktig ambition och plan för hur vi ska öka vår innovativa mognadsgrad och \
                       arbeta mer samordnat.";

type End = (&'static str, Uuid);

fn end<R: Row>(id: Uuid) -> End {
    (R::TYPE, id)
}

fn link(from: End, relation: TraceRelation, to: End, confidence: TraceConfidence, basis: &str) -> Model {
    Model {
        from_type: from.0.into(),
        from_id: from.1,
        to_type: to.0.into(),
        to_id: to.1,
        relation,
        basis: Some(basis.into()),
        confidence,
        ..Default::default()
    }
}
