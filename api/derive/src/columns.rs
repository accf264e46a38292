//! What a table's code does with its columns: how they are read, shown, searched, and set because of their names.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Field, Ident, LitStr, Result};

use crate::declaration::{camel, doc, name, shape, take, variant};
use crate::reference::Reference;

/// A text that a search reads.
pub struct Searched {
    column: Ident,
    field: String,
    is_title: bool,
}

impl Searched {
    pub fn take(field: &mut Field) -> Result<Option<Self>> {
        let Some(attribute) = take(&mut field.attrs, "searched") else { return Ok(None) };
        let is_title = match &attribute.meta {
            syn::Meta::Path(_) => false,
            _ if attribute.parse_args::<Ident>()? == "title" => true,
            _ => return Err(syn::Error::new_spanned(attribute, "`#[searched]` or `#[searched(title)]`")),
        };
        let column = name(field)?;
        let field = shown(field)?.unwrap_or_else(|| camel(&column));
        Ok(Some(Self { column, field, is_title }))
    }

    pub fn declared(&self) -> TokenStream {
        let (column, field, is_title) = (self.column.to_string(), &self.field, self.is_title);
        quote!(crate::Searched { column: #column, field: #field, is_title: #is_title })
    }
}

/// The columns that may be null, without references.
pub fn optional(columns: &[Field], references: &[Reference]) -> Result<Vec<TokenStream>> {
    let mut optional = Vec::new();
    for field in columns {
        let column = name(field)?;
        let is_reference = references.iter().any(|reference| reference.column == column);
        if shape(&field.ty).0 == "Option" && !is_reference {
            let shouted = shown(field)?.unwrap_or_else(|| column.to_string()).to_shouty_snake_case();
            let (column, doc) = (column.to_string(), doc(&field.attrs));
            optional.push(quote!(crate::Optional { column: #column, name: #shouted, doc: #doc }));
        }
    }
    Ok(optional)
}

/// What clients call a column that they know by another name: `#[graphql(name = "number")]`.
fn shown(field: &Field) -> Result<Option<String>> {
    let Some(attribute) = field.attrs.iter().find(|attribute| attribute.path().is_ident("graphql")) else {
        return Ok(None);
    };
    let mut shown = None;
    attribute.parse_nested_meta(|meta| {
        if meta.path.is_ident("name") {
            shown = Some(meta.value()?.parse::<LitStr>()?.value());
        }
        Ok(())
    })?;
    Ok(shown)
}

/// The columns that every table has, in front of its own.
const COMMON: [&str; 4] = ["id", "version", "created_at", "updated_at"];

/// How some columns of a row are read, which of them a field shows, and what it shows.
pub fn read(columns: &[Field], references: &[Reference]) -> Result<TokenStream> {
    let common = COMMON.map(|column| Ok((quote::format_ident!("{column}"), None)));
    let own = columns.iter().map(|field| Ok((name(field)?, shown(field)?)));
    let all = common.into_iter().chain(own).collect::<Result<Vec<_>>>()?;
    let (names, shown): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    let shown_by = shown.into_iter().zip(&names).map(|(shown, name)| shown.unwrap_or_else(|| camel(name)));
    let places = 0..names.len();
    let is_id = |name: &Ident| name == "id" || references.iter().any(|reference| reference.column == *name);
    let values = names.iter().enumerate().filter(|(_, name)| !is_id(name)).map(|(place, name)| value(place, name));
    Ok(quote! {
        fn place(field: &str) -> Option<usize> {
            match field {
                #(#shown_by => Some(#places),)*
                _ => None,
            }
        }

        fn shown_at(&self, place: usize) -> async_graphql::Value {
            match place {
                #(#values,)*
                _ => async_graphql::Value::Null,
            }
        }

        fn read(row: &sea_orm::QueryResult, columns: crate::Columns, first: usize) -> Result<Self, sea_orm::DbErr> {
            let mut reading = crate::Reading::new(row, columns, first);
            Ok(Self { #(#names: reading.column()?,)* })
        }
    })
}

fn value(place: usize, column: &Ident) -> TokenStream {
    quote!(#place => async_graphql::InputType::to_value(&self.#column))
}

/// How the text columns are read.
pub fn texts(columns: &[Field]) -> Result<Vec<TokenStream>> {
    let mut texts = Vec::new();
    for field in columns {
        let column = name(field)?;
        let variant = variant(&column);
        match shape(&field.ty) {
            (outer, _) if outer == "String" => texts.push(quote!(Column::#variant => Some(&self.#column))),
            (outer, Some(inner)) if outer == "Option" && shape(&inner).0 == "String" => {
                texts.push(quote!(Column::#variant => self.#column.as_deref()));
            }
            _ => {}
        }
    }
    Ok(texts)
}

/// What a row can do because of columns that it has.
pub fn own(columns: &[Field]) -> Result<TokenStream> {
    let (mut own, mut source, mut external_id) = (TokenStream::new(), None, None);
    for field in columns {
        match name(field)?.to_string().as_str() {
            "access" => own.extend(quote!(
                fn access(&self) -> Option<crate::Access> {
                    Some(self.access)
                }
            )),
            "position" => own.extend(quote!(
                fn set_position(&mut self, position: i32) {
                    self.position = position;
                }
            )),
            "source" => source = Some(quote!(self.source = Some(source.to_owned());)),
            "external_id" => external_id = Some(quote!(self.external_id = Some(external_id.to_owned());)),
            _ => {}
        }
    }
    own.extend(external_id.map(|external_id| {
        quote! {
            #[allow(unused_variables)]
            fn set_external(&mut self, source: &str, external_id: &str) { #source #external_id }

            fn external_id(&self) -> Option<&str> { self.external_id.as_deref() }
        }
    }));
    Ok(own)
}
