//! `push!(Evaluation, evaluations, status)`: a type's push, with its input, its payload and the result of each row; `status`
//! where the objects have one.

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Result, parse2};

use crate::declaration::{Items, camel, snake};

pub fn expand(item: TokenStream) -> Result<TokenStream> {
    let Items(words): Items<Ident> = parse2(item)?;
    let [node, list, more @ ..] = &words[..] else {
        return Err(syn::Error::new(proc_macro2::Span::call_site(), "a push has a type and the name of its rows"));
    };
    let has_status = more.iter().any(|word| word == "status");
    let plural = list.to_string().to_upper_camel_case();
    let (push, name) = (format_ident!("{node}Push"), format_ident!("push_{list}"));
    let (input, payload) = (format_ident!("Push{plural}Input"), format_ident!("Push{plural}Payload"));
    let (result, field) = (format_ident!("{node}PushResult"), snake(node));
    let (list_name, field_name) = (camel(list), camel(&field));
    let input_type = input_type(node, list, &input);
    let answer = answer(node, &payload, &result, has_status);
    let doc = format!(
        "Writes objects of type `{node}` as a source has them, found again by source and external id, with the lists that belong to them. \
         Safe to send again after a lost answer. Needs the role integration. Null: it failed, see `errors`."
    );
    Ok(quote! {
        #input_type

        #answer

        #[derive(Default)]
        pub struct #push;

        #[async_graphql::Object]
        impl #push {
            #[doc = #doc]
            async fn #name(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "What the source has.")] input: #input,
            ) -> Option<::styrgraf::error::Result<#payload>> {
                let #input { delete_external_ids, dry_run, error_policy, #list, source } = input;
                let pushed = ::styrgraf::write::Pushed {
                    list: #list_name,
                    rows: #list,
                    delete: delete_external_ids,
                    source,
                    error_policy,
                    dry_run,
                };
                let is_selected = ctx.look_ahead().field("results").field(#field_name).exists();
                let written = ::styrgraf::write::push::<#node>(ctx, pushed, is_selected).await;
                Some(written.map(|::styrgraf::write::PushWritten { results, revision, errors }| #payload {
                    results: results.into_iter().map(Into::into).collect(),
                    revision,
                    user_errors: errors,
                }))
            }
        }
    })
}

fn input_type(node: &Ident, list: &Ident, input: &Ident) -> TokenStream {
    let input_doc =
        format!("Indata: objects of type `{node}` as a source has them. Sending the same again changes nothing.");
    quote! {
        #[doc = #input_doc]
        #[derive(Debug, Clone, async_graphql::InputObject)]
        pub struct #input {
            /// The external ids of objects that the source no longer has: they are deleted. One that is not here is
            /// `UNCHANGED`; one that others refer to is rejected with `IN_USE`. Rows and deletions together: 1 to
            /// 1,000.
            #[graphql(default)]
            delete_external_ids: Vec<String>,
            /// Provkörning: check everything and write nothing.
            #[graphql(default)]
            dry_run: bool,
            /// What happens if some rows are wrong.
            #[graphql(default)]
            error_policy: ::styrgraf::write::ErrorPolicy,
            /// The rows, each with the lists that belong to it. Rows and deletions together: 1 to 1,000.
            #[graphql(default)]
            #list: Vec<::styrgraf::write::PushedRow<#node>>,
            /// Källa: the system that they come from, one that the token allows.
            source: String,
        }
    }
}

fn answer(node: &Ident, payload: &Ident, result: &Ident, has_status: bool) -> TokenStream {
    let field = snake(node);
    let result_doc = format!("Resultat: what became of a row of type `{node}`.");
    let kept = has_status.then(|| {
        quote! {
            /// Whether a status was ignored, the row's or that of something pushed within it, because the object has
            /// come further here.
            status_kept: bool,
        }
    });
    let status_kept = has_status.then(|| quote!(status_kept: result.status_kept,));
    quote! {
        /// Svar: what became of each row.
        #[derive(async_graphql::SimpleObject)]
        pub struct #payload {
            /// A result per row, in the order of the input, and then one per deletion. Empty: the push as a whole was
            /// refused, see `userErrors`.
            results: Vec<#result>,
            /// The revision that holds the push, or the current one if nothing differed. Null: refused, or a dry run.
            revision: Option<::styrgraf::ledger::Revision>,
            /// Why the push as a whole was refused. What is wrong with a row is in its result.
            user_errors: Vec<::styrgraf::write::UserError>,
        }

        #[doc = #result_doc]
        #[derive(async_graphql::SimpleObject)]
        pub struct #result {
            /// The object as it is now. Null: it was rejected or deleted, was not here, or may not be seen with this
            /// token; or it is a dry run.
            #field: Option<#node>,
            /// The row's id in the source.
            external_id: String,
            /// What became of it; in a dry run, what would become of it.
            outcome: ::styrgraf::write::PushOutcome,
            /// The fields in which the push replaced what an editor had written last, named as in the object's type,
            /// such as `territories` for `territoryCodes`. What is pushed within the row is not looked at. Empty: there
            /// are none.
            overwritten: Vec<String>,
            #kept
            /// What is wrong with the row. Empty: nothing.
            user_errors: Vec<::styrgraf::write::UserError>,
        }

        impl From<::styrgraf::write::RowResult<#node>> for #result {
            fn from(result: ::styrgraf::write::RowResult<#node>) -> Self {
                Self {
                    #field: result.node,
                    external_id: result.external_id,
                    outcome: result.outcome,
                    overwritten: result.overwritten,
                    #status_kept
                    user_errors: result.errors,
                }
            }
        }
    }
}
