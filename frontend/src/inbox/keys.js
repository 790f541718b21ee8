// The keyboard. One table: what is listened to, and what the help shows.
import htmx from 'htmx.org';
import { showHelp } from './help.js';
import { clear, pick, some } from './picking.js';
import { current, focusRow, keyOf, move, openKey, rows } from './rows.js';
import { areOff, switchKeys } from './single.js';
import { said, toast } from './toasts.js';

const WAIT = 1200; // ms for the second key of two, e.g. g m
const TYPING = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';

const press = selector => document.querySelector(selector)?.click();
const inDetail = act => press(`#detail [data-act="${act}"]`);
const go = list => press(`#tasks-nav [data-go="${list}"]`);

const withSelected = act => press(`#bulk button[value="${act}"]`);

/** What is done with all that is selected; what a row offers, or the open task, which then shows it too. */
function act(name) {
  if (some()) return withSelected(name);
  const row = current();
  if (!row || keyOf(row) === openKey()) inDetail(name);
  else press(`#${row.id} [value^="${name}:"]`);
}

/** Do an act that rows show no button for. */
function ask(name) {
  if (some()) return withSelected(name);
  const [row, form] = [current(), document.getElementById('bulk')];
  if (!row || !form) return;
  htmx.ajax('POST', form.getAttribute('action'), { source: form, values: { act: `${name}:${keyOf(row)}` } });
}

function tab(by) {
  const tabs = [...document.querySelectorAll('#task-tabs a')];
  const at = tabs.findIndex(one => one.hasAttribute('aria-current'));
  tabs[(at + by + tabs.length) % tabs.length]?.click();
}

function toList() {
  const row = document.getElementById(`task-${openKey()}`) ?? rows()[0];
  if (row?.offsetParent) focusRow(row);
  else press('#detail .back a');
}

function firstField() {
  document.querySelector('#task-form :is(input:not([type=hidden]), select, textarea):not(:disabled)')?.focus();
}

function close() {
  const open = document.activeElement?.closest('details[open]');
  if (open) {
    open.open = false;
    open.querySelector('summary')?.focus();
  } else if (document.activeElement?.matches(TYPING)) document.activeElement.blur();
  else clear();
}

/** `always`: also while one types. `part`: where the help lists it. Names are texts of the page. */
export const KEYS = [
  { keys: 'j', name: 'next', part: 'list', run: () => move(1) },
  { keys: 'k', name: 'previous', part: 'list', run: () => move(-1) },
  { keys: 'Enter', name: 'open', part: 'list' }, // a link does that by itself
  { keys: 'o', name: 'toList', part: 'list', run: toList },
  { keys: 'x', name: 'select', part: 'list', run: () => pick(current()) },
  { keys: 'b', name: 'toActs', part: 'list', run: () => some() && document.querySelector('#bulk [value=claim]').focus() },
  { keys: '/', name: 'search', part: 'list', run: () => document.getElementById('q')?.focus() },
  { keys: 'n', name: 'takeNext', part: 'list', run: () => press('#take-next') },
  { keys: 'g m', name: 'goMine', part: 'lists', run: () => go('m') },
  { keys: 'g u', name: 'goFree', part: 'lists', run: () => go('u') },
  { keys: 'g t', name: 'goTeam', part: 'lists', run: () => go('t') },
  { keys: 'g a', name: 'goAll', part: 'lists', run: () => go('a') },
  { keys: 'c', name: 'take', part: 'task', run: () => act('claim') },
  { keys: 'u', name: 'giveBack', part: 'task', run: () => act('release') },
  { keys: 'U', name: 'unread', part: 'task', run: () => ask('unread') },
  { keys: 'e', name: 'form', part: 'task', run: firstField },
  { keys: '[', name: 'tabBefore', part: 'task', run: () => tab(-1) },
  { keys: ']', name: 'tabAfter', part: 'task', run: () => tab(1) },
  { keys: 'Ctrl+Enter', name: 'complete', part: 'task', always: true, run: () => inDetail('complete') },
  { keys: 'Ctrl+s', name: 'draft', part: 'task', always: true, run: () => inDetail('save') },
  { keys: '?', name: 'help', part: 'page', run: () => showHelp(KEYS) },
  { keys: 'Escape', name: 'close', part: 'page', always: true, run: close },
];

let begun = '', timer;

/** A key as the table writes it; who has locked capitals means the same as without. */
function named(event) {
  if (event.altKey || !event.key) return '';
  const letter = event.key.length === 1 ? event.key : '';
  if (event.ctrlKey || event.metaKey) return `Ctrl+${letter.toLowerCase() || event.key}`;
  if (!letter || !event.getModifierState('CapsLock')) return event.key;
  return event.shiftKey ? letter.toUpperCase() : letter.toLowerCase();
}

function listen(event) {
  if (event.defaultPrevented || event.isComposing || !document.querySelector('.inbox')) return;
  if (document.querySelector('dialog[open]')) return;
  const key = named(event);
  const pressed = begun ? `${begun} ${key}` : key;
  clearTimeout(timer);
  begun = '';
  const typing = event.target.matches?.(TYPING);
  const found = KEYS.find(one => one.keys === pressed && one.run);
  if (found && (found.always || (!typing && !areOff()))) {
    if (key !== 'Escape' || event.target.type === 'search') event.preventDefault(); // leaving is not clearing
    found.run();
  } else if (!typing && !areOff() && KEYS.some(one => one.keys.startsWith(`${pressed} `))) {
    begun = pressed;
    timer = setTimeout(() => { begun = ''; }, WAIT);
  }
}

export function start() {
  document.addEventListener('keydown', listen);
  document.addEventListener('click', ({ target }) => {
    if (target.closest?.('[data-help]')) showHelp(KEYS);
  });
  document.addEventListener('change', ({ target }) => {
    if (target.id === 'single-keys') switchKeys(target).catch(() => toast(said('unsent')));
  });
}
