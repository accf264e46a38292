//! Documents that were found valid: a dashboard asks the same few all day.

use std::sync::Arc;

use async_graphql::parser::types::ExecutableDocument;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

pub type ValidDocuments = Cache<String, Arc<ExecutableDocument>, ByText>;

/// Bytes of text of all that are kept. In memory a document takes up to a hundred times as much.
const TEXT: u64 = 512 * 1024;
/// About as many as that are.
const DOCUMENTS: usize = 256;

#[derive(Clone)]
pub struct ByText;

impl Weighter<String, Arc<ExecutableDocument>> for ByText {
    fn weight(&self, text: &String, _document: &Arc<ExecutableDocument>) -> u64 {
        text.len() as u64
    }
}

pub fn new() -> ValidDocuments {
    Cache::with_weighter(DOCUMENTS, TEXT, ByText)
}
