//! Which form an answer takes, by the weighted `Accept` header.

/// What the one URL can answer with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// `application/json`: a request error in a well-formed request is answered with status 200.
    Json,
    /// `application/graphql-response+json`: the status shows request errors.
    GraphqlResponse,
    /// The page, for a browser.
    Html,
}

impl Media {
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    fn essence(self) -> (&'static str, &'static str) {
        match self {
            Self::Json => ("application", "json"),
            Self::GraphqlResponse => ("application", "graphql-response+json"),
            Self::Html => ("text", "html"),
        }
    }
}

/// The offer that the client likes best; among equals the one named more exactly, then the one named first. Without a
/// header anything goes, which is the first offer. None when nothing on offer is accepted.
#[must_use]
pub fn choose(header: Option<&str>, offers: &[Media]) -> Option<Media> {
    let header = header.map(str::trim).filter(|header| !header.is_empty()).unwrap_or("*/*");
    let ranges: Vec<Range> = header.split(',').filter_map(Range::parse).collect();
    let mut best: Option<(Media, Match)> = None;
    for &offer in offers {
        let Some(found) = Match::of(offer, &ranges) else { continue };
        if best.as_ref().is_none_or(|(_, other)| found.beats(other)) {
            best = Some((offer, found));
        }
    }
    best.map(|(offer, _)| offer)
}

struct Range<'h> {
    kind: &'h str,
    subtype: &'h str,
    /// Thousandths.
    weight: u16,
}

impl<'h> Range<'h> {
    fn parse(text: &'h str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        Some(Self { kind, subtype, weight: weight(parts)? })
    }

    /// How exactly the range names the offer: 2 by its name, 1 by its kind, 0 as anything.
    fn exactness(&self, (kind, subtype): (&str, &str)) -> Option<u8> {
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (own, "*") if own.eq_ignore_ascii_case(kind) => Some(1),
            (own, exact) if own.eq_ignore_ascii_case(kind) && exact.eq_ignore_ascii_case(subtype) => Some(2),
            _ => None,
        }
    }
}

/// The weight among the parameters, in thousandths; all of them if there is none. None if it is malformed.
pub fn weight<'h>(mut parameters: impl Iterator<Item = &'h str>) -> Option<u16> {
    let weight = parameters.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    let weight = weight.map_or(Some(1.0), |weight| weight.trim().parse::<f32>().ok())?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    Some((weight.clamp(0.0, 1.0) * 1000.0) as u16)
}

struct Match {
    weight: u16,
    exactness: u8,
    position: usize,
}

impl Match {
    /// The most exact range decides, as `application/json;q=0, */*` excludes JSON. None when its weight is zero.
    fn of(offer: Media, ranges: &[Range]) -> Option<Self> {
        let mut found: Option<Self> = None;
        for (position, range) in ranges.iter().enumerate() {
            let Some(exactness) = range.exactness(offer.essence()) else { continue };
            if found.as_ref().is_none_or(|found| exactness > found.exactness) {
                found = Some(Self { weight: range.weight, exactness, position });
            }
        }
        found.filter(|found| found.weight > 0)
    }

    fn beats(&self, other: &Self) -> bool {
        let rank = |found: &Self| (found.weight, found.exactness, usize::MAX - found.position);
        rank(self) > rank(other)
    }
}

#[cfg(test)]
mod tests {
    use super::Media::{GraphqlResponse, Html, Json};
    use super::choose;

    const ALL: [super::Media; 3] = [Json, GraphqlResponse, Html];

    #[test]
    fn weights_exactness_and_order_decide() {
        let cases = [
            ("", Some(Json)),
            ("*/*", Some(Json)),
            ("application/*", Some(Json)),
            ("application/graphql-response+json, application/json;q=0.9", Some(GraphqlResponse)),
            ("application/json;q=0.5, application/graphql-response+json;q=0.8", Some(GraphqlResponse)),
            ("application/json, application/graphql-response+json", Some(Json)),
            ("application/json;q=0, */*;q=0.1", Some(GraphqlResponse)),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Some(Html)),
            ("text/event-stream", None),
            ("nonsense, application/json;q=x", None),
        ];
        for (header, expected) in cases {
            assert_eq!(choose(Some(header), &ALL), expected, "{header}");
        }
    }
}
