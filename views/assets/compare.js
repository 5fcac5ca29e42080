// Keys n and p go to the next and the previous change of a comparison.
const changes = [...document.querySelectorAll(".change")];

function typing(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

// current is the change at the top of the window, or the one before it.
function current() {
  const focused = changes.indexOf(document.activeElement);
  if (focused >= 0) return focused;
  let at = -1;
  for (const [i, change] of changes.entries()) {
    if (change.getBoundingClientRect().top <= 2) at = i;
  }
  return at;
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const step = { n: 1, p: -1 }[event.key];
  if (!step) return;
  const next = changes[current() + step];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView();
});
