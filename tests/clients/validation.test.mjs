import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, test } from 'node:test';
import { brokenRules, RULES, serverFindsValid } from './validation/verdicts.mjs';

const FOLDER = new URL('validation/cases/', import.meta.url);
const files = await Promise.all(readdirSync(FOLDER).map((name) => import(new URL(name, FOLDER))));
const cases = files.flatMap((file) => file.default);
const differing = new Set();

const ofRule = (rule) => cases.filter((each) => each.rule === rule);
const shown = ({ query, variables }) => (variables ? `${query} with ${variables}` : query);

after(() => {
  for (const rule of RULES) console.log(`${rule}: ${counts(ofRule(rule))}`);
  console.log(`all: ${counts(cases)}`);
});

const counts = (some) => `${some.length} documents, ${some.filter((each) => differing.has(each)).length} differences`;

test('every rule has documents that keep it and documents that break it, each of them once', () => {
  for (const rule of RULES) assert.equal(new Set(ofRule(rule).map(({ valid }) => valid)).size, 2, rule);
  assert.deepEqual([...new Set(cases.map(({ rule }) => rule))].sort(), RULES);
  assert.equal(new Set(cases.map(shown)).size, cases.length);
});

test('a document breaks, according to graphql-js, the rules that are stated for it and no other', () => {
  const judged = cases.map((each) => ({ ...each, found: brokenRules(each) }));
  const wrong = judged.filter(({ found, broken }) => String(found) !== String(broken));
  assert.deepEqual(wrong.map((each) => `breaks ${each.found || 'nothing'}: ${shown(each)}`), []);
});

test('the server judges as graphql-js does, but for the differences that have a reason', async () => {
  for (const each of cases) if ((await serverFindsValid(each)) !== each.valid) differing.add(each);
  const unexplained = [...differing].filter(({ reason }) => !reason);
  const explainedInVain = cases.filter((each) => each.reason && !differing.has(each));
  assert.deepEqual(unexplained.map((each) => `${each.valid ? 'refused' : 'taken'}: ${shown(each)}`), []);
  assert.deepEqual(explainedInVain.map(shown), []);
});
