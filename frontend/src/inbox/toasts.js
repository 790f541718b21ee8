// Short messages that leave by themselves; how long they stay is in inbox.css.

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

export function start() {
  document.addEventListener('animationend', ({ target, animationName }) => {
    if (animationName === 'toast') target.remove();
  });
  document.addEventListener('click', ({ target }) => {
    // an undo that is sent is not offered twice
    if (target.closest?.('.toast .undo')) setTimeout(() => target.closest('.toast')?.remove());
  });
}
