import { rule } from '../rule.mjs';

/** Places for `$v` by their type, each with a value that fits there. */
const PLACES = {
  Int: ['measures(first: $v) { totalCount }', '3'],
  String: ['measures(after: $v) { totalCount }', '"y"'],
  'ID!': ['node(id: $v) { id }', '"y"'],
  '[ID!]!': ['nodes(ids: $v) { id }', '["y"]'],
  '[ID!]': ['measures(filter: { id: $v }) { totalCount }', '["y"]'],
  '[MeasureStatus!]': ['measures(filter: { status: $v }) { totalCount }', '["ON_HOLD"]'],
  'MeasureStatus!': ['measures(filter: { status: [$v] }) { totalCount }', '"ON_HOLD"'],
  MeasureFilter: ['measures(filter: $v) { totalCount }', '{ "stale": true }'],
  'OrderDirection! = ASC': ['measures(orderBy: { field: TITLE, direction: $v }) { totalCount }', '"DESC"'],
  Boolean: ['measures(filter: { overdue: $v }) { totalCount }', 'true'],
  'Boolean!': ['viewer { roles @include(if: $v) }', 'true'],
  Date: ['measures(filter: { dueOn: { from: $v } }) { totalCount }', '"2024-01-31"'],
  'MeasureKey!': ['measure(by: $v) { title }', '{ "id": "x" }'],
};

/** What `$v` may be declared as in each place, and what it may not. */
const ALLOWED = {
  Int: ['Int', 'Int!', 'Int = 1', 'Int = null'],
  String: ['String', 'String!', 'String = "x"'],
  'ID!': ['ID!', 'ID! = "x"', 'ID = "x"'],
  '[ID!]!': ['[ID!]!', '[ID!] = ["x"]', '[ID!] = "x"'],
  '[ID!]': ['[ID!]', '[ID!]!'],
  '[MeasureStatus!]': ['[MeasureStatus!]', '[MeasureStatus!]!', '[MeasureStatus!] = PLANNED'],
  'MeasureStatus!': ['MeasureStatus!', 'MeasureStatus = PLANNED'],
  MeasureFilter: ['MeasureFilter', 'MeasureFilter!', 'MeasureFilter = { stale: true }'],
  'OrderDirection! = ASC': ['OrderDirection', 'OrderDirection!', 'OrderDirection = DESC'],
  Boolean: ['Boolean', 'Boolean!', 'Boolean = true'],
  'Boolean!': ['Boolean!', 'Boolean! = false', 'Boolean = true'],
  Date: ['Date', 'Date!', 'Date = "2024-01-31"'],
  'MeasureKey!': ['MeasureKey!', 'MeasureKey = { id: "x" }'],
};
const REFUSED = {
  Int: ['Float', 'String', 'ID', 'Boolean', '[Int]', 'Float!', 'Float = 1'],
  String: ['ID', 'Int', 'Date', 'Access', '[String]', 'ID!'],
  'ID!': ['ID', 'ID = null', 'String!', 'Int!', '[ID!]', 'String = "x"'],
  '[ID!]!': ['[ID!]', '[ID!] = null', 'ID!', '[ID]!', '[String!]!', '[[ID!]!]!'],
  '[ID!]': ['ID', '[ID]', 'ID!', '[Int!]', '[ID]!'],
  '[MeasureStatus!]': ['MeasureStatus', '[MeasureStatus]', '[String!]', '[MeetingStatus!]'],
  'MeasureStatus!': ['MeasureStatus', 'MeasureStatus = null', 'String!', '[MeasureStatus!]!', 'MeetingStatus!'],
  MeasureFilter: ['MeetingFilter', 'String', '[MeasureFilter]', 'MeasureKey', 'MeasureOrder!'],
  'OrderDirection! = ASC': ['String', 'MeasureOrderField', '[OrderDirection]', 'IndicatorDirection!'],
  Boolean: ['String', 'Int', '[Boolean]', 'Int!'],
  'Boolean!': ['Boolean', 'Boolean = null', 'String!', 'Int!', '[Boolean!]!'],
  Date: ['String', 'DateTime', 'Url', '[Date]', 'String!'],
  'MeasureKey!': ['MeasureKey', 'MeetingKey!', 'ID!', '[MeasureKey!]!'],
};

const each = (table, document) =>
  Object.entries(table).flatMap(([place, types]) => types.map((type) => document(type, ...PLACES[place])));
const document = (type, use) => `query ($v: ${type}) { ${use} }`;
const withValue = (type, use, value) => ({ query: document(type, use), variables: `{ "v": ${value} }` });
const withWhatItNeeds = (type, ...place) => (type.endsWith('!') ? withValue : document)(type, ...place);

const LISTS = 'fragment Lists on Query { measures(first: $v) { totalCount } }';
const NAMES = 'fragment Names on Viewer { subject }';
const OWNER = 'updateIndicator(input: { id: "x", dryRun: true, owner: { id: $v } }) { revision }';

export default rule('VariablesInAllowedPosition', {
  valid: [
    ...each(ALLOWED, withWhatItNeeds),
    { query: `mutation ($v: ID!) { ${OWNER} }`, variables: '{ "v": "x" }' },
    { query: `query ($v: Int!) { ...Lists } ${LISTS}`, variables: '{ "v": 1 }' },
  ],
  invalid: [
    ...each(REFUSED, withValue),
    `query ($v: String) { ...Lists } ${LISTS}`,
    `query A($v: Int) { ...Lists } query B($v: Float) { ...Lists } ${LISTS}`,
    'query A { viewer { subject } } query B($v: Float) { measures(first: $v) { totalCount } }',
    { query: `query ($v: Boolean) { viewer { ...Names @skip(if: $v) } } ${NAMES}`, variables: '{ "v": true }' },
    { query: 'query ($v: Boolean) { viewer { ... @include(if: $v) { subject } } }', variables: '{ "v": true }' },
    { query: `mutation ($v: ID) { ${OWNER} }`, variables: '{ "v": "x" }' },
    `mutation ($v: ID = "x") { ${OWNER} }`,
  ],
});
