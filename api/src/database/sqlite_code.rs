//! The result codes of SQLite that mean something to us.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SqliteCode {
    /// Another connection holds a lock.
    Locked,
    ReadOnly,
    Full,
    CannotWrite,
    CannotRead,
    Damaged,
    CannotOpen,
    NoDatabase,
}

/// Failing I/O while writing, synchronising or growing a file.
const WRITING: [u32; 5] = [778, 1034, 1290, 1546, 4874];

impl SqliteCode {
    /// None for any other code.
    pub(super) fn read(code: &str) -> Option<Self> {
        let code = code.parse().ok()?;
        // The lowest byte is the kind; the rest is a detail of it.
        Some(match code & 0xff {
            3 | 8 => Self::ReadOnly,
            5 | 6 => Self::Locked,
            10 if WRITING.contains(&code) => Self::CannotWrite,
            10 => Self::CannotRead,
            11 => Self::Damaged,
            13 => Self::Full,
            14 => Self::CannotOpen,
            26 => Self::NoDatabase,
            _ => return None,
        })
    }

    /// What it means for a file that shall be opened.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::ReadOnly => "may not be written to. The user that runs the server must own it and its folder.",
            Self::Locked => "is locked by another program. Stop that program, or wait until it is done.",
            Self::CannotWrite | Self::CannotRead => "cannot be read or written: the disk reports an error.",
            Self::Damaged => "is damaged. Restore it from a backup.",
            Self::Full => "cannot be written: the disk is full.",
            Self::CannotOpen => {
                "cannot be opened. It must be a file, and the user that runs the server must own it and its folder."
            }
            Self::NoDatabase => "is not an SQLite database. Name another file.",
        }
    }
}
