import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { ESLint } from 'eslint';
import { SCHEMA_FILE } from './schema-file.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

test('the schema keeps every rule of graphql-schema-linter', () => {
  const linter = here('node_modules/graphql-schema-linter/lib/cli.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [linter, SCHEMA_FILE], { encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
});

test('the schema keeps our rules of graphql-eslint', async () => {
  const eslint = new ESLint({ cwd: dirname(SCHEMA_FILE), overrideConfigFile: here('eslint.config.mjs') });
  const results = await eslint.lintFiles([SCHEMA_FILE]);
  const report = (await eslint.loadFormatter('stylish')).format(results);
  assert.equal(results.length, 1);
  assert.equal(report, '');
});
