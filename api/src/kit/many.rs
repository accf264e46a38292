//! Lists of what is put together by the framework. Its own cut an error's path off at the row, where the specification wants it to lead
//! to the field; this can go when they do not any more (`resolver_utils/list.rs` of async-graphql).

use std::borrow::Cow;

use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::{ContextSelectionSet, OutputType, Positioned, ServerResult, Value};
use futures_util::future::try_join_all;

/// A list of objects, unions or interfaces.
#[derive(Debug, Clone)]
pub struct Many<T>(pub Vec<T>);

impl<T: OutputType> OutputType for Many<T> {
    fn type_name() -> Cow<'static, str> {
        Vec::<T>::type_name()
    }

    fn qualified_type_name() -> String {
        Vec::<T>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Vec::<T>::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let places: Vec<_> = (0..self.0.len()).map(|place| ctx.with_index(place)).collect();
        let items = self.0.iter().zip(&places).map(|(item, place)| item.resolve(place, field));
        try_join_all(items).await.map(Value::List)
    }
}

impl<T> FromIterator<T> for Many<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}
