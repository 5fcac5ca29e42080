// Walks through every sort of page in three languages and looks at each.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { startBrowser, startService } from './service.mjs';
import { crawl } from './crawl.mjs';
import { axe, gathered, outline, sideways, transferred, validate, watchShifts } from './inspect.mjs';
import { signIn } from './people.mjs';

const most = 50 * 1024; // bytes of a usual page, everything it brings included

let service;
let browser;
before(async () => {
  [service, browser] = [await startService(), await startBrowser()];
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

/** A browser window of somebody, and the way to look at pages in it. */
async function openEye({ dark = false, state } = {}) {
  const context = await browser.newContext({ storageState: state, colorScheme: dark ? 'dark' : 'light', locale: 'et-EE' });
  const page = await context.newPage();
  const cookie = (await context.cookies(service.address)).map((c) => `${c.name}=${c.value}`).join('; ');
  let errors = [];
  page.on('pageerror', (e) => errors.push(`script: ${e.message}`));
  page.on('console', (m) => { if (m.type() === 'error') errors.push(`console: ${m.text()}`); });
  await watchShifts(page);

  /** Says what is wrong with one page: narrow, as it loads, then wide. */
  async function look(address, html) {
    const wrong = (await validate(html)).map((m) => `html ${m}`);
    const bytes = await transferred(address, html, cookie);
    if (bytes > most) wrong.push(`${bytes} bytes transferred`);
    errors = [];
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(address, { waitUntil: 'load' });
    wrong.push(...await outline(page), ...await sideways(page));
    const shifted = await page.evaluate(() => globalThis.shifted);
    if (shifted > 0) wrong.push(`layout shifts by ${shifted}`);
    if (!dark) await page.setViewportSize({ width: 1280, height: 900 });
    wrong.push(...await sideways(page));
    wrong.push(...await axe(page));
    const { pathname, search } = new URL(address);
    return [...wrong, ...errors].map((what) => ({ at: pathname + search, what }));
  }
  return { look, close: () => context.close() };
}

/** Looks at pages and fails with everything that is wrong, each kind once. */
async function lookAt(t, { found, broken }, options) {
  t.diagnostic(`${found.length} pages of ${new Set(found.map((p) => p.shape)).size} shapes`);
  const wrong = broken.map((what) => ({ at: 'links', what }));
  const eye = await openEye(options);
  for (const p of found) wrong.push(...await eye.look(p.address, p.html));
  await eye.close();
  assert.equal(wrong.length, 0, `\n${gathered(wrong).join('\n')}`);
}

function firstOf(language) {
  const at = (path) => `${service.address}/${language}${path}`;
  // What only a form leads to is named here.
  const chosen = at('/dossiers/JDM/26-0214/compare/03@1..01@1');
  return [chosen, at('/'), at('/dossiers'), at('/consultations'), at('/institutions'), at('/search'), at('/search?q=seadus'), at('/about'), at('/accessibility'), at('/sign-in')];
}

async function crawlAs(language, most, persona, first) {
  const context = await browser.newContext();
  if (persona) await signIn(context, service.address, persona);
  const state = await context.storageState();
  const pages = await crawl(context.request, service.address, language, { most, first: first ?? firstOf(language) });
  await context.close();
  return { pages, state };
}

describe('every page', () => {
  for (const language of ['et', 'en', 'ru']) {
    test(`in ${language}`, async (t) => {
      const { pages } = await crawlAs(language, 1);
      assert.ok(pages.found.length >= 15, `only ${pages.found.length} pages found`);
      await lookAt(t, pages, {});
    });
  }
  test('in the dark', async (t) => {
    const { pages } = await crawlAs('et', 1);
    await lookAt(t, pages, { dark: true });
  });
  for (const persona of ['official-jdm', 'coordinator', 'citizen', 'ngo', 'moderator', 'administrator']) {
    test(`of ${persona}`, async (t) => {
      const { pages, state } = await crawlAs('et', 1, persona);
      const anonymous = new Set((await crawlAs('et', 1)).pages.found.map((p) => p.shape));
      const own = pages.found.filter((p) => !anonymous.has(p.shape) || p.shape === '/');
      await lookAt(t, { found: own, broken: pages.broken }, { state });
    });
  }
});

describe('errors', () => {
  const wrong = [
    ['/et/nothing', 404], ['/et/dossiers/XXX/99-9999', 404], ['/et/dossiers/JDM', 404],
    ['/et/comments/99-999999', 404], ['/et/institutions/%3Cscript%3E', 404], ['/et/search?q=%22', 200],
    ['/et/search?q=' + 'a'.repeat(3000), 200], ['/et/dossiers?year=abc&after=%00', 200], ['/et/work', 401],
  ];
  for (const [path, status] of wrong) {
    test(path.slice(0, 60), async () => {
      const answer = await fetch(service.address + path, { redirect: 'manual' });
      const html = await answer.text();
      assert.ok([status, 303, 400, 422].includes(answer.status), `${answer.status}, not ${status}`);
      if (answer.status === 303) return;
      const eye = await openEye();
      const wrong = (await eye.look(service.address + path, html)).filter((w) => !w.what.startsWith('console: '));
      await eye.close();
      assert.deepEqual(wrong, []);
    });
  }
});

describe('without script', () => {
  test('the same pages say the same', async () => {
    const { pages } = await crawlAs('et', 1);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    for (const p of pages.found) {
      await page.goto(p.address);
      assert.equal(await page.locator('h1').count(), 1, p.address);
      assert.ok((await page.locator('main').innerText()).trim().length > 40, `${p.address} is empty without script`);
    }
    await context.close();
  });
});
