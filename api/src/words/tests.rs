use super::{Terms, indexed, stem, words};

fn finds(query: &str, text: &str) -> bool {
    let kept = indexed([text].into_iter());
    let found = Terms::of(query).iter().all(|term| {
        kept.split(' ').any(|word| {
            term.prefix.as_ref().is_some_and(|prefix| word.starts_with(prefix)) || term.exact.contains(&word.to_owned())
        })
    });
    let shown = Terms::of(query).iter().all(|term| words(text).any(|word| term.finds(&word.text)));
    assert_eq!(found, shown, "{query} in {text} is found and shown alike");
    found
}

#[test]
fn a_word_finds_its_forms_and_what_begins_with_it() {
    for (query, text) in [
        ("åtgärder", "En åtgärd"),
        ("åtgärd", "alla åtgärderna"),
        ("utvärderingen", "Utvärdering"),
        ("kompetens", "kompetensförsörjning"),
        ("planerna", "en plan"),
        ("plan", "planerna"),
        ("mars", "i mars"),
        ("kurs", "kursen"),
        ("kurserna", "en kurs"),
        ("mål", "målen"),
        ("målen", "ett mål"),
        ("beslutet", "ett beslut"),
        ("beslut", "besluten"),
        ("uppdragets", "flera uppdrag"),
        ("målet", "målen"),
        ("mål", "målet"),
        ("länet", "ett län"),
        ("mötet", "ett möte"),
        ("resultatet", "alla resultat"),
        ("universitetet", "ett universitet"),
        ("universitet", "universitetets"),
        ("skolan", "en skola"),
        ("skola", "skolans"),
        ("ÅTGÄRD", "åtgärd"),
        ("A\u{30a}tgärd", "\u{c5}tgärd"),
        ("tjänst", "e-tjänst"),
        ("e-tjänst", "E-tjänster"),
        ("N2018/12", "diarienummer N2018/1234"),
        ("2018", "2018–2020"),
        ("evaluations", "An evaluation"),
        ("kompetens", "kompe\u{ad}tens"),
    ] {
        assert!(finds(query, text), "{query} finds {text}");
    }
}

#[test]
fn a_word_finds_no_other() {
    for (query, text) in [
        ("atgard", "åtgärd"),
        ("åtgärd", "atgard"),
        ("mars", "marknad"),
        ("kurs", "kuriosa"),
        ("e", "etablering"),
        ("länet", "länk"),
        ("medan", "med"),
        ("försörjning", "kompetensförsörjning"),
        ("åtgärd plan", "åtgärd"),
        ("ide", "idé"),
    ] {
        assert!(!finds(query, text), "{query} does not find {text}");
    }
}

#[test]
fn a_stem_is_the_beginning_of_its_word() {
    for word in ["löst", "fullt", "åtgärderna", "farlig", "kompetens", "ärenden", "ab", "ö", "2506", "ⅷ", "нет"]
    {
        assert!(word.starts_with(stem::stem(word)), "{word}");
    }
}

#[test]
fn a_word_is_where_the_text_has_it() {
    let text = "»Drygt« 240 jobb—i A\u{30a}re, e-tjänst…";
    let found: Vec<(&str, String)> = words(text).map(|word| (&text[word.range.clone()], word.text)).collect();
    let expected = [
        ("Drygt", "drygt"),
        ("240", "240"),
        ("jobb", "jobb"),
        ("i", "i"),
        ("A\u{30a}re", "åre"),
        ("e", "e"),
        ("tjänst", "tjänst"),
    ];
    assert_eq!(found, expected.map(|(there, word)| (there, word.to_owned())));
}

#[test]
fn what_is_long_is_cut_alike() {
    let long = "ö".repeat(20_000);
    assert_eq!(indexed([long.as_str()].into_iter()).chars().count(), 64);
    assert!(finds(&"ö".repeat(200), &long));
    assert!(words(" \u{301}\u{200d}*&!\"").next().is_none());
}
