// Letters and files: an official splits a letter by keyboard and enters it; a
// citizen sends a file with a comment, and everybody can find and save it.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { startBrowser, startService } from './service.mjs';
import { axe, outline, sideways, validate } from './inspect.mjs';
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

async function open(persona, options = {}) {
  const context = await browser.newContext({ locale: 'et-EE', acceptDownloads: true, ...options });
  if (persona) await signIn(context, service.address, persona);
  return { context, page: await context.newPage() };
}

/** The consultation of the sample that has a letter waiting. */
async function consultation(page) {
  await page.goto(`${service.address}/et/consultations`);
  const links = await page.locator('main section[aria-labelledby=open] a[href*="/consultations/"]').evaluateAll((all) => [...new Set(all.map((a) => a.href))]);
  for (const link of links) {
    const answer = await page.goto(`${link}/enter`);
    if (answer.ok() && await page.locator('a[href*="/letters/"]').count() > 0) return link;
  }
  throw new Error('no letter waits');
}

/** Fails with what is wrong with a page, narrow and wide. */
async function sound(page) {
  await page.setViewportSize({ width: 360, height: 740 });
  const wrong = [...await validate(await page.content()), ...await outline(page), ...await sideways(page)];
  await page.setViewportSize({ width: 1280, height: 900 });
  assert.deepEqual([...wrong, ...await sideways(page), ...await axe(page)], []);
}

const one = (page, css) => page.locator(css).count();

describe('letters and files', () => {
  test('a letter is split by keyboard, kept, and entered', async () => {
    const { context, page } = await open('official-jdm');
    const window = await consultation(page);
    await sound(page);
    await page.locator('a[href*="/letters/"]').first().click();
    await sound(page);
    const letter = page.url();
    const before = await one(page, '[name=cut]:checked');
    await page.keyboard.press('?');
    assert.equal(await one(page, 'details.keys[open]'), 1, 'the keys are shown');
    for (const key of ['j', 'j', 'j', 'j', 'j', 'j']) await page.keyboard.press(key);
    const at = await page.evaluate(() => document.activeElement.id);
    await page.keyboard.press('n');
    assert.notEqual(await one(page, '[name=cut]:checked'), before, 'a remark is begun or joined');
    await page.keyboard.press('p');
    assert.match(await page.evaluate(() => document.activeElement.name), /^at_/, 'the place is reached');
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await page.keyboard.press('s');
    await page.waitForLoadState();
    assert.equal(page.url(), letter);
    assert.equal(await one(page, 'main [role=alert]'), 0, 'it is saved');
    assert.ok(at.startsWith('block_'));
    await page.locator('button[value=enter]').click();
    const entered = await one(page, 'article.comment');
    assert.ok(entered >= 4, `${entered} comments`);
    await sound(page);
    const number = await page.locator('article.comment').first().getAttribute('aria-label');
    await page.goto(window);
    assert.ok((await page.locator('main').innerText()).includes(number), 'it stands among the others');
    await context.close();
  });

  test('a file goes with a comment, without script', async () => {
    const { context, page } = await open('citizen', { javaScriptEnabled: false });
    const { context: officials, page: official } = await open('official-jdm');
    const window = await consultation(official).catch(() => null) ?? `${service.address}/et/dossiers/JDM/26-0214/consultations/2`;
    await officials.close();
    await page.goto(`${window}/comment`);
    await page.locator('textarea[name=text]').fill('Arvamus on failis.');
    await page.locator('#file').setInputFiles({ name: 'arvamus.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg onload="alert(1)"/>') });
    await page.locator('button[value=preview]').click();
    assert.equal(await one(page, '#file[aria-invalid]'), 1, 'a program is refused');
    assert.equal(await page.locator('textarea[name=text]').inputValue(), 'Arvamus on failis.', 'and what was typed stays');
    await page.locator('#file').setInputFiles({ name: 'arvamus.pdf', mimeType: 'text/html', buffer: Buffer.from('%PDF-1.4 arvamus') });
    await page.locator('button[value=preview]').click();
    await page.locator('button[value=send]').click();
    const address = page.url().replace(/\/receipt$/, '');
    const { context: public_, page: reader } = await open();
    await reader.goto(address);
    const [download] = await Promise.all([reader.waitForEvent('download'), reader.locator('a[href$="/files/1"]').click()]);
    assert.equal(download.suggestedFilename(), 'arvamus.pdf');
    assert.equal(readFileSync(await download.path(), 'utf8'), '%PDF-1.4 arvamus');
    await public_.close();
    await context.close();
  });

  test('files too large to send are refused before they leave', async () => {
    const { context, page } = await open('citizen');
    await page.goto(`${service.address}/et/dossiers/JDM/26-0214/consultations/2/comment`);
    const text = page.locator('textarea[name=text]');
    await text.fill('Arvamus on failis.');
    await page.locator('#file').setInputFiles({ name: 'suur.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(16 << 20, '%') });
    const message = await page.locator('#file').evaluate((field) => field.validationMessage);
    assert.match(message, /liiga suured/);
    await page.locator('button[value=attach]').click();
    assert.match(page.url(), /\/comment$/, 'nothing is sent');
    assert.equal(await text.inputValue(), 'Arvamus on failis.');
    await page.locator('#file').setInputFiles({ name: 'arvamus.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 arvamus') });
    await page.locator('button[value=attach]').click();
    await page.waitForURL(/\/preview$/);
    assert.equal(await one(page, 'button[value^="detach "]'), 1, 'a smaller one is taken');
    await context.close();
  });
});
