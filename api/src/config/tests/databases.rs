//! Database URLs, and that no password is shown.

use crate::config::Database;

#[test]
fn a_database_url_is_read_or_refused_without_its_password() {
    let read = |url: &str| Database::parse(url);
    assert_eq!(read("sqlite://a/b.db"), Ok(Database::Sqlite("a/b.db".into())));
    assert_eq!(read("sqlite:///a/b.db"), Ok(Database::Sqlite("/a/b.db".into())));
    assert_eq!(read("sqlite:b.db"), Ok(Database::Sqlite("b.db".into())));
    for url in ["postgres://u:secret@h:5432/db?sslmode=require&password=secret", "postgresql://u:secret@h/db"] {
        let database = read(url).expect("a good URL");
        assert!(!format!("{database} {database:?}").contains("secret"));
        assert!(matches!(database, Database::Postgres(inner) if inner.expose() == url));
    }
    let cut =
        ["postgres://u:1/secret@h/db", "postgres://u:1#secret@h/db", "postgres://u:se#cret@h/db", "postgres:secret"];
    let others = ["mysql://u:secret@h/db", "secret", "sqlite://", "sqlite::memory:", "sqlite://secret.db?mode=ro"];
    for url in cut.into_iter().chain(others) {
        let told = read(url).expect_err(url);
        assert!(!told.contains("secret"), "{told}");
    }
}
