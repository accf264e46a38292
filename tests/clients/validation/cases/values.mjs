import { rule } from '../rule.mjs';

const FIRST = (value) => `{ measures(first: ${value}) { totalCount } }`;
const AFTER = (value) => `{ measures(after: ${value}) { totalCount } }`;
const FILTER = (value) => `{ measures(filter: ${value}) { totalCount } }`;
const ORDER = (value) => `{ measures(orderBy: ${value}) { totalCount } }`;
const NODE = (value) => `{ node(id: ${value}) { id } }`;
const IF = (value) => `{ viewer { subject @include(if: ${value}) } }`;
const OBSERVATION = (value) => `mutation { updateObservation(input: { id: "x", dryRun: true, value: ${value} }) { revision } }`;
const DELETE = (input) => `mutation { deleteMeasure(input: ${input}) { deletedId } }`;
const PUSH = (input) => `mutation { pushEvaluations(input: ${input}) { revision } }`;
const VARIABLE = (type, fallback, use) => `query ($v: ${type} = ${fallback}) { ${use} { totalCount } }`;

export default [
  ...rule('ValuesOfCorrectType', {
    valid: [
      ...['1', '100', 'null'].map(FIRST),
      ...['"x"', '"""x"""', 'null'].map(AFTER),
      ...['"y"', '1', '"1"', '-1', '0'].map(NODE),
      ...['true', 'false'].map(IF),
      ...['2', '2.5', '-0.25', '2e3', 'null'].map(OBSERVATION),
      ...['{ overdue: true }', '{ status: [PLANNED, COMPLETED] }', '{ status: PLANNED }', '{ status: [] }'].map(FILTER),
      ...['{ progress: { from: 1 } }', '{ source: "demo" }', '{ id: ["x", 1] }', 'null'].map(FILTER),
      ...['{ field: TITLE }', '{ field: TITLE, direction: DESC }', 'null'].map(ORDER),
      FILTER('{ dueOn: { from: "2024-01-31" }, createdAt: { from: "2024-01-31T08:00:00Z" } }'),
      PUSH('{ source: "demo", dryRun: true, evaluations: { externalId: "1" } }'),
      PUSH('{ source: "demo", dryRun: true, errorPolicy: REJECT_FAILED, evaluations: [{ externalId: "1" }] }'),
      VARIABLE('Int', '2', 'measures(first: $v)'),
      VARIABLE('MeasureFilter', '{ status: PLANNED }', 'measures(filter: $v)'),
    ],
    invalid: [
      ...['"1"', '1.0', '1e2', 'true', 'ONE', '[1]', '{ value: 1 }', '2147483648', '-2147483649'].map(FIRST),
      ...['1', '1.5', 'true', 'X', '["x"]', '{ x: 1 }'].map(AFTER),
      ...['1.5', 'true', 'X', 'null', '["x"]', '{ id: "x" }'].map(NODE),
      ...['"true"', '1', '0', 'TRUE', 'null', '[true]'].map(IF),
      ...['"1.5"', 'true', 'X', '[1.5]'].map(OBSERVATION),
      ...['"PLANNED"', '1', 'planned', 'COLOURED', '[null]', '[PLANNED, "COMPLETED"]', '{ x: PLANNED }', 'true'].map(
        (status) => FILTER(`{ status: ${status} }`),
      ),
      ...['true', '"x"', '1', '[{ overdue: true }]', '{ colour: "red" }', '{ Overdue: true }'].map(FILTER),
      ...['{ overdue: "yes" }', '{ progress: { from: "1" } }', '{ progress: 1 }', '{ source: [1] }'].map(FILTER),
      ...['{ id: [1.5] }', '{ id: [["x"]] }', '{ source: [null] }', '{ progress: { from: 1, until: 2 } }'].map(FILTER),
      ...['{}', '{ direction: DESC }', '{ field: null }', '{ field: TITLE, direction: null }'].map(ORDER),
      ...['{ field: "TITLE" }', '{ field: COLOUR }', '[{ field: TITLE }]', 'TITLE'].map(ORDER),
      ...['{ dryRun: true }', '{ id: null, dryRun: true }', '{ id: "x", dryRun: null }', 'null', '"x"'].map(DELETE),
      ...['{ id: "x", dryRun: "true" }', '{ id: "x", dryRun: true, force: true }'].map(DELETE),
      PUSH('{ dryRun: true, evaluations: [] }'),
      PUSH('{ source: "demo", dryRun: true, evaluations: [{ title: "Utan id" }] }'),
      PUSH('{ source: "demo", dryRun: true, evaluations: [null] }'),
      VARIABLE('Int', '"1"', 'measures(first: $v)'),
      VARIABLE('Int!', 'null', 'measures(first: $v)'),
      VARIABLE('MeasureFilter', '{ colour: 1 }', 'measures(filter: $v)'),
      VARIABLE('OrderDirection', '"ASC"', 'measures(orderBy: { field: TITLE, direction: $v })'),
      'query Used { viewer { subject } } query Unused { measures(first: "1") { totalCount } }',
      '{ __type(name: 1) { name } }',
    ],
  }),
  ...rule('UniqueInputFieldNames', {
    valid: [
      FILTER('{ overdue: true, stale: true }'),
      FILTER('{ progress: { from: 1 }, dueOn: { from: "2024-01-31" } }'),
      PUSH('{ source: "demo", dryRun: true, evaluations: [{ externalId: "1" }, { externalId: "1" }] }'),
    ],
    invalid: [
      FILTER('{ overdue: true, overdue: true }'),
      FILTER('{ overdue: true, stale: true, overdue: false }'),
      FILTER('{ progress: { from: 1, from: 2 } }'),
      ORDER('{ field: TITLE, field: TITLE }'),
      DELETE('{ id: "x", id: "y", dryRun: true }'),
      DELETE('{ id: "x", dryRun: true, dryRun: true }'),
      PUSH('{ source: "demo", dryRun: true, evaluations: [{ externalId: "1", externalId: "2" }] }'),
      VARIABLE('MeasureFilter', '{ stale: true, stale: true }', 'measures(filter: $v)'),
    ],
  }),
];
