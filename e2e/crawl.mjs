// Finds the pages of the service by following its links, as people do.

/**
 * The shape of an address: what differs from page to page is left out. Filters
 * of a list can be combined without end; one with several is one shape.
 */
export function shape(address) {
  const url = new URL(address);
  const names = [...new Set(url.searchParams.keys())].sort();
  const form = /\/comment$/.test(url.pathname);
  const query = names.length < 2 || form ? names.join('&') : 'several';
  return url.pathname
    .replace(/^\/(et|en|ru)(?=\/|$)/, '')
    .replace(/\/dossiers\/[^/]+\/\d\d-\d+/, '/dossiers/*')
    .replace(/\/institutions\/[^/]+/, '/institutions/*')
    .replace(/\/comments\/[\d-]+/, '/comments/*')
    .replace(/\d+/g, '#') + (query ? `?${query}` : '');
}

const page = /^text\/html/;

/** The addresses that a page links to, as people see them. */
function links(html, base) {
  return [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)]
    .map(([, href]) => new URL(href.replaceAll('&amp;', '&'), base))
    .map((url) => { url.hash = ''; return url.href; });
}

/**
 * Follows the links from the first addresses, within one language, and returns
 * at most `most` pages of each shape with their HTML. A link that leads nowhere
 * is an error that says where it stands.
 */
export async function crawl(request, service, language, { most, first }) {
  const counts = new Map();
  const seen = new Set(first);
  const queue = first.map((address) => ({ address, from: 'the test' }));
  const found = [];
  const broken = [];
  while (queue.length > 0) {
    const { address, from } = queue.shift();
    const key = shape(address);
    if ((counts.get(key) ?? 0) >= most) continue;
    const answer = await request.get(address, { maxRedirects: 5 });
    const html = await answer.text();
    if (!answer.ok()) {
      broken.push(`${answer.status()} ${address}, linked from ${from}`);
      continue;
    }
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (!page.test(answer.headers()['content-type'] ?? '') || answer.url() !== address) continue;
    found.push({ address, shape: key, html });
    for (const next of links(html, address)) {
      const ours = next.startsWith(`${service}/${language}/`) || next === `${service}/${language}`;
      if (!ours || seen.has(next) || next.includes('/dev/')) continue;
      seen.add(next);
      queue.push({ address: next, from: address });
    }
  }
  return { found, broken };
}
