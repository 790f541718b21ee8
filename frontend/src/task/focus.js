// Where the focus is after an act: on the same button or field, else on the part that was drawn
// anew. It never falls out of the page.

const PARTS = '#beside, #detail, #case-part';

let had = null;

export function start() {
  document.addEventListener('htmx:before:swap', remember);
  document.addEventListener('htmx:after:swap', restore);
}

const isLost = () => [document.body, null].includes(document.activeElement);
const task = () => document.getElementById('task-form')?.dataset.task;

function remember() {
  const part = document.activeElement?.closest(PARTS);
  if (part) had = { part: part.id, task: task(), names: namesOf(document.activeElement) };
}

/** By what an element is found again. */
function namesOf(element) {
  const summary = element.closest('details')?.querySelector('summary');
  const act = element.dataset.act && `[data-act="${element.dataset.act}"]`;
  return [element.id && `#${CSS.escape(element.id)}`, act, summary?.id && `#${summary.id}`].filter(Boolean);
}

function restore() {
  if (!had) return;
  const moved = had.task !== task();
  if (moved) toTop();
  const strays = moved && document.activeElement?.closest(PARTS); // a field of the same name had it
  if (isLost() || strays) place(moved)?.focus({ preventScroll: true });
  had = null;
}

/** The same element; of another task none, so that nothing is typed or pressed there by mistake. */
function place(moved) {
  const part = document.getElementById(had.part) ?? document.getElementById('detail');
  const found = moved ? [] : had.names.map(name => part?.querySelector(name));
  return found.find(one => one?.offsetParent) ?? part;
}

/** Another task is read from its beginning. */
function toTop() {
  const detail = document.getElementById('detail');
  if (detail) detail.scrollTop = 0;
  if (detail && getComputedStyle(detail).overflowY === 'visible') scrollTo(0, 0);
}
