// A diagram and where its case stands: loaded only where one is shown.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';

/** Draw a diagram into an element; the whole of it is to be seen. */
export async function draw(container, xml) {
  const viewer = new NavigatedViewer({ container });
  await viewer.importXML(xml);
  viewer.get('canvas').zoom('fit-viewport', 'auto');
  return viewer;
}
