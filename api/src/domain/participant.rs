//! Those who take part in something: a person, or a post without a named holder.

use async_graphql::{Context, OneofObject, Union};
use entity::{Link, Row};
use futures_util::future::try_join;
use sea_orm::Condition;
use uuid::Uuid;

use super::people::{Person, PersonKey, Post, PostKey};
use crate::error::Result;
use crate::kit::column::col;
use crate::kit::many::Many;
use crate::kit::node::{Node, by_ids};
use crate::kit::presence::has;
use crate::kit::related::refers;
use crate::kit::relation::Relation;
use crate::kit::rows::Rows;
use crate::kit::scope::At;
use crate::write::{Form, ListItem, Lookup, Value, is_seen};

/// Deltagare: who takes part in something, by name or by post.
///
/// New members may be added: ask for `__typename` and pass over what you do not know.
#[derive(Union)]
pub enum Participant {
    Person(Person),
    Post(Post),
}

/// The one participant that a row names as a person or a post. None: the viewer may not see who.
///
/// # Errors
/// When the database does not answer.
pub async fn participant(
    ctx: &Context<'_>,
    of: &impl Node,
    person_id: Option<Uuid>,
    post_id: Option<Uuid>,
) -> Result<Option<Participant>> {
    if person_id.is_some() {
        return Ok(of.optional_ref(ctx, person_id).await.transpose()?.map(Participant::Person));
    }
    Ok(of.optional_ref(ctx, post_id).await.transpose()?.map(Participant::Post))
}

/// The participants that links name as a person or a post, in their order. Whom the viewer may not see is left out.
///
/// # Errors
/// When the database does not answer.
pub async fn participants(
    ctx: &Context<'_>,
    at: At,
    named: impl Iterator<Item = (Option<Uuid>, Option<Uuid>)>,
) -> Result<Many<Participant>> {
    let named: Vec<_> = named.collect();
    let persons = by_ids::<Person>(ctx, named.iter().filter_map(|(person, _)| *person), at);
    let posts = by_ids::<Post>(ctx, named.iter().filter_map(|(_, post)| *post), at);
    let (persons, posts) = try_join(persons, posts).await?;
    let person = |id: Uuid| persons.get(&id).map(|row| Participant::Person(Person::new(row.clone(), at)));
    let post = |id: Uuid| posts.get(&id).map(|row| Participant::Post(Post::new(row.clone(), at)));
    let found = named
        .into_iter()
        .filter_map(|(person_id, post_id)| person_id.and_then(person).or_else(|| post_id.and_then(post)));
    Ok(found.collect())
}

/// The nodes that name a participant whom the viewer may see.
#[must_use]
pub fn names_participant<N: Node>(rows: &Rows) -> Condition {
    let column = |name| N::Row::column(name).map(col);
    let person = column("person_id").map(|column| refers::<Person>(column, rows));
    let post = column("post_id").map(|column| refers::<Post>(column, rows));
    person.into_iter().chain(post).fold(Condition::any(), Condition::add)
}

/// The nodes whose list of links names a participant whom the viewer may see.
#[must_use]
pub fn names_participants<L: Link, N: Node>(rows: &Rows) -> Condition {
    let persons = has::<N, Person>(Relation::through::<L, N, Person>(), rows);
    Condition::any().add(persons).add(has::<N, Post>(Relation::through::<L, N, Post>(), rows))
}

/// Nyckel: names who takes part in something. Give exactly one of the fields.
#[derive(Debug, Clone, OneofObject)]
pub enum ParticipantKey {
    /// Person: a person by name.
    Person(PersonKey),
    /// Befattning: a post, whoever holds it.
    Post(PostKey),
}

/// The person's column and the post's.
impl Value for ParticipantKey {
    type Stored = [Option<Uuid>; 2];

    fn settle(&self, field: &str, form: &mut Form, lookup: &Lookup) -> Option<Self::Stored> {
        match self {
            Self::Person(key) => Some([Some(key.settle(field, form, lookup)?), None]),
            Self::Post(key) => Some([None, Some(key.settle(field, form, lookup)?)]),
        }
    }
}

impl ListItem for ParticipantKey {
    fn is_seen(targets: &[Option<Uuid>], lookup: &Lookup) -> bool {
        match targets {
            // A source's list is the source's, also the persons in it whom it names and does not see.
            [Some(person), _] => lookup.is_push() || is_seen::<Person>(Some(*person), lookup),
            [_, post] => is_seen::<Post>(*post, lookup),
            _ => false,
        }
    }
}
