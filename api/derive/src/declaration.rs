//! Reading what all declarations have in common: attributes of ours, doc comments, types and names.

use heck::{ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::TokenStream;
use quote::format_ident;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Field, GenericArgument, Ident, Lit, Meta, PathArguments, Result, Token, Type};

/// Takes an attribute of ours away, if it is there.
pub fn take(attributes: &mut Vec<Attribute>, name: &str) -> Option<Attribute> {
    let index = attributes.iter().position(|attribute| attribute.path().is_ident(name))?;
    Some(attributes.remove(index))
}

/// Whether a bare attribute of ours was there.
pub fn takes(attributes: &mut Vec<Attribute>, name: &str) -> bool {
    take(attributes, name).is_some()
}

/// What an attribute of ours holds, such as the path in `#[by(EvaluationId)]`.
pub fn take_as<T: Parse>(attributes: &mut Vec<Attribute>, name: &str) -> Result<Option<T>> {
    take(attributes, name).map(|attribute| attribute.parse_args()).transpose()
}

/// The doc comment as one text.
pub fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(doc) if doc.path.is_ident("doc") => match &doc.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    lines.map(|line| line.trim().to_owned()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Items between commas.
pub struct Items<T>(pub Vec<T>);

impl<T: Parse> Parse for Items<T> {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        Ok(Self(Punctuated::<T, Token![,]>::parse_terminated(input)?.into_iter().collect()))
    }
}

/// The name of a type's last part and the type between its angle brackets: `List<Finding>` is `List` and `Finding`.
pub fn shape(ty: &Type) -> (String, Option<Type>) {
    let Type::Path(path) = ty else { return (String::new(), None) };
    let Some(last) = path.path.segments.last() else { return (String::new(), None) };
    let inner = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty.clone()),
            _ => None,
        }),
        _ => None,
    };
    (last.ident.to_string(), inner)
}

/// A field's name.
pub fn name(field: &Field) -> Result<Ident> {
    field.ident.clone().ok_or_else(|| syn::Error::new_spanned(field, "a field needs a name"))
}

/// A column's variant: `due_on` is `DueOn`.
pub fn variant(column: &Ident) -> Ident {
    format_ident!("{}", column.to_string().to_upper_camel_case(), span = column.span())
}

/// A name as clients know it: `title_en` is `titleEn`.
pub fn camel(name: &Ident) -> String {
    name.to_string().to_lower_camel_case()
}

/// `Evaluation` is `evaluation`.
pub fn snake(name: &Ident) -> Ident {
    format_ident!("{}", name.to_string().to_snake_case(), span = name.span())
}

/// A list's arguments, the same for every list, and how they become a page. The filter is boxed, as the framework makes room for the
/// largest field of a type whenever it works out any of them.
pub fn page_arguments(node: &TokenStream) -> (TokenStream, TokenStream) {
    let arguments = quote::quote! {
        #[graphql(desc = "Which of them. Null: all.")] filter: Option<Box<<#node as ::styrgraf::kit::listing::Filtered>::Filter>>,
        #[graphql(desc = "In which order. Null: the list's own, which the description of its order fields names.")] order_by: Option<<#node as ::styrgraf::kit::listing::Ordered>::Order>,
        #[graphql(desc = "How many from the start, 1 to 100; not together with `last`. Null: 25, unless `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor. Null: from the start.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 1 to 100; not together with `first`. Null: see `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor. Null: up to the end.")] before: Option<String>,
    };
    let page = quote::quote! {
        let page = ::styrgraf::kit::page::PageArgs { first, after, last, before };
        let sort = order_by.unwrap_or_default().into();
    };
    (arguments, page)
}

/// The input by which clients order something, and how it is ordered when they say nothing.
pub fn order_input(order: &Ident, field: &Ident, doc: &str, (default, direction): (&Ident, &Ident)) -> TokenStream {
    quote::quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, Copy, async_graphql::InputObject)]
        pub struct #order {
            /// What to order by.
            field: #field,
            /// Which way.
            #[graphql(default)]
            direction: ::styrgraf::kit::order::OrderDirection,
        }

        impl Default for #order {
            fn default() -> Self {
                Self { field: #field::#default, direction: ::styrgraf::kit::order::OrderDirection::#direction }
            }
        }
    }
}
