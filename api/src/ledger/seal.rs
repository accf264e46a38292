//! A line of the ledger as it is written down elsewhere: its number and its hash. As every hash covers all lines
//! before it, one such line proves that none of them was altered since.

use std::fmt::{Display, Formatter};
use std::str::FromStr;

use crate::database::Head;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    pub seq: i64,
    /// SHA-256 in 64 hexadecimal digits.
    pub hash: String,
}

impl From<Head> for Seal {
    fn from(head: Head) -> Self {
        Self { seq: head.seq, hash: head.hash }
    }
}

impl Display for Seal {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.seq, self.hash)
    }
}

impl FromStr for Seal {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (seq, hash) = text.trim().split_once(' ')?;
            let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            let seq = seq.parse().ok().filter(|seq| *seq > 0)?;
            is_hash.then(|| Self { seq, hash: hash.to_ascii_lowercase() })
        };
        read().ok_or("use what `styrgraf ledger head` printed, in quotes: a number, a space and 64 hexadecimal digits")
    }
}
