// The task that is open: its form, its draft, and what stands beside it.
import * as carry from './carry.js';
import * as draft from './draft.js';
import * as focus from './focus.js';
import * as form from './form.js';
import * as mention from './mention.js';
import * as money from './money.js';
import * as once from './once.js';
import * as refresh from './refresh.js';
import * as unsaid from './unsaid.js';
import * as upload from './upload.js';

export function start() {
  for (const part of [once, money, carry, form, refresh, draft, upload, mention, unsaid, focus]) part.start();
}
