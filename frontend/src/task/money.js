// Amounts are read in groups of three, and typed as one likes.

const GROUPS = /\B(?=(\d{3})+$)/g;
const PLAIN = /^([+-]?)(\d+)(?:\.(\d{1,2}))?$/;
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/;
const EDITED = /^[+-]?,?\d[\d,]*(\.\d*)?$/; // what becomes of a grouped amount while one edits it

/** Fields that were grouped when one went into them: their commas are ours. */
const ours = new WeakSet();

/** 3800 becomes 3,800.00; what is no amount stays as it was typed. */
export function grouped(text, own = false) {
  const found = PLAIN.exec(plain(text, own));
  if (!found) return text;
  const [, sign, whole, rest = ''] = found;
  return `${sign}${whole.replace(GROUPS, ',')}.${rest.padEnd(2, '0')}`;
}

/** An amount without commas and signs of the currency; 全角 digits too. */
function plain(text, own) {
  const folded = text.normalize('NFKC').trim().replace(/^[¥￥]|元$/g, '').replace(/\s/g, '');
  return (own ? EDITED : GROUPED).test(folded) ? folded.replaceAll(',', '') : folded;
}

export function start() {
  const isMoney = field => field.matches?.('[data-money]');
  document.addEventListener('focusin', ({ target }) => isMoney(target) && GROUPED.test(target.value) && ours.add(target));
  document.addEventListener('focusout', ({ target }) => isMoney(target) && write(target));
  document.addEventListener('submit', () => fields().forEach(write), true);
  for (const event of ['task:drawn', 'htmx:after:swap']) document.addEventListener(event, writeAll);
  writeAll();
}

const fields = () => document.querySelectorAll('[data-money]');

function write(field) {
  const text = grouped(field.value, ours.has(field));
  if (text !== field.value) field.value = text;
  ours.delete(field);
}

/** But for the one in which somebody types. */
function writeAll() {
  for (const field of fields()) if (field !== document.activeElement) write(field);
}
