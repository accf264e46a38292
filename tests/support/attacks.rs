//! Documents made to bring a server down.

/// Documents that are too much, each with a word of what is told.
pub fn attacks() -> Vec<(&'static str, String, &'static str)> {
    let nested = |open: &str, close: &str, times: usize| format!("{}name{}", open.repeat(times), close.repeat(times));
    let aliases: Vec<String> = (0..1_000).map(|number| format!("a{number}: __typename")).collect();
    let aliases = aliases.join(" ");
    let doubling = |level| format!("fragment f{level} on Query {{ ...f{next} ...f{next} }}", next = level + 1);
    let doubling = (0..40).map(doubling).collect::<Vec<_>>().join(" ");
    let first = "territories(first: 65536) { nodes { children(first: 65536) { nodes { children(first: 65536) { nodes {
        children(first: 65536) { totalCount nodes { id } } } } } } } }";
    let costly = "territories(first: 100) { nodes { children(first: 100) { nodes { children(first: 100) { nodes {
        name } } } } } }";
    vec![
        (
            "too deep",
            format!("{{ territory(by: {{ code: \"25\" }}) {{ {} }} }}", nested("parent { ", " }", 25)),
            "at most",
        ),
        ("too costly", format!("{{ {costly} }}"), "cost"),
        ("a thousand aliases", format!("{{ {aliases}}}"), "at most"),
        ("doubling fragments", format!("{{ ...f0 }} {doubling} fragment f40 on Query {{ __typename }}"), "at most"),
        ("a cycle", "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }".into(), "itself"),
        ("a nested list", format!("{{ nodes(ids: {}) {{ id }} }}", nested("[", "]", 5_000)), "more than 48 brackets"),
        (
            "directives",
            format!("query {} {{ __typename }}", "@skip(if: false) ".repeat(1_800)),
            "more than 50 directives",
        ),
        ("10,000 directives", format!("query {} {{ __typename }}", "@a".repeat(10_000)), "more than 50 directives"),
        ("nested pages", format!("{{ {first} }}"), "could cost"),
        ("a long document", format!("{{ __typename }} # {}", "x".repeat(40_000)), "bytes long"),
    ]
}
