const withoutHeaders = (key, value) => (key === 'headers' ? null : value);

/**
 * The browser's storage, less the request headers: GraphiQL's history would otherwise keep pasted tokens there.
 * Values that are not JSON hold no headers and pass unchanged.
 */
export const storage = {
  get length() {
    return localStorage.length;
  },
  getItem: (key) => localStorage.getItem(key),
  removeItem: (key) => localStorage.removeItem(key),
  clear: () => localStorage.clear(),
  setItem(key, value) {
    localStorage.setItem(key, stripped(value));
  },
};

function stripped(value) {
  try {
    return JSON.stringify(JSON.parse(value), withoutHeaders);
  } catch {
    return value;
  }
}
