// Offers names behind an @ while a comment is typed. Without it one types the name.

let asked = 0;

export function start() {
  document.addEventListener('input', ({ target }) => target.matches?.('[data-people]') && offer(target));
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('focusout', ({ target }) => target.matches?.('[data-people]') && setTimeout(close, 150));
  document.addEventListener('mousedown', event => {
    const chosen = event.target.closest('.people li');
    if (!chosen) return;
    event.preventDefault();
    put(chosen);
  });
}

const list = () => document.querySelector('.people');

/** What stands between an @ and the caret. */
function typed(field) {
  return /(?:^|[^A-Za-z0-9_.@/-])@([\p{L}\p{N}_.-]*)$/u.exec(field.value.slice(0, field.selectionStart))?.[1];
}

async function offer(field) {
  const name = typed(field);
  if (name === undefined) return close();
  const turn = (asked += 1);
  const answer = await fetch(`${field.dataset.people}?q=${encodeURIComponent(name)}`).catch(() => null);
  if (turn !== asked || !answer?.ok) return;
  show(field, await answer.json());
}

function show(field, people) {
  close();
  if (!people.length) return;
  const shown = document.createElement('ul');
  shown.className = 'people';
  shown.id = 'people';
  shown.setAttribute('role', 'listbox');
  shown.append(...people.map(option));
  field.after(shown);
  field.setAttribute('aria-controls', 'people');
  choose(shown.firstElementChild, field);
}

function option({ code, name }, index) {
  const one = document.createElement('li');
  one.id = `person-${index}`;
  one.setAttribute('role', 'option');
  one.dataset.code = code;
  one.textContent = `${name} @${code}`;
  return one;
}

function choose(one, field) {
  for (const other of one.parentElement.children) other.setAttribute('aria-selected', String(other === one));
  field.setAttribute('aria-activedescendant', one.id);
}

function onKey(event) {
  const shown = list();
  if (!shown || !event.target.matches?.('[data-people]') || event.isComposing) return;
  const chosen = shown.querySelector('[aria-selected=true]');
  const next = { ArrowDown: chosen.nextElementSibling, ArrowUp: chosen.previousElementSibling }[event.key];
  if (next) choose(next, event.target);
  else if (event.key === 'Enter' || event.key === 'Tab') put(chosen);
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function put(chosen) {
  const field = chosen.parentElement.previousElementSibling;
  const end = field.selectionStart;
  const begin = end - typed(field).length;
  field.setRangeText(`${chosen.dataset.code} `, begin, end, 'end');
  field.focus();
  close();
}

function close() {
  const shown = list();
  shown?.previousElementSibling.removeAttribute('aria-activedescendant');
  shown?.remove();
}
