//! `#[key(Evaluation)] pub enum EvaluationKey { External(ExternalKey), Code(String) }`: by what one object is looked up. A text
//! is compared with the column of its name, or of `#[column(…)]`; another value says by itself what it fits, unless
//! `#[with(function)]` names a function `fn(value) -> Condition`, or of a `Result`. The id comes by itself.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, Ident, ItemEnum, Path, Result, parse2};

use crate::declaration::{shape, take_as};

pub fn expand(args: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let node: Ident = parse2(args)?;
    let mut item: ItemEnum = parse2(item)?;
    let mut conditions = Vec::new();
    for variant in &mut item.variants {
        let name = &variant.ident;
        let column = take_as::<Ident>(&mut variant.attrs, "column")?.unwrap_or_else(|| name.clone());
        let with = take_as::<Path>(&mut variant.attrs, "with")?;
        let is_text = match &variant.fields {
            Fields::Unnamed(fields) => fields.unnamed.first().is_some_and(|field| shape(&field.ty).0 == "String"),
            _ => return Err(syn::Error::new_spanned(variant, "a key has a value")),
        };
        conditions.push(match with {
            Some(function) => quote!(Self::#name(value) => ::styrgraf::kit::filter::Fitting::fitting(#function(value))),
            None if is_text => quote! {
                Self::#name(value) => Ok(::styrgraf::kit::column::is_text(
                    <<#node as ::styrgraf::kit::node::Node>::Column>::#column,
                    &value,
                ))
            },
            None => quote!(Self::#name(value) => Ok(value.names::<<#node as ::styrgraf::kit::node::Node>::Row>())),
        });
    }
    let (key, variants) = (&item.ident, &item.variants);
    Ok(quote! {
        /// Nyckel: names one object. Give exactly one of the fields.
        #[derive(Debug, Clone, async_graphql::OneofObject)]
        pub enum #key {
            /// Its global id.
            Id(async_graphql::ID),
            #variants
        }

        impl ::styrgraf::kit::listing::LookUp for #key {
            fn condition(self) -> ::styrgraf::error::Result<sea_orm::Condition> {
                match self {
                    Self::Id(id) => {
                        let id = ::styrgraf::kit::node::id_of::<<#node as ::styrgraf::kit::node::Node>::Row>(&id)?;
                        Ok(::styrgraf::kit::column::has_id::<<#node as ::styrgraf::kit::node::Node>::Row>(id))
                    }
                    #(#conditions,)*
                }
            }
        }
    })
}
