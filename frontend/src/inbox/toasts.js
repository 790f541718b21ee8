// Short messages that leave by themselves; how long they stay is in inbox.css.
import { current, focusRow } from './rows.js';

const place = () => document.getElementById('toasts');
/** A text that the page holds ready in its reader's language; {name} stands for a value. */
export function said(name, values = {}) {
  const text = document.getElementById('inbox-texts')?.dataset[name] ?? '';
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export function toast(text) {
  if (!text || !place()) return;
  const one = document.createElement('p');
  one.className = 'toast';
  one.textContent = text;
  place().append(one);
}

/** Tell a screen reader, in its own time. */
export function announce(text) {
  const heard = document.getElementById('heard');
  if (heard) heard.textContent = text;
}

/** Take a message away; the focus that was in it goes back to the list. */
function leave(one) {
  const had = one?.contains(document.activeElement);
  one?.remove();
  if (had) focusRow(current());
}

export function start() {
  document.addEventListener('animationend', ({ target, animationName }) => {
    if (animationName === 'toast') leave(target);
  });
  document.addEventListener('click', ({ target }) => {
    // an undo that is sent is not offered twice
    if (target.closest?.('.toast .undo')) setTimeout(() => leave(target.closest('.toast')));
  });
}
