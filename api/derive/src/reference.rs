//! `#[reference(evaluation)]` on a column of a table: it names a row of another one.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Field, Ident, Result};

use crate::declaration::{Items, camel, name, shape, take_as};

/// A column that names a row of another table.
pub struct Reference {
    pub column: Ident,
    target: Ident,
    words: Vec<Ident>,
    nullable: bool,
    /// `#[came_of(LedTo)]` or `#[leads_to(LedTo)]`.
    step: Option<(&'static str, Ident)>,
}

impl Reference {
    pub fn take(field: &mut Field) -> Result<Option<Self>> {
        let Some(Items(words)) = take_as::<Items<Ident>>(&mut field.attrs, "reference")? else { return Ok(None) };
        let (target, words) = words.split_first().ok_or_else(|| syn::Error::new_spanned(&field, "which table?"))?;
        let (column, nullable) = (name(field)?, shape(&field.ty).0 == "Option");
        let (target, words) = (target.clone(), words.to_vec());
        Ok(Some(Self { column, target, words, nullable, step: step(field)? }))
    }

    pub fn is(&self, word: &str) -> bool {
        self.words.iter().any(|given| given == word)
    }

    /// As the registry knows it.
    pub fn declared(&self) -> TokenStream {
        let Self { column, target, nullable, step, .. } = self;
        let name = column.to_string();
        let field = match self.words.iter().find(|word| !["part", "owner"].iter().any(|known| word == known)) {
            Some(said) => said.to_string(),
            None => camel(&quote::format_ident!("{}", name.strip_suffix("_id").unwrap_or(&name))),
        };
        let target = target.to_string();
        let (part, owner) = (self.is("part"), self.is("owner"));
        let step = if let Some((way, relation)) = step {
            let way = quote::format_ident!("{way}");
            quote!(Some(crate::Step::#way(crate::ThreadRelation::#relation)))
        } else {
            quote!(None)
        };
        quote! {
            crate::Reference {
                column: #name,
                target: #target,
                field: #field,
                nullable: #nullable,
                part: #part,
                owner: #owner,
                step: #step,
            }
        }
    }
}

/// How the row and what the reference names came of each other.
fn step(field: &mut Field) -> Result<Option<(&'static str, Ident)>> {
    let came_of = take_as(&mut field.attrs, "came_of")?.map(|relation| ("CameOf", relation));
    let leads_to = take_as(&mut field.attrs, "leads_to")?.map(|relation| ("LeadsTo", relation));
    Ok(came_of.or(leads_to))
}
