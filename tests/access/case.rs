//! Who is to see a row, as the domain says it.

use std::collections::BTreeMap;

use entity::{Access, Row};

use uuid::Uuid;

use crate::support::{id_of, uuid_of};

/// Somebody who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Public,
    Reader,
    /// An integration whose source the rows come from.
    Own,
    /// An integration of another source.
    Other,
    Editor,
    Admin,
}

pub const ALL: [Who; 6] = [Who::Public, Who::Reader, Who::Own, Who::Other, Who::Editor, Who::Admin];

/// What somebody has to pass to see a row.
#[derive(Debug, Clone, Copy)]
pub enum Gate {
    /// An access; whether the row came from `tests`; whether its status lets the public see it.
    Access(Access, bool, bool),
    /// Only those who read what is internal.
    Internal,
}

impl Gate {
    fn lets(self, who: Who) -> bool {
        match (self, who) {
            (_, Who::Admin) | (Self::Internal, Who::Reader | Who::Editor) => true,
            (Self::Internal, _) => false,
            (Self::Access(access, ..), Who::Reader | Who::Editor) => access != Access::Restricted,
            (Self::Access(access, true, _), Who::Own) if access != Access::Restricted => true,
            (Self::Access(access, _, shown), _) => access == Access::Public && shown,
        }
    }
}

/// A row, by what it is looked up, and what stands before it.
#[derive(Debug)]
pub struct Case {
    pub id: String,
    /// The keys of its look-up.
    pub keys: Vec<String>,
    gates: Vec<Gate>,
}

impl Case {
    pub fn seen_by(&self, who: Who) -> bool {
        self.gates.iter().all(|gate| gate.lets(who))
    }
}

/// All rows, by type.
#[derive(Default)]
pub struct Cases(pub BTreeMap<&'static str, Vec<Case>>);

impl Cases {
    pub fn add<R: Row>(&mut self, row: &R, keys: &[String], gates: &[Gate]) {
        let id = id_of::<R>(row.id());
        let keys = [&[format!("{{ id: \"{id}\" }}")], keys].concat();
        self.0.entry(R::TYPE).or_default().push(Case { id, keys, gates: gates.to_vec() });
    }

    /// Rows of a type, for others to hang on them, with what stands before each.
    pub fn roots(&self, kind: &str) -> Vec<(Uuid, Vec<Gate>)> {
        let cases = self.0.get(kind).unwrap_or_else(|| panic!("no rows of {kind}"));
        cases.iter().map(|case| (uuid_of(&case.id), case.gates.clone())).collect()
    }

    pub fn pushed<R: Row>(&mut self, row: &R, external_id: Option<&String>, gates: &[Gate]) {
        let external = external_id.map(|id| format!("{{ external: {{ source: \"tests\", externalId: \"{id}\" }} }}"));
        self.add(row, &Vec::from_iter(external), gates);
    }
}
