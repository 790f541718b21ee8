// When the task is drawn anew after an act: what was typed while the answer was awaited stays,
// the caret stays where it was, and what is wrong is gone to.
import { edited, theForm } from './form.js';

const changed = new Set();
let carried = null;

export function start() {
  document.addEventListener('input', ({ target }) => target.form === theForm() && target.name && changed.add(target.name));
  document.addEventListener('htmx:before:request', event => ours(event) && changed.clear());
  document.addEventListener('htmx:before:response', onResponse);
  document.addEventListener('htmx:before:swap', event => { carried = redraws(event) ? pack() : null; });
  document.addEventListener('htmx:after:swap', event => unpack(event));
}

const redraws = event => event.detail.ctx.target?.id === 'detail';
const ours = event => event.detail?.ctx?.sourceElement?.id === 'task-form';

/** What was typed here is not wanted any more. */
export function drop() {
  changed.clear();
}

/** Who was signed out goes to sign in; what was typed waits on this device. */
function onResponse(event) {
  const { raw, status } = event.detail.ctx.response;
  if (status === 401 && ours(event)) {
    event.preventDefault();
    edited(); // the draft finds out, and says what is to be done
  } else if (raw.redirected && new URL(raw.url).pathname === '/sign-in') {
    event.preventDefault();
    location.href = raw.url;
  }
}

function pack() {
  const form = theForm();
  const active = document.activeElement;
  return form && {
    task: form.dataset.task,
    fields: [...changed].flatMap(name => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].map(valueOf)),
    focus: form.contains(active) && active.id ? [active.id, active.selectionStart, active.selectionEnd] : null,
  };
}

function valueOf(field) {
  return { name: field.name, option: field.value, checked: field.checked, type: field.type };
}

function unpack(event) {
  if (!redraws(event)) return;
  const form = theForm();
  if (carried && form?.dataset.task === carried.task) {
    carried.fields.forEach(one => putBack(form, one));
    if (carried.fields.length) edited();
    if (!document.getElementById('problems')) refocus(carried.focus);
  }
  else changed.clear();
  carried = null;
  goToProblem(form);
}

function putBack(form, { name, option, checked, type }) {
  const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  if (type === 'radio' || type === 'checkbox') {
    const one = fields.find(field => field.value === option);
    if (one) one.checked = checked;
  } else if (type !== 'file' && fields[0]) {
    fields[0].value = option;
  }
}

function refocus(focus) {
  const field = focus && document.getElementById(focus[0]);
  field?.focus({ preventScroll: true });
  if (typeof focus?.[1] === 'number') field?.setSelectionRange?.(focus[1], focus[2]);
}

/** The first field that is wrong; the list of all is announced, and stands above. */
function goToProblem(form) {
  const problems = document.getElementById('problems');
  if (!problems) return;
  const wrong = form?.querySelector('[aria-invalid=true]');
  const field = wrong?.matches('fieldset') ? wrong.querySelector('input') ?? wrong : wrong;
  (field ?? problems).focus();
  if (field) field.scrollIntoView({ block: 'center' });
}
