// Keeps lists and counts as they are now: only what changed is swapped, and nothing while nobody looks.
import htmx from 'htmx.org';
import { keyOf, openKey, rows } from './rows.js';
import { announce, said, toast } from './toasts.js';

const EVERY = 15_000; // ms
const LONGEST = 120_000; // ms between tries while the server is gone
const PATIENCE = 10_000; // ms that an answer may take

let timer, tag = '', swaps = 0, failures = 0, good = new Date();

function schedule() {
  clearTimeout(timer);
  timer = setTimeout(refresh, Math.min(EVERY * 2 ** failures, LONGEST));
}

/** Ask for the state of lists and open task now. */
export async function refresh() {
  const inbox = document.querySelector('.inbox');
  if (!inbox || document.hidden) return schedule();
  const before = swaps;
  try {
    const answer = await ask(inbox.dataset.live);
    if (answer.redirected) return location.reload(); // signed out meanwhile
    if (!answer.ok && answer.status !== 304) throw new Error(answer.status);
    reached();
    const text = answer.status === 304 ? '' : await answer.text();
    if (before !== swaps) return refresh(); // the page has moved on while this was on its way
    if (text) await show(text, answer.headers.get('ETag') ?? '');
  } catch {
    lost();
  }
  schedule();
}

function ask(path) {
  const query = new URLSearchParams(location.search);
  const version = document.querySelector('#detail [name=_version]')?.value;
  if (openKey() && version) query.set('version', version);
  return fetch(`${path}?${query}`, {
    headers: { 'HX-Request': 'true', 'HX-Current-URL': location.href, 'If-None-Match': tag },
    cache: 'no-store',
    signal: AbortSignal.timeout(PATIENCE),
  });
}

async function show(text, fresh) {
  const known = new Set(rows().map(keyOf));
  await htmx.swap({ sourceElement: document.body, target: '#task-rows', swap: 'innerMorph', text });
  tag = fresh;
  const come = rows().filter(row => !known.has(keyOf(row))).length;
  if (come) announce(said(come === 1 ? 'newOne' : 'newMany', { number: come }));
}

function lost() {
  failures += 1;
  const bar = document.getElementById('lost');
  if (!bar) return;
  const time = good.toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
  bar.textContent = said('lost', { time });
  bar.hidden = false;
}

function reached() {
  good = new Date();
  if (failures) toast(said('back'));
  failures = 0;
  const bar = document.getElementById('lost');
  if (bar) bar.hidden = true;
}

export function start() {
  htmx.on('htmx:after:swap', ({ detail: { ctx } }) => {
    swaps += 1;
    tag = '';
    if (ctx.request?.method === 'POST') refresh(); // an act moves counts and rows, too
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && Date.now() - good > EVERY) refresh();
  });
  addEventListener('online', refresh);
  schedule();
}
