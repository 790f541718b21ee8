// The help to the keyboard, drawn from the table of keys with the texts that the page holds ready.
import { areOff } from './single.js';

export function showHelp(keys) {
  const dialog = document.getElementById('keys-help');
  if (!dialog || dialog.open) return;
  for (const list of dialog.querySelectorAll('dl')) {
    list.replaceChildren(...keys.filter(one => one.part === list.dataset.part).map(line));
  }
  dialog.querySelector('#single-keys').checked = !areOff();
  dialog.showModal();
}

function line({ keys, name }) {
  const row = document.createElement('div');
  const [term, text] = [document.createElement('dt'), document.createElement('dd')];
  for (const key of keys.split(/[ +]/)) {
    const cap = document.createElement('kbd');
    cap.textContent = { Escape: 'Esc', s: 'S', U: '⇧ U' }[key] ?? key;
    term.append(cap, ' ');
  }
  text.textContent = document.getElementById('keys-texts').dataset[name];
  row.append(term, text);
  return row;
}
