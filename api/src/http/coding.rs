//! The form in which an answer travels, by the weighted `Accept-Encoding` header.

use actix_web::http::header::{ACCEPT_ENCODING, HeaderMap};

use super::accept::weight;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The one that the client likes best; brotli among equals. None: the answer stays as it is, as without the header.
    pub fn choose(headers: &HeaderMap) -> Option<Self> {
        let accepted = Accepted::of(headers);
        // Of two that are equal, the later is taken.
        let best = [Self::Gzip, Self::Brotli].into_iter().max_by_key(|coding| accepted.weight(*coding))?;
        let plain = accepted.named("identity").unwrap_or_default();
        (accepted.weight(best) > 0 && accepted.weight(best) >= plain).then_some(best)
    }

    pub fn is_accepted(self, headers: &HeaderMap) -> bool {
        Accepted::of(headers).weight(self) > 0
    }
}

/// The codings that a client names, with their weights in thousandths.
struct Accepted(Vec<(String, u16)>);

impl Accepted {
    fn of(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(ACCEPT_ENCODING).filter_map(|line| line.to_str().ok());
        Self(lines.flat_map(|line| line.split(',')).filter_map(read).collect())
    }

    fn named(&self, name: &str) -> Option<u16> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, weight)| *weight)
    }

    /// A star means all that are not named.
    fn weight(&self, coding: Coding) -> u16 {
        self.named(coding.name()).or_else(|| self.named("*")).unwrap_or_default()
    }
}

fn read(coding: &str) -> Option<(String, u16)> {
    let mut parts = coding.split(';').map(str::trim);
    Some((parts.next()?.to_ascii_lowercase(), weight(parts)?))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue};

    use super::Coding::{self, Brotli, Gzip};

    fn headers(lines: &[&'static str]) -> HeaderMap {
        lines.iter().map(|line| (ACCEPT_ENCODING, HeaderValue::from_static(line))).collect()
    }

    #[test]
    fn weights_decide_and_brotli_among_equals() {
        for (header, expected) in [
            ("", None),
            ("gzip, deflate, br, zstd", Some(Brotli)),
            ("br;q=0.5, gzip;q=0.5", Some(Brotli)),
            ("br;q=0.5, gzip;q=0.8", Some(Gzip)),
            ("br;q=0, gzip", Some(Gzip)),
            ("GZIP", Some(Gzip)),
            ("gzip;q=0", None),
            ("*", Some(Brotli)),
            ("*, br;q=0", Some(Gzip)),
            ("gzip, *;q=0", Some(Gzip)),
            ("*;q=0", None),
            ("identity", None),
            ("identity, br;q=0.9", None),
            ("identity;q=0.5, gzip ; q=0.5", Some(Gzip)),
            ("identity;q=0, gzip;q=0.001", Some(Gzip)),
            ("br;q=x, deflate", None),
        ] {
            assert_eq!(Coding::choose(&headers(&[header])), expected, "{header}");
        }
        assert_eq!(Coding::choose(&HeaderMap::new()), None);
        assert_eq!(Coding::choose(&headers(&["gzip;q=0.5", "br"])), Some(Brotli), "several lines are one list");
    }

    #[test]
    fn a_coding_is_accepted_if_it_is_not_refused() {
        for (header, expected) in [("gzip", true), ("br, *;q=0.1", true), ("gzip;q=0, *", false), ("br", false)] {
            assert_eq!(Gzip.is_accepted(&headers(&[header])), expected, "{header}");
        }
    }
}
