//! Random writes to any table, through the ledger, of which no rule but the database's own is asked.

use std::pin::Pin;

use entity::{Row, TABLES, Visitor};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use sea_orm::Condition;
use serde_json::{Map, Value, json};
use styrgraf::kit::rows::Rows;
use styrgraf::kit::scope::Scope;
use styrgraf::ledger::{Actor, Edit, Ledger, WriteTx};

/// Writes to a random table. The table, and whether it took the write.
pub async fn write(ledger: &Ledger, random: &mut StdRng) -> (&'static str, bool) {
    let table = TABLES.choose(random).expect("tables").name;
    let write = Write { ledger: ledger.clone(), random: StdRng::seed_from_u64(random.random()) };
    (table, entity::visit(table, write).expect("a table of ours").await)
}

struct Write {
    ledger: Ledger,
    random: StdRng,
}

type Writing = Pin<Box<dyn Future<Output = bool> + Send>>;

impl Visitor for Write {
    type Output = Writing;

    fn visit<R: Row>(self) -> Writing {
        Box::pin(self.write::<R>())
    }
}

/// Texts that no rule of the database holds to a form.
const TEXTS: [&str; 9] =
    ["title", "name", "text", "comment", "summary", "conclusion", "purpose", "family_name", "definition"];

impl Write {
    async fn write<R: Row>(mut self) -> bool {
        let db = self.ledger.db().clone();
        let rows = Rows::new(db.clone(), Scope::system(self.ledger.clock()));
        let all: Vec<R> = rows.find_in(db.reader(), Condition::all(), false).await.expect("rows");
        let Some(before) = all.choose(&mut self.random).cloned() else { return false };
        let other = all.choose(&mut self.random).expect("the same at least");
        let changed = self.changed(&before, other);
        let (ledger, kind) = (self.ledger, self.random.random_range(0..10));
        let work = async move |tx: &mut WriteTx| {
            match (kind, changed) {
                (0, _) => tx.delete(vec![before]).await?,
                (1, Some(mut new)) => {
                    new.set_id(uuid::Uuid::nil());
                    tx.insert(vec![new]).await?;
                }
                (_, Some(after)) => drop(tx.update(vec![Edit { before, after, links: Vec::new() }]).await?),
                _ => (),
            }
            Ok(())
        };
        ledger.commit(&Actor::system(), work).await.is_ok()
    }

    /// A row with something of another one, or with another text. None: it is no row any more.
    fn changed<R: Row>(&mut self, row: &R, other: &R) -> Option<R> {
        let mut fields = object(row);
        let other = object(other);
        let own = |name: &&String| !["id", "version", "created_at", "updated_at"].contains(&name.as_str());
        let names: Vec<String> = fields.keys().filter(own).cloned().collect();
        let number = self.random.random_range(0..1_000);
        for name in ["code", "external_id"] {
            if fields.get(name).is_some_and(Value::is_string) && self.random.random_bool(0.5) {
                fields.insert(name.into(), json!(format!("K{number}")));
            }
        }
        let name = names.choose(&mut self.random)?;
        let value = match name.as_str() {
            "access" => json!(["PUBLIC", "INTERNAL", "RESTRICTED"].choose(&mut self.random)),
            text if TEXTS.contains(&text) => json!(format!("Åtgärd {number}")),
            name => other.get(name).cloned().unwrap_or_default(),
        };
        fields.insert(name.clone(), value);
        if fields.contains_key("access") && self.random.random_bool(0.3) {
            fields.insert("access".into(), json!(["PUBLIC", "INTERNAL"].choose(&mut self.random)));
        }
        serde_json::from_value(Value::Object(fields)).ok()
    }
}

fn object<R: Row>(row: &R) -> Map<String, Value> {
    match serde_json::to_value(row) {
        Ok(Value::Object(fields)) => fields,
        other => panic!("no object: {other:?}"),
    }
}
