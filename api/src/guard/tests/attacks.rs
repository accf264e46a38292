use super::check;

/// The documents that a server must outlive, with what each is refused for.
fn attacks() -> Vec<(&'static str, String, &'static str)> {
    vec![
        ("fragments that spread each other twice, 40 levels", doubling(40), "LIMIT_EXCEEDED"),
        ("fragments that spread each other twice, 25 levels", doubling(25), "LIMIT_EXCEEDED"),
        ("a fragment cycle", format!("{{ ...A }} {} {}", spread("A", "B"), spread("B", "A")), "BAD_USER_INPUT"),
        ("an unused fragment cycle", format!("{{ id }} {}", spread("A", "A")), "BAD_USER_INPUT"),
        (
            "a list nested 5,000 deep",
            format!("{{ a(b: {}{}) }}", "[".repeat(5_000), "]".repeat(5_000)),
            "LIMIT_EXCEEDED",
        ),
        ("a list nested behind a broken string", format!("{{ a(b: \"\"\"x\"{}", "[".repeat(5_000)), "BAD_USER_INPUT"),
        ("a type nested 5,000 deep", format!("query($a: {}) {{ id }}", "[".repeat(5_000)), "LIMIT_EXCEEDED"),
        ("10,000 directives", format!("query {} {{ id }}", "@a ".repeat(10_000)), "LIMIT_EXCEEDED"),
        ("1,000 aliases of __typename", aliases(1_000), "LIMIT_EXCEEDED"),
        ("100 aliases of __typename", aliases(100), "LIMIT_EXCEEDED"),
        ("four nested pages of 65,536", pages(4, 65_536), "LIMIT_EXCEEDED"),
        ("four nested pages of 2^62", pages(4, 1 << 62), "LIMIT_EXCEEDED"),
        ("21 levels of fields", nested(21, "parent"), "LIMIT_EXCEEDED"),
        ("40 levels of inline fragments", nested(40, "..."), "LIMIT_EXCEEDED"),
        ("a chain of 1,000 fragments", chain(1_000), "LIMIT_EXCEEDED"),
        ("introspection of fields of fields", introspection(), "LIMIT_EXCEEDED"),
        ("64 KiB of commas", format!("{{ id {} }}", ",".repeat(65_536)), "LIMIT_EXCEEDED"),
    ]
}

#[test]
fn every_attack_is_refused_in_plain_words() {
    for (name, document, code) in attacks() {
        let started = std::time::Instant::now();
        let error = check(&document).expect_err(name);
        println!("{:>9.1?} {name}: {error}", started.elapsed());
        assert_eq!(error.code(), code, "{name}: {error}");
        assert!(error.message().len() < 300, "{name}");
    }
}

#[test]
fn what_stands_just_within_the_limits_passes() {
    for document in [parents(20), aliases(60), pages(2, 100), doubling(7), chain(28)] {
        check(&document).unwrap_or_else(|error| panic!("{error}: {document}"));
    }
}

#[test]
fn the_message_names_the_limit() {
    let error = check(&nested(24, "parent")).unwrap_err();
    assert_eq!(error.message(), "The query nests 24 levels deep; at most 20 are allowed.");
}

#[test]
fn a_syntax_error_is_told_without_the_query() {
    let error = check("{ measures { secret(").unwrap_err();
    assert!(!error.message().contains("secret"), "{error}");
    assert!(error.message().starts_with("The query cannot be read at line 1, column "), "{error}");
}

fn spread(name: &str, other: &str) -> String {
    format!("fragment {name} on Query {{ ...{other} }}")
}

fn doubling(levels: usize) -> String {
    let fragments = (0..levels).map(|at| format!("fragment F{at} on Query {{ ...F{0} ...F{0} }}", at + 1));
    format!("{{ ...F0 }} {} fragment F{levels} on Query {{ __typename }}", fragments.collect::<String>())
}

fn chain(length: usize) -> String {
    let fragments = (0..length).map(|at| spread(&format!("F{at}"), &format!("F{}", at + 1)));
    format!("{{ ...F0 }} {} fragment F{length} on Query {{ __typename }}", fragments.collect::<String>())
}

fn aliases(count: usize) -> String {
    let fields: Vec<String> = (0..count).map(|at| format!("a{at}: __typename")).collect();
    format!("{{ {} }}", fields.join(" "))
}

fn pages(levels: usize, rows: u64) -> String {
    let field = |at| if at == 0 { "measures" } else { "children" };
    let open: Vec<String> = (0..levels).map(|at| format!("{}(first: {rows}) {{ nodes {{", field(at))).collect();
    format!("{{ {} id {} }}", open.join(" "), "} }".repeat(levels))
}

fn nested(levels: usize, field: &str) -> String {
    format!("{{ {} id {} }}", format!("{field} {{ ").repeat(levels - 1), "}".repeat(levels - 1))
}

/// Valid, of this depth.
fn parents(depth: usize) -> String {
    let (open, close) = ("parent { ".repeat(depth - 3), "}".repeat(depth - 3));
    format!("{{ measures(first: 1) {{ nodes {{ {open} id {close} }} }} }}")
}

fn introspection() -> String {
    "{ __schema { types { fields { type { fields { type { name } } } } } } }".to_owned()
}
