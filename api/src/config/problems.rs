//! What is wrong with a configuration, collected so that it can be mended in one go.

/// Each line names an option, as a flag and as an environment variable, and says what would be right. No line holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems(Vec<String>);

impl Problems {
    pub(super) fn one(option: &str, problem: impl std::fmt::Display) -> Self {
        let mut problems = Self::default();
        problems.add(option, problem);
        problems
    }

    pub(super) fn add(&mut self, option: &str, problem: impl std::fmt::Display) {
        let variable = option.trim_start_matches('-').to_uppercase().replace('-', "_");
        self.0.push(format!("{option} (STYRGRAF_{variable}): {problem}"));
    }

    /// The value, or the fallback with the problem noted.
    pub(super) fn keep<T>(&mut self, option: &str, read: Result<T, String>, fallback: T) -> T {
        read.unwrap_or_else(|problem| {
            self.add(option, problem);
            fallback
        })
    }

    pub(super) fn none(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the configuration cannot be used as it is")?;
        self.0.iter().try_for_each(|line| write!(f, "\n  {line}"))
    }
}

impl std::error::Error for Problems {}
