// What was typed, kept on this device until the server has it. Of one reader and one task.

const key = form => `claimdesk.draft.${form.dataset.reader}.${form.dataset.task}`;

/**
 * Keep it; a device without room keeps nothing, and the page itself still holds it.
 * `next`: the version that a draft on its way to the server gets there, or 0.
 */
export function keepHere(form, body, next = 0) {
  try {
    localStorage.setItem(key(form), JSON.stringify({ body: body.toString(), next, at: Date.now() }));
  } catch {
    // full, or forbidden
  }
}

/** Return what was kept, with its `next`, or null. */
export function keptHere(form) {
  try {
    const kept = JSON.parse(localStorage.getItem(key(form)));
    return kept && { body: new URLSearchParams(kept.body), next: String(kept.next) };
  } catch {
    return null;
  }
}

export function forget(form) {
  try {
    localStorage.removeItem(key(form));
  } catch {
    // forbidden: then there is nothing either
  }
}
