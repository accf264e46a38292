//! A small disk that can be filled: in memory, mounted where this program may mount.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub struct Disk(TempDir);

impl Disk {
    /// None where nothing may be mounted.
    pub fn new(mib: u32) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={mib}m,mode=1777"), "tmpfs"]).arg(folder.path());
        let mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        if !mounted {
            eprintln!("*** Nothing may be mounted here: a test of a full disk is left out. ***");
        }
        mounted.then(|| Self(folder))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Takes all the room that is left.
    pub fn fill(&self) {
        let mut filler = std::fs::File::create(self.filler()).expect("a file");
        while filler.write_all(&[0; 4096]).is_ok() {}
    }

    /// Gives it back.
    pub fn make_room(&self) {
        std::fs::remove_file(self.filler()).expect("the file");
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Also while a process that ends still has a file open.
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

/// Limits the size of the files that a process writes, as a quota does. None: no limit.
pub fn limit_files(process: u32, bytes: Option<u64>) {
    let size = bytes.map_or_else(|| "unlimited".into(), |bytes| bytes.to_string());
    let mut prlimit = Command::new("prlimit");
    prlimit.arg("--pid").arg(process.to_string()).arg(format!("--fsize={size}:unlimited"));
    assert!(prlimit.status().is_ok_and(|status| status.success()), "prlimit: is util-linux installed?");
}
