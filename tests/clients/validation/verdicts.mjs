import { readFileSync } from 'node:fs';
import { buildSchema, getVariableValues, Kind, parse, recommendedRules, specifiedRules, validate } from 'graphql';
import { SCHEMA_FILE } from '../schema-file.mjs';
import { GRAPHQL } from '../server.mjs';

const schema = buildSchema(readFileSync(SCHEMA_FILE, 'utf8'));

/** Those of the specification: there are no subscriptions here, and the recommended ones are graphql-js's own. */
const notHere = new Set([...recommendedRules.map(({ name }) => name), 'SingleFieldSubscriptionsRule']);
const validators = specifiedRules.filter(({ name }) => !notHere.has(name));
const nameOf = ({ name }) => name.replace(/Rule$/, '');

/** What a request can break: the rules that graphql-js validates by, and what it looks at before or after them. */
export const RULES = ['Syntax', 'KnownOperationTypes', 'Variables', ...validators.map(nameOf)].sort();

/** The rules that a case breaks according to graphql-js. */
export function brokenRules({ query, variables = '{}' }) {
  const document = parsed(query);
  if (!document) return ['Syntax'];
  const broken = validators.filter((validator) => validate(schema, document, [validator]).length > 0).map(nameOf);
  if (!document.definitions.filter(isOperation).every(hasRoot)) broken.push('KnownOperationTypes');
  if (broken.length === 0 && !coerces(chosen(document), JSON.parse(variables))) broken.push('Variables');
  return broken.sort();
}

function parsed(query) {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}

const isOperation = ({ kind }) => kind === Kind.OPERATION_DEFINITION;
const hasRoot = ({ operation }) => Boolean(schema.getRootType(operation));
const coerces = ({ variableDefinitions }, values) =>
  !getVariableValues(schema, variableDefinitions, values ?? {}).errors;

/** The operation to run: the first that has a name, else the first. */
function chosen({ definitions }) {
  const operations = definitions.filter(isOperation);
  return operations.find(({ name }) => name) ?? operations[0];
}

/** Whether the server takes a case for valid: it is then executed, though not everything is allowed to a reader. */
export async function serverFindsValid({ query, variables = '{}' }) {
  const { data, errors } = await answer(query, variables);
  if (data !== undefined) return true;
  const codes = errors.map(({ extensions }) => extensions.code);
  if (codes.includes('BAD_USER_INPUT')) return false;
  if (codes.every((code) => ['UNAUTHENTICATED', 'FORBIDDEN'].includes(code))) return true;
  throw new Error(`neither valid nor invalid: ${query} ${JSON.stringify(errors)}`);
}

/** Variables are sent as they are written: a parser would make `1` of `1.0`. */
async function answer(query, variables) {
  const operationName = chosen(parsed(query) ?? { definitions: [] })?.name?.value ?? null;
  const body = `${JSON.stringify({ query, operationName }).slice(0, -1)},"variables":${variables}}`;
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${process.env.STYRGRAF_TOKEN}` };
  return (await fetch(GRAPHQL, { method: 'POST', headers, body })).json();
}
