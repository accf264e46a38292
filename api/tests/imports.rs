//! Imports run one way: what ARCHITECTURE.md says that a folder may call is what its files name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What each module may call, from the table's rows about `api/src/`.
fn allowed() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("../ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let rows = text.lines().filter(|line| line.starts_with("| `api/src/"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
        let name = quoted(cells[0]).pop().expect("a name");
        let name = name.trim_start_matches("api/src/").trim_end_matches('/').trim_end_matches(".rs").to_owned();
        (name, quoted(cells.last().expect("three cells")).into_iter().collect())
    };
    rows.map(row).collect()
}

fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// The files of the library, without their tests.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()) {
        let name = entry.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        match entry.is_dir() {
            _ if name == "tests" => {}
            true => files(&entry, found),
            false => found.push(entry),
        }
    }
}

/// The modules that a file names as `crate::module`.
fn named(file: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(file).expect("a source file");
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let names = code
        .split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect::<String>());
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn folders_call_what_the_architecture_says() {
    let allowed = allowed();
    let mut sources = Vec::new();
    files(&root().join("src"), &mut sources);
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in &sources {
        let path = file.strip_prefix(root().join("src")).expect("below src");
        let module =
            path.components().next().expect("a part").as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
        let may = allowed.get(&module).unwrap_or_else(|| panic!("ARCHITECTURE.md does not know {module}"));
        let calls: BTreeSet<String> =
            named(file).into_iter().filter(|name| *name != module && allowed.contains_key(name)).collect();
        let wrong: Vec<&String> = calls.difference(may).collect();
        assert!(wrong.is_empty(), "{} calls {wrong:?}", path.display());
        seen.entry(module).or_default().extend(calls);
    }
    for (module, may) in &allowed {
        // The entry and the library name theirs without a path.
        if ["main", "lib"].contains(&module.as_str()) {
            continue;
        }
        let unused: Vec<&String> = may.difference(&seen[module]).collect();
        assert!(unused.is_empty(), "{module} does not call {unused:?}, which ARCHITECTURE.md says");
    }
}

/// What is read in another place would not be hidden from those who may not see it, nor noticed by what is kept.
#[test]
fn requests_read_in_one_place_only() {
    let mut sources = Vec::new();
    for folder in ["kit", "domain", "schema"] {
        files(&root().join("src").join(folder), &mut sources);
    }
    let reads = |file: &PathBuf| {
        let code = std::fs::read_to_string(file).expect("a source file");
        [".query_one", ".query_all", ".reader()", ".snapshot().await"].iter().any(|read| code.contains(read))
    };
    let found: Vec<_> =
        sources.iter().filter(|file| reads(file)).map(|file| file.strip_prefix(root()).unwrap()).collect();
    // The words are made anew at start, before there are requests.
    assert_eq!(found, [Path::new("src/kit/rows.rs"), Path::new("src/domain/search/rebuild.rs")]);
}

#[test]
fn calls_go_down_and_never_round() {
    let mut open = allowed();
    while !open.is_empty() {
        let free: Vec<String> = open
            .iter()
            .filter(|(_, calls)| calls.iter().all(|called| !open.contains_key(called)))
            .map(|(module, _)| module.clone())
            .collect();
        assert!(!free.is_empty(), "a circle among {:?}", open.keys());
        for module in free {
            open.remove(&module);
        }
    }
}
