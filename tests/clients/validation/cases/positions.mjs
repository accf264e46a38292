import { rule } from '../rule.mjs';

/** Operations that use `$v` in a place; the type of the place is the key. */
const PLACES = {
  Int: 'measures(first: $v) { totalCount }',
  String: 'measures(after: $v) { totalCount }',
  'ID!': 'node(id: $v) { id }',
  '[ID!]!': 'nodes(ids: $v) { id }',
  '[ID!]': 'measures(filter: { id: $v }) { totalCount }',
  '[MeasureStatus!]': 'measures(filter: { status: $v }) { totalCount }',
  'MeasureStatus!': 'measures(filter: { status: [$v] }) { totalCount }',
  MeasureFilter: 'measures(filter: $v) { totalCount }',
  'OrderDirection! = ASC': 'measures(orderBy: { field: TITLE, direction: $v }) { totalCount }',
  Boolean: 'measures(filter: { overdue: $v }) { totalCount }',
  'Boolean!': 'viewer { subject @include(if: $v) }',
  Date: 'measures(filter: { dueOn: { from: $v } }) { totalCount }',
  'MeasureKey!': 'measure(by: $v) { title }',
};

/** A document with `$v` of a type in such a place, and a value for it where it needs one. */
const use = (place) => (variable) => {
  const [type, value] = [variable].flat();
  return { query: `query ($v: ${type}) { ${PLACES[place]} }`, ...(value && { variables: `{ "v": ${value} }` }) };
};

/** What `$v` may be declared as in each place, with a value where one is required; and what it may not. */
const ALLOWED = {
  Int: ['Int', 'Int = 1', ['Int!', '2'], 'Int = null'],
  String: ['String', ['String!', '"x"']],
  'ID!': [['ID!', '"y"'], 'ID = "x"', 'ID! = "x"'],
  '[ID!]!': [['[ID!]!', '["y"]'], '[ID!] = ["x"]'],
  '[ID!]': ['[ID!]', ['[ID!]!', '[]']],
  '[MeasureStatus!]': ['[MeasureStatus!]', '[MeasureStatus!] = PLANNED'],
  'MeasureStatus!': [['MeasureStatus!', '"COMPLETED"'], 'MeasureStatus = PLANNED'],
  MeasureFilter: ['MeasureFilter', 'MeasureFilter = { stale: true }', ['MeasureFilter!', '{}']],
  'OrderDirection! = ASC': ['OrderDirection', ['OrderDirection!', '"ASC"'], 'OrderDirection = DESC'],
  Boolean: ['Boolean', ['Boolean!', 'true']],
  'Boolean!': ['Boolean = true', 'Boolean! = false'],
  Date: ['Date', ['Date!', '"2024-01-31"']],
  'MeasureKey!': [['MeasureKey!', '{ "id": "x" }'], 'MeasureKey = { id: "x" }'],
};
const REFUSED = {
  Int: ['Float', 'String', 'ID', 'Boolean', ['[Int]', '[1]'], ['Float!', '1']],
  String: ['ID', 'Int', 'Date', 'Access', '[String]'],
  'ID!': ['ID', 'ID = null', ['String!', '"x"'], ['Int!', '1'], '[ID!]'],
  '[ID!]!': ['[ID!]', ['ID!', '"x"'], ['[ID]!', '["x"]'], ['[String!]!', '["x"]'], ['[[ID!]!]!', '[["x"]]']],
  '[ID!]': ['ID', '[ID]', ['ID!', '"x"'], '[Int!]'],
  '[MeasureStatus!]': ['MeasureStatus', '[MeasureStatus]', '[String!]', '[MeetingStatus!]'],
  'MeasureStatus!': ['MeasureStatus', 'MeasureStatus = null', ['String!', '"PLANNED"'], ['[MeasureStatus!]!', '[]']],
  MeasureFilter: ['MeetingFilter', 'String', '[MeasureFilter]', 'MeasureKey'],
  'OrderDirection! = ASC': ['String', 'MeasureOrderField', '[OrderDirection]'],
  Boolean: ['String', 'Int', '[Boolean]'],
  'Boolean!': ['Boolean', 'Boolean = null', ['String!', '"true"'], ['Int!', '1']],
  Date: ['String', 'DateTime', 'Url', '[Date]'],
  'MeasureKey!': ['MeasureKey', ['MeetingKey!', '{ "id": "x" }'], ['ID!', '"x"']],
};
const every = (table) => Object.entries(table).flatMap(([place, types]) => types.map(use(place)));

export default rule('VariablesInAllowedPosition', {
  valid: every(ALLOWED),
  invalid: [
    ...every(REFUSED),
    'query ($n: String) { ...Lists } fragment Lists on Query { measures(first: $n) { totalCount } }',
    'query ($on: Boolean) { viewer { ...Names @skip(if: $on) } } fragment Names on Viewer { subject }',
    'query ($on: Boolean) { viewer { ... @include(if: $on) { subject } } }',
    'query A { viewer { subject } } query B($n: Float) { measures(first: $n) { totalCount } }',
    'mutation ($id: ID) { createIndicator(input: { dryRun: true, owner: { id: $id } }) { revision } }',
    'mutation ($id: ID = "x") { createIndicator(input: { dryRun: true, owner: { id: $id } }) { revision } }',
    'mutation ($id: ID) { deleteMeasure(input: { id: $id, dryRun: true }) { deletedId } }',
  ],
});
