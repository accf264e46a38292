//! `#[object(territory, visible = everybody, kept)]` keeps a small table that seldom changes in memory.
//! `#[object(evaluation, visible = visible)] pub struct Evaluation { … }`: an object type over the table `evaluation`, with the
//! table's columns, `id`, and a field for each line of the struct:
//!
//! - `commissioner: Option<Organisation>`: the object that the column `commissioner_id` names, or that `#[column(…)]` does;
//! - `#[by(EvaluationId)] findings: List<Finding>`: the objects whose column names this one, as a connection;
//! - `#[through(measure_result_area)] result_areas: List<ResultArea>`: those on the other side of a link table;
//! - `#[through(agenda_item_evaluation)] #[by(AgendaItemId)] decisions: List<Decision>`: those whose column names what the table in
//!   between names, or is;
//! - `#[below]` beside one of these: also what belongs to a territory below this one;
//! - `#[sorted(Position)]` and `Vec<ResultArea>`: the same as a plain list, for those that are few;
//! - `#[by(ResponsibleId)] measure_counts: Vec<MeasureStatusCount>`: how many of such a list there are of each kind;
//! - `#[present(has_presenters)]` beside `#[resolve]`: by a function `fn(&Rows) -> Condition`, lists can ask whether there is any;
//! - `#[resolve(overdue)] overdue: bool`: whatever the function `async fn(&Measure, &Context) -> Result<bool>` gives;
//! - `#[needs(DueOn, Status)]` beside it: the columns that the function looks at. Without it, all are read for the field.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Field, Ident, ItemStruct, Path, Result, Token, Type, parse2};

use crate::declaration::{Items, camel, doc, name, page_arguments, shape, take_as, takes, variant};

struct Args {
    table: Ident,
    visible: Path,
    is_kept: bool,
}

impl Parse for Args {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let table = input.parse()?;
        input.parse::<Token![,]>()?;
        input.parse::<Ident>()?;
        input.parse::<Token![=]>()?;
        let visible = input.parse()?;
        let is_kept = input.parse::<Option<Token![,]>>()?.is_some();
        if is_kept && input.parse::<Ident>()? != "kept" {
            return Err(input.error("`kept`, or nothing"));
        }
        Ok(Self { table, visible, is_kept })
    }
}

// What a field works out is boxed: the framework makes room for the largest field of a type whenever it works out any of them, a column
// too.
pub fn expand(args: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let Args { table, visible, is_kept } = parse2(args)?;
    let item: ItemStruct = parse2(item)?;
    let declared = item.fields.iter().cloned().map(field).collect::<Result<Vec<_>>>()?;
    let needs: Vec<_> = declared.iter().map(|field| needs(&field.name, field.needs.as_deref())).collect();
    let named: Vec<_> = declared.iter().map(|field| camel(&field.name)).collect();
    let (fields, relations): (Vec<_>, Vec<_>) =
        declared.into_iter().map(|field| (field.resolver, field.relation)).unzip();
    let relations = relations.into_iter().flatten();
    let (docs, object) = (&item.attrs, &item.ident);
    Ok(quote! {
        #[derive(Debug, Clone)]
        pub struct #object {
            row: std::sync::Arc<entity::#table::Model>,
            at: ::styrgraf::kit::scope::At,
        }

        impl ::styrgraf::kit::node::Node for #object {
            type Row = entity::#table::Model;
            type Column = entity::#table::Column;

            const IS_KEPT: bool = #is_kept;
            const RELATIONS: &'static [::styrgraf::kit::presence::RelationField] = &[#(#relations),*];

            fn new(row: impl Into<std::sync::Arc<Self::Row>>, at: ::styrgraf::kit::scope::At) -> Self {
                Self { row: row.into(), at }
            }

            fn needs(field: &str) -> entity::Columns {
                match field {
                    #(#needs,)*
                    "__typename" => entity::Columns::NONE,
                    _ => {
                        let place = <entity::#table::Model as entity::Row>::place(field);
                        place.map_or(entity::Columns::ALL, entity::Columns::at)
                    }
                }
            }

            fn column(field: &str) -> Option<usize> {
                match field {
                    "id" #(| #named)* => None,
                    _ => <entity::#table::Model as entity::Row>::place(field),
                }
            }

            fn field<'a>(
                &'a self,
                ctx: &'a async_graphql::Context<'a>,
            ) -> futures_util::future::BoxFuture<'a, async_graphql::ServerResult<Option<async_graphql::Value>>> {
                Box::pin(async_graphql::resolver_utils::ContainerType::resolve_field(self, ctx))
            }

            fn row(&self) -> &Self::Row {
                &self.row
            }

            fn at(&self) -> ::styrgraf::kit::scope::At {
                self.at
            }

            fn visibility(sight: &::styrgraf::kit::sight::Sight<'_>) -> ::styrgraf::kit::visibility::Visibility {
                #visible(sight)
            }
        }

        #(#docs)*
        #[async_graphql::Object]
        impl #object {
            #[graphql(flatten)]
            async fn columns(&self) -> &entity::#table::Model {
                &self.row
            }

            /// The object's global id: opaque, and the same for ever.
            pub(crate) async fn id(&self) -> async_graphql::ID {
                ::styrgraf::kit::node::global_id::<entity::#table::Model>(self.row.id)
            }

            #(#fields)*
        }
    })
}

/// A field of an object type, and what lists ask of it.
struct Declared {
    name: Ident,
    /// The columns that it needs beside the id. None: nobody says.
    needs: Option<Vec<Ident>>,
    resolver: TokenStream,
    relation: Option<TokenStream>,
}

fn field(mut field: Field) -> Result<Declared> {
    let name = name(&field)?;
    let attributes = &mut field.attrs;
    let resolve = take_as::<Path>(attributes, "resolve")?;
    let needs = take_as::<Items<Ident>>(attributes, "needs")?.map(|Items(columns)| columns);
    let present = take_as::<Path>(attributes, "present")?;
    let column = take_as::<Ident>(attributes, "column")?;
    let by = take_as::<Ident>(attributes, "by")?;
    let through = take_as::<Ident>(attributes, "through")?;
    let below = takes(attributes, "below");
    let sorted = take_as::<Ident>(attributes, "sorted")?;
    let (docs, ty) = (&field.attrs, &field.ty);
    let asked = |present: TokenStream| Some(relation_field(&name, docs, &present));
    if let Some(function) = resolve {
        let relation = present.and_then(|present| asked(quote!(#present)));
        return Ok(Declared { resolver: resolved(docs, &name, ty, &function), name, needs, relation });
    }
    let (outer, inner) = shape(ty);
    if let Some(count) = inner.as_ref().filter(|inner| shape(inner).0.ends_with("Count")) {
        let child = quote!(<#count as ::styrgraf::kit::aggregate::Counted>::Of);
        let relation = relation(&child, by.as_ref(), through.as_ref());
        let resolver = counted(docs, &name, count, relation.as_ref());
        return Ok(Declared { name, needs: Some(Vec::new()), resolver, relation: None });
    }
    let child = inner.map_or_else(|| quote!(#ty), |inner| quote!(#inner));
    let Some(relation) = relation(&child, by.as_ref(), through.as_ref()) else {
        let named = format_ident!("{name}_id", span = name.span());
        let column = column.unwrap_or(named);
        let resolver = reference(docs, &name, (&outer, &child), &column);
        let variant = variant(&column);
        let needs = Some(vec![variant.clone()]);
        let present = quote!(|rows| ::styrgraf::kit::related::refers::<#child>(
            ::styrgraf::kit::column::col(<Self as ::styrgraf::kit::node::Node>::Column::#variant),
            rows,
        ));
        let relation = (outer == "Option").then(|| asked(present)).flatten();
        return Ok(Declared { name, needs, resolver, relation });
    };
    let relation = if below { quote!(#relation.below()) } else { relation };
    let has = asked(quote!(|rows| ::styrgraf::kit::presence::has::<Self, #child>(#relation, rows)));
    let resolver = list(docs, &name, (ty, &child), &relation, sorted.as_ref());
    Ok(Declared { name, needs: Some(Vec::new()), resolver, relation: has })
}

/// Which columns a field needs.
fn needs(name: &Ident, columns: Option<&[Ident]>) -> TokenStream {
    let field = camel(name);
    let Some(columns) = columns else { return quote!(#field => entity::Columns::ALL) };
    let node = quote!(<Self as ::styrgraf::kit::node::Node>);
    quote!(#field => entity::Columns::NONE #(| entity::Columns::at(#node::Column::#columns as usize))*)
}

fn counted(docs: &[syn::Attribute], name: &Ident, count: &Type, relation: Option<&TokenStream>) -> TokenStream {
    quote! {
        #(#docs)*
        async fn #name(&self, ctx: &async_graphql::Context<'_>) -> ::styrgraf::error::Result<Vec<#count>> {
            Box::pin(<#count as ::styrgraf::kit::aggregate::Counted>::of(ctx, self, #relation)).await
        }
    }
}

fn relation_field(name: &Ident, docs: &[syn::Attribute], present: &TokenStream) -> TokenStream {
    let (name, doc) = (name.to_string().to_shouty_snake_case(), doc(docs));
    quote!(::styrgraf::kit::presence::RelationField { name: #name, doc: #doc, present: #present })
}

/// How the objects of a list name this one. None: it is no list.
fn relation(child: &TokenStream, by: Option<&Ident>, through: Option<&Ident>) -> Option<TokenStream> {
    let column = by.map(|column| quote!(<#child as ::styrgraf::kit::node::Node>::Column::#column));
    match (column, through) {
        (Some(column), None) => Some(quote!(::styrgraf::kit::relation::Relation::key(#column))),
        (None, Some(link)) => {
            Some(quote!(::styrgraf::kit::relation::Relation::through::<entity::#link::Model, Self, #child>()))
        }
        (Some(column), Some(between)) => {
            Some(quote!(::styrgraf::kit::relation::Relation::across::<entity::#between::Model, Self, #child>(#column)))
        }
        (None, None) => None,
    }
}

fn list(
    docs: &[syn::Attribute],
    name: &Ident,
    (ty, child): (&Type, &TokenStream),
    relation: &TokenStream,
    sorted: Option<&Ident>,
) -> TokenStream {
    if let Some(key) = sorted {
        return quote! {
            #(#docs)*
            async fn #name(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> ::styrgraf::error::Result<::styrgraf::kit::shown::Shown<#ty>> {
                let key = ::styrgraf::kit::order::SortKey::of(<#child as ::styrgraf::kit::node::Node>::Column::#key);
                Box::pin(::styrgraf::kit::listing::all(ctx, self, #relation, key)).await
            }
        };
    }
    let (arguments, page) = page_arguments(child);
    quote! {
        #(#docs)*
        #[allow(clippy::too_many_arguments)]
        async fn #name(
            &self,
            ctx: &async_graphql::Context<'_>,
            #arguments
        ) -> ::styrgraf::error::Result<::styrgraf::kit::listing::List<#child>> {
            #page
            Box::pin(::styrgraf::kit::listing::children(ctx, self, #relation, filter, sort, page)).await
        }
    }
}

/// The object that a column names. One that may be missing, or hidden, is null.
fn reference(
    docs: &[syn::Attribute],
    name: &Ident,
    (outer, child): (&str, &TokenStream),
    column: &Ident,
) -> TokenStream {
    if outer == "Option" {
        return quote! {
            #(#docs)*
            async fn #name(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> Option<::styrgraf::error::Result<::styrgraf::kit::shown::Shown<#child>>> {
                Box::pin(::styrgraf::kit::node::shown::<#child>(ctx, self.row.#column.into(), self.at)).await.transpose()
            }
        };
    }
    quote! {
        #(#docs)*
        async fn #name(
            &self,
            ctx: &async_graphql::Context<'_>,
        ) -> ::styrgraf::error::Result<::styrgraf::kit::shown::Shown<#child>> {
            Box::pin(::styrgraf::kit::node::shown_always::<#child>(ctx, self.row.#column, self.at)).await
        }
    }
}

fn resolved(docs: &[syn::Attribute], name: &Ident, ty: &Type, function: &Path) -> TokenStream {
    match shape(ty) {
        (outer, Some(inner)) if outer == "Option" => quote! {
            #(#docs)*
            async fn #name(&self, ctx: &async_graphql::Context<'_>) -> Option<::styrgraf::error::Result<#inner>> {
                Box::pin(#function(self, ctx)).await.transpose()
            }
        },
        _ => quote! {
            #(#docs)*
            async fn #name(&self, ctx: &async_graphql::Context<'_>) -> ::styrgraf::error::Result<#ty> {
                Box::pin(#function(self, ctx)).await
            }
        },
    }
}
