import graphql from '@graphql-eslint/eslint-plugin';
import { SCHEMA_FILE } from './schema-file.mjs';

const everyKind = ['DirectiveDefinition', 'EnumValueDefinition', 'FieldDefinition', 'InputValueDefinition'];

/** The rules that the schema keeps: all recommended ones, Relay's, and those of our contract. */
export default [
  {
    files: ['**/*.graphql'],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: SCHEMA_FILE } },
    },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      '@graphql-eslint/input-name': 'error',
      '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
      '@graphql-eslint/require-nullable-fields-with-oneof': 'error',
      // `nodes`, plain lists and lists of scalars exist beside the edges.
      // A search's edge holds a hit, which names its object.
      '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false }],
      // A search is read from its start; all other lists have their arguments from one declaration.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      '@graphql-eslint/require-description': [
        'error',
        { types: true, rootField: true, ...Object.fromEntries(everyKind.map((kind) => [kind, true])) },
      ],
      // What has no identity of its own has no id.
      '@graphql-eslint/strict-id-in-types': [
        'error',
        {
          exceptions: {
            types: [
              ...['Commitment', 'MeetingPack', 'PageInfo', 'SearchHit', 'SearchMark', 'SearchSnippet'],
              ...['Thread', 'ThreadGap', 'ThreadNode', 'UserError', 'Viewer'],
            ],
            suffixes: [
              ...['Connection', 'Edge', 'Payload', 'Count', 'Statistics', 'Group', 'Result'],
              ...['Series', 'Point', 'Figure', 'Figures', 'Info'],
            ],
          },
        },
      ],
    },
  },
];
