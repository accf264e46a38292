// What GraphiQL's plug-ins leave out for those who hear the page or work by keyboard: the explorer's fields have no
// names and cannot be reached by Tab, and each entry of the history is called "Set active".

const ROWS = '.graphiql-explorer-root [data-field-name], .graphiql-explorer-root [data-arg-name] > span:first-child';

/** Mends the page now and whenever a plug-in changes it. */
export function mendPlugins(page) {
  new MutationObserver(() => mend(page)).observe(page, { childList: true, subtree: true });
  page.addEventListener('keydown', clickRow);
}

function mend(page) {
  for (const row of page.querySelectorAll(ROWS)) Object.assign(row, { tabIndex: 0, role: 'button' });
  for (const field of page.querySelectorAll('.graphiql-explorer-root :is(input, select):not([aria-label])')) {
    field.setAttribute('aria-label', nameOf(field));
  }
  for (const entry of page.querySelectorAll('.graphiql-history-item-label[aria-label]')) {
    entry.removeAttribute('aria-label');
  }
}

function nameOf(field) {
  if (field.matches('select')) return field.previousElementSibling?.textContent.trim() || 'Choice';
  return field.closest('[data-arg-name]')?.dataset.argName ?? 'Name of the operation';
}

function clickRow(event) {
  if (!event.target.matches(ROWS) || !['Enter', ' '].includes(event.key)) return;
  event.preventDefault();
  event.target.click();
}
