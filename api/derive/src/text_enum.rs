//! `#[text_enum] pub enum Kind { /// Analys: … Analysis, … }`: text in the database, `SCREAMING_SNAKE_CASE` everywhere. The
//! first value is the default. Where values say what may follow, `#[next(Taken)]`, the enum is a status: it gets its
//! transitions, and each value's description names them. `#[interrupts(InProgress)]`: neither of the two is further on.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, ItemEnum, Result, parse2};

use crate::declaration::{Items, doc, take_as};

pub fn expand(item: TokenStream) -> Result<TokenStream> {
    let mut item: ItemEnum = parse2(item)?;
    let (mut steps, mut pauses) = (Vec::new(), Vec::new());
    for variant in &mut item.variants {
        if let Some(goes_on) = take_as::<Ident>(&mut variant.attrs, "interrupts")? {
            let pause = &variant.ident;
            pauses.push(quote!(Self::#pause => Some(Self::#goes_on)));
        }
        let next = take_as::<Items<Ident>>(&mut variant.attrs, "next")?;
        if let Some(Items(next)) = &next {
            let sentence = format!("{} Next: {}.", doc(&variant.attrs), alternatives(next));
            variant.attrs.retain(|attribute| !attribute.path().is_ident("doc"));
            variant.attrs.push(syn::parse_quote!(#[doc = #sentence]));
        }
        steps.push((variant.ident.clone(), next));
    }
    let name = item.ident.clone();
    let transitions = steps.iter().any(|(_, next)| next.is_some()).then(|| {
        let arms = steps.iter().map(|(from, next)| {
            let next = next.iter().flat_map(|next| &next.0);
            quote!(Self::#from => &[#(Self::#next),*])
        });
        let interrupts = (!pauses.is_empty()).then(|| {
            quote! {
                fn interrupts(self) -> Option<Self> {
                    match self { #(#pauses,)* _ => None }
                }
            }
        });
        quote! {
            impl crate::Transition for #name {
                fn next(self) -> &'static [Self] {
                    match self { #(#arms,)* }
                }

                #interrupts
            }
        }
    });
    if let Some(first) = item.variants.first_mut() {
        first.attrs.push(syn::parse_quote!(#[default]));
    }
    let docs = std::mem::take(&mut item.attrs);
    Ok(quote! {
        #(#docs)*
        /// New values may be added: do not fail on one that you do not know.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum, async_graphql::Enum, serde::Serialize, serde::Deserialize)]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        #item

        impl crate::Plain for #name {}

        impl crate::Text for #name {
            fn into_text(self) -> String {
                sea_orm::ActiveEnum::to_value(&self)
            }
        }

        #transitions
    })
}

/// `A`, `B` or `C`, as clients know them.
fn alternatives(values: &[Ident]) -> String {
    let names: Vec<String> =
        values.iter().map(|value| format!("`{}`", value.to_string().to_shouty_snake_case())).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => "none".into(),
    }
}
