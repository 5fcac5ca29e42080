// The ministry's story: remarks are chosen by keyboard, answered together with
// the change named, looked over, published, corrected, and the consultation is
// closed with its table.
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

async function official(options = {}) {
  const context = await browser.newContext({ locale: 'et-EE', acceptDownloads: true, ...options });
  await signIn(context, service.address, 'official-jdm');
  return { context, page: await context.newPage() };
}

/** Opens the first work list of the signed-in official's that has remarks without an answer. */
async function workList(page) {
  await page.goto(`${service.address}/et/work`);
  const dossiers = await page.locator('main a[href*="/dossiers/"]').evaluateAll((links) => [...new Set(links.map((a) => a.href.match(/.*\/dossiers\/[^/]+\/\d\d-\d+/)?.[0]))].filter(Boolean));
  for (const dossier of dossiers) {
    await page.goto(dossier);
    const windows = await page.locator('main a[href*="/consultations/"]').evaluateAll((links) => [...new Set(links.map((a) => a.href.match(/.*\/consultations\/\d+/)?.[0]))].filter(Boolean));
    for (const window of windows) {
      const answer = await page.goto(`${window}/responses`);
      if (answer.ok() && await page.locator('form.answers input[name=comments]').count() > 2) return window;
    }
  }
  throw new Error('nothing waits for an answer');
}

const main = (page) => page.locator('main').innerText();

describe('the ministry', () => {
  test('answers many remarks at once by keyboard and names the change', async () => {
    const { context, page } = await official();
    const window = await workList(page);
    await page.keyboard.press('?');
    assert.ok(await page.locator('details.keys[open]').count() === 1, 'the keys are shown');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    assert.equal(await page.locator('input[name=comments]:checked').count(), 2, 'two are chosen');
    const chosen = await page.locator('input[name=comments]:checked').evaluateAll((boxes) => boxes.map((b) => b.value));
    await page.keyboard.press('r');
    await page.waitForURL(/\/responses\/drafts\/\d+$/);
    await page.locator('input[name=outcome][value=partly]').check();
    await page.locator('textarea[name=text]').fill('Pikendame tähtaega ja täpsustame sõnastust.');
    const changes = page.locator('input[name=changes]');
    if (await changes.count() > 0) await changes.first().check();
    await page.locator('button[value=save]').click();
    assert.equal(await page.locator('textarea[name=text]').inputValue(), 'Pikendame tähtaega ja täpsustame sõnastust.', 'the draft is kept');
    const visitor = await (await browser.newContext()).newPage();
    await visitor.goto(`${service.address}/et/comments/${chosen[0]}`);
    assert.ok(!(await main(visitor)).includes('Pikendame tähtaega ja täpsustame'), 'a draft is not public');
    await page.locator('button[value=publish]').click();
    assert.match(page.url(), /\/responses\/publish\?draft=\d+$/);
    assert.ok((await main(page)).includes('Pikendame tähtaega'), 'it shows what becomes public');
    await page.locator('form[action$="/responses/publish"] button').last().click();
    for (const no of chosen) {
      await visitor.goto(`${service.address}/et/comments/${no}`);
      assert.ok((await main(visitor)).includes('Pikendame tähtaega ja täpsustame'), `${no} has the answer`);
    }
    await page.goto(`${service.address}/et/comments/${chosen[0]}`);
    await page.locator('a[href$="/correct"]').click();
    await page.locator('textarea[name=text]').fill('Parandatud seisukoht.');
    await page.locator('button[value=publish]').click();
    await visitor.goto(`${service.address}/et/comments/${chosen[0]}`);
    const after = await visitor.locator('main').textContent();
    assert.ok(after.includes('Parandatud seisukoht.') && after.includes('Pikendame tähtaega'), 'both wordings are public');

    await visitor.goto(`${window}/table`);
    assert.ok((await main(visitor)).includes('Parandatud seisukoht.'), 'the table has the position');
    for (const format of ['docx', 'xlsx', 'csv']) {
      const file = await context.request.get(`${window}/table.${format}`);
      assert.ok(file.ok() && (await file.body()).length > 500, format);
      assert.match(file.headers()['content-disposition'], new RegExp(`\\.${format}"`));
    }
    await visitor.context().close();
    await context.close();
  });

  test('keeps both texts when two officials write one response', async () => {
    const one = await official();
    const two = await official();
    await workList(one.page);
    await one.page.locator('form.answers input[name=comments]').first().check();
    await one.page.locator('button[value=respond]').click();
    await two.page.goto(one.page.url());
    await one.page.locator('textarea[name=text]').fill('Esimese ametniku sõnad.');
    await one.page.locator('button[value=save]').click();
    await two.page.locator('textarea[name=text]').fill('Teise ametniku sõnad.');
    await two.page.locator('button[value=save]').click();
    assert.equal(await two.page.locator('#their-text').inputValue(), 'Esimese ametniku sõnad.');
    assert.equal(await two.page.locator('textarea[name=text]').inputValue(), 'Teise ametniku sõnad.');
    await two.page.locator('button[value=save]').click();
    assert.equal(await two.page.locator('#their-text').count(), 0, 'knowingly saved');
    await two.page.locator('form[action$="/discard"] button').click();
    await two.page.locator('form[action$="/restore"] button').first().click();
    assert.ok(await two.page.locator('#drafts').count() === 1, 'a discarded draft comes back');
    await one.context.close();
    await two.context.close();
  });

  test('is told that a comment was corrected after the draft, and reads it first', async () => {
    const writer = await browser.newContext();
    await signIn(writer, service.address, 'citizen');
    const author = await writer.newPage();
    const { context, page } = await official();
    const window = await workList(page);
    await author.goto(`${window}/comment`);
    await author.locator('textarea[name=text]').fill('Tähtaeg olgu pikem.');
    await author.locator('button[value=preview]').click();
    await Promise.all([author.waitForNavigation(), author.locator('button[value=send]').click()]);
    const no = author.url().match(/\d\d-\d{6}/)[0];
    await page.goto(`${service.address}/et/comments/${no}/respond`);
    await page.locator('input[name=outcome][value=noted]').check();
    await page.locator('textarea[name=text]').fill('Pikem see ei saa olla.');
    await author.goto(`${service.address}/et/comments/${no}/own`);
    await author.locator('textarea[name=text]').fill('Tähtaeg olgu lühem.');
    await author.locator('input[name=do][value=correct] ~ p button, form:has(input[value=correct]) button').first().click();
    await page.locator('button[value=publish]').click();
    await Promise.all([page.waitForNavigation(), page.locator('form[action$="/responses/publish"] button').last().click()]);
    assert.ok((await main(page)).includes('parandatud'), 'it is not published');
    await page.locator('a[href*="/responses/drafts/"]').first().click();
    const words = await main(page);
    assert.ok(words.includes('Tähtaeg olgu lühem.') && words.includes('parandatud'), 'the draft shows what it says now');
    assert.equal(await page.locator('textarea[name=text]').inputValue(), 'Pikem see ei saa olla.', 'and keeps what was written');
    await page.locator('textarea[name=text]').fill('Lühem see ei saa olla.');
    await page.locator('button[value=publish]').click();
    await page.locator('form[action$="/responses/publish"] button').last().click();
    await author.goto(`${service.address}/et/comments/${no}`);
    assert.ok((await main(author)).includes('Lühem see ei saa olla.'));
    await writer.close();
    await context.close();
  });

  test('does the same without script', async () => {
    const { context, page } = await official({ javaScriptEnabled: false });
    await workList(page);
    await page.locator('form.answers input[name=comments]').first().check();
    await page.locator('select[name=to]').selectOption({ index: 1 });
    await page.locator('button[value=assign]').click();
    assert.ok((await main(page)).includes('vastab '), 'somebody answers it');
    await page.locator('form.answers input[name=comments]').first().check();
    await page.locator('button[value=respond]').click();
    await page.locator('input[name=outcome][value=noted]').check();
    await page.locator('button[value=publish]').click();
    assert.match(page.url(), /\/publish/);
    await page.locator('form[action$="/responses/publish"] button').last().click();
    assert.ok((await main(page)).length > 0);
    assert.ok(await page.locator('.fault, .refusal').count() > 0, 'a reason is needed');
    await context.close();
  });
});
