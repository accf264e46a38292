//! What led to what where no reference says so, with the page's words for it.

use entity::Row;
use entity::trace_link::Model;
use entity::trace_link::TraceConfidence::{self, Inferred, Stated};
use entity::trace_link::TraceRelation::{self, Informed, LedTo, RespondsTo};
use entity::{action_plan, agenda_item, decision, document, finding, self_assessment};
use uuid::Uuid;

use super::assessment::Assessment;
use crate::error::Result;
use crate::ledger::WriteTx;

/// What the traces lead to.
pub struct Ends {
    pub item: Uuid,
    pub policy: Uuid,
    pub decision: Uuid,
    pub plan: Uuid,
}

/// The page tells of the stock-taking, the policy and what is missing on its way to the decision. Only of the policy does
/// it say what follows from it; the rest is inferred from that order.
pub async fn write(tx: &mut WriteTx, assessment: &Assessment, ends: &Ends) -> Result<()> {
    let stock = end::<self_assessment::Model>(assessment.id);
    let missing = end::<finding::Model>(assessment.deficiency);
    let policy = end::<document::Model>(ends.policy);
    let item = end::<agenda_item::Model>(ends.item);
    let decision = end::<decision::Model>(ends.decision);
    let plan = end::<action_plan::Model>(ends.plan);
    let links = vec![
        link(stock, Informed, item, Inferred, STOCK),
        link(policy, Informed, item, Stated, POLICY),
        link(stock, LedTo, decision, Inferred, CONCLUSION),
        link(missing, LedTo, decision, Inferred, MISSING),
        link(plan, RespondsTo, missing, Inferred, MISSING),
    ];
    tx.insert(links).await.map(drop)
}

const STOCK: &str = "Förra hösten inventerade en arbetsgrupp hur vi står oss inom de områden som värderas i tävlingen \
                     Sveriges modernaste myndighet.";
const POLICY: &str = "Vår medarbetarpolicy uttrycker att ”vi ska visa mod och initiativkraft för att förbättra, förenkla \
                      och förnya verksamheten”. Det behöver vi stimulera genom att jobba med kulturen, utveckla stödjande \
                      strukturer, metoder med mera.";
const CONCLUSION: &str = "En slutsats var att vi behöver arbeta mer strategiskt och samordnat med innovation till nytta för \
                          våra kunder.";
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
