"""Every page as its readers see it, in both languages: it fits, nothing fails, all can use it.

The pictures stay in ``var/screens`` for whoever wants to look at them after a run.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from app.config import ROOT
from frontend.node import ensure_packages

from .browser import MISSING, PROGRAM, browser
from .screens import ENDINGS, LOCALE, SCREENS, Screen, demo, photograph, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason=MISSING),
]
PICTURES = ROOT / "var/screens"
AXE = "axe-core/axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
FINDINGS = """async rules => (await axe.run(document, {runOnly: rules})).violations.flatMap(
  found => found.nodes.map(node => `${found.id}: ${node.target} ${node.failureSummary}`))"""
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
#: pages that are no picture of their own: parts of others, files, and what only forwards
PARTS = frozenset(
    {
        "web.export_list",
        "web.find_case",
        "web.follow_notice",
        "web.list_case_people",
        "web.list_people",
        "web.show_bell",
        "web.show_dashboards",
        "web.show_diagram",
        "web.show_list",
        "web.show_live",
        "web.show_paper",
        "web.show_start",
        "web.static",
    }
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with demo(tmp_path_factory.mktemp("demo")) as app:
        yield app


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def opened(address: str) -> Iterator[BrowserContext]:
    with browser(locale=LOCALE, base_url=address) as opened:
        yield opened


@pytest.fixture(params=ENDINGS)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of, e.g. a breach of the content policy."""
    return []


@pytest.fixture
def page(opened: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    page = opened.new_page()
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_page_fits_and_everybody_can_use_it(
    page: Page,
    screen: Screen,
    lang: str,
    app: Flask,
    complaints: list[str],
    request: pytest.FixtureRequest,
) -> None:
    dots = photograph(page, screen, lang)
    keep(request.node.name, dots)
    page.evaluate((ensure_packages() / AXE).read_text("utf-8"))

    shown, _ = app.url_map.bind("").match(urlsplit(page.url).path)
    assert shown == screen.shows
    assert page.evaluate(FITS)
    assert page.evaluate(FINDINGS, list(RULES)) == []
    assert complaints == list(screen.told)


def keep(name: str, dots: bytes) -> None:
    """Keep a picture of this run."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    wanted = name.partition("[")[2].rstrip("]")
    (PICTURES / f"{Path(wanted).name}.png").write_bytes(dots)


def test_no_page_is_left_out(app: Flask) -> None:
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("web.") and "GET" in (rule.methods or ())
    }

    assert pages - PARTS == {screen.shows for screen in SCREENS}
