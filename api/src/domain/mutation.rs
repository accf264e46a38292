//! The macros that declare a type's mutations, their inputs and their payloads.

/// Declares a type's three mutations with their inputs. Every one takes `dryRun`; a change and a deletion name the
/// object and may say which version they expect.
macro_rules! mutations {
    ($node:ident with $values:ident, $mutation:ident;
     $create:ident($create_input:ident) -> $created:ident;
     $update:ident($update_input:ident) -> $updated:ident;
     $delete:ident($delete_input:ident) -> $deleted:ident;) => {
        #[doc = concat!("Indata: a new object of type `", stringify!($node), "`.")]
        #[derive(Debug, Clone, async_graphql::InputObject)]
        pub struct $create_input {
            /// Provkörning: check everything and write nothing.
            #[graphql(default)]
            dry_run: bool,
            #[graphql(flatten)]
            values: $values,
        }

        #[doc = concat!("Indata: changes to an object of type `", stringify!($node), "`. Absent fields stay as they are; null clears.")]
        #[derive(Debug, Clone, async_graphql::InputObject)]
        pub struct $update_input {
            /// Provkörning: check everything and write nothing.
            #[graphql(default)]
            dry_run: bool,
            /// The version that was read; the change is refused if somebody else was first. Null: change it in any case.
            expected_version: Option<i32>,
            /// Which object.
            id: async_graphql::ID,
            /// Skäl: why, at most 20,000 characters; the ledger keeps it. Needed when an admin steps a status back. Null:
            /// no reason is given.
            reason: Option<String>,
            #[graphql(flatten)]
            values: $values,
        }

        #[doc = concat!("Indata: the object of type `", stringify!($node), "` to delete.")]
        #[derive(Debug, Clone, async_graphql::InputObject)]
        pub struct $delete_input {
            /// Provkörning: check everything and write nothing.
            #[graphql(default)]
            dry_run: bool,
            /// The version that was read; the deletion is refused if somebody else was first. Null: delete it in any case.
            expected_version: Option<i32>,
            /// Which object.
            id: async_graphql::ID,
        }

        #[doc = concat!("Svar: the deleted object of type `", stringify!($node), "`, or why it was refused.")]
        #[derive(async_graphql::SimpleObject)]
        pub struct $deleted {
            /// The id of the object that is no more. Null: it was refused, see `userErrors`.
            deleted_id: Option<async_graphql::ID>,
            /// The revision that holds the deletion. Null: nothing was deleted, because it was refused or a dry run.
            revision: Option<$crate::ledger::Revision>,
            /// Why it was refused. Empty: it was not.
            user_errors: Vec<$crate::kit::payload::UserError>,
        }

        #[derive(Default)]
        pub struct $mutation;

        #[async_graphql::Object]
        impl $mutation {
            #[doc = concat!("Creates an object of type `", stringify!($node), "`. Needs the role editor or admin. Null: it failed, see `errors`.")]
            async fn $create(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "The new object.")] input: $create_input,
            ) -> Option<$crate::error::Result<$created>> {
                let $create_input { dry_run, values } = input;
                Some($crate::domain::editing::create::<$node>(ctx, dry_run, values).await.map(Into::into))
            }

            #[doc = concat!("Changes an object of type `", stringify!($node), "`. Needs the role editor or admin. Null: it failed, see `errors`.")]
            async fn $update(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "Which object, and what changes.")] input: $update_input,
            ) -> Option<$crate::error::Result<$updated>> {
                let $update_input { dry_run, expected_version, id, reason, values } = input;
                let target = $crate::domain::editing::Target { id, expected_version };
                Some($crate::domain::editing::update::<$node>(ctx, target, dry_run, reason, values).await.map(Into::into))
            }

            #[doc = concat!("Deletes an object of type `", stringify!($node), "` that nothing refers to. Needs the role editor or admin. Null: it failed, see `errors`.")]
            async fn $delete(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "Which object.")] input: $delete_input,
            ) -> Option<$crate::error::Result<$deleted>> {
                let $delete_input { dry_run, expected_version, id } = input;
                let target = $crate::domain::editing::Target { id: id.clone(), expected_version };
                let written = $crate::domain::editing::delete::<$node>(ctx, target, dry_run).await;
                Some(written.map(|written| {
                    let deleted_id = written.errors.is_empty().then_some(id);
                    $deleted { deleted_id, revision: written.revision, user_errors: written.errors }
                }))
            }
        }
    };
}

/// Declares a payload: `payload!(CreateOrganisationPayload { organisation: Organisation })`.
macro_rules! payload {
    ($name:ident { $field:ident: $node:ident }) => {
        #[doc = concat!("Svar: the written object of type `", stringify!($node), "`, or why it was refused.")]
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            /// The object as written; on a dry run its own fields are as they would be. Null: it was refused, see
            /// `userErrors`.
            $field: Option<$node>,
            /// The revision that holds the write, or the present one if nothing differed. Null: refused, or a dry run.
            revision: Option<$crate::ledger::Revision>,
            /// Why it was refused. Empty: it was not.
            user_errors: Vec<$crate::kit::payload::UserError>,
        }

        impl From<$crate::domain::editing::Written<$node>> for $name {
            fn from(written: $crate::domain::editing::Written<$node>) -> Self {
                let $crate::domain::editing::Written { node, errors, revision } = written;
                Self { $field: node, user_errors: errors, revision }
            }
        }
    };
}

pub(crate) use {mutations, payload};
