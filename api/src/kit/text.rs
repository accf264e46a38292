//! Text as it is kept and compared: what looks the same is the same.

use icu_normalizer::ComposingNormalizerBorrowed;

/// The text without blanks around it and with composed letters (Unicode's form C), so that `Å` typed in one way finds `Å`
/// typed in another.
#[must_use]
pub fn normal(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(text.trim()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        assert_eq!(normal("  A\u{30a}re\u{a0}\n"), "\u{c5}re");
        assert_eq!(normal("\u{212b}re"), "\u{c5}re");
        assert_eq!(normal("två  ord"), "två  ord");
        assert_eq!(normal(" \t"), "");
    }
}
