/** Where the server under test answers, as `STYRGRAF_URL` says. */
export const GRAPHQL = process.env.STYRGRAF_URL ?? 'http://127.0.0.1:8080/graphql';

/** The address of one of its pages. */
export const page = (path) => new URL(path, GRAPHQL).href;
