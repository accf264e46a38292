//! Validators of answers to queries: a tag names the bytes of one form of an answer, and who has them already gets no body.

use actix_web::http::header::{HeaderMap, IF_NONE_MATCH};
use async_graphql::parser::types::OperationType;

use super::accept::Media;
use super::coding::Coding;
use crate::engine::Answer;

/// Whether an answer has a validator: it is one to a query, and nothing went wrong.
pub fn is_valid(answer: &Answer) -> bool {
    answer.kind == OperationType::Query && answer.has_data && answer.errors.is_empty()
}

/// The strong tag of an answer in one form.
pub fn tag(answer: &Answer, media: Media, coding: Option<Coding>) -> String {
    let media = if media == Media::GraphqlResponse { "-graphql" } else { "" };
    let plain = format!("\"{}{media}\"", answer.body.tag);
    coding.map_or_else(|| plain.clone(), |coding| packed(&plain, coding))
}

/// The tag of a form that is packed.
pub fn packed(plain: &str, coding: Coding) -> String {
    format!("{}-{}\"", plain.trim_end_matches('"'), coding.name())
}

/// Whether the client has the form that this tag names, by `If-None-Match`. A header that is malformed counts as none.
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let lines: Option<Vec<&str>> = headers.get_all(IF_NONE_MATCH).map(|line| line.to_str().ok()).collect();
    let list = lines.unwrap_or_default().join(",");
    list.trim() == "*" || tags(&list).is_some_and(|tags| tags.contains(&tag))
}

/// The tags of a list, without what says that they are weak: an answer that is as good as the one that is there need not be
/// sent. None: it is malformed.
fn tags(mut list: &str) -> Option<Vec<&str>> {
    let mut tags = Vec::new();
    loop {
        list = list.trim_start_matches([' ', '\t', ',']);
        if list.is_empty() {
            return Some(tags);
        }
        let opaque = list.strip_prefix("W/").unwrap_or(list);
        let end = opaque.strip_prefix('"')?.find('"')? + 2;
        let (tag, rest) = opaque.split_at(end);
        if !rest.is_empty() && !rest.starts_with([' ', '\t', ','])
            || tag.contains(|c: char| c.is_ascii_control() || c == ' ')
        {
            return None;
        }
        tags.push(tag);
        list = rest;
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderMap, HeaderValue, IF_NONE_MATCH};

    use super::is_known;

    fn headers(lines: &[&'static str]) -> HeaderMap {
        lines.iter().map(|line| (IF_NONE_MATCH, HeaderValue::from_static(line))).collect()
    }

    #[test]
    fn a_tag_is_known_if_it_is_in_the_list() {
        for (lines, expected) in [
            (&["\"a\""][..], true),
            (&["W/\"a\""], true),
            (&["\"b\", W/\"a\""], true),
            (&["\"b\" ,\"a\","], true),
            (&["\"b\"", "\"a\""], true),
            (&["\"x,y\", \"a\""], true),
            (&["*"], true),
            (&[" * "], true),
            (&[], false),
            (&[""], false),
            (&["a"], false),
            (&["\"A\""], false),
            (&["\"b\""], false),
            (&["w/\"a\""], false),
            (&["\"a"], false),
            (&["\"a\"\"b\""], false),
            (&["\"a\", b"], false),
            (&["*, \"a\""], false),
            (&["\"a b\", \"a\""], false),
        ] {
            assert_eq!(is_known(&headers(lines), "\"a\""), expected, "{lines:?}");
        }
    }
}
