// What every page must be, wherever it is: accessible, valid, light, and still
// when it loads.
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // The titles of laws are as long as the law says.
    'long-title': 'off',
    // The templates write <br/> and <input/>: allowed by HTML, and one way only.
    'void-style': ['error', { style: 'omit' }],
    // White space at the end of a line of a legal text is the law's.
    'no-trailing-whitespace': 'off',
    // Numbers such as 26-0214 are not telephone numbers.
    'tel-non-breaking': 'off',
  },
});

/** What is wrong with the HTML of a page. */
export async function validate(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap((r) => r.messages)
    .map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
}

/** What axe finds wrong with an open page. */
export async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map((v) => `axe ${v.id}: ${v.help} at ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`);
}

/** What is wrong with the outline that people and screen readers go by. */
export async function outline(page) {
  const seen = await page.evaluate(() => ({
    headings: document.querySelectorAll('h1').length,
    mains: document.querySelectorAll('main').length,
    skip: document.querySelector('body a')?.getAttribute('href'),
    target: document.querySelector(document.querySelector('body a')?.getAttribute('href')?.startsWith('#') ? document.querySelector('body a').getAttribute('href') : 'main') !== null,
    title: document.title,
    language: document.documentElement.lang,
  }));
  const wrong = [];
  if (seen.headings !== 1) wrong.push(`${seen.headings} h1`);
  if (seen.mains !== 1) wrong.push(`${seen.mains} main`);
  if (!seen.skip?.startsWith('#') || !seen.target) wrong.push('the first link does not skip to the content');
  if (!seen.title) wrong.push('no title');
  if (!seen.language) wrong.push('no language');
  return wrong;
}

/** How far a page can be scrolled sideways, and which elements stick out. */
export async function sideways(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.querySelectorAll('body *')]
      .filter((e) => e.getBoundingClientRect().right > width + 1)
      .slice(0, 4)
      .map((e) => `${e.tagName.toLowerCase()}${e.className && typeof e.className === 'string' ? '.' + e.className.split(' ')[0] : ''}`);
    return [`scrolls sideways: ${document.documentElement.scrollWidth} > ${width}: ${out.join(', ')}`];
  });
}

/** Counts what a page shifts while it loads; call before it is opened. */
export async function watchShifts(page) {
  await page.addInitScript(() => {
    globalThis.shifted = 0;
    new PerformanceObserver((list) => {
      for (const e of list.getEntries()) globalThis.shifted += e.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Counts the bytes that a page brings over the wire, answers' heads included. */
export async function watchBytes(page) {
  const session = await page.context().newCDPSession(page);
  const count = { bytes: 0 };
  await session.send('Network.enable');
  session.on('Network.loadingFinished', (e) => { count.bytes += e.encodedDataLength; });
  return count;
}
