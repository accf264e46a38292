//! The program under test: `STYRGRAF_BIN`, or built once for a run.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

pub static BINARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let given = std::env::var_os("STYRGRAF_BIN").filter(|path| !path.is_empty());
    given.map_or_else(built, PathBuf::from)
});

/// Built as this program is, in the same folder; with the tests, so that nothing that they share is built a second time.
fn built() -> PathBuf {
    let own = std::env::current_exe().expect("this program's path");
    let profile = own.parent().and_then(Path::parent).expect("the folder of a profile");
    let target = profile.parent().expect("the target folder");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--package", "styrgraf", "--package", "styrgraf-tests"]);
    cargo.args(["--bin", "styrgraf", "--test", "styrgraf", "--target-dir"]).arg(target);
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    let status = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).status().expect("cargo");
    assert!(status.success(), "the program could not be built");
    profile.join("styrgraf")
}
