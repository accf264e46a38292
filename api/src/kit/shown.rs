//! How objects over tables are shown. What their columns hold goes into the answer at once, and only what must be looked up is left to
//! the framework: it makes a future for each field of each row.

use std::borrow::Cow;

use async_graphql::indexmap::IndexMap;
use async_graphql::indexmap::map::Entry;
use async_graphql::parser::types::{Field, Selection, SelectionSet, TypeCondition};
use async_graphql::registry::Registry;
use async_graphql::{Context, ContextSelectionSet, Name, OutputType, Positioned, ServerResult, Value};
use entity::Row;
use futures_util::future::try_join_all;

use super::node::Node;

/// An object, or a list of them.
pub struct Shown<T>(pub T);

impl<N: Node> OutputType for Shown<N> {
    fn type_name() -> Cow<'static, str> {
        N::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        N::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        let shown = objects(ctx, std::slice::from_ref(&self.0), || vec![ctx.clone()]).await?;
        Ok(shown.into_iter().next().unwrap_or_default())
    }
}

impl<N: Node> OutputType for Shown<Vec<N>> {
    fn type_name() -> Cow<'static, str> {
        Vec::<N>::type_name()
    }

    fn qualified_type_name() -> String {
        Vec::<N>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Vec::<N>::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        let places = || (0..self.0.len()).map(|place| ctx.with_index(place)).collect();
        objects(ctx, &self.0, places).await.map(Value::List)
    }
}

/// What is selected of each of these nodes, which are at these places of the answer.
async fn objects<'a, N: Node>(
    ctx: &ContextSelectionSet<'a>,
    nodes: &[N],
    places: impl FnOnce() -> Vec<ContextSelectionSet<'a>>,
) -> ServerResult<Vec<Value>> {
    let selected = Selected::of::<N>(ctx);
    if selected.others().next().is_none() {
        return Ok(nodes.iter().map(|node| selected.object(node, &mut std::iter::empty())).collect());
    }
    Box::pin(selected.find(nodes, &places())).await
}

/// What is selected of the objects of one type.
struct Selected<'a>(Vec<(&'a Name, What<'a>)>);

/// What a field shows.
enum What<'a> {
    TypeName,
    /// The value of the column at this place.
    Column(usize),
    Other(&'a Positioned<Field>),
}

impl<'a> What<'a> {
    fn of<N: Node>(field: &'a Positioned<Field>) -> Self {
        match field.node.name.node.as_str() {
            "__typename" => Self::TypeName,
            name => N::column(name).map_or(Self::Other(field), Self::Column),
        }
    }
}

impl<'a> Selected<'a> {
    fn of<N: Node>(ctx: &ContextSelectionSet<'a>) -> Self {
        let mut selected = Self(Vec::with_capacity(ctx.item.node.items.len()));
        selected.add::<N>(ctx, &ctx.item.node);
        selected
    }

    fn add<N: Node>(&mut self, ctx: &ContextSelectionSet<'a>, set: &'a SelectionSet) {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => self.0.push((&field.node.response_key().node, What::of::<N>(field))),
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    self.add_fragment::<N>(ctx, condition, &fragment.node.selection_set);
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = ctx.query_env.fragments.get(&spread.node.fragment_name.node) {
                        let condition = Some(&fragment.node.type_condition);
                        self.add_fragment::<N>(ctx, condition, &fragment.node.selection_set);
                    }
                }
            }
        }
    }

    /// What a fragment selects of objects of the type, if they fit its condition.
    fn add_fragment<N: Node>(
        &mut self,
        ctx: &ContextSelectionSet<'a>,
        condition: Option<&Positioned<TypeCondition>>,
        set: &'a Positioned<SelectionSet>,
    ) {
        let (name, implements) = (N::type_name(), &ctx.schema_env.registry.implements);
        let fits =
            |condition: &str| name == condition || implements.get(&*name).is_some_and(|all| all.contains(condition));
        if condition.is_none_or(|condition| fits(&condition.node.on.node)) {
            self.add::<N>(ctx, &set.node);
        }
    }

    /// What the nodes do not hold.
    fn others(&self) -> impl Iterator<Item = &'a Positioned<Field>> {
        self.0.iter().filter_map(|(_, what)| if let What::Other(field) = what { Some(*field) } else { None })
    }

    /// The same with what the nodes do not hold, which is looked up of all of them at once.
    async fn find<N: Node>(&self, nodes: &[N], places: &[ContextSelectionSet<'_>]) -> ServerResult<Vec<Value>> {
        let fields: Vec<(&N, Context<'_>)> = nodes
            .iter()
            .zip(places)
            .flat_map(|(node, place)| self.others().map(move |field| (node, place.with_field(field))))
            .collect();
        let found = try_join_all(fields.iter().map(|(node, field)| node.field(field))).await?;
        let mut found = found.into_iter().map(Option::unwrap_or_default);
        Ok(nodes.iter().map(|node| self.object(node, &mut found)).collect())
    }

    /// One object, with the next of what was found.
    fn object<N: Node>(&self, node: &N, found: &mut impl Iterator<Item = Value>) -> Value {
        let mut object = IndexMap::with_capacity(self.0.len());
        for (key, what) in &self.0 {
            let value = match what {
                What::TypeName => Value::String(N::type_name().into_owned()),
                What::Column(place) => node.row().shown_at(*place),
                What::Other(_) => found.next().unwrap_or_default(),
            };
            put(&mut object, (*key).clone(), value);
        }
        Value::Object(object)
    }
}

/// Puts what fields of one key show into one value.
fn merge(there: &mut Value, more: Value) {
    match (there, more) {
        (Value::Object(there), Value::Object(more)) => more.into_iter().for_each(|(key, value)| put(there, key, value)),
        (Value::List(there), Value::List(more)) => there.iter_mut().zip(more).for_each(|(one, more)| merge(one, more)),
        _ => {}
    }
}

fn put(object: &mut IndexMap<Name, Value>, key: Name, value: Value) {
    match object.entry(key) {
        Entry::Occupied(mut there) => merge(there.get_mut(), value),
        Entry::Vacant(place) => _ = place.insert(value),
    }
}
