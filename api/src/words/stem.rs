//! Stems: what the forms of a Swedish word have in common.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

static SWEDISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Swedish));

/// A stem of so many letters is a word's beginning that says enough: *åtgärd* finds *åtgärder*, and *mar*, the stem of
/// *mars*, would find *marknad*.
const LONG: usize = 5;

/// No letter or digit, so that no word has it.
const MARK: char = '·';

/// The word's stem, which the word begins with. Numbers, codes and what is not Swedish have none but themselves.
pub fn stem(word: &str) -> &str {
    if !word.chars().all(|letter| letter.is_ascii_lowercase() || "åäöé".contains(letter)) {
        return word;
    }
    without_article(word.get(..SWEDISH.stem(word).len()).unwrap_or(word))
}

/// Articles at the end that Snowball leaves there, each with how many letters must be before it: *beslutet*, *skolan*.
const ARTICLES: [(&str, usize); 2] = [("et", 3), ("an", 4)];

fn without_article(stem: &str) -> &str {
    let rest =
        |(article, least): (&str, usize)| stem.strip_suffix(article).filter(|rest| rest.chars().count() >= least);
    ARTICLES.into_iter().find_map(rest).unwrap_or(stem)
}

pub fn is_long(stem: &str) -> bool {
    stem.chars().count() >= LONG
}

/// A short stem, as it is kept beside the word that it is shorter than.
pub fn marked(word: &str) -> Option<String> {
    let stem = stem(word);
    (stem != word && !is_long(stem)).then(|| mark(stem))
}

pub fn mark(stem: &str) -> String {
    format!("{stem}{MARK}")
}
