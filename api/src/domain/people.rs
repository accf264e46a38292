//! People in their roles at work, and the posts that they hold.

use async_graphql::InputObject;
use derive::{filter, key, mutations, object, order, roots, values};
use entity::Row;
use entity::person::{Column, Model};
use sea_orm::Condition;
use uuid::Uuid;

use super::assignment::Assignment;
use super::award::SelfAssessment;
use super::body::BodyMembership;
use super::measure::{Measure, MeasureStatusCount, MeasureUpdate};
use super::meeting::{AgendaItem, Attendance, Decision, Statement};
use super::organisation::{Organisation, OrganisationKey};
use super::record::Workspace;
use crate::error::Result;
use crate::kit::column::{col, is_text};
use crate::kit::filter::AnyOf;
use crate::kit::key::Key;
use crate::kit::related::related;
use crate::kit::rows::Rows;
use crate::kit::sight::{everybody, internal};
use crate::kit::text::normal;
use crate::write::{Form, KeyPart, Lookup, Title, Value, Writable};

/// Person: a person at work, by name and unit. Nothing private is kept. Readers, editors and admins see persons; the
/// public and integrations see none.
#[object(person, visible = internal)]
pub struct Person {
    /// Närvaro: meetings to which the person was called.
    #[by(PersonId)]
    attendances: List<Attendance>,
    /// Medlemskap: in which groups the person is, now or at another time.
    #[by(PersonId)]
    memberships: List<BodyMembership>,
    /// Uttalanden: what the person said at agenda items.
    #[by(PersonId)]
    statements: List<Statement>,
    /// Självvärderingar: self-assessments that the person leads.
    #[by(LeaderId)]
    self_assessments: List<SelfAssessment>,
    /// Gemensamma ytor: workspaces that the person made.
    #[by(CreatedById)]
    workspaces: List<Workspace>,
    /// Uppdrag: assignments that the person leads.
    #[by(LeaderId)]
    assignments: List<Assignment>,
    /// Åtgärder: measures for which the person is responsible.
    #[by(ResponsiblePersonId)]
    measures: List<Measure>,
    /// How many of the measures for which the person is responsible have each status; statuses without any are included
    /// with 0.
    #[by(ResponsiblePersonId)]
    measure_counts: Vec<MeasureStatusCount>,
    /// Uppdrag: assignments that the person ordered.
    #[by(OrderedByPersonId)]
    ordered_assignments: List<Assignment>,
    /// Befattningar: posts that the person holds.
    #[by(HolderId)]
    posts: List<Post>,
    /// Dagordningspunkter: agenda items that the person presents.
    #[through(agenda_item_presenter)]
    presented_items: List<AgendaItem>,
    /// Beslut: decisions that the person proposed.
    #[through(decision_proposer)]
    proposed_decisions: List<Decision>,
    /// Lägesrapporter: updates on measures that the person reported.
    #[by(ReportedById)]
    reports: List<MeasureUpdate>,
    /// Enhet: the organisation that the person works in.
    organisation: Organisation,
}

#[filter(Person)]
pub struct PersonFilter {
    /// Any of these family names, exactly.
    family_name: Vec<String>,
    /// In any of these organisations.
    organisation: AnyOf<Organisation>,
}

#[order(Person, FamilyName, Asc)]
pub enum PersonOrderField {
    /// Efternamn, in Swedish alphabetical order.
    FamilyName,
}

/// Namn i en enhet: names a person where the name is the only one of its kind there.
#[derive(Debug, Clone, InputObject)]
pub struct PersonName {
    /// Efternamn, exactly.
    family_name: String,
    /// Förnamn, exactly.
    given_name: String,
    /// Enhet: the organisation that the person works in.
    organisation: OrganisationKey,
}

#[key(Person)]
pub enum PersonKey {
    /// Namn och enhet, which must fit one person only.
    Name(PersonName),
}

impl KeyPart<Person> for PersonName {
    const BY: &'static str = "name";

    fn condition(self, rows: &Rows) -> Result<Condition> {
        let in_unit = related::<Organisation>(col(Column::OrganisationId), self.organisation.condition(rows)?, rows);
        Ok(is_text(Column::FamilyName, &self.family_name)
            .add(is_text(Column::GivenName, &self.given_name))
            .add(in_unit))
    }

    /// A source sees no persons, but it may name those whom it knows by name and unit.
    fn find(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Vec<Uuid>> {
        let unit = self.organisation.settle(field, form, lookup)?;
        let given_name = normal(&self.given_name);
        let is_meant = |person: &&Model| person.organisation_id == unit && person.given_name == given_name;
        let found = lookup.known::<Model>(Column::FamilyName, &*normal(&self.family_name));
        Some(found.iter().filter(is_meant).map(Row::id).collect())
    }

    fn words(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}

#[values(Person)]
pub struct PersonValues {
    /// Efternamn, at most 300 characters.
    family_name: Title,
    /// Förnamn, at most 300 characters.
    given_name: Title,
    /// Enhet: the organisation that the person works in.
    organisation: OrganisationKey,
}

impl Writable for Person {
    type Values = PersonValues;
}

mutations!(Person);

#[roots]
pub trait PeopleQuery {
    /// Personer: everybody who presents, proposes, orders or leads. The public and integrations see none.
    fn persons() -> List<Person>;
    /// One person. Null: there is none with this key, or the viewer may not see it.
    fn person(by: PersonKey) -> Person;
    /// Befattningar: the posts that are named, with or without a known holder.
    fn posts() -> List<Post>;
    /// One post. Null: there is none with this key.
    fn post(by: PostKey) -> Post;
}

/// Befattning: a post, such as the Director-General's, which stays when its holder leaves.
#[object(post, visible = everybody, kept)]
pub struct Post {
    /// Närvaro: meetings to which the holder of the post was called.
    #[by(PostId)]
    attendances: List<Attendance>,
    /// Medlemskap: in which groups the holder of the post is, now or at another time.
    #[by(PostId)]
    memberships: List<BodyMembership>,
    /// Uttalanden: what the holder of the post said at agenda items.
    #[by(PostId)]
    statements: List<Statement>,
    /// Uppdrag: assignments that were ordered by the holder of the post.
    #[by(OrderedByPostId)]
    ordered_assignments: List<Assignment>,
    /// Dagordningspunkter: agenda items that the holder of the post presents.
    #[through(agenda_item_presenter)]
    presented_items: List<AgendaItem>,
    /// Beslut: decisions that the holder of the post proposed.
    #[through(decision_proposer)]
    proposed_decisions: List<Decision>,
    /// Innehavare: who holds it now. Null: nobody, not known, or the viewer may not see who.
    holder: Option<Person>,
    /// The organisation that it belongs to.
    organisation: Organisation,
}

#[filter(Post)]
pub struct PostFilter {
    /// Held by any of these persons, as far as the viewer may see them.
    holder: AnyOf<Person>,
    /// In any of these organisations.
    organisation: AnyOf<Organisation>,
    /// Any of these titles, exactly.
    title: Vec<String>,
}

#[order(Post, Title, Asc)]
pub enum PostOrderField {
    /// Benämning, in Swedish alphabetical order.
    Title,
}

#[key(Post)]
pub enum PostKey {
    /// Benämning, exactly. It must be the title of one post only.
    Title(String),
}

#[values(Post)]
pub struct PostValues {
    /// Innehavare: who holds it now. Null: nobody, or not known.
    holder: Option<PersonKey>,
    /// The organisation that it belongs to.
    organisation: OrganisationKey,
    /// Benämning, in Swedish, at most 300 characters.
    title: Title,
    /// The title in English, at most 300 characters. Null: not known.
    title_en: Option<Title>,
}

impl Writable for Post {
    type Values = PostValues;
}

mutations!(Post);
