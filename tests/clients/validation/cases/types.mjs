import { rule } from '../rule.mjs';

const NODE = (type) => `{ node(id: "x") { ... on ${type} { __typename } } }`;
const ORDERER = (type) => `{ assignments(first: 1) { nodes { orderedBy { ... on ${type} { __typename } } } } }`;
const MEASURE = (type) => `{ measures(first: 1) { nodes { ... on ${type} { __typename } } } }`;
const NAMED = (type) => `{ node(id: "x") { ...Part } } fragment Part on ${type} { __typename }`;

const NO_NODES = ['Viewer', 'PageInfo', 'MeasureConnection', 'MeasureEdge', 'UserError', 'Query', 'Mutation', '__Type'];
const NO_ORDERERS = ['Measure', 'Territory', 'Viewer', 'PostEdge'];
const NO_MEASURES = ['Meeting', 'MeasureUpdate', 'Orderer', 'Participant', 'Query'];

export default [
  ...rule('PossibleFragmentSpreads', {
    valid: [
      ...['Node', 'Measure', 'Territory', 'Orderer', 'Participant'].map(NODE),
      ...['Orderer', 'Node', 'Participant', 'Person', 'Post', 'Organisation'].map(ORDERER),
      ...['Measure', 'Node'].map(MEASURE),
      ...['Node', 'Meeting', 'Participant'].map(NAMED),
      '{ ... on Query { __typename } }',
    ],
    invalid: [
      ...NO_NODES.map(NODE),
      ...NO_ORDERERS.map(ORDERER),
      ...NO_MEASURES.map(MEASURE),
      ...['Viewer', 'PageInfo'].map(NAMED),
      '{ agendaItems(first: 1) { nodes { presenters { ... on Organisation { name } } } } }',
      '{ node(id: "x") { ... on Measure { ... on Meeting { title } } } }',
      '{ node(id: "x") { ... on Participant { ... on Organisation { name } } } }',
      '{ ... on Mutation { __typename } }',
      'mutation { ... on Query { __typename } }',
    ],
  }),
  ...rule('KnownTypeNames', {
    valid: [
      '{ node(id: "x") { ... on Node { id } ... on Participant { __typename } } }',
      'query ($n: Int, $f: MeasureFilter) { measures(first: $n, filter: $f) { totalCount } }',
      '{ __schema { types { ...T } } } fragment T on __Type { name }',
    ],
    invalid: [
      ...['Colour', 'measure', 'MEASURE', 'Measures', 'NodeInterface'].flatMap((type) => [NODE(type), NAMED(type)]),
      'query ($n: Integer) { measures(first: $n) { totalCount } }',
      'query ($n: int) { measures(first: $n) { totalCount } }',
      { query: 'query ($ids: [Id!]!) { nodes(ids: $ids) { id } }', variables: '{ "ids": ["x"] }' },
      'query ($f: MeasureFilters) { measures(filter: $f) { totalCount } }',
      '{ viewer { ... on Colour { ... on Shade { __typename } } } }',
    ],
  }),
];
