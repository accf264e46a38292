//! The groups that meet and decide, or work something out.

use async_graphql::{Context, ID};
use entity::body::{BodyKind, Model};
use sea_orm::Condition;

use super::assignment::Assignment;
use super::meeting::Meeting;
use super::organisation::Organisation;
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::filter::{any_choice, any_text};
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::page::Via;
use crate::kit::related::any_related;

object! {
    /// Grupp: a group that meets and decides, or works something out, such as a management group.
    Body of Model, visible: |_| Condition::all();
    lists {
        /// Uppdrag that the group carries out.
        assignments: Assignment via Via::Key("body_id");
        /// Möten that the group has held or is to hold.
        meetings: Meeting via Via::Key("body_id");
    }
    impl {
        /// The organisation that it belongs to.
        async fn organisation(&self, ctx: &Context<'_>) -> Result<Organisation> {
            self.the(ctx, self.row.organisation_id).await
        }
    }
}

listing! {
    Body of Model, BodyFilter, BodyOrder by BodyOrderField;
    filter {
        /// Any of these kinds.
        kind: Vec<BodyKind> => |kinds, reader| any_choice(col::<Model>("kind"), kinds, reader);
        /// Any of these names, exactly.
        name: Vec<String> => |names, reader| any_text(col::<Model>("name"), names, reader);
        /// In any of these organisations.
        organisation: Vec<ID> => |ids, reader| any_related::<Organisation>(col::<Model>("organisation_id"), ids, reader);
    }
    order {
        default Name Asc;
        /// Namn, in Swedish alphabetical order.
        Name => SortKey::Swedish("name");
    }
}

key! {
    BodyKey of Model {}
}

roots! {
    BodyQuery:
    /// Grupper: management groups, working groups, project groups and the like.
    bodies,
    /// One group. Null: there is none with this key.
    body(BodyKey) -> Body
}
