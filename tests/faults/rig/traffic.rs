//! Clients that push, query and ask for readiness all the time, and what they see.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::task::JoinSet;

use super::book::Book;
use super::client::{Client, Reply};

/// How many clients of each kind.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    pub pushers: usize,
    pub rows: usize,
    pub readers: usize,
}

pub const SOME: Load = Load { pushers: 3, rows: 20, readers: 3 };

pub struct Traffic {
    pub book: Arc<Book>,
    stop: Arc<AtomicBool>,
    clients: JoinSet<(Kind, Replies)>,
}

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Push,
    Query,
    Ready,
}

/// Answers to requests of one kind.
#[derive(Debug, Clone, Default)]
pub struct Replies {
    pub codes: BTreeMap<String, usize>,
    pub longest: Duration,
    /// A message that each code came with.
    pub messages: BTreeMap<String, String>,
    /// Answers with 503 that do not say when to try again.
    pub without_retry_after: usize,
}

/// Between two requests of a client, so that refusals do not make it spin.
const PAUSE: Duration = Duration::from_millis(20);

impl Traffic {
    pub fn start(client: &Client, load: Load) -> Self {
        let mut traffic = Self { book: Arc::default(), stop: Arc::default(), clients: JoinSet::new() };
        for (kind, count) in [(Kind::Push, load.pushers), (Kind::Query, load.readers), (Kind::Ready, 1)] {
            for _ in 0..count {
                let (client, book, stop) = (client.clone(), traffic.book.clone(), traffic.stop.clone());
                traffic.clients.spawn(async move {
                    let mut replies = Replies::default();
                    while !stop.load(Ordering::Relaxed) {
                        replies.add(&kind.ask(&client, &book, load.rows).await);
                        tokio::time::sleep(PAUSE).await;
                    }
                    (kind, replies)
                });
            }
        }
        traffic
    }

    /// Until this many rows more are acknowledged.
    pub async fn grows(&self, rows: usize) {
        let enough = self.book.acknowledged() + rows;
        for _ in 0..1_200 {
            if self.book.acknowledged() >= enough {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no pushes are acknowledged any more");
    }

    /// Ends it when the last answer has come. What was seen, by kind.
    pub async fn stop(self) -> (Arc<Book>, BTreeMap<Kind, Replies>) {
        self.stop.store(true, Ordering::Relaxed);
        let mut all = BTreeMap::<Kind, Replies>::new();
        for (kind, replies) in self.clients.join_all().await {
            all.entry(kind).or_default().merge(replies);
        }
        (self.book, all)
    }
}

impl Kind {
    async fn ask(self, client: &Client, book: &Book, rows: usize) -> Reply {
        match self {
            Self::Push => book.push(client, rows).await,
            Self::Query => client.read().await,
            Self::Ready => client.ready().await,
        }
    }
}

impl Replies {
    fn add(&mut self, reply: &Reply) {
        *self.codes.entry(reply.code()).or_default() += 1;
        self.messages.insert(reply.code(), reply.message().to_owned());
        self.without_retry_after += usize::from(reply.code().starts_with("503 O") && !reply.retry_after);
        self.longest = self.longest.max(reply.took);
    }

    fn merge(&mut self, other: Self) {
        for (code, count) in other.codes {
            *self.codes.entry(code).or_default() += count;
        }
        self.messages.extend(other.messages);
        self.without_retry_after += other.without_retry_after;
        self.longest = self.longest.max(other.longest);
    }

    /// Besides good answers, clients saw these and nothing else.
    #[track_caller]
    pub fn are_good_or(&self, codes: &[&str]) {
        let other = self.codes.keys().find(|code| *code != "200 good" && !codes.contains(&code.as_str()));
        assert_eq!(other, None, "{:?} {:?}", self.codes, self.messages);
        assert_eq!(self.without_retry_after, 0, "{:?}", self.codes);
    }
}

impl fmt::Display for Replies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes: Vec<String> = self.codes.iter().map(|(code, count)| format!("{code}: {count}")).collect();
        f.write_str(&codes.join(", "))
    }
}
