// Whether single keys act: whoever speaks to the machine, or slips, can switch them off (WCAG 2.1.4).
// It is a setting of the reader's, so that it is the same at every machine they sit down at.

const page = document.documentElement;

export const areOff = () => page.dataset.keys === 'off';

/** Act at once, and keep it; rejects where it could not be kept, and all is as it was. */
export async function switchKeys(box) {
  const before = page.dataset.keys ?? '';
  page.dataset.keys = box.checked ? 'on' : 'off';
  try {
    const answer = await fetch(box.dataset.keep, { method: 'POST', body: new FormData(box.form) });
    if (!answer.ok) throw new Error(answer.status);
  } catch (error) {
    page.dataset.keys = before;
    box.checked = !areOff();
    throw error;
  }
}
