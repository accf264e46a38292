import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { GRAPHQL } from './server.mjs';

const CHROMIUM = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const axe = createRequire(import.meta.url)('axe-core').source;
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** Opens a browser; each context made from it is one without a past. */
export async function openBrowser() {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  return {
    newContext: (options) => browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options }),
    close: () => browser.close(),
  };
}

/**
 * Opens a page, and collects the requests that it makes to other hosts and its console's errors, among them what the
 * CSP refuses. `until` may await something that happens while the page loads; its answer is `awaited`.
 */
export async function openPage(context, url, until = () => {}) {
  const foreign = [];
  const complaints = [];
  const own = new URL(GRAPHQL).host;
  const page = await context.newPage();
  page.on('request', (request) => isForeign(request.url(), own) && foreign.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  const [awaited] = await Promise.all([until(page), page.goto(url)]);
  return { page, foreign, complaints, awaited };
}

const isForeign = (url, own) => !['data:', 'blob:'].includes(new URL(url).protocol) && new URL(url).host !== own;

/** What axe finds against WCAG 2.1 AA in the page, a line for each; elements that match a selector of `except` are left out. */
export async function accessibilityFaults(page, except = []) {
  await page.evaluate(axe);
  const run = ([tags, exclude]) => globalThis.axe.run({ exclude }, { runOnly: tags });
  const { violations } = await page.evaluate(run, [WCAG, except.map((selector) => [selector])]);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.html}`));
}
