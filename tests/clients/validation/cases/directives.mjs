import { rule } from '../rule.mjs';

const ON_MEASURES = (directives) => `{ measures(first: 1) ${directives} { totalCount } }`;

export default [
  ...rule('KnownDirectives', {
    valid: [
      ON_MEASURES('@include(if: true)'),
      ON_MEASURES('@skip(if: false)'),
      ON_MEASURES('@include(if: true) @skip(if: false)'),
      '{ viewer { __typename @include(if: true) } }',
      '{ viewer { ... @include(if: false) { subject } ... on Viewer @skip(if: true) { roles } } }',
      '{ viewer { ...Names @include(if: true) } } fragment Names on Viewer { subject }',
      '{ __typename @skip(if: true) }',
      { query: 'query ($on: Boolean!) { viewer { subject @include(if: $on) } }', variables: '{ "on": false }' },
    ],
    invalid: [
      ON_MEASURES('@colour'),
      ON_MEASURES('@colour(name: "red")'),
      ON_MEASURES('@Include(if: true)'),
      ON_MEASURES('@include(if: true) @colour'),
      ON_MEASURES('@deprecated'),
      ON_MEASURES('@specifiedBy(url: "https://example.org")'),
      ON_MEASURES('@oneOf'),
      ON_MEASURES('@defer'),
      '{ viewer { __typename @colour } }',
      '{ __typename @colour }',
      '{ viewer { subject @colour } }',
      '{ viewer { ... @colour { subject } } }',
      '{ viewer { ... on Viewer @colour { subject } } }',
      '{ viewer { ...Names @colour } } fragment Names on Viewer { subject }',
      '{ viewer { ...Names } } fragment Names on Viewer @colour { subject }',
      '{ viewer { ...Names } } fragment Names on Viewer @include(if: true) { subject }',
      'query @colour { viewer { subject } }',
      'query @include(if: true) { viewer { subject } }',
      'query Who @skip(if: false) { viewer { subject } }',
      'mutation @include(if: true) { deleteMeasure(input: { id: "x", dryRun: true }) { deletedId } }',
      'query ($n: Int @colour) { measures(first: $n) { totalCount } }',
      'query ($n: Int = 1 @deprecated) { measures(first: $n) { totalCount } }',
      'query ($n: Int @include(if: true)) { measures(first: $n) { totalCount } }',
      'query Used { viewer { subject } } query Unused @colour { viewer { subject } }',
    ],
  }),
  ...rule('UniqueDirectivesPerLocation', {
    valid: [
      '{ viewer { subject @include(if: true) roles @include(if: true) } }',
      '{ viewer @include(if: true) { subject @include(if: true) } }',
      '{ viewer { subject @include(if: true) subject @include(if: false) } }',
      '{ viewer { ... @skip(if: false) { subject @skip(if: false) } } }',
    ],
    invalid: [
      ON_MEASURES('@include(if: true) @include(if: true)'),
      ON_MEASURES('@include(if: true) @include(if: false)'),
      ON_MEASURES('@skip(if: false) @skip(if: false)'),
      ON_MEASURES('@skip(if: false) @include(if: true) @skip(if: false)'),
      '{ viewer { ... @include(if: true) @include(if: true) { subject } } }',
      '{ viewer { ... on Viewer @skip(if: true) @skip(if: true) { subject } } }',
      '{ viewer { ...Names @skip(if: true) @skip(if: true) } } fragment Names on Viewer { subject }',
      '{ viewer { __typename @include(if: true) @include(if: true) } }',
    ],
  }),
];
