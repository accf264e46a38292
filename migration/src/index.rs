//! Indexes, in the words that both databases share.

/// The name of the collation in which Swedish text is ordered.
const SWEDISH: &str = "swedish";

/// One column of an index, or an expression over it.
pub struct Key {
    column: String,
    sql: String,
}

impl Key {
    pub fn plain(column: &'static str) -> Self {
        Self { column: column.to_owned(), sql: format!(r#""{column}""#) }
    }

    pub fn swedish(column: &'static str) -> Self {
        Self { column: column.to_owned(), sql: format!(r#""{column}" COLLATE {SWEDISH}"#) }
    }

    /// By a column beside a date, which holds a day where the date is missing.
    pub fn beside(column: &str, suffix: &str) -> Self {
        Self { column: format!("{column}{suffix}"), sql: format!(r#""{column}{suffix}""#) }
    }
}

pub struct Index {
    unique: bool,
    keys: Vec<Key>,
    condition: Option<&'static str>,
}

impl Index {
    pub fn plain(column: &'static str) -> Self {
        Self { unique: false, keys: vec![Key::plain(column)], condition: None }
    }

    pub fn unique(columns: &[&'static str]) -> Self {
        Self { unique: true, keys: columns.iter().copied().map(Key::plain).collect(), condition: None }
    }

    /// The keys and then the id, so that every row has its own place.
    pub fn order(keys: impl IntoIterator<Item = Key>) -> Self {
        Self { unique: false, keys: keys.into_iter().chain([Key::plain("id")]).collect(), condition: None }
    }

    /// Of those rows only that meet the condition.
    pub fn only(self, condition: &'static str) -> Self {
        Self { condition: Some(condition), ..self }
    }

    /// Whether it finds all rows by this column.
    pub fn begins_with(&self, column: &str) -> bool {
        self.condition.is_none() && self.keys.first().is_some_and(|key| key.column == column)
    }

    /// A name made of the table's and the columns'.
    pub fn name(&self, table: &str) -> String {
        let names: Vec<&str> = self.keys.iter().map(|key| key.column.as_str()).collect();
        format!("{table}_by_{}", names.join("_"))
    }

    /// The statement that creates it.
    pub fn sql(&self, table: &str) -> String {
        let unique = if self.unique { "UNIQUE " } else { "" };
        let name = self.name(table);
        let keys: Vec<&str> = self.keys.iter().map(|key| key.sql.as_str()).collect();
        let condition = self.condition.map(|condition| format!(" WHERE {condition}")).unwrap_or_default();
        format!(r#"CREATE {unique}INDEX "{name}" ON "{table}" ({}){condition}"#, keys.join(", "))
    }
}
