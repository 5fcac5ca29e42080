import { startBrowser } from './service.mjs';
import { signIn } from './people.mjs';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
const base = process.argv[2], root = process.argv[3];
const walk = (d) => readdirSync(d).flatMap((f) => statSync(join(d, f)).isDirectory() ? walk(join(d, f)) : [join(d, f)]);
const words = (t) => new Set(t.toLowerCase().match(/\p{L}{4,}/gu) ?? []);
const secret = new Set(), open = new Set();
for (const f of walk(root)) { if (!/\.(md|yaml|txt)$/.test(f)) continue; const into = f.includes('/teatajatasu/') ? secret : open; for (const w of words(readFileSync(f, 'utf8'))) into.add(w); }
const own = [...secret].filter((w) => !open.has(w));
console.log(own.length, 'words only in the unpublished dossier', own.slice(0, 12).join(' '));
const browser = await startBrowser();
const out = {};
for (const persona of ['nobody', 'citizen', 'ngo', 'official-klim', 'moderator', 'administrator', 'coordinator', 'official-jdm']) {
  const ctx = await browser.newContext({ locale: 'et-EE' });
  if (persona !== 'nobody') await signIn(ctx, base, persona);
  let leaks = 0, asked = 0, hits = 0; const said = [];
  const number = process.argv[4], title = process.argv[5];
  for (const w of [...own.slice(0, 60), number, title, title.slice(0, 9)]) {
    for (const path of [`/et/search?q=${encodeURIComponent(w)}`, `/et/search?q=${encodeURIComponent(w)}&sort=first`, `/et/search.csv?q=${encodeURIComponent(w)}`, `/et/search/suggest?q=${encodeURIComponent(w.slice(0, 60))}`]) {
      const r = await ctx.request.get(base + path); asked++;
      const body = (await r.text()).replaceAll('\u00a0', ' ');
      if (r.status() >= 500) said.push(`${r.status()} ${path}`);
      // What was typed is echoed; the number, the title and other secret words must not be there.
      if (body.includes(number) && w !== number || body.includes(title) && !title.startsWith(w)) { leaks++; said.push(path); }
      const meant = body.match(/Kas mõeldud oli: ([^<]*)/); if (meant && own.includes(meant[1].toLowerCase())) { leaks++; said.push('meant ' + meant[1]); }
      if (path.endsWith(w)) {} if (/dossiers\/[A-Z]+\/[\d-]+/.test(body) && path.includes('/search?') && body.includes(`/dossiers/${number}`)) hits++;
    }
  }
  for (const w of own.slice(0, 40)) { // misspelt
    const bad = w.slice(0, -2) + w.at(-1) + w.at(-2);
    const body = await (await ctx.request.get(`${base}/et/search?q=${encodeURIComponent(bad)}`)).text(); asked++;
    const meant = body.match(/Kas mõeldud oli: ([^<]*)/); if (meant && own.includes(meant[1].trim().toLowerCase())) { leaks++; said.push('meant ' + meant[1]); }
  }
  console.log(persona, 'asked', asked, 'leaks', leaks, 'hits', hits, said.slice(0, 3));
  await ctx.close();
}
await browser.close();
