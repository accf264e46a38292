/**
 * The cases of a rule: documents that keep every rule, and documents that break this one and no other. A document is a
 * string, or `{ query, variables, also }`: its variables as JSON, and the other rules that it cannot but break.
 */
export const rule = (name, { valid = [], invalid = [] }) => [
  ...valid.map((document) => ({ rule: name, valid: true, broken: [], ...asObject(document) })),
  ...invalid.map(asObject).map(({ also = [], ...rest }) => ({
    rule: name,
    valid: false,
    broken: [name, ...also].sort(),
    ...rest,
  })),
];

const asObject = (document) => (typeof document === 'string' ? { query: document } : document);
