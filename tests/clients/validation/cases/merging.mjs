import { rule } from '../rule.mjs';

const MEASURE = (selection) => `{ measures(first: 1) { nodes { ${selection} } } }`;
const NODE = (selection) => `{ node(id: "x") { ${selection} } }`;
const ORDERER = (selection) => `{ assignments(first: 1) { nodes { orderedBy { ${selection} } } } }`;

export default rule('OverlappingFieldsCanBeMerged', {
  valid: [
    '{ viewer { subject subject } }',
    '{ viewer { subject } viewer { roles } }',
    '{ viewer { subject } viewer { subject roles } viewer { ...Names } } fragment Names on Viewer { subject }',
    '{ few: measures(first: 1) { totalCount } many: measures(first: 50) { totalCount } }',
    '{ measures(first: 1) { totalCount } measures(first: 1) { nodes { title } } }',
    '{ measures(first: 1, last: null) { totalCount } measures(last: null, first: 1) { totalCount } }',
    `{
      measures(filter: { overdue: true, stale: false }) { totalCount }
      measures(filter: { stale: false, overdue: true }) { totalCount }
    }`,
    {
      query: 'query ($n: Int) { measures(first: $n) { totalCount } measures(first: $n) { pageInfo { endCursor } } }',
      variables: '{ "n": 1 }',
    },
    MEASURE('title @include(if: true) title @skip(if: true)'),
    MEASURE('a: title b: title'),
    MEASURE('title ... { title } ... on Measure { title } ... on Node { id } id'),
    MEASURE('...A ...B') + ' fragment A on Measure { t: title } fragment B on Measure { t: title }',
    NODE('... on Measure { title } ... on Meeting { title }'),
    NODE('... on Measure { name: title } ... on Territory { name }'),
    NODE('... on Measure { updates(first: 1) { totalCount } } ... on Person { measures(first: 2) { totalCount } }'),
    NODE('... on Person { measures(first: 1) { totalCount } } ... on FocusArea { measures(first: 2) { totalCount } }'),
    NODE('... on Measure { text: title } ... on Decision { text }'),
    NODE('... on Measure { actionPlan { title } } ... on FocusArea { actionPlan { title status } }'),
    ORDERER('... on Person { name: familyName } ... on Post { name: title } ... on Organisation { name }'),
    ORDERER('__typename ... on Person { __typename id } ... on Post { id }'),
    ORDERER('... on Person { organisation { name } } ... on Post { organisation { text: name } }'),
    ORDERER(`
      ... on Person { presentedItems(first: 1) { totalCount } }
      ... on Post { presentedItems(first: 2) { totalCount } }
    `),
  ],
  invalid: [
    '{ viewer { who: subject who: roles } }',
    '{ viewer { subject subject: sources } }',
    '{ measures(first: 1) { totalCount } measures(first: 2) { totalCount } }',
    '{ measures { totalCount } measures(first: 1) { totalCount } }',
    '{ measures(first: 1) { totalCount } measures(last: 1) { totalCount } }',
    '{ measures(first: null) { totalCount } measures { totalCount } }',
    '{ list: measures { totalCount } list: meetings { totalCount } }',
    '{ measures(filter: { stale: true }) { totalCount } measures(filter: { stale: false }) { totalCount } }',
    '{ measures(filter: { kind: [MEASURE] }) { totalCount } measures(filter: { kind: MEASURE }) { totalCount } }',
    '{ node(id: "1") { id } node(id: 1) { id } }',
    '{ node(id: "a") { id } ... on Query { node(id: "b") { id } } }',
    '{ node(id: "a") { id } ...Other } fragment Other on Query { node(id: "b") { id } }',
    {
      query: 'query ($a: Int, $b: Int) { measures(first: $a) { totalCount } measures(first: $b) { totalCount } }',
      variables: '{ "a": 1, "b": 1 }',
    },
    {
      query: 'query ($n: Int) { measures(first: $n) { totalCount } measures(first: 1) { totalCount } }',
      variables: '{ "n": 1 }',
    },
    MEASURE('text: title text: description'),
    MEASURE('title: description title'),
    MEASURE('day: startsOn day: dueOn'),
    MEASURE('title: code @include(if: false) title'),
    MEASURE('actionPlan { name: title } actionPlan { name: ambition }'),
    MEASURE('actionPlan { owner { text: name } } actionPlan { owner { text: nameEn } }'),
    MEASURE('updates(first: 1) { totalCount } ... { updates(first: 2) { totalCount } }'),
    MEASURE('...A ...B') + ' fragment A on Measure { t: title } fragment B on Measure { t: code }',
    MEASURE('...A t: title') + ' fragment A on Measure { ...B } fragment B on Measure { t: code }',
    '{ node(id: "x") { id } ...Other } fragment Other on Query { node(id: "x") { id: __typename } }',
    NODE('... on Measure { progress } ... on ActionPlan { progress }'),
    NODE('... on Measure { kind } ... on Indicator { kind }'),
    NODE('... on Measure { status } ... on Meeting { status }'),
    NODE('... on Measure { text: title } ... on Evaluation { text: titleEn }'),
    NODE('... on Measure { when: startsOn } ... on Meeting { when: startsAt }'),
    NODE('... on Measure { what: title } ... on Meeting { what: startsOn }'),
    NODE('... on Measure { resultAreas { code } } ... on Indicator { resultAreas: resultArea { code } }'),
    NODE('... on Measure { decision { id } } ... on AgendaItem { decision: title }'),
    NODE('... on Measure { actionPlan { text: title } } ... on FocusArea { actionPlan { text: ambition } }'),
    NODE('... on Measure { under: actionPlan { kind: status } } ... on Finding { under: evaluation { kind: title } }'),
    NODE('id: __typename id'),
    NODE('... on Node { name: id } ... on Measure { name: title }'),
    ORDERER('... on Person { text: familyName } ... on Post { text: titleEn }'),
    ORDERER('__typename ... on Person { __typename: familyName }'),
    ORDERER('... on Post { holder { name: givenName } holder { name: familyName } }'),
    ORDERER('... on Post { name: title } ... on Person { name: version }'),
    'query Used { viewer { subject } } query Unused { viewer { subject: roles subject } }',
    `mutation {
      deleteFinding(input: { id: "x", dryRun: true }) { deletedId }
      deleteFinding(input: { id: "y", dryRun: true }) { deletedId }
    }`,
    '{ __type(name: "Measure") { name } __type(name: "Meeting") { name } }',
  ],
});
