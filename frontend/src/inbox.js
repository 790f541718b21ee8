// Everything the pages run, but the diagrams: those load when one is shown.
import 'htmx.org';
import * as diagram from './diagram/index.js';
import * as inbox from './inbox/index.js';
import * as task from './task/index.js';

for (const room of [diagram, inbox, task]) room.start();
document.documentElement.dataset.script = 'on'; // styles and tests: the script is at work
