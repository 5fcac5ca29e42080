// What people come for, done as they do it: with forms, links and keys.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { startBrowser, startService } from './service.mjs';
import { signIn } from './people.mjs';

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

/** Whether a page says something, on the screen or below it. */
async function says(page, words) {
  return (await page.locator('main').textContent()).includes(words);
}

/** Opens a consultation that takes comments and returns its address. */
async function openConsultation(page) {
  await page.goto(`${service.address}/et/consultations`);
  const found = await page.locator('main a[href*="/consultations/"]').evaluateAll((links) => links.map((a) => a.href));
  for (const address of found) {
    await page.goto(address);
    if (await page.locator('main a[href*="/comment"]:not([href*="/comments/"])').count() > 0) return address;
  }
  throw new Error('no consultation is open');
}

/** The address of the first revision that has a place to comment on, or the form for the whole. */
async function commentLink(page) {
  const address = await openConsultation(page);
  const texts = await page.locator('main a[href*="/documents/"]').evaluateAll((links) => links.map((a) => a.href));
  for (const text of texts) {
    await page.goto(text);
    const provision = page.locator('main a[href*="/comment?"][href*="at=para"]').first();
    if (await provision.count() > 0) return { address, link: await provision.evaluate((a) => a.href) };
  }
  await page.goto(address);
  return { address, link: await page.locator('main a[href*="/comment"]:not([href*="/comments/"])').first().evaluate((a) => a.href) };
}

/** The newest mail to an address on the page that development keeps mail on. */
async function mailTo(page, to) {
  for (let i = 0; i < 50; i++) {
    await page.goto(`${service.address}/et/dev/mail`);
    const text = await page.locator('main').innerText();
    const link = text.includes(to) ? text.slice(text.indexOf(to)).match(/https?:\/\/\S+\/confirm\/[^\s"<>)]+/) : null;
    if (link) return link[0];
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no mail with a link came to ${to}`);
}

for (const script of [true, false]) {
  describe(script ? 'with script' : 'without script', () => {
    test('a citizen comments on a provision and confirms by e-mail', async () => {
      const { context, page } = await open({ javaScriptEnabled: script });
      const email = `kodanik-${script}@example.ee`;
      const words = `Palun täpsustage seda sätet (${script ? 'skriptiga' : 'skriptita'}).`;
      const { link } = await commentLink(page);
      await page.goto(link);
      await page.locator('[name=text]').fill(words);
      await page.locator('[name=name]').first().fill('Kaja Kodanik');
      await page.locator('main [name=email]').fill(email);
      await page.locator('form[action$="/comment/preview"] button').last().click();
      assert.match(await page.locator('main').innerText(), new RegExp(words.slice(0, 20)), 'the preview shows the words');
      await page.locator('form[action$="/comment"] button[value=edit]').click();
      assert.equal(await page.locator('[name=text]').inputValue(), words, 'one can go back and change it');
      await page.locator('form[action$="/comment/preview"] button').last().click();
      await page.locator('form[action$="/comment"] button[value=send]').click();
      assert.match(await page.locator('main').innerText(), new RegExp(email.replace('.', '\\.')), 'it says where the mail went');

      await page.goto((await mailTo(page, email)).replace(/^https?:\/\/[^/]+/, service.address));
      await page.locator('main form button').first().click();
      const receipt = await page.locator('main').innerText();
      const number = receipt.match(/\d\d-\d{6}/)?.[0];
      assert.ok(number, `no number in: ${receipt}`);

      await page.goto(`${service.address}/et/comments/${number}`);
      const shown = await page.locator('main').innerText();
      assert.ok(shown.includes(words) && shown.includes('Kaja Kodanik'), shown);
      assert.ok(!(await page.content()).includes(email), 'the address is not public');
      await context.close();
    });

    test('an official writes, sees and publishes a revision', async () => {
      const { context, page } = await open({ javaScriptEnabled: script });
      await signIn(context, service.address, 'official-jdm');
      const draft = await ownDocument(page);
      await page.goto(draft);
      const area = page.locator('textarea[name=text]');
      const text = await area.inputValue();
      const added = `Lisatud lause ${script ? 'üks' : 'kaks'}.`;
      await area.fill(`${text.trimEnd()}\n\n##### § 99${script ? 1 : 2}. Lisatud säte\n\n(1) ${added}\n`);
      await page.locator('[name=reason]').fill('Kooskõlastamisel tehtud ettepanek');
      await page.locator('form[action$="/draft"] button').last().click();
      assert.match(page.url(), /\/draft\/preview$/);
      assert.ok((await page.locator('main').innerText()).includes(added), 'the preview shows what is added');
      assert.ok(await page.locator('main ins').count() > 0, 'and marks it');
      await page.locator('form[action$="/draft/publish"] button').first().click();
      assert.match(page.url(), /\/revisions\/\d+$/);
      assert.ok(await says(page, added), 'the revision has it');
      const anybody = await open();
      await anybody.page.goto(page.url());
      assert.ok(await says(anybody.page, added), 'everybody sees it');
      await anybody.context.close();
      await context.close();
    });
  });
}

/** The form for a revision of a document that the signed-in official may change. */
async function ownDocument(page) {
  await page.goto(`${service.address}/et/work`);
  const dossiers = await page.locator('main a[href*="/dossiers/"]').evaluateAll((links) => [...new Set(links.map((a) => a.href.match(/.*\/dossiers\/[^/]+\/\d\d-\d+/)?.[0]))].filter(Boolean));
  for (const dossier of dossiers) {
    await page.goto(dossier);
    const documents = await page.locator('main a[href*="/documents/"]').evaluateAll((links) => [...new Set(links.map((a) => a.href.match(/.*\/documents\/\d\d/)?.[0]))].filter(Boolean));
    for (const address of documents) {
      const answer = await page.goto(`${address}/draft`);
      if (answer.ok() && await page.locator('textarea[name=text]').count() > 0 && (await page.locator('textarea[name=text]').inputValue()).includes('§')) return `${address}/draft`;
    }
  }
  throw new Error('the official has no document to revise');
}

describe('by keyboard', () => {
  test('n and p lead from change to change', async () => {
    const { context, page } = await open();
    await page.goto(await comparison(page));
    const at = () => page.evaluate(() => location.hash + '|' + (document.activeElement?.id ?? ''));
    const start = await at();
    await page.keyboard.press('n');
    const first = await at();
    assert.notEqual(first, start, 'n goes to the first change');
    await page.keyboard.press('n');
    const second = await at();
    await page.keyboard.press('p');
    assert.equal(await at(), second === first ? second : first, 'p goes back');
    await context.close();
  });

  test('the first stop is the way to the content', async () => {
    const { context, page } = await open();
    await page.goto(`${service.address}/et/`);
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement.matches('a[href^="#"]')));
    assert.ok(await page.evaluate(() => { const r = document.activeElement.getBoundingClientRect(); return r.width > 1 && r.top >= 0; }), 'and it can be seen');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.closest('main') !== null || document.activeElement.tagName === 'MAIN'), true);
    await context.close();
  });

  test('every control that takes the focus shows it', async () => {
    const { context, page } = await open();
    await page.goto(`${service.address}/et/dossiers`);
    for (let i = 0; i < 25; i++) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate(() => {
        const e = document.activeElement;
        if (e === document.body) return true;
        const s = getComputedStyle(e);
        return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
      });
      assert.ok(seen, await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200)));
    }
    await context.close();
  });
});

/** A comparison with more than one change. */
async function comparison(page) {
  await page.goto(`${service.address}/et/dossiers`);
  const dossiers = await page.locator('main a[href*="/dossiers/"]').evaluateAll((links) => [...new Set(links.map((a) => a.href))]);
  for (const dossier of dossiers) {
    await page.goto(dossier);
    const found = await page.locator('main a[href*="/compare/"]').evaluateAll((links) => links.map((a) => a.href));
    for (const address of found) {
      await page.goto(address);
      if (await page.locator('main ins, main del').count() > 2) return address;
    }
  }
  throw new Error('no dossier links to a comparison');
}

describe('a late comment', () => {
  test('finds a closed consultation closed', async () => {
    const { context, page } = await open();
    await page.goto(`${service.address}/et/consultations`);
    const found = await page.locator('main a[href*="/consultations/"]').evaluateAll((links) => [...new Set(links.map((a) => a.href.replace(/#.*/, '')))]);
    let closed = 0;
    for (const address of found.filter((a) => /\/consultations\/\d+$/.test(a))) {
      await page.goto(address);
      if (await page.locator('main a[href$="/comment"]').count() > 0) continue;
      const answer = await page.goto(`${address}/comment`);
      assert.equal(answer.status(), 409, address);
      closed++;
    }
    assert.ok(closed > 0, 'no closed consultation is listed');
    await context.close();
  });
});
