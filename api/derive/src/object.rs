//! `#[object(evaluation, visible = visible)] pub struct Evaluation { … }`: an object type over the table `evaluation`, with the
//! table's columns, `id`, and a field for each line of the struct:
//!
//! - `commissioner: Option<Organisation>`: the object that the column `commissioner_id` names, or that `#[column(…)]` does;
//! - `#[by(EvaluationId)] findings: List<Finding>`: the objects whose column names this one, as a connection;
//! - `#[through(measure_result_area)] result_areas: List<ResultArea>`: those on the other side of a link table;
//! - `#[below]` beside one of these: also what belongs to a territory below this one;
//! - `#[sorted(Position)]` and `Vec<ResultArea>`: the same as a plain list, for those that are few;
//! - `#[resolve(overdue)] overdue: bool`: whatever the function `async fn(&Measure, &Context) -> Result<bool>` gives.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Field, Ident, ItemStruct, Path, Result, Token, Type, parse2};

use crate::declaration::{name, page_arguments, shape, take_as, takes};

struct Args {
    table: Ident,
    visible: Path,
}

impl Parse for Args {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let table = input.parse()?;
        input.parse::<Token![,]>()?;
        input.parse::<Ident>()?;
        input.parse::<Token![=]>()?;
        Ok(Self { table, visible: input.parse()? })
    }
}

pub fn expand(args: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let Args { table, visible } = parse2(args)?;
    let item: ItemStruct = parse2(item)?;
    let fields = item.fields.iter().cloned().map(field).collect::<Result<Vec<_>>>()?;
    let (docs, object) = (&item.attrs, &item.ident);
    Ok(quote! {
        #[derive(Debug, Clone)]
        pub struct #object {
            row: entity::#table::Model,
            at: ::styrgraf::kit::scope::At,
        }

        impl ::styrgraf::kit::node::Node for #object {
            type Row = entity::#table::Model;
            type Column = entity::#table::Column;

            fn new(row: Self::Row, at: ::styrgraf::kit::scope::At) -> Self {
                Self { row, at }
            }

            fn row(&self) -> &Self::Row {
                &self.row
            }

            fn at(&self) -> ::styrgraf::kit::scope::At {
                self.at
            }

            fn visible(sight: &::styrgraf::kit::sight::Sight<'_>) -> sea_orm::Condition {
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

fn field(mut field: Field) -> Result<TokenStream> {
    let name = name(&field)?;
    let attributes = &mut field.attrs;
    let resolve = take_as::<Path>(attributes, "resolve")?;
    let column = take_as::<Ident>(attributes, "column")?;
    let by = take_as::<Ident>(attributes, "by")?;
    let relation = take_as::<Ident>(attributes, "through")?;
    let below = takes(attributes, "below");
    let sorted = take_as::<Ident>(attributes, "sorted")?;
    let (docs, ty) = (&field.attrs, &field.ty);
    if let Some(function) = resolve {
        return Ok(resolved(docs, &name, ty, &function));
    }
    let (outer, inner) = shape(ty);
    let child = inner.map_or_else(|| quote!(#ty), |inner| quote!(#inner));
    let relation = match (by, relation) {
        (Some(column), _) => {
            quote!(::styrgraf::kit::relation::Relation::key(<<#child as ::styrgraf::kit::node::Node>::Column>::#column))
        }
        (None, Some(link)) => {
            quote!(::styrgraf::kit::relation::Relation::through::<entity::#link::Model, Self, #child>())
        }
        (None, None) => return Ok(reference(docs, &name, (&outer, &child), column.as_ref())),
    };
    let relation = if below { quote!(#relation.below()) } else { relation };
    if let Some(key) = sorted {
        return Ok(quote! {
            #(#docs)*
            async fn #name(&self, ctx: &async_graphql::Context<'_>) -> ::styrgraf::error::Result<#ty> {
                let key = ::styrgraf::kit::order::SortKey::of(<<#child as ::styrgraf::kit::node::Node>::Column>::#key);
                ::styrgraf::kit::listing::all(ctx, self, #relation, key).await
            }
        });
    }
    let (arguments, page) = page_arguments(&child);
    Ok(quote! {
        #(#docs)*
        #[allow(clippy::too_many_arguments)]
        async fn #name(
            &self,
            ctx: &async_graphql::Context<'_>,
            #arguments
        ) -> ::styrgraf::error::Result<::styrgraf::kit::listing::List<#child>> {
            #page
            ::styrgraf::kit::listing::children(ctx, self, #relation, filter, sort, page).await
        }
    })
}

/// The object that a column names. One that may be missing, or hidden, is null.
fn reference(
    docs: &[syn::Attribute],
    name: &Ident,
    (outer, child): (&str, &TokenStream),
    column: Option<&Ident>,
) -> TokenStream {
    let named = quote::format_ident!("{name}_id", span = name.span());
    let column = column.unwrap_or(&named);
    if outer == "Option" {
        return quote! {
            #(#docs)*
            async fn #name(&self, ctx: &async_graphql::Context<'_>) -> Option<::styrgraf::error::Result<#child>> {
                ::styrgraf::kit::node::Node::optional_ref(self, ctx, self.row.#column).await
            }
        };
    }
    quote! {
        #(#docs)*
        async fn #name(&self, ctx: &async_graphql::Context<'_>) -> ::styrgraf::error::Result<#child> {
            ::styrgraf::kit::node::Node::required_ref(self, ctx, self.row.#column).await
        }
    }
}

fn resolved(docs: &[syn::Attribute], name: &Ident, ty: &Type, function: &Path) -> TokenStream {
    match shape(ty) {
        (outer, Some(inner)) if outer == "Option" => quote! {
            #(#docs)*
            async fn #name(&self, ctx: &async_graphql::Context<'_>) -> Option<::styrgraf::error::Result<#inner>> {
                #function(self, ctx).await.transpose()
            }
        },
        _ => quote! {
            #(#docs)*
            async fn #name(&self, ctx: &async_graphql::Context<'_>) -> ::styrgraf::error::Result<#ty> {
                #function(self, ctx).await
            }
        },
    }
}
