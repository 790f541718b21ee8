// Amounts are read in groups of three, and typed as one likes.

const GROUPS = /\B(?=(\d{3})+$)/g;
const PLAIN = /^([+-]?)(\d+)(?:\.(\d{1,2}))?$/;

/** 3800 becomes 3,800.00; what is no amount stays as it was typed. */
export function grouped(text) {
  const found = PLAIN.exec(plain(text));
  if (!found) return text;
  const [, sign, whole, rest = ''] = found;
  return `${sign}${whole.replace(GROUPS, ',')}.${rest.padEnd(2, '0')}`;
}

/** 3,800.00 as one goes on typing it; 全角 digits and signs of the currency too. */
export function plain(text) {
  const folded = text.normalize('NFKC').trim().replace(/^[¥￥]|元$/g, '').replace(/\s/g, '');
  return /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(folded) ? folded.replaceAll(',', '') : folded;
}

export function start() {
  document.addEventListener('focusin', ({ target }) => {
    if (target.matches?.('[data-money]') && PLAIN.test(plain(target.value))) begin(target);
  });
  document.addEventListener('focusout', ({ target }) => target.matches?.('[data-money]') && write(target));
  for (const event of ['task:drawn', 'htmx:after:swap']) document.addEventListener(event, writeAll);
  writeAll();
}

/** Who comes by key has all of it selected: what is typed takes its place, and is not added to it. */
function begin(field) {
  const text = plain(field.value);
  if (text === field.value) return;
  field.value = text;
  field.select();
}

function write(field) {
  const text = grouped(field.value);
  if (text !== field.value) field.value = text;
}

function writeAll() {
  for (const field of document.querySelectorAll('#task-form [data-money]')) {
    if (field !== document.activeElement) write(field);
  }
}
