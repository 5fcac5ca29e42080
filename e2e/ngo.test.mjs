// The association's story: a representative invites a colleague, both write a joint
// opinion, another association signs it, it is sent, the ministry publishes a new
// revision and answers, and all see what changed and what became of it.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import AxeBuilder from '@axe-core/playwright';
import { startBrowser, startService } from './service.mjs';
import { signIn } from './people.mjs';

const KODA = '80099001';
const HAAL = '80900048';
const SECRET = 'Salajane koja seisukoht';

let service;
let browser;
before(async () => {
  [service, browser] = [await startService(), await startBrowser()];
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

async function as(persona, options = {}) {
  const context = await browser.newContext({ locale: 'et-EE', ...options });
  if (persona) await signIn(context, service.address, persona);
  return { context, page: await context.newPage() };
}

const at = (path) => `${service.address}/et${path}`;
const main = async (page) => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
const press = (page, words) => page.getByRole('button', { name: words }).first().click();

async function accessible(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`), []);
}

/** The number of an open consultation of the ministry of justice and a revision it asks about. */
async function openConsultation(page) {
  await page.goto(at('/consultations'));
  const all = await page.locator('main a.strong[href*="/dossiers/JDM/"]').evaluateAll((links) => links.map((a) => a.href));
  for (const window of all) {
    await page.goto(window);
    const revision = await page.locator('#documents ~ ul a[href*="/documents/01/revisions/"]').first().getAttribute('href').catch(() => null);
    if (revision && await page.locator('a[href*="/joint-opinions/new"]').count()) return { window, revision: new URL(revision, service.address).href };
  }
  throw new Error('no consultation is open');
}

describe('the association', () => {
  let liis;
  let mari;
  let karl;
  let joint;
  let window;
  let revision;
  before(async () => {
    liis = await as('ngo');
    mari = await as('citizen');
    karl = await as('ngo2', { javaScriptEnabled: false });
  });
  after(async () => {
    for (const one of [liis, mari, karl]) await one?.context.close();
  });

  test('a representative invites a colleague by e-mail', async () => {
    const { page } = liis;
    await page.goto(at(`/organisations/${KODA}/representatives`));
    await accessible(page);
    await page.locator('#email').fill('mari@rohekoda.example');
    await press(page, 'Saada kutse');
    assert.ok((await main(page)).includes('mari@rohekoda.example'));
    let link;
    for (let i = 0; i < 50 && !link; i++) { // the mail is written beside the requests
      await page.goto(at('/dev/mail'));
      link = await page.locator('a[href*="/invitations/"]').first().getAttribute('href', { timeout: 1000 }).catch(() => null);
    }
    assert.ok(link, 'the mail has a link');
    const stranger = await as('');
    await stranger.page.goto(link);
    assert.ok((await main(stranger.page)).includes('Rohelise Ruumi Koda') && await stranger.page.locator('main form').count() === 0);
    await stranger.context.close();
    await mari.page.goto(at(`/organisations/${KODA}`));
    assert.equal(await mari.page.locator('h1').innerText(), 'Sellist lehte ei ole');
    await mari.page.goto(link);
    await press(mari.page, 'Võta kutse vastu');
    assert.equal(await mari.page.locator('h1').innerText(), 'Rohelise Ruumi Koda');
    await accessible(mari.page);
    await karl.page.goto(link);
    assert.ok((await main(karl.page)).includes('enam ei kehti'), 'the link opens once');
  });

  test('both write in one draft, and lose nothing', async () => {
    ({ window, revision } = await openConsultation(liis.page));
    const { page } = liis;
    await page.goto(window);
    await page.locator('a[href*="/joint-opinions/new"]').click();
    await page.locator(`input[name=organisation][value="${KODA}"]`).check();
    await press(page, 'Alusta');
    joint = page.url();
    await page.getByRole('link', { name: 'Kirjuta arvamus eelnõu kui terviku kohta' }).click();
    await page.locator('textarea[name=text]').fill(`${SECRET}: toetame eelnõu.`);
    await press(page, 'Salvesta mustandisse');
    await page.getByRole('link', { name: /^Lisa märkus/ }).first().click();
    await page.locator('#at').fill('§ 16 lg 1');
    await page.locator('textarea[name=text]').fill('Loetelu olgu ammendav.');
    await press(page, 'Salvesta mustandisse');
    await accessible(page);

    await mari.page.goto(`${window}/comment?document=1&revision=${revision.match(/\d+$/)[0]}&at=para12lg1`);
    await mari.page.locator('textarea[name=text]').fill('Igaüks saagu teateid.');
    await mari.page.locator('button[value^="joint "]').click();
    assert.equal(mari.page.url().split('#')[0], joint, 'the colleague puts a remark into the same draft');
    assert.ok((await main(mari.page)).includes('Loetelu olgu ammendav.') && (await main(mari.page)).includes('Igaüks saagu teateid.'));

    await page.goto(`${joint}/remarks/1`);
    await mari.page.goto(`${joint}/remarks/1`);
    await page.locator('textarea[name=text]').fill('Loetelu olgu ammendav ja lühike.');
    await press(page, 'Salvesta mustandisse');
    await mari.page.locator('textarea[name=text]').fill('Loetelu olgu ammendav, viis juhtu.');
    await press(mari.page, 'Salvesta mustandisse');
    assert.equal(await mari.page.locator('#their-text').inputValue(), 'Loetelu olgu ammendav ja lühike.');
    assert.equal(await mari.page.locator('textarea[name=text]').inputValue(), 'Loetelu olgu ammendav, viis juhtu.');
    await accessible(mari.page);
    await mari.page.locator('textarea[name=text]').fill('Loetelu olgu ammendav ja lühike, viis juhtu.');
    await press(mari.page, 'Salvesta mustandisse');
    assert.ok((await main(mari.page)).includes('lühike, viis juhtu'));
  });

  test('they propose an exact wording and add a file', async () => {
    const { page } = mari;
    await page.goto(`${joint}/remarks/2`);
    await page.locator('textarea[name=replacement]').fill('Teateid saab igaüks.');
    await press(page, 'Salvesta mustandisse');
    assert.ok(await page.locator('blockquote.law ins').count() > 0, 'the wording stands beside the one there is');
    await page.locator('#file').setInputFiles({ name: 'kiri.pdf', mimeType: 'application/pdf', buffer: Buffer.from('ei ole PDF') });
    await press(page, 'Laadi valitud failid üles');
    assert.equal(await page.locator('#file[aria-invalid]').count(), 1, 'what is no PDF is refused at the field');
    await accessible(page);
    await page.locator('#file').setInputFiles({ name: 'uuring.png', mimeType: 'image/png', buffer: await page.screenshot() });
    await press(page, 'Laadi valitud failid üles');
    assert.ok((await main(page)).includes('uuring.png'));
    await accessible(page);
  });

  test('nobody else knows of the draft', async () => {
    for (const persona of ['', 'citizen2', 'official-jdm', 'moderator', 'administrator', 'ngo2']) {
      const { context, page } = await as(persona);
      const answer = await page.goto(joint);
      assert.ok(persona === '' ? page.url().includes('/sign-in') : answer.status() === 404, `${persona || 'nobody'} finds it`);
      for (const path of [window, `${window}/table`, revision, at(`/search?q=${encodeURIComponent(SECRET)}`)]) {
        await page.goto(path);
        assert.ok(!(await main(page)).includes(`${SECRET}:`), `${persona || 'nobody'} reads it on ${path}`);
      }
      await context.close();
    }
  });

  test('another association signs, anew once words change, without script', async () => {
    await liis.page.goto(joint);
    await liis.page.locator('#code').fill(HAAL);
    await press(liis.page, 'Palu alla kirjutada');
    await karl.page.goto(at(`/organisations/${HAAL}`));
    assert.ok((await main(karl.page)).includes('ootab sinu ühenduse allkirja'));
    await karl.page.goto(joint);
    assert.ok((await main(karl.page)).includes(SECRET));
    await press(karl.page, 'Kirjuta alla');
    assert.ok((await main(karl.page)).includes('alla kirjutanud'));
    await liis.page.goto(`${joint}/whole`);
    await liis.page.locator('textarea[name=text]').fill(`${SECRET}: toetame eelnõu kindlalt.`);
    await press(liis.page, 'Salvesta mustandisse');
    assert.ok((await main(liis.page)).includes('ei kehti'), 'the signature is void');
    await karl.page.goto(joint);
    await press(karl.page, 'Kirjuta alla');
    await liis.page.goto(joint);
    assert.ok(!(await main(liis.page)).includes('ei kehti'));
  });

  let numbers;
  test('it is sent once and names all who signed', async () => {
    for (const { page } of [liis, mari]) await page.goto(`${joint}/send`);
    await accessible(liis.page);
    assert.ok((await main(liis.page)).includes(`Tarbijate Hääl MTÜ (${HAAL})`));
    await press(liis.page, 'Esita ühisarvamus');
    await press(mari.page, 'Esita ühisarvamus');
    await mari.page.waitForURL(joint);
    numbers = await mari.page.locator('article.comment[id^=c]').evaluateAll((list) => list.map((a) => a.id.slice(1)));
    assert.equal(numbers.length, 3);
    const visitor = await as('');
    await visitor.page.goto(at(`/comments/${numbers[1]}`));
    const words = await main(visitor.page);
    assert.ok(words.includes(`Rohelise Ruumi Koda (${KODA})`) && words.includes(`Tarbijate Hääl MTÜ (${HAAL})`) && !words.includes('Lepik'));
    const csv = await (await visitor.context.request.get(`${window}/comments.csv`)).text();
    assert.equal(csv.split(`${SECRET}: toetame eelnõu kindlalt.`).length, 2, 'it is there once');
    await visitor.page.getByRole('link', { name: /^Ühisarvamus/ }).click();
    assert.equal(visitor.page.url(), at(`/comments/${numbers[0]}/opinion`));
    const whole = await main(visitor.page);
    assert.ok(numbers.every((no) => whole.includes(no)) && whole.includes('uuring.png') && whole.includes(`Tarbijate Hääl MTÜ (${HAAL})`), 'all of it is on one page');
    await accessible(visitor.page);
    await visitor.page.goto(`${window}/table?by=sender`);
    assert.ok((await main(visitor.page)).includes('Alla kirjutanud ka'));
    await visitor.context.close();
  });

  test('the ministry publishes a new revision and names the change', async () => {
    const { context, page } = await as('official-jdm');
    const document = revision.replace(/\/revisions\/\d+$/, '');
    await page.goto(`${document}/draft`);
    const text = await page.locator('textarea[name=text]').inputValue();
    assert.ok(text.includes('või kohtulahendi täitmiseks'));
    await page.locator('textarea[name=text]').fill(text.replace('või kohtulahendi täitmiseks', 'või jõustunud kohtulahendi täitmiseks'));
    await page.locator('[name=reason]').fill('Konsultatsioonil tehtud ettepanek');
    await page.locator('form.fields button.action').click();
    await page.waitForURL(/\/draft\/preview$/);
    await page.locator('form.publish button.action').click();
    await page.waitForURL((url) => !url.pathname.includes('/draft'));
    assert.equal(await page.locator('main').getByText('jõustunud kohtulahendi').count(), 1, 'the revision is published');
    await page.goto(at(`/comments/${numbers[1]}/respond`));
    await page.locator('input[name=outcome][value=partly]').check();
    await page.locator('textarea[name=text]').fill('Loetelu on nüüd ammendav.');
    await page.locator('input[name=changes]').first().check();
    await page.locator('button[value=publish]').click();
    await Promise.all([page.waitForNavigation(), page.locator('form[action$="/responses/publish"] button').last().click()]);
    await context.close();
  });

  test('all see what changed since and what became of it', async () => {
    const dossier = window.match(/.*\/dossiers\/[^/]+\/\d\d-\d+/)[0];
    for (const { page } of [liis, mari, karl]) {
      await page.goto(`${dossier}/changed`);
      const words = await main(page);
      assert.ok(words.includes('Sätted, mille kohta sa arvamust avaldasid') && words.includes('§ 16') && words.includes('jõustunud'), 'own provisions stand first');
      assert.ok(words.includes('Loetelu on nüüd ammendav.'), 'the response is there');
    }
    await liis.page.goto(at('/comments/own'));
    const own = await main(liis.page);
    await accessible(liis.page);
    assert.ok(own.includes('Mis sinu pärast muutus') && own.includes('mis on tekstis muutunud'), 'own comments lead to what changed');
    const visitors = await as('');
    await visitors.page.goto(`${dossier}/documents/01/compare/${revision.match(/\d+$/)[0]}..${Number(revision.match(/\d+$/)[0]) + 1}`);
    const asked = (await visitors.page.locator('.asked-by').allInnerTexts()).join(' ');
    assert.ok(asked.includes(KODA) && asked.includes(HAAL), 'the change names all who asked for it');
    await visitors.context.close();
    await press(karl.page, 'Märgi loetuks');
    assert.ok((await main(karl.page)).includes('Kõik siin on loetuks märgitud.'));
    for (const [{ page }, code] of [[liis, KODA], [karl, HAAL]]) {
      await page.goto(at(`/organisations/${code}`));
      const words = await main(page);
      assert.ok(words.includes(numbers[1]) && words.includes('osaliselt arvestatud'), `${code} finds the outcome`);
    }
    const visitor = await as('');
    await visitor.page.goto(`${dossier}/changed?since=${revision.match(/\d+$/)[0]}`);
    assert.ok((await main(visitor.page)).includes('jõustunud') && !(await main(visitor.page)).includes('arvamust avaldasid'));
    await visitor.context.close();
  });
});
