//! `#[table("Evaluation")] pub struct Model { … }`: a SeaORM entity whose doc comments are the schema's descriptions. Id,
//! version and the two instants come by themselves; `#[table("Evaluation", access, pushed)]` adds who may see a row, and where it
//! was pushed from. `#[reference(evaluation)]` on a column says which table it names;
//! `part` after it, that the row belongs to that one and is deleted with it; `owner`, that the row is a link in its list;
//! another word, what clients call it. `#[came_of(LedTo)]` or `#[leads_to(LedTo)]` beside it says how the two came of each
//! other, and puts the reference into the thread. `#[searched]` on a text makes it searchable, and `#[searched(title)]` one that the
//! object goes by. `#[hidden]` on a column keeps it out of the schema, where the object shows it in
//! another way.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Field, Fields, FieldsNamed, Ident, ItemStruct, LitStr, Result, Token, parse2};

use crate::columns::{Searched, optional, own, read, texts};
use crate::declaration::{Items, takes, variant};
use crate::reference::Reference;

/// `"Evaluation", access, pushed`.
struct Node {
    kind: LitStr,
    common: Vec<Ident>,
}

impl Parse for Node {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let kind = input.parse()?;
        let common = if input.parse::<Option<Token![,]>>()?.is_some() { Items::parse(input)?.0 } else { Vec::new() };
        Ok(Self { kind, common })
    }
}

pub fn node(args: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let Node { kind, common } = parse2(args)?;
    let mut item: ItemStruct = parse2(item)?;
    let own: Vec<Field> = item.fields.iter().cloned().collect();
    let all = common.iter().map(common_columns).collect::<Result<Vec<_>>>()?.into_iter().flatten().chain(own);
    item.fields = Fields::Named(syn::parse_quote!({ #(#all,)* }));
    let object = format!("{}Row", kind.value());
    let derive = quote!(#[derive(async_graphql::SimpleObject)] #[graphql(name = #object)]);
    Ok(table(&kind, item, None, &derive)?.0)
}

/// The columns that many tables have, alike.
fn common_columns(word: &Ident) -> Result<Vec<Field>> {
    let columns: FieldsNamed = match word.to_string().as_str() {
        "access" => syn::parse_quote!({
            /// Åtkomst: who may see it. What belongs to another object is visible only to those who can see that one too.
            pub access: crate::Access
        }),
        "pushed" => syn::parse_quote!({
            /// Källa: the system that pushed it. Null: it did not come by a push.
            pub source: Option<String>,
            /// Its id in the system that pushed it, unique there among objects of its type; an observation that was
            /// pushed with an evaluation has one that is unique within the evaluation. Null: it did not come by a push.
            pub external_id: Option<String>
        }),
        _ => return Err(syn::Error::new_spanned(word, "a table has `access`, or is `pushed`")),
    };
    Ok(columns.named.into_iter().collect())
}

pub fn link(args: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let Items(words): Items<LitStr> = parse2(args)?;
    let [kind, list] = &words[..] else {
        return Err(syn::Error::new(proc_macro2::Span::call_site(), "a link has a type and the name of a list"));
    };
    let (table, references) = table(kind, parse2(item)?, Some(list), &TokenStream::new())?;
    let owner = references.iter().find(|reference| reference.is("owner"));
    let owner = &owner.ok_or_else(|| syn::Error::new_spanned(kind, "a link has an owner"))?.column;
    let owner_column = variant(owner);
    Ok(quote! {
        #table

        impl crate::Link for Model {
            const OWNER: Column = Column::#owner_column;
            const LIST: &'static str = #list;

            fn owner(&self) -> Uuid {
                self.#owner
            }
        }
    })
}

fn table(
    kind: &LitStr,
    mut item: ItemStruct,
    list: Option<&LitStr>,
    derive: &TokenStream,
) -> Result<(TokenStream, Vec<Reference>)> {
    let is_node = list.is_none();
    let table = kind.value().to_snake_case();
    let own: Vec<Field> = item.fields.iter().cloned().collect();
    let mut references = Vec::new();
    let (mut columns, mut searched) = (Vec::new(), Vec::new());
    for mut field in own {
        searched.extend(Searched::take(&mut field)?);
        if let Some(reference) = Reference::take(&mut field)? {
            references.push(reference);
            if is_node {
                field.attrs.push(syn::parse_quote!(#[graphql(skip)]));
            }
        }
        if takes(&mut field.attrs, "hidden") {
            field.attrs.push(syn::parse_quote!(#[graphql(skip)]));
        }
        columns.push(field);
    }
    let row = row((kind, &table, list), &columns, &references, &searched)?;
    let skip = is_node.then(|| quote!(#[graphql(skip)]));
    let attributes = std::mem::take(&mut item.attrs);
    let visibility = &item.vis;
    let model = quote! {
        #(#attributes)*
        #[derive(Clone, Debug, Default, PartialEq, sea_orm::DeriveEntityModel, serde::Serialize, serde::Deserialize)]
        #derive
        #[sea_orm(table_name = #table)]
        #visibility struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            #skip
            pub id: Uuid,
            /// Incremented by every write; send it as `expectedVersion` for optimistic locking.
            pub version: i32,
            /// When it was created here.
            pub created_at: crate::DateTime,
            /// When it was last written.
            pub updated_at: crate::DateTime,
            #(#columns,)*
        }

        #[derive(Copy, Clone, Debug, sea_orm::EnumIter, sea_orm::DeriveRelation)]
        pub enum Relation {}

        impl sea_orm::ActiveModelBehavior for ActiveModel {}

        #row
    };
    Ok((model, references))
}

fn row(
    (kind, table, list): (&LitStr, &str, Option<&LitStr>),
    columns: &[Field],
    references: &[Reference],
    searched: &[Searched],
) -> Result<TokenStream> {
    let declared = references.iter().map(Reference::declared);
    let searched = searched.iter().map(Searched::declared);
    let (texts, own, read) = (texts(columns)?, own(columns)?, read(columns, references)?);
    let (listed, list) = match (list, references.iter().find(|reference| reference.is("owner"))) {
        (Some(list), Some(Reference { column, .. })) => (
            quote!(fn listed(&self) -> Option<(Uuid, &'static str)> { Some((self.#column, #list)) }),
            quote!(Some(#list)),
        ),
        _ => (TokenStream::new(), quote!(None)),
    };
    let optional = optional(columns, references)?;
    let has_access = columns.iter().any(|field| field.ident.as_ref().is_some_and(|name| name == "access"));
    let (reads, writes): (Vec<_>, Vec<_>) = references
        .iter()
        .map(|Reference { column, .. }| {
            let variant = variant(column);
            (quote!(Column::#variant => self.#column.into()), quote!(Column::#variant => self.#column = id.into()))
        })
        .unzip();
    Ok(quote! {
        impl crate::Row for Model {
            type Table = Entity;
            type Column = Column;

            const TABLE: &'static crate::Table = &crate::Table {
                name: #table,
                node_type: #kind,
                has_access: #has_access,
                list: #list,
                references: &[#(#declared),*],
                optional: &[#(#optional),*],
                searched: &[#(#searched),*],
            };
            const ID: Column = Column::Id;
            const CREATED_AT: Column = Column::CreatedAt;
            const UPDATED_AT: Column = Column::UpdatedAt;

            #read

            fn id(&self) -> Uuid {
                self.id
            }

            fn version(&self) -> i32 {
                self.version
            }

            fn updated_at(&self) -> crate::DateTime {
                self.updated_at
            }

            fn set_id(&mut self, id: Uuid) {
                self.id = id;
            }

            fn stamp(&mut self, version: i32, now: crate::DateTime) {
                self.version = version;
                self.updated_at = now;
                if version == 1 {
                    self.created_at = now;
                }
            }

            #[allow(clippy::match_single_binding)]
            fn reference(&self, column: Column) -> Option<Uuid> {
                match column {
                    Column::Id => Some(self.id),
                    #(#reads,)*
                    _ => None,
                }
            }

            #[allow(clippy::match_single_binding, unused_variables)]
            fn set_reference(&mut self, column: Column, id: Uuid) {
                match column {
                    #(#writes,)*
                    _ => {}
                }
            }

            #[allow(clippy::match_single_binding)]
            fn text(&self, column: Column) -> Option<&str> {
                match column {
                    #(#texts,)*
                    _ => None,
                }
            }

            #own
            #listed
        }
    })
}
