// A comment that is begun stays while one looks something up elsewhere, until it is said.
// It is kept in this window alone: others may sit down at this device.

const FIELD = 'textarea[data-unsaid]';
const key = field => `claimdesk.unsaid.${field.dataset.unsaid}`;

export function start() {
  document.addEventListener('input', ({ target }) => target.matches?.(FIELD) && keep(target));
  document.addEventListener('htmx:before:response', onAnswer);
  document.addEventListener('htmx:after:swap', restoreAll);
  restoreAll();
}

function keep(field) {
  try {
    if (field.value === field.defaultValue) sessionStorage.removeItem(key(field));
    else sessionStorage.setItem(key(field), field.value);
  } catch {
    // full, or forbidden: then the field alone holds it
  }
}

function restoreAll() {
  for (const field of document.querySelectorAll(FIELD)) {
    const text = kept(field);
    if (text === null || field.value !== field.defaultValue || field.value === text) continue;
    field.value = text;
    const around = field.closest('details');
    if (around) around.open = true;
  }
}

function kept(field) {
  try {
    return sessionStorage.getItem(key(field));
  } catch {
    return null;
  }
}

/** What was said, or taken back, is not begun any more. */
function onAnswer(event) {
  const { sourceElement, response } = event.detail.ctx;
  const field = sourceElement?.closest?.('form')?.querySelector(FIELD);
  if (!field || response.status >= 400 || response.raw?.url.includes('/sign-in')) return;
  try {
    sessionStorage.removeItem(key(field));
  } catch {
    // forbidden
  }
}
