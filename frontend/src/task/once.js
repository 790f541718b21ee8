// A task is completed once, however often its button is pressed: the next one has it in the same place.

let under = false; // one is being completed

export function start() {
  document.addEventListener('click', event => {
    if (event.detail > 1 && event.target.closest?.('[data-act=complete]')) event.preventDefault();
  });
  document.addEventListener('htmx:before:request', event => {
    if (!completes(event)) return;
    if (under) event.preventDefault();
    under = true;
  });
  document.addEventListener('htmx:after:request', event => { under = under && !completes(event); });
  document.addEventListener('htmx:error', () => { under = false; });
}

const completes = event => /\/complete\b/.test(event.detail?.ctx?.request?.action ?? '');
