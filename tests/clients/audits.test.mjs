import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { GRAPHQL } from './server.mjs';

const EXPECTED = 61;

test('the server passes every GraphQL-over-HTTP audit', async () => {
  const audits = serverAudits({ url: GRAPHQL });
  const results = [];
  for (const audit of audits) results.push(await audit.fn());
  const passed = results.filter(({ status }) => status === 'ok');
  for (const { id, name, status, reason } of results.filter((result) => !passed.includes(result))) {
    console.log(`${status} ${id} ${name}: ${reason}`);
  }
  console.log(`${passed.length} of ${audits.length}`);
  assert.equal(audits.length, EXPECTED);
  assert.equal(passed.length, EXPECTED);
});
