// Suggests dossiers, laws and institutions while somebody types into a search
// box: an editable combobox with a list. Without this the box is a plain field.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
.suggested { position: absolute; z-index: 5; margin: 0; padding: 0; list-style: none; background: var(--paper); border: 1px solid var(--ink); max-width: calc(100vw - 1rem); text-align: left; }
.suggested li { padding: .5rem .75rem; min-height: 44px; cursor: pointer; }
.suggested li small { display: block; }
.suggested [aria-selected="true"] { outline: 3px solid var(--accent); outline-offset: -3px; }
`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

function combobox(input) {
  const list = document.createElement("ul");
  const said = document.createElement("span");
  list.id = `${input.id}-suggested`;
  list.className = "suggested";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.label);
  said.className = "hidden";
  said.setAttribute("role", "status");
  document.body.append(list, said);
  const set = (name, value) => input.setAttribute(name, value);
  set("role", "combobox");
  set("autocomplete", "off");
  set("aria-autocomplete", "list");
  set("aria-expanded", "false");
  set("aria-controls", list.id);
  let options = [], chosen = -1, asked = 0, timer;

  function choose(n) {
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = n;
    const option = options[n];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    set("aria-activedescendant", option.id);
  }

  function close() {
    asked++;
    clearTimeout(timer);
    list.hidden = true;
    set("aria-expanded", "false");
    choose(-1);
  }

  function open(found) {
    choose(-1);
    options = found.map((one, n) => {
      const option = document.createElement("li");
      const kind = document.createElement("small");
      option.id = `${list.id}-${n}`;
      option.dataset.address = one.address;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      kind.textContent = one.kind;
      option.append(one.text, " ", kind);
      return option;
    });
    list.replaceChildren(...options);
    said.textContent = input.dataset.count.replace("{0}", options.length);
    if (!options.length) return close();
    const box = input.getBoundingClientRect();
    list.hidden = false;
    list.style.minWidth = `${box.width}px`;
    list.style.top = `${box.bottom + scrollY}px`;
    list.style.left = `${Math.max(0, Math.min(box.left, document.documentElement.clientWidth - list.offsetWidth)) + scrollX}px`;
    set("aria-expanded", "true");
  }

  async function ask() {
    const mine = ++asked;
    said.textContent = ""; // so that the same number is said again
    const typed = input.value.trim();
    if (typed.length < 2) return close();
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      const found = answer.ok ? await answer.json() : [];
      if (mine === asked && document.activeElement === input) open(found);
    } catch {
      if (mine === asked) close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (list.hidden) {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        ask();
      }
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const n = chosen + step;
      choose(n < -1 ? options.length - 1 : n >= options.length ? -1 : n);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(options[chosen].dataset.address);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      choose(-1); // back to the words: Enter searches for them
    } else if (event.key === "Tab") {
      close();
    }
  });
  input.addEventListener("blur", close);
  // Before the field loses the focus, which would close the list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) location.assign(option.dataset.address);
  });
}

for (const input of document.querySelectorAll("input[data-suggest]")) combobox(input);
