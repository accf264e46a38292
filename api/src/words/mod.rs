//! Texts as words, taken apart alike when they are written, asked for, and shown.

mod stem;
mod term;

use std::collections::BTreeSet;
use std::ops::Range;

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};

pub use self::term::{Term, Terms};

/// How words are made here. Raise it when that changes: at the next start, all rows get theirs anew.
pub const VERSION: u32 = 2;

/// No word is longer; of a longer one, only its beginning is known.
const LONGEST: usize = 64;

/// A word of a text.
pub struct Word {
    /// Where it is in the text, in bytes.
    pub range: Range<usize>,
    /// In small letters, composed (Unicode's form C).
    pub text: String,
}

/// The words of a text: what is between anything but letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let start = end + text[end..].find(char::is_alphanumeric)?;
        let rest = &text[start..];
        end = start + rest.find(|letter| !is_within(letter)).unwrap_or(rest.len());
        Some(Word { range: start..end, text: plain(&text[start..end]) })
    })
}

/// Accents that stand alone and signs that nobody sees do not end a word.
fn is_within(letter: char) -> bool {
    letter.is_alphanumeric()
        || (!letter.is_ascii()
            && (CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(letter)
                || GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(letter))))
}

fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.chars().take(LONGEST).map(|letter| letter.to_ascii_lowercase()).collect();
    }
    let composed = ComposingNormalizerBorrowed::new_nfc();
    let lower = composed.normalize(word).to_lowercase();
    composed.normalize(&lower).chars().filter(|letter| letter.is_alphanumeric()).take(LONGEST).collect()
}

/// What is kept of texts, so that [`Terms`] find it: each word once, and the stems that cannot be found by a word's
/// beginning, with blanks between.
#[must_use]
pub fn indexed<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut kept = BTreeSet::new();
    for word in texts.flat_map(words) {
        kept.extend(stem::marked(&word.text));
        kept.insert(word.text);
    }
    kept.into_iter().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
