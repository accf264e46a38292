//! Who asks: the roles and sources that a token grants, or the public.

/// Roll: what a token allows. Roles add up: a token may hold several. New values may be added: do not fail on one that
/// you do not know.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, async_graphql::Enum, serde::Serialize, serde::Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Läsare: reads what is public or internal. Writes nothing.
    Reader,
    /// Integration: reads what is public, and internal rows of its own sources. Pushes under these sources.
    Integration,
    /// Redaktör: reads as a reader. Creates, changes and deletes single objects.
    Editor,
    /// Administratör: reads everything, also what is restricted. Writes as an editor, and may move a status back with a
    /// reason.
    Admin,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Reader, Self::Integration, Self::Editor, Self::Admin];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Integration => "integration",
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }
}

/// The one who asks. Without a token: the public, with no subject and no roles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Viewer {
    /// The token's `sub`.
    pub subject: Option<String>,
    pub roles: Vec<Role>,
    /// The sources an integration may push under.
    pub sources: Vec<String>,
}

impl Viewer {
    #[must_use]
    pub fn public() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Sees what is internal, whoever it came from.
    #[must_use]
    pub fn reads_internal(&self) -> bool {
        self.is(Role::Reader) || self.is(Role::Editor) || self.is(Role::Admin)
    }

    /// Writes single objects, not only pushes.
    #[must_use]
    pub fn edits(&self) -> bool {
        self.is(Role::Editor) || self.is(Role::Admin)
    }
}
