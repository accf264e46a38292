//! `mutations!(Organisation)`: a type's three mutations with their payloads. A doc comment before it is added to the
//! description of the creation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Result, parse2};

use crate::declaration::{Items, doc, snake};

struct Declared {
    doc: String,
    node: Ident,
    only: Vec<Ident>,
}

impl Parse for Declared {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let doc = doc(&input.call(Attribute::parse_outer)?);
        let Items(words): Items<Ident> = Items::parse(input)?;
        match words.split_first() {
            Some((node, only)) => Ok(Self { doc, node: node.clone(), only: only.to_vec() }),
            None => Err(input.error("mutations of which type?")),
        }
    }
}

pub fn expand(item: TokenStream) -> Result<TokenStream> {
    let Declared { doc, node, only } = parse2(item)?;
    let mutation = format_ident!("{node}Mutation", span = node.span());
    let wanted = |verb: &str| only.is_empty() || only.iter().any(|only| only == verb);
    let written = [("create", true), ("update", false)].into_iter().filter(|(verb, _)| wanted(verb));
    let (payloads, fields): (Vec<_>, Vec<_>) =
        written.map(|(verb, is_new)| write(&node, verb, if is_new { &doc } else { "" })).unzip();
    let delete = wanted("delete").then(|| delete(&node));
    Ok(quote! {
        #(#payloads)*

        #[derive(Default)]
        pub struct #mutation;

        #[async_graphql::Object]
        impl #mutation {
            #(#fields)*
            #delete
        }
    })
}

const WHO: &str = "Needs the role editor or admin. Null: it failed, see `errors`.";

fn write(node: &Ident, verb: &str, more: &str) -> (TokenStream, TokenStream) {
    let field = snake(node);
    let name = format_ident!("{verb}_{field}", span = node.span());
    let (function, capital) = (format_ident!("{verb}"), if verb == "create" { "Create" } else { "Update" });
    let input = format_ident!("{capital}");
    let payload = format_ident!("{capital}{node}Payload", span = node.span());
    let payload_doc = format!("Svar: the object of type `{node}` after the write, or why it was refused.");
    let (doc, desc) = match verb {
        "create" => (format!("Creates an object of type `{node}`. {more} {WHO}").replace("  ", " "), "The new object."),
        _ => (format!("Changes an object of type `{node}`. {WHO}"), "Which object, and what changes."),
    };
    let payload_type = quote! {
        #[doc = #payload_doc]
        #[derive(async_graphql::SimpleObject)]
        pub struct #payload {
            /// The object as it is now. Null: it was refused, see `userErrors`; or it is a dry run; or the viewer may
            /// no longer see it.
            #field: Option<#node>,
            /// The revision that holds the write, or the current one if nothing differed. Null: refused, or a dry run.
            revision: Option<::styrgraf::ledger::Revision>,
            /// Why it was refused. Empty: it was not.
            user_errors: Vec<::styrgraf::write::UserError>,
        }
    };
    let resolver = quote! {
        #[doc = #doc]
        async fn #name(
            &self,
            ctx: &async_graphql::Context<'_>,
            #[graphql(desc = #desc)] input: ::styrgraf::write::#input<#node>,
        ) -> Option<::styrgraf::error::Result<#payload>> {
            let written = ::styrgraf::write::#function(ctx, input).await;
            Some(written.map(|::styrgraf::write::Written { node, errors, revision }| #payload {
                #field: node,
                revision,
                user_errors: errors,
            }))
        }
    };
    (payload_type, resolver)
}

fn delete(node: &Ident) -> TokenStream {
    let field = snake(node);
    let name = format_ident!("delete_{field}", span = node.span());
    let doc =
        format!("Deletes an object of type `{node}` that nothing else refers to, with what `Mutation` names. {WHO}");
    quote! {
        #[doc = #doc]
        async fn #name(
            &self,
            ctx: &async_graphql::Context<'_>,
            #[graphql(desc = "Which object.")] input: ::styrgraf::write::Delete<#node>,
        ) -> Option<::styrgraf::error::Result<::styrgraf::write::Deleted<#node>>> {
            Some(::styrgraf::write::delete(ctx, input).await)
        }
    }
}
