//! The macros that declare an object, its listing and its look-up, so that a domain file holds only what is its own.

/// Declares an object type over a table: the struct, its `Node`, and its GraphQL object with the table's columns, `id`,
/// a connection per line under `lists`, and the methods of the `impl` block.
macro_rules! object {
    ($(#[$doc:meta])* $name:ident of $row:path, visible: $visible:expr;
     $(lists { $($(#[$list_doc:meta])* $list:ident: $child:ident via $via:expr;)* })? $(impl { $($body:tt)* })?) => {
        pub struct $name {
            row: $row,
            at: $crate::kit::scope::At,
        }

        impl $crate::kit::node::Node for $name {
            type Row = $row;

            fn new(row: $row, at: $crate::kit::scope::At) -> Self {
                Self { row, at }
            }

            fn row(&self) -> &$row {
                &self.row
            }

            fn at(&self) -> $crate::kit::scope::At {
                self.at
            }

            fn visible(viewer: &$crate::auth::viewer::Viewer) -> sea_orm::Condition {
                let visible: fn(&$crate::auth::viewer::Viewer) -> sea_orm::Condition = $visible;
                visible(viewer)
            }
        }

        $(#[$doc])*
        #[async_graphql::Object]
        impl $name {
            #[graphql(flatten)]
            async fn columns(&self) -> &$row {
                &self.row
            }

            /// The object's global id: opaque, and the same for ever.
            pub(crate) async fn id(&self) -> async_graphql::ID {
                $crate::kit::node::global_id::<$row>(self.row.id)
            }

            $($($(#[$list_doc])*
            #[allow(clippy::too_many_arguments)]
            async fn $list(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "Which of them. Null: all.")] filter: Option<<$child as $crate::kit::object::Listed>::Filter>,
                #[graphql(desc = "In which order. Null: the list's own.")] order_by: Option<<$child as $crate::kit::object::Listed>::Order>,
                #[graphql(desc = "How many from the beginning, 1 to 100. Null: 25, unless `last` is given.")] first: Option<i32>,
                #[graphql(desc = "Only what comes after this cursor. Null: from the beginning.")] after: Option<String>,
                #[graphql(desc = "How many from the end, 1 to 100. Null: see `first`.")] last: Option<i32>,
                #[graphql(desc = "Only what comes before this cursor. Null: up to the end.")] before: Option<String>,
            ) -> $crate::error::Result<$crate::kit::listing::List<$child>> {
                let args = $crate::kit::page::PageArgs { first, after, last, before };
                let sort = order_by.unwrap_or_default().into();
                $crate::kit::listing::children(ctx, self, $via, filter, sort, args).await
            })*)?

            $($($body)*)?
        }
    };
}

/// A type that can be listed: which filter and which order it takes.
pub trait Listed: super::node::Node {
    type Filter: super::filter::Filter;
    type Order: Into<super::order::Sort> + Default;
}

/// Declares what a list of a type can be filtered and ordered by: the filter's input object, the order's enum and input
/// object, and how they become a condition and a sort. Id, creation and last write come by themselves.
macro_rules! listing {
    ($node:ident of $row:path, $filter:ident, $order:ident by $field:ident;
     filter { $($(#[$by_doc:meta])* $by:ident: $kind:ty => $condition:expr;)* }
     order { default $default:ident $direction:ident; $($(#[$key_doc:meta])* $key:ident => $sort:expr;)* }) => {
        #[doc = concat!("Urval: which objects of type `", stringify!($node), "` are wanted. All fields that are given must fit; a list means any of its values.")]
        #[derive(Debug, Clone, async_graphql::InputObject)]
        pub struct $filter {
            /// Any of these objects.
            #[graphql(default)]
            id: $crate::kit::given::Given<Vec<async_graphql::ID>>,
            /// Came into Styrgraf within these instants.
            #[graphql(default)]
            created_at: $crate::kit::given::Given<$crate::kit::filter::DateTimeRange>,
            /// Last written within these instants: ask from the last refresh on for what is new.
            #[graphql(default)]
            updated_at: $crate::kit::given::Given<$crate::kit::filter::DateTimeRange>,
            $($(#[$by_doc])* #[graphql(default)] $by: $crate::kit::given::Given<$kind>,)*
        }

        impl $crate::kit::filter::Filter for $filter {
            fn condition(self, reader: &$crate::kit::rows::Rows) -> $crate::error::Result<sea_orm::Condition> {
                let Self { id, created_at, updated_at, $($by),* } = self;
                let mut all = sea_orm::Condition::all();
                let col = $crate::kit::column::col::<$row>;
                if let Some(ids) = id.0 {
                    all = all.add($crate::kit::filter::any_id::<$row>(col("id"), ids, reader)?);
                }
                if let Some(range) = created_at.0 {
                    all = all.add($crate::kit::filter::within(col("created_at"), range, reader)?);
                }
                if let Some(range) = updated_at.0 {
                    all = all.add($crate::kit::filter::within(col("updated_at"), range, reader)?);
                }
                $(if let Some(value) = $by.0 {
                    let condition: fn($kind, &$crate::kit::rows::Rows) -> $crate::error::Result<sea_orm::Condition> = $condition;
                    all = all.add(condition(value, reader)?);
                })*
                Ok(all)
            }
        }

        #[doc = concat!("Ordningsbegrepp: what a list of type `", stringify!($node), "` can be ordered by. Ties go by the id.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
        pub enum $field {
            /// Skapad: when it came into Styrgraf.
            CreatedAt,
            /// Ändrad: when it was last written.
            UpdatedAt,
            $($(#[$key_doc])* $key,)*
        }

        #[doc = concat!("Ordning: in which order objects of type `", stringify!($node), "` are listed.")]
        #[derive(Debug, Clone, Copy, async_graphql::InputObject)]
        pub struct $order {
            /// What to order by.
            field: $field,
            /// Which way.
            #[graphql(default)]
            direction: $crate::kit::order::OrderDirection,
        }

        impl Default for $order {
            fn default() -> Self {
                Self { field: $field::$default, direction: $crate::kit::order::OrderDirection::$direction }
            }
        }

        impl From<$order> for $crate::kit::order::Sort {
            fn from(order: $order) -> Self {
                use $crate::kit::order::SortKey;
                let key = match order.field {
                    $field::CreatedAt => SortKey::Instant("created_at"),
                    $field::UpdatedAt => SortKey::Instant("updated_at"),
                    $($field::$key => $sort,)*
                };
                Self { key, direction: order.direction }
            }
        }

        impl $crate::kit::object::Listed for $node {
            type Filter = $filter;
            type Order = $order;
        }
    };
}

/// Declares the keys by which one object is looked up: its id, and those listed here.
macro_rules! key {
    ($key:ident of $row:path { $($(#[$doc:meta])* $name:ident($kind:ty) => $condition:expr;)* }) => {
        #[doc = concat!("Nyckel: names one object. Give exactly one of the fields.")]
        #[derive(Debug, Clone, async_graphql::OneofObject)]
        pub enum $key {
            /// Its global id.
            Id(async_graphql::ID),
            $($(#[$doc])* $name($kind),)*
        }

        impl $crate::kit::object::LookUp for $key {
            fn condition(self) -> $crate::error::Result<sea_orm::Condition> {
                match self {
                    Self::Id(id) => Ok($crate::kit::rows::with_id::<$row>($crate::kit::node::id_of::<$row>(&id)?)),
                    $(Self::$name(value) => {
                        let condition: fn($kind) -> $crate::error::Result<sea_orm::Condition> = $condition;
                        condition(value)
                    })*
                }
            }
        }
    };
}

/// A key that names one object.
pub trait LookUp {
    /// # Errors
    /// `BadInput` for an id that is malformed or another type's.
    fn condition(self) -> crate::error::Result<sea_orm::Condition>;
}

/// Declares the two root fields of a type: its list, and its look-up by key.
macro_rules! roots {
    ($(#[$doc:meta])* $query:ident: $(#[$many_doc:meta])* $many:ident, $(#[$one_doc:meta])* $one:ident($key:ident) -> $node:ident) => {
        #[derive(Default)]
        pub struct $query($crate::kit::scope::At);

        #[async_graphql::Object]
        impl $query {
            $(#[$many_doc])*
            #[allow(clippy::too_many_arguments)]
            async fn $many(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "Which of them. Null: all.")] filter: Option<<$node as $crate::kit::object::Listed>::Filter>,
                #[graphql(desc = "In which order. Null: the list's own.")] order_by: Option<<$node as $crate::kit::object::Listed>::Order>,
                #[graphql(desc = "How many from the beginning, 1 to 100. Null: 25, unless `last` is given.")] first: Option<i32>,
                #[graphql(desc = "Only what comes after this cursor. Null: from the beginning.")] after: Option<String>,
                #[graphql(desc = "How many from the end, 1 to 100. Null: see `first`.")] last: Option<i32>,
                #[graphql(desc = "Only what comes before this cursor. Null: up to the end.")] before: Option<String>,
            ) -> $crate::error::Result<$crate::kit::listing::List<$node>> {
                let args = $crate::kit::page::PageArgs { first, after, last, before };
                $crate::kit::listing::list(ctx, self.0, filter, order_by.unwrap_or_default().into(), args).await
            }

            $(#[$one_doc])*
            async fn $one(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "Which one.")] by: $key,
            ) -> Option<$crate::error::Result<$node>> {
                $crate::kit::object::look_up(ctx, self.0, by).await.transpose()
            }
        }
    };
}

/// The one object that a key names, if the viewer may see it.
///
/// # Errors
/// `BadInput` for an id that is malformed or another type's.
pub async fn look_up<N: super::node::Node>(
    ctx: &async_graphql::Context<'_>,
    at: super::scope::At,
    by: impl LookUp,
) -> crate::error::Result<Option<N>> {
    let reader = ctx.data_unchecked::<super::loader::Loaders>().loader();
    let found = reader.find::<N>(at, by.condition()?).await?;
    Ok(found.into_iter().next().map(|row| N::new(row, at)))
}

pub(crate) use {key, listing, object, roots};
