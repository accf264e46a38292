//! What was acknowledged to clients, and whether it is there afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use super::client::{Client, Reply};

/// The books of clients that push new rows. Ids are of the form `batch-row`.
#[derive(Default)]
pub struct Book {
    next: AtomicUsize,
    acknowledged: Mutex<BTreeSet<String>>,
}

/// What a look afterwards found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    pub acknowledged: usize,
    pub lost: usize,
    pub doubled: usize,
    /// Acknowledged rows that a second push wrote again.
    pub rewritten: usize,
}

const PAGE: &str = "query ($after: String) { evaluations(first: 100, after: $after) {
    nodes { externalId findings { nodes { text } } } pageInfo { hasNextPage endCursor } } }";

impl Book {
    /// Pushes this many new rows, and notes those that are acknowledged.
    pub async fn push(&self, client: &Client, rows: usize) -> Reply {
        let batch = self.next.fetch_add(1, Ordering::Relaxed);
        let ids: Vec<String> = (0..rows).map(|row| format!("{batch}-{row}")).collect();
        let reply = client.push(&ids).await;
        if reply.is_good() {
            assert_eq!(reply.statuses().len(), rows, "{}", reply.body);
            self.acknowledged.lock().expect("the book").extend(ids);
        }
        reply
    }

    pub fn acknowledged(&self) -> usize {
        self.acknowledged.lock().expect("the book").len()
    }

    /// Reads everything, and pushes what was acknowledged once more.
    pub async fn compare(&self, client: &Client) -> Found {
        let acknowledged = self.acknowledged.lock().expect("the book").clone();
        let there = everything(client).await;
        let lost = acknowledged.iter().filter(|id| !there.contains_key(*id)).count();
        let doubled = there.values().filter(|times| **times != 1).count();
        let mut rewritten = 0;
        for ids in acknowledged.iter().cloned().collect::<Vec<_>>().chunks(500) {
            let reply = client.push(ids).await;
            assert!(reply.is_good(), "{}", reply.body);
            rewritten += reply.statuses().iter().filter(|status| **status != "UNCHANGED").count();
        }
        Found { acknowledged: acknowledged.len(), lost, doubled, rewritten }
    }
}

impl Found {
    /// All that was acknowledged is there once.
    #[track_caller]
    pub fn is_all(&self) {
        let Self { acknowledged, lost, doubled, rewritten } = *self;
        assert_eq!((lost, doubled, rewritten), (0, 0, 0), "of {acknowledged} acknowledged rows");
    }
}

/// How often each row is there, by its external id: the evaluation, and its only finding.
async fn everything(client: &Client) -> BTreeMap<String, usize> {
    let (mut there, mut after) = (BTreeMap::new(), Value::Null);
    loop {
        let reply = client.ask(PAGE, json!({ "after": after })).await;
        assert!(reply.is_good(), "{}", reply.body);
        let page = &reply.body["data"]["evaluations"];
        for row in page["nodes"].as_array().into_iter().flatten() {
            let findings = row["findings"]["nodes"].as_array().map_or(0, Vec::len);
            *there.entry(row["externalId"].as_str().unwrap_or_default().to_owned()).or_default() += findings;
        }
        if page["pageInfo"]["hasNextPage"] != true {
            return there;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}
