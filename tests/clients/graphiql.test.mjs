import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityFaults, openBrowser, openPage } from './browser.mjs';
import { page as address } from './server.mjs';

/** A query whose answer has å (Skåne), ä and ö in it, in the order of codes and of names; its name becomes the tab's. */
const NAME = 'Counties';
const QUERY = `query ${NAME} { territories(first: 11, filter: { level: [COUNTY] }) { nodes { name } } }`;

/** A reader's token for the examples; without one they are run as the public. */
const TOKEN = process.env.STYRGRAF_TOKEN ?? '';
const SCREENSHOT = process.env.STYRGRAF_SCREENSHOT;

/** GraphiQL nests a button in each tab, and Monaco chooses the colours of code: not ours to mend. */
const NOT_OURS = ['.graphiql-tab', '.monaco-editor'];

let browser;
before(async () => (browser = await openBrowser()));
after(() => browser?.close());

/** Waits for the page's next request for the schema and answers it, once it is answered. */
const introspection = (page) => page.waitForResponse(asksForSchema).then((response) => response.request());
const asksForSchema = (response) => response.request().postData()?.includes('IntrospectionQuery') ?? false;

async function openGraphiql(fragment = '') {
  const opened = await openPage(await browser.newContext(), address('/graphiql') + fragment, introspection);
  await opened.page.locator('.graphiql-query-editor .view-line').first().waitFor();
  return opened;
}

async function run(page, query) {
  await page.getByRole('button', { name: 'New tab' }).click();
  await fill(page, '.graphiql-query-editor', query);
  await page.getByRole('tab', { name: NAME }).waitFor();
  await page.getByRole('button', { name: /^Execute query/ }).click();
}

/** Puts a text into one of the editors, as if it were pasted. */
async function fill(page, editor, text) {
  await page.locator(`${editor} .monaco-editor:visible`).click();
  await page.keyboard.insertText(text);
}

/** The text of the answer as it is shown, once it has data. */
async function shownAnswer(page) {
  const lines = page.locator('.graphiql-response .view-lines');
  await lines.filter({ hasText: '"data"' }).waitFor();
  return (await lines.innerText()).replaceAll('\u00a0', ' ');
}

const stored = (page) => page.evaluate(() => JSON.stringify({ ...localStorage }));

test('GraphiQL shows an answer with å, ä and ö, and asks no other host', async () => {
  const { page, foreign, complaints } = await openGraphiql();
  assert.equal(await page.getByRole('tab').count(), 5, 'example tabs');
  await run(page, QUERY);
  const answer = await shownAnswer(page);
  for (const letter of 'åäö') assert.match(answer, new RegExp(letter), answer);
  console.log(`requests to other hosts: ${foreign.length}, complaints in the console: ${complaints.length}`);
  assert.deepEqual(foreign, []);
  assert.deepEqual(complaints, []);
});

test('every example runs for a reader', async () => {
  const { page, complaints } = await openGraphiql(TOKEN && `#token=${TOKEN}`);
  for (const tab of await page.getByRole('tab').all()) {
    await open(page, tab);
    await page.getByRole('button', { name: /^Execute query/ }).click();
    assert.doesNotMatch(await shownAnswer(page), /"errors"/);
    if (SCREENSHOT && (await isFirst(tab))) await page.screenshot({ path: SCREENSHOT });
  }
  assert.deepEqual(complaints, []);
});

const isFirst = (tab) => tab.evaluate((element) => element.previousElementSibling === null);

/** Opens a tab and waits until GraphiQL has taken note of its query; the first one is open from the start. */
async function open(page, tab) {
  if (await isFirst(tab)) return;
  await tab.click();
  const noted = (name) => localStorage['graphiql:query']?.includes(name);
  await page.waitForFunction(noted, (await tab.innerText()).trim());
}

test('a token from the address is used for the schema, hidden and not kept', async () => {
  const { page, awaited } = await openGraphiql('#token=from.the.address');
  assert.equal(awaited.headers().authorization, 'Bearer from.the.address');
  assert.equal(page.url(), address('/graphiql'));
  assert.equal(await page.getByLabel('Token').inputValue(), 'from.the.address');
  assert.doesNotMatch(await stored(page), /from\.the\.address/);
});

test('another token reads the schema again', async () => {
  const { page } = await openGraphiql();
  const again = introspection(page);
  await page.getByLabel('Token').fill('Bearer another.one ');
  await page.getByLabel('Token').press('Enter');
  assert.equal((await again).headers().authorization, 'Bearer another.one');
});

test('headers from the editor are sent and not kept', async () => {
  const { page } = await openGraphiql();
  await page.getByRole('button', { name: 'Headers' }).click();
  await page.getByRole('button', { name: 'New tab' }).click();
  await fill(page, '.graphiql-editor-tool', '{"Authorization": "Bearer a.pasted.one"}');
  await fill(page, '.graphiql-query-editor', QUERY);
  await page.getByRole('tab', { name: NAME }).waitFor();
  const request = page.waitForRequest((sent) => sent.postData()?.includes(NAME));
  await page.getByRole('button', { name: /^Execute query/ }).click();
  assert.equal((await request).headers().authorization, 'Bearer a.pasted.one');
  await page.waitForFunction(() => localStorage['graphiql:tabState']?.includes('Counties'));
  assert.match(await stored(page), /graphiql:queries/, 'the history is kept');
  assert.doesNotMatch(await stored(page), /a\.pasted\.one/);
  await page.reload();
  await page.getByRole('tab', { name: NAME }).waitFor(); // The tabs themselves are kept.
});

for (const [path, except] of [['/', []], ['/graphiql', NOT_OURS]]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${path} has no fault against WCAG 2.1 AA that axe can find, ${colorScheme}`, async () => {
      const { page, foreign, complaints } = await openPage(await browser.newContext({ colorScheme }), address(path));
      if (path === '/graphiql') await page.locator('.graphiql-query-editor .view-line').first().waitFor();
      assert.deepEqual(await accessibilityFaults(page, except), []);
      assert.deepEqual([foreign, complaints], [[], []]);
    });
  }
}
