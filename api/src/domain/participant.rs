//! Those who take part in something: a person, or a post without a named holder.

use async_graphql::{Context, Union};
use futures_util::future::try_join;
use uuid::Uuid;

use super::people::{Person, Post};
use crate::error::Result;
use crate::kit::node::{Node, by_ids};
use crate::kit::scope::At;

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
) -> Result<Vec<Participant>> {
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
