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
  const { draw } = await import('../viewer.js');
  for (const element of waiting) {
    element.dataset.drawn = 'on';
    const answer = await fetch(element.dataset.diagram);
    if (answer.ok) await draw(element, await answer.text());
  }
}
