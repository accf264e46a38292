//! `#[statistics(Measure)] pub struct MeasureGroup { … }`: a group of objects that are counted. Each line is something by
//! which they can be grouped, and a field of the group that says what they have in common:
//!
//! - `action_plan: ActionPlan`: the object that the column `action_plan_id` names; `Option<…>`, if it may be null;
//! - `#[through(measure_result_area)] result_area: ResultArea`: each on the other side of a link table;
//! - `#[value] status: MeasureStatus`: one of a fixed set of values;
//! - `#[month(DueOn)] due_month: String` and `#[year(DeliveredOn)] delivered_year: i32`: the month or year of a date;
//!
//! or a number that is known of each group:
//!
//! - `#[counts(is_overdue)] overdue: i32`: how many fit, by a function of the filter `fn(bool, &Rows) -> Condition`;
//! - `#[mean(progress)] mean_progress: f64`: a mean, by a function `fn() -> Expr`.
//!
//! The count itself, and what null means, come by themselves.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, Field, Ident, ItemStruct, Path, Result, Type, parse2};

use crate::declaration::{camel, doc, name, order_input, shape, take_as, takes, variant};

pub fn expand(args: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let node: Ident = parse2(args)?;
    let item: ItemStruct = parse2(item)?;
    let (mut groupings, mut figures) = (Vec::new(), Vec::new());
    for mut field in item.fields {
        match figure(&mut field, figures.len())? {
            Some(figure) => figures.push(figure),
            None => groupings.push(grouping(&node, field, groupings.len())?),
        }
    }
    let (docs, group) = (&item.attrs, &item.ident);
    let enums = enums(&node, &groupings, &figures);
    let (fields, keys): (Vec<_>, Vec<_>) = groupings.into_iter().map(|one| (one.resolver, one.key)).unzip();
    let (numbers, declared): (Vec<_>, Vec<_>) = figures.into_iter().map(|one| (one.resolver, one.key)).unzip();
    let (by, order) = (format_ident!("{node}Grouping"), format_ident!("{node}StatisticsOrder"));
    let named = format!("{node}Statistics");
    let kit = quote!(::styrgraf::kit);
    Ok(quote! {
        #enums

        #[derive(Debug, Clone)]
        pub struct #group(#kit::group::GroupRow);

        impl From<#kit::group::GroupRow> for #group {
            fn from(row: #kit::group::GroupRow) -> Self {
                Self(row)
            }
        }

        impl #kit::statistics::Group for #group {
            type Of = #node;
            type Grouping = #by;
            type Order = #order;

            const NAME: &'static str = #named;
            const KEYS: &'static [#kit::grouping::GroupKey] = &[#(#keys),*];
            const FIGURES: &'static [#kit::statistics::Figure] = &[#(#declared),*];

            fn index(grouping: #by) -> usize {
                grouping as usize
            }
        }

        #(#docs)*
        #[async_graphql::Object]
        impl #group {
            /// Antal: how many there are in the group.
            async fn count(&self) -> ::styrgraf::error::Result<i32> {
                self.0.count()
            }

            #(#fields)*
            #(#numbers)*
        }
    })
}

/// A line of the group: a value of the enum, a field, and how the statement reads it.
struct Declared {
    value: TokenStream,
    resolver: TokenStream,
    key: TokenStream,
}

/// What the groups can be grouped and ordered by.
fn enums(node: &Ident, groupings: &[Declared], figures: &[Declared]) -> TokenStream {
    let by = format_ident!("{node}Grouping");
    let (field, order) = (format_ident!("{node}StatisticsOrderField"), format_ident!("{node}StatisticsOrder"));
    let by_doc = format!("Indelning: what objects of type `{node}` can be grouped by.");
    let field_doc = format!(
        "Ordningsbegrepp: what groups of objects of type `{node}` can be ordered by. Groups without it come last both ways; ties \
         go by what they are grouped by, as in `KEY`, `ASC`."
    );
    let order_doc = format!("Ordning: in which order groups of objects of type `{node}` come.");
    let order_input = order_input(&order, &field, &order_doc, (&format_ident!("Count"), &format_ident!("Desc")));
    let (by_values, values) = (groupings.iter().map(|one| &one.value), figures.iter().map(|one| &one.value));
    let statistics = quote!(::styrgraf::kit::statistics);
    quote! {
        #[doc = #by_doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
        pub enum #by { #(#by_values,)* }

        #[doc = #field_doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
        pub enum #field {
            #(#values,)*
            /// Antal: how many there are in the group.
            Count,
            /// Indelning: what they have in common, in the order of `groupBy`: months and years from the first, values in
            /// the alphabetical order of their names, objects by their id.
            Key,
        }

        #order_input

        impl From<#order> for #statistics::GroupOrder {
            fn from(order: #order) -> Self {
                let by = match order.field {
                    #field::Count => #statistics::OrderBy::Count,
                    #field::Key => #statistics::OrderBy::Key,
                    #[allow(unreachable_patterns)]
                    figure => #statistics::OrderBy::Figure(figure as usize),
                };
                Self { by, direction: order.direction }
            }
        }
    }
}

/// How the objects are grouped by a line.
enum By {
    /// The object that a column names.
    Object,
    /// Each object that a link table names.
    Link(Ident),
    /// The month of a date.
    Month(Ident),
    /// The year of a date.
    Year(Ident),
    /// One of a fixed set of values.
    Value,
}

impl By {
    fn take(attributes: &mut Vec<Attribute>) -> Result<Self> {
        Ok(if let Some(link) = take_as(attributes, "through")? {
            Self::Link(link)
        } else if let Some(date) = take_as(attributes, "month")? {
            Self::Month(date)
        } else if let Some(date) = take_as(attributes, "year")? {
            Self::Year(date)
        } else if takes(attributes, "value") {
            Self::Value
        } else {
            Self::Object
        })
    }

    /// How the statement reads it.
    fn key(&self, node: &Ident, name: &Ident, ty: &Type) -> TokenStream {
        let grouping = quote!(::styrgraf::kit::grouping);
        let column = |column: &Ident| quote!(<#node as ::styrgraf::kit::node::Node>::Column::#column);
        let (kind, read) = match self {
            Self::Object => {
                let column = column(&variant(&format_ident!("{name}_id", span = name.span())));
                (quote!(id), quote!(|rows, _| #grouping::by_object::<#ty>(#column, rows)))
            }
            Self::Link(link) => {
                let link = quote!(entity::#link::Model);
                (quote!(id), quote!(|rows, select| #grouping::by_link::<#link, #node, #ty>(rows, select)))
            }
            Self::Month(date) => {
                let column = column(date);
                (quote!(text), quote!(|rows, _| #grouping::by_month(#column, rows)))
            }
            Self::Year(date) => {
                let column = column(date);
                (quote!(text), quote!(|rows, _| #grouping::by_year(#column, rows)))
            }
            Self::Value => {
                let column = column(&variant(name));
                (quote!(text), quote!(|_, _| ::styrgraf::kit::column::col(#column)))
            }
        };
        quote!(#grouping::GroupKey::#kind(#read))
    }

    /// The field that says what they have in common.
    fn resolver(&self, name: &Ident, ty: &Type, index: usize) -> TokenStream {
        let result = quote!(::styrgraf::error::Result);
        match self {
            Self::Object | Self::Link(_) => quote! {
                async fn #name(&self, ctx: &async_graphql::Context<'_>) -> Option<#result<#ty>> {
                    self.0.object(ctx, #index).await
                }
            },
            Self::Month(_) => quote!(async fn #name(&self) -> Option<#ty> { self.0.text(#index) }),
            Self::Year(_) => quote!(async fn #name(&self) -> #result<Option<#ty>> { self.0.year(#index) }),
            Self::Value => quote!(async fn #name(&self) -> #result<Option<#ty>> { self.0.value(#index) }),
        }
    }
}

fn grouping(node: &Ident, mut field: Field, index: usize) -> Result<Declared> {
    let name = name(&field)?;
    let by = By::take(&mut field.attrs)?;
    let (outer, inner) = shape(&field.ty);
    let is_option = outer == "Option";
    let ty = inner.filter(|_| is_option).unwrap_or_else(|| field.ty.clone());
    let is_link = matches!(by, By::Link(_));
    let several =
        if is_link { " One that has several is counted in the group of each: do not add these groups up." } else { "" };
    let about = format!("{}{several}", doc(&field.attrs));
    let lacking = if is_option || is_link { ", or they are those without one" } else { "" };
    let field_doc = format!("{about} Null: they are not grouped by it{lacking}.");
    let (key, resolver, value) = (by.key(node, &name, &ty), by.resolver(&name, &ty, index), variant(&name));
    Ok(Declared { value: quote!(#[doc = #about] #value), resolver: quote!(#[doc = #field_doc] #resolver), key })
}

/// A number that is known of each group. None: the line is a grouping.
fn figure(field: &mut Field, index: usize) -> Result<Option<Declared>> {
    let counts = take_as::<Path>(&mut field.attrs, "counts")?;
    let mean = take_as::<Path>(&mut field.attrs, "mean")?;
    let (name, about) = (name(field)?, doc(&field.attrs));
    let result = quote!(::styrgraf::error::Result);
    let what = quote!(::styrgraf::kit::statistics::What);
    let (what, resolver) = match (counts, mean) {
        (Some(fits), _) => {
            (quote!(#what::Count(#fits)), quote!(async fn #name(&self) -> #result<i32> { self.0.number(#index) }))
        }
        (None, Some(mean)) => {
            (quote!(#what::Mean(#mean)), quote!(async fn #name(&self) -> #result<Option<f64>> { self.0.mean(#index) }))
        }
        (None, None) => return Ok(None),
    };
    let (client, value) = (camel(&name), variant(&name));
    let value_doc = about.split(" Null:").next().unwrap_or(&about);
    Ok(Some(Declared {
        value: quote!(#[doc = #value_doc] #value),
        resolver: quote!(#[doc = #about] #resolver),
        key: quote!(::styrgraf::kit::statistics::Figure { field: #client, what: #what }),
    }))
}
