/** The token without the word that precedes it in a header, in case that was copied too. */
export const bare = (text) => text.trim().replace(/^bearer\s+/i, '');

/** Takes the token out of the address (`#token=…`), so that it is neither bookmarked nor shared; null if there is none. */
export function takeFromAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) history.replaceState(null, '', location.pathname + location.search);
  return token === null ? null : bare(token);
}
