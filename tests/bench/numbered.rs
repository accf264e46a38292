//! Rows of which all, the id too, follows from their number: as SQL, in which it is called `number`.

use sea_orm::DbBackend;

/// For one database.
#[derive(Clone, Copy)]
pub struct Numbered(pub DbBackend);

/// The tables, so that no two rows have the same id.
#[derive(Clone, Copy)]
pub enum Table {
    Unit = 1,
    Plan,
    Framework,
    Area,
    Measure,
    Link,
    Update,
}

impl Numbered {
    /// In the order of the numbers, as the server's own ids are in that of their making.
    pub fn id(self, table: Table, number: &str) -> String {
        let table = table as u8;
        match self.0 {
            DbBackend::Postgres => {
                format!("CAST('0190000{table}-0000-7000-8000-' || lpad(to_hex({number}), 12, '0') AS uuid)")
            }
            _ => format!("unhex('0190000{table}000070008000' || printf('%012x', {number}))"),
        }
    }

    /// So many days after a day.
    pub fn day(self, base: &str, days: &str) -> String {
        match self.0 {
            DbBackend::Postgres => format!("date '{base}' + CAST({days} AS integer)"),
            _ => format!("date('{base}', ({days}) || ' days')"),
        }
    }
}

/// By turns.
pub fn one_of(texts: &[&str], number: &str) -> String {
    let cases = texts.iter().enumerate().map(|(n, text)| format!(" WHEN {n} THEN '{text}'"));
    format!("CASE {number} % {}{} END", texts.len(), cases.collect::<String>())
}
