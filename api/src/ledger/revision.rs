//! A place in the ledger, as clients know it.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

use crate::database::Head;

/// Position i liggaren: a point in the ledger, `<installation>.<16 digits>`. Within one installation a later revision
/// is the greater text; nothing else follows from it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Revision {
    pub installation: String,
    /// The number of the last change that the revision holds; 0 before the first.
    pub seq: i64,
}

/// (the same)
#[Scalar]
impl ScalarType for Revision {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        text.parse().map_err(InputValueError::custom)
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

impl std::fmt::Display for Revision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:016}", self.installation, self.seq)
    }
}

impl From<Head> for Revision {
    fn from(head: Head) -> Self {
        Self { installation: head.installation, seq: head.seq }
    }
}

impl std::str::FromStr for Revision {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('.').filter(|(_, seq)| seq.len() == 16 && seq.bytes().all(|b| b.is_ascii_digit()));
        let (installation, seq) = parts.ok_or("is not a revision of this server")?;
        let seq = seq.parse().map_err(|_| "is not a revision of this server")?;
        Ok(Self { installation: installation.to_owned(), seq })
    }
}
