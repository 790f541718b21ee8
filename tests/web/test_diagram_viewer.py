"""The diagram in a real browser: drawn under the policy of the pages, with its maker's mark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from frontend import bundle
from tests.frontend.browser import MISSING, PROGRAM, browser
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.scenarios.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason=MISSING),
    pytest.mark.skipif(not bundle.is_current(), reason="the scripts of the pages are not built"),
]


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of, e.g. a breach of the content policy."""
    return []


@pytest.fixture
def page(company: Company, walk: Walk, complaints: list[str]) -> Iterator[Page]:
    """A surveyor before the diagram of a claim that waits for the survey report."""
    walk.all_until(walk.survey)
    with served(company) as address, browser(locale="zh-CN", base_url=address) as opened:
        page = opened.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"/cases/{walk.claim_no}?part=diagram")
        page.get_by_label("用户名").fill("u_sur1")
        page.get_by_label("密码").fill("claimdesk")
        page.get_by_label("密码").press("Enter")
        yield page


def test_a_diagram_shows_where_the_case_stands_and_moves_by_keys(
    page: Page, complaints: list[str]
) -> None:
    waiting = page.locator(".djs-element.is-active[data-element-id=survey_report]")
    expect(waiting).to_be_visible()
    expect(page.locator(".diagram-note")).to_contain_text("查勘 · 剩")
    expect(page.locator(".is-completed[data-element-id=survey]")).to_be_visible()
    before = waiting.bounding_box()

    page.locator(".diagram-canvas").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")

    after = waiting.bounding_box()
    assert before is not None and after is not None
    assert after["width"] > before["width"]
    page.get_by_role("button", name="全图").click()
    expect(waiting).to_be_visible()
    assert complaints == []


def test_the_mark_of_bpmn_io_is_seen_whole(page: Page) -> None:
    mark = page.locator(".bjs-powered-by")
    expect(mark).to_be_visible()

    at_its_middle = """mark => {
      const {x, y, width, height} = mark.getBoundingClientRect();
      return mark.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    }"""
    mark.scroll_into_view_if_needed()
    assert mark.evaluate(at_its_middle)
