// Splitting a letter by keyboard: j and k move, n begins a remark or joins it, x
// leaves it out, p goes to its provision, s saves. Without this script the same is
// done with the form.
const form = document.querySelector("form.letter");
const blocks = [...document.querySelectorAll(".blocks > li")];
let at = -1;

function here() {
  const i = blocks.findIndex((block) => block.contains(document.activeElement));
  if (i >= 0) at = i;
  return blocks[at];
}

function go(to) {
  at = Math.max(0, Math.min(blocks.length - 1, to));
  blocks[at]?.focus();
  blocks[at]?.scrollIntoView({ block: "nearest" });
}

// remark is the block where the remark that the current one belongs to begins.
function remark() {
  here();
  let i = Math.max(0, at);
  while (i > 0 && !blocks[i].querySelector("[name=cut]").checked) i--;
  return blocks[i];
}

// What belongs to a remark that is left out is struck through.
form?.addEventListener("change", () => {
  let out = false;
  for (const block of blocks) {
    const cut = block.querySelector("[name=cut]");
    if (cut.checked || cut.type === "hidden") out = block.querySelector("[name=skip]").checked;
    block.classList.toggle("out", out);
  }
});

const keys = {
  j: () => { here(); go(at + 1); },
  k: () => { here(); go(at - 1); },
  n: () => here()?.querySelector("input[type=checkbox][name=cut]")?.click(),
  x: () => remark()?.querySelector("[name=skip]").click(),
  p: () => {
    const place = remark()?.querySelector("[name^=at_]");
    place?.focus();
    place?.select();
  },
  s: () => form.querySelector("button[value=save]").click(),
  "?": () => {
    const help = form.querySelector("details.keys");
    help.open = !help.open;
    help.querySelector("summary").focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select")) {
    if (event.key === "Escape") go(blocks.findIndex((block) => block.contains(event.target)));
    return;
  }
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
