import { fileURLToPath } from 'node:url';

/** The contract that the linters read: the committed schema, or the file that `STYRGRAF_SCHEMA` names. */
export const SCHEMA_FILE = process.env.STYRGRAF_SCHEMA ?? fileURLToPath(new URL('../../schema.graphql', import.meta.url));
