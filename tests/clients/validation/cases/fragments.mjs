import { rule } from '../rule.mjs';

const NAMES = 'fragment Names on Viewer { subject }';
const SPREAD = '{ viewer { ...Names } }';

export default [
  ...rule('UniqueFragmentNames', {
    valid: [
      `${SPREAD} ${NAMES}`,
      '{ viewer { ...A ...B } } fragment A on Viewer { subject } fragment B on Viewer { subject }',
      '{ viewer { ...Names ...names } } fragment Names on Viewer { subject } fragment names on Viewer { roles }',
    ],
    invalid: [
      `${SPREAD} ${NAMES} ${NAMES}`,
      `${SPREAD} ${NAMES} fragment Names on Viewer { roles }`,
      `${NAMES} ${SPREAD} fragment Names on Viewer { sources }`,
    ],
  }),
  ...rule('KnownFragmentNames', {
    valid: [
      '{ viewer { ...Names ... on Viewer { ...Names } ... { ...Names } } } fragment Names on Viewer { subject }',
      '{ ...Root } fragment Root on Query { viewer { ...Names } } fragment Names on Viewer { subject }',
      '{ viewer { ...on2 } } fragment on2 on Viewer { subject }',
    ],
    invalid: [
      '{ ...Missing }',
      '{ viewer { ...Missing } }',
      '{ viewer { ...names ...Names } } fragment Names on Viewer { subject }',
      '{ viewer { ... on Viewer { ...Missing } } }',
      '{ viewer { ...Missing @include(if: false) } }',
      '{ viewer { ...Names } } fragment Names on Viewer { ...Missing }',
      '{ viewer { ...Viewer } }',
      'query Used { viewer { subject } } query Unused { ...Missing }',
    ],
  }),
  ...rule('FragmentsOnCompositeTypes', {
    valid: [
      '{ node(id: "x") { ...Any } } fragment Any on Node { id }',
      '{ agendaItems(first: 1) { nodes { presenters { ...Any } } } } fragment Any on Participant { __typename }',
      '{ viewer { ... { subject } ... on Viewer { subject } } }',
    ],
    invalid: [
      '{ viewer { ... on String { length } } }',
      '{ viewer { ... on Boolean { subject } } }',
      '{ viewer { ... on Role { subject } } }',
      '{ viewer { ... on DateTime { subject } } }',
      '{ viewer { ... on MeasureFilter { subject } } }',
      '{ viewer { ...Names } } fragment Names on Int { subject }',
      '{ viewer { ...Names } } fragment Names on Access { subject }',
      '{ viewer { ...Names } } fragment Names on MeasureKey { subject }',
      '{ viewer { ...Names } } fragment Names on Url { subject }',
    ],
  }),
  ...rule('NoUnusedFragments', {
    valid: [
      'query A { viewer { ...Names } } query B { viewer { subject } } fragment Names on Viewer { subject }',
      'query A { viewer { subject } } query B { viewer { ...Names } } fragment Names on Viewer { subject }',
      '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { subject }',
      '{ viewer { ...Names @skip(if: true) } } fragment Names on Viewer { subject }',
    ],
    invalid: [
      `{ viewer { subject } } ${NAMES}`,
      `${NAMES} query Who { viewer { subject } }`,
      `${SPREAD} ${NAMES} fragment Others on Viewer { subject }`,
      '{ viewer { subject } } fragment A on Viewer { ...B } fragment B on Viewer { subject }',
      '{ viewer { ...B } } fragment A on Viewer { ...B } fragment B on Viewer { subject }',
      '{ viewer { subject } } fragment Rows on Measure { title }',
    ],
  }),
  ...rule('NoFragmentCycles', {
    valid: [
      '{ viewer { ...A ...A } } fragment A on Viewer { ...B ...B } fragment B on Viewer { subject }',
      `{ viewer { ...A ...B ...C } }
        fragment A on Viewer { ...B ...C } fragment B on Viewer { ...C } fragment C on Viewer { subject }`,
      '{ territories(first: 1) { nodes { ...T parent { ...T } } } } fragment T on Territory { name }',
    ],
    invalid: [
      '{ viewer { ...A } } fragment A on Viewer { ...A }',
      { query: '{ viewer { subject } } fragment A on Viewer { ...A }', also: ['NoUnusedFragments'] },
      '{ viewer { ...A } } fragment A on Viewer { subject ... { ...A } }',
      '{ viewer { ...A } } fragment A on Viewer { subject ...A @include(if: false) }',
      '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }',
      '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...C } fragment C on Viewer { ...A }',
      '{ viewer { ...A } } fragment A on Viewer { subject ...B } fragment B on Viewer { roles ...B }',
      '{ territories(first: 1) { nodes { ...T } } } fragment T on Territory { name parent { ...T } }',
      `{ territories(first: 1) { nodes { ...T } } }
        fragment T on Territory { parent { ...U } } fragment U on Territory { parent { ...T } }`,
      '{ node(id: "x") { ...N } } fragment N on Node { ... on Measure { actionPlan { ...N } } }',
    ],
  }),
];
