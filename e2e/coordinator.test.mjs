// The coordinator's story: what waits for a reply, what changed since the last one,
// a colleague's remark, a letter split, the reply sent, the ministry's answer. And
// the ministry's: a changed draft sent to institutions.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
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
  const context = await browser.newContext({ locale: 'et-EE', ...options });
  if (persona) await signIn(context, service.address, persona);
  return { context, page: await context.newPage() };
}

/** Fails with what is wrong with a page, narrow and wide; without script with its HTML. */
async function sound(page, script = true) {
  if (!script) return assert.deepEqual(await validate(await page.content()), []);
  await page.setViewportSize({ width: 360, height: 740 });
  const wrong = [...await validate(await page.content()), ...await outline(page), ...await sideways(page)];
  await page.setViewportSize({ width: 1280, height: 900 });
  return assert.deepEqual([...wrong, ...await sideways(page), ...await axe(page)], []);
}

const main = (page) => page.locator('main').innerText();

describe('a coordination round', () => {
  test('is prepared inside the institution, answered, and responded to', async () => {
    const { context: helpers, page: helper } = await open('official-jdm');
    const { context, page } = await open('coordinator');
    await page.goto(`${service.address}/et/work`);
    await page.locator('section[aria-labelledby=asked] a.strong').first().click();
    const reply = page.url();
    const round = reply.replace(/\/reply$/, '');
    assert.match(reply, /\/rounds\/2\/reply$/);
    const known = await main(page);
    assert.match(known, /Mis muutus pärast sinu asutuse viimast vastust/);
    assert.match(known, /Mis sai sinu asutuse märkustest 1\. ringis/);
    assert.match(known, /osaliselt arvestatud/i);
    assert.equal(await page.locator('section[aria-labelledby=documents] a[href*="/compare/2..3"]').count(), 1, 'what changed is one click away');
    await sound(page);
    await page.selectOption('select[name=to]', { label: 'Andres Ametnik' });
    await page.locator('form[action$="/assign"] button').click();
    assert.match(await main(page), /Valmistab ette Andres Ametnik/);

    await helper.goto(`${service.address}/et/work`);
    assert.match(await helper.locator('section[aria-labelledby=asked]').innerText(), /valmistab ette Andres Ametnik/);
    await helper.goto(reply);
    await helper.locator('section[aria-labelledby=documents] a[href$="/documents/01/revisions/3"]').click();
    const marginal = helper.locator('a[href*="/remarks/new"][href$="at=para5"]').first();
    await helper.goto(new URL(await marginal.getAttribute('href'), service.address).href);
    await helper.locator('a[href*="wording=1"]').click();
    const words = helper.locator('textarea[name=replacement]');
    const present = await words.inputValue();
    assert.match(present, /jõustub/);
    await words.fill(present.replace('1. juulil', '1. septembril'));
    await helper.locator('textarea[name=text]').fill('Juulis on omavalitsused puhkusel.');
    await sound(helper);
    await helper.locator('button[value=save]').click();
    assert.equal(helper.url(), reply);
    assert.match(await helper.locator('article.comment', { hasText: 'puhkusel' }).locator('ins').first().innerText(), /septembril/);
    await sound(helper);

    const { context: owners, page: owner } = await open('official-klim');
    await owner.goto(round);
    assert.ok(!(await main(owner)).includes('puhkusel'), 'the ministry knows nothing of it');
    assert.equal((await owner.goto(reply)).status(), 403);

    await page.goto(reply);
    await page.locator('summary', { hasText: 'Tee märkused kirjast' }).click();
    await page.locator('form[action$="/letters"] textarea').fill('Tere!\n\n1. § 3 on põhjendamata.\n\n2. Seletuskirjas puudub mõju hinnang.\n\nLugupidamisega\n\nÕigusloome osakond');
    await page.locator('form[action$="/letters"] button').click();
    await sound(page);
    await page.locator('button[value=enter]').click();
    assert.equal(page.url(), reply);
    const prepared = await page.locator('section[aria-labelledby=remarks] > article').count();
    assert.ok(prepared >= 4, `${prepared} remarks`);
    await page.locator('input[value=approved-with-remarks]').check();
    await page.locator('textarea[name=reasons]').fill('Kooskõlastame märkustega.');
    await page.locator('button[value=preview]').click();
    await sound(page);
    await page.locator('button[value=send]').click();
    assert.equal(page.url(), round);
    assert.match(await page.locator('.lead').innerText(), /Kooskõlastamisel 5 asutusega, 2 vastanud/);
    await sound(page);

    await owner.goto(round);
    assert.match(await main(owner), /puhkusel/);
    await owner.locator('article.comment', { hasText: 'puhkusel' }).locator('a[href$="/respond"]').click();
    await owner.locator('input[name=outcome][value=explained]').check();
    await owner.locator('textarea[name=text]').fill('Jõustumine on kokku lepitud.');
    await owner.locator('button[value=publish]').click();
    await owner.locator('form[action$="/responses/publish"] button').last().click();
    const { context: visitors, page: visitor } = await open();
    await visitor.goto(`${round}/table`);
    const table = await main(visitor);
    assert.ok(table.includes('puhkusel') && table.includes('Jõustumine on kokku lepitud.'), 'the table has both');
    assert.match(table, /kooskõlastatud märkustega/i, 'and the reply');
    for (const one of [visitors, owners, helpers, context]) await one.close();
  });

  test('is corrected until the deadline, with what it said before in sight', async () => {
    const { context, page } = await open('coordinator', { javaScriptEnabled: false });
    const round = `${service.address}/et/dossiers/KLIM/26-0331/rounds/2`;
    await page.goto(`${round}/reply`);
    await page.locator('button[value=begin]').click();
    await sound(page, false);
    assert.match(await main(page), /Parandad saadetud vastust/);
    await page.locator('a[href$="/remarks/new"]').first().click();
    await page.locator('textarea[name=text]').fill('Lisame veel ühe märkuse.');
    await page.locator('button[value=save]').click();
    await page.locator('details#annexes summary').click();
    await page.setInputFiles('#annex', { name: 'arvutus.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 arvutus') });
    await page.locator('button[value=attach]').click();
    await page.locator('input[value=not-approved]').check();
    await page.locator('textarea[name=reasons]').fill('Ei saa nõustuda.');
    await page.locator('button[value=preview]').click();
    await sound(page, false);
    await page.locator('button[value=send]').click();
    assert.equal(page.url(), round);
    const ours = page.locator('tr', { hasText: 'Ei saa nõustuda.' });
    await ours.locator('details summary').click();
    assert.match(await ours.innerText(), /Kooskõlastame märkustega\./);
    assert.equal(await ours.locator('a[href*="/annexes/"]').count(), 1);
    await context.close();

    const { context: owners, page: owner } = await open('official-klim');
    await owner.goto(`${service.address}/et/dossiers/KLIM/26-0331/steps/new`);
    await owner.selectOption('select[name=stage]', 'submission');
    await owner.locator('form[action$="/steps/new"] button.action').click();
    const lacks = await main(owner);
    assert.match(lacks, /vastamata asutusi 3/, 'nothing is submitted while institutions are awaited');
    assert.equal(await owner.locator('select[name=stage]').inputValue(), 'submission', 'what was chosen stays');
    await sound(owner);
    await owners.close();
  });

  test('is sent with a look at who will see what', async () => {
    const { context, page } = await open('official-jdm', { javaScriptEnabled: false });
    await page.goto(`${service.address}/et/dossiers/JDM/26-0214`);
    await page.locator('a[href$="/rounds/new"]').click();
    await sound(page, false);
    await page.selectOption('select[name=task_RAM]', 'approve');
    await page.selectOption('select[name=task_SOM]', 'opinion');
    await page.locator('input[name=deadline]').fill(new Date(Date.now() + 3 * 864e5).toISOString().slice(0, 10));
    await page.locator('button[value=preview]').click();
    assert.equal(await page.locator('#short_reason-fault').count(), 1, 'a short time needs a reason');
    assert.equal(await page.locator('select[name=task_SOM]').inputValue(), 'opinion', 'what was chosen stays');
    await page.locator('input[name=short_reason]').fill('Kiire.');
    await page.locator('button[value=preview]').click();
    assert.match(await main(page), /Muud nad toimikust ei näe/);
    await sound(page, false);
    await page.locator('button[value=send]').click();
    assert.match(await page.locator('.lead').innerText(), /Kooskõlastamisel 2 asutusega, 0 vastanud/);
    await page.locator('a[href$="/extend"]').click();
    await sound(page, false);
    await page.locator('input[name=deadline]').fill(new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10));
    await page.locator('input[name=reason]').fill('Pühad.');
    await page.locator('form[action$="/extend"] button').click();
    assert.match(await main(page), /Pühad\./);
    for (let tries = 0; tries < 20; tries++) { // mail leaves within seconds
      await page.goto(`${service.address}/dev/mail`);
      if (await page.locator('body', { hasText: 'Kooskõlastamiseks: JDM/26-0214' }).count() === 1) break;
      await page.waitForTimeout(500);
    }
    assert.match(await page.locator('body').innerText(), /Kooskõlastamiseks: JDM\/26-0214/);
    await context.close();
  });
});
