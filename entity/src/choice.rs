//! How an enumerated column is declared.

/// A column with a fixed set of values: text in the database, `SCREAMING_SNAKE_CASE` everywhere. The first value is
/// the default.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $(#[$first_meta:meta])* $first:ident $(, $(#[$value_meta:meta])* $value:ident)* $(,)? }) => {
        $(#[$meta])*
        ///
        /// New values may be added: treat one that you do not know as you would treat none.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
        #[derive(async_graphql::Enum, Serialize, Deserialize)]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum $name {
            $(#[$first_meta])*
            #[default]
            $first,
            $($(#[$value_meta])* $value,)*
        }
    };
}

pub(crate) use choice;
