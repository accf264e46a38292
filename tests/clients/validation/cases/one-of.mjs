import { rule } from '../rule.mjs';

const BY = (key) => `{ evaluation(by: ${key}) { title } }`;
const OWNER = (ref) => `mutation { updateIndicator(input: { id: "x", dryRun: true, owner: ${ref} }) { userErrors { code } } }`;

/** Input objects of which exactly one field is given. */
export default [
  ...rule('ValuesOfCorrectType', {
    valid: [
      BY('{ id: "x" }'),
      BY('{ external: { source: "demo", externalId: "1" } }'),
      '{ territory(by: { code: "25" }) { name } }',
      ...['{ id: "x" }', '{ name: "Region Norrbotten" }', '{ number: "1" }', 'null'].map(OWNER),
      { query: `query ($id: ID!) ${BY('{ id: $id }')}`, variables: '{ "id": "x" }' },
    ],
    invalid: [
      ...['{}', '{ id: null }', '{ id: "x", external: null }', '{ id: null, external: null }'].map(BY),
      BY('{ id: "x", external: { source: "demo", externalId: "1" } }'),
      BY('{ external: { source: "demo" } }'),
      BY('{ code: "x" }'),
      ...['{}', '{ name: null }', '{ id: "x", name: "x" }', '{ id: "x", name: null }', '{ name: 1 }'].map(OWNER),
      { query: `query ($id: ID!) ${BY('{ id: $id, external: null }')}`, variables: '{ "id": "x" }' },
      `query ($by: EvaluationKey! = { id: "x", external: null }) ${BY('$by')}`,
    ],
  }),
];
