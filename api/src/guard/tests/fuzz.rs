//! Documents changed at random, the same ones in every run: nothing may panic.

use super::check;

const SEEDS: [&str; 4] = [
    "query A($n: Int = 3, $s: [String!]) { measures(first: $n) { nodes { ...M children(search: $s) { totalCount } } } } \
     fragment M on Measure { id title @include(if: true) parent { ... on Measure { id } } }",
    "{ a: nodes(ids: [\"x\", \"\"\"block \\\"\"\" text\"\"\"]) { __typename } # a comment { [ (\n __schema { types { name } } }",
    "mutation($r: String! = \"z\") { pushMeasures(input: { rows: [\"\\uD83D\\uDE00\", $r] }) { measures { id } } }",
    "query B($id: ID! = 1) { __type(name: \"\\u00e5\") { fields { args { defaultValue } } } node(id: $id) { id } }",
];

const PIECES: [&str; 20] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "\"\"\"",
    "\\",
    "#",
    "\n",
    "@",
    "...",
    "...M",
    "$n",
    ":",
    "999999999999999999999",
    "1e999",
    "å",
    "fragment X on Y",
];

/// A small generator of numbers that needs no seed from outside.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }
}

fn mutate(text: &str, numbers: &mut Numbers) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(letters.len() + 1);
        let end = (at + numbers.below(12)).min(letters.len());
        let piece: Vec<char> = match numbers.below(3) {
            0 => PIECES[numbers.below(PIECES.len())].chars().collect(),
            1 => letters[numbers.below(letters.len())..].iter().take(30).copied().collect(),
            _ => Vec::new(),
        };
        let end = if numbers.below(2) == 0 { at } else { end };
        letters.splice(at..end, piece);
    }
    letters.into_iter().collect()
}

#[test]
fn no_document_makes_the_guard_panic() {
    let mut numbers = Numbers(0x5eed_1234_5678_9abc);
    let mut passed = 0;
    for round in 0..4_000 {
        let mut document = SEEDS[round % SEEDS.len()].to_owned();
        for _ in 0..=numbers.below(3) {
            document = mutate(&document, &mut numbers);
        }
        if check(&document).is_ok() {
            passed += 1;
        }
    }
    assert!(passed > 100, "only {passed} documents passed: the changes are too wild to test much");
}
