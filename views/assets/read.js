// Reading a law: numbers copy their link, selected words lead to a comment,
// the contents show where one is and keep their place.
const law = document.querySelector(".law");
const said = document.getElementById("said");
const contents = document.querySelector(".contents nav");
const comment = document.querySelector("a[data-comment]");

function cite(provision) {
  const parts = [];
  for (let node = provision; node && node !== law; node = node.parentElement) {
    const number = node.querySelector(":scope > p > .n, :scope > * > .n");
    if (number) parts.unshift(number.textContent.trim());
  }
  return parts.join(" ");
}

law?.addEventListener("click", async (event) => {
  const number = event.target.closest("a.n");
  if (!number || event.ctrlKey || event.metaKey || event.shiftKey) return;
  try {
    await navigator.clipboard.writeText(number.href);
    said.textContent = `${law.dataset.copied} ${cite(number.closest("[id]"))}`;
  } catch {
    said.textContent = "";
  }
});

function leading(text, href, values) {
  const link = document.createElement("a");
  const address = new URL(href);
  for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
  link.href = address;
  link.textContent = text;
  return link;
}

// A selection inside one provision leads to its history, and offers to comment on
// just these words.
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const words = selection.toString().trim();
  if (!law || !words || words.length > 500 || !law.contains(selection.anchorNode)) {
    if (said.firstElementChild) said.textContent = "";
    return;
  }
  const range = selection.getRangeAt(0);
  const from = range.startContainer.parentElement.closest("[id]");
  const provision = range.endContainer.parentElement.closest("[id]");
  if (!from || from !== provision || !law.contains(from)) return;
  const shown = `„${words.length > 60 ? words.slice(0, 60) + "…" : words}“`;
  const links = [];
  const own = provision.querySelector("p, h2, h3, h4, h5, h6");
  const before = document.createRange();
  before.setStart(own, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const after = document.createRange();
  after.setStart(range.endContainer, range.endOffset);
  after.setEnd(provision, provision.childNodes.length);
  const prefix = before.toString();
  const place = { prefix: prefix.slice(-32), suffix: after.toString().slice(0, 32), offset: prefix.split(/\s+/).filter(Boolean).length };
  if (comment) links.push(leading(law.dataset.label.replace("{0}", shown), comment.href, { at: provision.id, quote: words, prefix: place.prefix }));
  const form = document.querySelector("form[data-revision]");
  if (form) links.push(leading(law.dataset.words.replace("{0}", shown), form.action, { q: words, revision: form.dataset.revision, at: provision.id, ...place }));
  said.replaceChildren(...links);
});

if (contents && law) {
  const key = "contents " + location.pathname;
  contents.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
  addEventListener("pagehide", () => sessionStorage.setItem(key, contents.scrollTop));
  const links = new Map([...contents.querySelectorAll("a")].map((a) => [a.hash.slice(1), a]));
  let shown;
  const observer = new IntersectionObserver((entries) => {
    const entry = entries.find((e) => e.isIntersecting);
    if (!entry) return;
    shown?.removeAttribute("aria-current");
    shown = links.get(entry.target.id);
    shown?.setAttribute("aria-current", "true");
  }, { rootMargin: "0px 0px -80% 0px" });
  for (const id of links.keys()) {
    const place = document.getElementById(id);
    if (place) observer.observe(place);
  }
}
