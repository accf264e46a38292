import { rule } from '../rule.mjs';

const VIEWER = '{ viewer { subject } }';
const WRITE = '{ deleteFinding(input: { id: "x", dryRun: true }) { deletedId } }';

export default [
  ...rule('ExecutableDefinitions', {
    valid: [
      'query Who { viewer { subject } }',
      'query Who { viewer { ...Names } } fragment Names on Viewer { subject }',
      'fragment Names on Viewer { subject } { viewer { ...Names } }',
    ],
    invalid: [
      `${VIEWER} type Extra { name: String }`,
      `${VIEWER} extend type Measure { colour: String }`,
      `${VIEWER} schema { query: Query }`,
      `${VIEWER} scalar Colour`,
      `${VIEWER} enum Colour { RED }`,
      `${VIEWER} input Colour { name: String }`,
      `${VIEWER} interface Coloured { name: String }`,
      `${VIEWER} union Coloured = Measure | Meeting`,
      `${VIEWER} directive @colour on FIELD`,
      `"Described." type Extra { name: String } ${VIEWER}`,
    ],
  }),
  ...rule('UniqueOperationNames', {
    valid: [
      'query One { viewer { subject } } query Two { viewer { roles } }',
      'query Who { viewer { ...Who } } fragment Who on Viewer { subject }',
      `query Read ${VIEWER} mutation Write ${WRITE}`,
      'query one { viewer { subject } } query One { viewer { subject } }',
    ],
    invalid: [
      'query Who { viewer { subject } } query Who { viewer { roles } }',
      'query Who { viewer { subject } } query Who { viewer { subject } }',
      'query A { viewer { subject } } query B { viewer { subject } } query A { viewer { roles } }',
      `query Who ${VIEWER} mutation Who ${WRITE}`,
    ],
  }),
  ...rule('LoneAnonymousOperation', {
    valid: [
      VIEWER,
      'query { viewer { subject } }',
      `mutation ${WRITE}`,
      '{ ...A ...B } fragment A on Query { viewer { subject } } fragment B on Query { viewer { roles } }',
      'query One { viewer { subject } } query Two { viewer { subject } } query Three { viewer { subject } }',
    ],
    invalid: [
      `${VIEWER} ${VIEWER}`,
      `${VIEWER} query Who ${VIEWER}`,
      `query Who ${VIEWER} ${VIEWER}`,
      `query ${VIEWER} query ${VIEWER}`,
      `${VIEWER} mutation Write ${WRITE}`,
    ],
  }),
  // There are no subscriptions, so what SingleFieldSubscriptions forbids is among these.
  ...rule('KnownOperationTypes', {
    valid: [
      'query { __typename }',
      'mutation { __typename }',
      'query Q { viewer { subject } } mutation M { __typename }',
    ],
    invalid: [
      'subscription { __typename }',
      'subscription Changes { measures { totalCount } }',
      'subscription Changes { measures { totalCount } meetings { totalCount } }',
      'subscription Changes { ...Two } fragment Two on Query { viewer { subject } again: viewer { subject } }',
      'query Who { viewer { subject } } subscription Changes { viewer { subject } }',
    ],
  }),
];
