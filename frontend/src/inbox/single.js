// Whether single keys act: whoever speaks to the machine, or slips, can switch them off (WCAG 2.1.4).

const NAME = 'claimdesk.keys'; // in localStorage: "off"

export const areOff = () => localStorage.getItem(NAME) === 'off';

export function switchKeys(on) {
  if (on) localStorage.removeItem(NAME);
  else localStorage.setItem(NAME, 'off');
}
