// The list of tasks: its keys, toasts and live counts.
import * as keys from './keys.js';
import * as live from './live.js';
import * as picking from './picking.js';
import * as rows from './rows.js';
import * as session from './session.js';
import * as toasts from './toasts.js';

/** Listen to the whole page once; what is swapped in later needs no start of its own. */
export function start() {
  for (const part of [keys, live, picking, rows, session, toasts]) part.start();
}
