import { rule } from '../rule.mjs';

const MUTATION = (input) => `mutation { deleteMeasure(${input}) { deletedId } }`;

export default [
  ...rule('KnownArgumentNames', {
    valid: [
      '{ measures(first: 1, after: null, before: null, filter: null, last: null, orderBy: null) { totalCount } }',
      '{ node(id: "x") { id } }',
      '{ nodes(ids: []) { id } }',
      '{ measures { nodes { updates(first: 1) { totalCount } } } }',
      '{ viewer { subject @include(if: true) roles @skip(if: false) } }',
      '{ __type(name: "Measure") { fields(includeDeprecated: true) { name } } }',
    ],
    invalid: [
      '{ viewer(id: "x") { subject } }',
      '{ viewer { subject(language: "sv") } }',
      '{ measures(limit: 1) { totalCount } }',
      '{ measures(First: 1) { totalCount } }',
      '{ measures(first: 1, offset: 10) { totalCount } }',
      '{ node(id: "x", type: "Measure") { id } }',
      '{ measures(first: 1) { nodes { updates(status: null) { totalCount } } } }',
      '{ measures(first: 1) { nodes { title(upper: true) } } }',
      '{ viewer { subject @include(if: true, unless: false) } }',
      '{ viewer { subject @skip(if: false, reason: "none") } }',
      '{ __typename(format: "long") }',
      '{ __type(name: "Measure", kind: OBJECT) { name } }',
      '{ ...Lists } fragment Lists on Query { measures(limit: 1) { totalCount } }',
      '{ node(id: "x") { ... on Person { measures(limit: 1) { totalCount } } } }',
      MUTATION('input: { id: "x", dryRun: true }, force: true'),
    ],
  }),
  ...rule('UniqueArgumentNames', {
    valid: [
      '{ measures(first: 1, last: null) { totalCount } }',
      '{ a: measures(first: 1) { totalCount } b: measures(first: 2) { totalCount } }',
      '{ measures(first: 1) { nodes { updates(first: 1) { totalCount } } } }',
      '{ viewer { subject @include(if: true) @skip(if: false) } }',
    ],
    invalid: [
      '{ measures(first: 1, first: 1) { totalCount } }',
      '{ measures(first: 1, first: 2) { totalCount } }',
      '{ measures(first: 1, last: null, first: 1) { totalCount } }',
      '{ measures(filter: null, filter: { stale: true }) { totalCount } }',
      '{ node(id: "x", id: "x") { id } }',
      '{ viewer { subject @include(if: true, if: true) } }',
      '{ viewer { subject @skip(if: false, if: true) } }',
      '{ ...Lists } fragment Lists on Query { measures(first: 1, first: 1) { totalCount } }',
      MUTATION('input: { id: "x", dryRun: true }, input: { id: "x", dryRun: true }'),
    ],
  }),
  ...rule('ProvidedRequiredArguments', {
    valid: [
      '{ measures { totalCount } }',
      '{ measure(by: { id: "x" }) { title } }',
      '{ nodes(ids: "x") { id } }',
      '{ __schema { types { fields { name } } } }',
      { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: '{ "id": "x" }' },
      MUTATION('input: { id: "x", dryRun: true }'),
    ],
    invalid: [
      '{ node { id } }',
      '{ nodes { id } }',
      '{ measure { title } }',
      '{ territory { name } }',
      '{ __type { name } }',
      '{ viewer { subject @include } }',
      '{ viewer { subject @skip } }',
      '{ viewer { ... @include { subject } } }',
      '{ viewer { ...Names @skip } } fragment Names on Viewer { subject }',
      '{ ...One } fragment One on Query { node { id } }',
      '{ viewer { __typename @include } }',
      'query Used { viewer { subject } } query Unused { node { id } }',
      'mutation { deleteMeasure { deletedId } }',
      'mutation { createFinding { userErrors { code } } }',
    ],
  }),
];
