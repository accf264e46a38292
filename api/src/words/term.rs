//! What is asked for: each word of a query, in all its forms and as the beginning of others.

use super::{stem, words};

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What a kept word must begin with. None: a single letter, which is found as a word only.
    pub prefix: Option<String>,
    /// What else is found, if it is exactly this.
    pub exact: Vec<String>,
    word: String,
}

/// The words of a query, each once. All of them must occur.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms(Vec<Term>);

impl Terms {
    #[must_use]
    pub fn of(query: &str) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        for word in words(query) {
            if terms.iter().all(|term| term.word != word.text) {
                terms.push(Term::of(word.text));
            }
        }
        Self(terms)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Term> {
        self.0.iter()
    }

    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// How many letters and digits they have together.
    #[must_use]
    pub fn letters(&self) -> usize {
        self.0.iter().map(|term| term.word.chars().count()).sum()
    }
}

impl Term {
    fn of(word: String) -> Self {
        let stem = stem::stem(&word);
        let (prefix, exact) = match word.chars().count() {
            1 => (None, vec![word.clone()]),
            _ if stem::is_long(stem) => (Some(stem.to_owned()), Vec::new()),
            _ if stem == word => (Some(word.clone()), Vec::new()),
            _ => (Some(word.clone()), vec![stem.to_owned(), stem::mark(stem)]),
        };
        Self { prefix, exact, word }
    }

    /// Whether it finds this word of a text.
    #[must_use]
    pub fn finds(&self, word: &str) -> bool {
        let is_exact = |word: &str| self.exact.iter().any(|exact| exact == word);
        let begins = self.prefix.as_ref().is_some_and(|prefix| word.starts_with(prefix));
        begins || (!self.exact.is_empty() && (is_exact(word) || stem::marked(word).is_some_and(|stem| is_exact(&stem))))
    }
}
