/** Where Monaco finds its workers; the build puts the names in. */
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(`/graphiql/${WORKERS[label] ?? WORKERS.editor}`, { name: label }),
};
