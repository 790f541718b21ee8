"""What is looked for on a page: that it fits, that nothing fails, that all can use it."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from app.config import ROOT
from frontend.node import ensure_packages

from .screens import Screen, photograph

#: the pictures of a run stay here for whoever wants to look at them
PICTURES = ROOT / "var/screens"
AXE = "axe-core/axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
FINDINGS = """async rules => (await axe.run(document, {runOnly: rules})).violations.flatMap(
  found => found.nodes.map(node => `${found.id}: ${node.target} ${node.failureSummary}`))"""
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One page as somebody came to it."""

    path: str
    fits: bool
    #: what keeps some from using it
    findings: list[str]


def look(page: Page, screen: Screen, lang: str) -> Seen:
    """Let somebody come to a page and look at it in a language; keep the picture."""
    keep(f"{lang}-{screen.name}", photograph(page, screen, lang))
    page.evaluate((ensure_packages() / AXE).read_text("utf-8"))
    return Seen(
        path=urlsplit(page.url).path,
        fits=page.evaluate(FITS),
        findings=page.evaluate(FINDINGS, list(RULES)),
    )


def keep(name: str, dots: bytes) -> None:
    """Keep a picture of this run."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / f"{Path(name).name}.png").write_bytes(dots)
