"""Every shipped diagram opens in bpmn-js, and the pictures of the guides are of what ships."""

import struct
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from app.config import ROOT

from .browser import MISSING, PROGRAM, browser
from .english import in_english
from .opened import diagrams, open_in, prepare
from .pictures import IMAGES, of_language, picture_name, pictures

MOST_BYTES = 300_000  # a guide with ten pictures is still read over a telephone

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason=MISSING),
]


@pytest.fixture(scope="module")
def opened() -> Iterator[BrowserContext]:
    """A browser."""
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def viewer(opened: BrowserContext) -> Page:
    """A page with bpmn-js in it."""
    page = opened.new_page()
    prepare(page)
    return page


@pytest.mark.parametrize("file", diagrams(), ids=lambda file: file.stem)
def test_a_diagram_opens_in_bpmn_js_without_a_warning(file, viewer: Page) -> None:
    assert open_in(viewer, file.read_text("utf-8")).warnings == []


def test_each_drawing_has_its_picture_in_the_guides(viewer: Page) -> None:
    wanted = {
        IMAGES / f"{picture_name(file, plane)}.png"
        for file in diagrams()
        for plane in open_in(viewer, file.read_text("utf-8")).planes
    }

    assert of_language("zh") == wanted, "run 'python3 dev.py diagrams'"
    assert {file.name for file in wanted if file.stat().st_size > MOST_BYTES} == set()


def test_a_diagram_and_its_sub_processes_are_drawn_in_english(opened: BrowserContext) -> None:
    drawn = pictures(opened, "en", [ROOT / "bpmn/claim/claim.bpmn"])

    assert {"claim.en.png", "claim-handling.en.png"} <= set(drawn)
    width, height = struct.unpack(">II", drawn["claim.en.png"][16:24])
    assert width > height > 300


def test_english_labels_take_the_place_of_the_chinese_ones() -> None:
    said = in_english(ROOT / "bpmn/claim_document_review/claim_document_review.bpmn")

    assert 'name="Verify documents"' in said
    assert "核实资料" not in said
