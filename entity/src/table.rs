//! The registry of all tables: what each refers to. From it follows what refers to an object, what is deleted with it, what
//! the ledger calls its fields, and what the tests compare with the database's own catalogue.

/// A table, as its file declares it.
#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    /// Its rows' type in the schema, in global ids and in the ledger.
    pub node_type: &'static str,
    /// Whether each row says who may see it.
    pub has_access: bool,
    /// The list of its owner that a link's rows make up. None: its rows are nodes.
    pub list: Option<&'static str>,
    pub references: &'static [Reference],
    /// The columns that may be null and name no other table's row.
    pub optional: &'static [Optional],
    /// The texts that a search reads, in the order in which hits in them are shown.
    pub searched: &'static [Searched],
}

/// A text that a search reads: `#[searched]`, or `#[searched(title)]`.
#[derive(Debug)]
pub struct Searched {
    pub column: &'static str,
    /// What clients call it.
    pub field: &'static str,
    /// Whether the object goes by it, as by its title, name or number: hits in it come first.
    pub is_title: bool,
}

/// A column that may be null.
#[derive(Debug)]
pub struct Optional {
    pub column: &'static str,
    /// What filters call it, such as `DUE_ON`.
    pub name: &'static str,
    /// What the schema says of it.
    pub doc: &'static str,
}

/// A column that names a row of another table.
#[derive(Debug)]
pub struct Reference {
    pub column: &'static str,
    /// The other table.
    pub target: &'static str,
    /// What clients call it.
    pub field: &'static str,
    pub nullable: bool,
    /// Whether the row is a part of the other one: seen only with it, and deleted with it.
    pub part: bool,
    /// Whether the row is a link in the other one's list, which goes with it too.
    pub owner: bool,
    /// How the two came of each other. None: the reference does not say.
    pub step: Option<crate::Step>,
}

impl Reference {
    /// Whether the row goes when the other one does.
    #[must_use]
    pub const fn belongs(&self) -> bool {
        self.part || self.owner
    }
}

impl Table {
    /// The node that a link's rows belong to.
    #[must_use]
    pub fn owner(&self) -> Option<&'static Reference> {
        self.references.iter().find(|reference| reference.owner)
    }

    /// What clients call a column: a reference's name, or its own with capitals.
    #[must_use]
    pub fn field(&self, column: &str) -> String {
        let reference = self.references.iter().find(|reference| reference.column == column);
        reference.map_or_else(|| camel(column), |reference| reference.field.to_owned())
    }
}

fn camel(column: &str) -> String {
    let mut words = column.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        name + &initial.to_uppercase() + rest
    })
}
