// What every page must be, wherever it is: accessible, valid, light, and still
// when it loads.
import { get } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';

// The standard and accessibility; not the style of the source, which is the
// templates' own.
const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // Names on lists and groups are allowed by ARIA and heard by people.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // A button in a form sends it: that is what the standard says without a type.
    'no-implicit-button-type': 'off',
    // Suggestions under a search box are a list that a <select> cannot be.
    'prefer-native-element': ['error', { exclude: ['listbox'] }],
  },
});

/** What is wrong with the HTML of a page. */
export async function validate(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap((r) => r.messages)
    .map((m) => `${m.ruleId}: ${m.message}${m.selector ? ` at ${m.selector}` : ''}`);
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

const sizes = new Map(); // of what pages share, by address

/** The bytes that an answer takes on the wire, compressed as browsers ask for it. */
function weigh(address, cookie) {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': 'gzip, deflate, br', ...(cookie && { cookie }) };
    get(address, { headers }, (answer) => {
      let bytes = answer.rawHeaders.join('  ').length;
      answer.on('data', (d) => { bytes += d.length; });
      answer.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

/** The bytes that somebody new needs for a page: itself, styles, scripts, icon. */
export async function transferred(address, html, cookie) {
  let bytes = await weigh(address, cookie);
  for (const [, path] of html.matchAll(/<(?:link|script|img)\b[^>]*?\s(?:href|src)="(\/assets\/[^"]+)"/g)) {
    const at = new URL(path, address).href;
    if (!sizes.has(at)) sizes.set(at, await weigh(at));
    bytes += sizes.get(at);
  }
  return bytes;
}

/** One line for each thing that is wrong, with some of the pages it is wrong on. */
export function gathered(wrong) {
  const pages = new Map();
  for (const { at, what } of wrong) pages.set(what, [...(pages.get(what) ?? []), at]);
  return [...pages].map(([what, at]) => `${what}\n      ${at.length} pages: ${at.slice(0, 3).join(' ')}`);
}
