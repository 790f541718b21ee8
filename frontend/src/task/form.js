// The form of the task that is open, and how often something in it was changed.

let count = 0;

/** Return the form, if one is open that may be filled in. */
export function theForm() {
  return document.querySelector('#task-form[data-fill]');
}

/** How many changes there were so far; what was sent before a later one is out of date. */
export function edits() {
  return count;
}

/** Tell that something has changed. */
export function edited() {
  count += 1;
  document.dispatchEvent(new CustomEvent('task:edited'));
}

/** What the form holds as it is sent; chosen files travel by themselves. */
export function bodyOf(form) {
  const texts = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
  return new URLSearchParams(texts);
}

/** Send the form to an address of ours, as a part of the page asks for it. */
export function post(address, body, more = {}) {
  return fetch(address, { method: 'POST', body, credentials: 'same-origin', ...more });
}

/** Return a saying of the page as an element, its one text filled in. */
export function saying(name, text = '') {
  const shown = document.getElementById(`say-${name}`)?.content.cloneNode(true) ?? new DocumentFragment();
  const what = shown.querySelector('[data-what]');
  if (what) what.textContent = text;
  return shown;
}

export function start() {
  const of = event => event.target.closest?.('#task-form[data-fill]');
  document.addEventListener('input', event => of(event) && edited());
  document.addEventListener('change', event => of(event) && event.target.type !== 'file' && edited());
}
