use async_graphql::{Variables, value};

use super::{COST, Guard, Limits, check, check_with};

#[test]
fn the_example_of_the_formula_costs_what_it_says() {
    let query = "{ measures(first: 20) { totalCount nodes { title children(first: 5) { nodes { id } } } } }";
    assert_eq!(check(query).unwrap(), 164);
}

#[test]
fn a_page_without_a_size_counts_25_rows_and_a_list_10() {
    assert_eq!(check("{ measures { nodes { title } } }").unwrap(), 2 + 25);
    assert_eq!(check("{ measures(first: 1) { nodes { resultAreas { name } } } }").unwrap(), 2 + 1 + 10);
}

#[test]
fn page_sizes_come_from_variables_and_their_defaults() {
    let query = "query($n: Int = 7) { measures(last: $n) { edges { node { id } } } }";
    assert_eq!(check(query).unwrap(), 2 + 7 * 2);
    assert_eq!(check_with(query, value!({ "n": 3 })).unwrap(), 2 + 3 * 2);
    assert_eq!(check_with(query, value!({ "n": -3 })).unwrap(), 2);
    assert_eq!(check_with(query, value!({ "n": null })).unwrap(), 2 + 25 * 2);
}

#[test]
fn rows_reach_through_fragments() {
    let plain = check("{ measures(first: 5) { nodes { id title } } }").unwrap();
    let spread = "{ measures(first: 5) { ...Page } } fragment Page on MeasureConnection { nodes { ... { ...One } } } \
                  fragment One on Measure { id title }";
    assert_eq!(check(spread).unwrap(), plain);
}

#[test]
fn nodes_counts_its_ids() {
    assert_eq!(check("{ nodes(ids: [\"a\", \"b\", \"c\"]) { id } }").unwrap(), 1 + 3);
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    assert_eq!(check_with(query, value!({ "ids": ["a", "b"] })).unwrap(), 1 + 2);
}

#[test]
fn large_arguments_count_for_each_row() {
    let words = vec![async_graphql::Value::from("word"); 1_000];
    let query =
        "query($s: [String!]) { measures(first: 10) { nodes { children(first: 0, search: $s) { totalCount } } } }";
    assert_eq!(check_with(query, value!({ "s": words })).unwrap(), 2 + 10 * (1 + 10 + 2));
}

#[test]
fn the_input_of_a_mutation_is_free_but_its_payload_answers_each_item() {
    let rows = vec![async_graphql::Value::from("row"); 1_000];
    let query = "mutation($i: PushInput!) { pushMeasures(input: $i) { measures { id } } }";
    assert_eq!(check_with(query, value!({ "i": { "rows": rows } })).unwrap(), 1 + 1 + 1_000);
    assert_eq!(check_with(query, value!({ "i": { "rows": ["row"] } })).unwrap(), 1 + 1 + 10);
}

#[test]
fn the_introspection_of_graphiql_passes_for_the_public() {
    let types: Vec<String> = (0..400).map(|at| format!("type T{at} {{ id: ID! }}")).collect();
    let guard = Guard::new(&format!("{} {}", super::SDL, types.join(" ")), Limits::default());
    let checked = guard.check(INTROSPECTION, None, &Variables::default(), COST).unwrap();
    assert!(checked.cost < 20_000, "{}", checked.cost);
}

#[test]
fn introspection_can_be_switched_off() {
    let guard = Guard::new(super::SDL, Limits { introspection: false, ..Limits::default() });
    let error = guard.check("{ __type(name: \"A\") { name } }", None, &Variables::default(), COST);
    assert_eq!(error.unwrap_err().code(), "BAD_USER_INPUT");
    assert!(guard.check("{ __typename }", None, &Variables::default(), COST).is_ok());
}

#[test]
fn a_variable_that_must_have_a_value_is_named() {
    let error = check("query($ids: [ID!]!) { nodes(ids: $ids) { id } }").unwrap_err();
    assert_eq!(error.message(), "The variable \"$ids\" of type \"[ID!]!\" needs a value.");
}

const INTROSPECTION: &str = "query IntrospectionQuery { __schema { description queryType { name } mutationType { name }
  subscriptionType { name } types { ...FullType } directives { name description isRepeatable locations
  args(includeDeprecated: true) { ...InputValue } } } }
fragment FullType on __Type { kind name description specifiedByURL isOneOf fields(includeDeprecated: true) { name
  description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
  inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef } }
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }";

#[test]
fn a_field_that_reads_more_than_it_shows_costs_more() {
    let dear = Guard::new(super::SDL, Limits { dear: &[("Query", "measures")], ..Limits::default() });
    let query = "{ measures(first: 2) { nodes { title } } }";
    let cost = |guard: &Guard| guard.check(query, None, &Variables::default(), u64::MAX).map(|checked| checked.cost);
    let (plain, more) = (cost(&super::GUARD), cost(&dear));
    assert_eq!(more.ok(), plain.ok().map(|cost| cost + 100));
}
