//! What the declarations of Styrgraf expand to. Each is an attribute on an ordinary struct, enum or trait, so that rustfmt
//! formats it and an editor finds its way in it; each file here starts with what it takes and what comes out.

mod columns;
mod declaration;
mod filter;
mod key;
mod mutations;
mod object;
mod order;
mod push;
mod reference;
mod roots;
mod statistics;
mod table;
mod text_enum;
mod values;

use proc_macro::TokenStream;

/// Lets a macro's error be shown where it arose.
fn expand(result: syn::Result<proc_macro2::TokenStream>) -> TokenStream {
    result.unwrap_or_else(|error| error.to_compile_error()).into()
}

/// A table of nodes: `#[table("Evaluation")]`.
#[proc_macro_attribute]
pub fn table(args: TokenStream, item: TokenStream) -> TokenStream {
    expand(table::node(args.into(), item.into()))
}

/// A table of links: `#[link_table("EvaluationTerritory", "territories")]`, with the name of the owner's list.
#[proc_macro_attribute]
pub fn link_table(args: TokenStream, item: TokenStream) -> TokenStream {
    expand(table::link(args.into(), item.into()))
}

/// A column with a fixed set of values.
#[proc_macro_attribute]
pub fn text_enum(_: TokenStream, item: TokenStream) -> TokenStream {
    expand(text_enum::expand(item.into()))
}

/// An object type over a table: `#[object(evaluation, visible = visible)]`.
#[proc_macro_attribute]
pub fn object(args: TokenStream, item: TokenStream) -> TokenStream {
    expand(object::expand(args.into(), item.into()))
}

/// What a list can be filtered by: `#[filter(Evaluation)]`.
#[proc_macro_attribute]
pub fn filter(args: TokenStream, item: TokenStream) -> TokenStream {
    expand(filter::expand(args.into(), item.into()))
}

/// What a list can be ordered by: `#[order(Evaluation, PublishedOn, Desc)]`.
#[proc_macro_attribute]
pub fn order(args: TokenStream, item: TokenStream) -> TokenStream {
    expand(order::expand(args.into(), item.into()))
}

/// By what one object is looked up: `#[key(Evaluation)]`.
#[proc_macro_attribute]
pub fn key(args: TokenStream, item: TokenStream) -> TokenStream {
    expand(key::expand(args.into(), item.into()))
}

/// A group of objects that are counted: `#[statistics(Measure)]`.
#[proc_macro_attribute]
pub fn statistics(args: TokenStream, item: TokenStream) -> TokenStream {
    expand(statistics::expand(args.into(), item.into()))
}

/// The root fields of a subject.
#[proc_macro_attribute]
pub fn roots(_: TokenStream, item: TokenStream) -> TokenStream {
    expand(roots::expand(item.into()))
}

/// The values that inputs give an object: `#[values(Evaluation)]`.
#[proc_macro_attribute]
pub fn values(args: TokenStream, item: TokenStream) -> TokenStream {
    expand(values::expand(args.into(), item.into()))
}

/// A type's mutations: `mutations!(Evaluation)` for all three, or those that are named: `mutations!(MeasureUpdate, create)`.
#[proc_macro]
pub fn mutations(item: TokenStream) -> TokenStream {
    expand(mutations::expand(item.into()))
}

/// A type's push: `push!(Evaluation, evaluations)`.
#[proc_macro]
pub fn push(item: TokenStream) -> TokenStream {
    expand(push::expand(item.into()))
}
