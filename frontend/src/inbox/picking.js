// Selecting rows: one, a stretch with Shift, or all of the page.
import htmx from 'htmx.org';

const picks = () => [...document.querySelectorAll('.pick')];
let last = null;

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

/** The selected tasks that an act was asked for; what was selected since stays. */
function acted({ sourceElement, request }) {
  const only = sourceElement?.id !== 'bulk' || request.body.get('act')?.includes(':');
  return only ? [] : request.body.getAll('ids');
}

export function start() {
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
  });
}
