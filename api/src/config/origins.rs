//! The web pages that may use the API from a browser: each origin listed by itself, as browsers send it.

use url::Url;

use super::options::Options;
use super::problems::Problems;

const OPTION: &str = "--cors-origin";

/// The origins that are given. Each that is wrong is a problem of its own.
pub(super) fn read(options: &Options, problems: &mut Problems) -> Vec<String> {
    let given = options.cors_origin.iter().map(|origin| origin.trim()).filter(|origin| !origin.is_empty());
    given.map(|origin| problems.keep(OPTION, check(origin).map(|()| origin.to_owned()), String::new())).collect()
}

/// A browser's `Origin` is compared letter by letter, so that no other form would ever match.
fn check(origin: &str) -> Result<(), String> {
    if origin.contains('@') {
        return Err("an origin has no user name and no password: leave out @ and what is before it".into());
    }
    if origin.contains('*') || origin.eq_ignore_ascii_case("null") {
        return Err(format!("{origin:?} would let in pages that nobody knows: list each origin by itself, {SUCH_AS}"));
    }
    let sent =
        sent_for(origin).ok_or_else(|| format!("{origin:?} is not an origin: write scheme and host, {SUCH_AS}"))?;
    if sent == origin { Ok(()) } else { Err(format!("{origin:?} is not what a browser sends: write {sent}")) }
}

const SUCH_AS: &str = "such as https://app.example or http://localhost:3000";

/// What a browser sends for pages below a URL: no path, no standard port, small letters.
fn sent_for(url: &str) -> Option<String> {
    let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    Some(url.origin().ascii_serialization())
}
