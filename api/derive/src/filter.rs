//! `#[filter(Evaluation)] pub struct EvaluationFilter { kind: Vec<EvaluationKind>, … }`: what lists of a type can be filtered
//! by. A field is compared with the column of its name; `AnyOf<Organisation>` and `AtOrBelow` with the one that names an object, `…_id`.
//! `#[column(…)]` names another one, `#[through(evaluation_result_area)]` a link table, and `#[with(function)]` a function
//! `fn(value, &Rows) -> Condition`, or of a `Result`. Id, key, creation, last write, what is
//! missing or present, and `not` come by themselves.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Field, Ident, ItemStruct, Path, Result, parse2};

use crate::declaration::{name, shape, take_as, variant};

pub fn expand(args: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let node: Ident = parse2(args)?;
    let item: ItemStruct = parse2(item)?;
    let (mut fields, mut conditions, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for mut field in item.fields {
        conditions.push(condition(&node, &mut field)?);
        names.push(name(&field)?);
        let (attributes, ty) = (&field.attrs, &field.ty);
        let name = name(&field)?;
        fields.push(quote!(#(#attributes)* #name: ::styrgraf::kit::filter::NonNull<#ty>));
    }
    let filter = &item.ident;
    let doc = format!(
        "Urval: which objects of type `{node}` are wanted. All fields that are given must fit; null is refused, so leave a field out. A list means any of its values, except in `missing` and `present`; an empty one fits nothing. A list has at most 1,000 values, and at most 100 keys that are not ids."
    );
    Ok(quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, async_graphql::InputObject)]
        pub struct #filter {
            /// Any of these objects.
            id: ::styrgraf::kit::filter::NonNull<::styrgraf::kit::filter::AnyId<#node>>,
            /// Any of these objects, named as in look-ups. A name that several objects have fits all of them.
            by: ::styrgraf::kit::filter::NonNull<::styrgraf::kit::filter::AnyOf<#node>>,
            /// Created here within these instants.
            created_at: ::styrgraf::kit::filter::NonNull<::styrgraf::kit::filter::DateTimeRange>,
            /// Last written within these instants: ask from the last refresh on for what is new.
            updated_at: ::styrgraf::kit::filter::NonNull<::styrgraf::kit::filter::DateTimeRange>,
            /// Lacking each of these, as far as the viewer can tell: `null`, or an empty list. An empty list here fits
            /// all.
            missing: ::styrgraf::kit::filter::NonNull<Vec<::styrgraf::kit::presence::FieldOf<#node>>>,
            /// Not fitting this.
            not: ::styrgraf::kit::filter::NonNull<Box<#filter>>,
            /// Having each of these, as far as the viewer may see them. An empty list here fits all.
            present: ::styrgraf::kit::filter::NonNull<Vec<::styrgraf::kit::presence::FieldOf<#node>>>,
            #(#fields,)*
        }

        impl ::styrgraf::kit::filter::Filter for #filter {
            fn condition(self, rows: &::styrgraf::kit::rows::Rows) -> ::styrgraf::error::Result<sea_orm::Condition> {
                use ::styrgraf::kit::filter::Criterion;
                type Column = <#node as ::styrgraf::kit::node::Node>::Column;
                let Self { id, by, created_at, updated_at, missing, not, present, #(#names),* } = self;
                let mut all = sea_orm::Condition::all();
                if let Some(value) = id.0 {
                    all = all.add(value.fits(::styrgraf::kit::column::col(Column::Id), rows)?);
                }
                if let Some(keys) = by.0 {
                    all = all.add(keys.any(rows)?);
                }
                if let Some(value) = created_at.0 {
                    all = all.add(value.fits(::styrgraf::kit::column::col(Column::CreatedAt), rows)?);
                }
                if let Some(value) = updated_at.0 {
                    all = all.add(value.fits(::styrgraf::kit::column::col(Column::UpdatedAt), rows)?);
                }
                for field in ::styrgraf::kit::presence::each_once(missing.0) {
                    all = all.add(field.missing(rows));
                }
                for field in ::styrgraf::kit::presence::each_once(present.0) {
                    all = all.add(field.present(rows));
                }
                if let Some(filter) = not.0 {
                    all = all.add(::styrgraf::kit::presence::not(filter.condition(rows)?));
                }
                #(#conditions)*
                Ok(all)
            }
        }

        impl ::styrgraf::kit::listing::Filtered for #node {
            type Filter = #filter;
        }
    })
}

fn condition(node: &Ident, field: &mut Field) -> Result<TokenStream> {
    let name = name(field)?;
    let column = take_as::<Ident>(&mut field.attrs, "column")?;
    let relation = take_as::<Ident>(&mut field.attrs, "through")?;
    let with = take_as::<Path>(&mut field.attrs, "with")?;
    let is_reference = ["AnyOf", "AtOrBelow"].contains(&&*shape(&field.ty).0);
    let fits = match (with, relation) {
        (Some(function), _) => quote!(::styrgraf::kit::filter::Fitting::fitting(#function(value, rows))?),
        (None, Some(link)) => quote! {
            ::styrgraf::kit::related::lists::<entity::#link::Model, #node>(|target| value.fits(target, rows))?
        },
        (None, None) => {
            let named = if is_reference { format_ident!("{name}_id", span = name.span()) } else { name.clone() };
            let column = column.unwrap_or_else(|| variant(&named));
            quote!(value.fits(::styrgraf::kit::column::col(Column::#column), rows)?)
        }
    };
    Ok(quote! {
        if let Some(value) = #name.0 {
            all = all.add(#fits);
        }
    })
}
