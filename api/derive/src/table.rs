//! `#[table("Evaluation")] pub struct Model { … }`: a SeaORM entity whose doc comments are the schema's descriptions. Id,
//! version and the two instants come by themselves; `#[table("Evaluation", access, pushed)]` adds who may see a row, and where it
//! was pushed from. `#[reference(evaluation)]` on a column says which table it names;
//! `part` after it, that the row belongs to that one and is deleted with it; `owner`, that the row is a link in its list;
//! another word, what clients call it. `#[came_of(LedTo)]` or `#[leads_to(LedTo)]` beside it says how the two came of each
//! other, and puts the reference into the thread. `#[searched]` on a text makes it searchable, and `#[searched(title)]` one that the
//! object goes by. `#[hidden]` on a column keeps it out of the schema, where the object shows it in
//! another way.

use heck::{ToShoutySnakeCase, ToSnakeCase};
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Field, Fields, FieldsNamed, Ident, ItemStruct, LitStr, Result, Token, parse2};

use crate::declaration::{Items, camel, doc, name, shape, take, take_as, takes, variant};

/// A column that names a row of another table.
struct Reference {
    column: Ident,
    target: Ident,
    words: Vec<Ident>,
    nullable: bool,
    /// `#[came_of(LedTo)]` or `#[leads_to(LedTo)]`.
    step: Option<(&'static str, Ident)>,
}

/// A text that a search reads.
struct Searched {
    column: Ident,
    field: String,
    is_title: bool,
}

impl Searched {
    fn take(field: &mut Field) -> Result<Option<Self>> {
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

    fn declared(&self) -> TokenStream {
        let (column, field, is_title) = (self.column.to_string(), &self.field, self.is_title);
        quote!(crate::Searched { column: #column, field: #field, is_title: #is_title })
    }
}

impl Reference {
    fn is(&self, word: &str) -> bool {
        self.words.iter().any(|given| given == word)
    }
}

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
        if let Some(Items(words)) = take_as::<Items<Ident>>(&mut field.attrs, "reference")? {
            let nullable = shape(&field.ty).0 == "Option";
            let (target, words) = words.split_first().ok_or_else(|| syn::Error::new_spanned(&field, "which table?"))?;
            references.push(Reference {
                column: name(&field)?,
                target: target.clone(),
                words: words.to_vec(),
                nullable,
                step: step(&mut field)?,
            });
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
    let declared = references.iter().map(declared);
    let searched = searched.iter().map(Searched::declared);
    let (texts, own, read) = (texts(columns)?, own(columns)?, read(columns)?);
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

/// How the row and what the reference names came of each other.
fn step(field: &mut Field) -> Result<Option<(&'static str, Ident)>> {
    let came_of = take_as(&mut field.attrs, "came_of")?.map(|relation| ("CameOf", relation));
    let leads_to = take_as(&mut field.attrs, "leads_to")?.map(|relation| ("LeadsTo", relation));
    Ok(came_of.or(leads_to))
}

/// The columns that may be null, without references.
fn optional(columns: &[Field], references: &[Reference]) -> Result<Vec<TokenStream>> {
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

fn declared(reference: &Reference) -> TokenStream {
    let Reference { column, target, nullable, step, .. } = reference;
    let name = column.to_string();
    let field = match reference.words.iter().find(|word| !["part", "owner"].iter().any(|known| word == known)) {
        Some(said) => said.to_string(),
        None => camel(&quote::format_ident!("{}", name.strip_suffix("_id").unwrap_or(&name))),
    };
    let target = target.to_string();
    let (part, owner) = (reference.is("part"), reference.is("owner"));
    let step = if let Some((way, relation)) = step {
        let way = quote::format_ident!("{way}");
        quote!(Some(crate::Step::#way(crate::ThreadRelation::#relation)))
    } else {
        quote!(None)
    };
    quote! {
        crate::Reference {
            column: #name,
            target: #target,
            field: #field,
            nullable: #nullable,
            part: #part,
            owner: #owner,
            step: #step,
        }
    }
}

/// The columns that every table has, in front of its own.
const COMMON: [&str; 4] = ["id", "version", "created_at", "updated_at"];

/// How some columns of a row are read, and which of them a field shows.
fn read(columns: &[Field]) -> Result<TokenStream> {
    let (mut names, mut shown_by) = (Vec::new(), Vec::new());
    for column in COMMON {
        names.push(quote::format_ident!("{column}"));
        shown_by.push(camel(&quote::format_ident!("{column}")));
    }
    for field in columns {
        let name = name(field)?;
        shown_by.push(shown(field)?.unwrap_or_else(|| camel(&name)));
        names.push(name);
    }
    let places = 0..names.len();
    Ok(quote! {
        fn shown(field: &str) -> Option<crate::Columns> {
            match field {
                #(#shown_by => Some(crate::Columns::at(#places)),)*
                _ => None,
            }
        }

        fn read(row: &sea_orm::QueryResult, columns: crate::Columns, first: usize) -> Result<Self, sea_orm::DbErr> {
            let mut reading = crate::Reading::new(row, columns, first);
            Ok(Self { #(#names: reading.column()?,)* })
        }
    })
}

/// How the text columns are read.
fn texts(columns: &[Field]) -> Result<Vec<TokenStream>> {
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
fn own(columns: &[Field]) -> Result<TokenStream> {
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
