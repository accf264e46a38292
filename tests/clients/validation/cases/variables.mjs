import { rule } from '../rule.mjs';

const LISTS = 'fragment Lists on Query { measures(first: $n) { totalCount } }';

export default [
  ...rule('UniqueVariableNames', {
    valid: [
      'query ($a: Int, $b: Int) { a: measures(first: $a) { totalCount } b: measures(first: $b) { totalCount } }',
      'query ($a: Int, $A: Int) { a: measures(first: $a) { totalCount } b: measures(first: $A) { totalCount } }',
      'query A($n: Int) { measures(first: $n) { totalCount } } query B($n: Int) { meetings(first: $n) { totalCount } }',
    ],
    invalid: [
      'query ($n: Int, $n: Int) { measures(first: $n) { totalCount } }',
      'query ($n: Int, $m: Int, $n: Int) { measures(first: $n, last: $m) { totalCount } }',
      'query ($n: Int = 1, $n: Int = 2) { measures(first: $n) { totalCount } }',
      { query: 'query ($id: ID!, $id: ID!) { node(id: $id) { id } }', variables: '{ "id": "x" }' },
      { query: 'query ($n: Int, $n: Int!) { measures(first: $n) { totalCount } }', variables: '{ "n": 1 }' },
    ],
  }),
  ...rule('VariablesAreInputTypes', {
    valid: [
      'query ($f: MeasureFilter) { measures(filter: $f) { totalCount } }',
      'query ($s: [MeasureStatus!]) { measures(filter: { status: $s }) { totalCount } }',
      'query ($d: Date) { measures(filter: { dueOn: { from: $d } }) { totalCount } }',
      'query ($k: EvaluationKey! = { id: "x" }) { evaluation(by: $k) { title } }',
    ],
    invalid: ['Measure', 'Node', 'Participant', '[Measure!]', 'Viewer', 'PageInfo', '__Type'].map((type) => ({
      query: `query ($f: ${type}) { measures(filter: $f) { totalCount } }`,
      also: ['VariablesInAllowedPosition'],
    })),
  }),
  ...rule('NoUndefinedVariables', {
    valid: [
      'query ($n: Int) { measures(first: $n) { totalCount } }',
      `query ($n: Int) { ...Lists } ${LISTS}`,
      `query ($n: Int) { ...A } fragment A on Query { ...Lists } ${LISTS}`,
      'query ($a: Boolean, $b: Boolean) { measures(filter: { overdue: $a, stale: $b }) { totalCount } }',
      `query A($n: Int) { ...Lists } query B($n: Int) { ...Lists } ${LISTS}`,
      'query ($s: MeasureStatus! = PLANNED) { measures(filter: { status: [COMPLETED, $s] }) { totalCount } }',
    ],
    invalid: [
      '{ measures(first: $n) { totalCount } }',
      'query ($n: Int) { measures(first: $n, last: $m) { totalCount } }',
      'query ($n: Int) { measures(first: $N, last: $n) { totalCount } }',
      '{ measures(filter: { overdue: $late }) { totalCount } }',
      '{ measures(filter: { status: [PLANNED, $status] }) { totalCount } }',
      '{ viewer { subject @include(if: $on) } }',
      '{ viewer { __typename @include(if: $on) } }',
      `{ ...Lists } ${LISTS}`,
      `{ ...A } fragment A on Query { ...Lists } ${LISTS}`,
      '{ viewer { ...Names @skip(if: $off) } } fragment Names on Viewer { subject }',
      `query A($n: Int) { ...Lists } query B { ...Lists } ${LISTS}`,
      'mutation { deleteMeasure(input: { id: $id, dryRun: true }) { deletedId } }',
      'mutation { deleteMeasure(input: $input) { deletedId } }',
    ],
  }),
  ...rule('NoUnusedVariables', {
    valid: [
      'query ($n: Int) { measures(first: $n) { totalCount } meetings(first: $n) { totalCount } }',
      'query ($on: Boolean = true) { viewer { subject @include(if: $on) } }',
      'query ($n: Int) { ... { ... on Query { measures(first: $n) { totalCount } } } }',
      'query ($d: OrderDirection = DESC) { measures(orderBy: { field: TITLE, direction: $d }) { totalCount } }',
    ],
    invalid: [
      'query ($n: Int) { viewer { subject } }',
      'query ($n: Int = 1) { measures(first: 1) { totalCount } }',
      'query ($n: Int, $m: Int) { measures(first: $n) { totalCount } }',
      'query ($n: Int) { viewer { ...Names } } fragment Names on Viewer { subject }',
      'query ($on: Boolean) { viewer { subject @include(if: true) } }',
      'query A($n: Int) { measures(first: $n) { totalCount } } query B($n: Int) { measures { totalCount } }',
      { query: 'query ($id: ID!) { viewer { subject } }', variables: '{ "id": "x" }' },
      'mutation ($id: ID) { deleteMeasure(input: { id: "x", dryRun: true }) { deletedId } }',
    ],
  }),
];
