import { rule } from '../rule.mjs';

/** Values of `$v` by its type, as JSON; no value means that `$v` is left out. */
const VALUES = {
  'Int in measures(first: $v) { totalCount }': {
    valid: [undefined, 'null', '1', '100', '1.0', '1e0', '-0'],
    invalid: ['1.5', '"1"', '""', 'true', '[1]', '{ "value": 1 }', '2147483648', '-2147483649', '1e10'],
  },
  'Int! in measures(first: $v) { totalCount }': { valid: ['1'], invalid: [undefined, 'null', '"1"'] },
  'Int! = 1 in measures(first: $v) { totalCount }': { valid: [undefined, '2'], invalid: ['null', '"2"'] },
  'Int = 1 in measures(first: $v) { totalCount }': { valid: [undefined, 'null', '2'], invalid: ['true'] },
  'String in measures(after: $v) { totalCount }': {
    valid: [undefined, 'null', '""', '"x"', '"å 💡"'],
    invalid: ['1', '1.5', 'true', '["x"]', '{}'],
  },
  'ID! in node(id: $v) { id }': {
    valid: ['"x"', '"1"', '1', '-1', '0', '""', '1.0', '1e3'],
    invalid: [undefined, 'null', '1.5', 'true', '["x"]', '{}'],
  },
  'Boolean! in viewer { subject @include(if: $v) }': {
    valid: ['true', 'false'],
    invalid: [undefined, 'null', '"true"', '1', '0', '[true]'],
  },
  'Boolean! = true in viewer { subject @include(if: $v) }': { valid: [undefined, 'false'], invalid: ['null'] },
  'MeasureStatus! in measures(filter: { status: [$v] }) { totalCount }': {
    valid: ['"PLANNED"'],
    invalid: ['"planned"', '"COLOURED"', '""', '1', 'true', '["PLANNED"]', 'null', undefined],
  },
  '[MeasureStatus!] in measures(filter: { status: $v }) { totalCount }': {
    valid: [undefined, '[]', '["PLANNED"]', '["PLANNED", "PLANNED"]', '"PLANNED"'],
    invalid: ['[null]', '["PLANNED", 1]', '["COLOURED"]', '"COLOURED"', '[["PLANNED"]]', '{}'],
  },
  '[ID!]! in nodes(ids: $v) { id }': {
    valid: ['[]', '["x"]', '["x", 1]', '"x"', '1'],
    invalid: [undefined, 'null', '[null]', '[1.5]', '[["x"]]', '1.5'],
  },
  'MeasureFilter in measures(filter: $v) { totalCount }': {
    valid: [
      undefined,
      'null',
      '{}',
      '{ "status": "PLANNED", "overdue": true }',
      '{ "source": "demo", "progress": { "from": 0 } }',
      '{ "dueOn": { "from": "2024-01-31", "to": "2024-12-31" } }',
      '{ "updatedAt": { "from": "2024-01-31T08:00:00Z" } }',
    ],
    invalid: [
      '[]',
      '[{}]',
      '"x"',
      '1',
      '{ "colour": "red" }',
      '{ "Overdue": true }',
      '{ "overdue": "true" }',
      '{ "overdue": 1 }',
      '{ "progress": { "from": "1" } }',
      '{ "progress": { "from": 1, "until": 2 } }',
      '{ "source": [1] }',
      '{ "status": ["PLANNED", null] }',
    ],
  },
  'MeasureOrder in measures(orderBy: $v) { totalCount }': {
    valid: ['{ "field": "TITLE" }', '{ "field": "TITLE", "direction": "DESC" }'],
    invalid: [
      '{}',
      '{ "direction": "DESC" }',
      '{ "field": null }',
      '{ "field": "TITLE", "direction": null }',
      '{ "field": "COLOUR" }',
      '{ "field": "TITLE", "nulls": "LAST" }',
    ],
  },
  'EvaluationKey! in evaluation(by: $v) { title }': {
    valid: ['{ "id": "x" }', '{ "id": 1 }', '{ "external": { "source": "demo", "externalId": "1" } }'],
    invalid: [
      '{}',
      '{ "id": null }',
      '{ "id": "x", "external": null }',
      '{ "id": "x", "external": { "source": "demo", "externalId": "1" } }',
      '{ "external": { "source": "demo" } }',
      '{ "code": "x" }',
      '"x"',
    ],
  },
};

const MUTATIONS = {
  'UpdateObservationInput! in updateObservation(input: $v) { userErrors { code } }': {
    valid: ['{ "id": "x", "value": 1 }', '{ "id": "x", "value": 1.5 }', '{ "id": "x", "value": null }'],
    invalid: ['{ "id": "x", "value": "1.5" }', '{ "id": "x", "value": true }', '{ "id": "x", "dryRun": null }', 'null'],
  },
  'PushEvaluationsInput! in pushEvaluations(input: $v) { revision }': {
    valid: [
      '{ "dryRun": true, "source": "demo", "evaluations": [{ "externalId": "1", "territoryCodes": "2506" }] }',
      '{ "dryRun": true, "source": "demo", "evaluations": { "externalId": "1", "url": "https://example.org/1" } }',
    ],
    invalid: [
      '{ "dryRun": true, "evaluations": [] }',
      '{ "dryRun": true, "source": "demo", "evaluations": null }',
      '{ "dryRun": true, "source": "demo", "evaluations": [null] }',
      '{ "dryRun": true, "source": "demo", "evaluations": [{ "externalId": 1 }] }',
      '{ "dryRun": true, "source": "demo", "evaluations": [{ "externalId": "1", "colour": "red" }] }',
      '{ "dryRun": true, "source": "demo", "evaluations": [{ "externalId": "1", "findings": [{}] }] }',
      '{ "dryRun": true, "source": "demo", "errorPolicy": null, "evaluations": [] }',
    ],
  },
};

const LISTS = 'fragment Lists on Query { measures(first: $n) { totalCount } }';
const withValue = (query) => (value) => ({ query, variables: value === undefined ? '{}' : `{ "v": ${value} }` });
const table = (query, { valid, invalid }) =>
  rule('Variables', { valid: valid.map(withValue(query)), invalid: invalid.map(withValue(query)) });

export default [
  ...Object.entries(VALUES).flatMap(([place, values]) => {
    const [type, selection] = place.split(' in ');
    return table(`query ($v: ${type}) { ${selection} }`, values);
  }),
  ...Object.entries(MUTATIONS).flatMap(([place, values]) => {
    const [type, selection] = place.split(' in ');
    return table(`mutation ($v: ${type}) { ${selection} }`, values);
  }),
  ...rule('Variables', {
    valid: [
      { query: '{ viewer { subject } }', variables: '{ "undeclared": 1 }' },
      { query: 'query ($n: Int) { measures(first: $n) { totalCount } }', variables: 'null' },
      { query: 'query ($n: Int) { measures(first: $n) { totalCount } }', variables: '{ "N": "x" }' },
      { query: 'query A($n: Int) { ...Lists } query B($n: Int!) { ...Lists } ' + LISTS, variables: '{}' },
    ],
    invalid: [
      { query: 'query ($n: Int) { measures(first: $n) { totalCount } }', variables: '{ "n": 1, "n": "x" }' },
      { query: 'query ($a: Int, $b: Int!) { measures(first: $a, last: $b) { totalCount } }', variables: '{ "a": 1 }' },
      { query: 'query A($n: Int!) { ...Lists } query B($n: Int) { ...Lists } ' + LISTS, variables: '{}' },
    ],
  }),
];
