// The rows of the list: which one is current, and that the focus is not lost when they change.
import htmx from 'htmx.org';

const ROW = '.task-row';
const WIDE = '(min-width: 62.001rem)'; // list and detail side by side, as in inbox.css

export const rows = () => [...document.querySelectorAll(ROW)];
export const linkOf = row => row?.querySelector('.name');
export const keyOf = row => row?.id.replace('task-', '');
export const openKey = () => /^\/tasks\/(\d+)$/.exec(location.pathname)?.[1];

let last = ''; // id of the row that had the focus last

/** The row with the focus; in the open task its row; else the row that had the focus last. */
export function current() {
  const focused = document.activeElement;
  const open = document.getElementById(`task-${openKey()}`);
  const before = focused?.closest('#detail') ? null : document.getElementById(last);
  return focused?.closest(ROW) ?? before ?? open;
}

/** Go some rows up or down; from nowhere to the first; beyond the ends to the neighbouring pages. */
export function move(by) {
  const page = rel => document.querySelector(`#task-rows .pages a[rel=${rel}]`);
  const stops = [page('prev'), ...rows(), page('next')].filter(Boolean);
  const at = stops.indexOf(document.activeElement?.closest('.pages a') ?? current());
  const next = at < 0 ? rows()[0] : stops[Math.min(Math.max(at + by, 0), stops.length - 1)];
  if (next?.matches(ROW)) focusRow(next);
  else next?.focus();
}

export function focusRow(row) {
  linkOf(row)?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}

/** Show at once which task is being opened. */
function mark(key) {
  for (const link of document.querySelectorAll(`${ROW} [aria-current]`)) link.removeAttribute('aria-current');
  linkOf(document.getElementById(`task-${key}`))?.setAttribute('aria-current', 'true');
}

const PLACES = [ROW, '.chips a', '.pages a']; // what goes or changes with the list
const nowhere = () => [null, document.body].includes(document.activeElement);

let left = null; // where the focus was, when that went
let narrowing = false; // the filters stood open
let back = false; // by the browser's button
let byKey = false; // the task was opened from the keyboard

function remember() {
  const active = document.activeElement;
  const place = PLACES.find(one => active?.closest(one));
  const at = place ? [...document.querySelectorAll(place)].indexOf(active.closest(place)) : 0;
  left = place && { place, at, id: active.id };
  narrowing = document.querySelector('.narrowing')?.open;
}

function restore() {
  const filters = document.querySelector('.narrowing');
  if (filters && narrowing) filters.open = true;
  if (!left || !nowhere()) return;
  const same = document.getElementById(left.id);
  if (same) same.focus({ preventScroll: true });
  else if (left.place === '.pages a') focusRow(rows()[0]);
  else focusNear([...document.querySelectorAll(left.place)], left.at);
  left = null;
}

/** Who goes back from a task is at its row again. */
function goBack() {
  if (openKey() || !(nowhere() || document.activeElement.id === 'detail')) return;
  focusRow(document.getElementById(last) ?? rows()[0]);
}

/** What stands now where something went, else the last of its kind; where none is left, the search. */
function focusNear(all, at) {
  const one = all[Math.min(at, all.length - 1)];
  if (one?.matches(ROW)) focusRow(one);
  else (one ?? document.getElementById('q'))?.focus();
}

/** The detail takes the focus where it was asked for by key, or is all that is seen. */
function enter({ target }) {
  if (target?.id !== 'detail') return;
  const detail = document.getElementById('detail');
  const name = detail.querySelector('h1')?.textContent;
  if (name) document.title = `${name} · Claimdesk`;
  const stayed = nowhere() || document.activeElement.closest(ROW);
  if (!stayed) return; // the reader has gone on to something else
  if (byKey || !matchMedia(WIDE).matches) detail.focus({ preventScroll: true });
  if (!matchMedia(WIDE).matches) scrollTo(0, 0);
  byKey = false;
}

/** Show the open task again after an act on it from the list; what is typed there stays. */
function reopen({ request, response }) {
  if (!request?.action.startsWith('/tasks/bulk') || response.status >= 400) return;
  const [act, only] = (request.body.get('act') ?? '').split(':');
  const ids = only ? [only] : request.body.getAll('ids');
  if (act !== 'unread' && ids.includes(openKey())) open(location.pathname + location.search, 'innerMorph');
}

function open(path, swap = 'innerHTML scroll:top') {
  const push = path === location.pathname + location.search ? 'false' : 'true'; // no step back to the same
  return htmx.ajax('GET', path, { target: '#detail', swap, push });
}

export function start() {
  document.addEventListener('focusin', ({ target }) => {
    last = target.closest?.(ROW)?.id ?? last;
  });
  document.addEventListener('inbox:open', ({ detail }) => open(detail.path));
  document.addEventListener('click', event => {
    if (event.target.closest?.(`${ROW} .name`)) byKey = event.detail === 0;
  });
  htmx.on('htmx:before:request', ({ target }) => {
    const row = target.closest?.(ROW);
    if (row && target.matches('.name')) mark(keyOf(row));
  });
  htmx.on('htmx:before:history:restore', () => { back = true; });
  htmx.on('htmx:finally:request', () => {
    if (back) goBack();
    back = false;
  });
  htmx.on('htmx:before:swap', remember);
  htmx.on('htmx:after:swap', ({ detail: { ctx } }) => {
    mark(openKey());
    restore();
    reopen(ctx);
    enter({ target: typeof ctx.target === 'string' ? htmx.find(ctx.target) : ctx.target });
  });
}
