// Finds diagrams in the page and lets the viewer draw them; the viewer is a file of its own.

const WAITING = '[data-diagram]:not([data-drawn])';

/** Draw what is in the page, and what is swapped in later. */
export function start() {
  drawAll();
  document.addEventListener('htmx:after:swap', drawAll);
}

async function drawAll() {
  const waiting = [...document.querySelectorAll(WAITING)];
  if (!waiting.length) return;
  for (const figure of waiting) {
    figure.dataset.drawn = 'on';
    figure.hidden = false; // its size is known: nothing moves when it is drawn
  }
  const { draw, missing } = await import('../viewer.js');
  for (const figure of waiting) await draw(figure).catch(() => missing(figure));
}
