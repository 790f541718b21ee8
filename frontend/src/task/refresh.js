// Draws the fields anew as the answers make them: conditions, limits, choices, rows of a list.
import htmx from 'htmx.org';
import { bodyOf, edited, edits, post, theForm } from './form.js';

const PAUSE = 300; // ms after the last key
const ASKS = { 'HX-Request': 'true', 'HX-Target': 'div#task-fields' };

let timer = 0;

export function start() {
  document.addEventListener('input', onInput);
  document.addEventListener('compositionend', onInput);
  document.addEventListener('click', onClick);
  document.addEventListener('keydown', onKey);
}

/** Draw the fields as some answers make them; false: the server did not. */
export async function redraw(form, body, swap = 'innerHTML') {
  let answer;
  try {
    answer = await post(form.dataset.refresh, body, { headers: ASKS });
  } catch {
    return false;
  }
  if (!answer.ok) return false;
  return draw(form, await answer.text(), swap);
}

export async function draw(form, text, swap) {
  if (form !== theForm()) return false;
  const target = form.querySelector('#task-fields');
  await htmx.swap({ sourceElement: target, target, text, swap });
  document.dispatchEvent(new CustomEvent('task:drawn'));
  return true;
}

function onInput(event) {
  const form = theForm();
  if (!form || event.target.form !== form || event.isComposing || !decides(form, event.target)) return;
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE, form);
}

/** Whether other fields hang on this one, or on the group or list that it stands in. */
function decides(form, field) {
  const decisive = (form.dataset.decisive ?? '').split(' ');
  return field.name.split('.').some(part => decisive.includes(part));
}

/** Morph the fields; what was typed meanwhile stays, and is sent by the next refresh. */
async function refresh(form) {
  const seen = edits();
  let answer;
  try {
    answer = await post(form.dataset.refresh, bodyOf(form), { headers: ASKS });
    if (!answer.ok) return;
  } catch {
    return; // keeping the draft tells of it
  }
  const text = await answer.text();
  if (seen === edits()) await draw(form, text, 'innerMorph');
  else timer = setTimeout(refresh, PAUSE, form);
}

/** Add a row, or take one away, without leaving the page. */
async function onClick(event) {
  const button = event.target.closest('button[data-list]');
  const form = theForm();
  if (!button || !form?.contains(button)) return;
  event.preventDefault();
  clearTimeout(timer);
  const { list } = button.dataset;
  const body = bodyOf(form);
  body.append(button.name, button.value);
  button.disabled = true;
  if (!(await redraw(form, body))) {
    button.disabled = false;
    return form.requestSubmit(button);
  }
  focusRow(list, button.name === '_add');
  edited();
}

function focusRow(list, added) {
  const rows = document.querySelectorAll(`#${CSS.escape(list)} > .row`);
  const last = rows[rows.length - 1];
  const field = added && last?.querySelector('input:not([type=hidden]), select, textarea');
  (field || document.querySelector(`#${CSS.escape(list)} > .add`))?.focus();
}

/** Enter in a line goes to the next field; with Ctrl it completes, as the keys of the page do. */
function onKey(event) {
  const form = theForm();
  if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return;
  if (!form?.contains(event.target)) return;
  if (!event.target.matches('input:not([type=file])')) return;
  event.preventDefault();
  const fields = [...form.querySelectorAll('#task-fields :is(input:not([type=hidden]), select, textarea)')];
  fields[fields.indexOf(event.target) + 1]?.focus();
}
