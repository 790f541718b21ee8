// Selecting rows: one, a stretch with Shift, or all of the page.
import htmx from 'htmx.org';
import { current, focusRow, rows } from './rows.js';

const picks = () => [...document.querySelectorAll('.pick')];
let last = null;

/** Whether rows are selected. */
export const some = () => picks().some(box => box.checked);

export function pick(row) {
  const box = row?.querySelector('.pick');
  if (!box) return;
  box.checked = !box.checked;
  last = box;
  count();
}

/** Select nothing; say whether there was something. */
export function clear() {
  const chosen = picks().filter(box => box.checked);
  for (const box of chosen) box.checked = false;
  count();
  return chosen.length > 0;
}

function stretch(from, to) {
  const all = picks();
  const [first, end] = [all.indexOf(from), all.indexOf(to)].sort((a, b) => a - b);
  if (first >= 0) for (const box of all.slice(first, end + 1)) box.checked = to.checked;
}

function count() {
  const chosen = picks().filter(box => box.checked).length;
  const all = document.getElementById('pick-all');
  if (!all) return;
  all.checked = chosen > 0 && chosen === picks().length;
  all.indeterminate = chosen > 0 && !all.checked;
  document.getElementById('picked').textContent = chosen;
}

/** The selected tasks that an act was done with; what was selected since, or was refused, stays. */
function acted({ sourceElement, request, response }) {
  const only = sourceElement?.id !== 'bulk' || request.body.get('act')?.includes(':');
  if (only || response.status >= 400) return [];
  const refused = [...document.querySelectorAll('.outcomes [data-task]')].map(one => one.dataset.task);
  return request.body.getAll('ids').filter(key => !refused.includes(key));
}

/** What was asked for with an act is asked again where it is missing, and gone once it is done. */
function settle({ status }) {
  const fields = [...document.querySelectorAll('#bulk details[open] :is(input, select)')];
  if (status >= 400) return fields.find(field => !field.value)?.focus();
  for (const field of fields) field.value = '';
  for (const asking of document.querySelectorAll('#bulk details[open]')) asking.open = false;
  if (!some() && document.activeElement?.closest('#bulk')) focusRow(current() ?? rows()[0]); // the bar goes
}

/** Enter in a field of an act does that act. */
function enter(event) {
  const asking = event.target.closest?.('#bulk .asking');
  if (event.key !== 'Enter' || event.isComposing || !asking || !event.target.matches('input')) return;
  event.preventDefault();
  asking.querySelector('button').click();
}

export function start() {
  document.addEventListener('keydown', enter);
  document.addEventListener('click', ({ target, shiftKey }) => {
    if (target.id === 'pick-all') for (const box of picks()) box.checked = target.checked;
    else if (target.matches?.('.pick')) {
      if (shiftKey && last?.isConnected) stretch(last, target);
      last = target;
    } else return;
    count();
  });
  htmx.on('htmx:after:swap', ({ detail: { ctx } }) => {
    for (const key of acted(ctx)) {
      const box = document.getElementById(`pick-${key}`);
      if (box) box.checked = false;
    }
    count();
    if (ctx.sourceElement?.id === 'bulk') settle(ctx.response);
  });
}
