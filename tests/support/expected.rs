//! Files that are committed and compared with what the code gives.

use std::path::Path;

/// Compares a file, named from the workspace's root, with what it should hold; `UPDATE_EXPECT=1` rewrites it.
#[track_caller]
pub fn expect_file(name: &str, content: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    if std::env::var("UPDATE_EXPECT").is_ok_and(|value| value == "1") {
        return std::fs::write(&path, content).expect("a written file");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let mut lines = committed.lines().zip(content.lines()).enumerate();
    let line = lines.find(|(_, (old, new))| old != new).map(|(number, (old, new))| (number + 1, old, new));
    assert!(
        committed == content,
        "{name} is not what the code gives; the first line that differs: {line:?}. \
         Run UPDATE_EXPECT=1 cargo test --workspace, read the difference, and commit it."
    );
}
