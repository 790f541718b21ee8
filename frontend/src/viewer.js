// A diagram and where its case stands, drawn by bpmn-js: loaded only where one is shown.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';

const READABLE = 0.6; // below this scale of the whole diagram only the place is shown
const STEP = 1.25;
const SPEED = 80; // dots a press of an arrow key

/** Draw into a figure of case/diagram.html what its address answers. */
export async function draw(figure) {
  await loadStyles(figure.dataset.styles);
  const canvas = figure.querySelector('.diagram-canvas');
  const viewer = new NavigatedViewer({ container: canvas, zoomScroll: { enabled: false } });
  const shown = { figure, viewer, focus: null };
  figure.addEventListener('click', event => pressed(shown, event));
  canvas.addEventListener('keydown', event => typed(shown, event));
  await show(shown, figure.dataset.diagram);
  new ResizeObserver(() => viewer.get('canvas').resized()).observe(canvas);
}

async function show(shown, address) {
  const answer = await fetch(address, { headers: { Accept: 'application/json' } });
  if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
  const told = await answer.json();
  await shown.viewer.importXML(told.xml);
  shown.focus = told.focus;
  mark(shown.viewer, told);
  list(shown.figure, told.processes);
  openPlane(shown);
  fit(shown);
}

function mark(viewer, { elements, notes }) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  for (const { id, state, entered } of elements) {
    if (!registry.get(id)) continue;
    canvas.addMarker(id, `is-${state}`);
    if (entered > 1) overlay(viewer, id, { top: -10, left: -10 }, `×${entered}`, 'diagram-count');
  }
  for (const { element, who, left, level } of notes) {
    if (!registry.get(element)) continue;
    const text = [who, left].filter(Boolean).join(' · ');
    overlay(viewer, element, { bottom: -4, left: 0 }, text, `diagram-note ${level}`);
  }
}

function overlay(viewer, id, position, text, name) {
  const html = document.createElement('div');
  html.className = name;
  html.textContent = text;
  viewer.get('overlays').add(id, { position, html });
}

/** Offer the diagrams of the case, if there is more than one. */
function list(figure, processes) {
  const place = figure.querySelector('.diagram-processes');
  place.replaceChildren(...(processes.length > 1 ? processes.map(choice) : []));
}

function choice({ key, name, shown, waits }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.process = key;
  button.textContent = name;
  button.classList.toggle('waits', waits);
  button.setAttribute('aria-pressed', shown);
  return button;
}

/** Show the plane on which the place is drawn: that of the process or of a sub-process. */
function openPlane({ viewer, focus }) {
  const canvas = viewer.get('canvas');
  const root = focus && viewer.get('elementRegistry').get(focus) && canvas.findRoot(focus);
  if (root) canvas.setRootElement(root);
}

function fit(shown) {
  const canvas = shown.viewer.get('canvas');
  canvas.zoom('fit-viewport', 'auto');
  if (canvas.zoom() < READABLE && shown.focus) goToPlace(shown);
}

function goToPlace({ viewer, focus }) {
  const element = focus && viewer.get('elementRegistry').get(focus);
  if (!element) return;
  const canvas = viewer.get('canvas');
  canvas.zoom(Math.max(canvas.zoom(), 0.9), 'auto');
  const { width, height } = canvas.viewbox();
  const x = element.x + (element.width || 0) / 2 - width / 2;
  const y = element.y + (element.height || 0) / 2 - height / 2;
  canvas.viewbox({ x, y, width, height });
}

const ACTS = {
  in: ({ viewer }) => viewer.get('canvas').zoom(viewer.get('canvas').zoom() * STEP, 'auto'),
  out: ({ viewer }) => viewer.get('canvas').zoom(viewer.get('canvas').zoom() / STEP, 'auto'),
  fit: ({ viewer }) => viewer.get('canvas').zoom('fit-viewport', 'auto'),
  place: shown => {
    openPlane(shown);
    goToPlace(shown);
  },
  left: ({ viewer }) => viewer.get('canvas').scroll({ dx: SPEED, dy: 0 }),
  right: ({ viewer }) => viewer.get('canvas').scroll({ dx: -SPEED, dy: 0 }),
  up: ({ viewer }) => viewer.get('canvas').scroll({ dx: 0, dy: SPEED }),
  down: ({ viewer }) => viewer.get('canvas').scroll({ dx: 0, dy: -SPEED }),
};
const KEYS = {
  '+': 'in', '=': 'in', '-': 'out', 0: 'fit', '.': 'place',
  ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down',
};

function typed(shown, event) {
  const act = KEYS[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  ACTS[act](shown);
}

function pressed(shown, { target }) {
  const button = target.closest('button');
  if (button?.dataset.zoom) ACTS[button.dataset.zoom](shown);
  if (!button?.dataset.process) return;
  const address = new URL(shown.figure.dataset.diagram, location.href);
  address.searchParams.set('process', button.dataset.process);
  show(shown, address).catch(() => missing(shown.figure));
}

/** Say that there is no diagram; the list of steps stands below. */
export function missing(figure) {
  figure.hidden = false;
  for (const part of figure.children) part.hidden = !part.matches('.diagram-missing');
}

function loadStyles(address) {
  if (document.querySelector(`link[href="${address}"]`)) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = address;
  const loaded = new Promise(resolve => { link.onload = link.onerror = resolve; });
  document.head.append(link);
  return loaded;
}
