//! Fritextsökning: objects of all types by the words of their texts.

mod matching;
mod page;
mod place;
mod rebuild;
mod snippet;

use std::collections::BTreeSet;
use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use self::page::Found;
use self::snippet::{SearchSnippet, snippet};
use super::nodes::{AnyNode, NodeKind, find};
use crate::error::{Error, Result};
use crate::kit::context::context;
use crate::kit::listing::{PageInfo, rows_selected};
use crate::kit::many::Many;
use crate::kit::page::PageArgs;
use crate::kit::scope::At;
use crate::words::Terms;

pub use page::Search;
pub use rebuild::rebuild_words;

/// Träff: an object that a search found, and where.
#[derive(SimpleObject)]
pub struct SearchHit {
    /// The field of the object that the snippet is from, such as `title` or `summary`.
    field: &'static str,
    /// The object.
    node: AnyNode,
    /// Utdrag: a part of the field's text, around the first word of the query in it. It is from the text in which most of
    /// the words occur.
    snippet: SearchSnippet,
}

/// Rad: a hit, with its place among all.
#[derive(SimpleObject)]
pub struct SearchHitEdge {
    /// The hit's place in this search, for `after`.
    cursor: String,
    /// The hit itself.
    node: Arc<SearchHit>,
}

/// Träfflista: a page of what a search found.
pub struct SearchHitConnection {
    search: Search,
    hits: Vec<(String, Arc<SearchHit>)>,
    more: bool,
}

/// Träfflista: a page of what a search found.
#[Object]
impl SearchHitConnection {
    /// The hits of this page, each with its cursor.
    async fn edges(&self) -> Many<SearchHitEdge> {
        let edge =
            |(cursor, hit): &(String, Arc<SearchHit>)| SearchHitEdge { cursor: cursor.clone(), node: hit.clone() };
        self.hits.iter().map(edge).collect()
    }

    /// The hits of this page.
    async fn nodes(&self) -> Many<Arc<SearchHit>> {
        self.hits.iter().map(|(_, hit)| hit.clone()).collect()
    }

    /// Whether there is more, and from where to go on.
    async fn page_info(&self, ctx: &Context<'_>) -> Result<PageInfo> {
        let is_asked = ctx.look_ahead().field("hasPreviousPage").exists();
        Ok(PageInfo {
            has_next_page: self.more,
            has_previous_page: is_asked && self.search.has_previous(context(ctx).rows()).await?,
            start_cursor: self.hits.first().map(|(cursor, _)| cursor.clone()),
            end_cursor: self.hits.last().map(|(cursor, _)| cursor.clone()),
        })
    }

    /// How many objects are found on all pages, exactly; counted only when selected.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        self.search.total(context(ctx).rows()).await
    }
}

#[derive(Default)]
pub struct SearchQuery(At);

#[Object]
impl SearchQuery {
    /// Fritextsökning: objects of all types in whose texts all words of the query occur, in Swedish or in English. Those come
    /// first whose title, name or number has all of the words, then those where it has some, then the others; among
    /// them the one that was written last. A word finds its Swedish forms and what begins with it: `åtgärder`
    /// finds `åtgärd`, and `kompetens` finds `kompetensförsörjning`; å, ä and ö are letters of their own.
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "What to look for: words, in any order. At least two letters or digits, at most 200 characters and 20 words; other signs only separate words."
        )]
        query: String,
        #[graphql(
            desc = "Of which types. Null: of all. None are found if it is empty, or of a type without texts of its own, such as `ATTENDANCE`."
        )]
        types: Option<Vec<NodeKind>>,
        #[graphql(desc = "How many from the start, 1 to 100. Null: 25.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor, of the same query. Null: from the start.")] after: Option<
            String,
        >,
    ) -> Result<SearchHitConnection> {
        let (size, _) = PageArgs { first, ..Default::default() }.size()?;
        let search = Search::new(self.0, terms(&query)?, types.map(|types| each_once(&types)), after)?;
        let page = if rows_selected(ctx) { search.page(context(ctx).rows(), size).await? } else { Vec::new() };
        SearchHitConnection::of(ctx, search, page, size).await
    }
}

/// However often a type is named.
fn each_once(types: &[NodeKind]) -> Vec<&'static str> {
    types.iter().map(|kind| kind.of().node_type).collect::<BTreeSet<_>>().into_iter().collect()
}

impl SearchHitConnection {
    /// Of what was found, one more than wanted.
    async fn of(ctx: &Context<'_>, search: Search, mut page: Vec<Found>, size: u64) -> Result<Self> {
        let more = page.len() as u64 > size;
        page.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        let hits = page.iter().map(|found| hit(ctx, &search, found));
        let hits = futures_util::future::try_join_all(hits).await?;
        Ok(Self { search, hits, more })
    }
}

/// The objects of a page are read together, those of a type with one statement.
async fn hit(ctx: &Context<'_>, search: &Search, found: &Found) -> Result<(String, Arc<SearchHit>)> {
    let Found { node_type, place } = found;
    let node = find(ctx, node_type, place.id, search.at).await?;
    let node =
        node.ok_or_else(|| Error::internal(format!("{node_type} {} is gone, but its words are kept", place.id)))?;
    let (field, snippet) = snippet(&node.searched(), &search.terms);
    Ok((place.encode(&search.terms), Arc::new(SearchHit { field, node, snippet })))
}

const MOST_CHARACTERS: usize = 200;
const MOST_WORDS: usize = 20;

/// The words of a query.
///
/// # Errors
/// `BadInput` when there are too few of them, or too many.
pub fn terms(query: &str) -> Result<Terms> {
    let characters = query.chars().count();
    if characters > MOST_CHARACTERS {
        return Err(Error::BadInput(format!(
            "query has {characters} characters; at most {MOST_CHARACTERS} are allowed."
        )));
    }
    let terms = Terms::of(query);
    match terms.count() {
        words if words > MOST_WORDS => {
            Err(Error::BadInput(format!("query has {words} different words; at most {MOST_WORDS} are allowed.")))
        }
        _ if terms.letters() < 2 => {
            Err(Error::bad_input("query has fewer than two letters or digits. Give a word, or the beginning of one."))
        }
        _ => Ok(terms),
    }
}
