//! Ids of objects of any type, in filters.

use std::collections::BTreeMap;

use async_graphql::ID;
use sea_orm::Condition;
use uuid::Uuid;

use super::nodes::node_type;
use crate::error::Result;
use crate::kit::column::nothing;
use crate::kit::context::NodeType;
use crate::kit::filter::bounded;
use crate::kit::input::input_as;
use crate::kit::node::parse_id;

/// Ids of objects of any type.
#[derive(Debug, Clone)]
pub struct NodeIds(Vec<ID>);

input_as!(NodeIds as Vec<ID>, |ids| Self(ids), |this| this.0);

impl NodeIds {
    /// What fits any of them, by what fits the ids of one type.
    ///
    /// # Errors
    /// `BadInput` for an id that is malformed or of an unknown type, or too long a list; and those of `fits`.
    pub fn any(self, fits: impl Fn(&'static NodeType, Vec<Uuid>) -> Result<Condition>) -> Result<Condition> {
        let mut by_type: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
        for id in bounded(self.0)? {
            let (kind, uuid) = parse_id(&id)?;
            by_type.entry(kind).or_default().push(uuid);
        }
        by_type
            .into_iter()
            .try_fold(Condition::any().add(nothing()), |any, (kind, ids)| Ok(any.add(fits(node_type(&kind)?, ids)?)))
    }
}
