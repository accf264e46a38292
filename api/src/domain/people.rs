//! Who somebody is at work: people, and the posts that they hold.

use async_graphql::{Context, ID};
use entity::{agenda_item_presenter, decision_proposer, person, post};
use sea_orm::Condition;

use super::assignment::Assignment;
use super::measure::{Measure, MeasureUpdate};
use super::meeting::{AgendaItem, Decision};
use super::organisation::Organisation;
use crate::error::Result;
use crate::kit::access::internal;
use crate::kit::column::col;
use crate::kit::filter::any_text;
use crate::kit::node::Node;
use crate::kit::object::{key, listing, object, roots};
use crate::kit::page::Via;
use crate::kit::related::any_related;

object! {
    /// Person: somebody in a role at work, by name and unit. Nothing private is kept, and the public sees no persons.
    Person of person::Model, visible: internal;
    lists {
        /// Uppdrag that the person leads.
        assignments: Assignment via Via::Key("leader_id");
        /// Åtgärder for which the person answers.
        measures: Measure via Via::Key("responsible_person_id");
        /// Uppdrag that the person ordered.
        ordered_assignments: Assignment via Via::Key("ordered_by_person_id");
        /// Befattningar that the person holds.
        posts: Post via Via::Key("holder_id");
        /// Dagordningspunkter that the person presents.
        presented_items: AgendaItem via Via::listed_by::<agenda_item_presenter::Model>();
        /// Beslut that the person proposed.
        proposed_decisions: Decision via Via::listed_by::<decision_proposer::Model>();
        /// Lägesrapporter that the person made.
        reports: MeasureUpdate via Via::Key("reported_by_id");
    }
    impl {
        /// Enhet: the organisation that the person works in.
        async fn organisation(&self, ctx: &Context<'_>) -> Result<Organisation> {
            self.the(ctx, self.row.organisation_id).await
        }
    }
}

listing! {
    Person of person::Model, PersonFilter, PersonOrder by PersonOrderField;
    filter {
        /// Any of these family names, exactly.
        family_name: Vec<String> => |names, reader| any_text(col::<person::Model>("family_name"), names, reader);
        /// In any of these organisations.
        organisation: Vec<ID> =>
            |ids, reader| any_related::<Organisation>(col::<person::Model>("organisation_id"), ids, reader);
    }
    order {
        default FamilyName Asc;
        /// Efternamn, in Swedish alphabetical order.
        FamilyName => SortKey::Swedish("family_name");
    }
}

key! {
    PersonKey of person::Model {}
}

roots! {
    PersonQuery:
    /// Personer: everybody who presents, proposes, orders or leads. The public sees none.
    persons,
    /// One person. Null: there is none with this key, or the viewer may not see it.
    person(PersonKey) -> Person
}

object! {
    /// Befattning: a post, such as the Director-General's, which stays when its holder leaves.
    Post of post::Model, visible: |_| Condition::all();
    lists {
        /// Uppdrag that were ordered by whoever held the post.
        ordered_assignments: Assignment via Via::Key("ordered_by_post_id");
        /// Dagordningspunkter that the post presents.
        presented_items: AgendaItem via Via::Link("agenda_item_presenter", "post_id", "agenda_item_id");
        /// Beslut that the post proposed.
        proposed_decisions: Decision via Via::Link("decision_proposer", "post_id", "decision_id");
    }
    impl {
        /// Innehavare: who holds it now. Null: nobody, not known, or the viewer may not see who.
        async fn holder(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
            self.one(ctx, self.row.holder_id).await
        }

        /// The organisation that it belongs to.
        async fn organisation(&self, ctx: &Context<'_>) -> Result<Organisation> {
            self.the(ctx, self.row.organisation_id).await
        }
    }
}

listing! {
    Post of post::Model, PostFilter, PostOrder by PostOrderField;
    filter {
        /// Held by any of these persons, as far as the viewer may see them.
        holder: Vec<ID> => |ids, reader| any_related::<Person>(col::<post::Model>("holder_id"), ids, reader);
        /// In any of these organisations.
        organisation: Vec<ID> =>
            |ids, reader| any_related::<Organisation>(col::<post::Model>("organisation_id"), ids, reader);
        /// Any of these titles, exactly.
        title: Vec<String> => |titles, reader| any_text(col::<post::Model>("title"), titles, reader);
    }
    order {
        default Title Asc;
        /// Benämning, in Swedish alphabetical order.
        Title => SortKey::Swedish("title");
    }
}

key! {
    PostKey of post::Model {}
}

roots! {
    PostQuery:
    /// Befattningar: the posts that are named, with or without a known holder.
    posts,
    /// One post. Null: there is none with this key.
    post(PostKey) -> Post
}
