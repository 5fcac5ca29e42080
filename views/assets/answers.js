// Answering by keyboard: j and k move, x chooses, a all, r responds, o opens.
// Without this script the same is done with the form.
const form = document.querySelector("form.answers");
const rows = [...document.querySelectorAll("form.answers article")];
let at = -1;

function go(to) {
  if (rows.length === 0) return;
  at = Math.max(0, Math.min(rows.length - 1, to));
  rows[at].focus();
  rows[at].scrollIntoView({ block: "nearest" });
}

function box(row) {
  return row?.querySelector("input[name=comments]");
}

function here() {
  const i = rows.findIndex((row) => row.contains(document.activeElement));
  if (i >= 0) at = i;
  return rows[at];
}

const keys = {
  j: () => { here(); go(at + 1); },
  k: () => { here(); go(at - 1); },
  x: () => box(here())?.click(),
  a: () => {
    const boxes = rows.map(box).filter(Boolean);
    const all = boxes.every((b) => b.checked);
    for (const b of boxes) b.checked = !all;
  },
  r: () => {
    if (!form.querySelector("input[name=comments]:checked, input[name=campaigns]:checked, input[name=all]:checked")) box(here())?.click();
    form.querySelector("button[value=respond]").click();
  },
  o: () => here()?.querySelector("a.go, .from a")?.click(),
  "?": () => {
    const help = form.querySelector("details.keys");
    help.open = !help.open;
    help.querySelector("summary").focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
