import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityFaults, openBrowser, openPage } from './browser.mjs';
import { GRAPHQL, page as address } from './server.mjs';

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

async function openGraphiql(fragment = '', options = {}) {
  const opened = await openPage(await browser.newContext(options), address('/graphiql') + fragment, introspection);
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

/** The examples that write: a reader is told who may. */
const FOR_OTHERS = /ForIntegrations|ForEditors/;

test('every example runs for a reader', async () => {
  const { page, complaints } = await openGraphiql(TOKEN && `#token=${TOKEN}`);
  for (const tab of await page.getByRole('tab').all()) {
    await open(page, tab);
    await page.getByRole('button', { name: /^Execute query/ }).click();
    const refused = FOR_OTHERS.test(await tab.innerText());
    const answer = await shownAnswer(page);
    refused ? assert.match(answer, /"(FORBIDDEN|UNAUTHENTICATED)"/) : assert.doesNotMatch(answer, /"errors"/);
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

/** A phone, upright and magnified until little fits; a tablet; a laptop; a desktop. */
const WINDOWS = [[390, 844], [320, 256], [768, 1024], [1280, 800], [1920, 1080]];
/** What the smallest of them leaves for an answer. */
const LEAST_ANSWER = { 320: 280 };

for (const [width, height] of WINDOWS) {
  test(`GraphiQL can be used in a window of ${width} × ${height}`, async () => {
    const { page, complaints } = await openGraphiql('', { viewport: { width, height } });
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await shownAnswer(page);
    assert.ok((await box(page, '[role="tablist"]')).width > 200, 'the bar of tabs');
    assert.ok((await box(page, '.graphiql-response')).width >= (LEAST_ANSWER[width] ?? 300), 'the answer');
    assert.ok((await box(page, '.graphiql-response')).height >= 200, 'the answer');
    assert.ok((await box(page, '.graphiql-query-editor .monaco-editor')).width >= 250, 'the editor');
    assert.equal(await isCut(page), false);
    await reachTheLastTab(page);
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-plugin').getByRole('link', { name: 'Query', exact: true }).click();
    await page.locator('.graphiql-plugin').getByRole('link', { name: 'evaluations', exact: true }).waitFor();
    assert.equal(await isCut(page), false, 'with the docs');
    assert.deepEqual(complaints, []);
  });
}

test('at 1280 all tabs are shown whole, and no text runs under the toolbar', async () => {
  const { page } = await openGraphiql('', { viewport: { width: 1280, height: 800 } });
  const bar = await box(page, '[role="tablist"]');
  const last = await page.getByRole('tab').last().boundingBox();
  assert.ok(last.x + last.width <= bar.x + bar.width, `${last.x + last.width} of ${bar.x + bar.width}`);
  const toolbar = await box(page, '.graphiql-toolbar');
  await page.waitForFunction(endsBefore, toolbar.x);
});

const box = (page, selector) => page.locator(selector).first().boundingBox();

/** Whether every line of the query ends before this place. */
function endsBefore(x) {
  const lines = [...document.querySelectorAll('.graphiql-query-editor .view-line > span')];
  return lines.length > 0 && lines.every((line) => line.getBoundingClientRect().right <= x);
}

/** Whether something stands beside the window, where only scrolling sideways would show it. */
const isCut = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

/** By keyboard: from tab to tab, each of which comes into sight. */
async function reachTheLastTab(page) {
  const buttons = page.locator('.graphiql-tab-button');
  const last = buttons.last();
  await buttons.first().focus();
  for (let presses = 0; presses < 20 && !(await isFocused(last)); presses++) await page.keyboard.press('Tab');
  assert.ok(await isFocused(last), 'Tab leads to the last tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => localStorage['graphiql:query']?.includes('FindOutMore'));
  await page.waitForFunction(() => {
    const shown = [...document.querySelectorAll('.graphiql-tab-button')].at(-1).getBoundingClientRect();
    return shown.x + shown.width / 2 < document.querySelector('[role="tablist"]').getBoundingClientRect().right;
  });
}

const isFocused = (element) => element.evaluate((found) => found === document.activeElement);

test('the explorer can be worked by keyboard', async () => {
  const { page } = await openGraphiql();
  await page.getByRole('button', { name: 'Show GraphiQL Explorer' }).click();
  await page.getByRole('button', { name: 'viewer', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /\bviewer\b/.test(localStorage['graphiql:query'] ?? ''));
});

for (const colorScheme of ['light', 'dark']) {
  test(`the docs, the explorer and the history have no fault that axe can find, ${colorScheme}`, async () => {
    for (const [width, height] of [[390, 844], [1280, 800]]) {
      const { page } = await openGraphiql('', { colorScheme, viewport: { width, height } });
      await page.getByRole('button', { name: /^Execute query/ }).click();
      await shownAnswer(page);
      for (const plugin of ['Documentation Explorer', 'GraphiQL Explorer', 'History']) {
        await page.getByRole('button', { name: `Show ${plugin}` }).click();
        await page.getByRole('button', { name: `Hide ${plugin}` }).waitFor();
        assert.deepEqual(await accessibilityFaults(page, NOT_OURS), [], `${plugin} at ${width}`);
      }
    }
  });
}

test('the first page shows its own address, and its chain in one line or one column', async () => {
  for (const width of [320, 390, 700, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const { page, complaints } = await openPage(context, address('/'));
    await page.getByText(`curl ${new URL(GRAPHQL).origin}/graphql`).waitFor();
    const [tops, lefts] = await page.locator('.chain li').evaluateAll(places);
    assert.ok(tops === 1 || lefts === 1, `${tops} rows and ${lefts} columns at ${width}`);
    assert.equal(await isCut(page), false);
    assert.deepEqual(complaints, []);
  }
});

/** In how many rows and columns elements stand. */
function places(elements) {
  const boxes = elements.map((element) => element.getBoundingClientRect());
  return [new Set(boxes.map(({ top }) => top)).size, new Set(boxes.map(({ left }) => left)).size];
}

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
