//! `#[roots] pub trait EvaluationQuery { fn evaluations() -> List<Evaluation>; fn evaluation(by: EvaluationKey) -> Evaluation; }`:
//! the root fields of a subject, lists, look-ups by key, and statistics: `fn measure_statistics() -> Statistics<MeasureGroup>;`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{FnArg, ItemTrait, Result, ReturnType, TraitItem, TraitItemFn, Type, parse2};

use crate::declaration::{page_arguments, shape};

pub fn expand(item: TokenStream) -> Result<TokenStream> {
    let item: ItemTrait = parse2(item)?;
    let fields = item.items.iter().map(|item| match item {
        TraitItem::Fn(function) => field(function),
        other => Err(syn::Error::new_spanned(other, "root fields are functions")),
    });
    let fields = fields.collect::<Result<Vec<_>>>()?;
    let (docs, query) = (&item.attrs, &item.ident);
    Ok(quote! {
        #(#docs)*
        #[derive(Default)]
        pub struct #query(::styrgraf::kit::scope::At);

        #[async_graphql::Object]
        impl #query {
            #(#fields)*
        }
    })
}

fn field(function: &TraitItemFn) -> Result<TokenStream> {
    let (docs, name) = (&function.attrs, &function.sig.ident);
    let ReturnType::Type(_, ty) = &function.sig.output else {
        return Err(syn::Error::new_spanned(function, "a root field gives something"));
    };
    match (shape(ty), function.sig.inputs.first()) {
        ((outer, Some(node)), None) if outer == "List" => Ok(list(docs, name, &node)),
        ((outer, Some(group)), None) if outer == "Statistics" => Ok(statistics(docs, name, &group)),
        (_, Some(FnArg::Typed(key))) => {
            let key = &key.ty;
            Ok(quote! {
                #(#docs)*
                async fn #name(
                    &self,
                    ctx: &async_graphql::Context<'_>,
                    #[graphql(desc = "Which one.")] by: #key,
                ) -> Option<::styrgraf::error::Result<#ty>> {
                    ::styrgraf::kit::listing::look_up(ctx, self.0, by).await.transpose()
                }
            })
        }
        _ => Err(syn::Error::new_spanned(function, "a root field is a list, a look-up by key, or statistics")),
    }
}

fn list(docs: &[syn::Attribute], name: &syn::Ident, node: &Type) -> TokenStream {
    let (arguments, page) = page_arguments(&quote!(#node));
    quote! {
        #(#docs)*
        #[allow(clippy::too_many_arguments)]
        async fn #name(
            &self,
            ctx: &async_graphql::Context<'_>,
            #arguments
        ) -> ::styrgraf::error::Result<::styrgraf::kit::listing::List<#node>> {
            #page
            ::styrgraf::kit::listing::list(ctx, self.0, filter, sort, page).await
        }
    }
}

fn statistics(docs: &[syn::Attribute], name: &syn::Ident, group: &Type) -> TokenStream {
    let of = quote!(<#group as ::styrgraf::kit::statistics::Group>);
    quote! {
        #(#docs)*
        async fn #name(
            &self,
            ctx: &async_graphql::Context<'_>,
            #[graphql(desc = "Which of them are counted. Null: all.")] filter: Option<<#of::Of as ::styrgraf::kit::listing::Filtered>::Filter>,
            #[graphql(desc = "What those of a group have in common, 1 to 3 groupings, each once. Empty: one group holds them all.", default)] group_by: Vec<#of::Grouping>,
            #[graphql(desc = "In which order the groups come. Null: `COUNT`, `DESC`.")] order_by: Option<#of::Order>,
            #[graphql(desc = "How many groups at most, 1 to 1,000. `groupCount` says how many there are in all.", default = 25)] first: i32,
        ) -> ::styrgraf::error::Result<::styrgraf::kit::statistics::Statistics<#group>> {
            let order = order_by.unwrap_or_default().into();
            ::styrgraf::kit::statistics::statistics(ctx, self.0, filter, &group_by, order, first).await
        }
    }
}
