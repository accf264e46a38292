//! `#[values(Evaluation)] pub struct EvaluationValues { title: Title, summary: Option<FreeText>, … }`: the values that inputs give
//! an object, and how they get into its row. From this one declaration come the fields of three inputs: to create (what
//! every row needs is required), to update (what is absent stays), and for the rows of a push.
//!
//! - `T` is required; `#[default(INTERNAL)] T` is what a new row has by itself; `Option<T>` may be null.
//! - A value goes into the column of its name; a reference into `…_id`; `#[column(…)]` names another one.
//! - `#[creation]`: said when an object is created, and never changed; `#[parent]`: also when it is pushed by itself.
//! - `#[columns(person_id, post_id)] participant: ParticipantKey`: a value that goes into one of several columns.
//! - `#[unique]`: no two rows have the same value.
//! - `#[link(evaluation_territory)] territory_codes: Option<ListOf<CodeOf<Territory>>>`: a list that a link table holds.
//! - `findings: Option<Parts<Finding>>`: objects that a push brings together with the row.
//! - `#[own]`: the type's own rules put it.

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, Field, Ident, ItemStruct, LitStr, Result, Type, parse2};

use crate::declaration::{Items, camel, doc, name, shape, take_as, takes, variant};

struct Value {
    name: Ident,
    docs: Vec<Attribute>,
    ty: Type,
    need: TokenStream,
    used: TokenStream,
    put: TokenStream,
    /// Puts what a new row has by itself into it.
    fresh: Option<TokenStream>,
}

pub fn expand(args: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let node: Ident = parse2(args)?;
    let item: ItemStruct = parse2(item)?;
    let values = item.fields.iter().cloned().map(|field| value(&node, field)).collect::<Result<Vec<_>>>()?;
    let (attributes, name, visibility) = (&item.attrs, &item.ident, &item.vis);
    let names: Vec<_> = values.iter().map(|value| &value.name).collect();
    let types: Vec<_> = values.iter().map(|value| &value.ty).collect();
    let docs = values.iter().map(|value| &value.docs);
    let fields = docs
        .zip(&names)
        .zip(&types)
        .map(|((docs, name), ty)| quote!(#(#docs)* pub(crate) #name: async_graphql::MaybeUndefined<#ty>));
    let declared = values.iter().map(|Value { name, docs, ty, need, used, .. }| {
        let (name, doc) = (camel(name), doc(docs));
        quote!(fields.add::<#ty>(::styrgraf::write::Field { name: #name, need: #need, used: #used }, #doc);)
    });
    let parsed = values.iter().map(|Value { name, .. }| {
        let given = camel(name);
        quote!(#name: given.value(#given)?)
    });
    let puts = values.iter().map(|value| &value.put);
    let fresh = values.iter().filter_map(|value| value.fresh.as_ref());
    let has_status = names.iter().any(|name| *name == "status");
    Ok(quote! {
        #(#attributes)*
        #[derive(Debug, Clone, Default)]
        #visibility struct #name {
            #(#fields,)*
        }

        impl ::styrgraf::write::Values for #name {
            type Row = <#node as ::styrgraf::kit::node::Node>::Row;

            const HAS_STATUS: bool = #has_status;

            fn declare(fields: &mut ::styrgraf::write::Fields<'_>) {
                #(#declared)*
            }

            fn parse(given: &::styrgraf::write::Given<'_>) -> ::styrgraf::write::Parsed<Self> {
                Ok(Self { #(#parsed,)* })
            }

            fn new_row() -> Self::Row {
                #[allow(unused_mut)]
                let mut row = Self::Row::default();
                #(#fresh)*
                row
            }

            fn put(&self, draft: &mut ::styrgraf::write::Draft<Self::Row>, lookup: &::styrgraf::write::Lookup) {
                let Self { #(#names),* } = self;
                #(#puts)*
            }
        }
    })
}

fn value(node: &Ident, mut field: Field) -> Result<Value> {
    let name = name(&field)?;
    let default = take_as::<TokenStream>(&mut field.attrs, "default")?;
    let column = take_as::<Ident>(&mut field.attrs, "column")?;
    let link = take_as::<Ident>(&mut field.attrs, "link")?;
    let columns = take_as::<Items<Ident>>(&mut field.attrs, "columns")?;
    let (creation, parent) = (takes(&mut field.attrs, "creation"), takes(&mut field.attrs, "parent"));
    let (unique, own) = (takes(&mut field.attrs, "unique"), takes(&mut field.attrs, "own"));
    let (ty, is_optional) = match shape(&field.ty) {
        (outer, Some(inner)) if outer == "Option" => (inner, true),
        _ => (field.ty.clone(), false),
    };
    let (kind, _) = shape(&ty);
    let slot = column.unwrap_or_else(|| slot(&name, &kind));
    let fresh = default.as_ref().map(|default| fresh(default, &ty, &slot));
    let need = match (default, is_optional) {
        (Some(default), _) => {
            let default = default.to_string();
            quote!(::styrgraf::write::Need::Default(#default))
        }
        (None, true) => quote!(::styrgraf::write::Need::Optional),
        (None, false) => quote!(::styrgraf::write::Need::Required),
    };
    let used = match (creation, kind.as_str()) {
        (true, _) => quote!(::styrgraf::write::Used::Creation),
        (false, _) if parent => quote!(::styrgraf::write::Used::Parent),
        (false, "Parts") => quote!(::styrgraf::write::Used::Push),
        (false, _) => quote!(::styrgraf::write::Used::Always),
    };
    let said = camel(&name);
    let put = if own {
        quote!(let _ = #name;)
    } else if let Some(link) = link {
        quote!(draft.link::<entity::#link::Model, _>(#said, #name, lookup);)
    } else if kind == "Parts" {
        quote!(draft.parts(#said, #name, lookup);)
    } else if let Some(Items(columns)) = columns {
        quote! {
            let field = ::styrgraf::write::Field { name: #said, need: #need, used: #used };
            draft.put_among(field, #name, lookup, |row, [#(#columns),*]| { #(row.#columns = #columns;)* });
        }
    } else {
        let unique = unique.then(|| {
            let column = variant(&slot);
            quote!(draft.unique::<#node>(#said, <<#node as ::styrgraf::kit::node::Node>::Column>::#column, lookup);)
        });
        quote! {
            let field = ::styrgraf::write::Field { name: #said, need: #need, used: #used };
            draft.put(field, #name, lookup, |row| &mut row.#slot);
            #unique
        }
    };
    Ok(Value { name, docs: field.attrs, ty, need, used, put, fresh })
}

/// What puts a default into a new row: a literal, or the value of an enum as the schema calls it.
fn fresh(default: &TokenStream, ty: &Type, slot: &Ident) -> TokenStream {
    match parse2::<Ident>(default.clone()) {
        Ok(value) => {
            let value = format_ident!("{}", value.to_string().to_upper_camel_case(), span = value.span());
            quote!(row.#slot = <#ty>::#value;)
        }
        Err(_) if parse2::<LitStr>(default.clone()).is_ok() => quote!(row.#slot = #default.to_owned();),
        Err(_) => quote!(row.#slot = #default;),
    }
}

/// The column that a value goes into.
fn slot(name: &Ident, kind: &str) -> Ident {
    match kind {
        key if key.ends_with("Key") => format_ident!("{name}_id", span = name.span()),
        "CodeOf" => {
            let name = name.to_string();
            format_ident!("{}_id", name.strip_suffix("_code").unwrap_or(&name))
        }
        _ => name.clone(),
    }
}
