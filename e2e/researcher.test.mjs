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

for (const script of [true, false]) {
  test(`the same provision in two drafts, its note and its history ${script ? 'with' : 'without'} script`, async () => {
    const { context, page } = await open({ javaScriptEnabled: script, viewport: { width: 360, height: 740 } });
    const check = async (where) => { if (script) await sound(page, where); };

    await page.goto(`${service.address}/et/dossiers/KLIM/26-0331`);
    const radar = page.locator('section[aria-labelledby=clashes]');
    assert.match((await radar.innerText()).replaceAll('\u00a0', ' '), /§ 66 lg 4: siin § 1 p 3, seal § 1 p 1/);
    await radar.locator('a[href$="/dossiers/REM/26-0352"]').click();
    assert.match((await page.locator('section[aria-labelledby=clashes]').innerText()).replaceAll('\u00a0', ' '), /KLIM\/26-0331/, 'each draft shows the other');
    await page.locator('section[aria-labelledby=clashes] a[href*="/documents/01/revisions/"]').first().click();
    assert.match(new URL(page.url()).hash, /^#para1p/, 'it leads to the clause');
    await check('a clause that clashes');

    await page.goto(`${service.address}/et/dossiers/JDM/26-0214/documents/01`);
    const note = page.locator('details.explained', { hasText: 'Paragrahv 16 loetleb' });
    await note.locator('summary').click();
    assert.match(await note.innerText(), /Paragrahv 16 loetleb ammendavalt/, 'the note stands beside its provision');
    await note.locator('a[href*="/documents/02/revisions/"]').first().click();
    await page.waitForURL(/\/documents\/02\/revisions\/\d+#n\d+/);

    await page.goto(`${service.address}/et/dossiers/KUM/25-0062/documents/01/words?q=${encodeURIComponent('kaks\u00a0korda kuus')}`);
    assert.match(await main(page), /esimest korda siin: § 9, 2\. redaktsioon/);
    await page.locator('main a[href*="/provisions/"]').first().click();
    assert.match(await main(page), /§ 8, enne § 9/, 'it is followed through its new number');
    assert.match(await page.locator('table ins').nth(1).innerText() + await page.locator('table ins').last().innerText(), /vähemalt kaks korda/);
    await check('the history of a provision');

    await page.goto(`${service.address}/et/dossiers/KUM/25-0062/documents/01/words?q=r${encodeURIComponent('ä')}imepüük`);
    await page.locator('main a[href*="/search?"]').click();
    assert.equal(new URL(page.url()).searchParams.get('sort'), 'first', 'words that never stood are looked for in any form');
    await context.close();
  });
}

test('our work shows drafts that change the same provision', async () => {
  const { context, page } = await open();
  await signIn(context, service.address, 'official-klim');
  await page.goto(`${service.address}/et/work`);
  assert.match(await main(page), /REM\/26-0352[^]*§ 66 lg 4: siin § 1 p 3, seal § 1 p 1/);
  await context.close();
});

/** The comboboxes, lists and live regions as Chromium tells them to a screen reader. */
async function heard(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes.filter((n) => !n.ignored).map((n) => ({
    role: n.role?.value, name: n.name?.value,
    ...Object.fromEntries((n.properties ?? []).map((p) => [p.name, p.value.value ?? p.value.relatedNodes?.map((r) => r.idref).join()])),
  }));
}

test('names are suggested while somebody types, by keyboard and aloud', async () => {
  const { context, page } = await open({ viewport: { width: 360, height: 740 } });
  await page.goto(`${service.address}/et/search`);
  await page.locator('#q').focus();
  await page.keyboard.type('kliimam');
  await page.locator('#q-suggested li').first().waitFor();
  const count = await page.locator('#q-suggested li').count();
  assert.ok((await page.locator('[role=status]').allInnerTexts()).some((t) => t === `Soovitusi: ${count}`), 'their number is said');
  const box = async () => (await heard(page)).find((n) => n.role === 'combobox' && n.name === 'Sõnad');
  const opened = await box();
  assert.deepEqual([opened.expanded, opened.controls, opened.autocomplete, opened.activedescendant], [true, 'q-suggested', 'list', undefined]);
  await page.keyboard.press('ArrowDown');
  assert.equal((await box()).activedescendant, 'q-suggested-0');
  assert.equal((await heard(page)).filter((n) => n.role === 'option' && n.selected === true && /Kliima/.test(n.name)).length, 1);
  await page.keyboard.press('Home');
  assert.equal((await box()).activedescendant, undefined, 'Home goes back to the words');
  assert.equal(await page.locator('#q').evaluate((q) => q.selectionStart), 0);
  await page.keyboard.press('ArrowUp');
  assert.equal((await box()).activedescendant, `q-suggested-${count - 1}`, 'up from the words is the last one');
  await page.keyboard.press('Escape');
  assert.equal((await box()).expanded, false);
  assert.equal(await page.locator('#q').inputValue(), 'kliimam', 'what was typed stays');
  await page.keyboard.press('ArrowDown');
  await page.locator('#q-suggested li').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.endsWith('/search'));
  await page.goBack();
  await context.close();

  const plain = await open({ javaScriptEnabled: false });
  await plain.page.goto(`${service.address}/et/search?q=kliimaminist`);
  await plain.page.locator('ul[aria-label=Soovitused] a', { hasText: 'Kliimaministeerium' }).click();
  assert.match(plain.page.url(), /\/institutions\/KLIM$/, 'without script the same names are on the page');
  await plain.context.close();
});

test('going back after filters brings back what was narrowed, and focus is seen', async () => {
  const { context, page } = await open();
  await search(page, 'korteriühistu');
  const all = await total(page);
  await page.locator('.filters a[href*="what=provision"]').click();
  const provisions = await total(page);
  await page.locator('.filters a[href*="year=2026"]').click();
  await page.goBack();
  assert.equal(await total(page), provisions);
  await page.goBack();
  assert.equal(await total(page), all);
  await page.locator('#q').focus();
  const order = [];
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const a = document.activeElement;
      const style = getComputedStyle(a);
      return { what: a.id || a.tagName, seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
    });
    assert.ok(at.seen, `focus on ${at.what} is seen`);
    order.push(at.what);
  }
  assert.deepEqual(order.slice(0, 3), ['in', 'BUTTON', 'SUMMARY']);
  await page.emulateMedia({ media: 'print' });
  const [results, sheet] = await page.evaluate(() => [document.querySelector('.results').offsetWidth, document.querySelector('main').offsetWidth]);
  assert.ok(results > 0.5 * sheet, `what was found is printed ${results} of ${sheet} px wide`);
  await context.close();
});
