// Keeps what is typed: on this device at once, on the server a moment later. Nothing is lost when
// the server is gone, the session has ended, or another window has kept something newer.
import htmx from 'htmx.org';
import { drop } from './carry.js';
import { bodyOf, edited, post, saying, theForm } from './form.js';
import { forget, keepHere, keptHere } from './local.js';
import { redraw } from './refresh.js';

const PAUSE = 800; // ms after the last key
const SLOW = 1000; // ms after which one is told that it is being saved
const FIRST_RETRY = 1000;
const LAST_RETRY = 30000;
const PASSING = ['offline', 'signed-out', 'both', 'refused']; // over once a draft is saved

/** What is going on with the form that is open. */
let now = nothing(null);
/** What the bar above the form says. */
let told = '';

function nothing(form) {
  return { form, dirty: false, sending: false, halted: false, failures: 0, timer: 0 };
}

export function start() {
  document.addEventListener('task:edited', onEdit);
  document.addEventListener('focusout', event => event.target.form === now.form && save());
  document.addEventListener('visibilitychange', () => (document.hidden ? save({ keepalive: true }) : retry()));
  window.addEventListener('pagehide', () => save({ keepalive: true }));
  window.addEventListener('online', retry);
  window.addEventListener('focus', retry);
  document.addEventListener('click', onClick);
  document.addEventListener('htmx:after:request', onAnswer);
  document.addEventListener('htmx:before:request', event => ours(event) && clearTimeout(now.timer));
  document.addEventListener('htmx:after:swap', adopt);
  document.addEventListener('htmx:error', event => ours(event) && lost());
  adopt();
}

const ours = event => event.detail?.ctx?.sourceElement?.closest?.('#task-form') === now.form && now.form;

/** Go on with the form that is open now; what that of another task still holds is sent. */
function adopt() {
  const form = theForm();
  if (form === now.form) return;
  if (form && form.dataset.task === now.form?.dataset.task) return goOn(form);
  if (now.form && now.dirty && !now.halted) save({ keepalive: true });
  clearTimeout(now.timer);
  now = nothing(form);
  told = '';
  if (form) restore(form);
}

/** The same task was drawn anew, e.g. by taking it. */
function goOn(form) {
  now.form = form;
  now.halted = false;
  if (now.said) say(now, now.said);
  if (now.dirty) now.timer = setTimeout(save, PAUSE);
}

/** Put back what this device kept and the server never got. */
async function restore(form) {
  const { body: kept, next } = keptHere(form) ?? {};
  if (!kept) return;
  const present = bodyOf(form);
  const differs = [...new Set([...kept.keys(), ...present.keys()])]
    .filter(name => !name.startsWith('_') && name !== 'csrf_token')
    .some(name => String(kept.getAll(name)) !== String(present.getAll(name)));
  if (!differs) return forget(form);
  kept.set('csrf_token', present.get('csrf_token'));
  kept.set('_version', present.get('_version'));
  const drawn = await redraw(form, kept);
  if (!drawn || form !== now.form) return;
  // a draft that was on its way when the page went is one's own, not another window's
  if (present.get('_draft') !== next) form.elements._draft.value = kept.get('_draft') ?? '0';
  bar('restored');
  edited();
}

function onEdit() {
  if (!now.form) return;
  now.dirty = true;
  if (now.mendable) now.halted = now.mendable = false;
  const body = bodyOf(now.form);
  keepHere(now.form, body, now.sending ? Number(body.get('_draft')) + 1 : 0);
  clearTimeout(now.timer);
  if (!now.failures) now.timer = setTimeout(save, PAUSE);
}

/** Send the draft, if there is anything new in it. */
async function save({ keepalive = false } = {}) {
  const it = now;
  if (!it.form || !it.dirty || it.halted || it.sending) return;
  clearTimeout(it.timer);
  it.dirty = false;
  it.sending = true;
  const slow = setTimeout(() => say(it, saying('saving').textContent), SLOW);
  try {
    const answer = await post(it.form.dataset.autosave, bodyOf(it.form), { keepalive });
    await take(it, answer);
  } catch {
    failed(it);
  } finally {
    clearTimeout(slow);
    it.sending = false;
    if (it.dirty && !it.halted && !it.failures) it.timer = setTimeout(save, PAUSE);
  }
}

async function take(it, answer) {
  const { status } = answer;
  if (status === 429 || status >= 500) return failed(it);
  if (status === 401) return signedOut(it);
  if (status === 400) return renew(it);
  const said = await answer.json();
  if (status === 412) return both(it, said.both);
  if (!answer.ok) return refused(it, said);
  saved(it, said);
}

function saved(it, said) {
  it.form.elements._draft.value = said.version;
  if (!it.dirty) forget(it.form);
  if (said.changed) bar('changed', said.changed);
  else if (it.failures) bar('back');
  else if (PASSING.includes(told)) bar('');
  it.failures = 0;
  say(it, said.said);
}

/** The server is gone: tell it, and try again after a while, each time a longer one. */
function failed(it) {
  it.dirty = true;
  it.failures += 1;
  if (it !== now) return;
  lost();
  const pause = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** (it.failures - 1));
  clearTimeout(it.timer);
  it.timer = setTimeout(save, pause);
}

function lost() {
  bar('offline');
  say(now, saying('unsaved').textContent);
}

function signedOut(it) {
  it.dirty = it.halted = true;
  it.signedOut = true;
  bar('signed-out');
  say(it, saying('unsaved').textContent);
}

/** The page is older than the sign-in: take a fresh token, if the same reader is signed in. */
async function renew(it) {
  it.dirty = true;
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
  const form = page.querySelector('#task-form');
  const token = page.querySelector('[name=csrf_token]')?.value;
  if (form?.dataset.reader !== it.form.dataset.reader || token === it.form.elements.csrf_token.value) {
    return signedOut(it);
  }
  for (const field of document.querySelectorAll('[name=csrf_token]')) field.value = token;
}

/** Whoever was signed out, or without a server, may be back. */
function retry() {
  if (now.signedOut) now.halted = now.signedOut = false;
  if (now.failures) save();
  else if (now.dirty) save();
}

/** What is refused is not sent again before it is changed. */
function refused(it, said) {
  it.halted = true;
  it.mendable = !said.changed;
  bar(said.changed ? 'changed' : 'refused', said.changed || said.problem);
  say(it, saying('unsaved').textContent);
}

function both(it, html) {
  it.halted = it.dirty = true;
  bar('both');
  place()?.append(document.adoptNode(new DOMParser().parseFromString(html, 'text/html').body.firstElementChild));
  say(it, saying('unsaved').textContent);
}

function onClick(event) {
  const button = event.target.closest('[data-keep], [data-copy]');
  if (!button || !now.form) return;
  if ('copy' in button.dataset) return copy(button);
  if (button.dataset.keep === 'theirs') {
    forget(now.form);
    drop();
    now = nothing(null);
    return htmx.ajax('GET', location.pathname + location.search, { target: '#detail' });
  }
  now.form.elements._draft.value = button.dataset.version;
  now.halted = false;
  bar('');
  save();
}

/** Copy what is filled in, a field a line. */
async function copy(button) {
  const lines = [...now.form.querySelectorAll('#task-fields .field')]
    .map(field => [nameOf(field), valueOf(field)])
    .filter(([, value]) => value)
    .map(pair => pair.join(': '));
  await navigator.clipboard?.writeText(lines.join('\n'));
  button.textContent = saying('copied').textContent;
}

function nameOf(field) {
  return field.querySelector('label, legend, .label')?.firstChild?.textContent.trim() ?? '';
}

function valueOf(field) {
  const chosen = [...field.querySelectorAll('input:checked')].map(one => one.parentElement.textContent.trim());
  if (chosen.length) return chosen.join(', ');
  const entry = field.querySelector('select, textarea, input:not([type=checkbox], [type=radio], [type=file])');
  if (entry?.matches('select')) return entry.selectedOptions[0]?.textContent.trim() ?? '';
  return entry?.value ?? field.querySelector('output')?.textContent.trim() ?? '';
}

/** A task that is completed needs no draft any more. */
function onAnswer(event) {
  const { ctx } = event.detail;
  if (!ours(event) || ctx.response.status >= 400) return;
  if (!/\/(complete|draft)\b/.test(ctx.request.action)) return;
  now.dirty = false;
  forget(now.form);
}

const place = () => document.getElementById('draft-bar');

function bar(name, text) {
  if (name === told && place()?.querySelector('[data-what]')?.textContent === text) return;
  told = name;
  place()?.replaceChildren(saying(name, text));
}

function say(it, text) {
  it.said = text;
  const state = it.form?.querySelector('#draft-state');
  if (state && state.textContent !== text) state.textContent = text;
}
