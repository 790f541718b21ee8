// Sends files as soon as they are chosen: they are there when the form is completed, and in the draft.
import { bodyOf, edited, saying, theForm } from './form.js';
import { draw } from './refresh.js';

export function start() {
  document.addEventListener('change', ({ target }) => {
    const form = theForm();
    if (target.matches?.('[data-upload]') && target.files.length && form?.contains(target)) upload(form, target);
  });
}

/** While a file is on its way the form is not completed: it would go without it. */
function hold(form, number) {
  form.dataset.uploads = Number(form.dataset.uploads ?? 0) + number;
  for (const button of form.querySelectorAll('[data-act=complete]')) button.disabled = form.dataset.uploads !== '0';
}

function upload(form, field) {
  const shown = saying('uploading').firstElementChild;
  const body = new FormData();
  for (const [name, value] of bodyOf(form)) body.append(name, value);
  for (const file of field.files) body.append(field.name, file);
  const request = new XMLHttpRequest();
  field.parentElement.append(shown);
  field.disabled = true;
  hold(form, 1);
  request.open('POST', form.dataset.refresh);
  request.setRequestHeader('HX-Request', 'true');
  request.setRequestHeader('HX-Target', 'div#task-fields');
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    shown.querySelector('progress').value = (100 * loaded) / total;
  });
  request.addEventListener('loadend', async () => {
    shown.remove();
    field.disabled = false;
    hold(form, -1);
    if (request.status !== 200) return field.parentElement.append(saying('upload-failed'));
    field.value = '';
    await take(form, request.responseText, field.name);
  });
  request.send(body);
}

/** Put the new files among the fields; what was typed meanwhile is none of this. */
async function take(form, text, name) {
  const drawn = new DOMParser().parseFromString(text, 'text/html');
  const id = `wf-${name.replaceAll('.', '-')}`;
  const [fresh, old] = [drawn.getElementById(id), document.getElementById(id)];
  if (fresh && old) old.replaceWith(document.adoptNode(fresh));
  else await draw(form, text, 'innerMorph');
  document.getElementById(id)?.querySelector('[type=file]')?.focus();
  edited();
}
