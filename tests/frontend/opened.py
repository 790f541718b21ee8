"""A shipped diagram, opened in bpmn-js."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from app.config import ROOT
from frontend.node import ensure_packages

VIEWER = "bpmn-js/dist/bpmn-viewer.production.min.js"
STYLES = ("bpmn-js/dist/assets/diagram-js.css", "bpmn-js/dist/assets/bpmn-js.css")
BLANK = "<!doctype html><meta charset=utf-8><div id=canvas style='width:1600px;height:900px'></div>"
IMPORT = """async xml => {
  window.viewer?.destroy();
  window.viewer = new BpmnJS({container: '#canvas'});
  const {warnings} = await viewer.importXML(xml);
  const planes = viewer.get('canvas').getRootElements().map(root => root.id);
  return {warnings: warnings.map(warning => warning.message), planes};
}"""
SHOW = """async plane => {
  const canvas = viewer.get('canvas');
  canvas.setRootElement(canvas.findRoot(plane));
  return (await viewer.saveSVG()).svg;
}"""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What bpmn-js says of a diagram."""

    warnings: list[str]
    planes: list[str]


def diagrams() -> list[Path]:
    """List the shipped diagrams."""
    return sorted((ROOT / "bpmn").rglob("*.bpmn"))


def prepare(page: Page) -> None:
    """Load bpmn-js into an empty page."""
    packages = ensure_packages()
    page.set_content(BLANK)
    for style in STYLES:
        page.add_style_tag(path=packages / style)
    page.add_script_tag(path=packages / VIEWER)


def open_in(page: Page, xml: str) -> Opened:
    """Import a diagram; its planes are the drawing and each collapsed sub-process."""
    return Opened(**page.evaluate(IMPORT, xml))


def drawing(page: Page, plane: str) -> str:
    """Return a plane of the opened diagram as SVG, cut to what is drawn."""
    return str(page.evaluate(SHOW, plane))


def in_chinese(diagram: Path) -> str:
    """Return a diagram as it is."""
    return diagram.read_text("utf-8")
