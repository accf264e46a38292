//! The part of a text where the words of a query occur.

use std::ops::Range;

use async_graphql::SimpleObject;
use entity::Searched;

use crate::words::{Terms, words};

/// Utdrag: a part of a text, and where the words of the query are in it.
#[derive(Debug, PartialEq, Eq, SimpleObject)]
pub struct SearchSnippet {
    /// Where words of the query are, in the order of the text.
    hits: Vec<SearchMark>,
    /// At most 200 characters of the text, cut between words; `…` stands for what is left out before and after.
    text: String,
}

/// Markering: a word in a snippet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SimpleObject)]
pub struct SearchMark {
    /// How long the word is, in UTF-16 code units, as JavaScript, Java and C# count.
    length: usize,
    /// How many UTF-16 code units of the snippet's text come before it.
    start: usize,
}

/// How many characters a snippet has at the most, those for what is left out counted, and how many of them before the
/// first hit.
const MOST: usize = 200;
const BEFORE: usize = 60;
const LEFT_OUT: char = '…';

/// A word of a text that was found, and by which of the query's words, each a bit: there are few of them.
struct Hit {
    range: Range<usize>,
    by: u64,
}

/// Of the text in which most of the words occur; the first of several. It is empty if they occur in none.
pub fn snippet(texts: &[(&'static Searched, &str)], terms: &Terms) -> (&'static str, SearchSnippet) {
    let mut best: Option<(u32, &'static str, &str, Vec<Hit>)> = None;
    for (searched, text) in texts {
        let hits = hits(text, terms);
        let found = together(hits.iter());
        if best.as_ref().is_none_or(|(most, ..)| found > *most) {
            best = Some((found, searched.field, text, hits));
        }
    }
    best.map_or(("", cut("", &[])), |(_, field, text, hits)| (field, cut(text, &hits)))
}

fn hits(text: &str, terms: &Terms) -> Vec<Hit> {
    let by = |word: &str| {
        let bits = terms.iter().take(64).enumerate().filter(|(_, term)| term.finds(word)).map(|(term, _)| 1 << term);
        bits.fold(0, |all: u64, bit: u64| all | bit)
    };
    let hits = words(text).map(|word| Hit { by: by(&word.text), range: word.range });
    hits.filter(|hit| hit.by != 0).collect()
}

/// How many of the query's words found these.
fn together<'h>(hits: impl Iterator<Item = &'h Hit>) -> u32 {
    hits.fold(0, |all, hit| all | hit.by).count_ones()
}

/// Where most of the query's words are close to each other; the first such place.
fn densest(hits: &[Hit]) -> usize {
    let mut best = (0, 0);
    for (index, hit) in hits.iter().enumerate() {
        let near = hits[index..].iter().take_while(|other| other.range.end <= hit.range.start + MOST - BEFORE);
        let found = together(near);
        if found > best.0 {
            best = (found, hit.range.start);
        }
    }
    best.1
}

fn cut(text: &str, hits: &[Hit]) -> SearchSnippet {
    let part = part(text, densest(hits));
    let before = if part.start > 0 { LEFT_OUT.to_string() } else { String::new() };
    let after = if text[part.end..].trim().is_empty() { String::new() } else { LEFT_OUT.to_string() };
    let ranges = hits.iter().map(|hit| &hit.range);
    let within = ranges.filter(|hit| hit.start >= part.start && hit.start < part.end);
    let marks = within.map(|hit| SearchMark {
        start: units(&before) + units(&text[part.start..hit.start]),
        length: units(&text[hit.start..hit.end.min(part.end)]),
    });
    SearchSnippet { hits: marks.collect(), text: format!("{before}{}{after}", &text[part.clone()]) }
}

/// The part to be shown, with what comes shortly before the hit.
fn part(text: &str, hit: usize) -> Range<usize> {
    let start = back(text, hit);
    let room = MOST - 2;
    let Some((end, _)) = text[start..].char_indices().nth(room) else { return start..text.trim_end().len().max(start) };
    let end = start + end;
    // At a blank after the hit has begun; a word that is longer than a snippet is cut.
    let border = text[hit..end].rfind(char::is_whitespace).map(|blank| hit + blank);
    let end = border.unwrap_or(end);
    start..start + text[start..end].trim_end().len()
}

/// Where a snippet starts: with a word, some characters before the hit.
fn back(text: &str, hit: usize) -> usize {
    let before = &text[..hit];
    let Some((start, _)) = before.char_indices().rev().nth(BEFORE - 1) else { return 0 };
    match before[start..].find(char::is_whitespace) {
        _ if start == 0 => 0,
        Some(blank) => hit - before[start + blank..].trim_start().len(),
        None => start,
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLE: Searched = Searched { column: "title", field: "title", is_title: true };
    const SUMMARY: Searched = Searched { column: "summary", field: "summary", is_title: false };

    /// The field, the text, and the marked words.
    fn shown(texts: &[(&'static Searched, &str)], query: &str) -> (&'static str, String, Vec<String>) {
        let (field, SearchSnippet { text, hits }) = snippet(texts, &Terms::of(query));
        let units: Vec<u16> = text.encode_utf16().collect();
        let word =
            |mark: &SearchMark| String::from_utf16(&units[mark.start..mark.start + mark.length]).expect("a word");
        assert!(text.chars().count() <= MOST, "{text}");
        (field, text.clone(), hits.iter().map(word).collect())
    }

    #[test]
    fn the_text_with_most_of_the_words_is_shown() {
        let texts = [(&TITLE, "Plan för kompetens"), (&SUMMARY, "Kompetensen i regionen 🚗 är åtgärdens mål.")];
        let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (field, _, marked) = shown(&texts, "kompetens åtgärder");
        assert_eq!((field, marked), ("summary", words(&["Kompetensen", "åtgärdens"])));
        let (field, text, marked) = shown(&texts, "kompetens");
        assert_eq!((field, text.as_str(), marked), ("title", texts[0].1, words(&["kompetens"])));
        assert_eq!(shown(&texts, "finns inte").2, words(&[]));
        assert_eq!(snippet(&[], &Terms::of("inget")).0, "");
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_the_first_hit() {
        let long = format!("{}åtgärder {}", "långa ord 🚗 ".repeat(40), "och flera efter åtgärd ".repeat(40));
        let (_, text, marked) = shown(&[(&SUMMARY, &long)], "åtgärd");
        assert!(text.starts_with('…') && text.ends_with('…'), "{text}");
        let inner = text.trim_matches('…');
        assert!(
            inner
                .split(' ')
                .all(|word| ["långa", "ord", "🚗", "åtgärder", "och", "flera", "efter", "åtgärd"].contains(&word))
        );
        assert!(marked.len() > 3 && marked[0] == "åtgärder", "{marked:?}");
        let (_, text, _) = shown(&[(&SUMMARY, &format!("Åtgärd {}", "ord ".repeat(10)))], "åtgärd");
        assert!(text.starts_with("Åtgärd ord") && text.ends_with("ord"), "{text}");
    }

    #[test]
    fn the_place_where_most_of_the_words_are_close_is_shown() {
        let text = format!("Den modernaste {} visa mod och initiativkraft {}", "text ".repeat(80), "mer ".repeat(80));
        let (_, text, marked) = shown(&[(&SUMMARY, &text)], "visa mod och initiativkraft");
        assert_eq!(marked, ["visa", "mod", "och", "initiativkraft"], "{text}");
    }

    #[test]
    fn a_word_without_end_is_cut() {
        for long in ["ö".repeat(20_000), format!("{} ö", "x".repeat(300)), format!("ö{}", "\u{301}".repeat(500))] {
            let (_, text, marked) = shown(&[(&SUMMARY, &long)], &long.chars().take(200).collect::<String>());
            assert!(!marked.is_empty() && !marked[0].is_empty(), "{text}");
        }
    }
}
