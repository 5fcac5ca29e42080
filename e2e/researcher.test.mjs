// Somebody finds out when some words came into a text: searches, looks at the text
// as it stood, and follows the words to the change that brought them.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { startBrowser, startService } from './service.mjs';
import { signIn } from './people.mjs';
import { axe, outline, sideways } from './inspect.mjs';

let service;
let browser;
before(async () => {
  [service, browser] = [await startService(), await startBrowser()];
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

async function open(options = {}) {
  const context = await browser.newContext({ locale: 'et-EE', ...options });
  return { context, page: await context.newPage() };
}

/** The page is as every page must be. */
async function sound(page, where) {
  const wrong = [...await axe(page), ...await outline(page), ...await sideways(page)];
  assert.deepEqual(wrong, [], `${where}: ${wrong.join('; ')}`);
}

const main = (page) => page.locator('main').innerText().then((text) => text.replaceAll('\u00a0', ' '));

/** How many places the page of a search says it found. */
async function total(page) {
  return Number((await page.locator('.summary b').innerText()).replace(/ kohta?.*$/s, '').replace(/\D/g, ''));
}

/** Searches until the index has what is looked for: it is filled beside the service. */
async function search(page, words) {
  for (let i = 0; i < 100; i++) {
    await page.goto(`${service.address}/et/`);
    await page.locator('#find').fill(words);
    await page.locator('form:has(#find) button').click();
    await page.waitForURL(/\/search\?/);
    if (await total(page) > 0 && await page.locator('.banner[role=status]').count() === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing was found for ${words}: ${await main(page)}`);
}

/** Selects words on the page of a revision as a person does with a mouse. */
async function select(page, words) {
  await page.evaluate((wanted) => {
    const walk = document.createTreeWalker(document.querySelector('.law'), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.data.indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return;
    }
    throw new Error(`the page has no words ${wanted}`);
  }, words);
  await page.locator('#said a').first().waitFor();
}

const document_ = '/et/dossiers/KLIM/26-0331/documents/01';

/** The day on which a revision of the document was published. */
async function published(page, revision) {
  const feed = await (await page.request.get(`${service.address}/changes?after=0&limit=1000`)).json();
  return feed.changes.find((c) => c.dossier === 'KLIM/26-0331' && c.document === 1 && c.revision === revision).occurred.slice(0, 10);
}

for (const script of [true, false]) {
  describe(script ? 'with script' : 'without script', () => {
    test('a researcher finds when words came into a draft', async () => {
      const { context, page } = await open({ javaScriptEnabled: script, acceptDownloads: true });
      await search(page, 'korteriühistutele');
      assert.match(await page.locator('.results mark').first().innerText(), /korteriühistu/i, 'another inflection is marked');
      assert.match(await main(page), /igas käändes/, 'it says how the words were read');
      if (script) await sound(page, 'what was found');

      if (!await page.locator('.filters nav').isVisible()) await page.locator('.filters summary').click();
      const provisions = page.locator('.filters a[href*="what=provision"]');
      const counted = Number((await page.locator('.filters li', { has: page.locator('a[href*="what=provision"]') }).locator('.quiet').innerText()).replace(/\D/g, ''));
      await provisions.click();
      assert.equal(await total(page), counted, 'the filter has as many as it said');

      await page.locator('details.past summary').click();
      const day = await published(page, 2);
      await page.locator('#search-as-of').fill(day);
      await page.locator('main form[role=search] button').first().click();
      assert.match(await main(page), /Otsitakse tekste seisuga/);
      assert.equal(new URL(page.url()).searchParams.get('what'), 'provision', 'the filter stays');
      await page.locator(`.hits a[href*="${document_}?as-of=${day}"]`).first().click();
      const said = day.split('-').reverse().join('.');
      assert.ok((await main(page)).includes(`Tekst seisuga ${said}: 2. redaktsioon`), 'the text stands as it did then');
      if (script) await sound(page, 'the text as of a day');

      await page.goto(`${service.address}${document_}/revisions/3`);
      if (script) {
        await select(page, 'mitmel korteriühistul');
        const link = page.locator('#said a', { hasText: 'Millal tekkis' });
        const asked = new URL(await link.evaluate((a) => a.href)).searchParams;
        assert.ok(asked.get('prefix') && asked.get('suffix') && Number(asked.get('offset')) > 0 && asked.get('at'), `${asked}`);
        await link.click();
      } else {
        await page.locator('details:has(form[data-revision]) > summary').click();
        await page.locator('form[data-revision] input[name=q]').fill('mitmel korteriühistul');
        await page.locator('form[data-revision] button').click();
      }
      assert.match(await main(page), /esimest korda siin: § 1[^,]*, 2\. redaktsioon/);
      assert.equal(await page.locator('svg[role=img][aria-label]').count(), 1, 'there is a picture');
      assert.ok(await page.locator('table.history tbody tr').count() >= 1, 'and a table of the rewordings');
      if (script) await sound(page, 'the history of the words');

      await page.locator('table.history a[href*="/compare/1..2/changes/"]').first().click();
      await page.waitForURL(/\/compare\/1\.\.2#/);
      assert.match(await main(page), /mitmel korteriühistul/, 'the comparison shows the change');

      await search(page, 'korteriühistu');
      const file = await page.locator('.keep a[href*="/search.csv"]').evaluate((a) => a.href);
      const body = await (await page.request.get(file)).text();
      const rows = body.trim().split('\r\n');
      assert.match(rows[0], /^\uFEFF?dossier,dossier_title,institution,kind/);
      assert.ok(rows.length - 1 >= await total(page), `${rows.length - 1} rows`);
      const kept = await page.locator('#link').inputValue();
      await page.goto(kept);
      assert.match(page.url(), /\/et\/search\?q=korteri/, 'the link that is kept leads to the same search');
      await context.close();
    });

    test('somebody signed in keeps a search under a name', async () => {
      const { context, page } = await open({ javaScriptEnabled: script, viewport: { width: 360, height: 740 } });
      await search(page, 'avalik konsultatsioon');
      assert.equal(await page.locator('.keep form').count(), 0, 'a visitor keeps the link');
      await signIn(context, service.address, 'citizen');
      await page.reload();
      await page.locator('.keep [name=name]').fill('Minu teema');
      await page.locator('.keep form button').click();
      await page.waitForURL(/\/searches$/);
      assert.match(await main(page), /Salvestatud otsingud/);
      if (script) await sound(page, 'saved searches');
      await page.locator('tbody [name=name]').fill('Kaasamine');
      await page.locator('tbody form button').first().click();
      await page.locator('tbody th a', { hasText: 'Kaasamine' }).click();
      assert.equal(await page.locator('#q').inputValue(), 'avalik konsultatsioon');
      await page.goto(`${service.address}/et/searches`);
      await page.locator('tbody form button').nth(1).click();
      assert.match(await main(page), /Sul ei ole salvestatud otsinguid/);
      await context.close();
    });
  });
}

test('ten thousand words are answered in words', async () => {
  const { context, page } = await open();
  await page.goto(`${service.address}/et/search?q=${'seadus+'.repeat(10_000)}`);
  assert.match(await main(page), /kirjuta vähem sõnu/);
  await page.goto(`${service.address}/et/search?q=${'seadus+'.repeat(1000)}`);
  assert.match(await main(page), /Päring oli liiga pikk/);
  await sound(page, 'a query that was cut');
  await context.close();
});
