// Visits the page at an address and prints what was met, as JSON: node visit.mjs URL KIND SCHEME PICTURE
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const [url, kind, colorScheme, picture] = process.argv.slice(2);
const met = { elsewhere: [], errors: [], examples: [], findings: [], docs: '', explorer: '', completion: '', cost: 0, kept: 0 };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
});
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme });
const page = await context.newPage();
await page.route('**/*', route => {
  const asked = new URL(route.request().url());
  if (!asked.protocol.startsWith('http') || asked.origin === new URL(url).origin) return route.continue();
  met.elsewhere.push(asked.href);
  return route.abort();
});
page.on('console', message => message.type() === 'error' && met.errors.push(message.text()));
page.on('pageerror', error => met.errors.push(error.message));

const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
async function look(where) {
  await page.waitForFunction(() => document.getAnimations().every(a => a.playState !== 'running')); // what fades in is pale
  for (const frame of page.frames()) {
    await frame.evaluate(axe); // by the debugger, which no policy of the page stops
    const { violations } = await frame.evaluate(() =>
      globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }),
    );
    for (const v of violations) {
      met.findings.push({ where, rule: v.id, impact: v.impact, targets: v.nodes.map(node => node.target.join(' ')).slice(0, 3) });
    }
  }
}

/** Does something and returns the answer that the page then gets to an operation. */
async function answerTo(act) {
  const [response] = await Promise.all([
    page.waitForResponse(r => r.url().endsWith('/graphql') && r.request().method() === 'POST' &&
      !r.request().postData().includes('__schema')),
    act(),
  ]);
  return response.json();
}

const isEmpty = v => v === null || (Array.isArray(v) ? v.length === 0 : typeof v === 'object' && Object.values(v).every(isEmpty));
const { examples } = await (await fetch(new URL('playground/examples.json', url))).json();
const pages = {
  graphiql: {
    ready: '.graphiql-execute-button', run: '.graphiql-execute-button', tabs: '.graphiql-tab-button',
    shown: '.result-window .view-line span span', written: '.graphiql-query-editor .view-lines',
    keeps: () => JSON.parse(localStorage.getItem('graphiql:tabState'))?.tabs.at(-1).query?.startsWith('{ primaryCareNet'),
    async docs() {
      await page.click('[aria-label="Show Documentation Explorer"]');
      met.docs = await page.locator('.graphiql-doc-explorer-type-name').first().innerText();
      await page.locator('.graphiql-doc-explorer-type-name', { hasText: /^Practice$/ }).click();
      await page.getByText('A GP practice: a prescribing cost centre').waitFor();
      await look('docs');
    },
    async more() {
      await page.getByLabel('cost').check();
      met.cost = (await answerTo(() => page.click(at.run))).extensions?.cost?.rows ?? 0;
      await page.getByLabel('cost').uncheck();
      if ((await answerTo(() => page.click(at.run))).extensions?.cost) met.errors.push('the cost is told unasked');
      await page.click('[aria-label="Show GraphiQL Explorer"]');
      met.explorer = await page.locator('.graphiql-explorer-root').getByText('primaryCareNetworks').first().innerText();
      await look('explorer');
      await page.click('[aria-label="Add tab"], .graphiql-tab-add');
      await page.click('.graphiql-query-editor .monaco-editor');
      await page.keyboard.type('{ primaryCareNet');
      await page.keyboard.press('Control+Space');
      const proposal = page.locator('.suggest-widget .monaco-list-row', { hasText: 'primaryCareNetworks' }).first();
      await proposal.waitFor(); // to be seen; the editor then draws it anew as more comes in
      met.completion = await proposal.textContent();
      await page.keyboard.press('Escape');
    },
  },
  playground: {
    ready: '.active .CodeMirror-line', run: '.active [title^="Execute Query"]', tabs: '.playground div:has(> .close)',
    shown: '.active .CodeMirror-wrap .CodeMirror-line', written: '.active .CodeMirror:not(.CodeMirror-wrap)',
    keeps: () => localStorage.getItem('graphql-playground') !== null,
    async docs() {
      await page.locator('.active').getByText('Docs', { exact: true }).click();
      const field = page.locator('.active .doc-category-item .field-name', { hasText: /^practice$/ });
      met.docs = await field.innerText();
      await field.click();
      await page.getByText('A GP practice: a prescribing cost centre').first().waitFor();
      await look('docs');
    },
    async more() {
      await page.locator('.active').getByText('Schema', { exact: true }).first().click();
      await page.locator('.active .CodeMirror').getByText('ApplianceContractor').first().waitFor();
      await look('schema');
    },
  },
};
const at = pages[kind];

await page.goto(url);
await page.waitForSelector(at.ready);
await page.getByText('as of').first().waitFor();
await look('start');
for (const [i, example] of examples.entries()) {
  await page.locator(at.tabs).nth(i).click();
  const answer = await answerTo(() => page.click(at.run));
  await page.waitForSelector(at.shown);
  met.examples.push({
    name: example.name, errors: (answer.errors ?? []).map(e => e.message),
    empty: Object.keys(answer.data ?? {}).filter(field => isEmpty(answer.data[field])), bytes: JSON.stringify(answer).length,
  });
}
await look('answered');
await page.locator(at.tabs).nth(1).click();
await page.locator(at.written, { hasText: examples[1].name }).first().waitFor();
await page.waitForSelector(at.shown);
await page.screenshot({ path: picture });
await at.docs();
await at.more();

// who comes back finds what was left
await page.waitForFunction(at.keeps); // the editor writes it with a delay
await page.reload();
await page.waitForSelector(at.ready);
met.kept = await page.locator(at.tabs).count();
await browser.close();
console.log(JSON.stringify(met));
