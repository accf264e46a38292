/** Sends an operation to the server that served the page. Headers typed in the editor win over the token. */
export const fetcherWith = (token) => async (operation, { headers = {} } = {}) => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: requestHeaders(token, headers),
    body: JSON.stringify(operation),
  });
  return answerOf(response);
};

function requestHeaders(token, typed) {
  const headers = new Headers({
    'Content-Type': 'application/json',
    Accept: 'application/graphql-response+json, application/json;q=0.9',
  });
  if (token) headers.set('Authorization', `Bearer ${token}`);
  for (const [name, value] of Object.entries(typed)) headers.set(name, value);
  return headers;
}

/** GraphQL errors are JSON whatever the status; anything else is told with its status. */
async function answerOf(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`HTTP ${response.status} ${response.statusText}: ${text.slice(0, 300)}`);
  }
}
