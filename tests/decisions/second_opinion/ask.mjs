// Reads a JSON list of questions {text, kind, input, context} on standard input and writes the
// list of feelin's answers. A value travels as an object with one key that names its type, as
// {"date": "2026-06-01"}; what feelin refuses comes back as {"error": "why"}.
import { readFileSync } from 'node:fs';
import {
  FeelDate, FeelDateTime, FeelDuration, FeelTime,
  duration, evaluate, isFunction, isRange, parseDate, parseDateTime, parseTime, unaryTest,
} from 'feelin';

const READ = {
  null: () => null,
  boolean: (value) => value,
  string: (value) => value,
  number: Number,
  date: parseDate,
  time: parseTime,
  'date and time': parseDateTime,
  duration,
  list: (items) => items.map(read),
  range: (text) => evaluate(text).value,
  context: (entries) => mapped(entries, read),
};
const TEMPORAL = [
  ['date', FeelDate],
  ['time', FeelTime],
  ['date and time', FeelDateTime],
  ['duration', FeelDuration],
];

function read(typed) {
  const [[type, value]] = Object.entries(typed);
  return READ[type](value);
}

function written(value) {
  if (value === null || value === undefined) return { null: true };
  if (['boolean', 'string'].includes(typeof value)) return { [typeof value]: value };
  if (typeof value === 'number') return { number: String(value) };
  const temporal = TEMPORAL.find(([, kind]) => value instanceof kind);
  if (temporal) return { [temporal[0]]: String(value) };
  if (typeof value === 'function' || isFunction(value)) return { function: true };
  if (isRange(value)) return { range: range(value) };
  if (Array.isArray(value)) return { list: value.map(written) };
  return { context: mapped(value, written) };
}

function range(value) {
  const ends = [written(value.start), written(value.end)];
  return [...ends, value['start included'], value['end included']];
}

function mapped(entries, change) {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, change(value)]));
}

function answer({ text, kind, input, context }) {
  const scope = mapped(context, read);
  try {
    const { value } =
      kind === 'unary' ? unaryTest(text, { ...scope, '?': read(input) }) : evaluate(text, scope);
    return written(value);
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}

const questions = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(questions.map(answer)));
