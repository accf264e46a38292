//! `#[order(Evaluation, PublishedOn, Desc)] pub enum EvaluationOrderField { PublishedOn, Title }`: what lists of a type can be
//! ordered by, each value being a column's name, and the order that a list has by itself. How values compare follows from
//! the column's type. Creation and last write come by themselves.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, ItemEnum, Result, parse2};

use crate::declaration::{Items, order_input};

/// An enum's value as clients know it.
fn shouted(value: &Ident) -> String {
    value.to_string().to_shouty_snake_case()
}

pub fn expand(args: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let Items(words): Items<Ident> = parse2(args)?;
    let [node, default, direction] = &words[..] else {
        return Err(syn::Error::new(proc_macro2::Span::call_site(), "an order has a type, a column and a direction"));
    };
    let item: ItemEnum = parse2(item)?;
    let field = &item.ident;
    let order = format_ident!("{node}Order", span = node.span());
    let (values, keys): (Vec<_>, Vec<_>) = item.variants.iter().map(|value| (value, &value.ident)).unzip();
    let by_itself = format!("`{}`, `{}`", shouted(default), shouted(direction));
    let field_doc = format!(
        "Ordningsbegrepp: what a list of type `{node}` can be ordered by. Ties go by the id. A list for which no order is asked \
         has {by_itself}."
    );
    let order_doc = format!("Ordning: in which order objects of type `{node}` are listed.");
    let order_input = order_input(&order, field, &order_doc, (default, direction));
    Ok(quote! {
        #[doc = #field_doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
        pub enum #field {
            /// Skapad: when it was created here.
            CreatedAt,
            /// Ändrad: when it was last written.
            UpdatedAt,
            #(#values,)*
        }

        #order_input

        impl From<#order> for ::styrgraf::kit::order::Sort {
            fn from(order: #order) -> Self {
                use ::styrgraf::kit::order::SortKey;
                type Column = <#node as ::styrgraf::kit::node::Node>::Column;
                let key = match order.field {
                    #field::CreatedAt => SortKey::of(Column::CreatedAt),
                    #field::UpdatedAt => SortKey::of(Column::UpdatedAt),
                    #(#field::#keys => SortKey::of(Column::#keys),)*
                };
                Self { key, direction: order.direction }
            }
        }

        impl ::styrgraf::kit::listing::Ordered for #node {
            type Order = #order;
        }
    })
}
