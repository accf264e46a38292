//! `#[key(Evaluation)] pub enum EvaluationKey { External(ExternalKey), Code(String) }`: by what one object is named, in look-ups,
//! in filters and in inputs alike. A text is compared with the column of its name, or of `#[column(…)]`; any other value is
//! a `KeyPart` of its own. The id comes by itself.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, Ident, ItemEnum, Result, parse2};

use crate::declaration::{camel, shape, take_as};

pub fn expand(args: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let node: Ident = parse2(args)?;
    let mut item: ItemEnum = parse2(item)?;
    let (mut conditions, mut found) = (Vec::new(), Vec::new());
    for variant in &mut item.variants {
        let name = &variant.ident;
        let column = take_as::<Ident>(&mut variant.attrs, "column")?.unwrap_or_else(|| name.clone());
        let is_text = match &variant.fields {
            Fields::Unnamed(fields) => fields.unnamed.first().is_some_and(|field| shape(&field.ty).0 == "String"),
            _ => return Err(syn::Error::new_spanned(variant, "a key has a value")),
        };
        if is_text {
            let (column, by) = (quote!(<#node as ::styrgraf::kit::node::Node>::Column::#column), camel(name));
            conditions.push(quote!(Self::#name(value) => Ok(::styrgraf::kit::column::is_text(#column, &value))));
            found.push(quote! {
                Self::#name(value) => ::styrgraf::write::by_text::<#node>(#column, #by, value, field, form, lookup)
            });
        } else {
            let part = quote!(::styrgraf::write::KeyPart::<#node>);
            conditions.push(quote!(Self::#name(value) => #part::condition(value, rows)));
            found
                .push(quote!(Self::#name(value) => ::styrgraf::write::by_part::<#node, _>(value, field, form, lookup)));
        }
    }
    let (key, variants) = (&item.ident, &item.variants);
    let doc = format!("Nyckel: names one object of type `{node}`. Give exactly one of the fields.");
    Ok(quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, async_graphql::OneofObject)]
        pub enum #key {
            /// Its global id.
            Id(async_graphql::ID),
            #variants
        }

        impl ::styrgraf::kit::key::Key for #key {
            fn id(&self) -> Option<&async_graphql::ID> {
                #[allow(clippy::match_wildcard_for_single_variants, unreachable_patterns)]
                match self {
                    Self::Id(id) => Some(id),
                    _ => None,
                }
            }

            #[allow(unused_variables)]
            fn condition(self, rows: &::styrgraf::kit::rows::Rows) -> ::styrgraf::error::Result<sea_orm::Condition> {
                match self {
                    Self::Id(id) => {
                        let id = ::styrgraf::kit::node::id_of::<<#node as ::styrgraf::kit::node::Node>::Row>(&id)?;
                        Ok(::styrgraf::kit::column::has_id::<<#node as ::styrgraf::kit::node::Node>::Row>(id))
                    }
                    #(#conditions,)*
                }
            }
        }

        impl ::styrgraf::kit::key::Keyed for #node {
            type Key = #key;
        }

        impl ::styrgraf::write::Value for #key {
            type Stored = uuid::Uuid;

            fn settle(
                &self,
                field: &str,
                form: &mut ::styrgraf::write::Form,
                lookup: &::styrgraf::write::Lookup,
            ) -> Option<uuid::Uuid> {
                match self {
                    Self::Id(id) => ::styrgraf::write::by_id::<#node>(id, field, form, lookup),
                    #(#found,)*
                }
            }
        }

        impl ::styrgraf::write::ListItem for #key {
            fn is_seen(targets: &[Option<uuid::Uuid>], lookup: &::styrgraf::write::Lookup) -> bool {
                ::styrgraf::write::is_seen::<#node>(targets.first().copied().flatten(), lookup)
            }
        }
    })
}
