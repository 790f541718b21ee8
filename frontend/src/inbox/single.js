// Whether single keys act: whoever speaks to the machine, or slips, can switch them off (WCAG 2.1.4).

const NAME = 'claimdesk.keys'; // in localStorage: "on" or "off"; else what the reader's settings say

export function areOff() {
  return (localStorage.getItem(NAME) ?? document.documentElement.dataset.keys) === 'off';
}

export function switchKeys(on) {
  localStorage.setItem(NAME, on ? 'on' : 'off');
}
