import { rule } from '../rule.mjs';

const because = (reason, ...cases) => cases.flat().map((each) => ({ ...each, reason }));
const FILTER = (filter) => `{ measures(filter: ${filter}) { totalCount } }`;
const NODE = (id) => `{ node(id: ${id}) { id } }`;
const VALUE = (value) => `mutation { updateObservation(input: { id: "x", dryRun: true, value: ${value} }) { revision } }`;

/** Requests with one variable, each a pair of the variable with its use, and of its value. */
const valid = (...pairs) =>
  rule('Variables', {
    valid: pairs.map(([[type, use], value]) => ({
      query: `query ($v: ${type}) { ${use} }`,
      variables: value === undefined ? '{}' : `{ "v": ${value} }`,
    })),
  });

const ID = ['ID!', 'node(id: $v) { id }'];
const STRING = ['String', 'measures(after: $v) { totalCount }'];
const STATUS = ['[MeasureStatus!]', 'measures(filter: { status: $v }) { totalCount }'];
const WHICH = ['MeasureFilter', 'measures(filter: $v) { totalCount }'];
const WAY = ['OrderDirection = ASC', 'measures(orderBy: { field: TITLE, direction: $v }) { totalCount }'];

/** Where the server means to judge otherwise than graphql-js, and why. */
export default [
  ...because(
    'A filter takes no null, or a variable that was forgotten would choose everything.',
    rule('ValuesOfCorrectType', { valid: ['{ status: null }', '{ progress: { from: 1, to: null } }'].map(FILTER) }),
    valid([STATUS, 'null'], [WHICH, '{ "stale": true, "overdue": null }'], [WHICH, '{ "dueOn": { "to": null } }']),
  ),
  ...because(
    'An ID that is a number has at most 64 bits: the specification leaves to the server which it takes.',
    rule('ValuesOfCorrectType', { valid: ['99999999999999999999', '-99999999999999999999'].map(NODE) }),
    valid([ID, '123456789012345678901234567890']),
  ),
  ...because(
    'A Float is finite: graphql-js makes Infinity of what is too large for one, and takes that.',
    rule('ValuesOfCorrectType', { valid: ['1e400', '-1e400'].map(VALUE) }),
  ),
  ...because(
    'A key given twice in the variables is refused with the body: nobody could say which value was meant.',
    rule('Variables', {
      valid: [{ query: 'query ($n: Int) { measures(first: $n) { totalCount } }', variables: '{ "n": "x", "n": 1 }' }],
    }),
  ),
  ...because('Half of a surrogate pair is no text.', valid([STRING, String.raw`"\ud800"`])),
  ...because(
    'Null in place of a default, where none may be: refused before anything is run, not in the field alone.',
    valid([WAY, 'null'], [['Boolean = true', 'viewer { subject @include(if: $v) }'], 'null']),
    valid([['ID = "x"', 'node(id: $v) { id }'], 'null']),
  ),
  ...because(
    'A variable in an input object of one field is not null: graphql-js overlooks it where that object is required.',
    valid([['ID', 'evaluation(by: { id: $v }) { title }'], undefined]),
  ),
];
